//! How customers word what businesses write: groups of words and phrases that mean the same when
//! one asks about the other. General trade and dealership wording, not one tenant's.

use std::collections::HashMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::terms::stem;

/// One group a line; `_` joins a phrase.
const GROUPS: &str = "
price cost charge fee rate pricing priced costs how_much expensive cheap cheapest dollar dollars bucks pay
warranty guarantee guaranteed coverage cover covered warrantied
return refund money_back bring_back send_back give_back take_back returned returnable return_policy
exchange swap
hours opening open closing close closed opens closes business_hours opening_hours opening_times what_time
test_drive testdrive try_out trial_drive drive_it
phone telephone call number ring phone_number
email e_mail mail write contact reach
tradein trade_in trade_ins trading_in part_exchange trade trading old_car current_car appraise appraisal valuation
finance financing loan financed credit lender borrow instalments installments monthly_payments
deposit hold reserve reservation down_payment upfront prepay held
deliver delivery ship shipping home_delivery transport delivered bring_to_me
service maintenance tuneup tune_up servicing serviced checkup check_up scheduled_maintenance
tire tires tyre tyres
rim rims wheel wheels
loaner courtesy_car loan_car rental replacement_car courtesy_vehicle substitute_car loaners
repair fix mend repaired fixing broken
kid kids child children baby toddler infant family
dog dogs pet pets cat animal animals puppy
wheelchair accessible accessibility disabled disability mobility handicapped ramp
ev electric battery_powered electric_vehicle evs
charge_up charging charger chargers plug_in recharge charging_station
used pre_owned preowned second_hand secondhand
certified cpo certified_pre_owned
cancel cancellation call_off cancelled canceled canceling terminate
appointment booking book schedule slot scheduled reservation booked
breakdown broken_down stranded tow towing towed roadside roadside_assistance break_down breaks_down
accident crash collision wreck body_shop bodywork body_work
scratch scratches dent dents dings
key keys fob key_fob keyfob
registration plates plate dmv tags license_plate number_plate
insurance insured insure insurer
driver_license driving_licence driving_license license licence drivers_license identification passport photo_id
complaint complain unhappy dissatisfied dispute problem escalate
military veteran veterans army navy soldier service_members active_duty armed_forces
student students college graduate grad
senior seniors elderly retiree retired pensioner age_62
discount deal promotion offer special coupon rebate incentive promo deals specials discounts coupons savings
cosigner co_signer cosign co_sign co_borrower co_applicant
apr interest interest_rate
lease leasing leased
mileage miles mile distance odometer
wear wear_and_tear damage excessive_wear
early ahead_of_schedule prematurely before_term
holiday holidays christmas thanksgiving new_year easter independence_day
saturday weekend weekends
sunday weekend weekends
wait waiting turnaround take_long how_long duration last
lounge waiting_room waiting_area sit_and_wait wait_inside
coffee drinks snacks refreshments
wifi wi_fi internet
shuttle ride lift drop_me_off
pickup pick_up collect collected collection
dropoff drop_off key_drop drop_box
address location located where directions find_you
parts part component components
accessory accessories add_ons addons
recall recalls recalled
inspection inspect inspected check checked multi_point
employee employees staff team personnel
manager boss general_manager in_charge head
salesperson sales_rep sales_consultant adviser advisor consultant representative
owner owners bought purchaser buyer buyers customer
transfer transferable transferred pass_on new_owner
deductible copay excess out_of_pocket
expire expires expiry expiration valid validity run_out runs_out
payment pay paying payments paid
cash banknotes notes
card credit_card debit_card visa mastercard amex
check cheque personal_check cashier_check
tax taxes vat sales_tax
document documents paperwork papers forms documentary
car cars vehicle vehicles auto automobile
truck trucks pickup_truck
fuel gas gasoline petrol diesel
fuel_economy mpg gas_mileage fuel_consumption
seats seat passengers seater people_fit
color colour colors paint shade colours
engine motor powertrain gearbox transmission
bitcoin crypto cryptocurrency
wallbox wall_box home_charger homecharge
hotel lodging accommodation motel
blackout power_cut power_outage outage
relative family_member spouse household
brake brakes braking
range how_far distance_on_a_charge
stock available availability in_stock have_any on_the_lot inventory
model models trim version
winter snow cold
clean cleaning wash detail detailing valet washed
pre_approval preapproval pre_approved preapproved pre_qualify prequalify prequalified
penalty penalties fine late_fee
late overdue missed behind
payoff pay_off settle settlement paid_off buyout buy_out
title lien ownership
privacy data personal_information personal_data
security theft stolen
minimum least lowest
maximum limit most cap up_to highest
replace replacement replaced new_one
windshield windscreen glass
ac air_conditioning aircon air_con a_c climate
job jobs career careers hiring vacancy vacancies work_for
emission emissions smog
old age years_old
gap gap_protection gap_insurance
prepaid plan package packages contract
free complimentary no_charge free_of_charge no_cost
hour hours hourly
nearby near close_by
weekend_hours saturday sunday
tow_capacity towing_capacity tow_rating trailer hitch pull
first_time first_time_buyer no_credit_history
bad_credit poor_credit low_credit credit_score
bank lender
sell selling sale sold sales buy purchase purchasing buying bought
safety safe crash_test
app mobile_app online website web
newsletter sms text texts message
";

struct Tables {
    by_stem: HashMap<String, Vec<u16>>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut by_stem: HashMap<String, Vec<u16>> = HashMap::new();
    for (number, line) in (0_u16..).zip(GROUPS.lines().filter(|line| !line.is_empty())) {
        for word in line.split_whitespace() {
            let groups = by_stem.entry(stem(&word.replace('_', ""))).or_default();
            if !groups.contains(&number) {
                groups.push(number);
            }
        }
    }
    Tables { by_stem }
});

pub(super) fn groups_of(stem: &str) -> &'static [u16] {
    TABLES.by_stem.get(stem).map_or(&[], Vec::as_slice)
}

/// Finds the phrases of `GROUPS`, with a space or a hyphen between their words, and says how each is
/// written as one word.
pub(super) static PHRASES: LazyLock<Option<(AhoCorasick, Vec<String>)>> = LazyLock::new(|| {
    let mut patterns = Vec::new();
    let mut joined = Vec::new();
    for phrase in GROUPS.split_whitespace().filter(|word| word.contains('_')) {
        for separator in [" ", "-"] {
            patterns.push(phrase.replace('_', separator));
            joined.push(phrase.replace('_', ""));
        }
    }
    AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(patterns).ok().map(|matcher| (matcher, joined))
});
