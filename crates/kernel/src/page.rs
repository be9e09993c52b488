//! Keyset pagination: a cursor holds the last row's sort key, never an offset.

use crate::problem::{Problem, Result};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Datelike, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// The parameters that every list takes.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<i64>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Also count all rows.
    pub total: Option<bool>,
}

impl PageQuery {
    /// # Errors
    /// 422 when the limit is outside 1 to 200.
    pub fn limit(&self) -> Result<i64> {
        limit(self.limit)
    }
    /// # Errors
    /// 422 for a cursor that this API did not give.
    pub fn cursor(&self) -> Result<Option<Cursor>> {
        self.cursor.as_deref().map(Cursor::decode).transpose()
    }
}

/// The number of rows asked for, 50 by default.
///
/// # Errors
/// 422 outside 1 to 200.
pub fn limit(asked: Option<i64>) -> Result<i64> {
    match asked.unwrap_or(50) {
        limit @ 1..=200 => Ok(limit),
        _ => Err(Problem::invalid("limit", "out_of_range", "must be from 1 to 200")),
    }
}

/// The place after a row in a list ordered by a time (or text) and then by id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    #[serde(rename = "t", skip_serializing_if = "Option::is_none", default)]
    pub at: Option<DateTime<Utc>>,
    #[serde(rename = "s", skip_serializing_if = "Option::is_none", default)]
    pub text: Option<String>,
    #[serde(rename = "i")]
    pub id: Uuid,
}

impl Cursor {
    #[must_use]
    pub fn at(at: DateTime<Utc>, id: Uuid) -> Self {
        Self { at: Some(at), text: None, id }
    }
    #[must_use]
    pub fn text(text: impl Into<String>, id: Uuid) -> Self {
        Self { at: None, text: Some(text.into()), id }
    }
    #[must_use]
    pub fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default())
    }
    fn decode(text: &str) -> Result<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok();
        bytes
            .and_then(|bytes| serde_json::from_slice::<Self>(&bytes).ok())
            // Years that PostgreSQL has no place for were in no row.
            .filter(|cursor| cursor.at.is_none_or(|at| (1..=9_999).contains(&at.year())))
            .ok_or_else(|| Problem::invalid("cursor", "unknown_cursor", "is not a cursor of this list"))
    }
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PageInfo {
    pub next_cursor: Option<String>,
    pub limit: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<i64>,
}

/// A list's answer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Page<T> {
    pub data: Vec<T>,
    pub page: PageInfo,
}

impl<T> Page<T> {
    /// From `limit + 1` rows: the one too many only tells that there is a next page.
    #[must_use]
    pub fn new(mut rows: Vec<T>, limit: i64, cursor: impl Fn(&T) -> Cursor) -> Self {
        let keep = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > keep;
        rows.truncate(keep);
        let next_cursor = rows.last().filter(|_| more).map(|row| cursor(row).encode());
        Self { data: rows, page: PageInfo { next_cursor, limit, total: None } }
    }

    /// A list that is whole.
    #[must_use]
    pub fn whole(rows: Vec<T>) -> Self {
        let limit = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        Self { data: rows, page: PageInfo { next_cursor: None, limit, total: None } }
    }

    #[must_use]
    pub fn with_total(mut self, total: Option<i64>) -> Self {
        self.page.total = total;
        self
    }
}

impl<T: Serialize> axum::response::IntoResponse for Page<T> {
    fn into_response(self) -> axum::response::Response {
        axum::Json(self).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_the_way_out_and_back() {
        let at = DateTime::from_timestamp_micros(1_700_000_000_123_456).unwrap();
        let cursor = Cursor::at(at, Uuid::from_u128(7));
        assert_eq!(Cursor::decode(&cursor.encode()).unwrap(), cursor);
        assert_eq!(Cursor::decode("junk").unwrap_err().status.as_u16(), 422);
        let ancient = Cursor::at(DateTime::<Utc>::MIN_UTC, Uuid::nil());
        assert_eq!(Cursor::decode(&ancient.encode()).unwrap_err().status.as_u16(), 422);
    }

    #[test]
    fn the_row_too_many_makes_a_cursor_and_is_not_shown() {
        let page = Page::new(vec![1, 2, 3], 2, |n| Cursor::text(n.to_string(), Uuid::nil()));
        assert_eq!(page.data, [1, 2]);
        assert!(page.page.next_cursor.is_some());
        assert!(Page::new(vec![1, 2], 2, |_| Cursor::text("", Uuid::nil())).page.next_cursor.is_none());
    }
}
