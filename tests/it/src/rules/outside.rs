//! Rule 3: who goes to the database outside of tenants, and why. Each file that does stands here with what for.

use std::{collections::BTreeSet, fs, path::Path};
use testkit::project;

const USES: &[(&str, &str)] = &[
    (
        "crates/email/src/outbox.rs",
        "the developer's screen shows letters of all tenants where no mail server is set, and nothing in production",
    ),
    ("crates/identity/src/reset.rs", "whose address it is that forgot a password is found by a function that shows no more"),
    ("crates/server/src/commands/limits.rs", "the command line finds the workspace of a short name, by a function that tells nothing else"),
    ("crates/identity/src/sign_in.rs", "a user is found by address before their tenant is known, by a function that shows no other"),
    ("crates/identity/src/limits.rs", "whose account wrong passwords are tried for is found by a function that shows no more"),
    ("crates/server/src/reseal.rs", "the installation's own keys, and the ids of those whose secrets are sealed anew one by one"),
    ("crates/identity/src/keys.rs", "access tokens are signed and verified before their tenant is known"),
    ("crates/identity/src/passkeys/challenge.rs", "who answers a passkey's question is not known before they do"),
    (
        "crates/identity/src/openid/account.rs",
        "whose account a provider's proof is for is found before their tenant is known, by functions that show no other",
    ),
    ("crates/identity/src/openid/attempt.rs", "sign-ins at providers that are under way, which are nobody's until they are answered"),
    (
        "crates/identity/src/openid/providers.rs",
        "which tenant a provider is of, and which providers a sign-in page offers, by functions that tell nothing else",
    ),
    ("crates/identity/src/qr/ask.rs", "sign-ins by QR code that wait, which are nobody's until they are approved"),
    ("crates/identity/src/qr/mod.rs", "sign-ins by QR code that wait, which are nobody's until they are approved"),
    ("crates/identity/src/qr/waiting.rs", "sign-ins by QR code that wait, which are nobody's until they are approved"),
    ("crates/jobs/src/backlog.rs", "jobs of all tenants are counted, by functions of the dispatcher"),
    ("crates/jobs/src/claim.rs", "workers claim jobs of all tenants, by a function of the dispatcher"),
    ("crates/jobs/src/ending.rs", "workers end jobs of all tenants in batches, by functions of the dispatcher"),
    ("crates/jobs/src/figures.rs", "figures per kind and minute, which tell of no tenant"),
    ("crates/jobs/src/housekeeping.rs", "old dead letters of all tenants go, by a function of the dispatcher; old figures go"),
    ("crates/jobs/src/lease.rs", "leases of a worker's jobs, whosever they are, by functions of the dispatcher"),
    ("crates/jobs/src/promote.rs", "jobs of all tenants whose time has come become due, by a function of the dispatcher"),
    ("crates/jobs/src/relay.rs", "processes tell each other of new jobs, by kind alone"),
    ("crates/jobs/src/schedule.rs", "schedules, which tell of no tenant, and the ids of all tenants that they fan out to"),
    ("crates/chatbots/src/public.rs", "a widget's public key tells which tenant it is, by a function that tells nothing else"),
    ("crates/server/src/demo/page.rs", "what the installation remembers of the demo"),
    ("crates/server/src/demo/seed.rs", "what the installation remembers of the demo"),
    ("crates/server/src/status.rs", "whether the database answers, its version and its migrations"),
];

fn users(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            users(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            if text.lines().any(|line| !line.trim_start().starts_with("//") && line.contains(".outside_tenants()")) {
                found.insert(path.strip_prefix(project()).unwrap().to_string_lossy().into_owned());
            }
        }
    }
}

#[test]
fn whoever_goes_outside_of_tenants_has_said_why() {
    let mut found = BTreeSet::new();
    users(&project().join("crates"), &mut found);
    let known: BTreeSet<String> = USES.iter().map(|(file, _)| (*file).to_owned()).collect();
    let unknown: Vec<_> = found.difference(&known).collect();
    assert!(
        unknown.is_empty(),
        "{unknown:?} use Db::outside_tenants; say in this test what for, or go through a tenant, a person or an operator"
    );
    let gone: Vec<_> = known.difference(&found).collect();
    assert!(gone.is_empty(), "{gone:?} do not go outside of tenants any more");
    assert!(USES.iter().all(|(_, why)| why.len() > 20));
}
