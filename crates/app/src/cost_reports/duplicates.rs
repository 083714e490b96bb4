//! Costs that stand in another report already.

use std::collections::{BTreeMap, HashMap};

use talkoot_domain::{
    cost_line::LedgerEntry,
    cost_report::CostReport,
    duplicate::{Place, Stands, same_voucher_line},
    ids::{CostLineId, CostReportId, LedgerImportId, OrganisationId, PeriodId, ProjectId},
    money::Money,
    policy::Actor,
    use_period::UsePeriod,
};
use talkoot_storage::{
    Access, Scope, cost_lines, cost_lines::Elsewhere, cost_reports, organisations, projects,
};

use crate::{Answer, App, Failure};

/// A row of a file that is a cost of another report already, as much as the person may know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// The row of the file.
    pub row: i64,
    /// The number of its voucher.
    pub voucher: String,
    /// Its amount.
    pub amount: Money,
    /// Where the other report is.
    pub place: Place,
    /// The municipality of the other report.
    pub partner: OrganisationId,
    /// Its name.
    pub partner_name: String,
    /// Number and name of the project; nothing when it does not exist for the person.
    pub project: Option<(String, String)>,
    /// The period; nothing with the project.
    pub period: Option<UsePeriod>,
    /// The other report, when it exists for the person.
    pub report: Option<CostReportId>,
    /// The line of the other report and its row in its file, when it exists for the person.
    pub line: Option<(CostLineId, i64)>,
}

impl Duplicate {
    /// In words, with where the cost stands.
    #[must_use]
    pub fn in_words(&self) -> String {
        let project = match (&self.project, self.place) {
            (_, Place::Period) => String::new(),
            (Some((number, name)), Place::Project) => format!(" of project {number} {name}"),
            (Some(_), Place::Partner) => format!(" of {}", self.partner_name),
            (None, Place::Project | Place::Partner) => " of another project".to_owned(),
        };
        let period = self.period.map_or_else(String::new, |days| {
            format!(" for {} to {}", days.first, days.last)
        });
        let line = self
            .line
            .map_or_else(String::new, |(_, row)| format!(", row {row} of its file"));
        format!(
            "row {}, voucher {}, {} stands in the report{project}{period}{line}",
            self.row, self.voucher, self.amount
        )
    }
}

/// The rows that are costs of other reports of the municipality or of other partners of the project, in the
/// order of the file. A row that stands in several reports comes once for each.
pub(super) async fn found(
    db: &impl Access,
    scope: &Scope,
    report: &CostReport,
    entries: &[LedgerEntry],
) -> Answer<Vec<Duplicate>> {
    let here = Stands {
        project: report.project,
        partner: report.partner,
    };
    let wanted: Vec<(&str, Money)> = entries
        .iter()
        .filter(|entry| !entry.voucher.is_empty())
        .map(|entry| (entry.voucher.as_str(), entry.amount))
        .collect();
    let elsewhere = cost_lines::elsewhere(db, report.id, here, &wanted).await?;
    if elsewhere.is_empty() {
        return Ok(Vec::new());
    }
    let mut by_voucher: HashMap<(&str, Money), Vec<&Elsewhere>> = HashMap::new();
    for other in &elsewhere {
        let key = (other.line.entry.voucher.as_str(), other.line.entry.amount);
        by_voucher.entry(key).or_default().push(other);
    }
    let mut pairs = Vec::new();
    for entry in entries {
        let others = by_voucher.get(&(entry.voucher.as_str(), entry.amount));
        let mut reports: Vec<CostReportId> = Vec::new();
        for other in others.into_iter().flatten() {
            let Some(place) = here.place_of(other.stands) else {
                continue;
            };
            if same_voucher_line(entry, &other.line.entry, place) && !reports.contains(&other.line.report) {
                reports.push(other.line.report);
                pairs.push((entry, *other, place));
            }
        }
    }
    named(db, scope, report, pairs).await
}

/// What is told of each: everything about a report that exists for the person, of others of the project
/// only whose and of which period they are, and of other projects nothing but that there is one.
async fn named(
    db: &impl Access,
    scope: &Scope,
    report: &CostReport,
    pairs: Vec<(&LedgerEntry, &Elsewhere, Place)>,
) -> Answer<Vec<Duplicate>> {
    let mut reports: Vec<CostReportId> = pairs.iter().map(|(_, other, _)| other.line.report).collect();
    reports.sort_unstable();
    reports.dedup();
    let visible: BTreeMap<CostReportId, CostReport> = cost_reports::find_many(db, scope, &reports)
        .await?
        .into_iter()
        .map(|report| (report.id, report))
        .collect();
    let names = Names::read(db, &pairs).await?;
    let duplicate = |(entry, other, place): (&LedgerEntry, &Elsewhere, Place)| {
        let seen = visible.contains_key(&other.line.report);
        let known = seen || other.stands.project == report.project;
        Duplicate {
            row: entry.row,
            voucher: entry.voucher.clone(),
            amount: entry.amount,
            place,
            partner: other.stands.partner,
            partner_name: names
                .partners
                .get(&other.stands.partner)
                .cloned()
                .unwrap_or_default(),
            project: names
                .projects
                .get(&other.stands.project)
                .filter(|_| known)
                .cloned(),
            period: names.periods.get(&other.period).filter(|_| known).copied(),
            report: seen.then_some(other.line.report),
            line: seen.then_some((other.line.id, other.line.entry.row)),
        }
    };
    Ok(pairs.into_iter().map(duplicate).collect())
}

struct Names {
    partners: BTreeMap<OrganisationId, String>,
    projects: BTreeMap<ProjectId, (String, String)>,
    periods: BTreeMap<PeriodId, UsePeriod>,
}

impl Names {
    async fn read(db: &impl Access, pairs: &[(&LedgerEntry, &Elsewhere, Place)]) -> Answer<Self> {
        let distinct = |mut ids: Vec<uuid::Uuid>| {
            ids.sort_unstable();
            ids.dedup();
            ids
        };
        let others = || pairs.iter().map(|(_, other, _)| other);
        let partners = distinct(others().map(|other| other.stands.partner.into()).collect());
        let projects_in = distinct(others().map(|other| other.stands.project.into()).collect());
        let periods = distinct(others().map(|other| other.period.into()).collect());
        let ids = |ids: Vec<uuid::Uuid>| ids.into_iter();
        let partners: Vec<OrganisationId> = ids(partners).map(Into::into).collect();
        let projects_in: Vec<ProjectId> = ids(projects_in).map(Into::into).collect();
        let periods: Vec<PeriodId> = ids(periods).map(Into::into).collect();
        // The scope is what decides later what of it is told.
        let everything = Scope::system();
        Ok(Self {
            partners: organisations::find_many(db, &partners)
                .await?
                .into_iter()
                .map(|partner| (partner.id, partner.name_fi))
                .collect(),
            projects: projects::find_many(db, &everything, &projects_in)
                .await?
                .into_iter()
                .map(|project| (project.id, (project.number, project.name)))
                .collect(),
            periods: projects::periods_by_id(db, &periods)
                .await?
                .into_iter()
                .map(|(_, period)| (period.id, period.days))
                .collect(),
        })
    }
}

/// The lines of an import that are costs of other reports, for an import that the person has found.
///
/// # Errors
/// Not found when its report does not exist for the person.
pub async fn duplicates_of_import(
    app: &App,
    actor: &Actor,
    report: CostReportId,
    import: LedgerImportId,
) -> Answer<Vec<Duplicate>> {
    let (db, scope) = (app.store(), Scope::of(actor));
    let report = cost_reports::find(db, &scope, report)
        .await?
        .ok_or(Failure::NotFound("cost report"))?;
    let lines = cost_lines::rows_of_import(db, import).await?;
    let entries: Vec<LedgerEntry> = lines.into_iter().map(|line| line.entry).collect();
    found(db, &scope, &report, &entries).await
}
