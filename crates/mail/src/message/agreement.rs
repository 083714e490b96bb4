//! The agreement between the municipalities of a project.

use super::Project;
use chrono::NaiveDate;

/// A municipality is asked to sign the agreement of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreementOffered {
    /// The project.
    pub project: Project,
    /// Who leads.
    pub lead_municipality: String,
    /// Who is asked.
    pub municipality: String,
    /// SHA-256, in hexadecimal, of what is signed.
    pub fingerprint: String,
    /// The last day to sign, in Finland.
    pub respond_by: NaiveDate,
    /// The page of the agreement.
    pub url: String,
}

/// Every municipality has signed: the agreement is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreementInForce {
    /// The project.
    pub project: Project,
    /// Who leads.
    pub lead_municipality: String,
    /// The other municipalities, by municipality code.
    pub partners: Vec<String>,
    /// Since when, in Finland.
    pub since: NaiveDate,
    /// SHA-256, in hexadecimal, of what was signed.
    pub fingerprint: String,
    /// The page of the agreement.
    pub url: String,
}

/// The lead has ended the agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreementTerminated {
    /// The project.
    pub project: Project,
    /// Who leads.
    pub lead_municipality: String,
    /// Why, in the lead's words.
    pub reason: String,
    /// The page of the agreement.
    pub url: String,
}
