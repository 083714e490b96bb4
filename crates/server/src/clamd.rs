//! ClamAV's daemon as the scanner of uploads: its `INSTREAM` command over TCP or a Unix socket.

use std::{fmt, path::PathBuf, str::FromStr, time::Duration};

use talkoot_app::files::{Scanned, Scanner};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpStream, UnixStream},
    time::timeout,
};

/// So long a connection may take.
const CONNECT: Duration = Duration::from_secs(5);
/// So long a file may be looked at.
const SCAN: Duration = Duration::from_secs(120);
/// So much is sent at a time.
const CHUNK: usize = 64 * 1024;
/// No answer is longer.
const LONGEST_ANSWER: u64 = 4096;

/// Where the daemon listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clamd {
    /// `host:port`.
    Tcp(String),
    /// The path of a socket.
    Unix(PathBuf),
}

/// What was given is neither.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is neither host:port nor the path of a socket, such as /run/clamav/clamd.ctl")]
pub struct NoAddress(String);

impl FromStr for Clamd {
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<Self, NoAddress> {
        if text.starts_with('/') {
            return Ok(Self::Unix(text.into()));
        }
        match text.rsplit_once(':') {
            Some((host, port)) if !host.is_empty() && port.parse::<u16>().is_ok() => {
                Ok(Self::Tcp(text.to_owned()))
            }
            _ => Err(NoAddress(text.to_owned())),
        }
    }
}

impl fmt::Display for Clamd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp(address) => f.write_str(address),
            Self::Unix(path) => write!(f, "{}", path.display()),
        }
    }
}

/// A connection of either kind.
trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

impl Clamd {
    async fn connect(&self) -> std::io::Result<Box<dyn Stream>> {
        Ok(match self {
            Self::Tcp(address) => Box::new(TcpStream::connect(address).await?),
            Self::Unix(path) => Box::new(UnixStream::connect(path).await?),
        })
    }

    async fn connected(&self) -> Result<Box<dyn Stream>, String> {
        match timeout(CONNECT, self.connect()).await {
            Ok(Ok(stream)) => Ok(stream),
            Ok(Err(fault)) => Err(format!("clamd at {self}: {fault}")),
            Err(_) => Err(format!("clamd at {self} takes no connection")),
        }
    }

    /// Whether it answers.
    ///
    /// # Errors
    /// When it does not, in words for the operator.
    pub async fn ping(&self) -> Result<(), String> {
        let mut stream = self.connected().await?;
        let asked = async {
            stream.write_all(b"zPING\0").await?;
            answer(&mut stream).await
        };
        match timeout(CONNECT, asked).await {
            Ok(Ok(said)) if said == "PONG" => Ok(()),
            Ok(Ok(said)) => Err(format!("clamd at {self} says {said:?} to PING")),
            Ok(Err(fault)) => Err(format!("clamd at {self}: {fault}")),
            Err(_) => Err(format!("clamd at {self} does not answer")),
        }
    }
}

#[async_trait::async_trait]
impl Scanner for Clamd {
    async fn scan(&self, content: &[u8]) -> Result<Scanned, String> {
        let mut stream = self.connected().await?;
        let asked = async {
            // Where the daemon has had enough, it says so and hangs up: what it said counts.
            let sent = send(&mut stream, content).await;
            match answer(&mut stream).await {
                Ok(said) if !said.is_empty() => Ok(said),
                Ok(_) => Err(sent
                    .err()
                    .unwrap_or_else(|| std::io::ErrorKind::UnexpectedEof.into())),
                Err(fault) => Err(sent.err().unwrap_or(fault)),
            }
        };
        match timeout(SCAN, asked).await {
            Ok(Ok(said)) => understood(&said).ok_or_else(|| format!("clamd at {self} says {said:?}")),
            Ok(Err(fault)) => Err(format!("clamd at {self}: {fault}")),
            Err(_) => Err(format!("clamd at {self} does not answer in time")),
        }
    }
}

async fn send(stream: &mut Box<dyn Stream>, content: &[u8]) -> std::io::Result<()> {
    stream.write_all(b"zINSTREAM\0").await?;
    for chunk in content.chunks(CHUNK) {
        let length = u32::try_from(chunk.len()).map_err(std::io::Error::other)?;
        stream.write_all(&length.to_be_bytes()).await?;
        stream.write_all(chunk).await?;
    }
    stream.write_all(&[0; 4]).await?;
    stream.flush().await
}

/// What it says, up to the zero byte that ends it.
async fn answer(stream: &mut Box<dyn Stream>) -> std::io::Result<String> {
    let mut said = Vec::new();
    stream.take(LONGEST_ANSWER).read_to_end(&mut said).await?;
    let text = String::from_utf8_lossy(&said);
    Ok(text.trim_matches(['\0', '\n', ' ']).to_owned())
}

/// `stream: OK`, or `stream: Eicar-Signature FOUND`.
fn understood(said: &str) -> Option<Scanned> {
    let said = said.strip_prefix("stream: ")?;
    if said == "OK" {
        return Some(Scanned::Clean);
    }
    let name = said.strip_suffix(" FOUND")?;
    Some(Scanned::Found(name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_port_or_a_socket() {
        let tcp = |text: &str| Ok(Clamd::Tcp(text.to_owned()));
        assert_eq!("127.0.0.1:3310".parse(), tcp("127.0.0.1:3310"));
        assert_eq!("[::1]:3310".parse(), tcp("[::1]:3310"));
        assert_eq!(
            "/run/clamav/clamd.ctl".parse(),
            Ok(Clamd::Unix("/run/clamav/clamd.ctl".into()))
        );
        for text in ["", "clamd", ":3310", "host:port", "host:99999"] {
            assert!(text.parse::<Clamd>().is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_is_not_clean() {
        assert_eq!(understood("stream: OK"), Some(Scanned::Clean));
        assert_eq!(
            understood("stream: Win.Test.EICAR_HDB-1 FOUND"),
            Some(Scanned::Found("Win.Test.EICAR_HDB-1".to_owned()))
        );
        for said in [
            "",
            "OK",
            "INSTREAM size limit exceeded. ERROR",
            "stream: x ERROR",
            "stream: OKAY",
        ] {
            assert_eq!(understood(said), None, "{said}");
        }
    }
}
