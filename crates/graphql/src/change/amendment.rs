use async_graphql::{Context, ID, Object};
use chrono::{DateTime, NaiveDate, Utc};
use talkoot_app::{
    change_parts::Amendment,
    projects::{self, BudgetVersion, Participation},
    why::{ChangeAmount, NodeId},
};
use talkoot_domain::{
    budget_version::{State, StateName},
    ids::ChangePartId,
    money,
    workflow::Name,
};

use crate::{
    call::TermsObject,
    context::{app, loaders},
    node::{self, Kind},
    organisation::OrganisationObject,
    outcome::{error, internal, not_found},
    project::BudgetCellObject,
    scalar::Money,
    why,
};

/// What is owed back or handed over, in EUR.
pub(crate) struct SettlementObject(pub(crate) ChangePartId, pub(crate) serde_json::Value);

impl SettlementObject {
    fn amount(&self, name: &str) -> async_graphql::Result<Option<Money>> {
        let amount = self.1[name].as_str().map(str::parse::<money::Money>);
        Ok(amount.transpose().map_err(internal)?.map(Into::into))
    }
}

/// What is owed back or handed over when a partner leaves or the lead changes. What does not belong to
/// the kind of change is absent.
#[Object(name = "ChangeSettlement")]
impl SettlementObject {
    /// The id by which `whyAmount` explains what is paid back or handed over.
    async fn why_id(&self) -> ID {
        let which = if self.1["ownShare"].is_string() {
            ChangeAmount::HandOver
        } else {
            ChangeAmount::Returns
        };
        why::id(&NodeId::Change(self.0, which))
    }

    /// What the leaving partner, or the leads, received since the beginning.
    async fn received(&self) -> async_graphql::Result<Option<Money>> {
        self.amount("received")
    }

    /// A partner leaves: its budget until then.
    async fn budget(&self) -> async_graphql::Result<Option<Money>> {
        self.amount("budget")
    }

    /// A partner leaves: the part of the award that its budget stands for.
    async fn grant_of_budget(&self) -> async_graphql::Result<Option<Money>> {
        self.amount("grantOfBudget")
    }

    /// A partner leaves: what is accepted of its costs.
    async fn accepted(&self) -> async_graphql::Result<Option<Money>> {
        self.amount("accepted")
    }

    /// A partner leaves: what of the grant it keeps.
    async fn entitled(&self) -> async_graphql::Result<Option<Money>> {
        self.amount("entitled")
    }

    /// A partner leaves: the part of its budget that it leaves unused.
    async fn freed_budget(&self) -> async_graphql::Result<Option<Money>> {
        self.amount("freedBudget")
    }

    /// A partner leaves: the part of the award that becomes free.
    async fn freed(&self) -> async_graphql::Result<Option<Money>> {
        self.amount("freed")
    }

    /// A partner leaves: what it pays back to the lead.
    async fn returns(&self) -> async_graphql::Result<Option<Money>> {
        self.amount("returns")
    }

    /// A partner leaves: what the lead still owes it.
    async fn owed_to_it(&self) -> async_graphql::Result<Option<Money>> {
        self.amount("owedToIt")
    }

    /// The lead changes: the old lead's own share of the grant.
    async fn own_share(&self) -> async_graphql::Result<Option<Money>> {
        self.amount("ownShare")
    }

    /// What corrections since the last approved claim changed of the share, counted in it.
    async fn corrected(&self) -> async_graphql::Result<Option<Money>> {
        self.amount("corrected")
    }

    /// The lead changes: what the authority recovers of what it paid, or has recovered; it is not handed over too.
    async fn recovered(&self) -> async_graphql::Result<Option<Money>> {
        self.amount("recovered")
    }

    /// The lead changes: what has been passed on to the partners.
    async fn passed_on(&self) -> async_graphql::Result<Option<Money>> {
        self.amount("passedOn")
    }

    /// The lead changes: what the old lead pays to the new one; negative when the new one owes it.
    async fn hand_over(&self) -> async_graphql::Result<Option<Money>> {
        self.amount("amount")
    }

    /// The lead changes: what the authority has not paid yet.
    async fn remaining_cash(&self) -> async_graphql::Result<Option<Money>> {
        self.amount("remainingCash")
    }

    /// The lead changes: what the project can still be entitled to.
    async fn remaining_entitlement(&self) -> async_graphql::Result<Option<Money>> {
        self.amount("remainingEntitlement")
    }

    /// The lead changes: what the partners are entitled to and have not received; the new lead passes it on.
    async fn not_passed_on(&self) -> async_graphql::Result<Option<Money>> {
        self.amount("notPassedOn")
    }

    /// The lead changes: who answers for what was claimed until the cut-off.
    async fn liable_until_cut_off(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Option<OrganisationObject>> {
        let Some(id) = self.1["liableUntilCutOff"].as_str() else {
            return Ok(None);
        };
        let id: uuid::Uuid = id.parse().map_err(internal)?;
        let found = loaders(ctx)?
            .one(talkoot_domain::ids::OrganisationId::from(id))
            .await?;
        Ok(found.map(OrganisationObject))
    }
}

/// An amendment in force: what held before, and what holds since.
pub(crate) struct AmendmentObject(pub(crate) Amendment);

/// An amendment in force: what held before, and what holds since.
#[Object(name = "Amendment")]
impl AmendmentObject {
    /// Its place among the amendments of the project, from 1.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// The id of the part of a change request that it comes from.
    async fn change_part_id(&self) -> ID {
        node::id(Kind::ChangePart, self.0.part)
    }

    /// The day from which it holds.
    async fn effective_on(&self) -> NaiveDate {
        self.0.effective_on
    }

    /// When it came into force.
    async fn in_force_at(&self) -> DateTime<Utc> {
        self.0.in_force_at
    }

    /// The rules that held before.
    async fn terms_before(&self) -> TermsObject {
        TermsObject(self.0.before.terms.clone())
    }

    /// The rules that hold since.
    async fn terms_after(&self) -> TermsObject {
        TermsObject(self.0.after.terms.clone())
    }

    /// The award before.
    async fn award_before(&self) -> Money {
        self.0.before.award.into()
    }

    /// The award since.
    async fn award_after(&self) -> Money {
        self.0.after.award.into()
    }

    /// The lead before.
    async fn lead_before(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let lead = loaders(ctx)?.one(self.0.before.lead).await?;
        lead.map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// The lead since.
    async fn lead_after(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let lead = loaders(ctx)?.one(self.0.after.lead).await?;
        lead.map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// What was owed back or handed over.
    async fn settlement(&self) -> Option<SettlementObject> {
        let figures = self.0.settlement.clone();
        figures.map(|figures| SettlementObject(self.0.part, figures))
    }
}

/// A version of a project's budget; it is never edited, only replaced.
pub(crate) struct BudgetVersionObject(pub(crate) BudgetVersion);

/// A version of a project's budget; it is never edited, only replaced.
#[Object(name = "BudgetVersion")]
impl BudgetVersionObject {
    /// Its place among the versions, from 1.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// `proposed`, `approved`, `superseded` or `discarded`.
    async fn state(&self) -> &'static str {
        StateName::from(&self.0.state).code()
    }

    /// The id of the part of a change request that it comes from; absent for the one of the application.
    async fn change_part_id(&self) -> Option<ID> {
        self.0.part.map(|part| node::id(Kind::ChangePart, part))
    }

    /// From when it held.
    async fn approved_at(&self) -> Option<DateTime<Utc>> {
        match self.0.state {
            State::Approved { approved_at } | State::Superseded { approved_at, .. } => Some(approved_at),
            State::Proposed | State::Discarded { .. } => None,
        }
    }

    /// Until when it held.
    async fn superseded_at(&self) -> Option<DateTime<Utc>> {
        match self.0.state {
            State::Superseded { superseded_at, .. } => Some(superseded_at),
            State::Proposed | State::Approved { .. } | State::Discarded { .. } => None,
        }
    }

    /// Its cells: partner x category x sub-area.
    #[graphql(complexity = "50 + 5 * child_complexity")]
    async fn cells(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<BudgetCellObject>> {
        let cells = projects::budget(app(ctx)?, self.0.id).await.map_err(error)?;
        Ok(cells.into_iter().map(BudgetCellObject).collect())
    }
}

/// How long a municipality takes part in a project.
pub(crate) struct ParticipationObject(pub(crate) Participation);

/// How long a municipality takes part in a project.
#[Object(name = "Participation")]
impl ParticipationObject {
    /// The municipality.
    async fn partner(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let partner = loaders(ctx)?.one(self.0.organisation).await?;
        partner
            .map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// The first day, when it joined later.
    async fn first_day(&self) -> Option<NaiveDate> {
        self.0.first_day
    }

    /// The last day, when it has left.
    async fn last_day(&self) -> Option<NaiveDate> {
        self.0.last_day
    }

    /// The reference of its own decision to leave.
    async fn certificate(&self) -> Option<&str> {
        self.0.certificate.as_deref()
    }
}
