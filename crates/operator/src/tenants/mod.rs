//! The installation's tenants.

pub mod list;
pub mod read;
pub mod suspend;
