use async_graphql::MergedObject;

use crate::{
    administration, application, call, cost_report, decision, ledger, obligation, portfolio,
    portfolio_report, project, refetch, viewer,
};

/// What can be asked.
#[derive(Debug, MergedObject, Default)]
pub struct Query(
    refetch::NodeQuery,
    viewer::ViewerQuery,
    call::CallQuery,
    application::ApplicationQuery,
    decision::DecisionQuery,
    project::ProjectQuery,
    cost_report::CostReportQuery,
    ledger::LedgerQuery,
    obligation::ObligationQuery,
    portfolio_report::PortfolioReportQuery,
    portfolio::PortfolioQuery,
    administration::AdministrationQuery,
);

/// What can be done.
#[derive(Debug, MergedObject, Default)]
pub struct Mutation(
    call::CallMutation,
    application::ApplicationMutation,
    application::CommitmentMutation,
    decision::DecisionMutation,
    cost_report::CostReportMutation,
    ledger::LedgerMutation,
    obligation::ObligationMutation,
    portfolio_report::PortfolioReportMutation,
    administration::AdministrationMutation,
);
