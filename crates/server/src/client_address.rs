//! Where a request really comes from. Proxies in front say so in a header, which anybody else may write as well; so it is
//! read from its end, where the nearest proxy wrote, and only as far as those who wrote it are trusted.

use axum::http::{HeaderMap, header};
use ipnet::IpNet;
use std::net::{IpAddr, SocketAddr};

/// Entries that are looked at; more is somebody's game.
const MOST_HOPS: usize = 32;

#[derive(Debug, Clone, Default)]
pub struct Proxies {
    pub networks: Vec<IpNet>,
    /// `Forwarded` (RFC 7239) in place of `X-Forwarded-For`. One alone is read: a proxy passes on the other as the client sent it.
    pub forwarded: bool,
}

impl Proxies {
    fn trusts(&self, address: IpAddr) -> bool {
        self.networks.iter().any(|network| network.contains(&address))
    }

    /// The client's address.
    #[must_use]
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer.to_canonical();
        if !self.trusts(client) {
            return client;
        }
        for hop in self.hops(headers).into_iter().rev().take(MOST_HOPS) {
            // Junk, "unknown" or a hidden name: whoever it was, the proxy behind it is the last that is known.
            let Some(address) = hop else { break };
            client = address;
            if !self.trusts(client) {
                break;
            }
        }
        client
    }

    /// The addresses in the header's order, over all its lines.
    fn hops(&self, headers: &HeaderMap) -> Vec<Option<IpAddr>> {
        let name = if self.forwarded { header::FORWARDED } else { header::HeaderName::from_static("x-forwarded-for") };
        let lines = headers.get_all(name);
        let entries = lines.iter().flat_map(|line| line.to_str().unwrap_or("?").split(','));
        entries.map(|entry| if self.forwarded { forwarded_for(entry) } else { address(entry) }).collect()
    }
}

/// The `for` of an element of `Forwarded`.
fn forwarded_for(element: &str) -> Option<IpAddr> {
    element.split(';').find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        name.trim().eq_ignore_ascii_case("for").then(|| address(value.trim().trim_matches('"')))?
    })
}

/// With or without a port; IPv6 with or without brackets.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let address = bare.parse::<IpAddr>().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|socket| socket.ip()))?;
    Some(address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    fn client(networks: &str, peer: &str, lines: &[(&'static str, &str)]) -> String {
        let proxies = Proxies {
            networks: networks.split_whitespace().map(|network| network.parse().unwrap()).collect(),
            forwarded: lines.iter().any(|(name, _)| *name == "forwarded") && !networks.contains("9.9.9.9/32"),
        };
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, HeaderValue::from_str(value).unwrap());
        }
        proxies.client(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn nobody_else_is_believed() {
        let lie = [("x-forwarded-for", "1.2.3.4")];
        assert_eq!(client("", "203.0.113.9", &lie), "203.0.113.9");
        assert_eq!(client("10.0.0.0/8", "203.0.113.9", &lie), "203.0.113.9");
        assert_eq!(client("10.0.0.0/8", "::ffff:10.1.1.1", &lie), "1.2.3.4");
    }

    #[test]
    fn what_the_client_wrote_in_front_is_not_read() {
        let proxies = "10.0.0.0/8 2001:db8::/32";
        assert_eq!(client(proxies, "10.0.0.1", &[("x-forwarded-for", "1.1.1.1, 198.51.100.7")]), "198.51.100.7");
        assert_eq!(client(proxies, "10.0.0.1", &[("x-forwarded-for", "1.1.1.1, 198.51.100.7, 10.0.0.2")]), "198.51.100.7");
        assert_eq!(client(proxies, "10.0.0.1", &[("x-forwarded-for", "10.9.9.9, 198.51.100.7")]), "198.51.100.7");
        // Another line of the same header goes on where the first ends.
        assert_eq!(client(proxies, "10.0.0.1", &[("x-forwarded-for", "1.1.1.1"), ("x-forwarded-for", "198.51.100.7")]), "198.51.100.7");
        assert_eq!(client(proxies, "10.0.0.1", &[("x-forwarded-for", "1.1.1.1, junk, 10.0.0.2")]), "10.0.0.2");
        assert_eq!(client(proxies, "10.0.0.1", &[("x-forwarded-for", "junk")]), "10.0.0.1");
        assert_eq!(client(proxies, "10.0.0.1", &[]), "10.0.0.1");
        assert_eq!(client(proxies, "10.0.0.1", &[("x-forwarded-for", "10.0.0.3, 10.0.0.2")]), "10.0.0.3", "all are proxies");
    }

    #[test]
    fn the_spellings_of_both_headers_are_read() {
        let proxies = "10.0.0.0/8";
        assert_eq!(client(proxies, "10.0.0.1", &[("x-forwarded-for", "198.51.100.7:4711")]), "198.51.100.7");
        assert_eq!(client(proxies, "10.0.0.1", &[("x-forwarded-for", "[2001:db8::7]:80")]), "2001:db8::7");
        assert_eq!(client(proxies, "10.0.0.1", &[("x-forwarded-for", "2001:db8::7")]), "2001:db8::7");
        let forwarded = "for=1.1.1.1, For=\"[2001:db8::9]:8080\";proto=https;by=10.0.0.1";
        assert_eq!(client(proxies, "10.0.0.1", &[("forwarded", forwarded)]), "2001:db8::9");
        assert_eq!(client(proxies, "10.0.0.1", &[("forwarded", "for=unknown")]), "10.0.0.1");
        // The header that the proxies do not write is the client's.
        let both = [("forwarded", "for=1.1.1.1"), ("x-forwarded-for", "198.51.100.7")];
        assert_eq!(client("10.0.0.0/8 9.9.9.9/32", "10.0.0.1", &both), "198.51.100.7");
    }

    proptest! {
        #[test]
        fn no_header_panics_or_moves_the_stranger(value in "[ -~]{0,100}") {
            prop_assert_eq!(client("10.0.0.0/8", "203.0.113.9", &[("x-forwarded-for", &value)]), "203.0.113.9");
            let _ = client("10.0.0.0/8", "10.0.0.1", &[("x-forwarded-for", &value)]);
            let _ = client("10.0.0.0/8", "10.0.0.1", &[("forwarded", &value)]);
        }
    }
}
