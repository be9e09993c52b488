//! Whom the tenant knows and what it sells.
//!
//! Invariants: one contact per e-mail address within a tenant; a catalogue item is found again by its SKU, and is the
//! only source of its price and stock.

mod catalogue;
mod contacts;

pub use catalogue::CatalogueService;
pub use contacts::ContactService;

use kernel::Kernel;
use utoipa_axum::{router::OpenApiRouter, routes};

#[must_use]
pub fn routes() -> OpenApiRouter<Kernel> {
    OpenApiRouter::new()
        .routes(routes!(contacts::list::list_contacts))
        .routes(routes!(contacts::read::get_contact, contacts::update::update_contact))
        .routes(routes!(catalogue::list::list_catalogue))
        .routes(routes!(catalogue::read::get_catalogue_item))
}
