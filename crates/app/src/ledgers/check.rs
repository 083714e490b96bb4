use talkoot_domain::{
    ids::{CostReportId, FileId, LedgerProfileId},
    policy::Actor,
};
use talkoot_ledger::{AccountUsed, Profile, Refusal, Selection, accounts_used};
use talkoot_storage::{Scope, cost_reports, files::StoredFile, projects};

use super::{
    Diagnosis, diagnosis, in_force, in_words, inspection::looked_at, privacy::Privacy, read, stored_profile,
};
use crate::{Answer, App, Failure, cost_reports::period_of, files};

/// A file to be looked at before it is imported. Nothing is stored.
#[derive(Clone, Debug)]
pub struct CheckLedger {
    /// The file.
    pub file: FileId,
    /// A saved profile; goes before `profile`.
    pub saved_profile: Option<LedgerProfileId>,
    /// What is settled about the file.
    pub profile: Profile,
    /// The column of the amounts.
    pub amount_column: Option<String>,
    /// Which rows are wanted.
    pub selection: Selection,
    /// The report whose period decides; all days when absent.
    pub report: Option<CostReportId>,
}

/// What a file would bring.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Why it would be refused, as a code and in words; nothing when it could be imported.
    pub refusal: Option<(&'static str, String)>,
    /// The beginning of the file, as far as its layout could be told.
    pub preview: Option<Preview>,
    /// What becomes of each row; absent when the layout cannot be told.
    pub diagnosis: Option<Diagnosis>,
    /// The accounts of the selected rows; empty when a row is in error.
    pub accounts: Vec<AccountUsed>,
}

/// The beginning of a file.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The row with the names of the columns, counted from 1.
    pub header_row: u64,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The column of the amounts, when it can be told.
    pub amount_column: Option<String>,
    /// What has to be answered before the file can be imported.
    pub question: Option<String>,
    /// The first rows as text; personal identity codes are masked.
    pub first_rows: Vec<Vec<String>>,
    /// A profile that says all of this, as JSON, to be corrected and saved.
    pub proposed: Profile,
}

/// Looks at a file: what was found, what would be selected, which accounts it uses. Nothing is stored but that the person
/// read it.
///
/// # Errors
/// Not found when the profile or the report does not exist for this person, and when the person may not read the file.
pub async fn check(app: &App, actor: &Actor, asked: CheckLedger) -> Answer<Checked> {
    let (db, scope) = (app.store(), Scope::of(actor));
    let file = files::readable(app, actor, asked.file).await?;
    let mut profile = match asked.saved_profile {
        None => asked.profile,
        Some(id) => {
            stored_profile(db, &scope, id)
                .await?
                .ok_or(Failure::NotFound("ledger profile"))?
                .profile
        }
    };
    if asked.amount_column.is_some() {
        profile.amount = asked.amount_column;
    }
    let mut selection = asked.selection;
    let mut privacy = Privacy {
        mapping: in_force(db, &scope, file.organisation)
            .await?
            .map(|held| held.mapping),
        ..Privacy::default()
    };
    if let Some(report) = asked.report {
        let report = cost_reports::find(db, &scope, report)
            .await?
            .ok_or(Failure::NotFound("cost report"))?;
        let project = projects::find(db, &scope, report.project)
            .await?
            .ok_or(Failure::NotFound("project"))?;
        let days = period_of(db, &project, &report).await?;
        selection.first_day = Some(days.first);
        selection.last_day = Some(days.last);
        privacy.terms = Some(project.terms);
    }
    let preview = preview(app, &file, profile.clone(), privacy.clone()).await?;
    let (read, _turn) = read(app, &file, (&profile, &selection), &privacy).await?;
    files::rows_were_read(app, actor, &file).await?;
    let (refusal, check, accounts) = match read {
        Ok((check, postings)) => (None, Some(check), accounts_used(&postings)),
        Err(refusal) => {
            let said = Some((refusal.code(), in_words(&refusal)));
            match refusal {
                Refusal::RowsInError(check) => (said, Some(*check), Vec::new()),
                _ => (said, None, Vec::new()),
            }
        }
    };
    let written = check
        .map(|check| serde_json::to_value(check).map_err(Failure::internal))
        .transpose()?;
    Ok(Checked {
        refusal,
        preview,
        diagnosis: written.map(diagnosis).transpose()?,
        accounts,
    })
}

async fn preview(
    app: &App,
    file: &StoredFile,
    profile: Profile,
    privacy: Privacy,
) -> Answer<Option<Preview>> {
    let found = looked_at(app, file, profile, privacy).await?;
    Ok(found.ok().map(|found| Preview {
        header_row: found.header_row,
        columns: found.columns,
        amount_column: found.amount_column,
        question: found.question,
        first_rows: found.first_rows,
        proposed: found.proposed,
    }))
}
