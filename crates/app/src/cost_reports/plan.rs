//! How a file is read into a report: what a preview and an import have in common.

use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use talkoot_domain::{
    cost_report::{CommandName, CostReport, CostReportMachine},
    ids::{CostReportId, FileId, LedgerProfileId, SubAreaId},
    money::Money,
    policy::{self, Action, Actor},
    project::{Project, SubArea},
    workflow,
};
use talkoot_ledger::{Check, Filter, Posting, Profile, Selection};
use talkoot_storage::{Scope, Store, cost_reports, files, files::StoredFile, projects, pseudonym_keys};

use super::{
    facts,
    import_checks::{faulty, period_of},
    placing::Placing,
    standings,
};
use crate::{
    Answer, Failure,
    ledgers::{self, Mapping, Privacy},
};

/// A file, and how it is to be read into a report.
#[derive(Clone, Debug)]
pub struct LedgerPlan {
    /// The report.
    pub report: CostReportId,
    /// The file, uploaded for the same municipality.
    pub file: FileId,
    /// The saved profile that it is read with.
    pub profile: Option<LedgerProfileId>,
    /// What is settled about the file without being saved; not beside a saved profile.
    pub settled: Option<Profile>,
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

/// A plan with everything that it names, found and permitted.
#[derive(Clone, Debug)]
pub struct Planned {
    pub(super) project: Project,
    pub(super) report: CostReport,
    pub(super) file: StoredFile,
    pub(super) profile: Profile,
    pub(super) selection: Selection,
    pub(super) mapping: Option<Mapping>,
    /// Whose personal data is hidden while the file is read.
    pub(super) privacy: Privacy,
    /// The sub-areas of the project.
    pub(super) sub_areas: Vec<SubArea>,
    pub(super) plan: LedgerPlan,
}

impl Planned {
    /// Where the rows of the file belong.
    pub(super) fn placing(&self) -> Placing<'_> {
        Placing {
            project: &self.project,
            privacy: &self.privacy,
            mapping: self.mapping.as_ref().map(|held| &held.mapping),
            sub_areas: &self.sub_areas,
            sub_area: self.plan.sub_area,
        }
    }
}

/// Finds what a plan names, as far as the person may.
pub(super) async fn planned(db: &Store, actor: &Actor, plan: &LedgerPlan) -> Answer<Planned> {
    let scope = Scope::of(actor);
    let report = cost_reports::find(db, &scope, plan.report)
        .await?
        .ok_or(Failure::NotFound("cost report"))?;
    let project = projects::find(db, &scope, report.project)
        .await?
        .ok_or(Failure::NotFound("project"))?;
    policy::permit(Action::ImportLedger, actor, &standings(&project, &report))?;
    let facts = facts(db, &report, actor.person).await?;
    workflow::check::<CostReportMachine>(&report.state, CommandName::Import, &facts)?;
    let file = own_file(db, &scope, &report, plan.file).await?;
    let sub_areas = sub_areas(db, &project, plan.sub_area).await?;
    let profile = profile(db, &scope, &report, plan).await?;
    let days = period_of(db, &project, &report).await?;
    let selection = Selection {
        filters: plan.filters.clone(),
        first_day: Some(days.first),
        last_day: Some(days.last),
        without_income: plan.without_income,
    };
    let mapping = ledgers::in_force(db, &scope, report.partner).await?;
    let privacy = Privacy {
        terms: Some(project.terms.clone()),
        mapping: mapping.as_ref().map(|held| held.mapping.clone()),
        key: pseudonym_keys::find(db, report.partner).await?,
    };
    Ok(Planned {
        privacy,
        project,
        report,
        file,
        profile,
        selection,
        mapping,
        sub_areas,
        plan: plan.clone(),
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

async fn profile(db: &Store, scope: &Scope, report: &CostReport, plan: &LedgerPlan) -> Answer<Profile> {
    let mut profile = match (plan.profile, &plan.settled) {
        (None, settled) => settled.clone().unwrap_or_default(),
        (Some(_), Some(_)) => {
            return Err(faulty(
                &["profile"],
                "give either a saved profile or one for this file alone; to correct a saved one, save a new version",
            ));
        }
        (Some(id), None) => {
            let saved = ledgers::stored_profile(db, scope, id)
                .await?
                .ok_or(Failure::NotFound("ledger profile"))?;
            if saved.organisation != report.partner {
                return Err(faulty(
                    &["profileId"],
                    "the profile belongs to another municipality; copy it for your own",
                ));
            }
            saved.profile
        }
    };
    if let Some(column) = &plan.amount_column {
        profile.amount = Some(column.clone());
    }
    Ok(profile)
}

/// What a person saw in a preview, as one hash for each thing that decides what an import brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fingerprint([String; 6]);

/// What the parts of a fingerprint are about, in words.
const PARTS: [&str; 6] = [
    "the file",
    "the profile",
    "the selection or the sub-area",
    "the account mapping",
    "the import that this one supersedes",
    "what was read from the file",
];

impl Fingerprint {
    pub fn of(planned: &Planned, check: &Check, postings: &[Posting]) -> Answer<Self> {
        let Planned { plan, mapping, .. } = planned;
        let placing = planned.placing();
        let mut lines = Sha256::new();
        for posting in postings {
            lines.update(format!("{posting:?} {:?}\n", placing.of(posting)));
        }
        let saved = plan.profile.map(|profile| profile.to_string());
        let sub_area = plan.sub_area.map(|sub_area| sub_area.to_string());
        let read = json!({ "rows": check.rows, "total": check.total, "excluded": check.excluded });
        Ok(Self([
            planned.file.sha256_hex(),
            hash(&(saved, &planned.profile))?,
            hash(&(sub_area, &planned.selection))?,
            hash(&mapping.as_ref().map(|held| held.id.to_string()))?,
            hash(&planned.report.import.map(|import| import.to_string()))?,
            hash(&(read, hex::encode(lines.finalize())))?,
        ]))
    }

    /// As the person gives it back: the beginning of each hash.
    pub fn token(&self) -> String {
        let parts: Vec<&str> = self.0.iter().map(|part| part.get(..16).unwrap_or(part)).collect();
        parts.join("-")
    }

    /// Whether an import brings what was seen.
    pub fn confirm(&self, seen: &str) -> Answer<()> {
        let now = self.token();
        let parts: Vec<&str> = seen.split('-').collect();
        if parts.len() != self.0.len() {
            return Err(faulty(
                &["preview"],
                "this is no preview; give what previewLedger said, or look at the file again",
            ));
        }
        let other: Vec<&str> = PARTS
            .into_iter()
            .zip(now.split('-').zip(parts))
            .filter_map(|(part, (now, then))| (now != then).then_some(part))
            .collect();
        if other.is_empty() {
            return Ok(());
        }
        Err(super::import_checks::not_as_seen(&other.join(", ")))
    }
}

fn hash(value: &impl Serialize) -> Answer<String> {
    let text = serde_json::to_string(value).map_err(Failure::internal)?;
    Ok(hex::encode(Sha256::digest(text)))
}
