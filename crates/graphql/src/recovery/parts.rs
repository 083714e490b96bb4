use async_graphql::Object;
use chrono::NaiveDate;
use talkoot_domain::{
    interest::{Accrual, Segment},
    recovery::{Entry, Proposal, Relief, Standing},
};

use super::input::{RecoveryEntryKind, RecoveryLegalBasis};
use crate::{
    outcome::internal,
    scalar::{Money, Percent},
};

/// What a recovery comes to at the end of a day.
pub(crate) struct RecoveryStandingObject(pub(crate) NaiveDate, pub(crate) Standing);

/// What a recovery comes to at the end of a day.
#[Object(name = "RecoveryStanding")]
impl RecoveryStandingObject {
    /// The day.
    async fn day(&self) -> NaiveDate {
        self.0
    }

    /// Interest from the payment to the due date or this day (reference rate + 3 pp).
    async fn interest(&self) -> InterestObject {
        InterestObject(self.1.recovery.clone())
    }

    /// Interest from the due date to this day (reference rate + 7 pp), on the principal alone.
    async fn late_interest(&self) -> InterestObject {
        InterestObject(self.1.late.clone())
    }

    /// The principal that is open.
    async fn principal_open(&self) -> Money {
        self.1.principal_open.into()
    }

    /// The interest of both kinds that is open. What is paid goes to interest first, then to principal.
    async fn interest_open(&self) -> Money {
        self.1.interest_open.into()
    }

    /// Everything that is open.
    async fn open(&self) -> async_graphql::Result<Money> {
        Ok(self.1.open().map_err(internal)?.into())
    }
}

/// Interest with its segments; rounded once.
pub(crate) struct InterestObject(Accrual);

/// Interest with its segments; rounded once.
#[Object(name = "Interest")]
impl InterestObject {
    /// The interest.
    async fn amount(&self) -> Money {
        self.0.amount().into()
    }

    /// The exact interest before it was rounded, EUR.
    async fn unrounded(&self) -> &str {
        &self.0.explanation.unrounded
    }

    /// The days of each half-year, in order.
    #[graphql(complexity = "5 + 10 * child_complexity")]
    async fn segments(&self) -> Vec<InterestSegmentObject> {
        self.0
            .segments
            .iter()
            .cloned()
            .map(InterestSegmentObject)
            .collect()
    }
}

/// Days of one half-year for which interest runs.
pub(crate) struct InterestSegmentObject(Segment);

/// Days of one half-year for which interest runs.
#[Object(name = "InterestSegment")]
impl InterestSegmentObject {
    /// What was owed.
    async fn principal(&self) -> Money {
        self.0.principal.into()
    }

    /// The first day that counts.
    async fn first(&self) -> NaiveDate {
        self.0.first
    }

    /// The last day that counts.
    async fn last(&self) -> NaiveDate {
        self.0.last
    }

    /// How many days, both included.
    async fn days(&self) -> i64 {
        self.0.days
    }

    /// The reference rate of the half-year.
    async fn reference_rate(&self) -> Percent {
        self.0.reference.into()
    }

    /// The rate with its addition.
    async fn rate(&self) -> Percent {
        self.0.rate.into()
    }

    /// The exact interest of these days, EUR; cut after ten decimals and marked when it does not end there.
    async fn unrounded(&self) -> &str {
        &self.0.unrounded
    }
}

/// What a decision on recovery says.
pub(crate) struct RecoveryDecisionObject(pub(crate) Proposal);

/// What a decision on recovery says.
#[Object(name = "RecoveryDecision")]
impl RecoveryDecisionObject {
    /// By which section.
    async fn legal_basis(&self) -> RecoveryLegalBasis {
        self.0.legal_basis.into()
    }

    /// Why.
    async fn reasoning(&self) -> &str {
        &self.0.reasoning
    }

    /// Why it comes later than two calendar years after the finding.
    async fn late_because(&self) -> Option<&str> {
        self.0.late_because.as_deref()
    }

    /// The last day to pay.
    async fn due(&self) -> NaiveDate {
        self.0.due
    }

    /// Interest until that day when nothing is paid before.
    async fn interest(&self) -> Money {
        self.0.interest.into()
    }
}

/// A receipt, or what two persons agreed on.
pub(crate) struct RecoveryEntryObject(pub(crate) Entry);

/// A receipt, or what two persons agreed on.
#[Object(name = "RecoveryEntry")]
impl RecoveryEntryObject {
    /// What it is.
    async fn kind(&self) -> RecoveryEntryKind {
        self.0.kind.into()
    }

    /// The day that counts.
    async fn day(&self) -> NaiveDate {
        self.0.day
    }

    /// How much.
    async fn amount(&self) -> Money {
        self.0.amount.into()
    }

    /// The bank's reference, or the reason.
    async fn reference(&self) -> &str {
        &self.0.reference
    }
}

/// What was proposed in the debtor's favour and waits for a second person.
pub(crate) struct RecoveryReliefObject(pub(crate) Relief);

/// What was proposed in the debtor's favour and waits for a second person.
#[Object(name = "RecoveryRelief")]
impl RecoveryReliefObject {
    /// What it is.
    async fn kind(&self) -> RecoveryEntryKind {
        self.0.kind.into()
    }

    /// How much.
    async fn amount(&self) -> Money {
        self.0.amount.into()
    }

    /// Why.
    async fn reason(&self) -> &str {
        &self.0.reason
    }
}
