use chrono::NaiveDate;

use super::{Hindrance, Side};
use crate::{
    change_request,
    workflow::{Name, Reason, RefusalCode},
};

/// Why something cannot be done to a part of a change request.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// The request is not with the authority.
    #[error("the request is {}; only a submitted one is decided", .0.code())]
    NotSubmitted(change_request::StateName),
    /// Who asked does not decide.
    #[error("you asked for this change; another person must handle it")]
    RequestedBySamePerson,
    /// Who proposed does not decide.
    #[error("you proposed this; another person must decide")]
    ProposedBySamePerson,
    /// Who confirmed for one side does not confirm for another.
    #[error("you have confirmed this for another side; another person must confirm here")]
    ConfirmedBySamePerson,
    /// No reasons.
    #[error("write the reasons; the lead municipality must be able to contest the decision")]
    NoReasoning,
    /// Nothing says why it was sent back.
    #[error("write what the officer is to change")]
    NoReason,
    /// From when?
    #[error("say from which day it holds")]
    NoDay,
    /// A rejection holds from no day and changes nothing.
    #[error("a rejection has no day and no content of its own; leave them out")]
    RejectionWithContent,
    /// With which changes?
    #[error("say what shall hold instead of what was asked, or accept it as asked")]
    NoChanges,
    /// As asked is as asked.
    #[error("what is accepted as asked has no other content; accept it with changes instead")]
    ChangesNotSaid,
    /// Another thing than was asked.
    #[error("this part asks for another kind of change; decide about what was asked")]
    AnotherKind,
    /// The decision is another one than was proposed.
    #[error("the officer proposed something else; decide as proposed or send the proposal back")]
    NotAsProposed,
    /// Two persons decide.
    #[error("two persons decide about this; propose it, and let another person decide (proposeChangePart)")]
    TwoPersons,
    /// The change cannot be made.
    #[error("{}", .0.message)]
    Impossible(Hindrance),
    /// Who proposed the cancellation does not approve it.
    #[error("you proposed to cancel this; another person must approve it")]
    CancelledBySamePerson,
    /// Why was it accepted, then?
    #[error("write why it cannot come into force; the lead municipality must be able to contest it")]
    NoCancellationReason,
    /// Nothing to approve.
    #[error("nobody has proposed to cancel this part (proposeChangePartCancellation)")]
    NoCancellation,
    /// It comes into force by itself.
    #[error(
        "nothing keeps this part from coming into force but time{}; only a part that cannot is cancelled. Ask for another \
         change instead", .0.as_ref().map_or_else(String::new, |what| format!(": {what}"))
    )]
    NothingInTheWay(Option<String>),
    /// Nothing to confirm for this person.
    #[error("nobody has to confirm this on your behalf")]
    NotAsked,
    /// Done.
    #[error("this side has confirmed already")]
    ConfirmedAlready(Side),
    /// Nothing is handed over.
    #[error("nothing is handed over by this part")]
    NothingHandedOver,
    /// Somebody else takes over.
    #[error("only the person who takes over ticks what is handed over")]
    NotTheSuccessor,
    /// No such item.
    #[error("the list has no item {0}; name one by its number, from 1")]
    NoSuchItem(i32),
    /// Done.
    #[error("item {0} is taken over already")]
    TakenAlready(i32),
    /// Somebody has to tick.
    #[error("{} of what is handed over not taken over yet: {}", how_many(.0), numbers(.0))]
    NotTakenOver(Vec<i32>),
    /// Its day has not come.
    #[error("it holds from {0} on")]
    NotYet(NaiveDate),
    /// Somebody has to confirm.
    #[error("it waits for the confirmation of {}", in_words(.0))]
    Unconfirmed(Vec<Side>),
    /// Something is in the way.
    #[error("{0}")]
    Waits(String),
}

fn in_words(sides: &[Side]) -> String {
    let names: Vec<String> = sides.iter().map(|side| side.code().replace('_', " ")).collect();
    names.join(" and ")
}

fn how_many(waiting: &[i32]) -> String {
    match waiting.len() {
        1 => "one item is".to_owned(),
        many => format!("{many} items are"),
    }
}

fn numbers(waiting: &[i32]) -> String {
    let numbers: Vec<String> = waiting.iter().map(ToString::to_string).collect();
    numbers.join(", ")
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::NotSubmitted(_)
            | Self::NotAsProposed
            | Self::TwoPersons
            | Self::NotAsked
            | Self::NothingHandedOver
            | Self::NotTakenOver(_)
            | Self::NoCancellation
            | Self::NothingInTheWay(_)
            | Self::Unconfirmed(_)
            | Self::Waits(_) => RefusalCode::WrongState,
            Self::RequestedBySamePerson
            | Self::ProposedBySamePerson
            | Self::CancelledBySamePerson
            | Self::ConfirmedBySamePerson => RefusalCode::SamePerson,
            Self::NoReasoning
            | Self::NoReason
            | Self::NoCancellationReason
            | Self::NoDay
            | Self::NoChanges => RefusalCode::Incomplete,
            Self::RejectionWithContent | Self::ChangesNotSaid | Self::AnotherKind => {
                RefusalCode::InvalidInput
            }
            Self::Impossible(hindrance) => hindrance.code,
            Self::NotTheSuccessor => RefusalCode::NotPermitted,
            Self::NoSuchItem(_) => RefusalCode::InvalidInput,
            Self::ConfirmedAlready(_) | Self::TakenAlready(_) => RefusalCode::Duplicate,
            Self::NotYet(_) => RefusalCode::Deadline,
        }
    }

    fn path(&self) -> Vec<String> {
        let field = match self {
            Self::NoReasoning => "reasoning",
            Self::NoReason | Self::NoCancellationReason => "reason",
            Self::NoDay => "effectiveOn",
            Self::NoSuchItem(_) | Self::TakenAlready(_) => "number",
            Self::RejectionWithContent | Self::NoChanges | Self::ChangesNotSaid | Self::AnotherKind => {
                "content"
            }
            Self::NotSubmitted(_)
            | Self::RequestedBySamePerson
            | Self::ProposedBySamePerson
            | Self::ConfirmedBySamePerson
            | Self::CancelledBySamePerson
            | Self::NoCancellation
            | Self::NothingInTheWay(_)
            | Self::NotAsProposed
            | Self::TwoPersons
            | Self::NothingHandedOver
            | Self::NotTheSuccessor
            | Self::NotTakenOver(_)
            | Self::Impossible(_)
            | Self::NotAsked
            | Self::ConfirmedAlready(_)
            | Self::NotYet(_)
            | Self::Unconfirmed(_)
            | Self::Waits(_) => return Vec::new(),
        };
        vec![field.to_owned()]
    }
}
