//! `kill -9` between a request's effect and its answer: who sends it again gets one effect and its answer.

use bench::crash::{Plan, Program};
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    net::TcpListener,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use testkit::{Api, PASSWORD, project};
use tokio::task::{JoinSet, LocalSet};

const KILLS: usize = 8;
const SENDERS: usize = 4;

/// Sends until it is answered, as a careful client does. Gives the id that was promised.
async fn until_answered(api: &Api, key: &str) -> String {
    let body = json!({ "contact": { "email": "crash@x.example" }, "content": key });
    loop {
        let request = api.request(reqwest::Method::POST, "/conversations").header("idempotency-key", key).json(&body);
        match api.try_send(request).await {
            Some(reply) if reply.status == 201 => return reply.json["data"]["id"].as_str().unwrap().to_owned(),
            // The database restarts, or the first of its kind is still under way.
            Some(reply) => assert!([409, 429, 500, 503].contains(&reply.status), "{}", reply.text),
            None => {}
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[test]
fn kills_between_effect_and_answer_leave_one_effect_and_its_answer() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let binary = testkit::parser_binary().expect("the program is built: cargo build -p server");
    let data_dir = std::env::temp_dir().join(format!("dealsmart-repeats-test-{}", std::process::id()));
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let tools = std::env::var("DEALSMART_TOOLS_DIR").unwrap_or_else(|_| project().join(".dealsmart").display().to_string());
    let plan = Plan {
        binary,
        data_dir: data_dir.clone(),
        port,
        rounds: KILLS,
        writers: 0,
        askers: 0,
        environment: vec![("DEALSMART_TOOLS_DIR".into(), tools)],
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    LocalSet::new().block_on(&runtime, carry_out(&plan));
    std::fs::remove_dir_all(&data_dir).unwrap();
}

async fn carry_out(plan: &Plan) {
    let mut program = Program::start(plan).await.unwrap();
    let api = Api::new(format!("127.0.0.1:{}", plan.port).parse().unwrap());
    let account = json!({ "email": "owner@x.example", "password": PASSWORD, "name": "Owner", "workspace": "Crash" });
    let session = api.post("/auth/register", account).await.ok(201);
    let owner = api.with_token(session["access_token"].as_str().unwrap());

    let answered = Arc::new(AtomicUsize::new(0));
    let mut senders = JoinSet::new();
    let stop = Arc::new(AtomicUsize::new(0));
    for sender in 0..SENDERS {
        let (owner, answered, stop) = (owner.clone(), Arc::clone(&answered), Arc::clone(&stop));
        senders.spawn_local(async move {
            let mut promised = Vec::new();
            while stop.load(Ordering::SeqCst) == 0 {
                let key = format!("{sender}-{}", promised.len());
                promised.push((key.clone(), until_answered(&owner, &key).await));
                answered.fetch_add(1, Ordering::SeqCst);
            }
            promised
        });
    }
    for round in 0..KILLS {
        // Each kill falls into a stream of requests.
        let enough = answered.load(Ordering::SeqCst) + 15;
        while answered.load(Ordering::SeqCst) < enough {
            tokio::time::sleep(Duration::from_millis(1 + u64::try_from(round).unwrap())).await;
        }
        if round % 2 == 0 {
            program.kill_and_restart().await.unwrap();
        } else {
            program.kill_postgres().unwrap();
        }
    }
    let enough = answered.load(Ordering::SeqCst) + 15;
    while answered.load(Ordering::SeqCst) < enough {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    stop.store(1, Ordering::SeqCst);
    let promised: Vec<(String, String)> = senders.join_all().await.into_iter().flatten().collect();

    let mut there: HashMap<String, Vec<String>> = HashMap::new();
    let mut cursor = String::new();
    loop {
        let page = owner.get(&format!("/conversations?limit=200{cursor}")).await;
        for conversation in page.expect(200).json["data"].as_array().unwrap() {
            let content = owner.get(&format!("/conversations/{}/messages", conversation["id"].as_str().unwrap())).await;
            let content = content.json["data"][0]["content"].as_str().unwrap().to_owned();
            there.entry(content).or_default().push(conversation["id"].as_str().unwrap().to_owned());
        }
        match &page.json["page"]["next_cursor"] {
            Value::String(next) => cursor = format!("&cursor={next}"),
            _ => break,
        }
    }
    assert!(promised.len() >= KILLS * 15, "{}", promised.len());
    assert_eq!(there.len(), promised.len());
    for (key, id) in promised {
        assert_eq!(there[&key], [id], "{key} was done once, and is what was promised");
    }
    assert!(program.stop().await.unwrap());
}
