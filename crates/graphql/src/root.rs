use async_graphql::MergedObject;

use crate::{administration, call, claim, cost_report, ledger, payout, project, refetch, viewer, why};

/// What can be asked.
#[derive(Debug, MergedObject, Default)]
pub struct Query(
    refetch::NodeQuery,
    viewer::ViewerQuery,
    call::CallQuery,
    project::ProjectQuery,
    administration::AdministrationQuery,
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
    administration::AdministrationMutation,
    cost_report::CostReportMutation,
    ledger::LedgerMutation,
    claim::ClaimMutation,
    claim::CostLineMutation,
    payout::PayoutMutation,
);
