//! What one client may ask of a server, and where a server is watched.

use std::{net::SocketAddr, num::NonZeroU32, path::PathBuf, sync::Arc, time::Duration};

use clap::Args;
use talkoot_app::files::Scanner;

use super::PlaceArguments;
use crate::{
    clamd::Clamd,
    http::{Patience, Proxies, ProxyHeader, Rates},
};

/// How long a server waits for what a client sends, and how often somebody may ask.
#[derive(Clone, Debug, Args)]
pub struct LimitArguments {
    /// For so many seconds a connection may be open without the whole head of a request; more than a proxy keeps an idle one.
    #[arg(long, env = "TALKOOT_HEAD_SECONDS", default_value_t = 75, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub head_seconds: u64,
    /// For so many seconds the body of a request may pause.
    #[arg(long, env = "TALKOOT_BODY_PAUSE_SECONDS", default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub body_pause_seconds: u64,
    /// For so many seconds the body of a request may come in, unless it is a file.
    #[arg(long, env = "TALKOOT_BODY_SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub body_seconds: u64,
    /// For so many seconds a file may come in; 100 MiB in 15 minutes are a megabit a second.
    #[arg(long, env = "TALKOOT_FILE_SECONDS", default_value_t = 900, value_parser = clap::value_parser!(u64).range(1..=86400))]
    pub file_seconds: u64,
    /// So many GraphQL requests a minute of one person who is signed in, and as many at once after a pause; 0 for any number.
    /// Several servers over one PostgreSQL count together, and each may let a tenth more through.
    #[arg(long, env = "TALKOOT_RATE_PER_MINUTE", default_value_t = 1200)]
    pub rate_per_minute: u32,
    /// So many files and tables a minute of one person, up and down.
    #[arg(long, env = "TALKOOT_RATE_FILES_PER_MINUTE", default_value_t = 240)]
    pub rate_files_per_minute: u32,
    /// So many requests a minute of one address for which nobody is signed in; a whole town hall may share one.
    #[arg(long, env = "TALKOOT_RATE_ADDRESS_PER_MINUTE", default_value_t = 1200)]
    pub rate_address_per_minute: u32,
    /// So many requests a minute of one address to sign in, and with tokens or sessions that are none.
    #[arg(long, env = "TALKOOT_RATE_SIGN_IN_PER_MINUTE", default_value_t = 240)]
    pub rate_sign_in_per_minute: u32,
    /// So many proxies stand before the server and each adds to the header the address of whom it forwards; nobody else may
    /// reach the server then. With 0 the header is not looked at, and the address is that of the connection.
    #[arg(long, env = "TALKOOT_TRUSTED_PROXIES", default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=10))]
    pub trusted_proxies: u8,
    /// The header to which the trusted proxies add.
    #[arg(long, env = "TALKOOT_PROXY_HEADER", value_enum, default_value_t = ProxyHeader::XForwardedFor)]
    pub proxy_header: ProxyHeader,
}

impl LimitArguments {
    /// How long the server waits.
    #[must_use]
    pub const fn patience(&self) -> Patience {
        Patience {
            head: Duration::from_secs(self.head_seconds),
            pause: Duration::from_secs(self.body_pause_seconds),
            body: Duration::from_secs(self.body_seconds),
            file: Duration::from_secs(self.file_seconds),
        }
    }

    /// How often somebody may ask.
    #[must_use]
    pub fn rates(&self) -> Rates {
        Rates {
            person: NonZeroU32::new(self.rate_per_minute),
            files: NonZeroU32::new(self.rate_files_per_minute),
            address: NonZeroU32::new(self.rate_address_per_minute),
            sign_in: NonZeroU32::new(self.rate_sign_in_per_minute),
            proxies: Proxies {
                count: usize::from(self.trusted_proxies),
                header: self.proxy_header,
            },
        }
    }
}

/// The only GraphQL documents that are carried out.
#[derive(Clone, Debug, Args)]
pub struct DocumentArguments {
    /// A JSON file of trusted documents, `{"<sha256>": "<document>"}`, as generators of front ends write it; with one, no other
    /// documents are carried out, and GraphiQL is of no use.
    #[arg(long, env = "TALKOOT_TRUSTED_DOCUMENTS")]
    pub trusted_documents: Option<PathBuf>,
}

/// Who looks at what people upload, and where it is kept.
#[derive(Clone, Debug, Args)]
pub struct FileArguments {
    /// Where it is kept.
    #[command(flatten)]
    pub places: PlaceArguments,
    /// Where ClamAV's daemon listens that looks at every upload: host:port, or the path of its socket. While it does not
    /// answer, nothing is taken. Nobody looks unless told.
    #[arg(long, env = "TALKOOT_CLAMD")]
    pub clamd: Option<Clamd>,
}

impl FileArguments {
    /// Who looks at uploads, if somebody does.
    #[must_use]
    pub fn scanner(&self) -> Option<Arc<dyn Scanner>> {
        let clamd = self.clamd.clone()?;
        Some(Arc::new(clamd))
    }
}

/// Where a Prometheus finds the figures of a process.
#[derive(Clone, Debug, Args)]
pub struct MetricsArguments {
    /// An address and port at which `/metrics` is served, such as 127.0.0.1:9464, for a Prometheus only; none unless told.
    #[arg(long, env = "TALKOOT_METRICS_LISTEN")]
    pub metrics_listen: Option<SocketAddr>,
}
