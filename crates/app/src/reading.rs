//! Contents of files in memory, a few at a time.

use talkoot_storage::files::{self, StoredFile};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::{Answer, App, Failure};

/// Contents in memory at the same time, each with what was made of it: reading one keeps a core busy and takes up to
/// 100 MiB, what is unpacked of it as much again, and the rows of a ledger several times that, so that a request for twenty
/// of them takes no more than one for two.
static READERS: Semaphore = Semaphore::const_new(2);

/// Whoever has one may have a content in memory, and what is as large that was made of it, until it is given back.
pub(crate) type Turn = SemaphorePermit<'static>;

/// Waits for a turn. Never called within a transaction, nor by whoever has a turn.
///
/// So whoever has one may wait for a transaction, also for the one writer of SQLite: nobody who has a transaction open waits
/// for a turn. Those who wait for one do so before their command begins, and are called by no job: what looks at the
/// beginning of a ledger, `ledgers::read`, `ledgers::judge`, and the import of a message of the bank. A request for many
/// ledgers asks for their turns side by side, and each of its fields gives one back before it takes another.
pub(crate) async fn turn() -> Answer<Turn> {
    READERS.acquire().await.map_err(Failure::internal)
}

/// Does something with the content of a stored file, away from the threads that serve requests. For what is small that is
/// made of it; takes a turn, as [`turn`] does, that ends with it.
pub(crate) async fn in_turn<T: Send + 'static>(
    app: &App,
    file: &StoredFile,
    act: impl FnOnce(Vec<u8>) -> T + Send + 'static,
) -> Answer<T> {
    let (done, _) = keeping_turn(app, file, turn().await?, act).await?;
    Ok(done)
}

/// The same in a turn that was taken already, before the content is loaded; it is given back with what was made, for whoever
/// makes something as large of the content. It goes after the content, also when nobody waits for the answer any more.
pub(crate) async fn keeping_turn<T: Send + 'static>(
    app: &App,
    file: &StoredFile,
    turn: Turn,
    act: impl FnOnce(Vec<u8>) -> T + Send + 'static,
) -> Answer<(T, Turn)> {
    let content = files::content(app.store(), file.sha256).await?;
    let acting = tokio::task::spawn_blocking(move || (act(content), turn));
    acting.await.map_err(Failure::internal)
}
