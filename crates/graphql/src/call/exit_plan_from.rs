use async_graphql::Enum;
use talkoot_domain::call;

/// From when on a project must have an exit plan that its steering group approved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "call::ExitPlanFrom")]
pub(crate) enum ExitPlanFrom {
    /// A project may do without one.
    Never,
    /// From the interim report on: neither it nor the final report is taken without.
    InterimReport,
    /// With the final report.
    FinalReport,
}
