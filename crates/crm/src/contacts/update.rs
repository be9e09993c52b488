use super::{Contact, read};
use garde::Validate;
use kernel::{Can, ConstraintExt, Data, PathId, Problem, Result, Valid, grants};
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Debug, Deserialize, Validate, ToSchema)]
pub struct ContactChange {
    #[garde(inner(length(chars, min = 1, max = 200)))]
    pub name: Option<String>,
    #[garde(inner(email, length(max = 254)))]
    pub email: Option<String>,
    #[garde(inner(length(chars, max = 40)))]
    pub phone: Option<String>,
}

/// Changes the fields that are given. 409 `email_taken` when another contact has the e-mail.
#[utoipa::path(patch, path = "/contacts/{id}", tag = "crm", security(("bearer" = [])), params(("id" = Uuid, Path)), request_body = ContactChange, responses((status = 200, body = Data<Contact>)))]
pub async fn update_contact(
    ctx: Can<grants::ContactsWrite>,
    PathId(id): PathId,
    Valid(change): Valid<ContactChange>,
) -> Result<Data<Contact>> {
    let mut tx = ctx.tenant_tx().await?;
    let now = tx.now();
    sqlx::query!(
        "UPDATE contacts SET name = coalesce($3, name), email = coalesce($4, email), phone = coalesce($5, phone), updated_at = $6
         WHERE tenant_id = $1 AND id = $2",
        ctx.principal.tenant_id,
        id,
        change.name,
        change.email.map(|e| e.trim().to_lowercase()),
        change.phone,
        now
    )
    .execute(&mut *tx)
    .await
    .on_constraint("contacts_email_key", || Problem::conflict("email_taken", "Another contact has this e-mail."))?;
    let contact = read::find(&mut tx, id).await?;
    tx.commit().await?;
    Ok(Data { data: contact })
}
