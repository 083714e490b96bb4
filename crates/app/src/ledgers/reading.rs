use talkoot_ledger::{
    Check, JudgedRow, Limits, Posting, Profile, Refusal, Selection, Source, Window, import_hiding, nameless,
};
use talkoot_storage::{
    files,
    files::{Packed, StoredFile},
};

use super::{
    kept::{Block, Key, Whole},
    privacy::Privacy,
};
use crate::{
    Answer, App, Failure,
    reading::{in_turn, keeping_turn},
};

/// How many errors a refusal names.
const NAMED: usize = 5;

/// What is done with a ledger, as something that is done with the content of its file.
pub(super) fn as_ledger<T>(
    file: &StoredFile,
    act: impl FnOnce(&Source) -> T + Send + 'static,
) -> impl FnOnce(Vec<u8>) -> T + Send + 'static {
    let name = file.name.clone();
    move |bytes| act(&Source::Bytes { name, bytes })
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
    let reading = as_ledger(file, move |source| -> Result<(Check, Vec<Posting>), Refusal> {
        let mut postings = Vec::new();
        let mut keep = |posting| {
            postings.push(posting);
            Ok(())
        };
        let limits = Limits::default();
        let check = privacy
            .hiding(|hidden| import_hiding(source, &profile, &selection, &limits, hidden, &mut keep))?;
        Ok((check, postings))
    });
    match in_turn(app, file, reading).await? {
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
    let making = as_ledger(file, move |source| {
        privacy.hiding(|hidden| nameless(source, &profile, &Limits::default(), hidden.is_wage))
    });
    // The copy is as large as the file: the turn ends when it is packed.
    let (copy, _turn) = keeping_turn(app, file, making).await?;
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
    let judging = as_ledger(file, move |source| {
        let limits = Limits::default();
        privacy.hiding(|hidden| {
            talkoot_ledger::judge(source, &profile, &selection, &limits, &wanted, Some(hidden))
        })
    });
    Ok(in_turn(app, file, judging).await?.map(|judged| {
        let block = Block::new(wide, judged.rows, judged.matching);
        let page = block.rows_of(window);
        let matching = block.matching();
        app.read_files().keep_block(key, block);
        (page.unwrap_or_default(), matching)
    }))
}
