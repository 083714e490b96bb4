use chrono::NaiveDate;

use crate::{
    hands::Deed,
    workflow::{Reason, RefusalCode},
};

/// Why something cannot be done to a result.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Something is missing.
    #[error("\"{0}\" is empty; fill it in")]
    Missing(&'static str),
    /// A text is too long.
    #[error("\"{0}\" is longer than {1} characters; shorten it")]
    TooLong(&'static str, usize),
    /// Too many links.
    #[error("there are more than {0} links; leave some out")]
    TooManyLinks(usize),
    /// A link that is none.
    #[error("this is no address of a page; write one that begins with https://")]
    NoLink(usize),
    /// A municipality that takes no part in the project.
    #[error("this municipality takes no part in the project; name one of its partners")]
    TakesNoPart(usize),
    /// A municipality stands twice.
    #[error("this municipality stands here twice; name it once")]
    PartyTwice(usize),
    /// A number of inhabitants that cannot be.
    #[error("this is no number of inhabitants; write how many the municipality had")]
    Inhabitants(usize),
    /// Inhabitants were counted in days to come.
    #[error("{1} has not come; write on which day the inhabitants were counted")]
    CountedInTheFuture(usize, NaiveDate),
    /// Nobody is named who counted.
    #[error("say in at most 300 characters where the number of inhabitants comes from")]
    NoSource(usize),
    /// Whoever wrote it approves it.
    #[error("you {} this result; another officer must approve it", .0.in_words())]
    SamePerson(Deed),
    /// Nobody is known to have written it.
    #[error(
        "nobody is recorded as having written this result, so it cannot be checked that another approves it"
    )]
    NobodyWrote,
    /// The municipality took part itself.
    #[error("the municipality took part in this result; only others record that they took it into use")]
    TookPart,
    /// It recorded so already.
    #[error("the municipality has recorded already that it took this result into use")]
    UsedAlready,
    /// It would be used in days to come.
    #[error("{0} has not come; record it when the result is in use")]
    UsedInTheFuture(NaiveDate),
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::Missing(_) => RefusalCode::Incomplete,
            Self::TooLong(..)
            | Self::TooManyLinks(_)
            | Self::NoLink(_)
            | Self::TakesNoPart(_)
            | Self::PartyTwice(_)
            | Self::Inhabitants(_)
            | Self::CountedInTheFuture(..)
            | Self::NoSource(_)
            | Self::TookPart
            | Self::UsedInTheFuture(_) => RefusalCode::InvalidInput,
            Self::SamePerson(_) => RefusalCode::SamePerson,
            Self::NobodyWrote => RefusalCode::CannotCheck,
            Self::UsedAlready => RefusalCode::Duplicate,
        }
    }

    fn path(&self) -> Vec<String> {
        let of_party =
            |place: usize, field: &str| vec!["parties".to_owned(), place.to_string(), field.to_owned()];
        match self {
            Self::Missing(field) | Self::TooLong(field, _) => vec![(*field).to_owned()],
            Self::TooManyLinks(_) => vec!["links".to_owned()],
            Self::NoLink(place) => vec!["links".to_owned(), place.to_string()],
            Self::TakesNoPart(place) | Self::PartyTwice(place) => of_party(*place, "municipalityId"),
            Self::Inhabitants(place) => of_party(*place, "inhabitants"),
            Self::CountedInTheFuture(place, _) => of_party(*place, "countedOn"),
            Self::NoSource(place) => of_party(*place, "source"),
            Self::TookPart | Self::UsedAlready => vec!["municipalityId".to_owned()],
            Self::UsedInTheFuture(_) => vec!["usedSince".to_owned()],
            Self::SamePerson(_) | Self::NobodyWrote => Vec::new(),
        }
    }
}
