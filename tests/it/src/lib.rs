//! The whole program under test, from outside: over HTTP and WebSocket, on a real PostgreSQL.
#![cfg(test)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice)]

mod account;
mod accounts;
mod age;
mod answers;
mod api_keys;
mod assigned_only;
mod audit;
mod bad_input;
mod budget;
mod crash;
mod erasure;
mod factors;
mod hardening;
mod inbox;
mod invitations;
mod jobs;
mod knowledge;
mod letters;
mod limits;
mod live;
mod members;
mod notifications;
mod openapi;
mod openid;
mod operations;
mod operator;
mod qr;
mod repeats;
mod repeats_crash;
mod roles;
mod rules;
mod seed;
mod sessions;
mod sweep;
mod teams;
mod webhooks;
mod workspace;
