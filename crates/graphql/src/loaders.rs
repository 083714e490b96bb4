//! One loader per kind and request: what a page refers to is read in one statement.

pub(crate) mod changes;
pub(crate) mod claims;
pub(crate) mod corrections;
mod costs;
mod payments;
pub(crate) mod people;
pub(crate) mod plans;
pub(crate) mod portfolio;
mod submissions;

pub(crate) use costs::{
    AllocationOf, EvidenceOf, ImportsOf, ReadinessOf, RemarksOf, RemarksOfLine, SelectionOf, SumsOf,
};
pub(crate) use payments::{BatchOf, DestinationOf, ReturnsOf, SetOffsOf, SetOffsOfRecovery};
pub(crate) use submissions::SubmissionsOf;

use std::{collections::HashMap, hash::Hash, sync::Arc, time::Duration};

use async_graphql::dataloader::{DataLoader, Loader};
use talkoot_app::{
    Answer, App, call_corrections, calls, identity, obligations, portfolio_reports, projects, reminders,
};
use talkoot_domain::{
    call::Call,
    call_correction::CallCorrection,
    ids::{
        ApplicationId, CallId, ObligationId, OrganisationId, PeriodId, PersonId, PortfolioReportId, ProjectId,
    },
    obligation::Obligation,
    organisation::Organisation,
    policy::Actor,
    portfolio_report::{PortfolioReport, RiskNote},
    project::{Period, Project, SubArea},
};

use crate::outcome;

/// What a loader needs: the application, and the person whose scope it stays within.
#[derive(Clone)]
pub(crate) struct Source {
    pub(crate) app: App,
    pub(crate) actor: Option<Arc<Actor>>,
}

/// A batch that fails, as each of its keys will tell.
#[derive(Clone, Debug)]
pub(crate) struct LoadFailure(String);

impl LoadFailure {
    /// As each key of the batch will tell.
    pub(crate) fn of(error: async_graphql::Error) -> Self {
        Self(error.message)
    }
}

impl From<LoadFailure> for async_graphql::Error {
    fn from(failure: LoadFailure) -> Self {
        use async_graphql::ErrorExtensions;
        Self::new(failure.0).extend_with(|_, extensions| extensions.set("code", "INTERNAL"))
    }
}

/// The rows of a batch under their keys.
pub(crate) fn keyed<K: Eq + Hash, V>(
    rows: Answer<Vec<V>>,
    key: impl Fn(&V) -> K,
) -> Result<HashMap<K, V>, LoadFailure> {
    let rows = rows.map_err(|failure| LoadFailure(outcome::error(failure).message))?;
    Ok(rows.into_iter().map(|row| (key(&row), row)).collect())
}

/// The rows of a batch that belong to each key, in the order they came.
pub(crate) fn grouped<K: Eq + Hash, V>(rows: Answer<Vec<(K, V)>>) -> Result<HashMap<K, Vec<V>>, LoadFailure> {
    let rows = rows.map_err(|failure| LoadFailure(outcome::error(failure).message))?;
    let mut groups: HashMap<K, Vec<V>> = HashMap::new();
    for (key, row) in rows {
        groups.entry(key).or_default().push(row);
    }
    Ok(groups)
}

/// How long a loader waits for more keys.
const DELAY: Duration = Duration::from_millis(1);

/// The loaders of one request.
pub(crate) struct Loaders(DataLoader<Source>);

impl Loaders {
    pub(crate) fn new(app: App, actor: Option<Arc<Actor>>) -> Self {
        // Measured: without any delay a list of a hundred rows falls into dozens of batches, because the
        // executor yields in between.
        Self(DataLoader::new(Source { app, actor }, tokio::spawn).delay(DELAY))
    }

    /// The object under this key, read together with the others of the page.
    pub(crate) async fn one<K>(&self, key: K) -> async_graphql::Result<Option<<Source as Loader<K>>::Value>>
    where
        K: Send + Sync + Hash + Eq + Clone + 'static,
        Source: Loader<K, Error = LoadFailure>,
    {
        Ok(self.0.load_one(key).await?)
    }
}

impl Loader<OrganisationId> for Source {
    type Value = Organisation;
    type Error = LoadFailure;

    async fn load(
        &self,
        keys: &[OrganisationId],
    ) -> Result<HashMap<OrganisationId, Organisation>, LoadFailure> {
        if self.actor.is_none() {
            return Ok(HashMap::new());
        }
        keyed(identity::organisations(&self.app, keys).await, |organisation| {
            organisation.id
        })
    }
}

impl Loader<PersonId> for Source {
    type Value = identity::Person;
    type Error = LoadFailure;

    async fn load(&self, keys: &[PersonId]) -> Result<HashMap<PersonId, identity::Person>, LoadFailure> {
        if self.actor.is_none() {
            return Ok(HashMap::new());
        }
        keyed(identity::people(&self.app, keys).await, |person| person.id)
    }
}

impl Loader<CallId> for Source {
    type Value = Call;
    type Error = LoadFailure;

    async fn load(&self, keys: &[CallId]) -> Result<HashMap<CallId, Call>, LoadFailure> {
        let Some(actor) = &self.actor else {
            return Ok(HashMap::new());
        };
        keyed(calls::find_many(&self.app, actor, keys).await, |call| call.id)
    }
}

/// The corrections of a call, oldest first.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct CorrectionsOfCall(pub(crate) CallId);

impl Loader<CorrectionsOfCall> for Source {
    type Value = Vec<CallCorrection>;
    type Error = LoadFailure;

    async fn load(
        &self,
        keys: &[CorrectionsOfCall],
    ) -> Result<HashMap<CorrectionsOfCall, Vec<CallCorrection>>, LoadFailure> {
        let Some(actor) = &self.actor else {
            return Ok(HashMap::new());
        };
        let ids: Vec<CallId> = keys.iter().map(|key| key.0).collect();
        let rows = call_corrections::of_calls(&self.app, actor, &ids).await;
        grouped(rows.map(|rows| {
            rows.into_iter()
                .map(|row| (CorrectionsOfCall(row.call), row))
                .collect()
        }))
    }
}

impl Loader<ProjectId> for Source {
    type Value = Project;
    type Error = LoadFailure;

    async fn load(&self, keys: &[ProjectId]) -> Result<HashMap<ProjectId, Project>, LoadFailure> {
        let Some(actor) = &self.actor else {
            return Ok(HashMap::new());
        };
        keyed(projects::find_many(&self.app, actor, keys).await, |project| {
            project.id
        })
    }
}

impl Loader<PeriodId> for Source {
    type Value = (ProjectId, Period);
    type Error = LoadFailure;

    async fn load(&self, keys: &[PeriodId]) -> Result<HashMap<PeriodId, (ProjectId, Period)>, LoadFailure> {
        keyed(projects::periods_by_id(&self.app, keys).await, |(_, period)| {
            period.id
        })
    }
}

/// The municipalities that take part in a project that the person has found.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct MunicipalitiesOf(pub(crate) ProjectId);

impl Loader<MunicipalitiesOf> for Source {
    type Value = Vec<Organisation>;
    type Error = LoadFailure;

    async fn load(
        &self,
        keys: &[MunicipalitiesOf],
    ) -> Result<HashMap<MunicipalitiesOf, Vec<Organisation>>, LoadFailure> {
        let ids: Vec<ProjectId> = keys.iter().map(|key| key.0).collect();
        let rows = projects::municipalities(&self.app, &ids).await;
        grouped(rows.map(|rows| {
            rows.into_iter()
                .map(|(id, row)| (MunicipalitiesOf(id), row))
                .collect()
        }))
    }
}

/// The periods of a project that the person has found.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct PeriodsOf(pub(crate) ProjectId);

impl Loader<PeriodsOf> for Source {
    type Value = Vec<Period>;
    type Error = LoadFailure;

    async fn load(&self, keys: &[PeriodsOf]) -> Result<HashMap<PeriodsOf, Vec<Period>>, LoadFailure> {
        let ids: Vec<ProjectId> = keys.iter().map(|key| key.0).collect();
        let rows = projects::periods(&self.app, &ids).await;
        grouped(rows.map(|rows| rows.into_iter().map(|(id, row)| (PeriodsOf(id), row)).collect()))
    }
}

/// The sub-areas of an application that the person has found.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct SubAreasOf(pub(crate) ApplicationId);

impl Loader<SubAreasOf> for Source {
    type Value = Vec<SubArea>;
    type Error = LoadFailure;

    async fn load(&self, keys: &[SubAreasOf]) -> Result<HashMap<SubAreasOf, Vec<SubArea>>, LoadFailure> {
        let ids: Vec<ApplicationId> = keys.iter().map(|key| key.0).collect();
        let rows = projects::sub_areas(&self.app, &ids).await;
        grouped(rows.map(|rows| rows.into_iter().map(|(id, row)| (SubAreasOf(id), row)).collect()))
    }
}

impl Loader<ObligationId> for Source {
    type Value = Obligation;
    type Error = LoadFailure;

    async fn load(&self, keys: &[ObligationId]) -> Result<HashMap<ObligationId, Obligation>, LoadFailure> {
        let Some(actor) = &self.actor else {
            return Ok(HashMap::new());
        };
        let rows = obligations::find_many(&self.app, actor, keys).await;
        keyed(rows, |obligation| obligation.id)
    }
}

/// The reminders of an obligation that the person has found.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct RemindersOf(pub(crate) ObligationId);

impl Loader<RemindersOf> for Source {
    type Value = Vec<reminders::Reminded>;
    type Error = LoadFailure;

    async fn load(
        &self,
        keys: &[RemindersOf],
    ) -> Result<HashMap<RemindersOf, Vec<reminders::Reminded>>, LoadFailure> {
        let ids: Vec<ObligationId> = keys.iter().map(|key| key.0).collect();
        let rows = reminders::of_obligations(&self.app, &ids).await;
        grouped(rows.map(|rows| rows.into_iter().map(|(id, row)| (RemindersOf(id), row)).collect()))
    }
}

/// The portfolio report that settles an obligation.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ReportOf(pub(crate) ObligationId);

impl Loader<ReportOf> for Source {
    type Value = PortfolioReport;
    type Error = LoadFailure;

    async fn load(&self, keys: &[ReportOf]) -> Result<HashMap<ReportOf, PortfolioReport>, LoadFailure> {
        let Some(actor) = &self.actor else {
            return Ok(HashMap::new());
        };
        let ids: Vec<ObligationId> = keys.iter().map(|key| key.0).collect();
        let rows = portfolio_reports::of_obligations(&self.app, actor, &ids).await;
        keyed(rows, |report| ReportOf(report.obligation))
    }
}

/// The notes about risks in a portfolio report that the person has found.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct RisksOf(pub(crate) PortfolioReportId);

impl Loader<RisksOf> for Source {
    type Value = Vec<RiskNote>;
    type Error = LoadFailure;

    async fn load(&self, keys: &[RisksOf]) -> Result<HashMap<RisksOf, Vec<RiskNote>>, LoadFailure> {
        let ids: Vec<PortfolioReportId> = keys.iter().map(|key| key.0).collect();
        let rows = portfolio_reports::notes(&self.app, &ids).await;
        grouped(rows.map(|rows| rows.into_iter().map(|row| (RisksOf(row.report), row)).collect()))
    }
}
