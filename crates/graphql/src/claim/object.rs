use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use talkoot_app::claims::{self, Filter, LinesOf};
use talkoot_domain::{
    claim::{Claim, State},
    ids::CostLineId,
    workflow::Name,
};

use super::{
    parts::{ClaimCategoryObject, ClaimCellObject, ClaimPartnerObject, ClaimTotalsObject},
    sample::SampleObject,
};
use crate::{
    action::AvailableAction,
    connection::{self, List},
    context::{actor, app, loaders},
    cost_report::CostLineObject,
    loaders::claims::{PartsOf, PayoutsOf},
    node::{self, Kind},
    organisation::OrganisationObject,
    outcome::{error, not_found},
    payout::PayoutObject,
    project::{PeriodObject, ProjectObject},
    supplement_request::{self, SupplementRequestObject},
};

/// A payment claim (*maksatushakemus*): the costs of all partners, consolidated by the lead.
pub(crate) struct ClaimObject(pub(crate) Claim);

/// A payment claim (*maksatushakemus*): the costs of all partners, consolidated by the lead.
#[Object(name = "Claim")]
impl ClaimObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::Claim, self.0.id)
    }

    /// Counts its changes, those of its figures included; the next change must name it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// Its place among the claims of the project, from 1, rejected ones included.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// `draft`, `submitted`, `supplement_requested`, `content_checked`, `finance_approved`, `paid` or
    /// `rejected`.
    async fn state(&self) -> &'static str {
        self.0.state_name().code()
    }

    /// Whether it is the last claim of the project: it uses up the rest of the advance, and none follows it.
    async fn is_last(&self) -> bool {
        self.0.is_last
    }

    /// The project.
    async fn project(&self, ctx: &Context<'_>) -> async_graphql::Result<ProjectObject> {
        let project = loaders(ctx)?.one(self.0.project).await?;
        project.map(ProjectObject).ok_or_else(|| not_found("project"))
    }

    /// The period it is for; it may also hold late reports of earlier periods.
    async fn period(&self, ctx: &Context<'_>) -> async_graphql::Result<PeriodObject> {
        let period = loaders(ctx)?.one(self.0.period).await?;
        period
            .map(|(_, period)| PeriodObject(period))
            .ok_or_else(|| not_found("period"))
    }

    /// The lead municipality that claims; it stays when the lead changes later.
    async fn lead(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let lead = loaders(ctx)?.one(self.0.lead).await?;
        lead.map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// When it was submitted last.
    async fn submitted_at(&self) -> Option<DateTime<Utc>> {
        match &self.0.state {
            State::Draft => None,
            State::Submitted { submitted }
            | State::SupplementRequested { submitted, .. }
            | State::ContentChecked { submitted, .. }
            | State::FinanceApproved { submitted, .. }
            | State::Paid { submitted, .. }
            | State::Rejected { submitted, .. } => Some(submitted.at),
        }
    }

    /// The authority's last questions.
    async fn questions(&self) -> Option<&str> {
        match (&self.0.state, &self.0.answered) {
            (State::SupplementRequested { questions, .. }, _) => Some(questions),
            (_, answered) => answered.as_ref().map(|answered| answered.questions.as_str()),
        }
    }

    /// The lead's answer to them; absent while it is due.
    async fn answer(&self) -> Option<&str> {
        match (&self.0.state, &self.0.answered) {
            (State::SupplementRequested { .. }, _) => None,
            (_, answered) => answered.as_ref().map(|answered| answered.answer.as_str()),
        }
    }

    /// Why it was rejected.
    async fn rejection_reason(&self) -> Option<&str> {
        match &self.0.state {
            State::Rejected { reason, .. } => Some(reason),
            _ => None,
        }
    }

    /// When its payout was confirmed by the bank.
    async fn paid_at(&self) -> Option<DateTime<Utc>> {
        match &self.0.state {
            State::Paid { paid_at, .. } => Some(*paid_at),
            _ => None,
        }
    }

    /// What it comes to. Until a line is verified it counts as claimed.
    async fn totals(&self) -> ClaimTotalsObject {
        ClaimTotalsObject(self.0.figures)
    }

    /// What it means for each partner, by municipality code.
    #[graphql(complexity = "5 + 10 * child_complexity")]
    async fn partners(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ClaimPartnerObject>> {
        let parts = loaders(ctx)?.one(PartsOf(self.0.id)).await?.unwrap_or_default();
        let rows = parts.partners.into_iter();
        Ok(rows.map(|row| ClaimPartnerObject(self.0.id, row)).collect())
    }

    /// Each partner's costs per category against its budget, since the beginning.
    #[graphql(complexity = "5 + 30 * child_complexity")]
    async fn categories(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ClaimCategoryObject>> {
        let parts = loaders(ctx)?.one(PartsOf(self.0.id)).await?.unwrap_or_default();
        let rows = parts.categories.into_iter();
        Ok(rows.map(|row| ClaimCategoryObject(self.0.id, row)).collect())
    }

    /// Partner x category x sub-area.
    #[graphql(complexity = "5 + 50 * child_complexity")]
    async fn cells(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ClaimCellObject>> {
        let parts = loaders(ctx)?.one(PartsOf(self.0.id)).await?.unwrap_or_default();
        let parked = |cell: &talkoot_domain::claim::consolidation::Cell| {
            let mut found = parts.categories.iter();
            found
                .find(|one| one.partner == cell.partner && one.category == cell.category)
                .map(|one| one.parked)
                .unwrap_or_default()
        };
        let rows = parts.cells.iter();
        Ok(rows
            .map(|cell| ClaimCellObject(self.0.id, cell.clone(), parked(cell)))
            .collect())
    }

    /// The cost lines of its reports; a partner sees its own only. A rejected claim holds none.
    #[graphql(complexity = "crate::connection::cost(first, child_complexity)")]
    async fn lines(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those of this municipality.")] partner: Option<ID>,
        #[graphql(desc = "Only `pending`, `accepted`, `partly` or `disallowed` ones.")] state: Option<String>,
        #[graphql(desc = "Only those of the sample.")] sampled: Option<bool>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<CostLineObject>> {
        let filter = Filter {
            partner: partner.map(|id| node::key(Kind::Organisation, &id)).transpose()?,
            state: state.map(|state| state.parse()).transpose().map_err(|_| {
                use async_graphql::ErrorExtensions;
                async_graphql::Error::new("`state` is pending, accepted, partly or disallowed")
                    .extend_with(|_, extensions| extensions.set("code", "INVALID_INPUT"))
            })?,
            sampled: sampled == Some(true),
            ..Filter::default()
        };
        let page = connection::page::<CostLineId>(Kind::CostLine, first, after.as_ref())?;
        let (app, actor) = (app(ctx)?, actor(ctx)?);
        let of = LinesOf::claim(app, &self.0).await.map_err(error)?;
        let rows = claims::lines(app, actor, &of, &filter, page)
            .await
            .map_err(error)?;
        // Counting half a million lines takes longer than showing fifty: only for whoever asks.
        let total = if ctx.look_ahead().field("totalCount").exists() {
            let total = claims::line_count(app, actor, &of, &filter).await;
            total.map_err(error)?
        } else {
            0
        };
        let rows = rows
            .into_iter()
            .map(|row| (node::id(Kind::CostLine, row.line.id), CostLineObject(row.line)))
            .collect();
        Ok(connection::list(&page, rows, total))
    }

    /// The samples drawn from its cost reports that you see; none before it is submitted, and when the call asks
    /// for none.
    #[graphql(complexity = "20 + 10 * child_complexity")]
    async fn samples(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<SampleObject>> {
        let drawn = claims::samples_of(app(ctx)?, &self.0).await.map_err(error)?;
        let mut seen = Vec::with_capacity(drawn.len());
        for one in drawn {
            if loaders(ctx)?.one(one.sample.report).await?.is_some() {
                seen.push(SampleObject(one));
            }
        }
        Ok(seen)
    }

    /// Its payouts, failed ones included, oldest first.
    #[graphql(complexity = "5 + 2 * child_complexity")]
    async fn payouts(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<PayoutObject>> {
        let payouts = loaders(ctx)?.one(PayoutsOf(self.0.id)).await?.unwrap_or_default();
        Ok(payouts.into_iter().map(PayoutObject).collect())
    }

    /// What the authority asks about it, oldest first; seen by the lead and the authority.
    #[graphql(complexity = "crate::connection::cost(first, child_complexity)")]
    async fn supplement_requests(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<SupplementRequestObject>> {
        supplement_request::of_claim(ctx, self.0.id, first, after).await
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 20)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let project = loaders(ctx)?.one(self.0.project).await?;
        let project = project.ok_or_else(|| not_found("project"))?;
        let available = claims::available_actions(app(ctx)?, actor(ctx)?, &project, &self.0)
            .await
            .map_err(error)?;
        Ok(available.into_iter().map(Into::into).collect())
    }
}
