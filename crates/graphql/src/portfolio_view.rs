//! Kept ways to look at the portfolio.

use async_graphql::{Context, ID, InputObject, Object};
use chrono::NaiveDate;
use talkoot_app::{
    Answer, Request,
    portfolio::Asked,
    portfolio_views::{self, ChangeView, NewView, RemoveView, Wanted},
};
use talkoot_domain::{ids::PortfolioViewId, portfolio_view::PortfolioView};

use crate::{
    call::CallObject,
    connection::List,
    context::{actor, app, loaders},
    node::{self, Kind},
    organisation::{OrganisationObject, PersonObject},
    outcome::{error, not_found, payload, refusals},
    portfolio::{self, PortfolioEntry, PortfolioFilter, PortfolioOrder},
    portfolio_report::TrafficLight,
};

/// A way to look at the portfolio that somebody keeps under a name.
pub(crate) struct PortfolioViewObject(pub(crate) PortfolioView);

/// A way to look at the portfolio that somebody keeps under a name.
#[Object(name = "PortfolioView")]
impl PortfolioViewObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::PortfolioView, self.0.id)
    }

    /// Counts its changes; the next change must name it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// How it is called.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Who keeps it; only they change it.
    async fn kept_by(&self, ctx: &Context<'_>) -> async_graphql::Result<PersonObject> {
        let person = loaders(ctx)?.one(self.0.person).await?;
        person.map(PersonObject).ok_or_else(|| not_found("person"))
    }

    /// Whether everybody who sees the portfolio sees it.
    async fn is_shared(&self) -> bool {
        self.0.is_shared
    }

    /// Only projects of this call; absent when it shows those of every call.
    async fn call(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<CallObject>> {
        match self.0.filter.call {
            Some(call) => Ok(loaders(ctx)?.one(call).await?.map(CallObject)),
            None => Ok(None),
        }
    }

    /// Only projects in which this municipality takes part; absent when it shows those of every municipality.
    async fn municipality(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<OrganisationObject>> {
        match self.0.filter.municipality {
            Some(of) => Ok(loaders(ctx)?.one(of).await?.map(OrganisationObject)),
            None => Ok(None),
        }
    }

    /// Only projects whose last report shows this light for something; absent for every light.
    async fn light(&self) -> Option<TrafficLight> {
        self.0.filter.light.map(Into::into)
    }

    /// Only projects of which something is late.
    async fn late(&self) -> bool {
        self.0.filter.late
    }

    /// Only projects in which nobody holds a duty that somebody should hold.
    async fn vacant(&self) -> bool {
        self.0.filter.vacant
    }

    /// Only projects in which a risk came true.
    async fn risk_occurred(&self) -> bool {
        self.0.filter.occurred
    }

    /// Only projects that foresee more grant than they were awarded.
    async fn over_award(&self) -> bool {
        self.0.filter.over_award
    }

    /// Only projects that are settled, or only those that are not; absent for both.
    async fn closed(&self) -> Option<bool> {
        self.0.filter.closed
    }

    /// What comes first.
    async fn order_by(&self) -> PortfolioOrder {
        self.0.order.into()
    }

    /// The projects that it shows, each at a glance.
    #[graphql(complexity = "crate::connection::cost(first, child_complexity)")]
    async fn projects(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "As they stood at the end of this day in Helsinki, which must be over; now unless told."
        )]
        as_of: Option<NaiveDate>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<PortfolioEntry>> {
        let asked = Asked {
            filter: self.0.filter,
            as_of,
        };
        portfolio::page(ctx, &asked, self.0.order, (first, after)).await
    }
}

/// A way to look at the portfolio, to be kept.
#[derive(Debug, InputObject)]
pub(crate) struct KeepPortfolioViewInput {
    /// The authority whose portfolio it looks at; the only one whose portfolio you see unless told.
    authority_id: Option<ID>,
    /// How it is called: 1 to 100 characters, another name than your other views have.
    name: String,
    /// Whether everybody who sees the portfolio sees it; only you unless told.
    #[graphql(default)]
    is_shared: bool,
    /// Which projects it shows; all unless told.
    filter: Option<PortfolioFilter>,
    /// What comes first; what was granted first unless told.
    #[graphql(default)]
    order_by: PortfolioOrder,
    /// Chosen by you, new for each view.
    idempotency_key: String,
}

/// One's own view as it shall be, as a whole.
#[derive(Debug, InputObject)]
pub(crate) struct ChangePortfolioViewInput {
    /// The view.
    id: ID,
    /// The version that you have read.
    expected_version: i64,
    /// How it is called: 1 to 100 characters, another name than your other views have.
    name: String,
    /// Whether everybody who sees the portfolio sees it; only you unless told.
    #[graphql(default)]
    is_shared: bool,
    /// Which projects it shows; all unless told.
    filter: Option<PortfolioFilter>,
    /// What comes first; what was granted first unless told.
    #[graphql(default)]
    order_by: PortfolioOrder,
    /// Chosen by you, new for each change.
    idempotency_key: String,
}

/// One's own view, to be taken away.
#[derive(Debug, InputObject)]
pub(crate) struct RemovePortfolioViewInput {
    /// The view.
    id: ID,
    /// The version that you have read.
    expected_version: i64,
    /// Chosen by you, new for each attempt.
    idempotency_key: String,
}

payload!(
    /// What became of a mutation of a view.
    PortfolioViewPayload { portfolio_view: PortfolioViewObject }
);

type Payload = async_graphql::Result<PortfolioViewPayload>;

async fn answered(ctx: &Context<'_>, answer: Answer<PortfolioViewId>) -> Payload {
    match refusals(answer)? {
        Ok(id) => {
            let view = portfolio_views::find(app(ctx)?, actor(ctx)?, id)
                .await
                .map_err(error)?;
            let view = view.ok_or_else(|| not_found("view"))?;
            Ok(PortfolioViewPayload::done(PortfolioViewObject(view)))
        }
        Err(refusals) => Ok(PortfolioViewPayload::refused(refusals)),
    }
}

#[derive(Debug, Default)]
pub(crate) struct PortfolioViewQuery;

#[Object]
impl PortfolioViewQuery {
    /// The kept ways to look at the portfolio that you see: your own first, then those that others share, by name.
    #[graphql(complexity = "5 + 20 * child_complexity")]
    async fn portfolio_views(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<PortfolioViewObject>> {
        let views = portfolio_views::list(app(ctx)?, actor(ctx)?)
            .await
            .map_err(error)?;
        Ok(views.into_iter().map(PortfolioViewObject).collect())
    }
}

#[derive(Debug, Default)]
pub(crate) struct PortfolioViewMutation;

#[Object]
impl PortfolioViewMutation {
    /// Keeps a way to look at the portfolio under a name.
    async fn keep_portfolio_view(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it shall be, under an idempotency key.")] input: KeepPortfolioViewInput,
    ) -> Payload {
        let authority = input
            .authority_id
            .map(|id| node::key(Kind::Organisation, &id))
            .transpose()?;
        let view = Wanted {
            name: input.name,
            is_shared: input.is_shared,
            filter: portfolio::filter(input.filter)?,
            order: input.order_by.into(),
        };
        let request = Request {
            key: input.idempotency_key,
            body: NewView { authority, view },
        };
        answered(ctx, portfolio_views::keep(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Changes a view that you keep.
    async fn change_portfolio_view(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it shall be, under an idempotency key.")] input: ChangePortfolioViewInput,
    ) -> Payload {
        let view = Wanted {
            name: input.name,
            is_shared: input.is_shared,
            filter: portfolio::filter(input.filter)?,
            order: input.order_by.into(),
        };
        let request = Request {
            key: input.idempotency_key,
            body: ChangeView {
                id: node::key(Kind::PortfolioView, &input.id)?,
                expected_version: input.expected_version,
                view,
            },
        };
        answered(
            ctx,
            portfolio_views::change(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Takes a view away that you keep.
    async fn remove_portfolio_view(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, under an idempotency key.")] input: RemovePortfolioViewInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: RemoveView {
                id: node::key(Kind::PortfolioView, &input.id)?,
                expected_version: input.expected_version,
            },
        };
        answered(
            ctx,
            portfolio_views::remove(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }
}
