//! What an import would bring, row by row, before anything is stored.

use std::collections::BTreeMap;

use talkoot_domain::{
    cost_line::LedgerEntry,
    money::{Money, Overflow},
    policy::Actor,
    workflow::Refusal,
};
use talkoot_ledger::{Check, JudgedRow, Window};
use talkoot_storage::Scope;

use super::{
    comparison::{self, Comparison},
    duplicates::{self, Duplicate},
    import::{NewLine, entries, new_lines},
    import_checks::{check_duplicates, check_file, faulty},
    plan::{Fingerprint, LedgerPlan, Planned, planned},
};
use crate::{
    Answer, App, Failure, files,
    ledgers::{self, Diagnosis, diagnosis},
};

/// What an import would bring.
#[derive(Clone, Debug)]
pub struct Previewed {
    /// The plan, to look at single rows with.
    pub planned: Planned,
    /// Everything for which the import would be refused; empty when it would be made.
    pub refusals: Vec<Refusal>,
    /// What is given with the import to make it exactly so; nothing when it would be refused.
    pub token: Option<String>,
    /// What becomes of the rows, with the equation; absent when the layout cannot be told.
    pub diagnosis: Option<Diagnosis>,
    /// What the lines add up to by category, those without one first; empty when a row is in error.
    pub categories: Vec<CategorySum>,
    /// Rows that are costs of other reports.
    pub duplicates: Vec<Duplicate>,
    /// What changes against the import in force; nothing when there is none.
    pub comparison: Option<Comparison>,
}

/// What lines add up to in one category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategorySum {
    /// Its code; nothing for lines without a mapping.
    pub category: Option<String>,
    /// How many lines.
    pub lines: u64,
    /// Their sum.
    pub amount: Money,
}

/// One row of the file and what would become of it.
#[derive(Clone, Debug)]
pub struct PreviewRow {
    /// What the reader says.
    pub judged: JudgedRow,
    /// The category that the mapping gives a cost line; nothing without a mapping.
    pub category: Option<String>,
    /// Where else it is a cost.
    pub duplicates: Vec<Duplicate>,
}

/// Reads a file as an import would, and stores nothing but that the person read it.
///
/// # Errors
/// As an import before the file is read: when something named does not exist, for people who may not import,
/// and when the report is with the lead. Not found when the person may not read the file. What is wrong with the file
/// itself is part of the preview.
pub async fn preview(app: &App, actor: &Actor, plan: &LedgerPlan) -> Answer<Previewed> {
    let db = app.store();
    let planned = planned(db, actor, plan).await?;
    files::may_read(app, actor, &planned.file).await?;
    let how = (&planned.profile, &planned.selection);
    // To the end: there are rows, or lines of them, until then.
    let (read, _turn) = ledgers::read(app, &planned.file, how, &planned.privacy).await?;
    files::rows_were_read(app, actor, &planned.file).await?;
    let (check, postings) = match read {
        Ok(read) => read,
        Err(refusal) => {
            let mut refusals = Vec::new();
            gather(
                &mut refusals,
                Err::<(), _>(faulty(&["fileId"], ledgers::in_words(&refusal))),
            )?;
            let check = match refusal {
                talkoot_ledger::Refusal::RowsInError(check) => Some(*check),
                _ => None,
            };
            return Ok(Previewed {
                planned,
                refusals,
                token: None,
                diagnosis: check.as_ref().map(written).transpose()?,
                categories: Vec::new(),
                duplicates: Vec::new(),
                comparison: None,
            });
        }
    };
    let mut refusals = Vec::new();
    let (project, report) = (&planned.project, &planned.report);
    gather(&mut refusals, check_file(plan, project, &planned.profile, &check))?;
    gather(&mut refusals, planned.placing().check_categories(&postings))?;
    let token = Fingerprint::of(&planned, &check, &postings)?.token();
    let lines = new_lines(&planned, postings)?;
    let found = duplicates::found(db, &Scope::of(actor), report, &entries(&lines)).await?;
    gather(&mut refusals, check_duplicates(project, &found))?;
    let categories = sums(&lines)?;
    let comparison = match report.import {
        None => None,
        Some(before) => {
            let before = comparison::known(db, before).await?;
            let after: Vec<_> = lines.into_iter().map(|line| (None, line.entry)).collect();
            Some(comparison::compare(&before, &after)?)
        }
    };
    Ok(Previewed {
        token: refusals.is_empty().then_some(token),
        refusals,
        diagnosis: Some(written(&check)?),
        categories,
        duplicates: found,
        comparison,
        planned,
    })
}

/// Keeps what would be refused; what is no refusal stops the preview too.
fn gather<T>(refusals: &mut Vec<Refusal>, answer: Answer<T>) -> Answer<()> {
    match answer {
        Ok(_) => Ok(()),
        Err(Failure::Refused(more)) => {
            refusals.extend(more);
            Ok(())
        }
        Err(failure) => Err(failure),
    }
}

fn written(check: &Check) -> Answer<Diagnosis> {
    diagnosis(serde_json::to_value(check).map_err(Failure::internal)?)
}

fn sums(lines: &[NewLine]) -> Answer<Vec<CategorySum>> {
    let mut sums: BTreeMap<Option<&str>, (u64, Money)> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.place.exclusion.is_none()) {
        let (count, amount) = sums.entry(line.place.category.as_deref()).or_default();
        *count += 1;
        *amount = amount
            .checked_add(line.entry.amount)
            .map_err(|overflow: Overflow| Failure::internal(overflow))?;
    }
    Ok(sums
        .into_iter()
        .map(|(category, (lines, amount))| CategorySum {
            category: category.map(ToOwned::to_owned),
            lines,
            amount,
        })
        .collect())
}

/// A page of the rows of a previewed file, and how many there are on all pages.
///
/// # Errors
/// When the file cannot be read, as the preview has said.
pub async fn preview_rows(
    app: &App,
    actor: &Actor,
    planned: &Planned,
    window: &Window,
) -> Answer<(Vec<PreviewRow>, u64)> {
    let db = app.store();
    let how = (&planned.profile, &planned.selection);
    let (judged, matching) = ledgers::judge(app, &planned.file, how, window, &planned.privacy)
        .await?
        .map_err(|refusal| faulty(&["fileId"], ledgers::in_words(&refusal)))?;
    let postings: Vec<_> = judged.iter().filter_map(|row| row.posting.clone()).collect();
    let rows_of_lines: Vec<u64> = postings.iter().map(|posting| posting.row).collect();
    let lines = new_lines(planned, postings)?;
    let entries: Vec<LedgerEntry> = entries(&lines);
    let found = duplicates::found(db, &Scope::of(actor), &planned.report, &entries).await?;
    let mut categories: BTreeMap<u64, Option<String>> = rows_of_lines
        .into_iter()
        .zip(lines.into_iter().map(|line| line.place.category))
        .collect();
    let row = |judged: JudgedRow| PreviewRow {
        category: categories.remove(&judged.row).flatten(),
        duplicates: found
            .iter()
            .filter(|duplicate| u64::try_from(duplicate.row) == Ok(judged.row))
            .cloned()
            .collect(),
        judged,
    };
    Ok((judged.into_iter().map(row).collect(), matching))
}
