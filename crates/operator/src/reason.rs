//! Why: operators say it with everything that they change, and those whom it concerns can read it.

use garde::Validate;
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct OperatorReason {
    /// 5 to 500 characters. The tenants that it touches read it in their audit log.
    #[garde(custom(says_something))]
    pub reason: String,
}

impl OperatorReason {
    pub fn text(&self) -> &str {
        self.reason.trim()
    }
}

pub(crate) fn says_something(text: &str, (): &()) -> garde::Result {
    match text.trim().chars().count() {
        5..=500 => Ok(()),
        _ => Err(garde::Error::new("must have 5 to 500 characters")),
    }
}
