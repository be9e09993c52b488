use super::Contact;
use kernel::{Can, Data, PathId, Problem, Result, TenantTx, grants};
use uuid::Uuid;

/// One contact.
#[utoipa::path(get, path = "/contacts/{id}", tag = "crm", security(("bearer" = [])), params(("id" = Uuid, Path)), responses((status = 200, body = Data<Contact>)))]
pub async fn get_contact(ctx: Can<grants::ContactsRead>, PathId(id): PathId) -> Result<Data<Contact>> {
    let mut tx = ctx.tenant_tx().await?;
    Ok(Data { data: find(&mut tx, id).await? })
}

pub(super) async fn find(tx: &mut TenantTx, id: Uuid) -> Result<Contact> {
    let tenant_id = tx.tenant_id();
    sqlx::query_as!(
        Contact,
        r#"SELECT c.id, c.name, c.email, c.phone, c.created_at, c.updated_at,
             (SELECT count(*) FROM conversations v WHERE v.tenant_id = c.tenant_id AND v.contact_id = c.id) AS "conversation_count!"
           FROM contacts c WHERE c.tenant_id = $1 AND c.id = $2"#,
        tenant_id,
        id
    )
    .fetch_optional(&mut **tx)
    .await?
    .ok_or_else(|| Problem::not_found("contact"))
}
