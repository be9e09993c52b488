//! The route manifest: every area's routes, in one place.

use crate::{
    app::App,
    assets, cross_site, docs,
    edge::Edge,
    limits::{self, Gate},
    observe,
    repeats::{self, Repeats},
    status,
    wiring::{self, workspaces},
};
use axum::{
    Json, Router,
    extract::DefaultBodyLimit,
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware,
    response::{Html, IntoResponse, Response},
    routing::get,
};
use kernel::{Kernel, Problem, problem::ProblemBody};
use std::{sync::Arc, time::Duration};
use tower_http::{catch_panic::CatchPanicLayer, cors::CorsLayer};
use utoipa::{
    Modify, OpenApi, PartialSchema, ToSchema,
    openapi::{
        ContentBuilder, Ref, RefOr, ResponseBuilder,
        path::Operation,
        security::{Http, HttpAuthScheme, SecurityScheme},
    },
};
use utoipa_axum::router::OpenApiRouter;

/// Bodies that are not uploads.
const MOST_BODY_BYTES: usize = 1024 * 1024;

#[derive(OpenApi)]
#[openapi(
    info(title = "DealSmart", description = "An AI communications hub that a business runs itself."),
    components(schemas(ProblemBody)),
    modifiers(&Security)
)]
struct ApiDoc;

struct Security;

impl Modify for Security {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let components = api.components.get_or_insert_default();
        components.add_security_scheme("bearer", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
        components.add_security_scheme("operator", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
        components.add_security_scheme("visitor", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    }
}

/// Lets pages of the sites that the operator named call the API. With tokens, never with cookies.
fn cors(edge: &Edge) -> CorsLayer {
    let origins: Vec<HeaderValue> = edge.cors.iter().filter_map(|origin| HeaderValue::from_str(origin).ok()).collect();
    let shown = ["x-request-id", "retry-after", "ratelimit", "ratelimit-policy", "idempotent-replayed"];
    CorsLayer::new()
        .allow_origin(origins)
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE])
        .allow_headers([header::AUTHORIZATION, header::CONTENT_TYPE, HeaderName::from_static("idempotency-key")])
        .expose_headers(shown.map(HeaderName::from_static))
        .max_age(Duration::from_secs(3_600))
}

/// Every area.
fn areas(app: &App) -> OpenApiRouter<Kernel> {
    let mut areas = OpenApiRouter::new()
        .merge(status::routes(Arc::clone(&app.about)))
        .merge(identity::routes(Arc::clone(&app.identity)))
        .merge(workspaces::tenancy_routes(app))
        .merge(identity::age_routes(Arc::clone(&app.workspaces.ages)))
        .merge(crm::routes())
        .merge(inbox::routes(app.inbox.clone()))
        .merge(chatbots::routes(app.public_chatbots.clone()))
        .merge(realtime::routes(app.hub.clone(), app.origins.clone()))
        .merge(app.knowledge_routes())
        .merge(app.ai_routes())
        .merge(app.job_routes())
        .merge(wiring::operator::routes(app))
        .merge(email::routes(&app.mailer))
        .merge(webhooks::routes(&app.webhooks))
        .merge(notifications::routes());
    if !app.edge.cors.is_empty() {
        areas = areas.layer(cors(&app.edge));
    }
    // Open to every origin, by a layer of its own.
    let areas = areas.merge(chatbots::widget_routes(app.widget.clone()));
    OpenApiRouter::with_openapi(ApiDoc::openapi())
        .merge(identity::well_known_routes(Arc::clone(&app.identity)))
        .nest("/api/v1", app.workspaces.known_to(areas))
}

/// The OpenAPI document.
#[must_use]
pub fn document(app: &App) -> utoipa::openapi::OpenApi {
    finished(areas(app).split_for_parts().1)
}

/// Gives every operation its failures.
fn finished(mut api: utoipa::openapi::OpenApi) -> utoipa::openapi::OpenApi {
    let problem = ResponseBuilder::new()
        .description("What went wrong (RFC 9457)")
        .content("application/problem+json", ContentBuilder::new().schema(Some(Ref::from_schema_name(ProblemBody::name()))).build())
        .build();
    let add = |operation: Option<&mut Operation>| {
        if let Some(operation) = operation {
            operation.responses.responses.entry("default".into()).or_insert_with(|| RefOr::T(problem.clone()));
        }
    };
    for item in api.paths.paths.values_mut() {
        for operation in [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete] {
            add(operation.as_mut());
        }
    }
    // Only referred to by the responses above.
    let components = api.components.get_or_insert_default();
    components.schemas.entry(ProblemBody::name().into_owned()).or_insert_with(ProblemBody::schema);
    api
}

/// Gives axum's empty 405 a body. Not as a fallback: that would take the place of what answers the widget's CORS preflights.
async fn explain_method(response: Response) -> Response {
    if response.status() != StatusCode::METHOD_NOT_ALLOWED || response.headers().contains_key(header::CONTENT_TYPE) {
        return response;
    }
    let mut problem =
        Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", "This address does not take that method.").into_response();
    if let Some(allowed) = response.headers().get(header::ALLOW) {
        problem.headers_mut().insert(header::ALLOW, allowed.clone());
    }
    problem
}

/// Everything that is served.
pub fn router(app: &App) -> Router {
    let (routes, api) = areas(app).split_for_parts();
    let api = finished(api);
    let page = docs::page(&api);
    let gate = Gate { kernel: app.kernel.clone(), visitors: app.widget.tokens.clone() };
    routes
        .route("/api/v1/openapi.json", get(move || async move { Json(api) }))
        .route("/docs", get(move || async move { Html(page) }))
        .route("/demo", get(crate::demo::page::show))
        .route("/demo/", get(crate::demo::page::show))
        .merge(status::probes(Arc::clone(&app.about)))
        .fallback(assets::serve)
        .layer(middleware::map_response(explain_method))
        .layer(DefaultBodyLimit::max(MOST_BODY_BYTES))
        .layer(middleware::from_fn_with_state(Arc::new(Repeats::new(app.answers.clone())), repeats::once))
        .layer(middleware::from_fn_with_state(Arc::new(gate), limits::limit))
        .layer(middleware::from_fn_with_state(Arc::clone(&app.edge), cross_site::refuse))
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| Problem::internal("a handler panicked").into_response()))
        .layer(middleware::from_fn_with_state(Arc::clone(&app.edge), observe::observe))
        .with_state(app.kernel.clone())
}
