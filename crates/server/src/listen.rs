//! Connections: accepted, given time to say what they want and no more, ended in order.

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
};
use hyper::{body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto::Builder, graceful::GracefulShutdown},
};
use std::{
    convert::Infallible,
    future::Future,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
};
use tower::ServiceExt;
use tower_http::timeout::TimeoutBody;

/// How long the parts of a request may take.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// From the connection to the end of its first request's headers.
    pub first: Duration,
    /// From one request to the end of the next one's headers. Longer than proxies keep idle connections.
    pub between: Duration,
    /// Between two pieces of a body.
    pub body: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { first: Duration::from_secs(15), between: Duration::from_secs(75), body: Duration::from_secs(30) }
    }
}

/// Serves until `stop`, then lets what is under way end.
pub async fn serve(listener: TcpListener, router: Router, patience: Patience, stop: impl Future<Output = ()>) {
    let graceful = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    tokio::pin!(stop);
    loop {
        let accepted = tokio::select! {
            () = &mut stop => break,
            Some(_) = connections.join_next(), if !connections.is_empty() => continue,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => {
                // Small frames must not wait for one another.
                if let Err(error) = stream.set_nodelay(true) {
                    tracing::debug!(%error, "could not turn off Nagle's algorithm");
                }
                connections.spawn(connection(stream, peer, router.clone(), patience, graceful.watcher()));
            }
            Err(error) => {
                // Out of files, mostly: some will close.
                tracing::warn!(%error, "could not accept a connection");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
    drop(listener);
    graceful.shutdown().await;
}

async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    patience: Patience,
    watcher: hyper_util::server::graceful::Watcher,
) {
    let spoke = Arc::new(AtomicBool::new(false));
    let heard = Arc::clone(&spoke);
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        heard.store(true, Ordering::Relaxed);
        let mut request: Request = request.map(|body| Body::new(TimeoutBody::new(patience.body, body)));
        request.extensions_mut().insert(ConnectInfo(peer));
        let router = router.clone();
        async move { Ok::<_, Infallible>(router.oneshot(request).await.unwrap_or_else(|never| match never {})) }
    });
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(patience.between);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(128)
        .keep_alive_interval(Some(Duration::from_secs(20)))
        .keep_alive_timeout(Duration::from_secs(20))
        .enable_connect_protocol();
    let served = watcher.watch(builder.serve_connection_with_upgrades(TokioIo::new(stream), service).into_owned());
    tokio::pin!(served);
    let first = tokio::time::timeout(patience.first, served.as_mut()).await;
    let ended = match first {
        Ok(ended) => ended,
        Err(_) if !spoke.load(Ordering::Relaxed) => {
            tracing::debug!("a connection said nothing whole in time");
            return;
        }
        Err(_) => served.await,
    };
    if let Err(error) = ended {
        tracing::trace!(%error, "a connection ended");
    }
}
