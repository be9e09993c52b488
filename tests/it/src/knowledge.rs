//! Documents, from upload to removal, and questions to them.

use serde_json::{Value, json};
use testkit::{TestApp, wait_until};

const TOWING: &str = "# Towing\n\nThe Fjell estate tows 1,800 kg with a braked trailer. The tow bar costs 640 dollars fitted.\n";
const QUESTION: &str = "How heavy a trailer can the Fjell estate tow?";

#[tokio::test]
async fn a_document_answers_questions_until_it_is_removed() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let mut socket = owner.socket(None).await;
    let document = owner.upload_and_wait("towing.md", TOWING.as_bytes()).await;
    assert_eq!(
        (&document["status"], &document["progress"], &document["media_type"]),
        (&json!("ready"), &json!(100), &json!("text/markdown")),
        "{document}"
    );
    assert!(document["chunk_count"].as_i64().unwrap() >= 1);
    socket.until("the document is ready", |f| f["type"] == "document.updated" && f["data"]["status"] == "ready").await;
    let path = format!("/knowledge/documents/{}", document["id"].as_str().unwrap());
    assert_eq!(owner.get(&format!("{path}/content")).await.text, TOWING, "the original file");
    assert!(owner.get(&format!("{path}/chunks")).await.list()[0]["content"].as_str().unwrap().contains("1,800 kg"));

    let answer = owner.post("/rag/query", json!({ "question": QUESTION })).await.ok(200);
    assert_eq!(answer["grounded"], true, "{answer}");
    assert!(answer["answer"].as_str().unwrap().contains("1,800 kg"));
    let citation = &answer["citations"][0];
    assert_eq!(citation["document_id"], document["id"]);
    let text = TOWING.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        text.contains(&citation["quote"].as_str().unwrap().split_whitespace().collect::<Vec<_>>().join(" ")),
        "the exact words: {citation}"
    );
    let found = owner.get("/rag/context?q=trailer").await.list();
    assert_eq!(found[0]["document_id"], document["id"]);

    let unknown = owner.post("/rag/query", json!({ "question": "Who won the chess championship of 1972?" })).await.ok(200);
    assert_eq!((&unknown["grounded"], &unknown["citations"]), (&json!(false), &json!([])), "{unknown}");

    owner.delete(&path).await.expect(204);
    assert_eq!(owner.get(&path).await.problem(404), "not_found");
    assert!(owner.get("/rag/context?q=trailer").await.list().is_empty());
    let gone = owner.post("/rag/query", json!({ "question": QUESTION })).await.ok(200);
    assert_eq!((&gone["grounded"], &gone["citations"]), (&json!(false), &json!([])), "{gone}");
}

#[tokio::test]
async fn the_same_file_twice_is_one_document() {
    let app = TestApp::builder().without_workers().start().await;
    let owner = app.register("Northwind").await;
    let other = app.register("Southwind").await;
    let first = owner.upload("towing.md", TOWING.as_bytes()).await;
    assert_eq!(first.header("x-dealsmart-duplicate"), "");
    let first = first.ok(202);
    let again = owner.upload("another-name.md", TOWING.as_bytes()).await;
    assert_eq!(again.header("x-dealsmart-duplicate"), "true");
    assert_eq!(again.ok(200)["id"], first["id"]);
    assert_eq!(owner.get("/knowledge/documents").await.list().len(), 1);
    // Another workspace's copy is its own.
    let theirs = other.upload("towing.md", TOWING.as_bytes()).await.ok(202);
    assert_ne!(theirs["id"], first["id"]);
    // Twice at the same moment, too.
    let both = futures_util::future::join_all((0..6).map(|_| owner.upload("both.md", b"# Both\n\nUploaded by two at once.\n"))).await;
    assert_eq!(both.iter().filter(|r| r.status == 202).count(), 1, "{:?}", both.iter().map(|r| r.status).collect::<Vec<_>>());
    assert!(both.iter().all(|r| r.status == 202 || r.status == 200));
    assert_eq!(owner.get("/knowledge/documents").await.list().len(), 2);
}

#[tokio::test]
async fn reading_again_keeps_the_answers() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let document = owner.upload_and_wait("towing.md", TOWING.as_bytes()).await;
    let id = document["id"].as_str().unwrap();
    owner.post(&format!("/knowledge/documents/{id}/reprocess"), Value::Null).await.ok(202);
    let again = owner.settled(id).await;
    assert_eq!((&again["status"], &again["chunk_count"]), (&json!("ready"), &document["chunk_count"]));
    assert_eq!(owner.get(&format!("/knowledge/documents/{id}/chunks")).await.list().len(), 1);
}

#[tokio::test]
async fn documents_are_listed_by_state_and_name() {
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    owner.upload_and_wait("towing.md", TOWING.as_bytes()).await;
    owner.upload_and_wait("100%_sure.md", b"# Sure\n\nThis one is about certainty and percentages.\n").await;
    for (query, count) in [
        ("", 2),
        ("?status=ready", 2),
        ("?status=failed", 0),
        ("?q=towing", 1),
        ("?q=TOW", 1),
        ("?q=%25", 1),
        ("?q=_", 1),
        ("?q=nothing", 0),
    ] {
        assert_eq!(owner.get(&format!("/knowledge/documents{query}")).await.list().len(), count, "{query}");
    }
}

#[tokio::test]
async fn prices_come_from_the_catalogue_as_it_is_now() {
    use contracts::catalogue::{CatalogueEntry, Money};
    let app = TestApp::start().await;
    let owner = app.register("Northwind").await;
    let write = async |amount: i64| {
        let entry = CatalogueEntry {
            sku: "FJ-1".into(),
            name: "Fjell Estate Touring".into(),
            kind: "vehicle".into(),
            price: Money { amount, currency: "USD".into() },
            stock: 2,
            attributes: json!({ "fuel": "diesel" }),
            url: None,
        };
        let mut tx = app.app.kernel.db.tenant(&TestApp::ctx(owner.tenant_id)).await.unwrap();
        app.app.catalogue.upsert(&mut tx, &[entry]).await.unwrap();
        tx.commit().await.unwrap();
    };
    for (amount, shown) in [(3_150_000, "31,500"), (2_990_000, "29,900")] {
        write(amount).await;
        let answer = wait_until("the catalogue answers", || async {
            let answer = owner.post("/rag/query", json!({ "question": "What does the Fjell Estate Touring cost?" })).await.ok(200);
            (answer["grounded"] == true).then_some(answer)
        })
        .await;
        assert!(answer["answer"].as_str().unwrap().contains(shown), "{answer}");
    }
}
