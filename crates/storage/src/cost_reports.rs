//! Cost reports.

mod places;

pub use places::places;

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{OnConflict, Query, SelectStatement},
};
use talkoot_domain::{
    cost_report::{CostReport, CostReportMachine, State, StateName},
    hands::Hands,
    ids::{CostReportId, LedgerImportId, OrganisationId, PeriodId, PersonId, ProjectId},
    workflow::Machine,
};
use uuid::Uuid;

use crate::{
    Access, Page, Scope, StorageError, Tx,
    entity::{
        cost_report::{ActiveModel, Column, Entity, Model},
        ledger_import, ledger_import_preparer, project,
    },
    map::{code, stamp, stamp_columns},
    projects,
    store::Connected,
};

/// A cost report is seen by its partner, by the lead and the authority of its project, and by a former
/// lead that saw it while it led; never by the other partners.
fn visible(scope: &Scope) -> Condition {
    let mut seen = scope.owns(&[Column::PartnerId]);
    if scope.organisations().is_some() {
        let led_or_granted = Query::select()
            .column(project::Column::Id)
            .from(project::Entity)
            .cond_where(scope.owns(&[project::Column::AuthorityId, project::Column::LeadId]))
            .to_owned();
        seen = seen.add(Column::ProjectId.in_subquery(led_or_granted));
    }
    if let Some(organisations) = scope.organisations() {
        seen = seen.add(Column::Id.in_subquery(projects::kept_in_sight(organisations)));
    }
    seen
}

/// The ids of the reports of a scope, for what hangs on them.
pub(crate) fn visible_ids(scope: &Scope) -> SelectStatement {
    Query::select()
        .column(Column::Id)
        .from(Entity)
        .cond_where(visible(scope))
        .to_owned()
}

/// The report, if it exists for this scope.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(
    db: &impl Access,
    scope: &Scope,
    id: CostReportId,
) -> Result<Option<CostReport>, StorageError> {
    Ok(find_many(db, scope, &[id]).await?.pop())
}

/// These reports, for this scope, in no order.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn find_many(
    db: &impl Access,
    scope: &Scope,
    ids: &[CostReportId],
) -> Result<Vec<CostReport>, StorageError> {
    let ids = ids.iter().map(|&id| Uuid::from(id));
    let rows = Entity::find()
        .filter(visible(scope))
        .filter(Column::Id.is_in(ids))
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Every partner's report of one period that the scope sees, in the order they were opened.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_project_period(
    db: &impl Access,
    scope: &Scope,
    project: ProjectId,
    period: PeriodId,
) -> Result<Vec<CostReport>, StorageError> {
    let rows = Entity::find()
        .filter(visible(scope))
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .filter(Column::PeriodId.eq(Uuid::from(period)))
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

fn of_project(scope: &Scope, project: ProjectId, period: Option<PeriodId>) -> Condition {
    let period = period.map(|period| Column::PeriodId.eq(Uuid::from(period)));
    Condition::all()
        .add(visible(scope))
        .add(Column::ProjectId.eq(Uuid::from(project)))
        .add_option(period)
}

/// A page of a project's reports, oldest first; of one period or of all.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn list(
    db: &impl Access,
    scope: &Scope,
    project: ProjectId,
    period: Option<PeriodId>,
    page: Page<CostReportId>,
) -> Result<Vec<CostReport>, StorageError> {
    let after = page.after.map(|id| Column::Id.gt(Uuid::from(id)));
    let rows = Entity::find()
        .filter(of_project(scope, project, period))
        .apply_if(after, QueryFilter::filter)
        .order_by_asc(Column::Id)
        .limit(page.first)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// How many reports of a project the scope sees.
///
/// # Errors
/// When the database fails.
pub async fn count(
    db: &impl Access,
    scope: &Scope,
    project: ProjectId,
    period: Option<PeriodId>,
) -> Result<u64, StorageError> {
    Ok(Entity::find()
        .filter(of_project(scope, project, period))
        .count(db.connection())
        .await?)
}

/// Stores new reports.
///
/// # Errors
/// [`StorageError::Taken`] when a partner has a report for the period already.
pub async fn insert_many(tx: &Tx, reports: &[CostReport]) -> Result<(), StorageError> {
    Entity::insert_many(reports.iter().map(row))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Stores a changed report; `report.version` is the version that was read, the stored one is the next.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, report: &CostReport) -> Result<(), StorageError> {
    let mut changed = row(report);
    changed.version = Set(report.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(report.id)))
        .filter(Column::Version.eq(report.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, "cost_report")
}

/// Records that a person had a hand in an import; once is enough.
///
/// # Errors
/// When the database fails.
pub async fn add_preparer(tx: &Tx, import: LedgerImportId, person: PersonId) -> Result<(), StorageError> {
    let row = ledger_import_preparer::ActiveModel {
        import_id: Set(import.into()),
        person_id: Set(person.into()),
    };
    let once = OnConflict::columns([
        ledger_import_preparer::Column::ImportId,
        ledger_import_preparer::Column::PersonId,
    ])
    .do_nothing()
    .to_owned();
    ledger_import_preparer::Entity::insert(row)
        .on_conflict(once)
        .try_insert()
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Everybody who had a hand in these imports.
///
/// # Errors
/// When the database fails.
pub async fn preparers(
    db: &impl Access,
    imports: &[LedgerImportId],
) -> Result<Vec<(LedgerImportId, PersonId)>, StorageError> {
    let ids = imports.iter().map(|&id| Uuid::from(id));
    let rows = ledger_import_preparer::Entity::find()
        .filter(ledger_import_preparer::Column::ImportId.is_in(ids))
        .all(db.connection())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.import_id.into(), row.person_id.into()))
        .collect())
}

/// Everybody who prepared or submitted the reports of these imports, in any version of the report.
///
/// # Errors
/// When the database fails.
pub async fn hands(
    db: &impl Access,
    imports: &[LedgerImportId],
) -> Result<Vec<(LedgerImportId, Hands)>, StorageError> {
    let report_of: Vec<(Uuid, Uuid)> = ledger_import::Entity::find()
        .select_only()
        .columns([ledger_import::Column::Id, ledger_import::Column::CostReportId])
        .filter(ledger_import::Column::Id.is_in(imports.iter().map(|&id| Uuid::from(id))))
        .into_tuple()
        .all(db.connection())
        .await?;
    let reports: Vec<Uuid> = report_of.iter().map(|(_, report)| *report).collect();
    let found = crate::hands::of_many(db, CostReportMachine::OBJECT, &reports).await?;
    Ok(report_of
        .into_iter()
        .map(|(import, report)| (import.into(), found.get(&report).cloned().unwrap_or_default()))
        .collect())
}

/// Leaves the reports of a partner as they are, and says which; the caller holds the lock of the project.
///
/// # Errors
/// When the database fails.
pub async fn freeze(
    tx: &Tx,
    project: ProjectId,
    partner: OrganisationId,
    now: DateTime<Utc>,
) -> Result<Vec<CostReportId>, StorageError> {
    let row = ActiveModel {
        frozen_at: Set(Some(now)),
        ..Default::default()
    };
    Entity::update_many()
        .set(row)
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .filter(Column::PartnerId.eq(Uuid::from(partner)))
        .exec(tx.connection())
        .await?;
    let frozen: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .filter(Column::PartnerId.eq(Uuid::from(partner)))
        .into_tuple()
        .all(tx.connection())
        .await?;
    Ok(frozen.into_iter().map(Into::into).collect())
}

/// Where the reports of a partner in a project stand; the caller has found the project.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn states_of_partner(
    db: &impl Access,
    project: ProjectId,
    partner: OrganisationId,
) -> Result<Vec<StateName>, StorageError> {
    let rows: Vec<(Uuid, String)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::State])
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .filter(Column::PartnerId.eq(Uuid::from(partner)))
        .into_tuple()
        .all(db.connection())
        .await?;
    rows.into_iter()
        .map(|(id, state)| code("cost_report", id, "state", &state))
        .collect()
}

/// The reports of a partner in a project that did not stay behind when it withdrew, oldest first, with their states;
/// the caller has found the project.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_partner(
    db: &impl Access,
    project: ProjectId,
    partner: OrganisationId,
) -> Result<Vec<(CostReportId, StateName)>, StorageError> {
    let rows: Vec<(Uuid, String)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::State])
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .filter(Column::PartnerId.eq(Uuid::from(partner)))
        .filter(Column::FrozenAt.is_null())
        .order_by_asc(Column::Id)
        .into_tuple()
        .all(db.connection())
        .await?;
    rows.into_iter()
        .map(|(id, state)| Ok((id.into(), code("cost_report", id, "state", &state)?)))
        .collect()
}

/// The reports of a project that no claim has taken in: partner, period and state. Those that a municipality
/// left behind when it withdrew are not asked for any more. The caller has found the project.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn unsettled(
    db: &impl Access,
    project: ProjectId,
) -> Result<Vec<(OrganisationId, PeriodId, StateName)>, StorageError> {
    let rows: Vec<(Uuid, Uuid, Uuid, String)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::PartnerId, Column::PeriodId, Column::State])
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .filter(Column::State.ne("locked"))
        .filter(Column::FrozenAt.is_null())
        .order_by_asc(Column::Id)
        .into_tuple()
        .all(db.connection())
        .await?;
    rows.into_iter()
        .map(|(id, partner, period, state)| {
            let state = code("cost_report", id, "state", &state)?;
            Ok((partner.into(), period.into(), state))
        })
        .collect()
}

fn row(report: &CostReport) -> ActiveModel {
    let (returned, reasons) = match &report.state {
        State::Returned {
            returned, reasons, ..
        } => (Some(*returned), Some(reasons.clone())),
        State::Open | State::Submitted { .. } | State::LeadAccepted { .. } | State::Locked { .. } => {
            (None, None)
        }
    };
    let locked_at = match report.state {
        State::Locked { locked_at, .. } => Some(locked_at),
        State::Open | State::Submitted { .. } | State::Returned { .. } | State::LeadAccepted { .. } => None,
    };
    let (submitted_by, submitted_at) = stamp_columns(report.state.submitted());
    let (returned_by, returned_at) = stamp_columns(returned);
    let (accepted_by, accepted_at) = stamp_columns(report.state.accepted());
    ActiveModel {
        id: Set(report.id.into()),
        version: Set(report.version),
        project_id: Set(report.project.into()),
        partner_id: Set(report.partner.into()),
        period_id: Set(report.period.into()),
        budget_version_id: Set(report.budget_version.into()),
        prepared_by: Set(report.prepared_by.map(Into::into)),
        import_id: Set(report.import.map(Into::into)),
        state: Set(Into::<&'static str>::into(StateName::from(&report.state)).to_owned()),
        submitted_by: Set(submitted_by),
        submitted_at: Set(submitted_at),
        returned_by: Set(returned_by),
        returned_at: Set(returned_at),
        return_reasons: Set(reasons),
        accepted_by: Set(accepted_by),
        accepted_at: Set(accepted_at),
        locked_at: Set(locked_at),
        frozen_at: Set(report.frozen_at),
    }
}

impl TryFrom<Model> for CostReport {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        Ok(Self {
            state: state(&row)?,
            id: row.id.into(),
            version: row.version,
            project: row.project_id.into(),
            partner: row.partner_id.into(),
            period: row.period_id.into(),
            budget_version: row.budget_version_id.into(),
            prepared_by: row.prepared_by.map(Into::into),
            import: row.import_id.map(Into::into),
            frozen_at: row.frozen_at,
        })
    }
}

fn state(row: &Model) -> Result<State, StorageError> {
    let submitted = stamp(row.submitted_by, row.submitted_at);
    let returned = stamp(row.returned_by, row.returned_at).zip(row.return_reasons.clone());
    let accepted = stamp(row.accepted_by, row.accepted_at);
    Ok(
        match (
            code("cost_report", row.id, "state", &row.state)?,
            submitted,
            returned,
            accepted,
            row.locked_at,
        ) {
            (StateName::Open, None, None, None, None) => State::Open,
            (StateName::Submitted, Some(submitted), None, None, None) => State::Submitted { submitted },
            (StateName::Returned, Some(submitted), Some((returned, reasons)), None, None) => {
                State::Returned {
                    submitted,
                    returned,
                    reasons,
                }
            }
            (StateName::LeadAccepted, Some(submitted), None, Some(accepted), None) => {
                State::LeadAccepted { submitted, accepted }
            }
            (StateName::Locked, Some(submitted), None, Some(accepted), Some(locked_at)) => State::Locked {
                submitted,
                accepted,
                locked_at,
            },
            (state, ..) => {
                return Err(StorageError::inconsistent(
                    "cost_report",
                    row.id,
                    format!(
                        "the state is {state:?} but the columns of other states are set or its own are not"
                    ),
                ));
            }
        },
    )
}
