use crate::{directory::Directory, mask};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum JobState {
    /// Waits for its time, or for its next attempt.
    Scheduled,
    Queued,
    Running,
    /// Failed for good. It stays until it is retried, deleted, or too old.
    Failed,
}

impl JobState {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Scheduled => "scheduled",
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Failed => "failed",
        }
    }
    pub(crate) fn of(text: &str) -> Self {
        match text {
            "scheduled" => Self::Scheduled,
            "running" => Self::Running,
            "failed" => Self::Failed,
            _ => Self::Queued,
        }
    }
}

/// A job as a screen shows it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Job)]
pub struct JobView {
    pub id: Uuid,
    pub kind: String,
    /// None for a kind that nothing handles any more.
    pub queue: Option<String>,
    pub state: JobState,
    /// Among the workspace's jobs in the queue, lower runs first.
    pub priority: i16,
    /// How often it was tried.
    pub attempt: i32,
    pub max_attempts: i32,
    pub created_at: DateTime<Utc>,
    /// When it is due.
    pub run_at: DateTime<Utc>,
    /// Of the attempt under way, or the last one.
    pub started_at: Option<DateTime<Utc>>,
    pub failed_at: Option<DateTime<Utc>>,
    /// Somebody asked a running one to stop.
    pub stopping: bool,
    /// 0 to 1, where the job says so.
    pub progress: Option<f32>,
    pub progress_note: Option<String>,
    /// Why the last attempt failed; addresses and what looks like a secret are shortened.
    pub error: Option<String>,
    /// Only ids and what its kind declares harmless; the rest is masked.
    pub payload: Value,
}

/// A row of the table.
pub(crate) struct Row {
    pub id: Uuid,
    pub kind: String,
    pub state: String,
    pub priority: i16,
    pub attempt: i32,
    pub max_attempts: i32,
    pub created_at: DateTime<Utc>,
    pub run_at: DateTime<Utc>,
    pub started_at: Option<DateTime<Utc>>,
    pub failed_at: Option<DateTime<Utc>>,
    pub cancel_at: Option<DateTime<Utc>>,
    pub progress: Option<f32>,
    pub progress_note: Option<String>,
    pub last_error: Option<String>,
    pub payload: Value,
}

impl Row {
    pub(crate) fn shown(self, directory: &Directory) -> JobView {
        JobView {
            id: self.id,
            queue: directory.queue(&self.kind).map(str::to_owned),
            state: JobState::of(&self.state),
            priority: self.priority,
            attempt: self.attempt,
            max_attempts: self.max_attempts,
            created_at: self.created_at,
            run_at: self.run_at,
            started_at: self.started_at,
            failed_at: self.failed_at,
            stopping: self.cancel_at.is_some(),
            progress: self.progress,
            progress_note: self.progress_note,
            error: self.last_error.as_deref().map(mask::text),
            payload: mask::payload(&self.payload, directory.shows(&self.kind)),
            kind: self.kind,
        }
    }
}
