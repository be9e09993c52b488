//! Addresses and requests that no client of ours would make. They go over a bare socket, since clients tidy them up.

use std::net::SocketAddr;
use testkit::TestApp;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// Sends the bytes and gives back all that is answered until the connection ends.
async fn answer(address: SocketAddr, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // The server may refuse before it has read everything.
    let _ = stream.write_all(request).await;
    let mut answer = Vec::new();
    let read = tokio::time::timeout(std::time::Duration::from_secs(20), stream.read_to_end(&mut answer)).await;
    assert!(read.is_ok(), "no end of the answer to {}", String::from_utf8_lossy(&request[..request.len().min(80)]));
    String::from_utf8_lossy(&answer).into_owned()
}

fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0)
}

async fn get(address: SocketAddr, path: &str) -> String {
    answer(address, format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").as_bytes()).await
}

#[tokio::test]
async fn odd_addresses_lead_nowhere() {
    let app = TestApp::builder().without_workers().start().await;
    for path in [
        "/api/v1/nothing-here",
        "/api//v1/conversations",
        "/api/v1/conversations//",
        "/api/v1/%2e%2e/%2e%2e/etc/passwd",
        "/api/v1/../../etc/passwd",
        "/api/v1/conversations/..%2f..%2fmembers",
        "/api/v1/conversations/%00",
        "/api/v1/conversations/%ff",
        "/api/v1/conversations/%",
        "/api/v1/conversations/%zz",
        "/api/v1/widget/%ff/config",
        "/api/v1/widget/%00/config",
        "/api/v1/widget/%E2%80%AE/config",
        "/api/v1/CONVERSATIONS",
        "/api/v2/conversations",
        "/api/v1/widget/x/sources/%ff?quote=eight+characters",
    ] {
        let answer = get(app.address, path).await;
        assert!([400, 401, 404, 422].contains(&status(&answer)), "{path}: {answer:.300}");
        assert!(answer.contains("application/problem+json"), "{path}: {answer:.600}");
        assert!(answer.contains("x-request-id:"), "{path}");
    }
    for file in [
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/assets/..%2f..%2fCargo.toml",
        "/assets/%00",
        "/..%5c..%5cCargo.toml",
        "/assets/%ff",
        "//api/v1/conversations",
    ] {
        let answer = get(app.address, file).await;
        assert!(status(&answer) < 500 && !answer.contains("[workspace]"), "{file}: {answer:.300}");
    }
    let long = get(app.address, &format!("/api/v1/{}", "x".repeat(60_000))).await;
    assert!([404, 414].contains(&status(&long)), "{long:.200}");
    let longer = get(app.address, &format!("/api/v1/{}", "x".repeat(2_000_000))).await;
    assert!([404, 414, 431, 0].contains(&status(&longer)), "{longer:.200}");
}

#[tokio::test]
async fn requests_that_are_none_do_no_harm() {
    let app = TestApp::builder().without_workers().start().await;
    let host = app.address;
    for (what, request) in [
        ("nonsense", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n".to_vec()),
        ("an unknown method", format!("BREW /api/v1/status HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").into_bytes()),
        ("another method", format!("DELETE /api/v1/status HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").into_bytes()),
        ("a header that never ends", [b"GET /api/v1/status HTTP/1.1\r\nX: ".to_vec(), vec![b'a'; 1_000_000]].concat()),
        ("many headers", format!("GET /api/v1/status HTTP/1.1\r\nHost: {host}\r\n{}\r\n", "X: y\r\n".repeat(5_000)).into_bytes()),
        ("a token of strange bytes", [b"GET /api/v1/users/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer \xff\xfe\r\n\r\n".to_vec()].concat()),
        ("a cookie of strange bytes", b"POST /api/v1/auth/refresh HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: dealsmart_refresh=\xff\r\nContent-Length: 0\r\n\r\n".to_vec()),
        ("two lengths", b"POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}".to_vec()),
        ("a negative length", b"POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: -2\r\n\r\n{}".to_vec()),
        ("a broken chunk", b"POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}".to_vec()),
    ] {
        let answer = answer(app.address, &request).await;
        assert!(status(&answer) < 500, "{what}: {answer:.300}");
        assert!(!(200..300).contains(&status(&answer)), "{what}: {answer:.300}");
    }
    // Afterwards it serves as before.
    app.api().get("/status").await.expect(200);
}

#[tokio::test]
async fn a_method_that_an_address_does_not_take_is_named() {
    let app = TestApp::builder().without_workers().start().await;
    let reply = app.api().delete("/status").await;
    assert_eq!(reply.problem(405), "method_not_allowed");
    super::assert_refused(&reply, "DELETE /status");
    let reply = app.api().get("/nothing-here").await;
    super::assert_refused(&reply, "GET /nothing-here");
}
