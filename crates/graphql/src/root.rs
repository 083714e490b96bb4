use async_graphql::MergedObject;

use crate::{call, claim, cost_report, ledger, payout, project, viewer, why};

/// What can be asked.
#[derive(Debug, MergedObject, Default)]
pub struct Query(
    viewer::ViewerQuery,
    call::CallQuery,
    project::ProjectQuery,
    cost_report::CostReportQuery,
    ledger::LedgerQuery,
    claim::ClaimQuery,
    payout::PayoutQuery,
    why::WhyQuery,
);

/// What can be done.
#[derive(Debug, MergedObject, Default)]
pub struct Mutation(
    call::CallMutation,
    cost_report::CostReportMutation,
    ledger::LedgerMutation,
    claim::ClaimMutation,
    claim::CostLineMutation,
    payout::PayoutMutation,
);
