use async_graphql::{Context, ID, Object};
use talkoot_app::why::NodeId;
use talkoot_domain::{
    claim::{
        Figures,
        consolidation::{Category, Cell, PartnerFigures},
    },
    ids::{ClaimId, OrganisationId},
    money,
};

use crate::{
    context::loaders,
    node::{self, Kind},
    organisation::OrganisationObject,
    outcome::not_found,
    scalar::Money,
    why,
};

async fn organisation(ctx: &Context<'_>, id: OrganisationId) -> async_graphql::Result<OrganisationObject> {
    let found = loaders(ctx)?.one(id).await?;
    found
        .map(OrganisationObject)
        .ok_or_else(|| not_found("organisation"))
}

/// What a claim comes to.
pub(crate) struct ClaimTotalsObject(pub(crate) Figures);

/// What a claim comes to.
#[Object(name = "ClaimTotals")]
impl ClaimTotalsObject {
    /// What the lines of its own reports claim.
    async fn claimed(&self) -> Money {
        self.0.claimed.into()
    }

    /// What the claim adds to the accepted costs.
    async fn accepted(&self) -> async_graphql::Result<Money> {
        Ok(self.0.accepted()?.into())
    }

    /// Accepted within the budgets since the beginning, this claim included.
    async fn cumulative_accepted(&self) -> Money {
        self.0.eligible.into()
    }

    /// Above the budgets since the beginning: no grant unless an approved change of the budget releases it.
    async fn parked(&self) -> Money {
        self.0.parked.into()
    }

    /// The grant on everything accepted so far: the floor of rate x accepted, at most the award.
    async fn cumulative_grant(&self) -> Money {
        self.0.grant.into()
    }

    /// The same before this claim.
    async fn grant_before(&self) -> Money {
        self.0.grant_before.into()
    }

    /// The grant of this claim: the difference. Negative when more was taken back than added.
    async fn grant(&self) -> Money {
        self.0.amount.into()
    }

    /// Public support from others that counted when it was computed (rule 10); 0.00 where the call does not count it.
    async fn other_support(&self) -> Money {
        self.0.other_support.into()
    }

    /// What was paid in advance and not used up before this claim.
    async fn advance_before(&self) -> Money {
        self.0.advance_before.into()
    }

    /// What of the advance this claim uses up: it has been paid already.
    async fn advance_cleared(&self) -> Money {
        self.0.advance_cleared.into()
    }

    /// What is left of the advance after it.
    async fn advance_outstanding(&self) -> Money {
        self.0.advance.into()
    }

    /// What the project owed from earlier claims.
    async fn owed_before(&self) -> Money {
        self.0.owed_before.into()
    }

    /// What is to be paid.
    async fn payable(&self) -> Money {
        self.0.payable.into()
    }

    /// What the project owes after it; set off against the next claim.
    async fn owed(&self) -> Money {
        self.0.owed.into()
    }
}

/// What a claim means for a partner.
pub(crate) struct ClaimPartnerObject(pub(crate) ClaimId, pub(crate) PartnerFigures);

/// What a claim means for a partner.
#[Object(name = "ClaimPartner")]
impl ClaimPartnerObject {
    /// The id to ask `whyAmount` about its share of this claim.
    async fn why_id(&self) -> ID {
        why::id(&NodeId::ClaimShare(self.0, self.1.partner))
    }

    /// The municipality.
    async fn partner(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        organisation(ctx, self.1.partner).await
    }

    /// What its lines in this claim claim.
    async fn claimed(&self) -> Money {
        self.1.claimed.into()
    }

    /// What the claim adds to its accepted costs.
    async fn accepted(&self) -> Money {
        self.1.accepted.into()
    }

    /// Above its budgets since the beginning.
    async fn parked(&self) -> Money {
        self.1.parked.into()
    }

    /// Accepted within its budgets since the beginning.
    async fn cumulative_accepted(&self) -> Money {
        self.1.cumulative_accepted.into()
    }

    /// Its share of the grant of this claim.
    async fn grant_share(&self) -> Money {
        self.1.grant_share.into()
    }

    /// Its share of the grant since the beginning.
    async fn cumulative_share(&self) -> Money {
        self.1.cumulative_share.into()
    }

    /// What of its accepted costs of this claim it bears itself.
    async fn own_share(&self) -> Money {
        self.1.own_share.into()
    }

    /// Whether its cumulative share contains one of the cents that flooring left over.
    async fn residual_cent(&self) -> bool {
        self.1.residual_cent
    }
}

/// A partner's costs in a category against its budget, since the beginning.
pub(crate) struct ClaimCategoryObject(pub(crate) ClaimId, pub(crate) Category);

/// A partner's costs in a category against its budget, since the beginning.
#[Object(name = "ClaimCategory")]
impl ClaimCategoryObject {
    /// The id to ask `whyAmount` about what is accepted.
    async fn why_id(&self) -> ID {
        why::id(&NodeId::Category(self.0, self.1.partner, self.1.category.clone()))
    }

    /// The municipality.
    async fn partner(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        organisation(ctx, self.1.partner).await
    }

    /// The code of the category.
    async fn category(&self) -> &str {
        &self.1.category
    }

    /// The budget that was in force.
    async fn budget(&self) -> Money {
        self.1.budget.into()
    }

    /// The budget with its tolerance.
    async fn ceiling(&self) -> Money {
        self.1.ceiling.into()
    }

    /// What counts of all lines, within the budget or not.
    async fn cumulative_cost(&self) -> Money {
        self.1.cumulative.into()
    }

    /// What of it is within the ceiling.
    async fn accepted(&self) -> Money {
        self.1.accepted.into()
    }

    /// What is above it.
    async fn parked(&self) -> Money {
        self.1.parked.into()
    }
}

/// The lines of a partner in a category and a sub-area, added up.
pub(crate) struct ClaimCellObject(pub(crate) ClaimId, pub(crate) Cell, pub(crate) money::Money);

/// The lines of a partner in a category and a sub-area, added up.
#[Object(name = "ClaimCell")]
impl ClaimCellObject {
    /// The id to ask `whyAmount` about what counts since the beginning.
    async fn why_id(&self) -> ID {
        let cell = &self.1;
        why::id(&NodeId::Cell(
            self.0,
            cell.partner,
            cell.category.clone(),
            cell.sub_area,
        ))
    }

    /// The municipality.
    async fn partner(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        organisation(ctx, self.1.partner).await
    }

    /// The code of the category.
    async fn category(&self) -> &str {
        &self.1.category
    }

    /// The id of the sub-area.
    async fn sub_area_id(&self) -> ID {
        node::id(Kind::SubArea, self.1.sub_area)
    }

    /// What the lines of this claim claim.
    async fn claimed(&self) -> Money {
        self.1.claimed.into()
    }

    /// What the officer accepts of them, before the budget is looked at; undecided lines as claimed.
    async fn accepted(&self) -> Money {
        self.1.counted.into()
    }

    /// The same of all lines since the beginning.
    async fn cumulative_cost(&self) -> Money {
        self.1.cumulative.into()
    }

    /// What is parked of the partner in the whole category: budgets are compared per category, not per
    /// sub-area.
    async fn parked_in_category(&self) -> Money {
        self.2.into()
    }
}
