//! Rendering mails and handing them over, against a loop that does nothing but send.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use lettre::{
    Address,
    address::Envelope,
    transport::smtp::{client::AsyncSmtpConnection, extension::ClientId},
};
use talkoot_domain::language::Language;
use talkoot_mail::{
    Branding, Message, Outgoing, Party, SmtpSettings, SmtpTransport, Transport as _, message_id, render,
};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    runtime::Runtime,
};
use uuid::Uuid;

use crate::{
    figure::{Aim, Figure, Unit},
    measure::by_turns,
};

const MAILS: usize = 1_000;
const ROUNDS: usize = 7;
const AIM: Aim = Aim::RatioAtLeast(0.5);

/// Mails per second: every kind in every language rendered as text and HTML, written as MIME and handed over;
/// and for comparison the finished bytes of one such mail over one kept connection.
///
/// # Errors
/// When a mail is not taken.
pub fn figures(report: &mut dyn FnMut(Figure)) -> anyhow::Result<()> {
    let runtime = Runtime::new()?;
    let taken = Arc::new(AtomicUsize::new(0));
    let server = runtime.block_on(serve(Arc::clone(&taken)))?;
    let transport = SmtpTransport::new(SmtpSettings {
        host: server.ip().to_string(),
        port: server.port(),
        tls: "none".parse()?,
        credentials: None,
        timeout: Duration::from_secs(10),
        extra_root_pem: None,
    })?;
    let branding = Branding {
        installation: "Talkoot".to_owned(),
        base_url: "https://talkoot.example.test".to_owned(),
        sender: Party::new("talkoot@example.test", "Talkoot"),
        reply_to: None,
    };
    let pair = by_turns(
        ROUNDS,
        || runtime.block_on(rate(&taken, rendered(&transport, &branding))),
        || runtime.block_on(rate(&taken, bare(server))),
    )?;
    report(Figure::compared(
        "mails: rendered and handed over",
        Unit::MailsPerSecond,
        &pair,
        "finished bytes over one kept connection",
        AIM,
    ));
    Ok(())
}

/// How many mails a second the server took while `work` was done.
async fn rate(taken: &AtomicUsize, work: impl Future<Output = anyhow::Result<()>>) -> anyhow::Result<f64> {
    let (before, start) = (taken.load(Ordering::Relaxed), Instant::now());
    work.await?;
    let took = start.elapsed().as_secs_f64();
    let came = taken.load(Ordering::Relaxed) - before;
    ensure!(came == MAILS, "{came} mails were taken instead of {MAILS}");
    Ok(f64::from(u32::try_from(came)?) / took)
}

async fn rendered(transport: &SmtpTransport, branding: &Branding) -> anyhow::Result<()> {
    let samples = Message::samples();
    let mut kinds = samples.iter().map(|(_, message)| message).cycle();
    for number in 0..MAILS {
        let message = kinds.next().context("there are no samples")?;
        let language = *Language::ALL
            .get(number % Language::ALL.len())
            .context("no language")?;
        let written = render(message, language, branding)?;
        let to = Party::new("aino.aalto@example.test", "Aino Aalto");
        let id = message_id(Uuid::from_u128(u128::try_from(number)?), "talkoot.example.test");
        transport
            .deliver(&Outgoing::new(
                id,
                chrono::DateTime::<chrono::Utc>::UNIX_EPOCH,
                to,
                written,
                branding,
            ))
            .await?;
    }
    Ok(())
}

async fn bare(server: SocketAddr) -> anyhow::Result<()> {
    let address = |text: &str| text.parse::<Address>();
    let envelope = Envelope::new(
        Some(address("talkoot@example.test")?),
        vec![address("aino.aalto@example.test")?],
    )?;
    // About as long as one of ours.
    let line = format!("{}\r\n", "Muistutus hankkeen raportista. ".repeat(2));
    let mail = format!("Subject: Muistutus\r\n\r\n{}", line.repeat(130));
    let hello = ClientId::default();
    // As ours does: a dot that waits for a late acknowledgement would be the slower one by far.
    let stream = TcpStream::connect(server).await?;
    stream.set_nodelay(true)?;
    let mut connection = AsyncSmtpConnection::connect_with_transport(Box::new(stream), &hello).await?;
    for _ in 0..MAILS {
        connection.send(&envelope, mail.as_bytes()).await?;
    }
    connection.abort().await;
    Ok(())
}

/// A server that takes every mail and keeps none.
async fn serve(taken: Arc<AtomicUsize>) -> anyhow::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let taken = Arc::clone(&taken);
            tokio::spawn(async move { converse(stream, &taken).await });
        }
    });
    Ok(address)
}

async fn converse(stream: TcpStream, taken: &AtomicUsize) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 bench\r\n").await?;
    let (mut line, mut in_mail) = (Vec::new(), false);
    loop {
        line.clear();
        if stream.read_until(b'\n', &mut line).await? == 0 {
            return Ok(());
        }
        if in_mail {
            if line == b".\r\n" {
                in_mail = false;
                taken.fetch_add(1, Ordering::Relaxed);
                stream.write_all(b"250 taken\r\n").await?;
            }
            continue;
        }
        let command = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        let answer: &[u8] = match command.as_slice() {
            b"EHLO" => b"250-bench\r\n250 8BITMIME\r\n",
            b"DATA" => {
                in_mail = true;
                b"354 go on\r\n"
            }
            b"QUIT" => b"221 bye\r\n",
            _ => b"250 ok\r\n",
        };
        stream.write_all(answer).await?;
        if command == b"QUIT" {
            return Ok(());
        }
    }
}
