use chrono::NaiveDate;

use super::FaultyTerms;
use crate::{
    hands::Deed,
    review_rules::FaultyRules,
    workflow::{Reason, RefusalCode},
};

/// Why something cannot be done to a call.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// A person who drafted or changed it may not publish it.
    #[error("you {} this call; another person must publish it", .0.in_words())]
    SamePerson(Deed),
    /// Nobody is known to have drafted it, so two persons cannot be told apart.
    #[error(
        "nobody is recorded as having drafted this call, so it cannot be checked that another person \
         publishes it; draft it anew"
    )]
    NobodyDrafted,
    /// The closing day is not in the future.
    #[error("the call would close on {0}, which is past; set a later closing day first")]
    ClosesInThePast(NaiveDate),
    /// The closing day comes before the opening day.
    #[error("the call would close on {closes_on}, before it opens on {opens_on}; correct one of the days")]
    ClosesBeforeItOpens {
        /// First day.
        opens_on: NaiveDate,
        /// Last day.
        closes_on: NaiveDate,
    },
    /// The title is empty.
    #[error("the call has no title; write one")]
    NoTitle,
    /// A parameter is not acceptable.
    #[error("{0}")]
    FaultyTerms(#[from] FaultyTerms),
    /// A criterion of the review is not acceptable.
    #[error("{0}")]
    FaultyRules(#[from] FaultyRules),
    /// The closing time has not come.
    #[error("the call takes applications until the end of {0}; it closes by itself then")]
    StillOpen(NaiveDate),
    /// Applications wait for a decision.
    #[error("{0} applications of this call are not decided; decide or withdraw them first")]
    UndecidedApplications(u64),
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::SamePerson(_) => RefusalCode::SamePerson,
            Self::NobodyDrafted => RefusalCode::CannotCheck,
            Self::ClosesInThePast(_) | Self::StillOpen(_) => RefusalCode::Deadline,
            Self::ClosesBeforeItOpens { .. } | Self::FaultyTerms(_) | Self::FaultyRules(_) => {
                RefusalCode::InvalidInput
            }
            Self::NoTitle | Self::UndecidedApplications(_) => RefusalCode::Incomplete,
        }
    }

    fn path(&self) -> Vec<String> {
        let field = match self {
            Self::ClosesInThePast(_) | Self::ClosesBeforeItOpens { .. } => "closesOn",
            Self::NoTitle => "title",
            Self::FaultyTerms(faulty) => faulty.field(),
            Self::FaultyRules(faulty) => return faulty.path(),
            Self::SamePerson(_)
            | Self::NobodyDrafted
            | Self::StillOpen(_)
            | Self::UndecidedApplications(_) => return Vec::new(),
        };
        vec![field.to_owned()]
    }
}
