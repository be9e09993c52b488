//! The whole program under test, from outside: over HTTP and WebSocket, on a real PostgreSQL.
#![cfg(test)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice)]

mod accounts;
mod answers;
mod api_keys;
mod audit;
mod bad_input;
mod budget;
mod crash;
mod factors;
mod hardening;
mod inbox;
mod invitations;
mod jobs;
mod knowledge;
mod limits;
mod live;
mod members;
mod openapi;
mod operations;
mod repeats;
mod repeats_crash;
mod roles;
mod rules;
mod seed;
mod sessions;
mod sweep;
