//! Live delivery: frames to the sockets and long polls of a tenant's staff and of a conversation's visitor.
//!
//! Invariants: nothing is sent before its transaction is committed; a tenant's frames go out in the order of their
//! `seq`, without gaps, whichever process committed them; a client that was away gets what it missed or is told to
//! load anew; a slow reader is dropped and never waited for; what is open for someone whose authority ends or changes
//! is ended with it.

mod frame;
mod hub;
mod relay;
pub mod routes;
mod socket;
mod tenant;
pub mod tickets;

pub use frame::{Frame, Published};
pub use hub::{Hub, Subscription};
pub use relay::{Ears, relay};
pub use routes::{Origins, routes};
pub use socket::{ClientFrame, Heartbeat, run};
pub use tenant::Listener;
