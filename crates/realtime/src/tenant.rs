//! The receivers of one tenant, and the order in which its events reach them.

use crate::frame::{Frame, Published, Sees};
use contracts::events::Placement;
use kernel::AccessChange;
use std::collections::{BTreeMap, HashMap};
use tokio::sync::mpsc;
use uuid::Uuid;

/// Frames that may wait for one receiver before it is dropped as too slow.
pub const OUTBOX: usize = 512;
/// Events that may wait for a missing one before everyone is told to load anew.
const MOST_HELD: usize = 2_000;

/// A member of staff who listens, and the session that lets them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Listener {
    pub user_id: Uuid,
    pub session_id: Uuid,
    /// Somebody else in the member's name, who does not make them present.
    pub hidden: bool,
}

/// Who receives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Receiver {
    /// Everything for staff.
    Staff(Listener),
    /// One conversation, as staff see it (long polls).
    StaffOf { conversation_id: Uuid, listener: Listener },
    /// One conversation, as its visitor sees it.
    VisitorOf { conversation_id: Uuid },
}

/// Not shared: [`crate::Hub`] keeps it behind a lock that is held for memory work only.
#[derive(Default)]
pub struct TenantReceivers {
    /// The sequence number that goes out next; none until it was read from the database.
    pub next: Option<i64>,
    held: BTreeMap<i64, Published>,
    staff: HashMap<u64, Staff>,
    conversations: HashMap<Uuid, Vec<Of>>,
    reading: Reading,
}

struct Staff {
    listener: Listener,
    sees: Sees,
    sender: mpsc::Sender<Frame>,
}

/// Whether the database is being asked for events, and has to be asked once more.
#[derive(Default, PartialEq, Eq)]
enum Reading {
    #[default]
    No,
    Once,
    AndAgain,
}

struct Of {
    id: u64,
    /// None for a visitor.
    staff: Option<Listener>,
    sender: mpsc::Sender<Frame>,
}

impl TenantReceivers {
    pub fn add(&mut self, id: u64, receiver: Receiver) -> mpsc::Receiver<Frame> {
        let (sender, frames) = mpsc::channel(OUTBOX);
        match receiver {
            Receiver::Staff(listener) => {
                self.staff.insert(id, Staff { listener, sees: Sees::All, sender });
            }
            Receiver::StaffOf { conversation_id, listener } => {
                self.conversations.entry(conversation_id).or_default().push(Of { id, staff: Some(listener), sender })
            }
            Receiver::VisitorOf { conversation_id } => {
                self.conversations.entry(conversation_id).or_default().push(Of { id, staff: None, sender })
            }
        }
        frames
    }

    /// A receiver that sees less than all from here on. What waits was made without asking where its conversation stands, so
    /// it is forgotten, and has to be read again.
    pub fn limit(&mut self, id: u64, sees: Sees) {
        if let Some(staff) = self.staff.get_mut(&id) {
            staff.sees = sees;
            self.held.clear();
        }
    }

    /// Whether someone of the staff sees less than all.
    pub fn has_limited(&self) -> bool {
        self.staff.values().any(|staff| staff.sees != Sees::All)
    }

    /// Whether to begin reading; whoever reads already will once more.
    pub fn begin_reading(&mut self) -> bool {
        let begin = self.reading == Reading::No;
        self.reading = if begin { Reading::Once } else { Reading::AndAgain };
        begin
    }

    /// Whether to read once more.
    pub fn read_again(&mut self) -> bool {
        let again = self.reading == Reading::AndAgain;
        self.reading = if again { Reading::Once } else { Reading::No };
        again
    }

    pub fn remove(&mut self, id: u64, receiver: Receiver) {
        match receiver {
            Receiver::Staff(_) => {
                self.staff.remove(&id);
            }
            Receiver::StaffOf { conversation_id, .. } | Receiver::VisitorOf { conversation_id } => {
                if let Some(list) = self.conversations.get_mut(&conversation_id) {
                    list.retain(|of| of.id != id);
                    if list.is_empty() {
                        self.conversations.remove(&conversation_id);
                    }
                }
            }
        }
    }

    pub fn is_empty(&self) -> bool {
        self.staff.is_empty() && self.conversations.is_empty()
    }

    pub fn is_online(&self, user: Uuid) -> bool {
        self.staff.values().any(|staff| staff.listener.user_id == user && !staff.listener.hidden)
    }

    /// Every member of staff who listens.
    pub fn listeners(&self) -> Vec<Listener> {
        let polls = self.conversations.values().flatten().filter_map(|of| of.staff);
        self.staff.values().map(|staff| staff.listener).chain(polls).collect()
    }

    /// Ends those whose authority is another now; their clients come back and show what they have.
    pub fn end(&mut self, tenant_id: Uuid, change: &AccessChange) {
        if matches!(change, AccessChange::Closed(tenant) if *tenant == tenant_id) {
            // Of a suspended tenant, the visitors too.
            return self.close();
        }
        let stays = |listener: &Listener| !change.concerns(tenant_id, listener.user_id, listener.session_id);
        self.staff.retain(|_, staff| stays(&staff.listener));
        self.conversations.values_mut().for_each(|list| list.retain(|of| of.staff.as_ref().is_none_or(stays)));
        self.conversations.retain(|_, list| !list.is_empty());
    }

    pub fn online(&self) -> Vec<Uuid> {
        let shown = self.staff.values().filter(|staff| !staff.listener.hidden);
        let mut users: Vec<Uuid> = shown.map(|staff| staff.listener.user_id).collect();
        users.sort_unstable();
        users.dedup();
        users
    }

    /// Takes committed events in any order and sends what is next in line. Returns whether one is missing.
    pub fn publish(&mut self, events: impl IntoIterator<Item = Published>) -> bool {
        let Some(mut next) = self.next else { return false };
        for event in events {
            if event.seq >= next {
                self.held.insert(event.seq, event);
            }
        }
        while let Some(event) = self.held.remove(&next) {
            self.send(&event);
            next = next.saturating_add(1);
        }
        if self.held.len() > MOST_HELD {
            next = self.held.keys().next_back().map_or(next, |last| last.saturating_add(1));
            self.held.clear();
            self.send_to_staff(&Frame::resync());
        }
        self.next = Some(next);
        !self.held.is_empty()
    }

    fn send(&mut self, event: &Published) {
        if let Some(user) = event.ends {
            self.staff.retain(|_, staff| staff.listener.user_id != user);
        }
        if event.staff.is_some() || event.moved.is_some() {
            self.staff.retain(|_, staff| {
                let frame = event.for_staff(Some(staff.listener.user_id), &staff.sees);
                frame.is_none_or(|frame| staff.sender.try_send(frame.clone()).is_ok())
            });
        }
        if let Some(id) = event.conversation_id {
            self.send_to_conversation(id, event.staff.as_ref(), event.visitor.as_ref());
        }
    }

    /// Sends at once, outside the order of events: typing, presence.
    pub fn send_to_staff(&mut self, frame: &Frame) {
        // A full outbox means a reader that does not keep up: dropping the sender ends its socket.
        self.staff.retain(|_, staff| staff.sender.try_send(frame.clone()).is_ok());
    }

    /// Sends at once what is about a conversation to those who see all. Returns whether there are others.
    pub fn send_to_unlimited(&mut self, frame: &Frame) -> bool {
        self.staff.retain(|_, staff| staff.sees != Sees::All || staff.sender.try_send(frame.clone()).is_ok());
        self.has_limited()
    }

    /// The same to those of the others who see a conversation that stands there.
    pub fn send_to_limited(&mut self, frame: &Frame, placement: Option<Placement>) {
        let concerned = |sees: &Sees| *sees != Sees::All && sees.shows(placement);
        self.staff.retain(|_, staff| !concerned(&staff.sees) || staff.sender.try_send(frame.clone()).is_ok());
    }

    pub fn send_to_conversation(&mut self, id: Uuid, staff: Option<&Frame>, visitor: Option<&Frame>) {
        if let Some(list) = self.conversations.get_mut(&id) {
            list.retain(|of| match if of.staff.is_some() { staff } else { visitor } {
                Some(frame) => of.sender.try_send(frame.clone()).is_ok(),
                None => true,
            });
        }
    }

    /// Ends every receiver; their clients come back and catch up.
    pub fn close(&mut self) {
        self.staff.clear();
        self.conversations.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::record::Audience;
    use serde_json::json;

    fn event(seq: i64) -> Published {
        Published::new(seq, "message.created", Audience::Staff, None, &json!({}))
    }

    fn somebody() -> Listener {
        Listener { user_id: Uuid::nil(), session_id: Uuid::nil(), hidden: false }
    }

    fn seqs(frames: &mut mpsc::Receiver<Frame>) -> Vec<i64> {
        std::iter::from_fn(|| frames.try_recv().ok()).filter_map(|f| f.seq).collect()
    }

    #[test]
    fn events_go_out_in_order_and_once() {
        let mut tenant = TenantReceivers { next: Some(1), ..Default::default() };
        let mut frames = tenant.add(1, Receiver::Staff(somebody()));
        assert!(tenant.publish([event(3)]), "1 and 2 are missing");
        assert!(tenant.publish([event(2)]));
        assert!(seqs(&mut frames).is_empty());
        assert!(!tenant.publish([event(1), event(2)]));
        assert_eq!(seqs(&mut frames), [1, 2, 3]);
        tenant.publish([event(2)]);
        assert!(seqs(&mut frames).is_empty());
    }

    #[test]
    fn a_slow_reader_is_dropped_and_the_others_go_on() {
        let mut tenant = TenantReceivers { next: Some(1), ..Default::default() };
        let mut slow = tenant.add(1, Receiver::Staff(somebody()));
        let mut quick = tenant.add(2, Receiver::Staff(somebody()));
        let many = i64::try_from(OUTBOX).unwrap() + 10;
        let mut received = 0;
        for seq in 1..=many {
            tenant.publish([event(seq)]);
            received += seqs(&mut quick).len();
        }
        assert_eq!(received, usize::try_from(many).unwrap());
        while slow.try_recv().is_ok() {}
        assert!(matches!(slow.try_recv(), Err(mpsc::error::TryRecvError::Disconnected)));
    }

    #[test]
    fn a_change_of_access_ends_those_whom_it_concerns_and_no_visitor() {
        let mut tenant = TenantReceivers { next: Some(1), ..Default::default() };
        let (tenant_id, conversation_id) = (Uuid::from_u128(7), Uuid::from_u128(8));
        let gone = Listener { user_id: Uuid::from_u128(1), session_id: Uuid::from_u128(2), hidden: false };
        let mut socket = tenant.add(1, Receiver::Staff(gone));
        let mut poll = tenant.add(2, Receiver::StaffOf { conversation_id, listener: gone });
        let mut other = tenant.add(3, Receiver::Staff(somebody()));
        let mut visitor = tenant.add(4, Receiver::VisitorOf { conversation_id });
        tenant.end(tenant_id, &AccessChange::Member { tenant_id: Uuid::nil(), user_id: gone.user_id });
        assert_eq!(tenant.listeners().len(), 3, "another tenant's change ends nobody here");
        tenant.end(tenant_id, &AccessChange::Session(gone.session_id));
        tenant.publish([Published::new(1, "message.created", Audience::Everyone, Some(conversation_id), &json!({"seq": 1}))]);
        assert!(seqs(&mut socket).is_empty() && seqs(&mut poll).is_empty());
        assert_eq!((seqs(&mut other), seqs(&mut visitor)), (vec![1], vec![1]));
        tenant.end(tenant_id, &AccessChange::Closed(Uuid::nil()));
        assert!(!tenant.is_empty(), "another tenant was suspended");
        tenant.end(tenant_id, &AccessChange::Closed(tenant_id));
        assert!(tenant.is_empty(), "this one was, and its visitors are out as well");
    }

    #[test]
    fn who_is_there_in_anothers_name_does_not_make_them_present() {
        let mut tenant = TenantReceivers { next: Some(1), ..Default::default() };
        let visitor = Listener { hidden: true, ..somebody() };
        let _frames = tenant.add(1, Receiver::Staff(visitor));
        assert!(tenant.online().is_empty() && !tenant.is_online(visitor.user_id));
        let _own = tenant.add(2, Receiver::Staff(somebody()));
        assert_eq!(tenant.online(), [visitor.user_id]);
    }

    #[test]
    fn who_sees_only_their_own_is_told_of_nothing_else_and_of_what_leaves_them() {
        let mut tenant = TenantReceivers { next: Some(1), ..Default::default() };
        let (me, team, conversation) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
        let mut mine = tenant.add(1, Receiver::Staff(Listener { user_id: me, session_id: Uuid::nil(), hidden: false }));
        let mut all = tenant.add(2, Receiver::Staff(somebody()));
        tenant.limit(1, Sees::Assigned { user_id: me, teams: [team].into() });
        assert!(tenant.has_limited());
        let place = |assignee_id, team_id| Placement { assignee_id, team_id };
        let about = |seq, placement| {
            let event = Published::new(seq, "message.created", Audience::Staff, Some(conversation), &json!({}));
            Published { placement, ..event }
        };
        let moved = |seq, from, to| {
            let data = json!({ "id": conversation, "from": from, "to": to });
            Published::new(seq, "conversation.moved", Audience::Internal, None, &data)
        };
        tenant.publish([
            event(1),
            about(2, Some(place(None, None))),
            about(3, Some(place(Some(me), None))),
            about(4, Some(place(None, Some(team)))),
            about(5, None),
            moved(6, place(Some(me), None), place(None, Some(team))),
            moved(7, place(None, Some(team)), place(None, None)),
            moved(8, place(None, None), place(Some(me), None)),
        ]);
        assert_eq!(seqs(&mut mine), [1, 3, 4, 7]);
        assert_eq!(seqs(&mut all), [1, 2, 3, 4, 5]);
        let typing = Frame::new("typing", None, &json!({}));
        assert!(tenant.send_to_unlimited(&typing));
        tenant.send_to_limited(&typing, Some(place(None, None)));
        assert!(mine.try_recv().is_err() && all.try_recv().is_ok());
        tenant.send_to_limited(&typing, Some(place(None, Some(team))));
        assert!(mine.try_recv().is_ok() && all.try_recv().is_err());
    }

    #[test]
    fn a_visitor_sees_neither_notes_nor_other_conversations() {
        let mut tenant = TenantReceivers { next: Some(1), ..Default::default() };
        let (mine, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let mut frames = tenant.add(1, Receiver::VisitorOf { conversation_id: mine });
        tenant.publish([
            Published::new(1, "message.created", Audience::Staff, Some(mine), &json!({"private": true})),
            Published::new(2, "message.created", Audience::Everyone, Some(other), &json!({"seq": 1})),
            Published::new(3, "message.created", Audience::Everyone, Some(mine), &json!({"seq": 9})),
        ]);
        assert_eq!(seqs(&mut frames), [9]);
    }
}
