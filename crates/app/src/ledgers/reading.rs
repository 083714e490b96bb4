use talkoot_domain::call::Terms;
use talkoot_ledger::{
    AccountMapping, Check, Judged, Limits, Posting, Profile, Refusal, Selection, Source, Window, import,
    nameless,
};
use talkoot_storage::{Access, files, files::StoredFile};
use tokio::sync::Semaphore;

use crate::{Answer, Failure};

/// Ledgers read at the same time: each keeps a core busy and its file in memory.
static READERS: Semaphore = Semaphore::const_new(2);

/// How many errors a refusal names.
const NAMED: usize = 5;

/// Reads a stored file outside of any transaction and away from the threads that serve requests.
/// A file with a row in error gives nothing but the reader's refusal.
pub(crate) async fn read(
    db: &impl Access,
    file: &StoredFile,
    profile: Profile,
    selection: Selection,
) -> Answer<Result<(Check, Vec<Posting>), Refusal>> {
    let _turn = READERS.acquire().await.map_err(Failure::internal)?;
    let source = Source::Bytes {
        name: file.name.clone(),
        bytes: files::content(db, file.sha256).await?,
    };
    tokio::task::spawn_blocking(move || {
        let mut postings = Vec::new();
        let check = import(
            &source,
            &profile,
            &selection,
            &Limits::default(),
            &mut |posting| {
                postings.push(posting);
                Ok(())
            },
        )?;
        Ok((check, postings))
    })
    .await
    .map_err(Failure::internal)
}

/// A copy of a stored file whose rows of wages keep no personal data; nothing when it has no such rows, and the
/// file itself can be kept. Read outside of any transaction, as [`read`].
pub(crate) async fn without_names(
    db: &impl Access,
    file: &StoredFile,
    profile: Profile,
    terms: Terms,
    mapping: Option<AccountMapping>,
) -> Answer<Option<Vec<u8>>> {
    let _turn = READERS.acquire().await.map_err(Failure::internal)?;
    let source = Source::Bytes {
        name: file.name.clone(),
        bytes: files::content(db, file.sha256).await?,
    };
    let is_wage = move |account: &str, cost_centre: &str| {
        let mut mapped = mapping
            .iter()
            .flat_map(|mapping| mapping.categories_of(account, cost_centre));
        terms.is_wage_line(account, None) || mapped.any(|category| terms.is_wages(category))
    };
    let copy = tokio::task::spawn_blocking(move || nameless(&source, &profile, &Limits::default(), &is_wage))
        .await
        .map_err(Failure::internal)?;
    let copy = copy.map_err(|refusal| Failure::internal(in_words(&refusal)))?;
    Ok((copy.rows > 0).then_some(copy.content))
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

/// Reads a stored file and says what becomes of the rows of a page.
pub(crate) async fn judge(
    db: &impl Access,
    file: &StoredFile,
    profile: Profile,
    selection: Selection,
    window: Window,
) -> Answer<Result<Judged, Refusal>> {
    let _turn = READERS.acquire().await.map_err(Failure::internal)?;
    let source = Source::Bytes {
        name: file.name.clone(),
        bytes: files::content(db, file.sha256).await?,
    };
    tokio::task::spawn_blocking(move || {
        talkoot_ledger::judge(&source, &profile, &selection, &Limits::default(), &window)
    })
    .await
    .map_err(Failure::internal)
}
