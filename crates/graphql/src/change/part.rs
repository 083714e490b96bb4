use async_graphql::{Context, ID, Object};
use chrono::{DateTime, NaiveDate, Utc};
use talkoot_app::change_parts;
use talkoot_domain::{
    amendment::Content,
    change_part::{Cancellation, ChangePart, Confirmation, Proposal, Side, State},
    workflow::{Name, Stamp},
};

use super::{
    amendment::SettlementObject,
    content::ContentObject,
    hand_over::{HandOverItemObject, OpenMatterObject},
    part_input::ChangeOutcome,
};
use crate::{
    action::AvailableAction,
    context::{actor, app, loaders},
    loaders::changes::ConfirmationsOf,
    node::{self, Kind},
    organisation::{OrganisationObject, PersonObject},
    outcome::{error, not_found},
};

/// What an officer proposed about a part.
pub(crate) struct ProposalObject(Proposal, Stamp);

/// What an officer proposed about a part.
#[Object(name = "ChangeProposal")]
impl ProposalObject {
    /// Accept, accept with changes or reject.
    async fn outcome(&self) -> ChangeOutcome {
        self.0.outcome.into()
    }

    /// What shall hold instead of what was asked; absent when it is not changed.
    async fn content(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ContentObject>> {
        match &self.0.content {
            None => Ok(None),
            Some(content) => Ok(Some(ContentObject::of(ctx, content).await?)),
        }
    }

    /// The day from which it holds.
    async fn effective_on(&self) -> Option<NaiveDate> {
        self.0.effective_on
    }

    /// Why.
    async fn reasoning(&self) -> &str {
        &self.0.reasoning
    }

    /// When it was proposed.
    async fn proposed_at(&self) -> DateTime<Utc> {
        self.1.at
    }

    /// Who proposed it, and therefore does not decide.
    async fn proposed_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        Ok(loaders(ctx)?.one(self.1.by).await?.map(PersonObject))
    }
}

/// That a side has confirmed an accepted part.
pub(crate) struct ConfirmationObject(Confirmation);

/// That a side has confirmed an accepted part.
#[Object(name = "ChangeConfirmation")]
impl ConfirmationObject {
    /// `old_lead`, `new_lead`, `authority` or `partner`.
    async fn side(&self) -> &'static str {
        self.0.side.code()
    }

    /// The organisation.
    async fn organisation(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let found = loaders(ctx)?.one(self.0.organisation).await?;
        found
            .map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// When it was confirmed.
    async fn confirmed_at(&self) -> DateTime<Utc> {
        self.0.given.at
    }

    /// Who confirmed.
    async fn confirmed_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        Ok(loaders(ctx)?.one(self.0.given.by).await?.map(PersonObject))
    }
}

/// That an accepted part does not come into force after all.
pub(crate) struct CancellationObject(Cancellation);

/// That an accepted part does not come into force after all.
#[Object(name = "ChangeCancellation")]
impl CancellationObject {
    /// Why.
    async fn reason(&self) -> &str {
        &self.0.reason
    }

    /// When it was proposed.
    async fn proposed_at(&self) -> DateTime<Utc> {
        self.0.proposed.at
    }

    /// Who proposed it, and therefore does not cancel.
    async fn proposed_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        Ok(loaders(ctx)?.one(self.0.proposed.by).await?.map(PersonObject))
    }

    /// When it was cancelled; absent while a second person has not decided so.
    async fn cancelled_at(&self) -> Option<DateTime<Utc>> {
        self.0.approved.map(|stamp| stamp.at)
    }

    /// Who cancelled it.
    async fn cancelled_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        match self.0.approved {
            None => Ok(None),
            Some(stamp) => Ok(loaders(ctx)?.one(stamp.by).await?.map(PersonObject)),
        }
    }
}

/// A part of a change request, decided on its own.
pub(crate) struct ChangePartObject(pub(crate) ChangePart);

/// A part of a change request, decided on its own.
#[Object(name = "ChangePart")]
impl ChangePartObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::ChangePart, self.0.id)
    }

    /// Counts its changes; the next change must name it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// Its place in the request, from 1.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// `budget_shift`, `extension`, `partner_leaving`, `partner_joining`, `lead_change`, `scope_change`, `timetable`,
    /// `person_in_charge`, `report_deadline`, `change_of_direction` or `early_stop`.
    async fn kind(&self) -> &'static str {
        self.0.asked.kind().code()
    }

    /// `requested`, `proposed`, `accepted`, `accepted_with_changes`, `rejected`, `in_force` or `withdrawn`; what
    /// was cancelled is `rejected` too.
    async fn state(&self) -> &'static str {
        self.0.state_name().code()
    }

    /// What holds now of what the part would change, or what held before it came into force: the first of the three
    /// steps from what is to what is asked to what is decided. Absent for budgets, partners and the lead, which the
    /// project and its amendments show, and where there is nothing yet.
    #[graphql(complexity = "20 + child_complexity")]
    async fn held_before(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ContentObject>> {
        let held = Box::pin(change_parts::held_before(app(ctx)?, &self.0)).await;
        match held.map_err(error)? {
            None => Ok(None),
            Some(content) => Ok(Some(ContentObject::of(ctx, &content).await?)),
        }
    }

    /// What was asked.
    async fn asked(&self, ctx: &Context<'_>) -> async_graphql::Result<ContentObject> {
        ContentObject::of(ctx, &self.0.asked).await
    }

    /// What was proposed; until it is decided only the authority sees it.
    async fn proposal(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ProposalObject>> {
        let Some((proposal, proposed)) = self.0.state.proposal().zip(self.0.state.proposed()) else {
            return Ok(None);
        };
        if matches!(self.0.state, State::Proposed { .. }) && !self.is_of_authority(ctx).await? {
            return Ok(None);
        }
        Ok(Some(ProposalObject(proposal.clone(), proposed)))
    }

    /// Why the last proposal was sent back to the officer; only the authority sees it.
    async fn returned_reason(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<&str>> {
        let told = self.is_of_authority(ctx).await?;
        Ok(self.0.returned.as_deref().filter(|_| told))
    }

    /// When it was decided.
    async fn decided_at(&self) -> Option<DateTime<Utc>> {
        self.0.state.made().map(|made| made.decided.at)
    }

    /// Who decided it; not who proposed it, nor who asked.
    async fn decided_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        match self.0.state.made() {
            None => Ok(None),
            Some(made) => Ok(loaders(ctx)?.one(made.decided.by).await?.map(PersonObject)),
        }
    }

    /// When it came into force.
    async fn in_force_at(&self) -> Option<DateTime<Utc>> {
        match self.0.state {
            State::InForce { in_force_at, .. } => Some(in_force_at),
            State::Requested
            | State::Proposed { .. }
            | State::Accepted(_)
            | State::AcceptedWithChanges(_)
            | State::Rejected(_)
            | State::Withdrawn { .. } => None,
        }
    }

    /// What an accepted part waits for, as found the last time.
    async fn waits_for(&self) -> Option<&str> {
        self.0.hindrance.as_deref()
    }

    /// That it was accepted and is not to come into force, because it cannot; until a second person decides so only
    /// the authority sees it.
    async fn cancellation(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<CancellationObject>> {
        let Some(found) = self.0.cancellation.clone() else {
            return Ok(None);
        };
        if found.approved.is_none() && !self.is_of_authority(ctx).await? {
            return Ok(None);
        }
        Ok(Some(CancellationObject(found)))
    }

    /// Who has confirmed it.
    #[graphql(complexity = "5 + 3 * child_complexity")]
    async fn confirmations(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ConfirmationObject>> {
        let given = loaders(ctx)?
            .one(ConfirmationsOf(self.0.id))
            .await?
            .unwrap_or_default();
        Ok(given.into_iter().map(ConfirmationObject).collect())
    }

    /// Who has to confirm it and has not: `old_lead`, `new_lead`, `authority` or `partner`.
    async fn missing_confirmations(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<&'static str>> {
        let given = loaders(ctx)?
            .one(ConfirmationsOf(self.0.id))
            .await?
            .unwrap_or_default();
        let sides = Side::of(self.0.asked.kind()).iter();
        Ok(sides
            .filter(|side| !given.iter().any(|one| one.side == **side))
            .map(|side| side.code())
            .collect())
    }

    /// What is handed over to whoever takes a duty over, in order; each is ticked by that person before the part comes
    /// into force. Empty for other kinds of change.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn hand_over(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<HandOverItemObject>> {
        // What is only proposed is shown in the proposal.
        let content = if self.0.state_name().is_undecided() {
            &self.0.asked
        } else {
            self.0.content()
        };
        let Content::PersonInCharge { items, .. } = content else {
            return Ok(Vec::new());
        };
        let taken = Box::pin(change_parts::taken_over(app(ctx)?, &[self.0.id])).await;
        let taken = taken.map_err(error)?;
        let items = items.iter().zip(1..).map(|(item, number)| HandOverItemObject {
            number,
            item: item.clone(),
            taken: taken
                .iter()
                .find(|(_, one)| one.number == number)
                .map(|(_, one)| *one),
        });
        Ok(items.collect())
    }

    /// What is open in the municipality whose person in charge changes, and for that person, as the system knows it
    /// now: obligations, unfinished reports and requests, accesses. Empty for other kinds of change, and for whoever
    /// is neither of the municipality, the lead nor the authority.
    #[graphql(complexity = "20 + 10 * child_complexity")]
    async fn open_matters(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<OpenMatterObject>> {
        let open = Box::pin(change_parts::open_matters(app(ctx)?, actor(ctx)?, &self.0)).await;
        Ok(open.map_err(error)?.into_iter().map(Into::into).collect())
    }

    /// What is owed back or handed over when a partner leaves or the lead changes: as it was when the part
    /// came into force, or as it would be now.
    #[graphql(complexity = "20 + child_complexity")]
    async fn settlement(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<SettlementObject>> {
        let found = change_parts::settlement_of(app(ctx)?, &self.0)
            .await
            .map_err(error)?;
        Ok(found.map(|figures| SettlementObject(self.0.id, figures)))
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 20)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let available = change_parts::available_actions(app(ctx)?, actor(ctx)?, &self.0)
            .await
            .map_err(error)?;
        Ok(available.into_iter().map(Into::into).collect())
    }
}

impl ChangePartObject {
    async fn is_of_authority(&self, ctx: &Context<'_>) -> async_graphql::Result<bool> {
        let project = loaders(ctx)?.one(self.0.project).await?;
        let memberships = &actor(ctx)?.memberships;
        Ok(project.is_some_and(|project| {
            memberships
                .iter()
                .any(|held| held.organisation == project.authority)
        }))
    }
}
