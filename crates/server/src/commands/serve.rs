use std::{net::SocketAddr, process::ExitCode, sync::Arc, time::Duration};

use anyhow::Context;
use talkoot_app::{App, ShiftedClock, told, worker};
use talkoot_storage::demo_clock;
use tokio::{net::TcpListener, sync::watch};

use super::{Needed, application_with, audit::Signer, sign_in};
use crate::{
    documents::TrustedDocuments,
    http,
    metrics::{self, Metrics},
    settings::{
        DatabaseSettings, DocumentArguments, FileArguments, LimitArguments, ListenSettings, MailArguments,
        MetricsArguments, PlaceArguments, SignInArguments,
    },
};

/// What is served, and to whom.
pub(super) struct Served<'a> {
    pub(super) listen: &'a ListenSettings,
    pub(super) mail: &'a MailArguments,
    pub(super) sign_in: &'a SignInArguments,
    pub(super) limits: &'a LimitArguments,
    pub(super) documents: &'a DocumentArguments,
    pub(super) files: &'a FileArguments,
    pub(super) metrics: &'a MetricsArguments,
    /// Whether mails in a folder are shown, as far as that is asked for.
    pub(super) show_mailbox: bool,
}

/// Serves until told to stop, with or without the worker beside it.
pub(super) async fn serve(
    database: &DatabaseSettings,
    served: Served<'_>,
    with_worker: bool,
    signer: Option<Signer>,
) -> anyhow::Result<ExitCode> {
    let Served {
        listen,
        mail,
        sign_in,
        limits,
        documents,
        files,
        metrics,
        show_mailbox,
    } = served;
    let patience = limits.patience();
    let documents = trusted(documents).await?;
    let provider = sign_in::provider(sign_in, &mail.base_url)?;
    let url = &database.database_url;
    let (app, clock) = application_with(url, Needed::Nothing, mail, files.places.open()?).await?;
    super::files::tell_of_missing_places(app.store()).await?;
    let app = app
        .with_sign_in(sign_in::rules(sign_in))
        .with_scanner(files.scanner());
    if let Some(clock) = clock {
        tokio::spawn(follow_clock(app.clone(), clock));
    }
    let address = SocketAddr::new(listen.host, listen.port);
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}; choose another port with PORT"))?;
    let show_mailbox = show_mailbox && may_be_shown(listen, &app.mail().branding.base_url);
    println!("serving on http://{}", listener.local_addr()?);
    let (stop, stopped) = watch::channel(false);
    let metrics = measured(metrics, &app, stopped.clone()).await?;
    if let Some(signer) = signer {
        tokio::spawn(signer.every_day(app.clone(), stopped.clone()));
    }
    let outgrown = watched(&app);
    let worker = with_worker.then(|| tokio::spawn(work(app.clone(), stopped.clone(), metrics.clone())));
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
                show_mailbox,
                provider,
                links: sign_in.sign_in_links,
                introspection: listen.introspection,
                patience,
                room: http::Room::default(),
                rates: limits.rates(),
                documents,
                metrics,
                outgrown: Some(outgrown),
            },
        ),
        patience.head,
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
    (metrics, places): (&MetricsArguments, &PlaceArguments),
    signer: Option<Signer>,
) -> anyhow::Result<ExitCode> {
    // An embedded database is made by the server; a worker that finds none has ended, and is started again.
    let url = &database.database_url;
    let (app, clock) = application_with(url, Needed::Place, mail, places.open()?).await?;
    super::files::tell_of_missing_places(app.store()).await?;
    if let Some(clock) = clock {
        tokio::spawn(follow_clock(app.clone(), clock));
    }
    let (stop, stopped) = watch::channel(false);
    let metrics = measured(metrics, &app, stopped.clone()).await?;
    tokio::spawn(async move {
        wait_for_signal().await;
        stop.send_replace(true);
    });
    if let Some(signer) = signer {
        tokio::spawn(signer.every_day(app.clone(), stopped.clone()));
    }
    work(app, stopped, metrics).await;
    Ok(ExitCode::SUCCESS)
}

/// Looks every second whether a newer version has taken the database over.
fn watched(app: &App) -> http::Outgrown {
    const PAUSE: Duration = Duration::from_secs(1);
    let (tell, told) = watch::channel(false);
    let app = app.clone();
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(PAUSE).await;
            // While the database does not answer, what was known holds.
            let Ok(found) = app.store().outgrown().await else {
                continue;
            };
            if tell.send_replace(found.is_some()) || found.is_none() {
                continue;
            }
            let why = found.map(|fit| fit.to_string()).unwrap_or_default();
            tracing::error!("this server answers nothing more: the schema of the database is {why}");
        }
    });
    told
}

async fn work(app: App, stopped: watch::Receiver<bool>, metrics: Option<Arc<Metrics>>) {
    worker::run(app, stopped, |done, took| {
        if let Some(metrics) = &metrics {
            metrics.round(done, took);
        }
    })
    .await;
}

/// The trusted documents, if some are named; the start stops where they do not fit.
async fn trusted(arguments: &DocumentArguments) -> anyhow::Result<Option<Arc<TrustedDocuments>>> {
    let Some(file) = &arguments.trusted_documents else {
        return Ok(None);
    };
    Ok(Some(Arc::new(TrustedDocuments::read(file).await?)))
}

/// Counts, and serves what is counted where that is asked for.
async fn measured(
    arguments: &MetricsArguments,
    app: &App,
    stopped: watch::Receiver<bool>,
) -> anyhow::Result<Option<Arc<Metrics>>> {
    let Some(address) = arguments.metrics_listen else {
        return Ok(None);
    };
    let listener = TcpListener::bind(address).await.with_context(|| {
        format!("the metrics cannot be served on {address}; choose another address in TALKOOT_METRICS_LISTEN")
    })?;
    println!("metrics on http://{}/metrics", listener.local_addr()?);
    let metrics = Arc::new(Metrics::default());
    let router = metrics::router(metrics.clone(), app.clone());
    let head = http::Patience::default().head;
    tokio::spawn(http::serve(listener, router, head, stopped));
    Ok(Some(metrics))
}

/// Keeps a demonstration's clock in step with the one that another process moved.
async fn follow_clock(app: App, clock: Arc<ShiftedClock>) {
    const PAUSE: Duration = Duration::from_millis(500);
    loop {
        tokio::time::sleep(PAUSE).await;
        match demo_clock::find(app.store()).await {
            Ok(Some(found)) => clock.set(found.ahead_microseconds),
            Ok(None) => return,
            Err(error) => tracing::warn!(error = told(&error), "the demonstration's clock cannot be read"),
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

/// Whether mails may be shown: where only this machine reaches the server, as far as the settings say.
fn may_be_shown(listen: &ListenSettings, base_url: &str) -> bool {
    let is_private = listen.host.is_loopback() && is_on_loopback(base_url);
    if !is_private {
        tracing::warn!(
            "mails are not shown at /mailbox: TALKOOT_HOST and TALKOOT_BASE_URL are not of this machine alone"
        );
    }
    is_private
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
