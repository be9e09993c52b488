//! Structured logs: pretty on a terminal, JSON otherwise. Fields carry ids, never secrets or message bodies.

use crate::settings::Settings;
use std::io::IsTerminal;
use tracing_subscriber::{EnvFilter, Layer, layer::SubscriberExt, util::SubscriberInitExt};

/// Installs the log. A second call does nothing.
pub fn init(settings: &Settings) {
    let filter = settings.log.parse::<EnvFilter>().unwrap_or_else(|_| EnvFilter::new("info"));
    let pretty = match settings.log_format.as_str() {
        "pretty" => true,
        "json" => false,
        _ => std::io::stderr().is_terminal(),
    };
    let lines = if pretty {
        tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_target(false).compact().boxed()
    } else {
        tracing_subscriber::fmt::layer().json().flatten_event(true).with_current_span(false).with_writer(std::io::stderr).boxed()
    };
    let _ = tracing_subscriber::registry().with(filter).with(lines).try_init();
}
