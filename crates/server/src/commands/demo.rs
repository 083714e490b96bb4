//! The demonstration: loads itself through the API it serves, then stays to be explored.

use std::{
    io::Write,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
    time::Duration,
};

use anyhow::{Context, bail};
use chrono::{DateTime, TimeZone, Utc};
use talkoot_app::{App, Clock, ManualClock, ShiftedClock, Store, SystemClock, worker};
use talkoot_storage::demo_clock::{self, Demonstration, Holding};
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

use super::{Needed, mail, open, serve::wait_for_signal};
use crate::{
    demo::{self, Tokens},
    experiments, http,
    settings::{DatabaseSettings, DemoSettings, ListenSettings},
    walkthrough::{self, Ending, Options},
};

/// The day on which the demonstration's story begins, at nine in Helsinki.
fn beginning() -> Option<DateTime<Utc>> {
    Utc.with_ymd_and_hms(2026, 3, 2, 7, 0, 0).single()
}

/// A demonstration that is there, or whose people are and whose story is still to be told.
struct Ready {
    app: App,
    clock: Arc<ShiftedClock>,
    /// Whether its story is still to be told.
    load: bool,
}

/// Loads the demonstration if it is not there, and serves it until told to stop.
pub(super) async fn demo(
    database: &DatabaseSettings,
    listen: &ListenSettings,
    settings: &DemoSettings,
) -> anyhow::Result<ExitCode> {
    let ready = prepare(database, listen, settings).await?;
    let tokens = Arc::new(Tokens::read(&settings.data)?);
    run(ready, tokens, listen).await
}

/// Plays a call with 52 applications in the demonstration, which is loaded first if it is not there.
pub(super) async fn call(
    database: &DatabaseSettings,
    listen: &ListenSettings,
    settings: &DemoSettings,
    seed: u64,
) -> anyhow::Result<ExitCode> {
    let ready = prepare(database, listen, settings).await?;
    let tokens = Arc::new(experiments::settle(&ready.app, &settings.data).await?);
    // A port of its own: nobody but this command talks to it.
    let listen = ListenSettings {
        host: Ipv4Addr::LOCALHOST.into(),
        port: 0,
        graphiql: None,
        introspection: listen.introspection,
    };
    let running = Running::start(&ready, &tokens, &listen).await?;
    let played = async {
        let url = running.url();
        if ready.load {
            tell(&ready.app, &url, &tokens).await?;
            finish(&ready.app, &ready.clock).await?;
        }
        let tokens = Tokens::clone(&tokens);
        let differences = experiments::play(experiments::Options { url, tokens, seed }).await?;
        let_the_worker_end(&ready.app).await?;
        anyhow::Ok(differences)
    };
    let played = played.await;
    running.stop().await?;
    Ok(if played?.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Finds the demonstration of this database, or installs its people; touches nothing else.
async fn prepare(
    database: &DatabaseSettings,
    listen: &ListenSettings,
    settings: &DemoSettings,
) -> anyhow::Result<Ready> {
    let data = settings.data.as_path();
    let url = database.database_url.as_str();
    // Looked at before anything is migrated: what is no demonstration stays as it is.
    let mut holding = demo_clock::look(url)
        .await
        .context("the database cannot be looked into, so it is left as it is")?;
    if let Holding::Demonstration(found) = holding
        && (settings.reset || !found.loaded)
    {
        if !found.loaded {
            println!("the demonstration was interrupted while it was loaded; starting over");
        }
        remove(url, data).await?;
        holding = Holding::Nothing;
    }
    let load = match holding {
        Holding::SomethingElse => bail!(
            "this database is in use and holds no demonstration; it was not touched: name another one \
             in DATABASE_URL"
        ),
        Holding::Nothing => true,
        Holding::Demonstration(_) => false,
    };
    let store = open(url, Needed::Nothing).await?;
    store.migrate().await?;
    if load {
        install(&store, data).await?;
    }
    let ahead = demo_clock::find(&store)
        .await?
        .context("the demonstration has no clock")?
        .ahead_microseconds;
    let clock = Arc::new(ShiftedClock::new(ahead));
    super::vouch_from_now_on(&store, clock.as_ref()).await?;
    let mail = mail::into_folder(
        &data.join("mailbox"),
        &format!("http://localhost:{}", listen.port),
    );
    let app = App::new(store, clock.clone(), mail);
    Ok(Ready { app, clock, load })
}

/// A demonstration that is served, with its worker.
struct Running {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    server: JoinHandle<std::io::Result<()>>,
    worker: JoinHandle<()>,
}

impl Running {
    async fn start(ready: &Ready, tokens: &Arc<Tokens>, listen: &ListenSettings) -> anyhow::Result<Self> {
        let address = SocketAddr::new(listen.host, listen.port);
        let listener = TcpListener::bind(address)
            .await
            .with_context(|| format!("cannot listen on {address}; choose another port with PORT"))?;
        let address = listener.local_addr()?;
        let (stop, stopped) = watch::channel(false);
        let worker = tokio::spawn(worker::run(ready.app.clone(), stopped.clone(), |_, _| {}));
        let demonstration = http::Demonstration {
            clock: ready.clock.clone(),
            tokens: tokens.clone(),
        };
        let router = http::router(
            ready.app.clone(),
            http::Extras {
                demo: Some(demonstration),
                graphiql: listen.graphiql.clone(),
                show_mailbox: true,
                provider: None,
                links: Some(true),
                introspection: listen.introspection,
                ..http::Extras::default()
            },
        );
        let head = http::Patience::default().head;
        Ok(Self {
            address,
            stop,
            server: tokio::spawn(http::serve(listener, router, head, stopped)),
            worker,
        })
    }

    fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    async fn stop(self) -> anyhow::Result<()> {
        self.stop.send_replace(true);
        self.server.await??;
        Ok(self.worker.await?)
    }
}

async fn run(ready: Ready, tokens: Arc<Tokens>, listen: &ListenSettings) -> anyhow::Result<ExitCode> {
    let running = Running::start(&ready, &tokens, listen).await?;
    let story = async {
        if ready.load {
            tell(&ready.app, &running.url(), &tokens).await?;
            finish(&ready.app, &ready.clock).await?;
        }
        say(&format!(
            "\nTalkoot's demonstration is on http://localhost:{}",
            running.address.port()
        ));
        say("Stop it with Ctrl-C; it keeps what you do. `make demo RESET=1` starts over.");
        wait_for_signal().await;
        anyhow::Ok(())
    };
    let told = tokio::select! {
        told = story => told,
        () = wait_for_signal() => Ok(()),
    };
    running.stop().await?;
    told.map(|()| ExitCode::SUCCESS)
}

/// Tells whoever started the server; it goes on when nobody listens any more.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Plays two grants: one from call to payout and report, one left in the middle for whoever explores.
async fn tell(app: &App, url: &str, tokens: &Tokens) -> anyhow::Result<()> {
    println!("loading the demonstration through the API at {url}/graphql (invented amounts and people)\n");
    for (name, ending) in [
        ("DIGITEK-esimerkki", Ending::Whole),
        ("Etätyön esimerkkihanke", Ending::ClaimWithTheOfficer),
    ] {
        let options = Options {
            url: url.to_owned(),
            tokens: tokens.clone(),
            project: name.to_owned(),
            ending,
        };
        let differences = walkthrough::walk(options).await?;
        if !differences.is_empty() {
            bail!(
                "the demonstration came out differently than it must: {}",
                differences.join("; ")
            );
        }
    }
    let_the_worker_end(app).await
}

/// What follows from the last steps is done before anybody looks.
async fn let_the_worker_end(app: &App) -> anyhow::Result<()> {
    while worker::round(app).await? != worker::Round::default() {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

async fn finish(app: &App, clock: &ShiftedClock) -> anyhow::Result<()> {
    let ahead = (clock.now() - SystemClock.now())
        .num_microseconds()
        .unwrap_or_default();
    let tx = app.store().begin().await?;
    demo_clock::set(
        &tx,
        Demonstration {
            ahead_microseconds: ahead,
            loaded: true,
        },
    )
    .await?;
    Ok(tx.commit().await?)
}

async fn install(store: &Store, data: &Path) -> anyhow::Result<()> {
    let beginning = beginning().context("the story has no beginning")?;
    let mail = mail::into_folder(&data.join("mailbox"), "http://localhost");
    let app = App::new(store.clone(), Arc::new(ManualClock::new(beginning)), mail);
    let ahead = (beginning - SystemClock.now())
        .num_microseconds()
        .unwrap_or_default();
    let tx = store.begin().await?;
    demo_clock::set(
        &tx,
        Demonstration {
            ahead_microseconds: ahead,
            loaded: false,
        },
    )
    .await?;
    tx.commit().await?;
    demo::install(&app).await?.write(data)
}

/// Removes the demonstration that was found in a database.
async fn remove(url: &str, data: &Path) -> anyhow::Result<()> {
    match demo_clock::sqlite_file(url)? {
        Some(file) => {
            for suffix in ["", "-wal", "-shm"] {
                let mut name = file.clone().into_os_string();
                name.push(suffix);
                let _ = std::fs::remove_file(PathBuf::from(name));
            }
        }
        None => {
            let store = open(url, Needed::Nothing).await?;
            demo_clock::empty(&store).await?;
            store.close().await?;
        }
    }
    let _ = std::fs::remove_dir_all(data.join("mailbox"));
    Ok(())
}

/// Prints the demonstration's sign-ins.
pub(super) fn tokens(data: &Path, json: bool) -> anyhow::Result<ExitCode> {
    let tokens = Tokens::read(data)?;
    let mut out = std::io::stdout().lock();
    if json {
        writeln!(out, "{}", serde_json::to_string_pretty(&tokens)?)?;
    } else {
        for token in &tokens.0 {
            writeln!(
                out,
                "{:<18} {:<24} {:<28} {}",
                token.role, token.organisation, token.name, token.token
            )?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
