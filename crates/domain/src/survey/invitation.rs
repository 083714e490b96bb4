use crate::rate::Rate;

/// Why a mail about a survey is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Somebody is invited.
    Invitation,
    /// Somebody who has not answered is reminded, so many days before the last day.
    Reminder(u32),
}

impl Step {
    /// The number under which it is kept: 0 for the invitation, else the days.
    #[must_use]
    pub const fn number(self) -> u32 {
        match self {
            Self::Invitation => 0,
            Self::Reminder(days) => days,
        }
    }

    /// The step that is kept under this number.
    #[must_use]
    pub const fn of_number(number: u32) -> Self {
        match number {
            0 => Self::Invitation,
            days => Self::Reminder(days),
        }
    }
}

/// How many of how many: in people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Participation {
    /// How many were invited.
    pub invited: u64,
    /// To how many the mail server took an invitation or a reminder.
    pub delivered: u64,
    /// How many cannot be reached: every mail to them was refused for good.
    pub refused: u64,
    /// How many answered.
    pub answered: u64,
}

impl Participation {
    /// Those who answered of those who were invited, with one decimal, half up: 23 of 60 are 38.3 per cent. Nothing
    /// while nobody is invited.
    #[must_use]
    pub fn response_rate(self) -> Option<Rate> {
        super::percent(self.answered, self.invited)
    }
}

/// How long an address can be (RFC 5321, section 4.5.3.1.3, less the brackets).
const LONGEST: usize = 254;

/// An address as it is kept, without blanks around it; nothing when no mail can go there.
#[must_use]
pub fn readable_address(text: &str) -> Option<&str> {
    let address = text.trim();
    let (name, domain) = address.split_once('@')?;
    let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ',' | ';' | '"');
    let fits = !name.is_empty()
        && address.len() <= LONGEST
        && !domain.contains('@')
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && !address.contains(odd);
    fits.then_some(address)
}
