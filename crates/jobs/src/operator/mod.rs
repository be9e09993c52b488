//! Everybody's jobs, for the installation's operators: queues with their rates and waits, what failed, pauses, schedules.

mod jobs;
mod queues;
mod schedules;

use crate::directory::Directory;
use axum::Extension;
use kernel::Kernel;
use utoipa_axum::{router::OpenApiRouter, routes};

#[must_use]
pub fn operator_routes(directory: Directory) -> OpenApiRouter<Kernel> {
    OpenApiRouter::new()
        .routes(routes!(jobs::list_all_jobs))
        .routes(routes!(jobs::delete_any_job))
        .routes(routes!(jobs::retry_any_job))
        .routes(routes!(jobs::cancel_any_job))
        .routes(routes!(queues::list_job_queues))
        .routes(routes!(queues::pause_job_queue))
        .routes(routes!(schedules::list_job_schedules))
        .layer(Extension(directory))
}
