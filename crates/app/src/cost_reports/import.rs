use serde_json::json;
use sha2::{Digest, Sha256};
use talkoot_domain::{
    cost_line::{CostLine, LedgerEntry},
    cost_report::{Command, CommandName, CostReport, CostReportMachine},
    hands::Deed,
    ids::{CostReportId, FileId, LedgerImportId, LedgerProfileId, SubAreaId},
    money::Money,
    policy::{self, Action, Actor},
    project::{Project, SubArea},
    workflow,
};
use talkoot_ledger::{Check, Filter, Posting, Profile, Selection};
use talkoot_storage::{
    Scope, Store, cost_lines, cost_reports, files, files::StoredFile, ledger_imports,
    ledger_imports::LedgerImport, projects,
};

use super::{
    facts,
    import_checks::{check_file, faulty, period_of},
    locked,
    placing::Placing,
    standings, subject,
};
use crate::{
    Answer, App, Begun, Failure, Note, Request, Version, Work,
    ledgers::{self, Mapping},
};

/// A ledger file to be imported into a report.
#[derive(Clone, Debug)]
pub struct ImportLedger {
    /// The report.
    pub report: CostReportId,
    /// The version that was read.
    pub expected_version: Version,
    /// The file, uploaded for the same municipality.
    pub file: FileId,
    /// How it is read; found out when absent.
    pub profile: Option<LedgerProfileId>,
    /// Which rows are wanted; all when empty.
    pub filters: Vec<Filter>,
    /// Whether rows on accounts of income are left out.
    pub without_income: bool,
    /// The column of the amounts; goes before the profile's.
    pub amount_column: Option<String>,
    /// The sub-area that every line gets; classified later when absent.
    pub sub_area: Option<SubAreaId>,
    /// The total that the person has from its own books.
    pub stated_total: Option<Money>,
}

/// A file that was read and found in order, outside of any transaction.
struct Prepared {
    project: Project,
    report: CostReport,
    file: StoredFile,
    profile: Profile,
    selection: Selection,
    mapping: Option<Mapping>,
    check: Check,
    postings: Vec<Posting>,
    selected: Money,
    sub_areas: Vec<SubArea>,
    /// What is kept of the file in its place, when rows of it are wages.
    copy: Option<Vec<u8>>,
}

/// Imports a ledger file into a report: keeps the file's diagnosis and, of its rows, only those that
/// are selected. An import before is superseded and kept.
///
/// # Errors
/// Refused as a whole when any row is in error, when the stated total is another one, when nothing is
/// selected, and when the report is with the lead.
pub async fn import(app: &App, actor: &Actor, request: Request<ImportLedger>) -> Answer<CostReportId> {
    // Reading takes seconds and a transaction holds up everybody else on SQLite, so the file is read
    // before. What was refused is told only after the key has been looked at: a repetition gets the first answer.
    let prepared = prepare(app.store(), actor, &request.body).await;
    let work = match app.begin(actor, Action::ImportLedger, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    store(work, actor, &request.body, prepared?).await
}

async fn prepare(db: &Store, actor: &Actor, asked: &ImportLedger) -> Answer<Prepared> {
    let scope = Scope::of(actor);
    let report = cost_reports::find(db, &scope, asked.report)
        .await?
        .ok_or(Failure::NotFound("cost report"))?;
    let project = projects::find(db, &scope, report.project)
        .await?
        .ok_or(Failure::NotFound("project"))?;
    policy::permit(Action::ImportLedger, actor, &standings(&project, &report))?;
    let facts = facts(db, &report, actor.person).await?;
    workflow::check::<CostReportMachine>(&report.state, CommandName::Import, &facts)?;
    let file = own_file(db, &scope, &report, asked.file).await?;
    let sub_areas = sub_areas(db, &project, asked.sub_area).await?;
    let profile = profile(db, &scope, &report, asked).await?;
    let days = period_of(db, &project, &report).await?;
    let selection = Selection {
        filters: asked.filters.clone(),
        first_day: Some(days.first),
        last_day: Some(days.last),
        without_income: asked.without_income,
    };
    let mapping = ledgers::in_force(db, &scope, report.partner).await?;
    let (check, postings) = ledgers::read(db, &file, profile.clone(), selection.clone())
        .await?
        .map_err(|refusal| faulty(&["fileId"], ledgers::in_words(&refusal)))?;
    let selected = check_file(asked, &project, &profile, &check)?;
    let placing = Placing {
        project: &project,
        mapping: mapping.as_ref().map(|mapping| &mapping.mapping),
        sub_areas: &sub_areas,
        sub_area: asked.sub_area,
    };
    placing.check_categories(&postings)?;
    let postings = placing.without_personal_data(postings);
    let rules = mapping.as_ref().map(|mapping| mapping.mapping.clone());
    let terms = project.terms.clone();
    let copy = ledgers::without_names(db, &file, profile.clone(), terms, rules).await?;
    Ok(Prepared {
        project,
        report,
        file,
        profile,
        selection,
        mapping,
        check,
        postings,
        selected,
        sub_areas,
        copy,
    })
}

async fn own_file(db: &Store, scope: &Scope, report: &CostReport, id: FileId) -> Answer<StoredFile> {
    let file = files::find(db, scope, id)
        .await?
        .ok_or(Failure::NotFound("file"))?;
    if file.organisation == report.partner {
        Ok(file)
    } else {
        Err(faulty(
            &["fileId"],
            "the file belongs to another municipality than the report; upload it for your own",
        ))
    }
}

/// The sub-areas of the project; the asked one must be among them.
async fn sub_areas(db: &Store, project: &Project, asked: Option<SubAreaId>) -> Answer<Vec<SubArea>> {
    let own = projects::sub_areas(db, &[project.application]).await?;
    let own: Vec<SubArea> = own.into_iter().map(|(_, own)| own).collect();
    match asked {
        Some(asked) if own.iter().all(|own| own.id != asked) => Err(faulty(
            &["subAreaId"],
            "this is no sub-area of the project; choose one of its own",
        )),
        _ => Ok(own),
    }
}

async fn profile(db: &Store, scope: &Scope, report: &CostReport, asked: &ImportLedger) -> Answer<Profile> {
    let mut profile = match asked.profile {
        None => Profile::default(),
        Some(id) => {
            let saved = ledgers::stored_profile(db, scope, id)
                .await?
                .ok_or(Failure::NotFound("ledger profile"))?;
            if saved.organisation != report.partner {
                return Err(faulty(
                    &["profileId"],
                    "the profile belongs to another municipality; save one for your own",
                ));
            }
            saved.profile
        }
    };
    if let Some(column) = &asked.amount_column {
        profile.amount = Some(column.clone());
    }
    Ok(profile)
}

async fn store(
    mut work: Work<'_>,
    actor: &Actor,
    asked: &ImportLedger,
    prepared: Prepared,
) -> Answer<CostReportId> {
    let (project, report) = locked(&work, asked.report).await?;
    work.permit(&standings(&project, &report))?;
    work.same_version("cost_report", report.version, asked.expected_version)?;
    // The file was judged by what the project and the report said when it was read.
    work.same_version("cost_report", report.version, prepared.report.version)?;
    work.same_version("project", project.version, prepared.project.version)?;
    let facts = facts(&work.tx, &report, actor.person).await?;
    let import = LedgerImport {
        id: work.app.new_id(),
        report: report.id,
        file: prepared.file.id,
        sha256: prepared.file.sha256,
        profile: serde_json::to_value(&prepared.profile).map_err(Failure::internal)?,
        selection: serde_json::to_value(&prepared.selection).map_err(Failure::internal)?,
        diagnosis: serde_json::to_value(&prepared.check).map_err(Failure::internal)?,
        selected: prepared.selected,
        mapping: prepared.mapping.as_ref().map(|mapping| mapping.id),
        imported_by: actor.person,
        imported_at: work.now,
    };
    // Never a line's content: the log is read by more people than the costs.
    let note = Note::details(json!({
        "import": import.id.to_string(),
        "sha256": prepared.file.sha256_hex(),
        "rows": prepared.check.rows,
        "selectedRows": prepared.check.selected.rows,
        "selectedTotal": prepared.selected.to_string(),
    }));
    let about = subject(&report);
    let state =
        work.decide::<CostReportMachine>(about, report.state.clone(), Command::Import, &facts, note)?;
    ledger_imports::insert(&work.tx, &import).await?;
    if let Some(copy) = &prepared.copy {
        let kept: [u8; 32] = Sha256::digest(copy).into();
        files::replace(&work.tx, &prepared.file, (kept, copy)).await?;
        work.annotate("keptWithoutPersonalData", json!(hex::encode(kept)));
    }
    let lines = lines(work.app, &report, import.id, asked.sub_area, prepared)?;
    cost_lines::insert_many(&work.tx, &lines).await?;
    cost_reports::add_preparer(&work.tx, import.id, actor.person).await?;
    work.had_a_hand("cost_report", report.id.into(), Deed::Prepared)
        .await?;
    let changed = CostReport {
        prepared_by: Some(actor.person),
        import: Some(import.id),
        state,
        ..report
    };
    cost_reports::update(&work.tx, &changed).await?;
    work.finish(asked.report).await
}

fn lines(
    app: &App,
    report: &CostReport,
    import: LedgerImportId,
    sub_area: Option<SubAreaId>,
    prepared: Prepared,
) -> Answer<Vec<CostLine>> {
    let placing = Placing {
        project: &prepared.project,
        mapping: prepared.mapping.as_ref().map(|mapping| &mapping.mapping),
        sub_areas: &prepared.sub_areas,
        sub_area,
    };
    let line = |posting: Posting| {
        let place = placing.of(&posting);
        Ok(CostLine {
            id: app.new_id(),
            version: 1,
            report: report.id,
            import,
            category: place.category,
            sub_area: place.sub_area,
            amount: if place.exclusion.is_none() {
                posting.net
            } else {
                Money::ZERO
            },
            part: 1,
            exclusion: place.exclusion,
            entry: entry(posting)?,
        })
    };
    prepared.postings.into_iter().map(line).collect()
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
