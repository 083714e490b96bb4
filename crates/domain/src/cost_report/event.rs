/// What happened to a cost report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "cost_report_")]
pub enum Event {
    /// The partner can report.
    Opened,
    /// Lines came from a ledger file.
    Imported,
    /// Lines got a category or a sub-area.
    Classified,
    /// Lines were shared or split.
    Allocated,
    /// Evidence was attached or taken off.
    EvidenceChanged,
    /// It was handed to the lead.
    Submitted,
    /// It was given back to the partner.
    Returned,
    /// The lead accepted it.
    Accepted,
    /// It stands in a submitted claim.
    Locked,
    /// Its claim was rejected.
    Unlocked,
}
