//! One message to one target: signed, sent once, and what came of it. No redirect is followed, no proxy asked, no answer
//! read. Whether and when it is sent again is not known here.

use std::sync::Arc;
use std::time::Duration;

use data_encoding::BASE64;
use ring::hmac;
use ureq::Agent;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

use super::Failure;
use super::target::{Target, WebhookHost, may_reach, may_send};

/// How long one try may take, from the name to the answer.
const TRY_MAX: Duration = Duration::from_secs(10);

/// Who sends.
pub(super) struct Sender(Agent);

/// One message as it is sent.
pub(super) struct Message {
    /// Its name, the same at every try.
    pub(super) id: String,
    /// When it is sent, in seconds since 1970.
    pub(super) timestamp: i64,
    pub(super) body: String,
}

/// How any other server is spoken to: in so much time, and only as far as the address that was given.
pub(crate) fn manners(patience: Duration) -> Config {
    Agent::config_builder()
        .timeout_global(Some(patience))
        .max_redirects(0)
        .http_status_as_error(false)
        // What stands in the environment must not lead elsewhere.
        .proxy(None)
        .max_idle_connections(0)
        .user_agent("Chancery")
        .tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build())
        .build()
}

impl Sender {
    pub(super) fn new(listed: &[WebhookHost]) -> Self {
        let resolver = Listed { hosts: listed.into(), names: DefaultResolver::default() };
        Self(Agent::with_parts(manners(TRY_MAX), DefaultConnector::default(), resolver))
    }

    /// Sends a message once.
    pub(super) fn send(&self, address: &str, secret: &[u8], message: &Message) -> Result<(), Failure> {
        // Standard Webhooks, "Webhook headers (sent metadata)".
        let sent = self
            .0
            .post(address)
            .header("content-type", "application/json")
            .header("webhook-id", &message.id)
            .header("webhook-timestamp", message.timestamp.to_string())
            .header("webhook-signature", signature(secret, message))
            .send(message.body.as_str());
        match sent {
            Ok(answer) if answer.status().is_success() => Ok(()),
            Ok(answer) => Err(Failure::Answered(answer.status().as_u16())),
            Err(error) => Err(failure(&error)),
        }
    }
}

fn failure(error: &ureq::Error) -> Failure {
    match error {
        ureq::Error::Timeout(_) => Failure::Late,
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) | ureq::Error::TlsRequired => Failure::Insecure,
        ureq::Error::Io(error)
            if error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<NotListed>) =>
        {
            Failure::Unlisted
        }
        _ => Failure::Unreachable,
    }
}

/// What is signed is the name, the time and the body, so that none of them can be another's.
fn signature(secret: &[u8], message: &Message) -> String {
    // Standard Webhooks, "Signature scheme", symmetric.
    let Message { id, timestamp, body } = message;
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
    let tag = hmac::sign(&key, format!("{id}.{timestamp}.{body}").as_bytes());
    format!("v1,{}", BASE64.encode(tag.as_ref()))
}

/// Looks names up, and lets through only where may be sent to.
#[derive(Debug)]
struct Listed {
    hosts: Arc<[WebhookHost]>,
    names: DefaultResolver,
}

/// Said when a name leads nowhere that is listed.
#[derive(Debug, thiserror::Error)]
#[error("not listed")]
struct NotListed;

impl Resolver for Listed {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let not_listed = || ureq::Error::Io(std::io::Error::other(NotListed));
        let target = Target::of(uri).filter(|target| may_send(&self.hosts, target)).ok_or_else(not_listed)?;
        let found = self.names.resolve(uri, config, timeout)?;
        let mut kept = self.empty();
        for at in found.iter().filter(|at| may_reach(&self.hosts, &target, at.ip())) {
            kept.push(*at);
        }
        if kept.is_empty() { Err(not_listed()) } else { Ok(kept) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_signed_as_every_receiver_of_standard_webhooks_checks_it() {
        let secret = BASE64.decode(b"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("base64");
        let message = Message {
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek".into(),
            timestamp: 1_614_265_330,
            body: r#"{"test": 2432232314}"#.into(),
        };
        assert_eq!(signature(&secret, &message), "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn a_listed_name_that_leads_to_this_machine_is_not_asked() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let listed = [format!("localhost:{port}").parse().expect("a host")];
        let message = Message { id: "one".into(), timestamp: 0, body: "{}".into() };
        let sent = Sender::new(&listed).send(&format!("http://localhost:{port}/"), b"secret", &message);
        assert_eq!(sent, Err(Failure::Unlisted));
        let sent = Sender::new(&[]).send(&format!("http://127.0.0.1:{port}/"), b"secret", &message);
        assert_eq!(sent, Err(Failure::Unlisted));
        listener.set_nonblocking(true).expect("set");
        assert!(listener.accept().is_err(), "nobody connected");
    }
}
