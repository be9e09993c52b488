//! Requests that another site's page makes a browser send. The refresh cookie is `SameSite=Lax`, which holds back most of
//! them; this refuses the rest, such as those of a neighbour under the same domain.

use crate::edge::Edge;
use axum::{
    extract::{Request, State},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use kernel::Problem;
use std::sync::Arc;

/// Refuses what changes something, carries no token that a page would have to know, and comes from elsewhere.
pub async fn refuse(State(edge): State<Arc<Edge>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let for_others = ["/api/v1/widget/", "/api/v1/hooks/"].iter().any(|open| path.starts_with(open));
    let relies_on_cookies = path.starts_with("/api/v1/") && !for_others && !request.headers().contains_key(header::AUTHORIZATION);
    if relies_on_cookies && !request.method().is_safe() && edge.is_cross_site(request.headers()) {
        return Problem::new(StatusCode::FORBIDDEN, "cross_site", "This may not be sent from another site's page.").into_response();
    }
    next.run(request).await
}
