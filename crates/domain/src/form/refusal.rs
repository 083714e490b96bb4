use super::Fault;
use crate::{
    hands::Deed,
    workflow::{Reason, RefusalCode},
};

/// Why something cannot be done with a version of a form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// A person who drafted or changed it may not publish it.
    #[error("you {} this form; another person must publish it", .0.in_words())]
    SamePerson(Deed),
    /// Nobody is known to have drafted it, so two persons cannot be told apart.
    #[error(
        "nobody is recorded as having drafted this form, so it cannot be checked that another person publishes it; \
         import it anew"
    )]
    NobodyDrafted,
    /// What it asks cannot be asked so.
    #[error("{0}")]
    Faulty(Fault),
    /// A version belongs to one form.
    #[error(
        "this is a version of the form \"{before}\", not of \"{now}\"; import \"{now}\" as a form of its own"
    )]
    OtherCode {
        /// The code of the form.
        before: String,
        /// The code in the definition that came.
        now: String,
    },
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::SamePerson(_) => RefusalCode::SamePerson,
            Self::NobodyDrafted => RefusalCode::CannotCheck,
            Self::Faulty(_) | Self::OtherCode { .. } => RefusalCode::InvalidInput,
        }
    }

    fn path(&self) -> Vec<String> {
        let mut path = vec!["definition".to_owned()];
        match self {
            Self::SamePerson(_) | Self::NobodyDrafted => return Vec::new(),
            Self::Faulty(fault) => path.extend(fault.path.iter().cloned()),
            Self::OtherCode { .. } => path.push("code".to_owned()),
        }
        path
    }
}
