//! Reads the facts out of a text.

use super::calendar::{Date, Days, day_of, month_of, numeric_date, time_of};
use super::facts::{Currency, Fact, Milli, Value};
use super::lexer::{Kind, Token, tokens};
use super::numbers::number_at;
use super::units::{Unit, is_unit_adjective, unit_of};

/// All facts of a normalised text, in order.
pub fn facts(text: &str) -> Vec<Fact> {
    let tokens = tokens(text);
    let mut reader = Reader { tokens: &tokens, text, found: Vec::new(), bare: Vec::new() };
    let mut at = 0;
    while at < tokens.len() {
        at = reader.read(at).max(at + 1);
    }
    reader.found
}

struct Reader<'a> {
    tokens: &'a [Token],
    text: &'a str,
    found: Vec<Fact>,
    /// Facts that are bare numbers, with the token after them: a range's unit reaches back to them.
    bare: Vec<(usize, usize)>,
}

impl Reader<'_> {
    fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    fn word(&self, at: usize) -> &str {
        self.token(at).map_or("", |token| token.text.as_str())
    }

    fn push(&mut self, value: Value, first: usize, next: usize) {
        let start = self.token(first).map_or(0, |token| token.range.start);
        let end = self.token(next.saturating_sub(1)).map_or(start, |token| token.range.end);
        self.found.push(Fact { value, range: start..end });
    }

    /// Reads what starts at `at` and says where to go on.
    fn read(&mut self, at: usize) -> usize {
        let Some(token) = self.token(at).cloned() else {
            return at + 1;
        };
        match token.kind {
            Kind::Address => self.push(Value::Address(token.text), at, at + 1),
            Kind::Phone => {
                let digits = token.text.chars().filter(char::is_ascii_digit).collect();
                self.push(Value::Phone(digits), at, at + 1);
            }
            Kind::NumericDate => match numeric_date(&token.text) {
                Some(dates) => self.push(Value::Date(dates), at, at + 1),
                None => self.push(Value::Code(token.text), at, at + 1),
            },
            Kind::Time => {
                if let Some(times) = time_of(&token.text) {
                    self.reach_back_time(at, &times);
                    self.push(Value::Time(times), at, at + 1);
                }
            }
            Kind::Code if token.is("24/7") => {
                self.push(Value::Days(Days::ALL), at, at + 1);
            }
            Kind::Code => {
                let code = token.text.replace('-', "");
                self.push(Value::Code(code), at, at + 1);
            }
            Kind::Ordinal => return self.ordinal(at),
            Kind::Number => return self.number(at),
            Kind::Word => return self.words(at),
            Kind::Symbol => {}
        }
        at + 1
    }

    fn ordinal(&mut self, at: usize) -> usize {
        let digits = self.word(at).trim_end_matches(char::is_alphabetic).to_owned();
        let day: Option<u8> = digits.parse().ok();
        let of = usize::from(self.word(at + 1) == "of");
        if let (Some(day), Some((month, _))) = (day, month_of(self.word(at + 1 + of))) {
            let (year, next) = self.year(at + 2 + of);
            self.push(Value::Date(vec![Date { year, month, day: Some(day) }]), at, next);
            return next;
        }
        if let Ok(value) = digits.parse::<i64>() {
            self.push(Value::Number(value * 1000), at, at + 1);
        }
        at + 1
    }

    /// `, 2026` or ` 2026`.
    fn year(&self, at: usize) -> (Option<i64>, usize) {
        let comma = usize::from(self.word(at) == ",");
        match self.word(at + comma).parse::<i64>() {
            Ok(year @ 1900..=2100) => (Some(year), at + comma + 1),
            _ => (None, at),
        }
    }

    fn words(&mut self, at: usize) -> usize {
        let token = self.word(at).to_owned();
        if let Some((first, full)) = day_of(&token)
            && (full || self.token(at).is_some_and(|token| token.capital))
        {
            return self.days(at, first);
        }
        if let Some((month, certain)) = month_of(&token)
            && let Some(next) = self.month(at, month, certain)
        {
            return next;
        }
        let days = match token.as_str() {
            "weekday" | "weekdays" => Some(Days::WEEKDAYS),
            "weekend" | "weekends" => Some(Days::WEEKEND),
            _ => None,
        };
        if let Some(days) = days {
            self.push(Value::Days(days), at, at + 1);
            return at + 1;
        }
        match token.as_str() {
            "noon" | "midday" => self.push(Value::Time(vec![720]), at, at + 1),
            "midnight" => self.push(Value::Time(vec![0]), at, at + 1),
            "every" if self.word(at + 1) == "day" => self.push(Value::Days(Days::ALL), at, at + 2),
            "seven" if self.word(at + 1) == "days" && self.word(at + 2) == "a" => {
                self.push(Value::Days(Days::ALL), at, at + 4);
                return at + 4;
            }
            "free" | "complimentary" if self.means_no_charge(at) => self.push(Value::Free, at, at + 1),
            "no" if matches!(self.word(at + 1), "charge" | "cost" | "fee") => self.push(Value::Free, at, at + 2),
            "no" if matches!(self.word(at + 1), "extra" | "additional") && matches!(self.word(at + 2), "charge" | "cost" | "fee") => {
                self.push(Value::Free, at, at + 3);
            }
            "usd" | "eur" | "gbp" | "inr" if number_at(self.tokens, at + 1).is_some() => {
                return self.number(at + 1);
            }
            "per" | "every" | "each" | "a" | "an" | "half" => return self.article(at),
            _ if number_at(self.tokens, at).is_some() => return self.number(at),
            _ => {}
        }
        at + 1
    }

    /// Not "feel free", "toll-free", "smoke-free", "free up", "free of liens".
    fn means_no_charge(&self, at: usize) -> bool {
        let before = self.word(at.wrapping_sub(1));
        let after = self.word(at + 1);
        let figure_of_speech =
            matches!(before, "feel" | "-" | "toll" | "hands" | "hassle" | "stress") || matches!(after, "up" | "to" | "from");
        let free_of_something = after == "of" && self.word(at + 2) != "charge";
        !figure_of_speech && !free_of_something
    }

    /// `an hour`, `per year`, `half a day`: an amount of one, unless it is the rate of another.
    fn article(&mut self, at: usize) -> usize {
        let half = self.word(at) == "half";
        let word = self.word(at).to_owned();
        let unit_at = if half && matches!(self.word(at + 1), "a" | "an") { at + 2 } else { at + 1 };
        if matches!(word.as_str(), "a" | "an") && number_at(self.tokens, at).is_some() {
            return self.number(at);
        }
        let Some((unit, factor)) = unit_of(self.word(unit_at)).filter(|(unit, _)| matches!(unit, Unit::Months | Unit::Minutes)) else {
            return at + 1;
        };
        // "$25 a day", "twice a year": a rate. So is "per" in whatever form; both sides may word it freely.
        let rate = matches!(word.as_str(), "per" | "every" | "each")
            || self.found.last().is_some_and(|fact| {
                self.token(at)
                    .is_some_and(|token| self.text.get(fact.range.end..token.range.start).is_some_and(|gap| gap.trim().is_empty()))
            })
            || matches!(self.word(at.wrapping_sub(1)), "once" | "twice" | "times" | "day" | "days" | "hours");
        if rate {
            return unit_at + 1;
        }
        let amount = if half { factor * 500 } else { factor * 1000 };
        self.push(Value::Quantity { amount, unit }, at, unit_at + 1);
        unit_at + 1
    }

    fn days(&mut self, at: usize, first: u8) -> usize {
        let mut days = Days::one(first);
        let mut next = at + 1;
        let separator = if self.word(next) == "." { next + 1 } else { next };
        let through = matches!(self.word(separator), "-" | "to" | "through" | "thru" | "till" | "until");
        if through && let Some((last, _)) = day_of(self.word(separator + 1)) {
            days = days.through(Days::one(last));
            next = separator + 2;
        }
        self.push(Value::Days(days), at, next);
        next
    }

    /// `May 5, 2026`, `May 2026`, `in October`.
    fn month(&mut self, at: usize, month: u8, certain: bool) -> Option<usize> {
        let dot = usize::from(self.word(at + 1) == ".");
        let after = self.token(at + 1 + dot)?;
        let digits = after.text.trim_end_matches(char::is_alphabetic);
        if matches!(after.kind, Kind::Number | Kind::Ordinal) {
            if let Some(day) = digits.parse::<u8>().ok().filter(|day| (1..=31).contains(day)) {
                let (year, next) = self.year(at + 2 + dot);
                self.push(Value::Date(vec![Date { year, month, day: Some(day) }]), at, next);
                return Some(next);
            }
            if let (Some(year), next) = self.year(at + 1 + dot) {
                self.push(Value::Date(vec![Date { year: Some(year), month, day: None }]), at, next);
                return Some(next);
            }
        }
        if certain && self.token(at).is_some_and(|token| token.capital) {
            self.push(Value::Date(vec![Date { year: None, month, day: None }]), at, at + 1);
            return Some(at + 1);
        }
        None
    }

    fn number(&mut self, at: usize) -> usize {
        let Some((amount, next)) = number_at(self.tokens, at) else {
            return at + 1;
        };
        if self.is_list_number(at, next) || self.is_citation(at, next) {
            return next;
        }
        let day = u8::try_from(amount / 1000).ok().filter(|day| (1..=31).contains(day) && amount % 1000 == 0);
        let of = usize::from(self.word(next) == "of");
        if let (Some(day), Some((month, certain))) = (day, month_of(self.word(next + of)))
            && (certain || self.token(next + of).is_some_and(|token| token.capital))
        {
            let (year, after) = self.year(next + of + 1);
            self.push(Value::Date(vec![Date { year, month, day: Some(day) }]), at, after);
            return after;
        }
        let before = self.word(at.wrapping_sub(1)).to_owned();
        if let Some(currency) = currency_sign(&before) {
            self.push(Value::Money { amount, currency: Some(currency) }, at.saturating_sub(1), next);
            return next;
        }
        let (value, after) = self.with_unit(amount, next);
        // "one" is a pronoun more often than a number.
        if matches!(value, Value::Number(_)) && matches!(self.word(at), "one" | "zero") && next == at + 1 {
            return next;
        }
        self.reach_back(at, &value);
        let range_of_money = matches!(value, Value::Number(_)) && self.continues_money(at);
        if range_of_money {
            self.push(Value::Money { amount, currency: None }, at, after);
            return after;
        }
        if matches!(value, Value::Number(_)) {
            self.bare.push((self.found.len(), after));
        }
        self.push(value, at, after);
        after
    }

    /// The unit, currency word or percent sign after a number.
    fn with_unit(&self, amount: Milli, next: usize) -> (Value, usize) {
        let mut at = next;
        if self.word(at) == "-"
            && self.token(at).is_some_and(|token| token.joined)
            && self.token(at + 1).is_some_and(|token| token.joined && token.kind == Kind::Word)
        {
            at += 1;
        }
        let word = self.word(at);
        if let Some(currency) = currency_word(word) {
            return (Value::Money { amount, currency: Some(currency) }, at + 1);
        }
        match word {
            "cent" | "cents" => {
                return (Value::Money { amount: amount / 100, currency: None }, at + 1);
            }
            "%" | "percent" | "pct" => return (Value::Percent(amount), at + 1),
            "per" if self.word(at + 1) == "cent" => return (Value::Percent(amount), at + 2),
            "in" if self.word(at + 1) == "stock" => {
                return (Value::Quantity { amount, unit: Unit::Stock }, at + 2);
            }
            "available" | "left" => {
                return (Value::Quantity { amount, unit: Unit::Stock }, at + 1);
            }
            _ => {}
        }
        let mut unit_at = at;
        while is_unit_adjective(self.word(unit_at)) || self.word(unit_at) == "-" && unit_at > at {
            unit_at += 1;
        }
        match unit_of(self.word(unit_at)) {
            // "in" for inches is too common a word, "v" and "lb" are not.
            Some((unit, factor)) => (Value::Quantity { amount: amount.saturating_mul(factor), unit }, unit_at + 1),
            None => (Value::Number(amount), next),
        }
    }

    /// "36 to 48 months", "10 or 15 percent": the earlier number has the later one's unit.
    fn reach_back(&mut self, at: usize, value: &Value) {
        let Some((index, after)) = self.bare.last().copied() else {
            return;
        };
        let connected = (at == after + 1 && matches!(self.word(after), "-" | "to" | "or" | "and" | "through" | "/"))
            || (at == after && self.token(at).is_some_and(|token| token.joined));
        if !connected {
            return;
        }
        if let Some(fact) = self.found.get_mut(index)
            && let Value::Number(amount) = fact.value
        {
            match value {
                Value::Quantity { amount: later, unit } => {
                    let factor = self
                        .tokens
                        .get(at)
                        .and_then(|_| number_at(self.tokens, at))
                        .map_or(1, |(bare, _)| if bare == 0 { 1 } else { later / bare });
                    fact.value = Value::Quantity { amount: amount.saturating_mul(factor), unit: *unit };
                }
                Value::Percent(_) => fact.value = Value::Percent(amount),
                Value::Money { currency, .. } => fact.value = Value::Money { amount, currency: *currency },
                _ => {}
            }
        }
    }

    /// "9 to 5:30 pm": the earlier number is a time.
    fn reach_back_time(&mut self, at: usize, times: &[u16]) {
        let Some((index, after)) = self.bare.last().copied() else {
            return;
        };
        if at != after + 1 || !matches!(self.word(after), "-" | "to" | "until" | "till") || times.is_empty() {
            return;
        }
        if let Some(fact) = self.found.get_mut(index)
            && let Value::Number(amount) = fact.value
            && let Some(times) = time_of(&(amount / 1000).to_string())
        {
            fact.value = Value::Time(times);
        }
    }

    /// "$500-700", "$500 to 700".
    fn continues_money(&self, at: usize) -> bool {
        let connector = self.token(at.wrapping_sub(1)).filter(|token| matches!(token.text.as_str(), "-" | "to"));
        connector.is_some_and(|connector| {
            self.found.last().is_some_and(|fact| {
                matches!(fact.value, Value::Money { .. })
                    && self.text.get(fact.range.end..connector.range.start).is_some_and(|gap| gap.trim().is_empty())
            })
        })
    }

    /// `1.` or `2)` at the start of a line numbers a list.
    fn is_list_number(&self, at: usize, next: usize) -> bool {
        let Some(token) = self.token(at) else {
            return false;
        };
        let line = self.text.get(..token.range.start).and_then(|head| head.rsplit('\n').next()).unwrap_or_default();
        line.trim().is_empty()
            && token.kind == Kind::Number
            && matches!(self.word(next), "." | ")")
            && self.token(next).is_some_and(|mark| mark.joined)
            && self.token(next + 1).is_some_and(|after| !after.joined)
    }

    /// `[1]`.
    fn is_citation(&self, at: usize, next: usize) -> bool {
        let before = self.word(at.wrapping_sub(1));
        matches!(before, "[" | ",") && self.word(next) == "]" || before == "[" && self.word(next) == ","
    }
}

fn currency_sign(text: &str) -> Option<Currency> {
    match text {
        "$" | "usd" => Some(Currency::Dollar),
        "€" | "eur" => Some(Currency::Euro),
        "£" | "gbp" => Some(Currency::Pound),
        "₹" | "inr" => Some(Currency::Rupee),
        _ => None,
    }
}

fn currency_word(text: &str) -> Option<Currency> {
    match text {
        "dollar" | "dollars" | "bucks" | "usd" => Some(Currency::Dollar),
        "euro" | "euros" | "eur" | "€" => Some(Currency::Euro),
        "gbp" => Some(Currency::Pound),
        "rupee" | "rupees" | "inr" => Some(Currency::Rupee),
        _ => None,
    }
}
