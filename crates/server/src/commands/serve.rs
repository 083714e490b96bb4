use std::{net::SocketAddr, process::ExitCode, sync::Arc, time::Duration};

use anyhow::Context;
use talkoot_app::{App, ShiftedClock, worker};
use talkoot_storage::demo_clock;
use tokio::{net::TcpListener, sync::watch};

use super::{application, audit::Signer, sign_in};
use crate::{
    http,
    settings::{DatabaseSettings, ListenSettings, MailArguments, SignInArguments},
};

/// Serves until told to stop, with or without the worker beside it.
pub(super) async fn serve(
    database: &DatabaseSettings,
    listen: &ListenSettings,
    mail: &MailArguments,
    sign_in: &SignInArguments,
    with_worker: bool,
    signer: Option<Signer>,
) -> anyhow::Result<ExitCode> {
    let provider = sign_in::provider(sign_in, &mail.base_url)?;
    let (app, clock) = application(&database.database_url, mail).await?;
    let app = app.with_sign_in(sign_in::rules(sign_in));
    if let Some(clock) = clock {
        tokio::spawn(follow_clock(app.clone(), clock));
    }
    let address = SocketAddr::new(listen.host, listen.port);
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}; choose another port with PORT"))?;
    // Behind a proxy on this machine everybody comes from it.
    let is_private = listen.host.is_loopback() && is_on_loopback(&app.mail().branding.base_url);
    println!("serving on http://{}", listener.local_addr()?);
    let (stop, stopped) = watch::channel(false);
    if let Some(signer) = signer {
        tokio::spawn(signer.every_day(app.clone(), stopped.clone()));
    }
    let worker = with_worker.then(|| tokio::spawn(worker::run(app.clone(), stopped.clone())));
    tokio::spawn(async move {
        wait_for_signal().await;
        stop.send_replace(true);
    });
    http::serve(
        listener,
        http::router(
            app,
            http::Extras {
                demo: None,
                graphiql: listen.graphiql.clone(),
                hide_mailbox: !is_private,
                provider,
                links: sign_in.sign_in_links,
                introspection: listen.introspection,
            },
        ),
        stopped,
    )
    .await?;
    if let Some(worker) = worker {
        worker.await?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Does the worker's work until told to stop.
pub(super) async fn worker(
    database: &DatabaseSettings,
    mail: &MailArguments,
    signer: Option<Signer>,
) -> anyhow::Result<ExitCode> {
    let (app, clock) = application(&database.database_url, mail).await?;
    if let Some(clock) = clock {
        tokio::spawn(follow_clock(app.clone(), clock));
    }
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(async move {
        wait_for_signal().await;
        stop.send_replace(true);
    });
    if let Some(signer) = signer {
        tokio::spawn(signer.every_day(app.clone(), stopped.clone()));
    }
    worker::run(app, stopped).await;
    Ok(ExitCode::SUCCESS)
}

/// Keeps a demonstration's clock in step with the one that another process moved.
async fn follow_clock(app: App, clock: Arc<ShiftedClock>) {
    const PAUSE: Duration = Duration::from_millis(500);
    loop {
        tokio::time::sleep(PAUSE).await;
        match demo_clock::find(app.store()).await {
            Ok(Some(found)) => clock.set(found.ahead_microseconds),
            Ok(None) => return,
            Err(error) => tracing::warn!(%error, "the demonstration's clock cannot be read"),
        }
    }
}

pub(super) async fn wait_for_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let interrupted = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminated) => {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
        }
        Err(_) => {
            let _ = interrupted.await;
        }
    }
}

/// Whether the address that people know is one of this machine alone.
fn is_on_loopback(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = match host.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => host,
    };
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || address
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::is_on_loopback;

    #[test]
    fn only_this_machine_reads_the_mailbox() {
        for own in [
            "http://localhost:8080",
            "http://127.0.0.1:8080/",
            "http://[::1]:8080",
            "http://localhost",
        ] {
            assert!(is_on_loopback(own), "{own}");
        }
        for others in [
            "https://talkoot.example",
            "http://localhost.example:8080",
            "http://127.0.0.1.example",
            "http://10.0.0.1:8080",
            "http://a@127.0.0.1",
        ] {
            assert!(!is_on_loopback(others), "{others}");
        }
    }
}
