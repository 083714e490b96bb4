use talkoot_ledger::{
    Check, JudgedRow, Limits, Profile, Reason, Refusal, RowError, Selection, Source, Window, import_hiding,
    nameless,
};
use talkoot_storage::{
    files,
    files::{Packed, StoredFile},
};

use super::{
    kept::{Block, Key, Read, Whole},
    privacy::Privacy,
};
use crate::{
    Answer, App, Failure,
    reading::{Turn, in_turn, keeping_turn, turn},
};

/// How many errors a refusal names.
const NAMED: usize = 5;
/// What is told in the place of what stands in a file.
const UNTOLD: &str = "…";

/// What is done with a ledger, as something that is done with the content of its file.
pub(super) fn as_ledger<T>(
    file: &StoredFile,
    act: impl FnOnce(&Source) -> T + Send + 'static,
) -> impl FnOnce(Vec<u8>) -> T + Send + 'static {
    let name = file.name.clone();
    move |bytes| act(&Source::Bytes { name, bytes })
}

/// Reads a stored file outside of any transaction and away from the threads that serve requests.
/// A file with a row in error gives nothing but the reader's refusal. The turn is taken here, as [`turn`] says, and is kept
/// by whoever gets the rows for as long as it has them, also those of a file that was read before, which are a copy.
pub(crate) async fn read(
    app: &App,
    file: &StoredFile,
    (profile, selection): (&Profile, &Selection),
    privacy: &Privacy,
) -> Answer<(Read, Turn)> {
    let key = Key::of(file, (profile, selection), privacy)?;
    let turn = turn().await?;
    if let Some(kept) = app.read_files().whole(&key) {
        return Ok((kept.answer(), turn));
    }
    let (profile, selection, privacy) = (profile.clone(), selection.clone(), privacy.clone());
    let reading = as_ledger(file, move |source| -> Read {
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
    let (read, turn) = keeping_turn(app, file, turn, reading).await?;
    let read = match read {
        Ok(read) => app.read_files().keep_whole(key, Whole::InOrder(read)),
        Err(Refusal::RowsInError(check)) => app.read_files().keep_whole(key, Whole::InError(*check)),
        Err(refusal) => Err(refusal),
    };
    Ok((read, turn))
}

/// A copy of a stored file whose rows of wages keep no personal data, packed and brought to where contents are kept;
/// nothing when it has no such rows, and the file itself can be kept. Made outside of any transaction, as [`read`], and in
/// the turn of whoever has the rows of the file: another one would be waited for by everybody who has one.
pub(crate) async fn without_names(
    app: &App,
    file: &StoredFile,
    profile: &Profile,
    privacy: &Privacy,
    turn: Turn,
) -> Answer<(Option<Packed>, Turn)> {
    let (profile, privacy) = (profile.clone(), privacy.clone());
    let making = as_ledger(file, move |source| {
        privacy.hiding(|hidden| nameless(source, &profile, &Limits::default(), hidden.is_wage))
    });
    let (copy, turn) = keeping_turn(app, file, turn, making).await?;
    let copy = copy.map_err(|refusal| Failure::internal(in_words(&refusal)))?;
    if copy.rows == 0 {
        return Ok((None, turn));
    }
    let packed = files::keep(app.store(), &copy.content).await?;
    Ok((Some(packed), turn))
}

/// The reader's refusal for the person who imports: what is wrong, with the first errors.
pub(crate) fn in_words(refusal: &Refusal) -> String {
    let Refusal::RowsInError(check) = refusal else {
        return refusal.to_string();
    };
    let told = |error: &RowError| {
        format!(
            "row {}, column \"{}\": \"{}\", expected {}",
            error.row, error.column, error.value, error.expected
        )
    };
    with_errors(refusal, check, told)
}

/// The same for somebody who may not read the file: nothing that stands in it. The names of its columns are no exception,
/// for a profile may say of any row that it holds them; a column is told by its position, as profiles take it too.
pub(crate) fn in_words_without_values(refusal: &Refusal) -> String {
    let untold = || UNTOLD.to_owned();
    let told = match refusal {
        Refusal::RowsInError(check) => {
            return with_errors(refusal, check, |error| without_value(check, error));
        }
        Refusal::NoSuchColumn { wanted, .. } => Refusal::NoSuchColumn {
            wanted: wanted.clone(),
            columns: vec![untold()],
        },
        Refusal::ChooseAmount { .. } => Refusal::ChooseAmount {
            candidates: vec![untold()],
        },
        Refusal::AmountNotUnique { .. } => Refusal::AmountNotUnique {
            candidates: vec![untold()],
        },
        Refusal::DecimalsInNextColumn { .. } => Refusal::DecimalsInNextColumn { column: untold() },
        Refusal::CreditSign { row, .. } => Refusal::CreditSign {
            row: *row,
            column: untold(),
        },
        Refusal::SignColumn { .. } => Refusal::SignColumn { column: untold() },
        Refusal::DamagedWorkbook { .. } => Refusal::DamagedWorkbook { why: untold() },
        other => return other.to_string(),
    };
    told.to_string()
}

/// Where an error is and what should stand there.
fn without_value(check: &Check, error: &RowError) -> String {
    let named = check.columns.iter().position(|name| *name == error.column);
    let position = named
        .map(|place| place + 1)
        .or_else(|| error.column.strip_prefix('#')?.parse().ok());
    let column = position.map_or_else(String::new, |position| format!(", column #{position}"));
    let expected = match error.reason {
        // The sum that is expected may be that of one row.
        Reason::TotalDisagrees => "the sum of the rows above",
        _ => error.expected.as_str(),
    };
    format!("row {}{column}: expected {expected}", error.row)
}

/// A refusal of rows with the first errors.
fn with_errors(refusal: &Refusal, check: &Check, told: impl Fn(&RowError) -> String) -> String {
    let errors: Vec<String> = check.errors.iter().take(NAMED).map(told).collect();
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
