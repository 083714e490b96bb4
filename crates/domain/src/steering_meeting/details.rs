use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::Why;
use crate::{form::Words, ids::PersonId, language::Language};

/// When, where, with whom and about what a meeting is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// How long it lasts, in minutes.
    pub minutes: u32,
    /// Where: a room, or the address of a call.
    pub place: String,
    /// Its members who have an account; they are invited by mail.
    pub members: Vec<PersonId>,
    /// Its other members and guests, by name.
    pub guests: Vec<String>,
    /// What it is about, in order.
    pub agenda: Vec<AgendaItem>,
}

/// A point of the agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaItem {
    /// What it is about, as somebody wrote it; in Finnish where the engine did.
    pub title: String,
    /// The same in each language where the engine wrote it; none of what a person wrote, or what is named in the project.
    pub words: Option<Words>,
    /// The thing of the project that it is about; none of a point of the secretary's own.
    pub matter: Option<Matter>,
}

impl AgendaItem {
    /// What it is about, in the reader's language where the engine wrote it.
    #[must_use]
    pub fn title_in(&self, language: Language) -> &str {
        self.words
            .as_ref()
            .map_or(self.title.as_str(), |words| words.of(language))
    }
}

/// Something that is open in the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Matter {
    /// What kind of thing.
    pub kind: MatterKind,
    /// The thing; of a vacancy the municipality.
    pub object: Uuid,
}

/// The kinds of things that a meeting has to look at.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    strum::EnumIter,
    strum::EnumString,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum MatterKind {
    /// A portfolio report waits for the approval of the steering group.
    Report,
    /// Something is owed to the authority, or late.
    Obligation,
    /// A change request is written or not decided.
    ChangeRequest,
    /// A milestone is foreseen after its baseline.
    Milestone,
    /// A risk is high, or new since the last meeting.
    Risk,
    /// A municipality has nobody who answers for the project.
    Vacancy,
}

/// How long a short text may be, in characters.
const SHORT: usize = 300;
/// How long a text may be, in characters.
pub(super) const LONG: usize = 20_000;
/// So many members, guests or points at most.
const MOST: usize = 100;
/// A meeting lasts at most a day.
const LONGEST_MINUTES: u32 = 24 * 60;
/// What is planned for later than so many days ahead, or was so many days ago, is a slip of the pen.
const DAYS_AROUND: i64 = 731;

impl Details {
    /// When it ends.
    #[must_use]
    pub fn ends_at(&self) -> DateTime<Utc> {
        self.starts_at
            .checked_add_signed(TimeDelta::minutes(i64::from(self.minutes)))
            .unwrap_or(self.starts_at)
    }

    /// Whether a meeting can be planned so; `known` are the people who hold a role in the project.
    ///
    /// # Errors
    /// For a time that cannot be meant, without a place, without anybody, for a member who is nobody of the project or
    /// stands twice, and for a point without a title.
    pub fn check(&self, known: &BTreeSet<PersonId>, now: DateTime<Utc>) -> Result<(), Why> {
        let away = self.starts_at.signed_duration_since(now).num_days().abs();
        if away > DAYS_AROUND {
            return Err(Why::Time(self.starts_at));
        }
        if self.minutes == 0 || self.minutes > LONGEST_MINUTES {
            return Err(Why::Minutes(LONGEST_MINUTES));
        }
        if self.place.trim().is_empty() {
            return Err(Why::Missing("place"));
        }
        if self.place.chars().count() > SHORT {
            return Err(Why::TooLong("place", SHORT));
        }
        if self.members.is_empty() && self.guests.is_empty() {
            return Err(Why::Missing("memberIds"));
        }
        for (field, number) in [
            ("memberIds", self.members.len()),
            ("guests", self.guests.len()),
            ("agenda", self.agenda.len()),
        ] {
            if number > MOST {
                return Err(Why::TooMany(field, MOST));
            }
        }
        let mut seen = BTreeSet::new();
        for (place, member) in self.members.iter().enumerate() {
            if !known.contains(member) || !seen.insert(*member) {
                return Err(Why::NoMember(place));
            }
        }
        let fits = |text: &str| !text.trim().is_empty() && text.chars().count() <= SHORT;
        if let Some(place) = self.guests.iter().position(|name| !fits(name)) {
            return Err(Why::NoName("guests", place));
        }
        if let Some(place) = self.agenda.iter().position(|item| !fits(&item.title)) {
            return Err(Why::NoTitle(place));
        }
        Ok(())
    }
}
