//! The program: settings, wiring, the route manifest, and what only the whole can do (status, assets, the demo).

pub mod app;
pub mod assets;
mod callers;
mod client_address;
pub mod commands;
mod cross_site;
pub mod database;
pub mod demo;
pub mod docs;
mod edge;
pub mod events_reference;
mod headers;
mod limits;
pub mod listen;
pub mod logging;
pub mod observe;
mod repeats;
pub mod reseal;
pub mod router;
pub mod settings;
pub mod status;
pub mod wiring;
