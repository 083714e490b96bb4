//! The connection that is kept for the mail that may follow.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use lettre::transport::smtp::client::AsyncSmtpConnection;
use tokio::time::sleep;

/// So many mails go over one connection; mail servers close it after some number of their own.
const MOST_MAILS: u32 = 50;
/// A connection over which nothing goes for so long is closed; mail servers wait for minutes.
const IDLE: Duration = Duration::from_secs(2);

/// A connection over which mails go one after the other.
pub(super) struct Kept {
    pub(super) connection: AsyncSmtpConnection,
    mails: u32,
}

impl Kept {
    pub(super) const fn new(connection: AsyncSmtpConnection) -> Self {
        Self { connection, mails: 0 }
    }
}

/// The connection that waits, if there is one. Whoever uses it takes it out; only after a mail was taken it is put back.
#[derive(Clone, Default)]
pub(super) struct Keeping(Arc<Mutex<Waiting>>);

#[derive(Default)]
struct Waiting {
    connection: Option<Kept>,
    /// Counts what was put back, to know whether it is still the same one.
    turn: u64,
}

impl Keeping {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn take(&self) -> Option<Kept> {
        self.lock().connection.take()
    }

    /// Keeps a connection over which a mail was taken, or ends it when it has had enough.
    pub(super) fn keep(&self, mut kept: Kept) {
        kept.mails += 1;
        if kept.mails >= MOST_MAILS {
            end(kept);
            return;
        }
        let turn = {
            let mut waiting = self.lock();
            waiting.turn += 1;
            let before = waiting.connection.replace(kept);
            if let Some(before) = before {
                end(before);
            }
            waiting.turn
        };
        let keeping = self.clone();
        tokio::spawn(async move {
            sleep(IDLE).await;
            let idle = {
                let mut waiting = keeping.lock();
                if waiting.turn == turn {
                    waiting.connection.take()
                } else {
                    None
                }
            };
            if let Some(idle) = idle {
                end(idle);
            }
        });
    }
}

/// Says goodbye, without anybody waiting for it.
fn end(mut kept: Kept) {
    tokio::spawn(async move {
        let farewell = kept.connection.abort();
        let _ = tokio::time::timeout(IDLE, farewell).await;
    });
}
