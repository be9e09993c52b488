//! Requests to addresses that a workspace gave. They may not reach into the network that the program runs in
//! (server-side request forgery): https only, names are resolved here, internal addresses are left out, and the
//! connection goes to one of those that are left, so that a name that answers differently a moment later gains nothing.

use super::{USER_AGENT, addresses::is_public};
use axum::http::{Request, Response};
use reqwest::{
    Url,
    dns::{Addrs, Name, Resolve, Resolving},
};
use std::{net::IpAddr, sync::Arc, time::Duration};

/// More than any document that is asked for here.
const MOST_BODY_BYTES: usize = 1024 * 1024;

/// Hosts of the own network that workspaces may call all the same, also without TLS: the operator names them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PrivateHosts(Arc<[(String, Option<u16>)]>);

impl PrivateHosts {
    /// From `host`, `host:port` or `[v6]:port`, separated by commas.
    ///
    /// # Errors
    /// What is none of these.
    pub fn parse(text: &str) -> Result<Self, String> {
        text.split(',')
            .map(str::trim)
            .filter(|entry| !entry.is_empty())
            .map(|entry| {
                // As an address's authority, so that all spellings of a host are one.
                let url = Url::parse(&format!("http://{entry}/")).map_err(|_| entry.to_owned())?;
                let plain = url.path() == "/" && url.username().is_empty() && url.password().is_none() && url.query().is_none();
                let host = url.host_str().filter(|_| plain).ok_or_else(|| entry.to_owned())?;
                // Port 80 is the one that an address does not say.
                let port = url.port().or_else(|| entry.ends_with(":80").then_some(80));
                Ok((host.to_owned(), port))
            })
            .collect::<Result<Vec<_>, _>>()
            .map(|hosts| Self(hosts.into()))
    }

    fn names(&self, url: &Url) -> bool {
        let (host, port) = (url.host_str(), url.port_or_known_default());
        self.0.iter().any(|(name, only)| Some(name.as_str()) == host && only.is_none_or(|only| Some(only) == port))
    }
}

/// Why nothing came back.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    #[error("the address is not valid")]
    Address,
    #[error("the address must begin with https://")]
    NotHttps,
    #[error("the address leads into an internal network")]
    Internal,
    #[error("the answer is larger than {MOST_BODY_BYTES} bytes")]
    TooLarge,
    #[error("no answer in time")]
    Timeout,
    #[error("the connection failed")]
    Failed(#[source] reqwest::Error),
}

/// Sends single requests and reads small answers.
#[derive(Debug, Clone)]
pub struct Caller {
    open: reqwest::Client,
    /// For what is not the operator's own choice.
    guarded: Option<(reqwest::Client, PrivateHosts)>,
}

impl Caller {
    /// Calls whatever the operator configured.
    ///
    /// # Errors
    /// When the system's certificates cannot be loaded.
    pub fn trusting(timeout: Duration) -> anyhow::Result<Self> {
        Ok(Self { open: super::provider_client(timeout)?, guarded: None })
    }

    /// Calls addresses that others gave: none of the internal network, save the hosts that the operator names.
    ///
    /// # Errors
    /// When the system's certificates cannot be loaded.
    #[allow(clippy::disallowed_methods, reason = "one of the places that build clients")]
    pub fn guarded(timeout: Duration, private: PrivateHosts) -> anyhow::Result<Self> {
        let client = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .connect_timeout(Duration::from_secs(5))
            .timeout(timeout)
            .redirect(reqwest::redirect::Policy::none())
            // A proxy would resolve the name by itself.
            .no_proxy()
            .https_only(true)
            .dns_resolver(Arc::new(PublicOnly))
            .build()?;
        Ok(Self { open: super::provider_client(timeout)?, guarded: Some((client, private)) })
    }

    /// # Errors
    /// When the address may not be called, nothing answers in time, or the answer is too large.
    pub async fn call(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, CallError> {
        let (response, whole) = self.send(request, MOST_BODY_BYTES).await?;
        if whole { Ok(response) } else { Err(CallError::TooLarge) }
    }

    /// As [`Caller::call`], with no more than the first `most` bytes of the answer; the rest is not read.
    ///
    /// # Errors
    /// When the address may not be called, or nothing answers in time.
    pub async fn beginning(&self, request: Request<Vec<u8>>, most: usize) -> Result<Response<Vec<u8>>, CallError> {
        self.send(request, most).await.map(|(response, _)| response)
    }

    /// Whether an address may be called, as far as it says so itself: what its name leads to is looked at with every call.
    ///
    /// # Errors
    /// When it may not.
    pub fn check(&self, url: &Url) -> Result<(), CallError> {
        self.client_for(url).map(|_| ())
    }

    /// The answer, and whether that is all of it.
    async fn send(&self, request: Request<Vec<u8>>, most: usize) -> Result<(Response<Vec<u8>>, bool), CallError> {
        let (parts, body) = request.into_parts();
        let url = Url::parse(&parts.uri.to_string()).map_err(|_| CallError::Address)?;
        let client = self.client_for(&url)?;
        let sent = client.request(parts.method, url).headers(parts.headers).body(body).send().await;
        let mut answer = sent.map_err(explained)?;
        let mut response = Response::builder().status(answer.status());
        if let Some(headers) = response.headers_mut() {
            headers.clone_from(answer.headers());
        }
        let (mut body, mut whole) = (Vec::new(), true);
        while let Some(bytes) = answer.chunk().await.map_err(explained)? {
            let room = most.saturating_sub(body.len());
            whole = bytes.len() <= room;
            body.extend(bytes.into_iter().take(room));
            if !whole {
                break;
            }
        }
        Ok((response.body(body).map_err(|_| CallError::Address)?, whole))
    }

    fn client_for(&self, url: &Url) -> Result<&reqwest::Client, CallError> {
        let Some((guarded, private)) = &self.guarded else { return Ok(&self.open) };
        if private.names(url) {
            return Ok(&self.open);
        }
        if url.scheme() != "https" {
            return Err(CallError::NotHttps);
        }
        // A number instead of a name is not resolved, so it is looked at here; the parser knows every spelling of it.
        let host = url.host_str().ok_or(CallError::Address)?;
        match host.trim_matches(['[', ']']).parse::<IpAddr>() {
            Ok(address) if !is_public(address) => Err(CallError::Internal),
            _ => Ok(guarded),
        }
    }
}

/// What went wrong, without the address: its query may carry secrets.
fn explained(error: reqwest::Error) -> CallError {
    let mut cause: Option<&dyn std::error::Error> = Some(&error);
    while let Some(inner) = cause {
        if inner.is::<OnlyInternal>() {
            return CallError::Internal;
        }
        cause = inner.source();
    }
    if error.is_timeout() { CallError::Timeout } else { CallError::Failed(error.without_url()) }
}

#[derive(Debug, thiserror::Error)]
#[error("the name has no public address")]
struct OnlyInternal;

/// Resolves names to their public addresses.
struct PublicOnly;

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let all: Vec<_> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let public: Vec<_> = all.into_iter().filter(|address| is_public(address.ip())).collect();
            if public.is_empty() {
                return Err(OnlyInternal.into());
            }
            Ok::<Addrs, _>(Box::new(public.into_iter()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpListener,
    };

    fn guarded(private: &str) -> Caller {
        let _ = rustls::crypto::ring::default_provider().install_default();
        Caller::guarded(Duration::from_secs(5), PrivateHosts::parse(private).unwrap()).unwrap()
    }

    async fn ask(caller: &Caller, url: &str) -> Result<Response<Vec<u8>>, CallError> {
        caller.call(Request::get(url).body(Vec::new()).unwrap()).await
    }

    /// Answers every connection with one body.
    async fn server(body: Vec<u8>) -> std::net::SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        #[allow(clippy::disallowed_methods, reason = "a server of this test")]
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut request = [0; 2048];
                let _ = stream.read(&mut request).await;
                let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
                let _ = stream.write_all(&[head.as_bytes(), &body].concat()).await;
            }
        });
        address
    }

    #[tokio::test]
    async fn internal_addresses_are_refused_however_they_are_written() {
        let caller = guarded("");
        for url in [
            "https://127.0.0.1/",
            "https://127.1/",
            "https://2130706433/",
            "https://0x7f.0.0.1/",
            "https://[::1]/",
            "https://[::ffff:10.0.0.1]/",
            "https://169.254.169.254/latest/meta-data/",
            "https://10.1.2.3:8443/",
            // A name that leads inside.
            "https://localhost/",
        ] {
            assert!(matches!(ask(&caller, url).await, Err(CallError::Internal)), "{url}");
        }
        for url in ["http://example.com/", "ftp://example.com/"] {
            assert!(matches!(ask(&caller, url).await, Err(CallError::NotHttps | CallError::Address)), "{url}");
        }
    }

    #[tokio::test]
    async fn a_named_host_is_called_on_its_port_only() {
        let address = server(b"here".to_vec()).await;
        let caller = guarded(&format!("login.corp.example, 127.0.0.1:{}", address.port()));
        assert_eq!(ask(&caller, &format!("http://{address}/")).await.unwrap().body(), b"here");
        let other = server(b"not here".to_vec()).await;
        assert!(matches!(ask(&caller, &format!("http://{other}/")).await, Err(CallError::NotHttps)));
        assert!(matches!(ask(&caller, &format!("https://{other}/")).await, Err(CallError::Internal)));
    }

    #[tokio::test]
    async fn large_answers_are_not_read() {
        let address = server(vec![b'a'; MOST_BODY_BYTES + 1]).await;
        let caller = guarded(&address.to_string());
        assert!(matches!(ask(&caller, &format!("http://{address}/")).await, Err(CallError::TooLarge)));
    }

    #[test]
    fn hosts_are_read_and_junk_is_named() {
        let hosts = PrivateHosts::parse(" Login.Corp.Example , 10.0.3.7:8443, [fd00::7]:80,").unwrap();
        let names = |url: &str| hosts.names(&Url::parse(url).unwrap());
        assert!(names("https://login.corp.example/") && names("http://login.corp.example:8080/"));
        assert!(names("https://10.0.3.7:8443/x") && !names("https://10.0.3.7/"));
        assert!(names("http://[fd00::7]/") && !names("https://[fd00::7]/"));
        assert!(!names("https://evil-login.corp.example/"));
        assert_eq!(PrivateHosts::parse(""), Ok(PrivateHosts::default()));
        for junk in ["a b", "host/path", "user@host", "host:port"] {
            assert!(PrivateHosts::parse(junk).is_err(), "{junk}");
        }
    }
}
