use std::collections::HashMap;

use serde_json::json;
use talkoot_domain::{
    cost_line::{CostLine, LedgerEntry},
    cost_report::{Command, CostReport, CostReportMachine},
    duplicate::DuplicateCosts,
    hands::Deed,
    ids::{CostReportId, LedgerImportId},
    money::Money,
    policy::{Action, Actor},
    reimport,
};
use talkoot_ledger::{Check, Posting, Refusal};
use talkoot_storage::{
    Access, Scope, Tx, cost_lines, cost_reports,
    files::{self, Packed, StoredFile},
    ledger_imports::{self, LedgerImport},
    organisations,
};

use super::{
    carry_over::carry_over,
    duplicates::{self, Duplicate},
    facts,
    import_checks::{check_duplicates, check_file, faulty},
    locked,
    placing::Place,
    plan::{Fingerprint, LedgerPlan, Planned, planned},
    standings, subject,
};
use crate::{
    Answer, App, Begun, Failure, Note, Request, Subject, Version, Work, files::is_readable, ledgers,
    reading::Turn,
};

/// A ledger file to be imported into a report.
#[derive(Clone, Debug)]
pub struct ImportLedger {
    /// The file, and how it is to be read.
    pub plan: LedgerPlan,
    /// The version that was read.
    pub expected_version: Version,
    /// What the person saw in a preview and confirms; nothing when it was not previewed.
    pub preview: Option<String>,
}

/// A file that was read and found in order, outside of any transaction.
struct Prepared {
    planned: Planned,
    check: Check,
    lines: Vec<NewLine>,
    selected: Money,
    duplicates: Vec<Duplicate>,
    /// What was decided about lines of the superseded import that stayed, by their place among the new ones.
    kept: HashMap<usize, CostLine>,
    /// What is kept of the file in its place, when rows of it are wages.
    copy: Option<Packed>,
    /// In which the rows were read; given back when they are gone.
    _turn: Turn,
}

impl Prepared {
    /// Whether a line has a category or a sub-area that somebody gave it before this import.
    fn keeps_decisions(&self) -> bool {
        let given = self.planned.plan.sub_area;
        self.kept
            .values()
            .any(|line| line.version > 1 || given.is_none() && line.sub_area.is_some())
    }
}

/// A cost line as the file and the mapping make it.
pub(super) struct NewLine {
    pub entry: LedgerEntry,
    pub place: Place,
}

/// Imports a ledger file into a report: keeps the file's diagnosis and, of its rows, only those that
/// are selected. An import before is superseded and kept.
///
/// # Errors
/// Refused as a whole when any row is in error, when the stated total is another one, when nothing is
/// selected, when a preview showed something else, when the call refuses costs that stand in other reports,
/// and when the report is with the lead. Who may not read the file, because a colleague uploaded it and nobody has put it
/// to use, imports it all the same, and is told what is wrong with it without what stands in it.
pub async fn import(app: &App, actor: &Actor, request: Request<ImportLedger>) -> Answer<CostReportId> {
    // Reading takes seconds and a transaction holds up everybody else on SQLite, so the file is read
    // before. What was refused is told only after the key has been looked at: a repetition gets the first answer.
    let prepared = prepare(app, actor, &request.body).await;
    let work = match app.begin(actor, Action::ImportLedger, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    store(work, actor, &request.body, prepared?).await
}

async fn prepare(app: &App, actor: &Actor, asked: &ImportLedger) -> Answer<Prepared> {
    let db = app.store();
    let planned = planned(db, actor, &asked.plan).await?;
    let how = (&planned.profile, &planned.selection);
    let (read, turn) = ledgers::read(app, &planned.file, how, &planned.privacy).await?;
    let (check, postings) = match read {
        Ok(read) => read,
        Err(refusal) => return Err(cannot_be_read(app, actor, &planned.file, &refusal).await?),
    };
    if let Some(seen) = &asked.preview {
        Fingerprint::of(&planned, &check, &postings)?.confirm(seen)?;
    }
    let selected = check_file(&planned.plan, &planned.project, &planned.profile, &check)?;
    planned.placing().check_categories(&postings)?;
    let lines = new_lines(&planned, postings)?;
    let duplicates = duplicates::found(db, &Scope::of(actor), &planned.report, &entries(&lines)).await?;
    check_duplicates(&planned.project, &duplicates)?;
    let kept = kept(db, &planned.report, &lines).await?;
    let (profile, privacy) = (&planned.profile, &planned.privacy);
    let (copy, turn) = ledgers::without_names(app, &planned.file, profile, privacy, turn).await?;
    Ok(Prepared {
        planned,
        check,
        lines,
        selected,
        duplicates,
        kept,
        copy,
        _turn: turn,
    })
}

/// What is wrong with the file, with what stands there only for whoever may read it.
async fn cannot_be_read(app: &App, actor: &Actor, file: &StoredFile, refusal: &Refusal) -> Answer<Failure> {
    let said = if is_readable(app.store(), actor, file).await? {
        ledgers::in_words(refusal)
    } else {
        ledgers::in_words_without_values(refusal)
    };
    Ok(faulty(&["fileId"], said))
}

/// What was decided about lines of the import in force that the new file has unchanged.
async fn kept(db: &impl Access, report: &CostReport, lines: &[NewLine]) -> Answer<HashMap<usize, CostLine>> {
    let Some(import) = report.import else {
        return Ok(HashMap::new());
    };
    let mut before = cost_lines::rows_of_import(db, import).await?;
    let olds: Vec<LedgerEntry> = before.iter().map(|line| line.entry.clone()).collect();
    let found = reimport::difference(&olds, &entries(lines));
    let mut kept = HashMap::new();
    let mut stayed: HashMap<usize, usize> = found.stayed.into_iter().collect();
    for (old, line) in before.drain(..).enumerate() {
        if let Some(new) = stayed.remove(&old) {
            kept.insert(new, line);
        }
    }
    Ok(kept)
}

pub(super) fn entries(lines: &[NewLine]) -> Vec<LedgerEntry> {
    lines.iter().map(|line| line.entry.clone()).collect()
}

/// The cost lines that the selected rows become; those of wages without personal data.
pub(super) fn new_lines(planned: &Planned, postings: Vec<Posting>) -> Answer<Vec<NewLine>> {
    let placing = planned.placing();
    let line = |posting: Posting| {
        Ok(NewLine {
            place: placing.of(&posting),
            entry: entry(posting)?,
        })
    };
    let postings = placing.without_personal_data(postings);
    postings.into_iter().map(line).collect()
}

async fn store(
    mut work: Work<'_>,
    actor: &Actor,
    asked: &ImportLedger,
    prepared: Prepared,
) -> Answer<CostReportId> {
    let (project, report) = locked(&work, asked.plan.report).await?;
    work.permit(&standings(&project, &report))?;
    work.same_version(
        "cost_report",
        report.id.into(),
        report.version,
        asked.expected_version,
    )
    .await?;
    // The file was judged by what the project and the report said when it was read.
    let planned = &prepared.planned;
    work.same_version(
        "cost_report",
        report.id.into(),
        report.version,
        planned.report.version,
    )
    .await?;
    work.same_version(
        "project",
        project.id.into(),
        project.version,
        planned.project.version,
    )
    .await?;
    let facts = facts(&work.tx, &report, actor.person).await?;
    // Another partner of the project may have been quicker, which the lock of the project tells, and the same
    // municipality in another project: its imports wait for each other here.
    if project.terms.duplicate_costs == DuplicateCosts::Refuse {
        let municipality = organisations::lock(&work.tx, report.partner).await?;
        work.found("organisation", municipality)?;
        let found = duplicates::found(&work.tx, &work.scope, &report, &entries(&prepared.lines)).await?;
        check_duplicates(&project, &found)?;
    }
    let import = ledger_import(&work, actor, &prepared)?;
    let about = subject(&report);
    let note = note(&import, &prepared, &report);
    let state =
        work.decide::<CostReportMachine>(about, report.state.clone(), Command::Import, &facts, note)?;
    ledger_imports::insert(&work.tx, &import).await?;
    keep_copy(&mut work, &prepared).await?;
    let lines = lines(work.app, &report, import.id, &prepared);
    cost_lines::insert_many(&work.tx, &lines).await?;
    if let Some(before) = report.import {
        carry_over(&work, before, &lines, &prepared.kept).await?;
    }
    cost_reports::add_preparer(&work.tx, import.id, actor.person).await?;
    if let Some(before) = report.import.filter(|_| prepared.keeps_decisions()) {
        preparers_stay(&work.tx, before, import.id).await?;
    }
    work.had_a_hand("cost_report", report.id.into(), Deed::Prepared)
        .await?;
    let changed = CostReport {
        prepared_by: Some(actor.person),
        import: Some(import.id),
        state,
        ..report
    };
    cost_reports::update(&work.tx, &changed).await?;
    work.finish(asked.plan.report).await
}

/// Keeps the copy without wages in the place of the file, where there is one; the log vouches for the file anew.
async fn keep_copy(work: &mut Work<'_>, prepared: &Prepared) -> Answer<()> {
    let Some(copy) = &prepared.copy else {
        return Ok(());
    };
    let file = &prepared.planned.file;
    files::replace(&work.tx, file, copy, work.now).await?;
    let kept = json!(hex::encode(copy.sha256()));
    work.annotate("keptWithoutPersonalData", kept.clone());
    let about = Subject {
        id: file.id.into(),
        project: None,
    };
    work.record(
        "file",
        about,
        None,
        None,
        Note::details(json!({ "sha256": kept })),
    );
    Ok(())
}

fn ledger_import(work: &Work<'_>, actor: &Actor, prepared: &Prepared) -> Answer<LedgerImport> {
    let planned = &prepared.planned;
    Ok(LedgerImport {
        id: work.app.new_id(),
        report: planned.report.id,
        file: planned.file.id,
        sha256: planned.file.sha256,
        profile_id: planned.plan.profile,
        profile: serde_json::to_value(&planned.profile).map_err(Failure::internal)?,
        selection: serde_json::to_value(&planned.selection).map_err(Failure::internal)?,
        diagnosis: serde_json::to_value(&prepared.check).map_err(Failure::internal)?,
        selected: prepared.selected,
        mapping: planned.mapping.as_ref().map(|mapping| mapping.id),
        imported_by: actor.person,
        imported_at: work.now,
    })
}

/// Never a line's content: the log is read by more people than the costs.
fn note(import: &LedgerImport, prepared: &Prepared, report: &CostReport) -> Note {
    Note::details(json!({
        "import": import.id.to_string(),
        "supersedes": report.import.map(|before| before.to_string()),
        "sha256": prepared.planned.file.sha256_hex(),
        "rows": prepared.check.rows,
        "selectedRows": prepared.check.selected.rows,
        "selectedTotal": prepared.selected.to_string(),
        "rowsThatStayed": prepared.kept.len(),
        "rowsInOtherReports": prepared.duplicates.len(),
    }))
}

/// Whoever classified lines that stay has a hand in the new import too.
async fn preparers_stay(tx: &Tx, before: LedgerImportId, import: LedgerImportId) -> Answer<()> {
    for (_, person) in cost_reports::preparers(tx, &[before]).await? {
        cost_reports::add_preparer(tx, import, person).await?;
    }
    Ok(())
}

/// The lines as they are stored. What was set by hand about a line that stayed stays; else the mapping and the
/// sub-area of the row or the import hold, and without one the sub-area that the line had.
fn lines(app: &App, report: &CostReport, import: LedgerImportId, prepared: &Prepared) -> Vec<CostLine> {
    let line = |(place, new): (usize, &NewLine)| {
        let before = prepared.kept.get(&place);
        let by_hand = before.filter(|line| line.version > 1);
        let category = by_hand.and_then(|line| line.category.clone());
        let sub_area = by_hand.and_then(|line| line.sub_area);
        let exclusion = new.place.exclusion;
        CostLine {
            id: app.new_id(),
            version: if by_hand.is_some() { 2 } else { 1 },
            report: report.id,
            import,
            category: category
                .or_else(|| new.place.category.clone())
                .filter(|_| exclusion.is_none()),
            sub_area: sub_area
                .or(new.place.sub_area)
                .or_else(|| before.and_then(|line| line.sub_area)),
            amount: if exclusion.is_none() {
                new.entry.amount
            } else {
                Money::ZERO
            },
            part: 1,
            exclusion,
            entry: new.entry.clone(),
        }
    };
    prepared.lines.iter().enumerate().map(line).collect()
}

fn entry(posting: Posting) -> Answer<LedgerEntry> {
    Ok(LedgerEntry {
        row: i64::try_from(posting.row).map_err(Failure::internal)?,
        voucher: posting.voucher,
        line_number: posting.line_number,
        posted_on: posting.date,
        account: posting.account,
        account_name: posting.account_name,
        cost_centre: posting.cost_centre,
        project_code: posting.project,
        supplier_name: posting.supplier_name,
        supplier_id: posting.supplier_id,
        description: posting.text,
        amount: posting.net,
        occurrence: i32::try_from(posting.occurrence).map_err(Failure::internal)?,
    })
}
