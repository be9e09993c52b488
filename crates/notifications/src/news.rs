//! From what happened to what is said of it, and to whom.

use crate::{
    kind::NotificationKind,
    recipients::{self, LIMITING, Standing},
};
use contracts::{
    events::{ConversationHandedOver, ConversationMoved, ConversationReplied, WebhookEndpointDisabled},
    features::Features,
};
use kernel::{Problem, Result, TenantTx, record::Event};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use uuid::Uuid;

/// Characters of a text that are shown.
const EXCERPT: usize = 160;

/// An event, as a job that follows it has it.
#[derive(Debug, Deserialize)]
pub struct Happened {
    pub event_id: Uuid,
    pub kind: String,
    pub data: Value,
}

impl Happened {
    fn data<E: DeserializeOwned>(&self) -> Result<E> {
        serde_json::from_value(self.data.clone()).map_err(|error| Problem::internal(error).permanent())
    }
}

/// What is said, and to whom.
#[derive(Debug)]
pub struct News {
    pub kind: NotificationKind,
    pub recipients: Vec<Uuid>,
    /// What it is about: see `notifications.subject_key`.
    pub subject_key: String,
    pub title: String,
    pub body: String,
    pub conversation_id: Option<Uuid>,
}

/// None where there is nobody to tell, or what it was about is gone.
pub async fn of(tx: &mut TenantTx, features: &dyn Features, happened: &Happened) -> Result<Option<News>> {
    match happened.kind.as_str() {
        ConversationMoved::KIND => moved(tx, happened).await,
        ConversationHandedOver::KIND => handed_over(tx, features, happened).await,
        ConversationReplied::KIND => replied(tx, happened).await,
        WebhookEndpointDisabled::KIND => disabled(tx, happened).await,
        _ => Ok(None),
    }
}

struct About {
    standing: Standing,
    customer: String,
    last_message: String,
    resolved: bool,
}

async fn about(tx: &mut TenantTx, id: Uuid) -> Result<Option<About>> {
    let tenant_id = tx.tenant_id();
    let row = sqlx::query!(
        r#"SELECT c.assignee_id, c.team_id, c.status, c.last_message, coalesce(nullif(k.name, ''), k.email, 'A visitor') AS "customer!"
           FROM conversations c JOIN contacts k ON k.tenant_id = c.tenant_id AND k.id = c.contact_id
           WHERE c.tenant_id = $1 AND c.id = $2"#,
        tenant_id,
        id
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| About {
        standing: Standing { assignee_id: row.assignee_id, team_id: row.team_id },
        customer: row.customer,
        last_message: excerpt(&row.last_message.unwrap_or_default()),
        resolved: row.status == "resolved",
    }))
}

/// Who brought an event about.
async fn actor(tx: &mut TenantTx, event_id: Uuid) -> Result<(Option<Uuid>, Option<String>)> {
    let tenant_id = tx.tenant_id();
    let row = sqlx::query!(
        r#"SELECT e.actor_id, coalesce(u.name, k.name) AS name FROM events e LEFT JOIN users u ON u.id = e.actor_id
           LEFT JOIN api_keys k ON k.tenant_id = e.tenant_id AND k.id = e.api_key_id
           WHERE e.tenant_id = $1 AND e.id = $2"#,
        tenant_id,
        event_id
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map_or((None, None), |row| (row.actor_id, row.name)))
}

async fn moved(tx: &mut TenantTx, happened: &Happened) -> Result<Option<News>> {
    let ConversationMoved { id, from, to } = happened.data()?;
    let Some(about) = about(tx, id).await? else { return Ok(None) };
    let (actor_id, actor_name) = actor(tx, happened.event_id).await?;
    let by = actor_name.as_deref().unwrap_or("DealSmart");
    let (mut recipients, title) = match (to.assignee_id, to.team_id) {
        // Given on meanwhile: the next event tells whom it concerns now.
        (Some(assignee), _) if to.assignee_id != from.assignee_id && about.standing.assignee_id == to.assignee_id => {
            (vec![assignee], format!("{by} gave you the conversation with {}", about.customer))
        }
        (None, Some(team)) if to.team_id != from.team_id && about.standing.team_id == to.team_id => {
            (recipients::team(tx, team).await?, format!("{by} gave your team the conversation with {}", about.customer))
        }
        _ => return Ok(None),
    };
    recipients.retain(|user| Some(*user) != actor_id);
    Ok(Some(News {
        kind: NotificationKind::Assignment,
        recipients,
        subject_key: id.to_string(),
        title,
        body: about.last_message,
        conversation_id: Some(id),
    }))
}

async fn handed_over(tx: &mut TenantTx, features: &dyn Features, happened: &Happened) -> Result<Option<News>> {
    let ConversationHandedOver { id, .. } = happened.data()?;
    let Some(about) = about(tx, id).await?.filter(|about| !about.resolved) else { return Ok(None) };
    let assigned_only = features.is_on(tx, LIMITING).await?;
    Ok(Some(News {
        kind: NotificationKind::Handover,
        recipients: recipients::responsible(tx, about.standing, assigned_only).await?,
        subject_key: id.to_string(),
        title: format!("{} waits for a person", about.customer),
        body: about.last_message,
        conversation_id: Some(id),
    }))
}

async fn replied(tx: &mut TenantTx, happened: &Happened) -> Result<Option<News>> {
    let ConversationReplied { id, message_id, assignee_id } = happened.data()?;
    let Some(about) = about(tx, id).await? else { return Ok(None) };
    if about.standing.assignee_id != Some(assignee_id) {
        return Ok(None);
    }
    let tenant_id = tx.tenant_id();
    let content = sqlx::query_scalar!(
        "SELECT content FROM messages WHERE tenant_id = $1 AND conversation_id = $2 AND id = $3",
        tenant_id,
        id,
        message_id
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(Some(News {
        kind: NotificationKind::NewMessage,
        recipients: vec![assignee_id],
        subject_key: id.to_string(),
        title: format!("{} wrote to you", about.customer),
        body: excerpt(&content.unwrap_or_default()),
        conversation_id: Some(id),
    }))
}

async fn disabled(tx: &mut TenantTx, happened: &Happened) -> Result<Option<News>> {
    let WebhookEndpointDisabled { endpoint_id, url, reason } = happened.data()?;
    let why = if reason == "gone" { "It answered that it is gone." } else { "Every delivery failed for five days." };
    Ok(Some(News {
        kind: NotificationKind::WebhookDisabled,
        recipients: recipients::admins(tx).await?,
        subject_key: endpoint_id.to_string(),
        title: "A webhook endpoint was switched off".to_owned(),
        body: excerpt(&format!("{url}: {why}")),
        conversation_id: None,
    }))
}

/// The beginning of a text, on one line.
fn excerpt(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default().trim_end()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(excerpt("  one\n two "), "one two");
        let long = excerpt(&"ä".repeat(500));
        assert_eq!((long.chars().count(), long.chars().last()), (EXCERPT + 1, Some('…')));
    }
}
