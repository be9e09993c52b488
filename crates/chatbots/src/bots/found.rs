//! A new tenant's first chatbot.

use async_trait::async_trait;
use contracts::tenancy::{Founder, TenantSummary};
use kernel::{Result, TenantTx};

pub struct DefaultChatbot;

#[async_trait]
impl Founder for DefaultChatbot {
    async fn found(&self, tx: &mut TenantTx, tenant: &TenantSummary) -> Result<()> {
        let name: String = format!("{} assistant", tenant.name).chars().take(100).collect();
        let bot = super::default_bot(tx, &name);
        super::insert(tx, &bot).await
    }
}
