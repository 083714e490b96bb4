use super::{MissingEvidence, Unclassified};
use crate::{
    hands::Deed,
    workflow::{Reason, RefusalCode},
};

/// Why something cannot be done to a cost report.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// There is nothing to submit.
    #[error("no ledger is imported; import the period's ledger first, even when it selects no rows")]
    NoImport,
    /// Nobody is known to have prepared it, so two persons cannot be told apart.
    #[error(
        "nobody is recorded as having prepared this report, so it cannot be checked that another person \
         submits it; import the ledger again"
    )]
    NobodyPrepared,
    /// Who prepared it may not submit it.
    #[error("you prepared this cost report; another person must submit it")]
    PreparedBySamePerson,
    /// Who prepared or submitted it for the partner may not accept it for the lead.
    #[error("you {} this cost report for the partner; another person must accept it", .0.in_words())]
    OwnReport(Deed),
    /// It is not known who handed it over, so two persons cannot be told apart.
    #[error(
        "it is not recorded who prepared and submitted this report, so it cannot be checked that another \
         person accepts it; return it, to be submitted anew"
    )]
    NobodyHandedOver,
    /// Lines belong to no cell of the budget.
    #[error("{}", .0.in_words())]
    Unclassified(Unclassified),
    /// Lines over the call's threshold carry no evidence.
    #[error("{}", .0.in_words())]
    NoEvidence(MissingEvidence),
    /// Its municipality has left the project.
    #[error("the municipality has left the project; its reports stay as they are")]
    Frozen,
    /// Only the latest report of a municipality comes back.
    #[error(
        "the municipality has handed in its report for period {0} since; an earlier one stays as it is: correct it by a \
         correction once its claim is approved (proposeCorrection), or in the latest report"
    )]
    NotLatest(i32),
    /// Its claim is approved.
    #[error("the claim of this report is approved; what is wrong in it is corrected (proposeCorrection)")]
    Claimed,
    /// Its claim is with the authority.
    #[error(
        "the claim of this report is with the authority; it must send the claim back with questions first \
         (requestClaimSupplement)"
    )]
    WithTheAuthority,
    /// A claim of nothing.
    #[error("this is the only cost report of its claim; ask the authority to reject the claim instead")]
    OnlyReport,
    /// It is locked and no claim holds it.
    #[error("it is not known which claim holds this report, so it stays locked; ask the administrator")]
    NoClaim,
    /// Given back without saying why.
    #[error("say what the partner is to correct")]
    NoReasons,
    /// A line is named without saying what is wrong with it.
    #[error("say what is wrong with this line")]
    NoReasonForLine(usize),
    /// A line is named twice.
    #[error("this line is named already; give it one reason")]
    LineTwice(usize),
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::NoImport
            | Self::Unclassified(_)
            | Self::NoEvidence(_)
            | Self::NoReasons
            | Self::NoReasonForLine(_) => RefusalCode::Incomplete,
            Self::LineTwice(_) => RefusalCode::InvalidInput,
            Self::NobodyPrepared | Self::NobodyHandedOver | Self::NoClaim => RefusalCode::CannotCheck,
            Self::PreparedBySamePerson | Self::OwnReport(_) => RefusalCode::SamePerson,
            Self::Frozen | Self::NotLatest(_) | Self::Claimed | Self::WithTheAuthority | Self::OnlyReport => {
                RefusalCode::WrongState
            }
        }
    }

    fn path(&self) -> Vec<String> {
        match self {
            Self::NoReasons => vec!["reasons".to_owned()],
            Self::NoReasonForLine(place) => vec!["lines".to_owned(), place.to_string(), "reason".to_owned()],
            Self::LineTwice(place) => vec!["lines".to_owned(), place.to_string(), "lineId".to_owned()],
            Self::NoImport
            | Self::NobodyPrepared
            | Self::PreparedBySamePerson
            | Self::OwnReport(_)
            | Self::NobodyHandedOver
            | Self::Unclassified(_)
            | Self::NoEvidence(_)
            | Self::Frozen
            | Self::NotLatest(_)
            | Self::Claimed
            | Self::WithTheAuthority
            | Self::OnlyReport
            | Self::NoClaim => Vec::new(),
        }
    }
}
