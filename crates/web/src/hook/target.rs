//! Where may be sent to: the hosts that whoever keeps the server has listed, and nowhere else. A name that leads to this
//! machine or into a private network is not followed unless the very address is listed too, so that no name can be turned
//! against what stands beside the server.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use axum::http::Uri;

/// The longest address of a hook.
const ADDRESS_MAX: usize = 500;

/// A host that may be sent to, and its port if that is not the usual one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookHost {
    host: String,
    port: Option<u16>,
}

impl std::fmt::Display for WebhookHost {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.host)?;
        self.port.map_or(Ok(()), |port| write!(f, ":{port}"))
    }
}

impl FromStr for WebhookHost {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // As part of an address, so that a list is read by the same rules as what is compared with it.
        let target = Target::read(&format!("http://{text}/")).filter(|target| target.path == "/");
        let target = target.ok_or_else(|| format!("`{text}` is no HOST or HOST:PORT"))?;
        Ok(Self { host: target.host, port: target.port })
    }
}

/// The address of a hook, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    host: String,
    port: Option<u16>,
    usual: u16,
    path: String,
}

impl Target {
    /// Reads an address; nothing if it is none at which a hook could be.
    pub(crate) fn read(text: &str) -> Option<Self> {
        if text.len() > ADDRESS_MAX || !text.is_ascii() {
            return None;
        }
        Self::of(&text.parse().ok()?)
    }

    /// The target that an address is, if it is one.
    pub(crate) fn of(uri: &Uri) -> Option<Self> {
        let usual = match uri.scheme_str()? {
            "https" => 443,
            "http" => 80,
            _ => return None,
        };
        let authority = uri.authority().filter(|authority| !authority.as_str().contains('@'))?;
        let host = authority.host().to_ascii_lowercase();
        (!host.is_empty()).then(|| Self {
            host,
            port: authority.port_u16(),
            usual,
            path: uri.path().to_owned(),
        })
    }

    fn port(&self) -> u16 {
        self.port.unwrap_or(self.usual)
    }
}

impl WebhookHost {
    fn covers(&self, target: &Target) -> bool {
        let same = match (address(&self.host), address(&target.host)) {
            (Some(one), Some(other)) => one == other,
            _ => self.host == target.host,
        };
        same && self.port.unwrap_or(target.usual) == target.port()
    }
}

/// The number that a host is, if it is no name.
fn address(host: &str) -> Option<IpAddr> {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare.parse::<IpAddr>().ok().map(|address| address.to_canonical())
}

/// Whether anything may be sent to a target.
pub(crate) fn may_send(listed: &[WebhookHost], target: &Target) -> bool {
    listed.iter().any(|host| host.covers(target))
}

/// Whether a target may be reached where its name leads to.
pub(super) fn may_reach(listed: &[WebhookHost], target: &Target, at: IpAddr) -> bool {
    let at = at.to_canonical();
    is_public(at)
        || listed
            .iter()
            .any(|host| address(&host.host) == Some(at) && host.port.unwrap_or(target.usual) == target.port())
}

/// Whether an address is one of the public internet.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    // RFC 6890, and what replaced parts of it.
    let [first, second, third, _] = address.octets();
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        || first == 0
        || first >= 240
        || (first == 100 && second & 0xc0 == 64)
        || (first == 198 && second & 0xfe == 18)
        || (first, second, third) == (192, 0, 0))
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    // Global unicast, without the ranges that carry an IPv4 address within or stand in documents only.
    first & 0xe000 == 0x2000 && first != 0x2002 && !(first == 0x2001 && (second < 0x200 || second == 0xdb8))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(texts: &[&str]) -> Vec<WebhookHost> {
        texts.iter().map(|text| text.parse().expect("a host")).collect()
    }

    #[test]
    fn only_a_listed_host_at_its_port_may_be_sent_to() {
        let listed = listed(&["hooks.example.org", "Other.example.org:8443", "[::1]:9000"]);
        let may = |text: &str| Target::read(text).is_some_and(|target| may_send(&listed, &target));
        for good in [
            "https://hooks.example.org/a?b=c",
            "http://HOOKS.example.org/",
            "https://hooks.example.org:443/",
            "https://other.example.org:8443/",
            "http://[0:0:0:0:0:0:0:1]:9000/x",
        ] {
            assert!(may(good), "{good}");
        }
        for bad in [
            "https://hooks.example.org:8443/",
            "https://other.example.org/",
            "https://hooks.example.org.evil.test/",
            "https://hooks.example.org@evil.test/",
            "https://evil.test@hooks.example.org/",
            "https://hooks.example.org\\@evil.test/",
            "https://hooks.example.org./",
            "ftp://hooks.example.org/",
            "//hooks.example.org/",
            "/hooks",
            "",
            "http://[::1]/",
            "http://127.0.0.1:9000/",
            "http://2130706433:9000/",
        ] {
            assert!(!may(bad), "{bad}");
        }
        assert!(!may(&format!("https://hooks.example.org/{}", "a".repeat(ADDRESS_MAX))));
    }

    #[test]
    fn a_name_that_leads_home_is_not_followed_unless_the_very_address_is_listed() {
        let target = Target::read("https://hooks.example.org/").expect("a target");
        let by_name = listed(&["hooks.example.org"]);
        let at = |text: &str| text.parse::<IpAddr>().expect("an address");
        for home in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.1",
            "::1",
            "::",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "fe80::1",
            "fd00::1",
            "64:ff9b::a00:1",
            "2002:a00:1::",
            "2001::1",
            "ff02::1",
        ] {
            assert!(!may_reach(&by_name, &target, at(home)), "{home}");
        }
        assert!(may_reach(&by_name, &target, at("93.184.216.34")));
        assert!(may_reach(&by_name, &target, at("2606:2800:220:1::1")));
        let both = listed(&["hooks.example.org", "10.1.2.3"]);
        assert!(may_reach(&both, &target, at("10.1.2.3")) && !may_reach(&both, &target, at("10.1.2.4")));
        assert!(may_reach(&both, &target, at("::ffff:10.1.2.3")));
        let elsewhere = listed(&["hooks.example.org", "10.1.2.3:8080"]);
        assert!(!may_reach(&elsewhere, &target, at("10.1.2.3")), "another port of it is another thing");
    }

    #[test]
    fn what_is_no_host_cannot_be_listed() {
        for bad in ["", "https://a.test", "a.test/path", "a b", "me@a.test", "*"] {
            assert!(bad == "*" || bad.parse::<WebhookHost>().is_err(), "{bad}");
        }
        assert_eq!("A.test:81".parse::<WebhookHost>().map(|host| host.to_string()), Ok("a.test:81".into()));
    }
}
