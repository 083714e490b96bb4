//! The handling of an application in the authority: which officer has it, and what was checked by hand.

use crate::{
    ids::{ApplicationCheckId, ApplicationId, PersonId},
    workflow::{Reason, RefusalCode, Stamp},
};

/// How long a code may be, in characters.
const LONGEST_CODE: usize = 60;
/// How long a reason or a note may be, in characters.
const LONGEST_TEXT: usize = 10_000;

/// Who handles an application, from a time on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handled {
    /// Which application.
    pub application: ApplicationId,
    /// From 1; the latest holds.
    pub number: i32,
    /// The officer.
    pub person: PersonId,
    /// Who assigned it, and when.
    pub assigned: Stamp,
    /// Why it went from one officer to another.
    pub reason: Option<String>,
}

/// What an officer checked by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManualCheck {
    /// Its identifier.
    pub id: ApplicationCheckId,
    /// Which application.
    pub application: ApplicationId,
    /// What was checked, by a short name of the authority's own: `state_aid`. The latest of a code holds.
    pub code: String,
    /// Whether it is in order.
    pub passed: bool,
    /// What was found.
    pub note: String,
    /// Who checked it, and when.
    pub checked: Stamp,
}

/// Why something about the handling cannot be recorded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// It is not with the authority any more, or not yet.
    #[error("the application is not being handled: it is decided or withdrawn")]
    NotHandled,
    /// The new officer is none.
    #[error("this person is no officer of the authority; choose one, or give them the role first")]
    NoOfficer,
    /// It is theirs.
    #[error("this officer handles the application already; there is nothing to do")]
    HandledAlready,
    /// It goes from one to another without a word.
    #[error("another officer handles the application; say why it goes to somebody else")]
    NoReason,
    /// A text that is missing.
    #[error("\"{0}\" is empty; fill it in")]
    Missing(&'static str),
    /// A text that does not fit.
    #[error("\"{0}\" is longer than {1} characters; shorten it")]
    TooLong(&'static str, usize),
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::NotHandled => RefusalCode::WrongState,
            Self::NoOfficer | Self::TooLong(..) => RefusalCode::InvalidInput,
            Self::HandledAlready => RefusalCode::Duplicate,
            Self::NoReason | Self::Missing(_) => RefusalCode::Incomplete,
        }
    }

    fn path(&self) -> Vec<String> {
        let field = match self {
            Self::NotHandled => return Vec::new(),
            Self::NoOfficer | Self::HandledAlready => "personId",
            Self::NoReason => "reason",
            Self::Missing(field) | Self::TooLong(field, _) => field,
        };
        vec![field.to_owned()]
    }
}

/// The reason with which an application goes to an officer.
///
/// # Errors
/// Refused for the officer who has it already, and without a reason when another one has it.
pub fn transfer(now: Option<PersonId>, to: PersonId, reason: Option<&str>) -> Result<Option<String>, Why> {
    let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
    if reason.is_some_and(|reason| reason.chars().count() > LONGEST_TEXT) {
        return Err(Why::TooLong("reason", LONGEST_TEXT));
    }
    match now {
        Some(now) if now == to => Err(Why::HandledAlready),
        Some(_) if reason.is_none() => Err(Why::NoReason),
        Some(_) | None => Ok(reason.map(ToOwned::to_owned)),
    }
}

/// The code and the note of a check, without the space around them.
///
/// # Errors
/// Refused when one is empty or too long.
pub fn check(code: &str, note: &str) -> Result<(String, String), Why> {
    Ok((
        text("code", code, LONGEST_CODE)?,
        text("note", note, LONGEST_TEXT)?,
    ))
}

fn text(field: &'static str, text: &str, longest: usize) -> Result<String, Why> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Why::Missing(field));
    }
    if text.chars().count() > longest {
        return Err(Why::TooLong(field, longest));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{Why, check, transfer};

    /// Goal: the first assignment needs no reason, every other one does, and none to the same officer.
    #[test]
    fn transfers() {
        let person = |number| Uuid::from_u128(number).into();
        let words = || Some("Loma.".to_owned());
        for (now, to, reason, expected) in [
            (None, 1, None, Ok(None)),
            (None, 1, Some(" "), Ok(None)),
            (None, 1, Some(" Loma. "), Ok(words())),
            (Some(1), 2, Some("Loma."), Ok(words())),
            (Some(1), 2, Some(" "), Err(Why::NoReason)),
            (Some(1), 2, None, Err(Why::NoReason)),
            (Some(1), 1, Some("Loma."), Err(Why::HandledAlready)),
        ] {
            assert_eq!(transfer(now.map(person), person(to), reason), expected);
        }
        let long = "x".repeat(10_001);
        assert_eq!(
            transfer(None, person(1), Some(&long)),
            Err(Why::TooLong("reason", 10_000))
        );
    }

    /// Goal: a check says what it is about and what was found.
    #[test]
    fn checks() {
        let long = "x".repeat(61);
        for (code, note, expected) in [
            (
                " aid ",
                " Ei tukea. ",
                Ok(("aid".to_owned(), "Ei tukea.".to_owned())),
            ),
            (" ", "Ei.", Err(Why::Missing("code"))),
            ("aid", " ", Err(Why::Missing("note"))),
            (long.as_str(), "Ei.", Err(Why::TooLong("code", 60))),
        ] {
            assert_eq!(check(code, note), expected);
        }
    }
}
