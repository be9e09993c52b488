//! Requests to addresses that a workspace gave. They may not reach into the network that the program runs in
//! (server-side request forgery): https only, names are resolved here, internal addresses are left out, and the
//! connection goes to one of those that are left, so that a name that answers differently a moment later gains nothing.

use super::{USER_AGENT, addresses::is_public};
use axum::http::{Request, Response};
use reqwest::{
    Url,
    dns::{Addrs, Name, Resolve, Resolving},
};
use std::{
    net::{IpAddr, SocketAddr},
    pin::Pin,
    sync::Arc,
    time::Duration,
};

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
    pub fn guarded(timeout: Duration, private: PrivateHosts) -> anyhow::Result<Self> {
        Self::resolving(timeout, private, |name| Box::pin(async move { Ok(tokio::net::lookup_host((name.as_str(), 0)).await?.collect()) }))
    }

    /// As [`Caller::guarded`], with names looked up by `lookup`.
    #[allow(clippy::disallowed_methods, reason = "one of the places that build clients")]
    fn resolving(timeout: Duration, private: PrivateHosts, lookup: Lookup) -> anyhow::Result<Self> {
        let client = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .connect_timeout(Duration::from_secs(5))
            .timeout(timeout)
            .redirect(reqwest::redirect::Policy::none())
            // A proxy would resolve the name by itself.
            .no_proxy()
            .https_only(true)
            .dns_resolver(Arc::new(PublicOnly(lookup)))
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

type Lookup = fn(Name) -> Pin<Box<dyn Future<Output = std::io::Result<Vec<SocketAddr>>> + Send>>;

/// Resolves names to their public addresses.
struct PublicOnly(Lookup);

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        let lookup = (self.0)(name);
        Box::pin(async move {
            let public: Vec<_> = lookup.await?.into_iter().filter(|address| is_public(address.ip())).collect();
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

    /// Spellings of hosts: decimal, octal, hexadecimal, short, with other digits, and IPv6 in its many forms.
    #[rustfmt::skip]
    const INTERNAL: &[&str] = &[
        "127.0.0.1", "127.1", "127.0.1", "127.255.255.254", "2130706433", "017700000001", "0x7f000001", "0x7f.0.0.1", "0x7F.1",
        "0177.0.0.1", "0177.0.0.01", "127.0.0.0x1", "127.000.000.001", "127.0.0.1.", "%31%32%37.0.0.1", "\u{ff11}\u{ff12}\u{ff17}.0.0.1",
        "127\u{3002}0\u{3002}0\u{3002}1", "\u{2460}\u{2461}\u{2466}.0.0.1", "0", "0.0.0.0", "0x0", "00", "0.0.0.1", "10.0.0.1", "10.1",
        "167772161", "012.0.0.1", "0xa.0.0.1", "172.16.0.1", "172.31.255.255", "2886729729", "192.168.0.1", "192.168.1", "0300.0250.0.1",
        "0xc0a80001", "3232235521", "169.254.169.254", "169.254.43518", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "100.64.0.1",
        "100.127.255.255", "0144.0100.0.1", "192.0.0.8", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.19.255.255", "198.51.100.1",
        "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "4294967295", "[::]", "[::1]", "[0:0:0:0:0:0:0:1]", "[0000::0001]",
        "[::127.0.0.1]", "[::7f00:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]", "[::FFFF:10.0.0.1]",
        "[::ffff:a9fe:a9fe]", "[::ffff:0:127.0.0.1]", "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::a9fe:a9fe]", "[64:ff9b::a00:1]",
        "[64:ff9b:1::a00:1]", "[2002:7f00:1::]", "[2002:a00:1::]", "[2002:a9fe:a9fe::1]", "[2001::1]", "[2001:db8::1]", "[3fff::1]",
        "[100::1]", "[fc00::1]", "[fd00:ec2::254]", "[fe80::1]", "[fec0::1]", "[ff02::1]", "[4000::1]", "localhost",
    ];

    #[tokio::test]
    async fn internal_addresses_are_refused_however_they_are_written() {
        let caller = guarded("");
        assert!(INTERNAL.len() >= 80);
        for host in INTERNAL {
            let url = Url::parse(&format!("https://{host}:8443/latest/meta-data/")).unwrap();
            // Names are looked at when they are resolved.
            let refused = if url.host_str().unwrap().starts_with("localhost") {
                ask(&caller, url.as_str()).await.map(|_| ())
            } else {
                caller.check(&url)
            };
            assert!(matches!(refused, Err(CallError::Internal)), "{host}: {refused:?}");
        }
        for host in ["example.com", "1.1.1.1", "8.8.8.8", "134744072", "[2606:4700::1111]", "[64:ff9b::808:808]", "[::ffff:8.8.8.8]"] {
            assert!(caller.check(&Url::parse(&format!("https://{host}/")).unwrap()).is_ok(), "{host}");
        }
        for url in ["http://example.com/", "ftp://example.com/"] {
            assert!(matches!(ask(&caller, url).await, Err(CallError::NotHttps | CallError::Address)), "{url}");
        }
    }

    /// Names as an attacker's server answers for them: another address each time, or several at once.
    fn rebinding(name: Name) -> Pin<Box<dyn Future<Output = std::io::Result<Vec<SocketAddr>>> + Send>> {
        use std::sync::atomic::{AtomicUsize, Ordering};
        static ASKED: AtomicUsize = AtomicUsize::new(0);
        let addresses: &[&str] = match name.as_str() {
            "rebinds.example" if ASKED.fetch_add(1, Ordering::SeqCst) == 0 => &["[2606:4700::1111]:0"],
            "both.example" => &["127.0.0.1:0", "10.0.0.1:0", "[2606:4700::1111]:0", "[::ffff:127.0.0.1]:0"],
            "nat64.example" => &["[64:ff9b::7f00:1]:0"],
            _ => &["127.0.0.1:0", "[::1]:0"],
        };
        Box::pin(std::future::ready(Ok(addresses.iter().map(|address| address.parse().unwrap()).collect())))
    }

    #[tokio::test]
    async fn a_name_is_judged_by_what_it_leads_to_at_each_call() {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let caller = Caller::resolving(Duration::from_secs(2), PrivateHosts::default(), rebinding).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let at = |name: &str| format!("https://{name}:{port}/");
        // Found public, that address is connected to, whatever the name leads to a moment later.
        assert!(matches!(ask(&caller, &at("rebinds.example")).await, Err(CallError::Failed(_) | CallError::Timeout)));
        assert!(matches!(ask(&caller, &at("rebinds.example")).await, Err(CallError::Internal)));
        assert!(matches!(ask(&caller, &at("both.example")).await, Err(CallError::Failed(_) | CallError::Timeout)));
        for name in ["inside.example", "nat64.example"] {
            assert!(matches!(ask(&caller, &at(name)).await, Err(CallError::Internal)), "{name}");
        }
        let nobody = tokio::time::timeout(Duration::from_millis(50), listener.accept()).await;
        assert!(nobody.is_err(), "something connected to the inside");
    }

    #[tokio::test]
    async fn redirects_are_answers_and_not_followed() {
        let inside = server(b"secret".to_vec()).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        #[allow(clippy::disallowed_methods, reason = "a server of this test")]
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let _ = stream.read(&mut [0; 2048]).await;
            let head =
                format!("HTTP/1.1 307 Temporary Redirect\r\nlocation: http://{inside}/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            let _ = stream.write_all(head.as_bytes()).await;
        });
        let answer = ask(&guarded(&address.to_string()), &format!("http://{address}/")).await.unwrap();
        assert_eq!((answer.status().as_u16(), answer.body().len()), (307, 0));
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
