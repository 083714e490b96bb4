use async_graphql::{Context, ID, Object};
use chrono::{DateTime, NaiveDate, Utc};
use talkoot_app::{App, payouts, why::NodeId};
use talkoot_domain::{
    ids::PayoutId,
    payout::{Confirmation, Payout, Source, State, StateName},
    policy::Actor,
    workflow::{Name, Stamp},
};

use super::{PayoutAttention, SetOffObject};
use crate::{
    action::AvailableAction,
    bank_account::BankAccountObject,
    claim::ClaimObject,
    connection::{self, List},
    context::{actor, app, loaders},
    loaders::{BatchOf, DestinationOf, SetOffsOf, claims::HandsOf},
    node::{self, Kind},
    organisation::PersonObject,
    outcome::{error, internal, not_found},
    payment_batch::PaymentBatchObject,
    project::ProjectObject,
    scalar::Money,
    why,
};

/// A payout (*avustuksen maksu*): money of the grant on its way to the lead.
pub(crate) struct PayoutObject(pub(crate) Payout);

impl PayoutObject {
    fn approved(&self) -> Option<Stamp> {
        match &self.0.state {
            State::Created => None,
            State::Approved { approved }
            | State::Sent { approved, .. }
            | State::Confirmed { approved, .. }
            | State::Failed { approved, .. } => Some(*approved),
        }
    }

    fn confirmation(&self) -> Option<&Confirmation> {
        match &self.0.state {
            State::Confirmed { confirmation, .. } => Some(confirmation),
            State::Created | State::Approved { .. } | State::Sent { .. } | State::Failed { .. } => None,
        }
    }
}

/// A payout (*avustuksen maksu*): money of the grant on its way to the lead.
#[Object(name = "Payout")]
impl PayoutObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::Payout, self.0.id)
    }

    /// Counts its changes; the next change must name it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// `created`, `approved`, `sent`, `confirmed` or `failed`.
    async fn state(&self) -> &'static str {
        StateName::from(&self.0.state).code()
    }

    /// What is paid. What is set off of it counts as paid.
    async fn amount(&self) -> Money {
        self.0.amount.into()
    }

    /// What of it pays recoveries instead of going to the bank.
    async fn set_off(&self) -> Money {
        self.0.set_off.into()
    }

    /// What goes to the bank: what is paid less what is set off.
    async fn to_bank(&self) -> async_graphql::Result<Money> {
        Ok(self.0.to_bank().map_err(internal)?.into())
    }

    /// What to ask `whyAmount` about what goes to the bank.
    async fn to_bank_why_id(&self) -> ID {
        why::id(&NodeId::ToBank(self.0.id))
    }

    /// The recoveries that it pays; those of a failed payout were undone.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn set_offs(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<SetOffObject>> {
        if self.0.set_off.is_zero() {
            return Ok(Vec::new());
        }
        let found = loaders(ctx)?.one(SetOffsOf(self.0.id)).await?;
        Ok(found.unwrap_or_default().into_iter().map(SetOffObject).collect())
    }

    /// What is paid: `claim`, `advance` or `final_balance`.
    async fn source(&self) -> &'static str {
        match self.0.source {
            Source::Claim(_) => "claim",
            Source::Advance { .. } => "advance",
            Source::FinalBalance(_) => "final_balance",
        }
    }

    /// Which instalment of the advance it pays, from 1; absent for anything else.
    async fn instalment(&self) -> Option<i32> {
        match self.0.source {
            Source::Advance { instalment } => Some(instalment),
            Source::Claim(_) | Source::FinalBalance(_) => None,
        }
    }

    /// The project.
    async fn project(&self, ctx: &Context<'_>) -> async_graphql::Result<ProjectObject> {
        let project = loaders(ctx)?.one(self.0.project).await?;
        project.map(ProjectObject).ok_or_else(|| not_found("project"))
    }

    /// The claim that it pays, or whose final balance it is; absent for an advance.
    async fn claim(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ClaimObject>> {
        let Some(claim) = self.0.source.claim() else {
            return Ok(None);
        };
        let claim = loaders(ctx)?.one(claim).await?;
        Ok(Some(ClaimObject(claim.ok_or_else(|| not_found("claim"))?)))
    }

    /// The version of the lead's bank account that it goes to, as it was named; nothing when you may not see
    /// it.
    async fn account(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<BankAccountObject>> {
        let loaders = loaders(ctx)?;
        let Some(destination) = loaders.one(DestinationOf(self.0.id)).await? else {
            return Ok(None);
        };
        Ok(loaders.one(destination.account).await?.map(BankAccountObject))
    }

    /// The payment batch by which it goes to the bank; nothing when it goes by itself, or you may not see it.
    async fn batch(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PaymentBatchObject>> {
        let loaders = loaders(ctx)?;
        let Some(member) = loaders.one(BatchOf(self.0.id)).await? else {
            return Ok(None);
        };
        Ok(loaders.one(member.batch).await?.map(PaymentBatchObject))
    }

    /// Who created it.
    async fn created_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        Ok(loaders(ctx)?.one(self.0.created.by).await?.map(PersonObject))
    }

    /// When it was created.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created.at
    }

    /// Who approved it, never the one who created it.
    async fn approved_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        let Some(approved) = self.approved() else {
            return Ok(None);
        };
        Ok(loaders(ctx)?.one(approved.by).await?.map(PersonObject))
    }

    /// When it was sent to the bank.
    async fn sent_at(&self) -> Option<DateTime<Utc>> {
        match &self.0.state {
            State::Created | State::Approved { .. } => None,
            State::Sent { sent, .. } | State::Confirmed { sent, .. } | State::Failed { sent, .. } => {
                Some(sent.at)
            }
        }
    }

    /// The bank's reference of the transaction; `SET-OFF` when all of it was set off and nothing went to the bank.
    async fn bank_reference(&self) -> Option<&str> {
        self.confirmation().map(|said| said.bank_reference.as_str())
    }

    /// The day on which the money was booked.
    async fn value_date(&self) -> Option<NaiveDate> {
        self.confirmation().map(|said| said.value_date)
    }

    /// Why the bank could not pay.
    async fn failure_reason(&self) -> Option<&str> {
        match &self.0.state {
            State::Failed { reason, .. } => Some(reason),
            _ => None,
        }
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 10)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let project = loaders(ctx)?.one(self.0.project).await?;
        let project = project.ok_or_else(|| not_found("project"))?;
        let hands = match self.0.source.claim() {
            Some(claim) => Some(loaders(ctx)?.one(HandsOf(claim)).await?.unwrap_or_default()),
            None => None,
        };
        let known = (hands, loaders(ctx)?.one(BatchOf(self.0.id)).await?);
        let available = payouts::available_actions(app(ctx)?, actor(ctx)?, &project, &self.0, known).await;
        let available = available.map_err(error)?;
        Ok(available.into_iter().map(Into::into).collect())
    }
}

/// The payout with this key, when it exists for the person.
pub(crate) async fn by_id(
    app: &App,
    actor: &Actor,
    id: PayoutId,
) -> async_graphql::Result<Option<PayoutObject>> {
    let found = payouts::find(app, actor, id).await.map_err(error)?;
    Ok(found.map(PayoutObject))
}

#[derive(Debug, Default)]
pub(crate) struct PayoutQuery;

#[Object]
impl PayoutQuery {
    /// The payout with this id; nothing when it does not exist for you.
    async fn payout(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id in the graph.")] id: ID,
    ) -> async_graphql::Result<Option<PayoutObject>> {
        let id = node::key(Kind::Payout, &id)?;
        by_id(app(ctx)?, actor(ctx)?, id).await
    }

    /// The payouts of your authority that wait for an officer, oldest first: failed and not replaced, sent and
    /// not confirmed in time, to an account that is no longer in force, or not as the bank says.
    #[graphql(complexity = "5 + first.unwrap_or(20).max(0) as usize * child_complexity")]
    async fn payouts_needing_attention(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "After how many days without a confirmation a payout that was sent is shown; 5 unless told."
        )]
        silent_days: Option<u16>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<PayoutAttention>> {
        const USUAL_DAYS: u16 = 5;
        let days = silent_days.unwrap_or(USUAL_DAYS);
        let page = connection::page::<PayoutId>(Kind::Payout, first, after.as_ref())?;
        let (app, actor) = (app(ctx)?, actor(ctx)?);
        let rows = payouts::needing_attention(app, actor, days, page)
            .await
            .map_err(error)?;
        let total = payouts::count_needing_attention(app, actor, days)
            .await
            .map_err(error)?;
        let rows = rows
            .into_iter()
            .map(|row| (node::id(Kind::Payout, row.payout.id), row.into()))
            .collect();
        Ok(connection::list(&page, rows, total))
    }
}
