//! Contents of files in memory, a few at a time.

use talkoot_storage::files::{self, StoredFile};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::{Answer, App, Failure};

/// Contents in memory at the same time: reading one keeps a core busy and takes up to 100 MiB, and what is unpacked of it as
/// much again, so that a request for twenty of them takes no more than one for two.
static READERS: Semaphore = Semaphore::const_new(2);

/// Whoever has one may have a content in memory.
pub(crate) type Turn = SemaphorePermit<'static>;

/// Does something with the content of a stored file, away from the threads that serve requests.
pub(crate) async fn in_turn<T: Send + 'static>(
    app: &App,
    file: &StoredFile,
    act: impl FnOnce(Vec<u8>) -> T + Send + 'static,
) -> Answer<T> {
    let (done, _) = keeping_turn(app, file, act).await?;
    Ok(done)
}

/// The same, with the turn for whoever makes something as large of the content. The turn is taken before the content is
/// loaded and goes after it, also when nobody waits for the answer any more. Never called within a transaction, which
/// others wait for, nor by whoever has a turn.
pub(crate) async fn keeping_turn<T: Send + 'static>(
    app: &App,
    file: &StoredFile,
    act: impl FnOnce(Vec<u8>) -> T + Send + 'static,
) -> Answer<(T, Turn)> {
    let turn = READERS.acquire().await.map_err(Failure::internal)?;
    let content = files::content(app.store(), file.sha256).await?;
    let acting = tokio::task::spawn_blocking(move || (act(content), turn));
    acting.await.map_err(Failure::internal)
}
