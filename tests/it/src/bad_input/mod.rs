//! Whatever comes in: the right problem and a plain message, never a 500.

mod bodies;
mod documents;
mod paths;
mod queries;

use testkit::Reply;

/// An answer that a caller can act on: not ours to be ashamed of, and when it refuses, a whole problem.
#[track_caller]
pub fn assert_orderly(reply: &Reply, what: &str) {
    assert!(reply.status < 500, "{what} answered {}: {}", reply.status, reply.text);
    if reply.status >= 400 {
        assert_refused(reply, what);
    }
}

#[track_caller]
pub fn assert_refused(reply: &Reply, what: &str) {
    assert!((400..500).contains(&reply.status), "{what} answered {}: {}", reply.status, reply.text);
    assert_eq!(reply.header("content-type"), "application/problem+json", "{what}: {}", reply.text);
    for field in ["type", "title", "detail", "code", "request_id"] {
        assert!(reply.json[field].as_str().is_some_and(|text| !text.is_empty()), "{what} has no {field}: {}", reply.text);
    }
    assert_eq!(reply.json["status"], reply.status, "{what}");
    assert_eq!(reply.json["request_id"], reply.header("x-request-id"), "{what}");
    for inside in ["sqlx", "postgres", "relation \"", "panicked", "src/", "serde", "0x"] {
        assert!(!reply.text.to_lowercase().contains(inside), "{what} shows its inside: {}", reply.text);
    }
}
