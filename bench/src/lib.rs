//! Load and throughput programs, with the peers that they are compared to.

pub mod chat;
pub mod crash;
pub mod jobs;
pub mod login;
pub mod process;
pub mod retrieval;
pub mod wire;
