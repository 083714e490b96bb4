use async_graphql::{ID, Object};
use talkoot_app::{closing::Ending, why::NodeId};
use talkoot_domain::{entitlement::FinalOutcome, ids::ProjectId};

use crate::{scalar::Money, why};

/// What remains to be paid or returned at the end of a grant (*loppumaksu*).
pub(crate) struct FinalBalanceObject {
    pub(crate) project: ProjectId,
    pub(crate) ending: Ending,
}

/// What remains to be paid or returned at the end of a grant (*loppumaksu*): `grant - (paid - returned)`.
#[Object(name = "FinalBalance")]
impl FinalBalanceObject {
    /// For `whyAmount`: why the balance is what it is.
    async fn why_id(&self) -> ID {
        why::id(&NodeId::FinalBalance(self.project))
    }

    /// The grant on everything accepted as it is now, later corrections included; never over the award.
    async fn grant(&self) -> Money {
        self.ending.grant.into()
    }

    /// What the bank has confirmed of all payouts.
    async fn paid(&self) -> Money {
        self.ending.paid.into()
    }

    /// What came back of it, is being recovered or was given up by two persons.
    async fn returned(&self) -> Money {
        self.ending.returned.into()
    }

    /// The balance: paid to the project when it is positive, returned by it when it is negative.
    async fn balance(&self) -> Money {
        self.ending.balance.explanation.result.into()
    }

    /// `pay`, `settled`, `return`, or `waivable` when so little has to be returned that two persons may
    /// decide to leave it.
    async fn outcome(&self) -> &'static str {
        match self.ending.balance.outcome {
            FinalOutcome::Pay(_) => "pay",
            FinalOutcome::Settled => "settled",
            FinalOutcome::Return(_) => "return",
            FinalOutcome::Waivable(_) => "waivable",
        }
    }

    /// The part of the award that is not used; free again when the project is closed.
    async fn released(&self) -> Money {
        self.ending.balance.released.into()
    }
}
