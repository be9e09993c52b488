//! Rules 2 and 3: the database keeps tenants apart, whatever the program asks.

use crate::seed::Seed;
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row};
use testkit::TestApp;
use uuid::Uuid;

/// Name, permissive, command, roles, condition, check.
type Policy = (String, String, String, String, Option<String>, Option<String>);

/// Tables that belong to no tenant, each for a reason: people sign in once for all their tenants, and so do their sessions;
/// access tokens are verified before their tenant is known; what the installation remembers; what sqlx remembers; people's
/// second factors, age and accounts at providers, which are theirs in all their tenants; what passkeys, providers and phones are asked
/// before it is known who answers; which jobs an operator paused, when schedules are due and how many jobs of a kind ended in a
/// minute, none of which tells of a tenant; what letters prove of a person, whose undone changes of address one function looks for;
/// and who runs the installation, whom they suspended, in whose name they were and what they did. A new one is thought about before
/// it is added here.
const GLOBAL: &[&str] = &[
    "users",
    "sessions",
    "email_proofs",
    "signing_keys",
    "installation",
    "_sqlx_migrations",
    "passkey_challenges",
    "job_pauses",
    "job_schedules",
    "job_minutes",
    "identities",
    "used_oauth_states",
    "qr_sign_ins",
];

/// A member's own within the tenant, shown to no other member.
const MEMBERS_OWN: &[&str] = &["notifications", "notification_preferences", "quiet_hours"];

/// A person's own, shown to nobody else.
const PERSONAL: &[&str] =
    &["sessions", "totp_secrets", "recovery_codes", "passkeys", "factor_attempts", "trusted_browsers", "pending_sign_ins", "age_checks"];

/// The operators', reached through their functions.
const OPERATORS: &[&str] = &["operators", "user_suspensions", "impersonations", "operator_log"];

/// Roles that own functions which look past the policies.
const OWNERS: &[&str] = &["dealsmart_reader", "dealsmart_dispatcher", "dealsmart_pruner", "dealsmart_operator"];

const TENANTS_ROWS: &str = "(tenant_id = ( SELECT app.tenant_id() AS tenant_id))";

/// Every table of ours as `schema.name`, with its oid.
async fn tables(db: &mut PgConnection) -> Vec<(String, i64)> {
    sqlx::query_as(
        "SELECT c.relname::text, c.oid::bigint FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname IN ('public', 'app') AND c.relkind IN ('r', 'p', 'f', 'm') ORDER BY 1",
    )
    .fetch_all(db)
    .await
    .unwrap()
}

async fn tenant_tables(db: &mut PgConnection) -> Vec<(String, i64)> {
    let theirs = |name: &str| [GLOBAL, PERSONAL, OPERATORS].iter().all(|known| !known.contains(&name));
    tables(db).await.into_iter().filter(|(name, _)| theirs(name)).collect()
}

#[tokio::test]
async fn every_tenant_table_begins_with_its_tenant() {
    let app = TestApp::builder().without_workers().start().await;
    let mut db = app.superuser().await;
    let tables = tenant_tables(&mut db).await;
    assert!(tables.len() > 15, "the catalogue query finds the tables");
    for (table, oid) in &tables {
        let primary: Option<String> = sqlx::query_scalar(
            "SELECT a.attname::text FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
             WHERE i.indrelid = $1::oid AND i.indisprimary AND a.attnotnull AND a.atttypid = 'uuid'::regtype",
        )
        .bind(oid)
        .fetch_optional(&mut db)
        .await
        .unwrap();
        assert_eq!(primary.as_deref(), Some("tenant_id"), "the primary key of {table} begins with it");
        let unique: Vec<(String, Option<String>)> = sqlx::query_as(
            "SELECT i.indexrelid::regclass::text, a.attname::text
             FROM pg_index i LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
             WHERE i.indrelid = $1::oid AND i.indisunique",
        )
        .bind(oid)
        .fetch_all(&mut db)
        .await
        .unwrap();
        for (index, first) in unique {
            assert_eq!(first.as_deref(), Some("tenant_id"), "the unique index {index} of {table} begins with it");
        }
        let keys: Vec<(String, String, String, String)> = sqlx::query_as(
            "SELECT k.conname::text, k.confrelid::regclass::text, a.attname::text, b.attname::text
             FROM pg_constraint k
             JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
             JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = k.confkey[1]
             WHERE k.conrelid = $1::oid AND k.contype = 'f'",
        )
        .bind(oid)
        .fetch_all(&mut db)
        .await
        .unwrap();
        for (key, to, from_column, to_column) in keys.into_iter().filter(|(_, to, ..)| !GLOBAL.contains(&to.as_str())) {
            assert_eq!((from_column.as_str(), to_column.as_str()), ("tenant_id", "tenant_id"), "{key} of {table} to {to}");
        }
    }
}

#[tokio::test]
async fn row_level_security_is_forced_and_the_policies_are_the_agreed_ones() {
    let app = TestApp::builder().without_workers().start().await;
    let mut db = app.superuser().await;
    for (table, oid) in tenant_tables(&mut db).await {
        let (enabled, forced, granted_to_all): (bool, bool, bool) = sqlx::query_as(
            "SELECT relrowsecurity, relforcerowsecurity, EXISTS (SELECT FROM aclexplode(relacl) a WHERE a.grantee = 0) FROM pg_class WHERE oid = $1::oid",
        )
        .bind(oid)
        .fetch_one(&mut db)
        .await
        .unwrap();
        assert!(enabled && forced, "row-level security of {table}: enabled {enabled}, forced {forced}");
        assert!(!granted_to_all, "PUBLIC has rights on {table}");
        let policies: Vec<Policy> = sqlx::query_as(
            "SELECT policyname::text, permissive, cmd, array_to_string(roles, ','), qual, with_check FROM pg_policies
             WHERE schemaname IN ('public', 'app') AND tablename = $1 ORDER BY policyname",
        )
        .bind(&table)
        .fetch_all(&mut db)
        .await
        .unwrap();
        let policy = |name: &str, cmd: &str, role: &str, qual: &str, check: Option<&str>| {
            (name.to_owned(), "PERMISSIVE".to_owned(), cmd.to_owned(), role.to_owned(), Some(qual.to_owned()), check.map(str::to_owned))
        };
        let mut agreed = vec![
            policy("reader", "SELECT", "dealsmart_reader", "true", None),
            policy("tenant", "ALL", "dealsmart_program", TENANTS_ROWS, Some(TENANTS_ROWS)),
        ];
        if table == "jobs" {
            // Workers claim for all tenants, through functions that this role owns.
            agreed.insert(0, policy("dispatcher", "ALL", "dealsmart_dispatcher", "true", Some("true")));
        }
        if table == "tenants" {
            // The function that erases the audit log asks whether the workspace's grace is over.
            agreed.insert(0, policy("pruner", "SELECT", "dealsmart_pruner", TENANTS_ROWS, None));
        }
        if MEMBERS_OWN.contains(&table.as_str()) {
            // Of a member's own things the others see nothing.
            let own = "((( SELECT app.user_id() AS user_id) IS NULL) OR (user_id = ( SELECT app.user_id() AS user_id)))";
            agreed.insert(0, ("own".into(), "RESTRICTIVE".into(), "ALL".into(), "dealsmart_program".into(), Some(own.into()), None));
        }
        if let Some(limit) = limit(&table) {
            let check = (table == "conversations").then(|| "true".to_owned());
            let restrictive = "RESTRICTIVE".to_owned();
            agreed.insert(0, ("only_assigned".into(), restrictive, "ALL".into(), "dealsmart_program".into(), Some(limit), check));
        }
        if table == "audit_log" {
            // Old entries go through a function that this role owns.
            agreed.insert(0, policy("pruner", "ALL", "dealsmart_pruner", TENANTS_ROWS, None));
            // What an operator does stands in the logs of those whom it concerns.
            let writes = ("operator", "PERMISSIVE", "INSERT", "dealsmart_operator", None::<String>, Some("true"));
            agreed.insert(0, (writes.0.into(), writes.1.into(), writes.2.into(), writes.3.into(), writes.4, writes.5.map(Into::into)));
        }
        if table == "tenant_suspensions" {
            // A tenant reads whether it is suspended, and only operators change it.
            agreed.insert(0, policy("operator", "ALL", "dealsmart_operator", "true", Some("true")));
        }
        assert_eq!(policies, agreed, "the policies of {table}");
    }
    for table in ["users", "identities", "email_proofs"].iter().chain(PERSONAL).chain(OPERATORS) {
        let forced: (bool, bool) =
            sqlx::query_as("SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = $1 AND relkind = 'r'")
                .bind(table)
                .fetch_one(&mut db)
                .await
                .unwrap();
        assert_eq!(forced, (true, true), "{table} stand outside the tenants, and are not shown to everyone");
        let for_everyone: Vec<String> = sqlx::query_scalar(
            "SELECT policyname::text FROM pg_policies WHERE tablename = $1 AND 'dealsmart_program' = ANY (roles) AND qual = 'true'",
        )
        .bind(table)
        .fetch_all(&mut db)
        .await
        .unwrap();
        assert!(for_everyone.is_empty(), "{for_everyone:?} of {table} show everything");
    }
    let own = "(user_id = ( SELECT app.user_id() AS user_id))";
    for table in PERSONAL {
        let policies: Vec<(String, Option<String>, Option<String>)> = sqlx::query_as(
            "SELECT policyname::text, qual, with_check FROM pg_policies WHERE tablename = $1 AND 'dealsmart_program' = ANY (roles)",
        )
        .bind(table)
        .fetch_all(&mut db)
        .await
        .unwrap();
        assert_eq!(policies, [("own".to_owned(), Some(own.to_owned()), Some(own.to_owned()))], "{table} are their user's alone");
    }
    let policies: Vec<(String, String, Option<String>)> = sqlx::query_as(
        "SELECT policyname::text, array_to_string(roles, ','), qual FROM pg_policies WHERE tablename = 'email_proofs' ORDER BY 1",
    )
    .fetch_all(&mut db)
    .await
    .unwrap();
    let reader = ("reader".to_owned(), "dealsmart_reader".to_owned(), Some("(purpose = 'undo'::text)".to_owned()));
    assert_eq!(
        policies,
        [("own".to_owned(), "dealsmart_program".to_owned(), Some(own.to_owned())), reader],
        "so are the proofs in letters"
    );
}

/// What shows somebody who sees only their own less of a table than its tenant's rows.
fn limit(table: &str) -> Option<String> {
    let unlimited = "(NOT ( SELECT app.only_assigned() AS only_assigned))";
    let of_conversation = |table: &str| {
        format!(
            "({unlimited} OR ( SELECT true\n   FROM conversations c\n  WHERE ((c.tenant_id = {table}.tenant_id) AND (c.id = {table}.conversation_id))))"
        )
    };
    match table {
        "notifications" => Some(of_conversation(table).replacen(" OR ", " OR (conversation_id IS NULL) OR ", 1)),
        "conversations" => Some(format!(
            "({unlimited} OR (assignee_id = ( SELECT app.user_id() AS user_id)) OR (team_id = ANY (( SELECT app.my_teams() AS my_teams)::uuid[])))"
        )),
        "messages" | "suggestions" => Some(of_conversation(table)),
        _ => None,
    }
}

#[tokio::test]
async fn the_programs_roles_own_nothing_and_bypass_nothing() {
    let app = TestApp::builder().without_workers().start().await;
    let mut db = app.superuser().await;
    for role in OWNERS.iter().copied().chain(["dealsmart_program"]) {
        let (superuser, bypass, create): (bool, bool, bool) =
            sqlx::query_as("SELECT rolsuper, rolbypassrls, rolcreaterole OR rolcreatedb FROM pg_roles WHERE rolname = $1")
                .bind(role)
                .fetch_one(&mut db)
                .await
                .unwrap();
        assert!(!superuser && !bypass && !create, "{role} may too much");
        let owned: Vec<String> = sqlx::query_scalar("SELECT c.oid::regclass::text FROM pg_class c WHERE pg_get_userbyid(c.relowner) = $1")
            .bind(role)
            .fetch_all(&mut db)
            .await
            .unwrap();
        assert!(owned.is_empty(), "{role} owns {owned:?}");
    }
    let owned: i64 = sqlx::query_scalar(
        "SELECT (SELECT count(*) FROM pg_proc WHERE proowner = r.oid) + (SELECT count(*) FROM pg_namespace WHERE nspowner = r.oid)
              + (SELECT count(*) FROM pg_type WHERE typowner = r.oid) + (SELECT count(*) FROM pg_database WHERE datdba = r.oid)
         FROM pg_roles r WHERE rolname = 'dealsmart_program'",
    )
    .fetch_one(&mut db)
    .await
    .unwrap();
    assert_eq!(owned, 0);
    for other in OWNERS.iter().copied().chain(["dealsmart_owner"]) {
        let member: bool =
            sqlx::query_scalar("SELECT pg_has_role('dealsmart_program', $1, 'MEMBER')").bind(other).fetch_one(&mut db).await.unwrap();
        assert!(!member, "the program may act as {other}");
    }
    let creates: bool = sqlx::query_scalar("SELECT has_schema_privilege('dealsmart_program', 'public', 'CREATE') OR has_schema_privilege('dealsmart_program', 'app', 'CREATE')")
        .fetch_one(&mut db)
        .await
        .unwrap();
    assert!(!creates, "the program may create things in a schema");
}

#[tokio::test]
async fn functions_that_look_past_the_policies_are_narrow() {
    let app = TestApp::builder().without_workers().start().await;
    let mut db = app.superuser().await;
    let functions = sqlx::query(
        "SELECT p.oid::regprocedure::text AS name, pg_get_userbyid(p.proowner)::text AS owner, p.prosecdef AS definer, p.proconfig AS config,
                EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a WHERE a.grantee = 0) AS anyone
         FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE n.nspname IN ('public', 'app') AND (p.prosecdef OR pg_get_userbyid(p.proowner) = ANY ($1))",
    )
    .bind(OWNERS.iter().map(|role| (*role).to_owned()).collect::<Vec<_>>())
    .fetch_all(&mut db)
    .await
    .unwrap();
    assert!(functions.len() > 8, "the catalogue query finds the functions");
    for function in functions {
        let (name, owner): (String, String) = (function.get("name"), function.get("owner"));
        assert!(OWNERS.contains(&owner.as_str()), "{name} belongs to {owner}");
        assert!(!function.get::<bool, _>("anyone"), "anyone may run {name}");
        let config: Vec<String> = function.get::<Option<Vec<String>>, _>("config").unwrap_or_default();
        let path = config
            .iter()
            .find_map(|setting| setting.strip_prefix("search_path="))
            .unwrap_or_else(|| panic!("{name} has no search_path of its own"));
        assert!(!path.contains("$user") && path.ends_with("pg_temp"), "{name} looks in {path}");
    }
}

/// As the program, the rows of each tenant table that are seen, and those of them that are not `tenant`'s.
async fn seen(db: &mut PgConnection, tables: &[(String, i64)], tenant: Option<Uuid>) -> Vec<(String, i64, i64)> {
    let mut tx = db.begin().await.unwrap();
    if let Some(tenant) = tenant {
        sqlx::query("SELECT set_config('app.tenant_id', $1, true)").bind(tenant.to_string()).execute(&mut *tx).await.unwrap();
    }
    let mut counts = Vec::new();
    for (table, _) in tables {
        // Names out of the catalogue.
        let count = format!("SELECT count(*), count(*) FILTER (WHERE tenant_id IS DISTINCT FROM $1) FROM {table}");
        let (all, others): (i64, i64) = sqlx::query_as(AssertSqlSafe(count)).bind(tenant).fetch_one(&mut *tx).await.unwrap();
        counts.push((table.clone(), all, others));
    }
    counts
}

#[tokio::test]
async fn without_a_tenant_nothing_is_seen_and_with_one_only_its_own() {
    let app = TestApp::start().await;
    let a = Seed::plant(&app, "Aardvark").await;
    let b = Seed::plant(&app, "Badger").await;
    let mut superuser = app.superuser().await;
    let tables = tenant_tables(&mut superuser).await;
    let mut filled = 0;
    for (table, _) in &tables {
        let count: i64 = sqlx::query_scalar(AssertSqlSafe(format!("SELECT count(*) FROM {table} WHERE tenant_id = $1")))
            .bind(a.tenant_id)
            .fetch_one(&mut superuser)
            .await
            .unwrap();
        filled += usize::from(count > 0);
    }
    assert!(filled >= 16, "only {filled} of {} tables have rows to be hidden", tables.len());
    let mut program = app.program().await;
    for (table, all, _) in seen(&mut program, &tables, None).await {
        assert_eq!(all, 0, "{table} shows rows to nobody in particular");
    }
    for tenant in [a.tenant_id, b.tenant_id] {
        let counts = seen(&mut program, &tables, Some(tenant)).await;
        assert!(counts.iter().any(|(_, all, _)| *all > 0));
        for (table, _, others) in counts {
            assert_eq!(others, 0, "{table} shows other tenants' rows");
        }
    }
    // An empty setting is what a pooled connection keeps after a transaction: no error, and nothing seen.
    sqlx::query("SELECT set_config('app.tenant_id', '', false)").execute(&mut program).await.unwrap();
    assert!(seen(&mut program, &tables, None).await.iter().all(|(_, all, _)| *all == 0));
    let users: i64 = sqlx::query_scalar("SELECT count(*) FROM users").fetch_one(&mut program).await.unwrap();
    assert_eq!(users, 0, "users are shown to nobody in particular");
}

#[tokio::test]
async fn a_tenant_writes_no_row_of_another() {
    let app = TestApp::builder().without_workers().start().await;
    let a = app.register("Aardvark").await;
    let b = app.register("Badger").await;
    let mut program = app.program().await;
    sqlx::query("SELECT set_config('app.tenant_id', $1, false)").bind(b.tenant_id.to_string()).execute(&mut program).await.unwrap();
    let insert = sqlx::query("INSERT INTO contacts (tenant_id, id, created_at, updated_at) VALUES ($1, $2, now(), now())")
        .bind(a.tenant_id)
        .bind(Uuid::new_v4())
        .execute(&mut program)
        .await;
    assert_eq!(insert.unwrap_err().as_database_error().unwrap().code().as_deref(), Some("42501"));
    let changed =
        sqlx::query("UPDATE chatbots SET name = 'taken' WHERE tenant_id = $1").bind(a.tenant_id).execute(&mut program).await.unwrap();
    assert_eq!(changed.rows_affected(), 0);
    let moved = sqlx::query("UPDATE chatbots SET tenant_id = $1").bind(a.tenant_id).execute(&mut program).await;
    assert_eq!(moved.unwrap_err().as_database_error().unwrap().code().as_deref(), Some("42501"));
    let removed = sqlx::query("DELETE FROM tenants WHERE tenant_id = $1").bind(a.tenant_id).execute(&mut program).await.unwrap();
    assert_eq!(removed.rows_affected(), 0);
}
