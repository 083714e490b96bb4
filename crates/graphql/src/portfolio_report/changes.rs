use async_graphql::{Context, ID, Object};
use talkoot_domain::portfolio_report::{
    ForecastChange, LightChange, MilestoneChange, PortfolioReport, RiskChange, Since,
};

use super::{PortfolioReportObject, input::TrafficLight};
use crate::{
    context::loaders,
    milestone::ReportedMilestoneObject,
    node::{self, Kind},
    organisation::OrganisationObject,
    outcome::not_found,
    risk::ReportedRiskObject,
    scalar::Money,
};

/// What changed since an earlier report.
pub(crate) struct ReportChangesObject {
    pub(super) earlier: PortfolioReport,
    pub(super) since: Since,
}

/// What changed since the report that was submitted before; what is as it was is left out.
#[Object(name = "PortfolioReportChanges")]
impl ReportChangesObject {
    /// The report that was submitted before.
    async fn since(&self) -> PortfolioReportObject {
        PortfolioReportObject(self.earlier.clone())
    }

    /// The lights that are not as they were.
    async fn lights(&self) -> Vec<LightChangeObject> {
        self.since.lights.iter().copied().map(LightChangeObject).collect()
    }

    /// The milestones that are new, foreseen on another day or in another state.
    async fn milestones(&self) -> Vec<MilestoneChangeObject> {
        let all = self.since.milestones.iter();
        all.cloned().map(MilestoneChangeObject).collect()
    }

    /// The risks that are new, came true, were closed or are judged otherwise.
    async fn risks(&self) -> Vec<RiskChangeObject> {
        self.since.risks.iter().cloned().map(RiskChangeObject).collect()
    }

    /// The costs at completion that are foreseen otherwise.
    async fn forecasts(&self) -> Vec<ForecastChangeObject> {
        let all = self.since.forecasts.iter();
        all.copied().map(ForecastChangeObject).collect()
    }
}

/// A light that is not as it was.
pub(crate) struct LightChangeObject(LightChange);

/// A light that is not as it was.
#[Object(name = "LightChange")]
impl LightChangeObject {
    /// What it is shown for: `timetable`, `cost`, `scope`, `risk` or `ownership`.
    async fn aspect(&self) -> &'static str {
        self.0.aspect.into()
    }

    /// What it was.
    async fn before(&self) -> Option<TrafficLight> {
        self.0.before.map(Into::into)
    }

    /// What it is; absent while nobody has set it.
    async fn after(&self) -> Option<TrafficLight> {
        self.0.after.map(Into::into)
    }
}

/// A milestone that is not as it was.
pub(crate) struct MilestoneChangeObject(MilestoneChange);

/// A milestone that is not as it was.
#[Object(name = "MilestoneChange")]
impl MilestoneChangeObject {
    /// How it was; absent when it is new.
    async fn before(&self) -> Option<ReportedMilestoneObject> {
        self.0.before.clone().map(ReportedMilestoneObject)
    }

    /// How it is.
    async fn after(&self) -> ReportedMilestoneObject {
        ReportedMilestoneObject(self.0.after.clone())
    }
}

/// A risk that is not as it was.
pub(crate) struct RiskChangeObject(RiskChange);

/// A risk that is not as it was.
#[Object(name = "RiskChange")]
impl RiskChangeObject {
    /// What is new about it: `raised`, `occurred`, `closed`, `judged` (otherwise), one or several.
    async fn news(&self) -> Vec<&'static str> {
        self.0.news.iter().map(|&news| news.into()).collect()
    }

    /// How it was; absent when it is new.
    async fn before(&self) -> Option<ReportedRiskObject> {
        self.0.before.clone().map(ReportedRiskObject)
    }

    /// How it is.
    async fn after(&self) -> ReportedRiskObject {
        ReportedRiskObject(self.0.after.clone())
    }
}

/// A cost at completion that is foreseen otherwise.
pub(crate) struct ForecastChangeObject(ForecastChange);

/// A cost at completion that is foreseen otherwise.
#[Object(name = "ForecastChange")]
impl ForecastChangeObject {
    /// The municipality.
    async fn municipality(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let municipality = loaders(ctx)?.one(self.0.partner).await?;
        municipality
            .map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// The id of the sub-area.
    async fn sub_area_id(&self) -> ID {
        node::id(Kind::SubArea, self.0.sub_area)
    }

    /// What it was.
    async fn before(&self) -> Money {
        self.0.before.into()
    }

    /// What it is.
    async fn after(&self) -> Money {
        self.0.after.into()
    }
}
