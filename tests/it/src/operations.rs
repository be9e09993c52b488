//! The operations that the program itself says it has.

use crate::seed::Seed;
use reqwest::Method;
use serde_json::Value;
use testkit::TestApp;
use uuid::Uuid;

pub struct Operation {
    pub id: String,
    pub method: Method,
    pub path: String,
    /// `bearer`, `operator`, `visitor`, or none when anyone may.
    pub security: Option<String>,
    /// Names of the query's parameters.
    pub query: Vec<String>,
    /// The schema of a JSON body, with references resolved one step.
    pub body: Option<Value>,
    /// The schema of what comes back with 200.
    pub answer: Value,
}

/// The document as the running program gives it.
pub fn document(app: &TestApp) -> Value {
    serde_json::to_value(server::router::document(&app.app)).unwrap()
}

/// A schema with its references in place, as far as the properties of an object go.
fn resolved(document: &Value, schema: &Value) -> Value {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = document.pointer(reference.trim_start_matches('#')).unwrap_or_else(|| panic!("{reference} is not in the document"));
        return resolved(document, target);
    }
    let mut whole = schema.clone();
    for part in schema["allOf"].as_array().into_iter().flatten() {
        for (name, property) in resolved(document, part)["properties"].as_object().into_iter().flatten() {
            whole["properties"][name] = property.clone();
        }
    }
    whole
}

pub fn operations(app: &TestApp) -> Vec<Operation> {
    let document = document(app);
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let Ok(method) = method.to_uppercase().parse::<Method>() else { continue };
            if !operation["operationId"].is_string() {
                continue;
            }
            let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
            let body = operation.pointer("/requestBody/content/application~1json/schema").map(|schema| resolved(&document, schema));
            operations.push(Operation {
                id: operation["operationId"].as_str().unwrap().to_owned(),
                method,
                path: path.clone(),
                security: operation["security"][0].as_object().and_then(|s| s.keys().next().cloned()),
                query: parameters.iter().filter(|p| p["in"] == "query").map(|p| p["name"].as_str().unwrap().to_owned()).collect(),
                body,
                answer: operation
                    .pointer("/responses/200/content/application~1json/schema")
                    .map(|schema| resolved(&document, schema))
                    .unwrap_or_default(),
            });
        }
    }
    assert!(operations.len() > 50, "the document lists the operations");
    operations
}

impl Operation {
    /// The path with the ids of one workspace's things in it.
    pub fn path_to(&self, seed: &Seed) -> String {
        let mut parts = self.path.trim_start_matches("/api/v1/").split('/');
        let thing = parts.next().unwrap_or_default();
        let id = match thing {
            "admin" => match parts.next().unwrap_or_default() {
                "tenants" => seed.tenant_id,
                "users" => seed.recruit,
                "jobs" if self.path.ends_with("/retry") => {
                    let path = self.path.replace("{tenant_id}", &seed.tenant_id.to_string());
                    return path.replace("{id}", &seed.job.to_string());
                }
                _ => Uuid::nil(),
            },
            "conversations" => seed.conversation,
            "messages" => seed.suggestion,
            "contacts" => seed.contact,
            "catalogue" => seed.item,
            "chatbots" => seed.chatbot,
            "knowledge" => seed.document,
            "members" => seed.agent.user_id,
            "auth" if self.path.contains("/passkeys/") => seed.passkey,
            "auth" if self.path.contains("/trusted-browsers/") => seed.trusted_browser,
            "auth" if self.path.contains("/identities/") => seed.identity,
            "auth" if self.path.contains("/qr/") => seed.qr,
            "auth" => seed.session,
            "identity-providers" => seed.provider,
            "roles" => seed.role,
            "invitations" => seed.invitation,
            "jobs" => seed.job,
            "users" => seed.recruit,
            "teams" => seed.team,
            "logos" => seed.tenant_id,
            "api-keys" => seed.api_key,
            "webhooks" if self.path.contains("/deliveries/") => seed.delivery,
            "webhooks" => seed.endpoint,
            "events" => seed.event,
            "notifications" => seed.notification,
            _ => Uuid::nil(),
        };
        if thing == "teams" {
            // The member's id stands behind the team's.
            let path = self.path.replace("{user_id}", &seed.agent.user_id.to_string());
            return path.replace("{id}", &id.to_string());
        }
        self.filled(&id.to_string(), &seed.key, &seed.document.to_string())
    }

    pub fn filled(&self, id: &str, key: &str, document: &str) -> String {
        let path = self
            .path
            .replace("{id}", id)
            .replace("{user_id}", id)
            .replace("{tenant_id}", id)
            .replace("{hash}", key)
            .replace("{key}", key)
            .replace("{document_id}", document)
            .replace("{name}", "knowledge")
            .replace("{provider}", id);
        assert!(!path.contains('{'), "{path} has a parameter that this test does not know");
        path
    }

    pub fn has_id(&self) -> bool {
        self.path.contains("{id}") || self.path.contains("{user_id}")
    }
}
