//! A workspace's own jobs.

pub(crate) mod act;
mod list;
pub(crate) mod view;

use crate::directory::Directory;
use axum::Extension;
use kernel::Kernel;
use utoipa_axum::{router::OpenApiRouter, routes};

#[must_use]
pub fn routes(directory: Directory) -> OpenApiRouter<Kernel> {
    OpenApiRouter::new()
        .routes(routes!(list::list_jobs))
        .routes(routes!(list::count_jobs))
        .routes(routes!(list::get_job, act::delete_job))
        .routes(routes!(act::retry_job))
        .routes(routes!(act::cancel_job))
        .routes(routes!(act::retry_failed_jobs))
        .layer(Extension(directory))
}
