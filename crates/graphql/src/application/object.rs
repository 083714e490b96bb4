use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use talkoot_app::{
    applications::{self, Dossier},
    reviews,
};
use talkoot_domain::{
    application::{Application, State, StateName},
    workflow::Name,
};

use super::{
    CommitmentObject, DossierOf,
    handling::{ApplicationCheck, ChecksOf, HandlerObject, HandlersOf, ManualCheckObject},
    parts::{BudgetTotal, PartnerObject},
    supplement::{SupplementRoundObject, SupplementsOf},
};
use crate::{
    action::AvailableAction,
    call::CallObject,
    context::{actor, app, loaders},
    decision::{DecisionObject, DecisionOf},
    node::{self, Kind},
    organisation::OrganisationObject,
    outcome::{error, not_found},
    project::{BudgetCellObject, SubAreaObject},
    review::{ReviewObject, ReviewsOf},
    scalar::Money,
};

/// An application (*hakemus*) of several municipalities to a call.
pub(crate) struct ApplicationObject(pub(crate) Application);

impl ApplicationObject {
    async fn dossier(&self, ctx: &Context<'_>) -> async_graphql::Result<Dossier> {
        let dossier = loaders(ctx)?.one(DossierOf(self.0.id)).await?;
        dossier.ok_or_else(|| not_found("application"))
    }
}

/// An application (*hakemus*) of several municipalities to a call.
#[Object(name = "Application")]
impl ApplicationObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::Application, self.0.id)
    }

    /// Counts its changes; the next change must name it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// `draft`, `partner_commitments`, `submitted`, `supplement_requested`, `evaluated`, `accepted`,
    /// `rejected` or `withdrawn`.
    async fn state(&self) -> &'static str {
        StateName::from(&self.0.state).code()
    }

    /// What the project is called.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// What the project is about.
    async fn summary(&self) -> &str {
        &self.0.summary
    }

    /// The call that it answers.
    async fn call(&self, ctx: &Context<'_>) -> async_graphql::Result<CallObject> {
        Ok(CallObject(self.dossier(ctx).await?.call))
    }

    /// The municipality that leads (*vastuukunta*).
    async fn lead(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let lead = loaders(ctx)?.one(self.0.lead).await?;
        lead.map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// The municipalities that take part, the lead included, by municipality code.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn partners(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<PartnerObject>> {
        let dossier = self.dossier(ctx).await?;
        Ok(dossier
            .partners
            .into_iter()
            .map(|organisation| PartnerObject {
                prepared: self.0.part(organisation.id).and_then(|part| part.prepared),
                organisation,
            })
            .collect())
    }

    /// The partners' commitments, in the order in which they were first asked for.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn commitments(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<CommitmentObject>> {
        let dossier = self.dossier(ctx).await?;
        Ok(dossier
            .commitments
            .into_iter()
            .filter(|commitment| self.0.part(commitment.partner).is_some())
            .map(CommitmentObject)
            .collect())
    }

    /// The sub-areas (*osa-alueet*), in order.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn sub_areas(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<SubAreaObject>> {
        let dossier = self.dossier(ctx).await?;
        Ok(dossier.sub_areas.into_iter().map(SubAreaObject).collect())
    }

    /// The budget: a cell for each partner, category and sub-area that has money.
    #[graphql(complexity = "50 + 5 * child_complexity")]
    async fn budget(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<BudgetCellObject>> {
        let dossier = self.dossier(ctx).await?;
        Ok(dossier.cells.into_iter().map(BudgetCellObject).collect())
    }

    /// The budget of each partner in each category, over all sub-areas.
    #[graphql(complexity = "20 + 5 * child_complexity")]
    async fn budget_totals(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<BudgetTotal>> {
        let totals = self.dossier(ctx).await?.totals().map_err(error)?;
        Ok(totals
            .into_iter()
            .map(|(partner, category, amount)| BudgetTotal {
                partner,
                category,
                amount,
            })
            .collect())
    }

    /// The sum of the budget.
    async fn total_budget(&self, ctx: &Context<'_>) -> async_graphql::Result<Money> {
        Ok(self.dossier(ctx).await?.total().map_err(error)?.into())
    }

    /// The grant it asks for: the call's rate of the whole budget, floored to cents.
    async fn requested_grant(&self, ctx: &Context<'_>) -> async_graphql::Result<Money> {
        Ok(self.dossier(ctx).await?.requested_grant().map_err(error)?.into())
    }

    /// SHA-256, in hexadecimal, of what the partners share: content, partners, sub-areas and budget. A
    /// commitment stands on one snapshot.
    async fn snapshot(&self, ctx: &Context<'_>) -> async_graphql::Result<String> {
        Ok(self.dossier(ctx).await?.snapshot.to_string())
    }

    /// When it was given to the authority last; absent when it never was.
    async fn submitted_at(&self) -> Option<DateTime<Utc>> {
        self.0.state.submitted().map(|stamp| stamp.at)
    }

    /// What the authority asks to be supplemented; absent when nothing is asked.
    async fn supplement_questions(&self) -> Option<&str> {
        match &self.0.state {
            State::SupplementRequested { supplement, .. } => Some(&supplement.questions),
            State::Draft
            | State::PartnerCommitments
            | State::Submitted { .. }
            | State::Evaluated { .. }
            | State::Accepted { .. }
            | State::Rejected { .. }
            | State::Withdrawn { .. } => None,
        }
    }

    /// What the evaluation says; the applicants see it once the decision is made.
    async fn evaluation(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<&str>> {
        let actor = actor(ctx)?;
        let inside = actor
            .memberships
            .iter()
            .any(|held| held.organisation == self.0.authority);
        Ok(match &self.0.state {
            State::Accepted { statement, .. } | State::Rejected { statement, .. } => Some(statement),
            State::Evaluated { statement, .. } if inside => Some(statement),
            State::Evaluated { .. }
            | State::Draft
            | State::PartnerCommitments
            | State::Submitted { .. }
            | State::SupplementRequested { .. }
            | State::Withdrawn { .. } => None,
        })
    }

    /// Why it was withdrawn; absent when it was not.
    async fn withdrawal_reason(&self) -> Option<&str> {
        match &self.0.state {
            State::Withdrawn { reason, .. } => Some(reason),
            State::Draft
            | State::PartnerCommitments
            | State::Submitted { .. }
            | State::SupplementRequested { .. }
            | State::Evaluated { .. }
            | State::Accepted { .. }
            | State::Rejected { .. } => None,
        }
    }

    /// The decision about it; the applicants see it once it is made.
    async fn decision(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<DecisionObject>> {
        let decision = loaders(ctx)?.one(DecisionOf(self.0.id)).await?;
        Ok(decision.map(DecisionObject))
    }

    /// The requests to supplement it, oldest first, each with the difference that the answer made.
    #[graphql(complexity = "10 + 3 * child_complexity")]
    async fn supplements(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<SupplementRoundObject>> {
        let rounds = loaders(ctx)?
            .one(SupplementsOf(self.0.id))
            .await?
            .unwrap_or_default();
        let dossier = self.dossier(ctx).await?;
        let now = applications::said(&dossier);
        let rounds = rounds.into_iter().map(|round| SupplementRoundObject {
            round,
            now: now.clone(),
        });
        Ok(rounds.collect())
    }

    /// What the system checks of it, each with its explanation; empty for the applicants.
    #[graphql(complexity = "20 + 8 * child_complexity")]
    async fn checks(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ApplicationCheck>> {
        if !applications::is_inside(actor(ctx)?, &self.0) {
            return Ok(Vec::new());
        }
        let checks = applications::checks(app(ctx)?, actor(ctx)?, &self.dossier(ctx).await?);
        Ok(checks.into_iter().map(Into::into).collect())
    }

    /// What officers checked by hand, oldest first; empty for the applicants.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn manual_checks(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ManualCheckObject>> {
        if !applications::is_inside(actor(ctx)?, &self.0) {
            return Ok(Vec::new());
        }
        let checks = loaders(ctx)?.one(ChecksOf(self.0.id)).await?.unwrap_or_default();
        Ok(checks.into_iter().map(ManualCheckObject).collect())
    }

    /// Everybody who handles or handled it, in order; the last one has it now. Empty for the applicants.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn handlers(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<HandlerObject>> {
        if !applications::is_inside(actor(ctx)?, &self.0) {
            return Ok(Vec::new());
        }
        let handlers = loaders(ctx)?
            .one(HandlersOf(self.0.id))
            .await?
            .unwrap_or_default();
        Ok(handlers.into_iter().map(HandlerObject).collect())
    }

    /// Its reviews, in the order of the assignments; empty for the applicants. Scores may be hidden from you.
    #[graphql(complexity = "10 + 5 * child_complexity")]
    async fn reviews(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ReviewObject>> {
        let reviews = loaders(ctx)?.one(ReviewsOf(self.0.id)).await?.unwrap_or_default();
        Ok(reviews.into_iter().map(ReviewObject).collect())
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 20)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let dossier = self.dossier(ctx).await?;
        let decision = loaders(ctx)?.one(DecisionOf(self.0.id)).await?;
        let mut available = applications::available_actions(actor(ctx)?, &dossier, app(ctx)?.now());
        available.push(applications::drafting(actor(ctx)?, &dossier, decision.is_some()));
        available.push(reviews::assigning(actor(ctx)?, &dossier));
        available.extend(applications::handling(actor(ctx)?, &dossier));
        Ok(available.into_iter().map(Into::into).collect())
    }
}
