use async_graphql::{Context, ID, Object};
use talkoot_app::Failure;
use talkoot_domain::{
    cost_position::{Area, Cell, Figures, Position},
    ids::{ApplicationId, OrganisationId, SubAreaId},
    project::Project,
};

use crate::{
    context::loaders,
    loaders::SubAreasOf,
    node::{self, Kind},
    organisation::OrganisationObject,
    outcome::{error, not_found},
    project::SubAreaObject,
    scalar::Money,
};

/// Where the costs of a project stand against its budget.
pub(crate) struct CostPositionObject {
    application: ApplicationId,
    position: Position,
}

impl CostPositionObject {
    pub(crate) const fn new(project: &Project, position: Position) -> Self {
        Self {
            application: project.application,
            position,
        }
    }
}

fn internal(overflow: talkoot_domain::money::Overflow) -> async_graphql::Error {
    error(Failure::internal(overflow))
}

/// Where the costs of a project stand against its budget (*kustannusseuranta*), computed from the budget in force and the
/// submitted cost reports. The lead and the authority see every municipality, a partner itself.
#[Object(name = "CostPosition")]
impl CostPositionObject {
    /// Everything that you see together.
    async fn total(&self) -> async_graphql::Result<CostFigures> {
        Ok(CostFigures(self.position.total().map_err(internal)?))
    }

    /// By municipality.
    async fn municipalities(&self) -> async_graphql::Result<Vec<MunicipalityCosts>> {
        let figures = self.position.by_partner().map_err(internal)?;
        Ok(figures
            .into_iter()
            .map(|(municipality, figures)| MunicipalityCosts {
                municipality,
                figures,
            })
            .collect())
    }

    /// By sub-area.
    async fn sub_areas(&self) -> async_graphql::Result<Vec<SubAreaCosts>> {
        let figures = self.position.by_sub_area().map_err(internal)?;
        Ok(figures
            .into_iter()
            .map(|(sub_area, figures)| SubAreaCosts {
                application: self.application,
                sub_area,
                figures,
            })
            .collect())
    }

    /// By municipality and sub-area, which is how forecasts are made.
    async fn areas(&self) -> Vec<AreaCosts> {
        self.position.areas.iter().cloned().map(AreaCosts).collect()
    }

    /// By municipality, category and sub-area, as the budget has it; without forecasts.
    async fn cells(&self) -> Vec<CellCosts> {
        self.position.cells.iter().cloned().map(CellCosts).collect()
    }
}

/// Budget, actual and forecast.
pub(crate) struct CostFigures(pub(crate) Figures);

/// Budget, actual and forecast.
#[Object]
impl CostFigures {
    /// The budget in force.
    async fn budget(&self) -> Money {
        self.0.budget.into()
    }

    /// Accepted by the authority in approved claims, corrections included.
    async fn accepted(&self) -> Money {
        self.0.accepted.into()
    }

    /// Reported by the municipalities and not accepted yet, without what is disallowed already.
    async fn awaiting_acceptance(&self) -> Money {
        self.0.awaiting.into()
    }

    /// Accepted and reported together.
    async fn actual(&self) -> Money {
        self.0.actual.into()
    }

    /// The cost at completion as it is foreseen: by a person, else the budget; never lower than the actual.
    async fn forecast(&self) -> Money {
        self.0.forecast.into()
    }

    /// The forecast less the budget; negative when less is spent than planned.
    async fn deviation(&self) -> Money {
        self.0.deviation.into()
    }

    /// The deviation in per cent of the budget with two decimals, for example `-12.5`; absent without a budget.
    async fn deviation_percent(&self) -> Option<String> {
        self.0
            .deviation_percent()
            .map(|percent| percent.normalize().to_string())
    }
}

/// The costs of one municipality.
pub(crate) struct MunicipalityCosts {
    municipality: OrganisationId,
    figures: Figures,
}

async fn municipality(ctx: &Context<'_>, id: OrganisationId) -> async_graphql::Result<OrganisationObject> {
    let found = loaders(ctx)?.one(id).await?;
    found
        .map(OrganisationObject)
        .ok_or_else(|| not_found("organisation"))
}

/// The costs of one municipality.
#[Object]
impl MunicipalityCosts {
    /// The municipality.
    async fn municipality(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        municipality(ctx, self.municipality).await
    }

    /// The figures.
    async fn figures(&self) -> CostFigures {
        CostFigures(self.figures)
    }
}

/// The costs of one sub-area.
pub(crate) struct SubAreaCosts {
    application: ApplicationId,
    sub_area: SubAreaId,
    figures: Figures,
}

/// The costs of one sub-area.
#[Object]
impl SubAreaCosts {
    /// The id of the sub-area.
    async fn sub_area_id(&self) -> ID {
        node::id(Kind::SubArea, self.sub_area)
    }

    /// The sub-area; absent when it was taken out of the project.
    async fn sub_area(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<SubAreaObject>> {
        let areas = loaders(ctx)?.one(SubAreasOf(self.application)).await?;
        let found = areas
            .unwrap_or_default()
            .into_iter()
            .find(|area| area.id == self.sub_area);
        Ok(found.map(SubAreaObject))
    }

    /// The figures.
    async fn figures(&self) -> CostFigures {
        CostFigures(self.figures)
    }
}

/// The costs of one municipality in one sub-area.
pub(crate) struct AreaCosts(Area);

/// The costs of one municipality in one sub-area.
#[Object]
impl AreaCosts {
    /// The municipality.
    async fn municipality(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        municipality(ctx, self.0.partner).await
    }

    /// The id of the sub-area.
    async fn sub_area_id(&self) -> ID {
        node::id(Kind::SubArea, self.0.sub_area)
    }

    /// The figures.
    async fn figures(&self) -> CostFigures {
        CostFigures(self.0.figures)
    }

    /// Whether a person made the forecast; else the budget is it.
    async fn is_forecast(&self) -> bool {
        self.0.is_forecast
    }
}

/// The costs in one cell of the budget.
pub(crate) struct CellCosts(Cell);

/// The costs in one cell of the budget: municipality x category x sub-area.
#[Object]
impl CellCosts {
    /// The municipality.
    async fn municipality(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        municipality(ctx, self.0.partner).await
    }

    /// The code of the cost category.
    async fn category(&self) -> &str {
        &self.0.category
    }

    /// The id of the sub-area.
    async fn sub_area_id(&self) -> ID {
        node::id(Kind::SubArea, self.0.sub_area)
    }

    /// The budget in force.
    async fn budget(&self) -> Money {
        self.0.budget.into()
    }

    /// Accepted by the authority in approved claims.
    async fn accepted(&self) -> Money {
        self.0.accepted.into()
    }

    /// Reported and not accepted yet.
    async fn awaiting_acceptance(&self) -> Money {
        self.0.awaiting.into()
    }
}
