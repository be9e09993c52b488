//! `dealsmart doctor`: looks at everything that DealSmart needs, and says how to mend what is wrong.

use crate::{
    assets,
    database::{Database, MIGRATIONS},
    settings::Settings,
    wiring,
};
use std::{path::Path, process::ExitCode};

struct Findings {
    wrong: usize,
}

impl Findings {
    fn good(&self, what: &str) {
        println!("  ok     {what}");
    }
    fn note(&self, what: &str) {
        println!("  note   {what}");
    }
    fn wrong(&mut self, what: &str, cure: &str) {
        println!("  WRONG  {what}\n         {cure}");
        self.wrong = self.wrong.saturating_add(1);
    }
}

pub fn run(settings: Settings) -> ExitCode {
    let mut findings = Findings { wrong: 0 };
    println!("Settings");
    let problems = settings.problems();
    for problem in &problems {
        findings.wrong(problem, "Set it in the environment or as a flag; .env.example says what each means.");
    }
    if problems.is_empty() {
        findings.good("all settings can be used");
    }
    println!("Files");
    check_files(&settings, &mut findings);
    println!("Database");
    let _ = rustls::crypto::ring::default_provider().install_default();
    match tokio::runtime::Runtime::new() {
        Ok(runtime) => {
            runtime.block_on(check_database(&settings, &mut findings));
            println!("Mail");
            runtime.block_on(check_mail(&settings, &mut findings));
        }
        Err(error) => findings.wrong(&format!("no runtime: {error}"), "Look at the limits of this user (ulimit -a)."),
    }
    println!("Models");
    match settings.ai() {
        Ok(ai) if ai.providers.is_empty() => findings.note("no model service is set: the built-in answerer quotes the documents. Set OPENAI_API_KEY, ANTHROPIC_API_KEY or OLLAMA_BASE_URL for written answers."),
        Ok(ai) => findings.good(&format!("{} model service(s) set; GET /api/v1/ai/providers shows how they are", ai.providers.len())),
        Err(_) => {}
    }
    if findings.wrong == 0 {
        println!("Everything is in order.");
        ExitCode::SUCCESS
    } else {
        println!("{} thing(s) to mend.", findings.wrong);
        ExitCode::FAILURE
    }
}

fn check_files(settings: &Settings, findings: &mut Findings) {
    if assets::has_web_app() {
        findings.good("the web app is in this binary");
    } else {
        findings.wrong(
            "this binary has no web app",
            "Build web/ and widget/ (npm ci && npm run build), then build again; ./run does all of it.",
        );
    }
    let model = settings.tools_dir.join("models/all-minilm-l6-v2/model.safetensors");
    if model.exists() {
        findings.good("the embedding model is there");
    } else {
        findings.wrong(&format!("no embedding model at {}", model.display()), "Run: python3 setup");
    }
    match writable(&settings.data_dir) {
        Ok(()) => findings.good(&format!("the data folder {} can be written", settings.data_dir.display())),
        Err(error) => findings.wrong(
            &format!("the data folder {} cannot be written: {error}", settings.data_dir.display()),
            "Create it, give it to this user, or set DEALSMART_DATA_DIR.",
        ),
    }
    match rustix::fs::statvfs(if settings.data_dir.exists() { settings.data_dir.as_path() } else { Path::new(".") }) {
        Ok(disk) => {
            let free = disk.f_bavail.saturating_mul(disk.f_frsize) / 1_048_576;
            if free < 1_024 {
                findings.wrong(&format!("only {free} MiB are free"), "Make room: PostgreSQL stops when the disk is full.");
            } else {
                findings.good(&format!("{} GiB are free", free / 1_024));
            }
        }
        Err(error) => findings.note(&format!("free space is not known: {error}")),
    }
    if settings.database_url.is_none() {
        let postgres = settings.tools_dir.join("postgres/bin/postgres");
        if postgres.exists() {
            findings.good("the private PostgreSQL is installed");
        } else {
            findings.wrong(&format!("no PostgreSQL at {}", postgres.display()), "Run: python3 setup, or set DATABASE_URL.");
        }
    }
}

fn writable(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let probe = folder.join(".doctor");
    std::fs::write(&probe, b"x")?;
    std::fs::remove_file(probe)
}

async fn check_mail(settings: &Settings, findings: &mut Findings) {
    // What is wrong with the settings themselves was said above.
    let Ok(mailer) = wiring::mailer(settings) else { return };
    if !mailer.delivers() {
        return findings
            .note("no mail server is set: letters are kept in the outbox, at /outbox. Set SMTP_URL and DEALSMART_MAIL_FROM to send them.");
    }
    match mailer.check().await {
        Ok(()) => findings.good("the mail server lets us in"),
        Err(reason) => findings.wrong(&reason, "Check SMTP_URL: host, port, user, password, and that the server allows this machine."),
    }
}

async fn check_database(settings: &Settings, findings: &mut Findings) {
    let database = match Database::beside(settings).await {
        Ok(database) => database,
        Err(error) => {
            return findings.wrong(
                &format!("{error:#}"),
                "Until then nothing works. The log of the private PostgreSQL is postgres.log in the data folder.",
            );
        }
    };
    match database.owner_connection().await {
        Ok(mut owner) => {
            let version: Result<String, _> = sqlx::query_scalar("SHOW server_version").fetch_one(&mut owner).await;
            findings.good(&format!("PostgreSQL {} answers", version.unwrap_or_default()));
            for extension in ["vector", "pg_trgm"] {
                let there: Result<bool, _> = sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = $1)")
                    .bind(extension)
                    .fetch_one(&mut owner)
                    .await;
                if there.unwrap_or(false) {
                    findings.good(&format!("the extension {extension} is there"));
                } else {
                    findings.wrong(
                        &format!("the extension {extension} is missing"),
                        "Install pgvector and the PostgreSQL contrib package on the server.",
                    );
                }
            }
            let applied: Vec<i64> =
                sqlx::query_scalar("SELECT version FROM _sqlx_migrations WHERE success").fetch_all(&mut owner).await.unwrap_or_default();
            let missing = MIGRATIONS.iter().filter(|migration| !applied.contains(&migration.version)).count();
            if missing == 0 {
                findings.good("all migrations are applied");
            } else {
                findings.note(&format!("{missing} migration(s) are not applied yet; `serve` and `migrate` apply them"));
            }
        }
        Err(error) => findings
            .wrong(&format!("{error:#}"), "Check DATABASE_URL: host, port, user, password, and that the server allows this machine."),
    }
    match database.pool(1, "dealsmart doctor").await {
        Ok(pool) => {
            let bypass: Result<bool, _> =
                sqlx::query_scalar("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user").fetch_one(&pool).await;
            match bypass {
                Ok(false) => findings.good("the program's role is kept to its tenant by row-level security"),
                Ok(true) => findings.wrong(
                    "the program's role bypasses row-level security",
                    "Give DATABASE_PROGRAM_URL a role without SUPERUSER and BYPASSRLS.",
                ),
                Err(error) => findings.wrong(&format!("the program's role cannot query: {error}"), "Run: dealsmart migrate"),
            }
            pool.close().await;
        }
        Err(error) => findings.wrong(&format!("{error:#}"), "Run: dealsmart migrate, which makes the role dealsmart_program."),
    }
    if let Some(private) = &database.private {
        let _ = private.stop().await;
    }
}
