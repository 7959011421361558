//! The ministry's identity provider as whoever keeps the server names it: on the command line, else in `chancery.toml`. What
//! the server shows to it stands in a file or in the environment and nowhere else.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use web::{IdentityProvider, WebhookHost};

use crate::answer::Stop;
use crate::shell::Shell;

/// The variable that holds the secret, if no file does.
const SECRET: &str = "CHANCERY_OIDC_SECRET";

/// What may be said of the identity provider on the command line.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "The ministry's identity provider")]
pub(crate) struct Named {
    /// Its address, as it names itself: whoever it vouches for signs in as the officer their account is linked to
    /// (`identity link`).
    #[arg(long = "oidc-issuer", value_name = "URL")]
    issuer: Option<String>,
    /// The name it gave to this server.
    #[arg(long = "oidc-client", value_name = "ID")]
    client: Option<String>,
    /// What it is called on the sign-in page; its host, if not given.
    #[arg(long = "oidc-name", value_name = "NAME")]
    name: Option<String>,
    /// A file with the secret it gave to this server, if it gave one. `CHANCERY_OIDC_SECRET` may hold it instead.
    #[arg(long = "oidc-secret-file", value_name = "FILE")]
    secret_file: Option<PathBuf>,
    /// A further host of it to which this server may speak; may be repeated.
    #[arg(long = "oidc-host", value_name = "HOST[:PORT]")]
    further_hosts: Vec<WebhookHost>,
}

/// What `chancery.toml` may say of it, under `[oidc]`.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Defaults {
    issuer: Option<String>,
    client: Option<String>,
    name: Option<String>,
    secret_file: Option<PathBuf>,
    hosts: Vec<String>,
}

impl Named {
    /// The provider, if one is named.
    pub(super) fn found(&self, shell: &Shell, folder: &Path) -> Result<Option<IdentityProvider>, Stop> {
        let defaults = shell.provider()?;
        let Some(issuer) = self.issuer.as_ref().or(defaults.issuer.as_ref()) else {
            return Ok(None);
        };
        let client = self.client.as_ref().or(defaults.client.as_ref()).ok_or_else(|| {
            Stop::Usage(
                "say by which name the identity provider knows this server: --oidc-client ID".to_owned(),
            )
        })?;
        let mut hosts = self.further_hosts.clone();
        for host in &defaults.hosts {
            hosts.push(host.parse().map_err(Stop::Usage)?);
        }
        let mut provider = IdentityProvider::new(issuer, client).map_err(Stop::Usage)?.also_at(&hosts);
        if let Some(name) = self.name.as_ref().or(defaults.name.as_ref()) {
            provider = provider.called(name);
        }
        // A file of the folder's defaults is named from there.
        let kept = self.secret_file.clone().or(defaults.secret_file.map(|file| folder.join(file)));
        Ok(Some(match secret(kept.as_deref())? {
            Some(secret) => provider.with_secret(&secret),
            None => provider,
        }))
    }
}

/// The secret, from a file or the environment.
fn secret(file: Option<&Path>) -> Result<Option<String>, Stop> {
    let Some(file) = file else {
        let held = std::env::var_os(SECRET).filter(|held| !held.is_empty());
        let unreadable = |_| Stop::Usage(format!("{SECRET} is not text"));
        return held.map(|held| held.into_string().map_err(unreadable)).transpose();
    };
    let wrong = |why: &dyn std::fmt::Display| {
        Stop::Fault(format!("the secret in {} could not be read: {why}", file.display()))
    };
    let text = std::fs::read_to_string(file).map_err(|error| wrong(&error))?;
    let secret = text.trim_end_matches(['\r', '\n']);
    if secret.is_empty() { Err(wrong(&"it is empty")) } else { Ok(Some(secret.to_owned())) }
}
