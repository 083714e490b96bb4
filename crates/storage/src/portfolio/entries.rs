//! What the portfolio showed of each project, from one change to the next.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use talkoot_domain::{
    cost_position::Figures,
    ids::ProjectId,
    money::Money,
    portfolio_entry::{Awaited, Entry, Risks, Submitted},
    portfolio_report::Light,
    project::{Balance, Project},
    use_period::UsePeriod,
};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::{
        portfolio_entry::{ActiveModel, Column, Entity, Model},
        project,
    },
    map::code,
    store::Connected,
};

const TABLE: &str = "portfolio_entry";

/// What is kept of a project as it is now.
#[derive(Clone, Debug)]
pub struct Newest {
    /// Its place among the entries of the project, from 1.
    pub number: i64,
    /// Since when.
    pub from: DateTime<Utc>,
    /// What the portfolio shows.
    pub entry: Entry,
}

/// What is kept of a project as it is now.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn newest(db: &impl Access, project: ProjectId) -> Result<Option<Newest>, StorageError> {
    let row = Entity::find()
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .filter(Column::UntilAt.is_null())
        .one(db.connection())
        .await?;
    row.map(|row| {
        Ok(Newest {
            number: row.number,
            from: row.from_at,
            entry: entry(row)?,
        })
    })
    .transpose()
}

/// Keeps what the portfolio shows of a project from now on, after what it showed before; nothing when that is the same.
///
/// # Errors
/// When the database fails, also when a number is more than a column can hold.
pub async fn keep(
    tx: &Tx,
    project: &Project,
    before: Option<&Newest>,
    new: &Entry,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    if before.is_some_and(|newest| newest.entry == *new) {
        return Ok(());
    }
    let number = before.map_or(0, |newest| newest.number);
    // A clock that was set back gives no day two entries.
    let now = before.map_or(now, |newest| now.max(newest.from));
    if number > 0 {
        let end = ActiveModel {
            project_id: Set(project.id.into()),
            number: Set(number),
            until_at: Set(Some(now)),
            ..Default::default()
        };
        Entity::update(end).exec(tx.connection()).await?;
    }
    let other_lights = match before {
        Some(newest) => new.shows_other_lights(&newest.entry),
        None => new.report.is_some(),
    };
    let row = row(project, new, (number.saturating_add(1), now), other_lights)?;
    Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Some of the projects of which nothing is kept: those that are older than the keeping.
///
/// # Errors
/// When the database fails.
pub async fn unkept(db: &impl Access, most: u64) -> Result<Vec<ProjectId>, StorageError> {
    let kept = Entity::find()
        .select_only()
        .column(Column::ProjectId)
        .filter(Column::UntilAt.is_null())
        .into_query();
    let ids: Vec<Uuid> = project::Entity::find()
        .select_only()
        .column(project::Column::Id)
        .filter(project::Column::Id.not_in_subquery(kept))
        .order_by_asc(project::Column::Id)
        .limit(most)
        .into_tuple()
        .all(db.connection())
        .await?;
    Ok(ids.into_iter().map(Into::into).collect())
}

/// The reports of these projects whose lights were shown one after the other, oldest first, until a moment or now; the
/// caller has found the projects.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn lights(
    db: &impl Access,
    projects: &[ProjectId],
    until: Option<DateTime<Utc>>,
) -> Result<Vec<(ProjectId, Submitted)>, StorageError> {
    let rows = Entity::find()
        .filter(Column::ProjectId.is_in(projects.iter().map(|&id| Uuid::from(id))))
        .filter(Column::OtherLights.eq(true))
        .filter(Column::ReportId.is_not_null())
        .apply_if(until.map(|until| Column::FromAt.lt(until)), QueryFilter::filter)
        .order_by_asc(Column::ProjectId)
        .order_by_asc(Column::Number)
        .all(db.connection())
        .await?;
    let shown = rows.into_iter().map(|row| {
        let project = row.project_id.into();
        Ok(entry(row)?.report.map(|report| (project, report)))
    });
    shown.filter_map(Result::transpose).collect()
}

fn stored(project: &Project, number: u64) -> Result<i64, StorageError> {
    i64::try_from(number).map_err(|error| StorageError::inconsistent(TABLE, project.id, error.to_string()))
}

fn row(
    project: &Project,
    entry: &Entry,
    (number, now): (i64, DateTime<Utc>),
    other_lights: bool,
) -> Result<ActiveModel, StorageError> {
    let lights = entry.report.map(|report| report.lights).unwrap_or_default();
    let [timetable, cost, scope, risk, ownership] =
        lights.map(|light| light.map(|light| Into::<&'static str>::into(light).to_owned()));
    let (balance, costs) = (&entry.balance, &entry.costs);
    Ok(ActiveModel {
        project_id: Set(project.id.into()),
        number: Set(number),
        from_at: Set(now),
        until_at: Set(None),
        authority_id: Set(project.authority.into()),
        call_id: Set(project.call.into()),
        lead_id: Set(entry.lead.into()),
        award_cents: Set(entry.award.cents()),
        is_closed: Set(entry.is_closed),
        first_day: Set(entry.use_period.first),
        last_day: Set(entry.use_period.last),
        claimed_cents: Set(balance.claimed.cents()),
        granted_cents: Set(balance.granted.cents()),
        paid_cents: Set(balance.paid.cents()),
        advance_paid_cents: Set(balance.advance_paid.cents()),
        advance_cleared_cents: Set(balance.advance_cleared.cents()),
        owed_cents: Set(balance.owed.cents()),
        budget_cents: Set(costs.budget.cents()),
        accepted_cents: Set(costs.accepted.cents()),
        awaiting_cents: Set(costs.awaiting.cents()),
        forecast_cents: Set(costs.forecast.cents()),
        foreseen_grant_cents: Set(entry.foreseen_grant.cents()),
        open_obligations: Set(stored(project, entry.awaited.open)?),
        overdue_obligations: Set(stored(project, entry.awaited.overdue)?),
        oldest_overdue: Set(entry.awaited.oldest_overdue),
        report_id: Set(entry.report.map(|report| report.report.into())),
        report_at: Set(entry.report.map(|report| report.at)),
        timetable_light: Set(timetable),
        cost_light: Set(cost),
        scope_light: Set(scope),
        risk_light: Set(risk),
        ownership_light: Set(ownership),
        other_lights: Set(other_lights),
        risks_open: Set(stored(project, entry.risks.open)?),
        risks_occurred: Set(stored(project, entry.risks.occurred)?),
        vacancies: Set(stored(project, entry.vacancies)?),
    })
}

fn light(project: Uuid, column: &str, text: Option<String>) -> Result<Option<Light>, StorageError> {
    text.map(|text| code(TABLE, project, column, &text)).transpose()
}

/// The entry that a row holds.
pub(super) fn entry(row: Model) -> Result<Entry, StorageError> {
    let project = row.project_id;
    let wrong = |what: String| StorageError::inconsistent(TABLE, project, what);
    let cents = Money::from_cents;
    let costs = Figures::of(
        cents(row.budget_cents),
        cents(row.accepted_cents),
        cents(row.awaiting_cents),
        Some(cents(row.forecast_cents)),
    );
    let lights = [
        light(project, "timetable_light", row.timetable_light)?,
        light(project, "cost_light", row.cost_light)?,
        light(project, "scope_light", row.scope_light)?,
        light(project, "risk_light", row.risk_light)?,
        light(project, "ownership_light", row.ownership_light)?,
    ];
    let report = row.report_id.zip(row.report_at);
    Ok(Entry {
        lead: row.lead_id.into(),
        award: cents(row.award_cents),
        is_closed: row.is_closed,
        use_period: UsePeriod::new(row.first_day, row.last_day).map_err(|error| wrong(error.to_string()))?,
        balance: Balance {
            claimed: cents(row.claimed_cents),
            granted: cents(row.granted_cents),
            paid: cents(row.paid_cents),
            advance_paid: cents(row.advance_paid_cents),
            advance_cleared: cents(row.advance_cleared_cents),
            owed: cents(row.owed_cents),
        },
        costs: costs.map_err(|error| wrong(error.to_string()))?,
        foreseen_grant: cents(row.foreseen_grant_cents),
        awaited: Awaited {
            open: row.open_obligations.unsigned_abs(),
            overdue: row.overdue_obligations.unsigned_abs(),
            oldest_overdue: row.oldest_overdue,
        },
        report: report.map(|(id, at)| Submitted {
            report: id.into(),
            at,
            lights,
        }),
        risks: Risks {
            open: row.risks_open.unsigned_abs(),
            occurred: row.risks_occurred.unsigned_abs(),
        },
        vacancies: row.vacancies.unsigned_abs(),
    })
}
