use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{SizeClass, Theme, Why};
use crate::ids::{OrganisationId, SubAreaId};

/// What a result says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// What it is, in a few words.
    pub title: String,
    /// What was tried.
    pub tried: String,
    /// What worked.
    pub worked: String,
    /// What did not work.
    pub not_worked: String,
    /// The theme that it is filed under.
    pub theme: Theme,
    /// The sub-area from which it came; none of the project as a whole.
    pub sub_area: Option<SubAreaId>,
    /// The call's topic of that sub-area.
    pub topic: Option<String>,
    /// Who may use it again.
    pub reusable_by: ReusableBy,
    /// Under which licence: `EUPL-1.2`, `CC BY 4.0`.
    pub licence: String,
    /// On which further terms, in words; may be empty.
    pub terms: String,
    /// Whom to ask, as it may be published.
    pub contact: String,
    /// Addresses of pages with more.
    pub links: Vec<String>,
    /// The municipalities that took part.
    pub parties: Vec<Party>,
}

/// Who may use a result again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum ReusableBy {
    /// Anybody.
    Anybody,
    /// Municipalities and other public bodies.
    PublicSector,
    /// Municipalities.
    Municipalities,
}

/// A municipality that took part, with its size as the writer states it: the engine has no register of inhabitants, so
/// the number comes with its day and its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Which municipality.
    pub municipality: OrganisationId,
    /// How many inhabitants it had.
    pub inhabitants: u32,
    /// On which day.
    pub counted_on: NaiveDate,
    /// Who counted: `Statistics Finland, table 11re`.
    pub source: String,
}

impl Party {
    /// Its class of size.
    #[must_use]
    pub const fn size_class(&self) -> SizeClass {
        SizeClass::of(self.inhabitants)
    }
}

/// How long a short text may be, in characters.
const SHORT: usize = 300;
/// How long a text may be, in characters.
const LONG: usize = 20_000;
/// So many links at most.
const MOST_LINKS: usize = 20;
/// How long an address may be.
const LONGEST_LINK: usize = 2_000;
/// More inhabitants than there are in the country are a slip of the pen.
const MOST_INHABITANTS: u32 = 10_000_000;

impl Content {
    /// Whether a result can say this while it is being written: what is there must be right, what is missing may come.
    ///
    /// # Errors
    /// For a text that is too long, a link that is none, a municipality that takes no part or stands twice, and a
    /// number of inhabitants without a day and a source that can be.
    pub fn check(&self, takes_part: &BTreeSet<OrganisationId>, today: NaiveDate) -> Result<(), Why> {
        if self.title.trim().is_empty() {
            return Err(Why::Missing("title"));
        }
        for (field, text, longest) in [
            ("title", &self.title, SHORT),
            ("tried", &self.tried, LONG),
            ("worked", &self.worked, LONG),
            ("notWorked", &self.not_worked, LONG),
            ("licence", &self.licence, SHORT),
            ("terms", &self.terms, LONG),
            ("contact", &self.contact, SHORT),
        ] {
            if text.chars().count() > longest {
                return Err(Why::TooLong(field, longest));
            }
        }
        if self.links.len() > MOST_LINKS {
            return Err(Why::TooManyLinks(MOST_LINKS));
        }
        if let Some(place) = self.links.iter().position(|link| !is_link(link)) {
            return Err(Why::NoLink(place));
        }
        let mut seen = BTreeSet::new();
        for (place, party) in self.parties.iter().enumerate() {
            if !takes_part.contains(&party.municipality) {
                return Err(Why::TakesNoPart(place));
            }
            if !seen.insert(party.municipality) {
                return Err(Why::PartyTwice(place));
            }
            if party.inhabitants == 0 || party.inhabitants > MOST_INHABITANTS {
                return Err(Why::Inhabitants(place));
            }
            if party.counted_on > today {
                return Err(Why::CountedInTheFuture(place, party.counted_on));
            }
            if party.source.trim().is_empty() || party.source.chars().count() > SHORT {
                return Err(Why::NoSource(place));
            }
        }
        Ok(())
    }

    /// Whether it says enough to be approved.
    ///
    /// # Errors
    /// The first thing that is missing.
    pub fn complete(&self) -> Result<(), Why> {
        for (field, text) in [
            ("tried", &self.tried),
            ("worked", &self.worked),
            ("notWorked", &self.not_worked),
            ("licence", &self.licence),
            ("contact", &self.contact),
        ] {
            if text.trim().is_empty() {
                return Err(Why::Missing(field));
            }
        }
        if self.parties.is_empty() {
            return Err(Why::Missing("parties"));
        }
        Ok(())
    }

    /// What a search by words looks at, in small letters.
    #[must_use]
    pub fn searched(&self) -> String {
        folded(
            &[&self.title, &self.tried, &self.worked, &self.not_worked]
                .map(String::as_str)
                .join("\n"),
        )
    }
}

/// Text as a search compares it: small letters.
#[must_use]
pub fn folded(text: &str) -> String {
    text.to_lowercase()
}

fn is_link(text: &str) -> bool {
    let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>');
    let rest = text.strip_prefix("https://");
    rest.is_some_and(|rest| !rest.is_empty() && text.len() <= LONGEST_LINK && !text.contains(odd))
}
