//! What every feature stands on: the tenant's transaction, who is asking and what they may do, problems,
//! time, pages, and tasks. The kernel knows no feature.

pub mod access;
pub mod audit;
pub mod auth;
pub mod clock;
pub mod db;
pub mod extract;
pub mod http;
pub mod idempotency;
pub mod limit;
pub mod operator;
pub mod page;
pub mod permission;
pub mod places;
pub mod problem;
pub mod record;
pub mod respond;
pub mod seal;
pub mod secret;
pub mod tasks;

pub use access::AccessChange;
pub use audit::Audit;
pub use auth::{Authenticator, Can, Person, Principal, PrincipalKind, SignedIn};
pub use clock::{Clock, FakeClock, SystemClock};
pub use db::{Actor, Db, INSTALLATION, PersonTx, TenantCtx, TenantTx};
pub use extract::{PathId, Query, Segments, Valid};
pub use limit::Limits;
pub use operator::{Impersonating, Impersonation, IsOperator, OperatorEntry, OperatorTx};
pub use page::{Cursor, Page, PageQuery};
pub use permission::{Permission, PermissionSet, Role, grants};
pub use places::{Place, Places};
pub use problem::{ConstraintExt, Problem, Result};
pub use record::{Event, NewJob, WhenTwice};
pub use respond::{Accepted, Created, Data, NoContent};
pub use secret::MasterSecret;
pub use tasks::Tasks;

use std::sync::Arc;

/// What the router carries to every handler. Features add their own parts as extensions of their routes.
#[derive(Clone)]
pub struct Kernel {
    pub db: Db,
    pub clock: Arc<dyn Clock>,
    pub tasks: Tasks,
    pub auth: Arc<dyn Authenticator>,
    pub places: Places,
    pub limits: Limits,
}
