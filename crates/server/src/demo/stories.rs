//! Past conversations, so that the inbox looks as it does on an ordinary day.

use super::seed::member;
use crate::app::App;
use chrono::Duration;
use contracts::Citation;
use kernel::{Problem, Result, TenantCtx, TenantTx};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Debug, Deserialize)]
pub(super) struct Story {
    customer: Customer,
    status: String,
    subject: Option<String>,
    #[serde(default = "normal")]
    priority: String,
    assignee: Option<String>,
    handover: Option<Handover>,
    messages: Vec<Said>,
}

fn normal() -> String {
    "normal".into()
}

#[derive(Debug, Deserialize)]
struct Customer {
    name: String,
    email: String,
}

#[derive(Debug, Deserialize)]
struct Handover {
    reason: String,
    minutes_ago: i64,
    summary: String,
}

#[derive(Debug, Deserialize)]
struct Said {
    sender: String,
    staff: Option<String>,
    #[serde(default)]
    private: bool,
    minutes_ago: i64,
    content: String,
    #[serde(default)]
    citations: Vec<Cited>,
}

#[derive(Debug, Deserialize)]
struct Cited {
    document: Option<String>,
    quote: Option<String>,
    sku: Option<String>,
}

/// Writes all of them in one transaction; they are there or not.
pub(super) async fn tell(app: &App, ctx: &TenantCtx, stories: &[Story]) -> Result<()> {
    let mut tx = app.kernel.db.tenant(ctx).await?;
    let there = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM conversations WHERE tenant_id = $1 AND channel = 'widget' AND subject IS NOT NULL) AS "there!""#,
        ctx.tenant_id
    )
    .fetch_one(&mut *tx)
    .await?;
    if there {
        return Ok(());
    }
    let chatbot =
        sqlx::query!("SELECT id, name FROM chatbots WHERE tenant_id = $1 ORDER BY id LIMIT 1", ctx.tenant_id).fetch_one(&mut *tx).await?;
    for story in stories {
        let contact = app.inbox.contacts.find_or_create(&mut tx, Some(&story.customer.email), Some(&story.customer.name)).await?;
        write(&mut tx, ctx.tenant_id, story, contact.id, chatbot.id, &chatbot.name).await?;
    }
    tx.commit().await
}

async fn write(tx: &mut TenantTx, tenant_id: Uuid, story: &Story, contact_id: Uuid, chatbot_id: Uuid, chatbot_name: &str) -> Result<()> {
    let (now, conversation_id) = (tx.now(), tx.new_id());
    let at = |minutes: i64| now - Duration::minutes(minutes);
    let began = story.messages.first().map_or(now, |said| at(said.minutes_ago));
    let assignee = match &story.assignee {
        Some(email) => Some(member(tx, email).await?.0),
        None => None,
    };
    let last = story.messages.iter().rev().find(|said| !said.private);
    let last_at = last.map_or(now, |said| at(said.minutes_ago));
    let waiting = story.messages.iter().rev().filter(|said| !said.private).take_while(|said| said.sender == "customer").count();
    let unread = if story.status == "open" { i32::try_from(waiting).unwrap_or(0) } else { 0 };
    sqlx::query!(
        "INSERT INTO conversations (tenant_id, id, contact_id, chatbot_id, channel, status, priority, subject, assignee_id, handover_reason,
           handover_summary, handover_at, last_seq, last_message, last_sender_kind, last_message_at, unread_count, created_at, updated_at, resolved_at)
         VALUES ($1, $2, $3, $4, 'widget', $5, $6, $7, $8, $9, $10, $11, $12, left($13, 200), $14, $15, $16, $17, $15, $18)",
        tenant_id,
        conversation_id,
        contact_id,
        chatbot_id,
        story.status,
        story.priority,
        story.subject.as_deref().unwrap_or("Question"),
        assignee,
        story.handover.as_ref().map(|h| h.reason.clone()),
        story.handover.as_ref().map(|h| h.summary.clone()),
        story.handover.as_ref().map(|h| at(h.minutes_ago)),
        i64::try_from(story.messages.len()).unwrap_or(0),
        last.map(|said| said.content.clone()),
        last.map(|said| said.sender.clone()),
        last_at,
        unread,
        began,
        (story.status == "resolved").then_some(last_at)
    )
    .execute(&mut **tx)
    .await?;
    for (seq, said) in (1_i64..).zip(&story.messages) {
        let (sender_id, sender_name) = match (said.sender.as_str(), &said.staff) {
            ("customer", _) => (Some(contact_id), Some(story.customer.name.clone())),
            ("ai", _) => (Some(chatbot_id), Some(chatbot_name.to_owned())),
            ("staff", Some(email)) => member(tx, email).await.map(|(id, name)| (Some(id), Some(name)))?,
            _ => (None, None),
        };
        let mut citations = Vec::new();
        for cited in &said.citations {
            citations.extend(citation(tx, tenant_id, cited).await?);
        }
        let id = tx.new_id();
        sqlx::query!(
            "INSERT INTO messages (tenant_id, id, conversation_id, seq, sender_kind, sender_id, sender_name, content, citations, private, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            tenant_id,
            id,
            conversation_id,
            seq,
            said.sender,
            sender_id,
            sender_name,
            said.content,
            serde_json::to_value(&citations).map_err(Problem::internal)?,
            said.private,
            at(said.minutes_ago)
        )
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

async fn citation(tx: &mut TenantTx, tenant_id: Uuid, cited: &Cited) -> Result<Option<Citation>> {
    if let Some(sku) = &cited.sku {
        let item =
            sqlx::query!("SELECT id, name, price_amount, stock FROM catalogue_items WHERE tenant_id = $1 AND sku = $2", tenant_id, sku)
                .fetch_optional(&mut **tx)
                .await?;
        return Ok(item.map(|item| Citation {
            document_id: None,
            catalogue_item_id: Some(item.id),
            title: item.name.clone(),
            locator: Some("Catalogue".into()),
            quote: format!("{}, ${}, {} in stock", item.name, item.price_amount / 100, item.stock),
        }));
    }
    let (Some(document), Some(quote)) = (&cited.document, &cited.quote) else { return Ok(None) };
    let row = sqlx::query!("SELECT id, title FROM documents WHERE tenant_id = $1 AND filename = $2", tenant_id, document)
        .fetch_optional(&mut **tx)
        .await?;
    Ok(row.map(|row| Citation {
        document_id: Some(row.id),
        catalogue_item_id: None,
        title: row.title,
        locator: None,
        quote: quote.clone(),
    }))
}
