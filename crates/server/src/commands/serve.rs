use std::{net::SocketAddr, process::ExitCode};

use anyhow::Context;
use talkoot_app::worker;
use tokio::{net::TcpListener, sync::watch};

use super::application;
use crate::{
    http,
    settings::{DatabaseSettings, ListenSettings, MailArguments},
};

/// Serves until told to stop, with or without the worker beside it.
pub(super) async fn serve(
    database: &DatabaseSettings,
    listen: &ListenSettings,
    mail: &MailArguments,
    with_worker: bool,
) -> anyhow::Result<ExitCode> {
    let (app, _clock) = application(&database.database_url, mail).await?;
    let address = SocketAddr::new(listen.host, listen.port);
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}; choose another port with PORT"))?;
    println!("serving on http://{}", listener.local_addr()?);
    let (stop, stopped) = watch::channel(false);
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
pub(super) async fn worker(database: &DatabaseSettings, mail: &MailArguments) -> anyhow::Result<ExitCode> {
    let (app, _clock) = application(&database.database_url, mail).await?;
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(async move {
        wait_for_signal().await;
        stop.send_replace(true);
    });
    worker::run(app, stopped).await;
    Ok(ExitCode::SUCCESS)
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
