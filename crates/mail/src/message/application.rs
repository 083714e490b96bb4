//! From a draft application to the decision.

use super::Project;
use chrono::NaiveDate;
use talkoot_domain::{money::Money, rate::Rate};

/// A partner is asked to commit to an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitmentRequested {
    /// The project applied for.
    pub project: Project,
    /// Who applies, by its name in the recipient's language.
    pub lead_municipality: String,
    /// Who is asked.
    pub municipality: String,
    /// The partner's eligible costs in the plan.
    pub costs: Money,
    /// The part of them it pays itself (*omarahoitus*).
    pub own_funding: Money,
    /// The last day to commit.
    pub respond_by: NaiveDate,
    /// The page of the commitment.
    pub url: String,
}

/// A call closes on the next day, and the reader's municipality leads an application that is not submitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallClosing {
    /// The project applied for.
    pub project: Project,
    /// The call, by its name.
    pub call: String,
    /// The last day, in Finland; it ends with the day.
    pub closes: NaiveDate,
    /// The page of the application.
    pub url: String,
}

/// An application has arrived: a receipt to every partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplicationReceived {
    /// The project applied for.
    pub project: Project,
    /// The call, by its name.
    pub call: String,
    /// Who applied.
    pub lead_municipality: String,
    /// The other municipalities, in the order of the application.
    pub partners: Vec<String>,
    /// The grant applied for.
    pub applied: Money,
    /// The day it arrived, in Finland.
    pub received: NaiveDate,
    /// SHA-256, in hexadecimal, of what was submitted; the engine keeps the same.
    pub fingerprint: Option<String>,
    /// The page of the application.
    pub url: String,
}

/// An application must be supplemented (*täydennyspyyntö*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplicationSupplementRequested {
    /// The project applied for.
    pub project: Project,
    /// What is asked, in the officer's words.
    pub requests: Vec<String>,
    /// The last day to answer.
    pub respond_by: NaiveDate,
    /// The page of the request.
    pub url: String,
}

/// A published call was corrected (*hakuilmoituksen oikaisu*): to everybody with an application to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallCorrected {
    /// The project applied for.
    pub project: Project,
    /// The call, by its name.
    pub call: String,
    /// Why it was corrected, in the authority's words.
    pub reason: String,
    /// The last day to apply, in force now.
    pub closes: NaiveDate,
    /// Whether the application was submitted before, so that it has to be taken up again to be changed.
    pub submitted: bool,
    /// The page of the call, with what was changed.
    pub url: String,
}

/// An application is to be reviewed (*arviointi*): to the reviewer who was assigned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewAssigned {
    /// The project applied for.
    pub project: Project,
    /// The call, by its name.
    pub call: String,
    /// Whether others' points are seen only when everybody has submitted.
    pub blind: bool,
    /// The page of the review.
    pub url: String,
}

/// The grant has been decided (*päätös*): to the lead municipality.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionMade {
    /// The project.
    pub project: Project,
    /// The day of the decision.
    pub decided: NaiveDate,
    /// What was decided.
    pub outcome: DecisionOutcome,
    /// The last day to claim a correction (*oikaisuvaatimus*).
    pub claim_until: NaiveDate,
    /// The page of the decision.
    pub url: String,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecisionOutcome {
    /// A grant, at most this much.
    Awarded {
        /// The most that is paid.
        amount: Money,
        /// The share of accepted costs that is paid.
        rate: Rate,
        /// First day of the use period (*käyttöaika*).
        use_from: NaiveDate,
        /// Last day of the use period.
        use_until: NaiveDate,
    },
    /// No grant.
    Refused {
        /// The reasons, in the authority's words.
        reasons: Vec<String>,
    },
}
