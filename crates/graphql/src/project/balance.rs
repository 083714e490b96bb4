use async_graphql::Object;
use talkoot_domain::project::Balance;

use crate::scalar::Money;

/// What a project has claimed and been paid, and what it owes.
pub(crate) struct BalanceObject(pub(crate) Balance);

/// What a project has claimed and been paid, and what it owes.
#[Object(name = "ProjectBalance")]
impl BalanceObject {
    /// What was claimed in all, in claims that were submitted and not rejected.
    async fn claimed(&self) -> Money {
        self.0.claimed.into()
    }

    /// The grant on everything accepted in approved claims.
    async fn granted(&self) -> Money {
        self.0.granted.into()
    }

    /// What was paid in all and confirmed by the bank, advances included.
    async fn paid(&self) -> Money {
        self.0.paid.into()
    }

    /// What of it was paid in advance.
    async fn advance_paid(&self) -> Money {
        self.0.advance_paid.into()
    }

    /// What of the advance approved claims have used up.
    async fn advance_cleared(&self) -> Money {
        self.0.advance_cleared.into()
    }

    /// What is left of the advance.
    async fn advance_outstanding(&self) -> async_graphql::Result<Money> {
        Ok(self.0.advance_outstanding()?.into())
    }

    /// What the project owes: set off against its next claim, or to be returned.
    async fn owed(&self) -> Money {
        self.0.owed.into()
    }
}
