use async_graphql::{Context, Object};
use chrono::NaiveDate;
use talkoot_app::payouts;
use talkoot_domain::{
    advance::{AdvancePlan, Instalment},
    payout::{Payout, Source},
    project::Project,
};

use crate::{
    action::AvailableAction,
    context::{actor, app, loaders},
    loaders::claims::PayoutsOfProject,
    outcome::error,
    payout::PayoutObject,
    scalar::{Money, Percent},
};

/// What is paid before costs are accepted (*ennakko*), as the decision says.
pub(crate) struct AdvanceObject {
    pub(crate) plan: AdvancePlan,
    /// The project, once there is one.
    pub(crate) project: Option<Project>,
}

/// What is paid before costs are accepted (*ennakko*), as the decision says.
#[Object(name = "Advance")]
impl AdvanceObject {
    /// All instalments together.
    async fn total(&self) -> async_graphql::Result<Money> {
        Ok(self.plan.total()?.into())
    }

    /// The part of each claim's grant that uses up the advance, in per cent; the last claim uses up the rest.
    async fn clearing_rate(&self) -> Percent {
        self.plan.clearing.into()
    }

    /// The instalments (*maksuerät*), in order.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn instalments(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<InstalmentObject>> {
        let (mut payouts, mut available) = (Vec::new(), Vec::new());
        if let Some(project) = &self.project
            && (ctx.look_ahead().field("payouts").exists()
                || ctx.look_ahead().field("availableActions").exists())
        {
            let found = loaders(ctx)?.one(PayoutsOfProject(project.id)).await?;
            payouts = found.unwrap_or_default();
            available = payouts::advance_actions(app(ctx)?, actor(ctx)?, project, &payouts)
                .await
                .map_err(error)?;
        }
        let mut available = available.into_iter();
        let instalments = (1..).zip(&self.plan.instalments).map(|(number, &instalment)| {
            let of_it = |payout: &&Payout| payout.source == Source::Advance { instalment: number };
            InstalmentObject {
                number,
                instalment,
                payouts: payouts.iter().filter(of_it).cloned().collect(),
                available: available.next().map(Into::into),
            }
        });
        Ok(instalments.collect())
    }
}

/// A part of the advance.
pub(crate) struct InstalmentObject {
    number: i32,
    instalment: Instalment,
    payouts: Vec<Payout>,
    available: Option<AvailableAction>,
}

/// A part of the advance (*maksuerä*).
#[Object(name = "AdvanceInstalment")]
impl InstalmentObject {
    /// Its place, from 1.
    async fn number(&self) -> i32 {
        self.number
    }

    /// The first day on which it may be paid; absent when that is from the acceptance of the decision on.
    async fn payable_from(&self) -> Option<NaiveDate> {
        self.instalment.payable_from
    }

    /// How much.
    async fn amount(&self) -> Money {
        self.instalment.amount.into()
    }

    /// Its payouts, failed ones included; none before the project has started.
    async fn payouts(&self) -> Vec<PayoutObject> {
        self.payouts.iter().cloned().map(PayoutObject).collect()
    }

    /// What you can do with it now, and why not otherwise; nothing before the project has started.
    async fn available_actions(&self) -> Vec<AvailableAction> {
        self.available.iter().cloned().collect()
    }
}
