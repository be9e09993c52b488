//! The program: settings, wiring, the route manifest, and what only the whole can do (status, assets, the demo).

pub mod app;
pub mod assets;
pub mod commands;
pub mod database;
pub mod demo;
pub mod docs;
pub mod events_reference;
pub mod logging;
pub mod observe;
pub mod router;
pub mod settings;
pub mod status;
pub mod wiring;
