use async_graphql::MergedObject;

use crate::{call, obligation, portfolio, portfolio_report, project, viewer};

/// What can be asked.
#[derive(Debug, MergedObject, Default)]
pub struct Query(
    viewer::ViewerQuery,
    call::CallQuery,
    project::ProjectQuery,
    obligation::ObligationQuery,
    portfolio_report::PortfolioReportQuery,
    portfolio::PortfolioQuery,
);

/// What can be done.
#[derive(Debug, MergedObject, Default)]
pub struct Mutation(
    call::CallMutation,
    obligation::ObligationMutation,
    portfolio_report::PortfolioReportMutation,
);
