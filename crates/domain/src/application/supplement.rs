//! A request to supplement an application (*täydennyspyyntö*): questions about its sections with a last day, answered
//! in the application itself; and the difference that the answer made.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::{Application, Plan, Why};
use crate::{
    calendar,
    ids::{ApplicationId, OrganisationId, SubAreaId},
    project::{BudgetCell, SubArea},
    workflow::Stamp,
};

/// How long the lead has to answer when nobody says.
const USUAL: Days = Days::new(14);
/// A last day beyond this is a slip of the keyboard.
const FARTHEST: Days = Days::new(366);
/// How many questions a request may have.
const MOST_QUESTIONS: usize = 50;
/// How long one may be, in characters.
const LONGEST_QUESTION: usize = 4_000;

/// A part of the application's form.
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
pub enum Section {
    /// What the project is called.
    Title,
    /// What it is about.
    Summary,
    /// The municipalities that take part.
    Partners,
    /// The sub-areas.
    SubAreas,
    /// The budget.
    Budget,
    /// The partners' plans beside their budgets: years, who pays, whom to ask.
    Plan,
    /// What is answered in the call's form.
    Form,
}

/// A question about one section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionQuestion {
    /// About which.
    pub section: Section,
    /// The code of the section of the call's form, for [`Section::Form`].
    pub form_section: Option<String>,
    /// What is asked.
    pub question: String,
}

/// What an application says in one field of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The section.
    pub section: Section,
    /// The field, in words: of the budget for example the municipality, the category and the sub-area.
    pub field: String,
    /// What it says.
    pub text: String,
}

/// A field that says something else than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The section.
    pub section: Section,
    /// The field, in words.
    pub field: String,
    /// What it said; nothing when it is new.
    pub before: Option<String>,
    /// What it says; nothing when it is gone.
    pub after: Option<String>,
}

/// A request with what the application said before and, once it is answered, after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupplementRound {
    /// Of which application.
    pub application: ApplicationId,
    /// From 1.
    pub number: i32,
    /// Who asked, and when.
    pub asked: Stamp,
    /// What is asked, in the officer's words.
    pub questions: String,
    /// Questions about single sections.
    pub sections: Vec<SectionQuestion>,
    /// The last day to answer, in Helsinki; a working day.
    pub respond_by: NaiveDate,
    /// What the application said when it was asked.
    pub before: Vec<Line>,
    /// Who gave the application again, and when, and what it said then.
    pub answered: Option<(Stamp, Vec<Line>)>,
}

/// The last day to answer: the one that was given or two weeks from today, on the next working day.
///
/// # Errors
/// Refused for a day that is not in the future, and for one more than a year away.
pub fn respond_by(given: Option<NaiveDate>, today: NaiveDate) -> Result<NaiveDate, Why> {
    let day = match given {
        Some(day) if day <= today => return Err(Why::DeadlinePast(day)),
        Some(day) => day,
        None => today.checked_add_days(USUAL).unwrap_or(today),
    };
    if today
        .checked_add_days(FARTHEST)
        .is_none_or(|farthest| day > farthest)
    {
        return Err(Why::DeadlineTooFar(day));
    }
    Ok(calendar::roll(day))
}

/// The questions as they are kept, and all of them as one text. `codes` are those of the sections of the call's
/// form, where it has one.
///
/// # Errors
/// Refused for more than 50 questions, for an empty one or one of more than 4 000 characters, and for one about
/// the form that names none of its sections.
pub fn questions(
    given: &str,
    sections: Vec<SectionQuestion>,
    codes: &[&str],
) -> Result<(String, Vec<SectionQuestion>), Why> {
    if sections.len() > MOST_QUESTIONS {
        return Err(Why::TooMany("sections", MOST_QUESTIONS));
    }
    for (place, one) in sections.iter().enumerate() {
        let length = one.question.trim().chars().count();
        if length == 0 || length > LONGEST_QUESTION {
            return Err(Why::SectionQuestion {
                place,
                most: LONGEST_QUESTION,
            });
        }
        let fits = match (one.section, &one.form_section) {
            (Section::Form, Some(code)) => codes.contains(&code.as_str()),
            (Section::Form, None) => false,
            (_, code) => code.is_none(),
        };
        if !fits {
            return Err(Why::FormSection { place });
        }
    }
    if !given.trim().is_empty() || sections.is_empty() {
        return Ok((given.to_owned(), sections));
    }
    let text: Vec<&str> = sections.iter().map(|one| one.question.trim()).collect();
    Ok((text.join("\n"), sections))
}

/// Everything that an application says.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// The application itself.
    pub application: &'a Application,
    /// The names of its municipalities.
    pub names: &'a BTreeMap<OrganisationId, String>,
    /// Its sub-areas.
    pub sub_areas: &'a [SubArea],
    /// Its budget.
    pub cells: &'a [BudgetCell],
    /// The partners' plans beside it.
    pub plans: &'a [Plan],
    /// What was answered in the call's form: the code of the field, whose answer it is, and the answer in words.
    pub answers: &'a [(String, OrganisationId, String)],
}

impl Said<'_> {
    fn name(&self, id: OrganisationId) -> String {
        self.names.get(&id).cloned().unwrap_or_else(|| id.to_string())
    }

    fn area(&self, id: SubAreaId) -> i32 {
        let mut areas = self.sub_areas.iter();
        areas.find(|area| area.id == id).map_or(0, |area| area.number)
    }

    /// Those of municipalities that take part; what others once wrote is no part of it any more.
    fn plan_lines(&self) -> Vec<Line> {
        let mut all = Vec::new();
        let mut line = |field: String, text: String| {
            all.push(Line {
                section: Section::Plan,
                field,
                text,
            });
        };
        for plan in self.plans {
            if self.application.part(plan.partner).is_none() {
                continue;
            }
            let name = self.name(plan.partner);
            for share in &plan.years {
                let area = self.area(share.sub_area);
                let field = format!("{name}, {}, sub-area {area}, {}", share.category, share.year);
                line(field, share.amount.to_string());
            }
            for (source, amount) in &plan.funding {
                let source: &'static str = source.into();
                line(format!("{name}, funding {source}"), amount.to_string());
            }
            for (contact, number) in plan.contacts.iter().zip(1..) {
                let parts = [&contact.name, &contact.position, &contact.email, &contact.phone];
                let parts: Vec<&str> = parts.into_iter().map(String::as_str).collect();
                let text: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                line(format!("{name}, contact {number}"), text.join(", "));
            }
        }
        all
    }

    fn answer_lines(&self) -> impl Iterator<Item = Line> {
        self.answers.iter().filter_map(|(field, owner, text)| {
            self.application.part(*owner)?;
            Some(Line {
                section: Section::Form,
                field: format!("{field}, {}", self.name(*owner)),
                text: text.clone(),
            })
        })
    }
}

/// What an application says, field by field.
#[must_use]
pub fn lines(said: &Said<'_>) -> Vec<Line> {
    let line = |section, field: String, text: String| Line { section, field, text };
    let application = said.application;
    let mut all = vec![
        line(Section::Title, "title".to_owned(), application.title.clone()),
        line(
            Section::Summary,
            "summary".to_owned(),
            application.summary.clone(),
        ),
    ];
    for part in &application.partners {
        let name = said.name(part.organisation);
        all.push(line(Section::Partners, name, "takes part".to_owned()));
    }
    for area in said.sub_areas {
        let text = format!("{} ({}, {})", area.name, area.topic, said.name(area.lead));
        all.push(line(Section::SubAreas, format!("sub-area {}", area.number), text));
    }
    for cell in said.cells {
        let area = said.area(cell.sub_area);
        let field = format!("{}, {}, sub-area {area}", said.name(cell.partner), cell.category);
        all.push(line(Section::Budget, field, cell.amount.to_string()));
    }
    all.extend(said.plan_lines());
    all.extend(said.answer_lines());
    all.sort_by(|one, other| (one.section, &one.field).cmp(&(other.section, &other.field)));
    all
}

/// What differs, section by section.
#[must_use]
pub fn difference(before: &[Line], after: &[Line]) -> Vec<Difference> {
    let keyed = |lines: &[Line]| -> BTreeMap<(Section, String), String> {
        let lines = lines.iter();
        lines
            .map(|line| ((line.section, line.field.clone()), line.text.clone()))
            .collect()
    };
    let (before, mut after) = (keyed(before), keyed(after));
    let mut all: Vec<Difference> = before
        .into_iter()
        .map(|((section, field), text)| Difference {
            after: after.remove(&(section, field.clone())),
            before: Some(text),
            section,
            field,
        })
        .filter(|one| one.before != one.after)
        .collect();
    all.extend(after.into_iter().map(|((section, field), text)| Difference {
        section,
        field,
        before: None,
        after: Some(text),
    }));
    all.sort_by(|one, other| (one.section, &one.field).cmp(&(other.section, &other.field)));
    all
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{Difference, Line, Section, SectionQuestion, difference, questions, respond_by};
    use crate::application::Why;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    /// Goal: two weeks unless told; a weekend or a holiday rolls; the past and the far future are refused.
    #[test]
    fn the_last_day() {
        let today = day(2, 2);
        for (given, expected) in [
            (None, Ok(day(2, 16))),
            (Some(day(2, 3)), Ok(day(2, 3))),
            (Some(day(2, 7)), Ok(day(2, 9))),
            (Some(day(4, 3)), Ok(day(4, 7))),
            (Some(day(2, 2)), Err(Why::DeadlinePast(day(2, 2)))),
            (Some(day(1, 2)), Err(Why::DeadlinePast(day(1, 2)))),
        ] {
            assert_eq!(respond_by(given, today), expected);
        }
        let far = NaiveDate::from_ymd_opt(2027, 2, 4).unwrap();
        assert_eq!(respond_by(Some(far), today), Err(Why::DeadlineTooFar(far)));
    }

    /// Goal: questions about sections make the text when there is none; an empty one is refused in its place.
    #[test]
    fn what_is_asked() {
        let one = |question: &str| SectionQuestion {
            section: Section::Budget,
            form_section: None,
            question: question.to_owned(),
        };
        let both = vec![one("Miksi?"), one(" Mitä? ")];
        assert_eq!(
            questions(" ", both.clone(), &[]).map(|(text, _)| text),
            Ok("Miksi?\nMitä?".to_owned())
        );
        assert_eq!(
            questions("Täydennä.", both, &[]).map(|(text, _)| text),
            Ok("Täydennä.".to_owned())
        );
        assert_eq!(
            questions("", Vec::new(), &[]).map(|(text, _)| text),
            Ok(String::new())
        );
        let faulty = vec![one("Miksi?"), one(" ")];
        let place = 1;
        assert_eq!(
            questions("", faulty, &[]),
            Err(Why::SectionQuestion { place, most: 4_000 })
        );
        assert_eq!(
            questions("", vec![one("x"); 51], &[]),
            Err(Why::TooMany("sections", 50))
        );
    }

    /// Goal: a question about the form names one of its sections, and no other question does.
    #[test]
    fn a_section_of_the_form() {
        for (section, code, stands) in [
            (Section::Form, Some("background"), true),
            (Section::Form, Some("other"), false),
            (Section::Form, None, false),
            (Section::Budget, Some("background"), false),
            (Section::Budget, None, true),
        ] {
            let one = SectionQuestion {
                section,
                form_section: code.map(ToOwned::to_owned),
                question: "Miksi?".to_owned(),
            };
            let found = questions("", vec![one], &["background"]);
            assert_eq!(found.is_ok(), stands, "{section:?} {code:?} {found:?}");
        }
    }

    /// Goal: what is new, what is gone and what says something else; nothing for nothing.
    #[test]
    fn what_differs() {
        let line = |field: &str, text: &str| Line {
            section: Section::Budget,
            field: field.to_owned(),
            text: text.to_owned(),
        };
        let before = [line("a", "1"), line("b", "2"), line("d", "4")];
        let after = [line("a", "1"), line("b", "3"), line("c", "5")];
        let one = |field: &str, before: Option<&str>, after: Option<&str>| Difference {
            section: Section::Budget,
            field: field.to_owned(),
            before: before.map(ToOwned::to_owned),
            after: after.map(ToOwned::to_owned),
        };
        assert_eq!(
            difference(&before, &after),
            [
                one("b", Some("2"), Some("3")),
                one("c", None, Some("5")),
                one("d", Some("4"), None),
            ]
        );
        assert_eq!(difference(&before, &before), []);
    }
}
