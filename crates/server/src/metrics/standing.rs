//! How the installation stands, as the database says: the same from every process over it.

use std::time::Duration;

use chrono::{DateTime, Utc};
use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{family::Family, gauge::Gauge},
    registry::{Registry, Unit},
};
use talkoot_app::{App, Store, told};
use talkoot_storage::{
    StorageError, jobs,
    mails::{self, MailState},
    obligations,
};
use tokio::{sync::Mutex, time::Instant};

/// The database is not asked more often, whoever scrapes.
const FRESH: Duration = Duration::from_secs(5);
/// A database that takes longer does not answer.
const LONGEST: Duration = Duration::from_secs(5);

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Labels {
    state: &'static str,
}

/// What is asked of the database.
pub(super) struct Standing {
    up: Gauge,
    mails: Family<Labels, Gauge>,
    oldest_mail: Gauge,
    parked_jobs: Gauge,
    overdue: Gauge,
    connections: Family<Labels, Gauge>,
    looked_at: Mutex<Option<Instant>>,
}

/// One look.
struct Looked {
    mails: [(&'static str, u64); 3],
    oldest_mail: i64,
    parked_jobs: u64,
    overdue: u64,
}

impl Standing {
    pub(super) fn registered(registry: &mut Registry) -> Self {
        let standing = Self {
            up: Gauge::default(),
            mails: Family::default(),
            oldest_mail: Gauge::default(),
            parked_jobs: Gauge::default(),
            overdue: Gauge::default(),
            connections: Family::default(),
            looked_at: Mutex::default(),
        };
        registry.register(
            "database_up",
            "1 while the database answers; else what it says below is old",
            standing.up.clone(),
        );
        registry.register(
            "mails",
            "Mails by state: waiting, sent, refused for good by the mail server",
            standing.mails.clone(),
        );
        registry.register_with_unit(
            "mails_oldest_waiting",
            "For how long the oldest waiting mail has waited",
            Unit::Seconds,
            standing.oldest_mail.clone(),
        );
        registry.register(
            "jobs_parked",
            "Jobs that the worker has given up; talkoot resend tries them again",
            standing.parked_jobs.clone(),
        );
        registry.register(
            "obligations_overdue",
            "Overdue obligations of all projects",
            standing.overdue.clone(),
        );
        registry.register(
            "database_connections",
            "Connections of this process to the database by state",
            standing.connections.clone(),
        );
        standing
    }

    /// Asks the database, unless that was done just now.
    pub(super) async fn look(&self, app: &App) {
        let mut looked_at = self.looked_at.lock().await;
        if looked_at.is_some_and(|at| at.elapsed() < FRESH) {
            return;
        }
        let (open, idle) = app.store().connections();
        set(&self.connections, "idle", idle.into());
        set(&self.connections, "used", open.saturating_sub(idle).into());
        match tokio::time::timeout(LONGEST, look(app.store(), app.now())).await {
            Ok(Ok(looked)) => {
                self.up.set(1);
                for (state, number) in looked.mails {
                    set(&self.mails, state, number);
                }
                self.oldest_mail.set(looked.oldest_mail);
                self.parked_jobs.set(signed(looked.parked_jobs));
                self.overdue.set(signed(looked.overdue));
            }
            Ok(Err(error)) => {
                tracing::error!(
                    error = told(&error),
                    "the database cannot be looked at for the metrics"
                );
                self.up.set(0);
            }
            Err(_) => {
                tracing::error!("the database does not answer in time for the metrics");
                self.up.set(0);
            }
        }
        *looked_at = Some(Instant::now());
    }
}

fn set(family: &Family<Labels, Gauge>, state: &'static str, number: u64) {
    family.get_or_create(&Labels { state }).set(signed(number));
}

async fn look(store: &Store, now: DateTime<Utc>) -> Result<Looked, StorageError> {
    let oldest = mails::waiting_since(store, now, 1).await?;
    Ok(Looked {
        mails: [
            ("waiting", mails::count(store, MailState::Queued).await?),
            ("sent", mails::count(store, MailState::Sent).await?),
            ("refused", mails::count(store, MailState::Refused).await?),
        ],
        oldest_mail: oldest
            .first()
            .map_or(0, |mail| (now - mail.created_at).num_seconds().max(0)),
        parked_jobs: jobs::count(store, "dead").await?,
        overdue: obligations::count_overdue(store).await?,
    })
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
