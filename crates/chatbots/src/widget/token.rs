//! Visitor tokens: they name a visitor's session and are signed, so that checking one costs no query.

use axum::{
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use kernel::{Actor, Kernel, MasterSecret, Problem, Result, TenantCtx, auth::bearer, secret};
use uuid::Uuid;

#[derive(Clone)]
pub struct VisitorTokens {
    key: [u8; 32],
    /// Of the master secret before this one: visitors come back after a long time.
    previous: Option<[u8; 32]>,
}

/// The visitor of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visitor {
    pub tenant_id: Uuid,
    pub chatbot_id: Uuid,
    pub session_id: Uuid,
}

impl Visitor {
    pub fn ctx(&self) -> TenantCtx {
        TenantCtx { tenant_id: self.tenant_id, actor: Actor::Visitor(self.session_id), only_assigned: false }
    }
}

impl VisitorTokens {
    #[must_use]
    pub fn new(secret: &MasterSecret) -> Self {
        Self { key: secret.key("visitor token"), previous: secret.previous_key("visitor token") }
    }

    pub fn issue(&self, visitor: &Visitor) -> String {
        let mut bytes = [visitor.tenant_id.as_bytes().as_slice(), visitor.chatbot_id.as_bytes(), visitor.session_id.as_bytes()].concat();
        let tag = secret::sign(&self.key, &bytes);
        bytes.extend_from_slice(&tag);
        format!("v1.{}", URL_SAFE_NO_PAD.encode(bytes))
    }

    pub fn check(&self, token: &str) -> Option<Visitor> {
        let bytes = URL_SAFE_NO_PAD.decode(token.strip_prefix("v1.")?).ok()?;
        let (named, tag) = bytes.split_at_checked(48)?;
        if !secret::verify(&self.key, named, tag) && !self.previous.is_some_and(|key| secret::verify(&key, named, tag)) {
            return None;
        }
        let mut ids = named.chunks_exact(16).map(Uuid::from_slice);
        let mut next = || ids.next()?.ok();
        Some(Visitor { tenant_id: next()?, chatbot_id: next()?, session_id: next()? })
    }
}

impl FromRequestParts<Kernel> for Visitor {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &Kernel) -> Result<Self> {
        let refused = || {
            Problem::new(
                StatusCode::UNAUTHORIZED,
                "invalid_visitor_token",
                "Start a session, and send its visitor token as a bearer token.",
            )
        };
        let token = bearer(&parts.headers).ok_or_else(refused)?;
        let widget = parts.extensions.get::<super::Widget>().ok_or_else(|| Problem::internal("the widget's routes lack their layer"))?;
        let visitor = widget.tokens.check(token).ok_or_else(refused)?;
        match widget.chatbots.get(visitor.tenant_id, visitor.chatbot_id).await {
            Ok(chatbot) => chatbot.check_open()?,
            // A chatbot that was deleted: what it leaves is for the handler to say.
            Err(problem) if problem.status == StatusCode::NOT_FOUND => {}
            Err(problem) => return Err(problem),
        }
        let span = tracing::Span::current();
        span.record("tenant", tracing::field::display(visitor.tenant_id));
        Ok(visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_good_as_it_was_issued_and_not_otherwise() {
        let tokens = VisitorTokens::new(&MasterSecret::new(b"secret"));
        let visitor = Visitor { tenant_id: Uuid::from_u128(1), chatbot_id: Uuid::from_u128(2), session_id: Uuid::from_u128(3) };
        let token = tokens.issue(&visitor);
        assert_eq!(tokens.check(&token), Some(visitor));
        assert_eq!(VisitorTokens::new(&MasterSecret::new(b"other")).check(&token), None);
        assert_eq!(
            VisitorTokens::new(&MasterSecret::new(b"other").with_previous(&MasterSecret::new(b"secret"))).check(&token),
            Some(visitor)
        );
        let mut changed = token.into_bytes();
        changed[10] = if changed[10] == b'A' { b'B' } else { b'A' };
        assert_eq!(tokens.check(&String::from_utf8(changed).unwrap()), None);
        assert_eq!(tokens.check(""), None);
        assert_eq!(tokens.check("v1.AAAA"), None);
    }
}
