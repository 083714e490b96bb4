use async_graphql::{Context, Object};
use talkoot_domain::{
    project::Period,
    reconciliation::{Item, Row},
};

use super::PeriodObject;
use crate::{context::loaders, organisation::OrganisationObject, outcome::not_found, scalar::Money};

/// A partner's books of one period against the grant.
pub(crate) struct ReconciliationRowObject {
    pub(crate) row: Row,
    pub(crate) period: Period,
}

/// A partner's books of one period against the grant (*täsmäytys*). Ledger to accepted go by the period of the
/// costs, grant, paid and received by the period of the claim; the items explain each difference to the cent. As a
/// file: `GET /projects/{id}/reconciliation.csv` or `.xlsx`.
#[Object(name = "ReconciliationRow")]
impl ReconciliationRowObject {
    /// The municipality.
    async fn partner(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let partner = loaders(ctx)?.one(self.row.partner).await?;
        partner
            .map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// The period.
    async fn period(&self) -> PeriodObject {
        PeriodObject(self.period)
    }

    /// The sum of its ledger file: its own accounts.
    async fn ledger(&self) -> Money {
        self.row.ledger.into()
    }

    /// What of it was selected for the project.
    async fn selected(&self) -> Money {
        self.row.selected.into()
    }

    /// What stands in a claim that was submitted and not rejected.
    async fn claimed(&self) -> Money {
        self.row.claimed.into()
    }

    /// What is accepted of it now, corrections included.
    async fn accepted(&self) -> Money {
        self.row.accepted.into()
    }

    /// Its share of the grant of the approved claims of the period.
    async fn grant(&self) -> Money {
        self.row.grant.into()
    }

    /// What the authority has paid of that share.
    async fn paid(&self) -> Money {
        self.row.paid.into()
    }

    /// What of it the partner has: what it confirmed of transfers, or as the lead what came.
    async fn received(&self) -> Money {
        self.row.received.into()
    }

    /// What explains the differences, in the order of the columns.
    async fn items(&self) -> Vec<ReconciliationItemObject> {
        self.row
            .items
            .iter()
            .cloned()
            .map(ReconciliationItemObject)
            .collect()
    }
}

/// A difference by its name.
pub(crate) struct ReconciliationItemObject(Item);

/// A difference by its name.
#[Object(name = "ReconciliationItem")]
impl ReconciliationItemObject {
    /// Between which amounts: `ledger_to_selected`, `selected_to_claimed`, `claimed_to_accepted`,
    /// `accepted_to_grant`, `grant_to_paid` or `paid_to_received`.
    async fn step(&self) -> &'static str {
        self.0.step.into()
    }

    /// What it is, for example `excluded`, `not_claimed`, `disallowed`, `own_share`.
    async fn name(&self) -> &'static str {
        self.0.name
    }

    /// Which one: a reason or a state; empty when the name says all.
    async fn detail(&self) -> &str {
        &self.0.detail
    }

    /// How much it takes off; negative when it adds.
    async fn amount(&self) -> Money {
        self.0.amount.into()
    }
}
