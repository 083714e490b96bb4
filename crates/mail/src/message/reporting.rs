//! Reports that come back for mending.

use super::{ObligationKind, Project};
use chrono::NaiveDate;

/// The lead returned a partner's cost report (*kustannusselvitys*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostReportReturned {
    /// The project.
    pub project: Project,
    /// Whose report it is.
    pub municipality: String,
    /// The period it covers.
    pub period: String,
    /// What must be mended, in the lead's words.
    pub reasons: Vec<String>,
    /// The last day to send it again.
    pub respond_by: NaiveDate,
    /// The page of the report.
    pub url: String,
}

/// The authority asks about a portfolio report (*hankesalkkuraportti*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortfolioReportReturned {
    /// The project.
    pub project: Project,
    /// The period it covers.
    pub period: String,
    /// What is asked, in the authority's words.
    pub questions: Vec<String>,
    /// The last day to answer.
    pub respond_by: NaiveDate,
    /// The page of the report.
    pub url: String,
}

/// The authority asks about what was handed in for an obligation without a form of its own: an interim,
/// final or follow-up report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObligationReturned {
    /// What was handed in.
    pub obligation: ObligationKind,
    /// The project.
    pub project: Project,
    /// The period it covers, where it covers one.
    pub period: Option<String>,
    /// What is asked, in the authority's words.
    pub questions: Vec<String>,
    /// The last day to answer.
    pub respond_by: NaiveDate,
    /// The page of the obligation.
    pub url: String,
}
