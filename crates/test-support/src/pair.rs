//! Two servers of PostgreSQL, one following the other with every commit, behind an address that moves.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU16, Ordering},
    },
    time::Duration,
};

use anyhow::{Context, bail};
use sqlx::{Connection as _, PgConnection};
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    sync::watch,
};

use crate::Cluster;

const SETTINGS: [&str; 5] = [
    "wal_level=replica",
    "max_wal_senders=4",
    "synchronous_commit=on",
    "hot_standby=on",
    "wal_retrieve_retry_interval=200ms",
];
const TRIES: u32 = 100;

/// A primary and a synchronous standby: what is committed is on both. Clients use an address of their own that whoever
/// runs the pair moves, as an address on a network is moved.
#[derive(Debug)]
pub struct Pair {
    /// The one that was the primary at first.
    pub primary: Cluster,
    /// The one that follows.
    pub standby: Cluster,
    address: u16,
    leads_to: Arc<AtomicU16>,
    cut: watch::Sender<u64>,
}

impl Pair {
    /// Starts both, and waits until the second confirms each commit of the first.
    ///
    /// # Errors
    /// When one does not start.
    pub async fn start() -> anyhow::Result<Self> {
        let primary = Cluster::initialised(&SETTINGS)?;
        let standby = Cluster::following(&primary, &SETTINGS)?;
        let mut admin = administrator(&primary).await?;
        // After the copy, so that the standby does not wait for a standby of its own when it leads.
        for statement in [
            "ALTER SYSTEM SET synchronous_standby_names = '*'",
            "SELECT pg_reload_conf()",
        ] {
            sqlx::raw_sql(statement).execute(&mut admin).await?;
        }
        let question = "SELECT COUNT(*) FROM pg_stat_replication WHERE sync_state = 'sync'";
        wait_for(&mut admin, question)
            .await
            .context("no standby confirms")?;
        admin.close().await?;

        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?.port();
        let leads_to = Arc::new(AtomicU16::new(primary.port()));
        let (cut, cuts) = watch::channel(0);
        tokio::spawn(forward(listener, Arc::clone(&leads_to), cuts));
        Ok(Self {
            primary,
            standby,
            address,
            leads_to,
            cut,
        })
    }

    /// The URL of the pair without a database name, ending in a slash.
    #[must_use]
    pub fn url(&self) -> String {
        format!("postgres://talkoot@127.0.0.1:{}/", self.address)
    }

    /// Cuts every connection over the address; new ones are taken at once.
    pub fn cut(&self) {
        self.cut.send_modify(|number| *number += 1);
    }

    /// Lets the standby lead, and moves the address to it.
    ///
    /// # Errors
    /// When the standby does not take over.
    pub async fn fail_over(&self) -> anyhow::Result<()> {
        let mut admin = administrator(&self.standby).await?;
        sqlx::raw_sql("SELECT pg_promote()").execute(&mut admin).await?;
        let question = "SELECT CASE WHEN pg_is_in_recovery() THEN 0::bigint ELSE 1::bigint END";
        wait_for(&mut admin, question)
            .await
            .context("the standby does not lead")?;
        admin.close().await?;
        self.leads_to.store(self.standby.port(), Ordering::SeqCst);
        self.cut();
        Ok(())
    }
}

async fn administrator(cluster: &Cluster) -> anyhow::Result<PgConnection> {
    Ok(PgConnection::connect(&format!("{}postgres", cluster.url())).await?)
}

/// Waits until a question is answered with something else than zero.
async fn wait_for(admin: &mut PgConnection, question: &'static str) -> anyhow::Result<()> {
    for _ in 0..TRIES {
        let number: i64 = sqlx::query_scalar(question).fetch_one(&mut *admin).await?;
        if number > 0 {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    bail!("{question}: still nothing")
}

async fn forward(listener: TcpListener, leads_to: Arc<AtomicU16>, cuts: watch::Receiver<u64>) {
    while let Ok((mut client, _)) = listener.accept().await {
        let (port, mut cuts) = (leads_to.load(Ordering::SeqCst), cuts.clone());
        cuts.mark_unchanged();
        tokio::spawn(async move {
            let Ok(mut server) = TcpStream::connect(("127.0.0.1", port)).await else {
                return;
            };
            let _ = (client.set_nodelay(true), server.set_nodelay(true));
            tokio::select! {
                _ = copy_bidirectional(&mut client, &mut server) => {}
                _ = cuts.changed() => {}
            }
        });
    }
}
