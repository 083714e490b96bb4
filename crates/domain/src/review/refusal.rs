use crate::{
    application,
    workflow::{Name as _, Reason, RefusalCode},
};

/// Why something cannot be done with a review.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Somebody else was assigned.
    #[error("another person was assigned to this review; only they score, submit and declare a conflict")]
    NotYours,
    /// The reviewer belongs to an applicant.
    #[error(
        "you hold or held a role in {0}, which takes part in this application: declare the conflict of interest, \
         somebody else has to review it"
    )]
    OwnMunicipality(String),
    /// The application is not with the authority for review.
    #[error("the application is {}; reviews are written while it is submitted and not evaluated", .0.code().replace('_', " "))]
    NotUnderReview(application::StateName),
    /// What is reviewed is being changed.
    #[error("a supplement has been requested of the applicants; submit the review when it has come")]
    BeingSupplemented,
    /// The call has no criteria.
    #[error("the call has no review criteria, so its applications are not reviewed")]
    NoCriteria,
    /// The one to be assigned has no role for it.
    #[error("this person is neither an officer nor a reviewer of the authority; give them the role first")]
    NoReviewer,
    /// The one to be assigned is assigned.
    #[error("this person is assigned to the application already; there is nothing to do")]
    AssignedAlready,
    /// Points for something else.
    #[error("score {} is for \"{code}\", which is no criterion of the call; use the code of one", .place + 1)]
    UnknownCriterion {
        /// Its place in the input, from 0.
        place: usize,
        /// The code.
        code: String,
    },
    /// Points twice.
    #[error("score {} repeats the criterion \"{code}\"; score each once", .place + 1)]
    ScoredTwice {
        /// Its place in the input, from 0.
        place: usize,
        /// The code.
        code: String,
    },
    /// More points than there are.
    #[error("score {} is {points} points of {scale}; give 0 to {scale}", .place + 1)]
    OffTheScale {
        /// Its place in the input, from 0.
        place: usize,
        /// The points.
        points: u16,
        /// The most.
        scale: u16,
    },
    /// A reason that is a book.
    #[error("the reason of score {} is longer than {most} characters; shorten it", .place + 1)]
    ReasonTooLong {
        /// Its place in the input, from 0.
        place: usize,
        /// How many are allowed.
        most: usize,
    },
    /// It is not complete.
    #[error("these criteria lack points or a reason: {}; every criterion needs both", .0.join(", "))]
    Lacking(Vec<String>),
    /// No reason was given.
    #[error("say why; it is recorded")]
    NoReason,
    /// A reason that is too long.
    #[error("the reason is longer than {0} characters; shorten it")]
    LongReason(usize),
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::NotYours | Self::OwnMunicipality(_) => RefusalCode::NotPermitted,
            Self::NotUnderReview(_) | Self::BeingSupplemented | Self::NoCriteria => RefusalCode::WrongState,
            Self::AssignedAlready => RefusalCode::Duplicate,
            Self::NoReviewer
            | Self::UnknownCriterion { .. }
            | Self::ScoredTwice { .. }
            | Self::OffTheScale { .. }
            | Self::ReasonTooLong { .. }
            | Self::LongReason(_) => RefusalCode::InvalidInput,
            Self::Lacking(_) | Self::NoReason => RefusalCode::Incomplete,
        }
    }

    fn path(&self) -> Vec<String> {
        let (place, field) = match self {
            Self::UnknownCriterion { place, .. } | Self::ScoredTwice { place, .. } => (place, "criterion"),
            Self::OffTheScale { place, .. } => (place, "points"),
            Self::ReasonTooLong { place, .. } => (place, "reason"),
            Self::NoReviewer | Self::AssignedAlready => return vec!["personId".to_owned()],
            Self::NoReason | Self::LongReason(_) => return vec!["reason".to_owned()],
            Self::NotYours
            | Self::OwnMunicipality(_)
            | Self::NotUnderReview(_)
            | Self::BeingSupplemented
            | Self::NoCriteria
            | Self::Lacking(_) => return Vec::new(),
        };
        vec!["scores".to_owned(), place.to_string(), field.to_owned()]
    }
}
