//! What happened in the year, one after another: all that the calculation knows.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};

/// Something that happened at a time.
#[derive(Clone, Debug)]
pub struct Event {
    pub at: DateTime<Utc>,
    pub what: What,
}

/// People, projects, municipalities and obligations are places in the lists of the town; an organisation that is
/// none of the municipalities is the authority.
#[derive(Clone, Debug)]
pub enum What {
    /// The worker ran to its end, and the mail server took mails to these.
    Worked(Takes),
    /// What the mail server said for good while it ran, to mails of every kind: an address, and whether it took one.
    Tried(Vec<(String, bool)>),
    /// It was handed in, or need not be handed in any more.
    Settled {
        owed: usize,
    },
    /// Whoever judges it gave it back.
    Returned {
        owed: usize,
    },
    Extended {
        owed: usize,
        nominal: NaiveDate,
    },
    RoleGiven {
        person: usize,
        of: Option<usize>,
        role: &'static str,
    },
    RoleEnded {
        person: usize,
        of: Option<usize>,
        role: &'static str,
    },
    /// From the day of the event on, the last day included.
    Named {
        project: usize,
        of: usize,
        duty: &'static str,
        person: usize,
        last: Option<NaiveDate>,
    },
    /// Whoever was named until further notice: the last day.
    NamingEnded {
        project: usize,
        of: usize,
        duty: &'static str,
        last: NaiveDate,
    },
    Assigned {
        project: usize,
        person: usize,
    },
    Away {
        person: usize,
        first: NaiveDate,
        last: NaiveDate,
    },
}

/// To whom the mail server takes mails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Takes {
    Everybody,
    Nobody,
    AllBut(BTreeSet<String>),
}

impl Takes {
    pub fn takes(&self, address: &str) -> bool {
        match self {
            Self::Everybody => true,
            Self::Nobody => false,
            Self::AllBut(refused) => !refused.contains(address),
        }
    }
}

/// Whoever was named for something on a day, as it was known then.
pub fn named_on<'a>(
    namings: impl Iterator<Item = &'a Event>,
    on: NaiveDate,
) -> Option<(usize, Option<NaiveDate>)> {
    let mut named = None;
    for event in namings {
        match event.what {
            What::Named { person, last, .. }
                if super::days::day_of(event.at) <= on && last.is_none_or(|last| on <= last) =>
            {
                named = Some((person, last));
            }
            What::NamingEnded { last, .. } if on > last => named = None,
            _ => {}
        }
    }
    named
}
