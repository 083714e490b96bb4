use async_graphql::MergedObject;

use crate::{administration, call, cost_report, ledger, project, refetch, viewer};

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
);

/// What can be done.
#[derive(Debug, MergedObject, Default)]
pub struct Mutation(
    call::CallMutation,
    administration::AdministrationMutation,
    cost_report::CostReportMutation,
    ledger::LedgerMutation,
);
