use chrono::{NaiveDate, TimeDelta};

use super::Why;
use crate::{
    form::{Audience, Definition, FieldKind},
    language::Language,
};

/// What a survey says; fixed when it is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    /// What it is called, in the words of whoever asks.
    pub title: String,
    /// The language of its mails.
    pub language: Language,
    /// What is asked: choices, texts and numbers, the same of everybody.
    pub questions: Definition,
    /// The last day to answer; it ends at 24:00 in Helsinki.
    pub closes_on: NaiveDate,
    /// When those who have not answered are reminded.
    pub reminder_days: ReminderDays,
    /// A question with fewer answers shows only how many it has, so that nobody is known by what they answered.
    pub fewest_answers: u32,
}

/// So many days before the last day somebody is reminded; the first reminder first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReminderDays(Vec<u32>);

/// How long the title may be, in characters.
const LONGEST_TITLE: usize = 300;
/// A survey runs at most so many days.
const LONGEST: i64 = 366;
/// So many reminders at most.
const MOST_REMINDERS: usize = 5;
/// So many days before the last day at most.
const EARLIEST_REMINDER: u32 = 60;
/// Fewer answers than these tell who gave which; more hide everything.
const FEWEST: (u32, u32) = (3, 100);

impl Default for ReminderDays {
    /// A week and two days before the last day.
    fn default() -> Self {
        Self(vec![7, 2])
    }
}

impl ReminderDays {
    /// These days, in the order in which they come.
    ///
    /// # Errors
    /// [`Why::ReminderDays`] for too many, for a day twice, and for none before the last.
    pub fn new(mut days: Vec<u32>) -> Result<Self, Why> {
        days.sort_unstable_by(|one, other| other.cmp(one));
        let twice = days.windows(2).any(|pair| pair[0] == pair[1]);
        let unmeant = days.iter().any(|&day| day == 0 || day > EARLIEST_REMINDER);
        if days.len() > MOST_REMINDERS || twice || unmeant {
            return Err(Why::ReminderDays(MOST_REMINDERS, EARLIEST_REMINDER));
        }
        Ok(Self(days))
    }

    /// The days, the first reminder first.
    #[must_use]
    pub fn days(&self) -> &[u32] {
        &self.0
    }
}

impl Details {
    /// How many answers a question needs to be shown, unless told.
    pub const USUAL_FEWEST: u32 = 5;

    /// Whether a survey can say this on this day.
    ///
    /// # Errors
    /// Without a title, for a last day that has passed or is more than a year ahead, for a threshold that protects
    /// nobody, and for questions that a survey cannot count.
    pub fn check(&self, today: NaiveDate) -> Result<(), Why> {
        if self.title.trim().is_empty() {
            return Err(Why::Missing("title"));
        }
        if self.title.chars().count() > LONGEST_TITLE {
            return Err(Why::TooLong("title", LONGEST_TITLE));
        }
        let last = today
            .checked_add_signed(TimeDelta::days(LONGEST))
            .unwrap_or(today);
        if self.closes_on < today || self.closes_on > last {
            return Err(Why::ClosingDay {
                day: self.closes_on,
                first: today,
                last,
            });
        }
        let (least, most) = FEWEST;
        if self.fewest_answers < least || self.fewest_answers > most {
            return Err(Why::Fewest(least, most));
        }
        countable(&self.questions)
    }

    /// The day of a reminder that comes so many days before the last day.
    fn day_of(&self, days_before: u32) -> NaiveDate {
        self.closes_on
            .checked_sub_signed(TimeDelta::days(i64::from(days_before)))
            .unwrap_or(self.closes_on)
    }

    /// The reminder that is due on a day: of several that were missed only the latest.
    #[must_use]
    pub fn due_step(&self, today: NaiveDate) -> Option<(u32, NaiveDate)> {
        if today > self.closes_on {
            return None;
        }
        let steps = self.reminder_days.0.iter().rev();
        let mut dated = steps.map(|&days| (days, self.day_of(days)));
        dated.find(|&(_, day)| day <= today)
    }

    /// The day of the next reminder after this day.
    #[must_use]
    pub fn next_reminder(&self, today: NaiveDate) -> Option<NaiveDate> {
        let mut days = self.reminder_days.0.iter().map(|&days| self.day_of(days));
        days.find(|&day| day > today)
    }
}

/// Whether a survey can count the answers.
fn countable(questions: &Definition) -> Result<(), Why> {
    for section in &questions.sections {
        if section.asked_of == Audience::EachPartner {
            return Err(Why::EachPartner(section.code.clone()));
        }
        if section.visible_when.is_some() {
            return Err(Why::Conditional(section.code.clone()));
        }
    }
    for (_, field) in questions.fields() {
        if field.visible_when.is_some() {
            return Err(Why::Conditional(field.code.clone()));
        }
        match field.kind {
            FieldKind::Text { .. } | FieldKind::Number { .. } | FieldKind::Choice { .. } => {}
            FieldKind::Money { .. }
            | FieldKind::Date { .. }
            | FieldKind::Table { .. }
            | FieldKind::File { .. }
            | FieldKind::Municipality
            | FieldKind::SubArea => return Err(Why::Kind(field.code.clone())),
        }
    }
    Ok(())
}
