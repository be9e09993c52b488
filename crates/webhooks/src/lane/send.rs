//! One attempt.

use crate::{
    body::{Happened, body, test_body},
    lane::schedule::retry_after,
    signature::sign,
};
use axum::http::{Request, Response, header};
use chrono::{DateTime, Duration, Utc};
use kernel::{
    Clock,
    http::{CallError, Caller},
};
use serde_json::Value;
use std::{collections::BTreeMap, time::Instant};
use uuid::Uuid;

/// Bytes of an answer that are read, and characters of it that are kept.
const MOST_ANSWER: usize = 1_024;

/// An endpoint as it is delivered to.
pub struct Target {
    pub id: Uuid,
    pub url: String,
    pub secrets: Vec<Vec<u8>>,
    pub headers: BTreeMap<String, String>,
    pub rate: Option<i32>,
    pub not_before: Option<DateTime<Utc>>,
}

/// A delivery whose time has come, with its event, where that is kept still.
pub struct Due {
    pub id: Uuid,
    pub event_id: Uuid,
    /// None: a test event.
    pub event_seq: Option<i64>,
    pub kind: String,
    pub attempts: i32,
    pub step: i16,
    pub created_at: DateTime<Utc>,
    pub seq: Option<i64>,
    pub version: Option<i16>,
    pub conversation_id: Option<Uuid>,
    pub data: Option<Value>,
    pub happened_at: Option<DateTime<Utc>>,
}

impl Due {
    fn body(&self) -> Option<Value> {
        if self.event_seq.is_none() {
            return Some(test_body(self.event_id, &self.kind, self.created_at));
        }
        let happened = Happened {
            seq: self.seq?,
            version: self.version?,
            conversation_id: self.conversation_id,
            data: self.data.clone()?,
            at: self.happened_at?,
        };
        Some(body(self.event_id, &self.kind, &happened))
    }
}

/// How an attempt went.
pub struct Outcome {
    pub id: Uuid,
    pub attempt: i32,
    pub step: i16,
    pub at: DateTime<Utc>,
    pub duration_ms: i32,
    /// None when nothing answered.
    pub status: Option<i16>,
    pub error: Option<String>,
    pub response: Option<String>,
    pub retry_after: Option<Duration>,
    /// Trying again is in vain.
    pub last: bool,
}

impl Outcome {
    pub fn delivered(&self) -> bool {
        self.status.is_some_and(|status| (200..300).contains(&status))
    }
    /// The endpoint says that it is no more.
    pub fn gone(&self) -> bool {
        self.status == Some(410)
    }
}

pub async fn send(caller: &Caller, target: &Target, due: Due, clock: &dyn Clock) -> Outcome {
    let (at, began) = (clock.now(), Instant::now());
    let outcome = |status, error: Option<String>, response| Outcome {
        id: due.id,
        attempt: due.attempts.saturating_add(1),
        step: due.step,
        at,
        duration_ms: i32::try_from(began.elapsed().as_millis()).unwrap_or(i32::MAX),
        status,
        error,
        response,
        retry_after: None,
        last: false,
    };
    let Some(body) = due.body() else {
        return Outcome { last: true, ..outcome(None, Some("the event is not kept any more".into()), None) };
    };
    let body = body.to_string().into_bytes();
    let answer = match request(target, &due.event_id.to_string(), at.timestamp(), body) {
        Ok(request) => caller.beginning(request, MOST_ANSWER).await,
        Err(_) => Err(CallError::Address),
    };
    let outcome = match answer {
        Ok(answer) => {
            let status = answer.status().as_u16();
            let error = (!answer.status().is_success()).then(|| said(&answer));
            let asked = answer.headers().get(header::RETRY_AFTER).and_then(|value| retry_after(value.to_str().ok()?, clock.now()));
            let response = String::from_utf8_lossy(answer.body()).replace('\0', "\u{fffd}");
            Outcome { retry_after: asked, ..outcome(i16::try_from(status).ok(), error, Some(response)) }
        }
        Err(error) => outcome(None, Some(error.to_string()), None),
    };
    let result = if outcome.delivered() { "delivered" } else { "failed" };
    metrics::counter!("dealsmart_webhook_attempts_total", "result" => result).increment(1);
    metrics::histogram!("dealsmart_webhook_attempt_seconds").record(began.elapsed().as_secs_f64());
    outcome
}

fn said(answer: &Response<Vec<u8>>) -> String {
    let status = answer.status();
    if status.is_redirection() { format!("it answered {status}; redirects are not followed") } else { format!("it answered {status}") }
}

fn request(target: &Target, id: &str, timestamp: i64, body: Vec<u8>) -> Result<Request<Vec<u8>>, axum::http::Error> {
    let mut request = Request::post(target.url.as_str());
    for (name, value) in &target.headers {
        request = request.header(name.as_str(), value.as_str());
    }
    request
        .header(header::CONTENT_TYPE, "application/json")
        .header("webhook-id", id)
        .header("webhook-timestamp", timestamp)
        .header("webhook-signature", sign(&target.secrets, id, timestamp, &body))
        .body(body)
}
