//! Rule 5: every operation of the OpenAPI document, without a token, without the permission, and from another tenant.
//!
//! [`cases`] has a row for every operation; one that is missing there fails the test.

mod audited;
mod cases;
mod isolation;
mod keys;
mod sockets;

pub use cases::{Who, placed};
pub use isolation::{PNG, call, rows};
pub use keys::NEVER;
