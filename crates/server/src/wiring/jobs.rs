//! Background jobs: every queue and schedule of the program.

use crate::settings::Settings;
use jobs::{Directory, Herald, Queue, Schedule, Worker};
use kernel::{Db, Tasks, record::CommitListener};
use std::sync::Arc;

/// What recurs.
pub(crate) fn schedules(settings: &Settings) -> anyhow::Result<Vec<Schedule>> {
    let mut schedules = jobs::schedules(settings.jobs_keep_failed_days)?;
    schedules.extend(tenancy::schedules()?);
    schedules.extend(notifications::schedules()?);
    schedules.extend(webhooks::schedules()?);
    Ok(schedules)
}

/// Starts the workers where this process has some; where not, others are told of its jobs. Says what there is in either case.
pub(crate) fn start(
    db: &Db,
    tasks: &Tasks,
    node: &str,
    works: bool,
    queues: Vec<Queue>,
    schedules: Vec<Schedule>,
) -> (Directory, Arc<dyn CommitListener>) {
    let directory = Directory::of(&queues);
    let listener: Arc<dyn CommitListener> =
        if works { Worker::start_with(db, tasks, node.to_owned(), queues, schedules) } else { Herald::start(db, tasks, node.to_owned()) };
    (directory, listener)
}
