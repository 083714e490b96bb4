use async_graphql::MergedObject;

use crate::{call, cost_report, ledger, project, viewer};

/// What can be asked.
#[derive(Debug, MergedObject, Default)]
pub struct Query(
    viewer::ViewerQuery,
    call::CallQuery,
    project::ProjectQuery,
    cost_report::CostReportQuery,
    ledger::LedgerQuery,
);

/// What can be done.
#[derive(Debug, MergedObject, Default)]
pub struct Mutation(
    call::CallMutation,
    cost_report::CostReportMutation,
    ledger::LedgerMutation,
);
