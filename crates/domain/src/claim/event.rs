/// What happened to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "claim_")]
pub enum Event {
    /// It was put together by the lead.
    Drafted,
    /// It was computed anew.
    Recomputed,
    /// It went to the authority.
    Submitted,
    /// It came back with questions.
    SupplementRequested,
    /// Its lines are verified.
    ContentChecked,
    /// It was approved for payment.
    FinanceApproved,
    /// It was refused.
    Rejected,
    /// A payout was ordered.
    PayoutOrdered,
    /// It was paid.
    Paid,
}
