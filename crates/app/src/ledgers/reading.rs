use talkoot_ledger::{
    Check, JudgedRow, Limits, Posting, Profile, Refusal, Selection, Source, Window, import_hiding, nameless,
};
use talkoot_storage::{
    files,
    files::{Packed, StoredFile},
};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::{
    kept::{Block, Key, Whole},
    privacy::Privacy,
};
use crate::{Answer, App, Failure};

/// Ledgers in memory at the same time: each keeps a core busy and takes up to 100 MiB, and what is unpacked of it as much
/// again, so that a request for twenty of them takes no more than one for two.
static READERS: Semaphore = Semaphore::const_new(2);

/// Whoever has one may have a ledger in memory.
type Turn = SemaphorePermit<'static>;

/// How many errors a refusal names.
const NAMED: usize = 5;

/// Does something with the content of a stored file, away from the threads that serve requests.
pub(super) async fn in_turn<T: Send + 'static>(
    app: &App,
    file: &StoredFile,
    act: impl FnOnce(&Source) -> T + Send + 'static,
) -> Answer<T> {
    let (done, _) = keeping_turn(app, file, act).await?;
    Ok(done)
}

/// The same, with the turn for whoever makes something as large of the content. The turn is taken before the content is
/// loaded and goes after it, also when nobody waits for the answer any more. Never called within a transaction, which
/// others wait for, nor by whoever has a turn.
async fn keeping_turn<T: Send + 'static>(
    app: &App,
    file: &StoredFile,
    act: impl FnOnce(&Source) -> T + Send + 'static,
) -> Answer<(T, Turn)> {
    let turn = READERS.acquire().await.map_err(Failure::internal)?;
    let source = Source::Bytes {
        name: file.name.clone(),
        bytes: files::content(app.store(), file.sha256).await?,
    };
    let acting = tokio::task::spawn_blocking(move || {
        let done = act(&source);
        drop(source);
        (done, turn)
    });
    acting.await.map_err(Failure::internal)
}

/// Reads a stored file outside of any transaction and away from the threads that serve requests.
/// A file with a row in error gives nothing but the reader's refusal.
pub(crate) async fn read(
    app: &App,
    file: &StoredFile,
    (profile, selection): (&Profile, &Selection),
    privacy: &Privacy,
) -> Answer<Result<(Check, Vec<Posting>), Refusal>> {
    let key = Key::of(file, (profile, selection), privacy)?;
    if let Some(kept) = app.read_files().whole(&key) {
        return Ok(kept.answer());
    }
    let (profile, selection, privacy) = (profile.clone(), selection.clone(), privacy.clone());
    let reading = in_turn(
        app,
        file,
        move |source| -> Result<(Check, Vec<Posting>), Refusal> {
            let mut postings = Vec::new();
            let mut keep = |posting| {
                postings.push(posting);
                Ok(())
            };
            let limits = Limits::default();
            let check = privacy
                .hiding(|hidden| import_hiding(source, &profile, &selection, &limits, hidden, &mut keep))?;
            Ok((check, postings))
        },
    );
    match reading.await? {
        Ok(read) => {
            let kept = app.read_files().keep_whole(key, Whole::InOrder(read));
            Ok(kept.answer())
        }
        Err(Refusal::RowsInError(check)) => {
            let kept = app.read_files().keep_whole(key, Whole::InError(*check));
            Ok(kept.answer())
        }
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// A copy of a stored file whose rows of wages keep no personal data, packed and brought to where contents are kept;
/// nothing when it has no such rows, and the file itself can be kept. Made outside of any transaction, as [`read`].
pub(crate) async fn without_names(
    app: &App,
    file: &StoredFile,
    profile: &Profile,
    privacy: &Privacy,
) -> Answer<Option<Packed>> {
    let (profile, privacy) = (profile.clone(), privacy.clone());
    let making = keeping_turn(app, file, move |source| {
        privacy.hiding(|hidden| nameless(source, &profile, &Limits::default(), hidden.is_wage))
    });
    // The copy is as large as the file: the turn ends when it is packed.
    let (copy, _turn) = making.await?;
    let copy = copy.map_err(|refusal| Failure::internal(in_words(&refusal)))?;
    if copy.rows == 0 {
        return Ok(None);
    }
    Ok(Some(files::keep(app.store(), &copy.content).await?))
}

/// The reader's refusal for the person who imports: what is wrong, with the first errors.
pub(crate) fn in_words(refusal: &Refusal) -> String {
    let Refusal::RowsInError(check) = refusal else {
        return refusal.to_string();
    };
    let errors: Vec<String> = check
        .errors
        .iter()
        .take(NAMED)
        .map(|error| {
            format!(
                "row {}, column \"{}\": \"{}\", expected {}",
                error.row, error.column, error.value, error.expected
            )
        })
        .collect();
    let more = check
        .error_count
        .saturating_sub(u64::try_from(errors.len()).unwrap_or(u64::MAX));
    let more = if more > 0 {
        format!("; and {more} more")
    } else {
        String::new()
    };
    format!("{refusal}; nothing was imported ({}{more})", errors.join("; "))
}

/// Says what becomes of the rows of a page of a stored file, and how many rows there are on all pages. A block of many
/// pages is read at once and kept for a while, so that who goes through a file does not read it for each page.
pub(crate) async fn judge(
    app: &App,
    file: &StoredFile,
    (profile, selection): (&Profile, &Selection),
    window: &Window,
    privacy: &Privacy,
) -> Answer<Result<(Vec<JudgedRow>, u64), Refusal>> {
    let key = Key::of(file, (profile, selection), privacy)?;
    if let Some(page) = app.read_files().page(&key, window) {
        return Ok(Ok(page));
    }
    let (profile, selection, privacy) = (profile.clone(), selection.clone(), privacy.clone());
    let wide = Block::around(window);
    let wanted = wide.clone();
    let judging = in_turn(app, file, move |source| {
        let limits = Limits::default();
        privacy.hiding(|hidden| {
            talkoot_ledger::judge(source, &profile, &selection, &limits, &wanted, Some(hidden))
        })
    });
    Ok(judging.await?.map(|judged| {
        let block = Block::new(wide, judged.rows, judged.matching);
        let page = block.rows_of(window);
        let matching = block.matching();
        app.read_files().keep_block(key, block);
        (page.unwrap_or_default(), matching)
    }))
}
