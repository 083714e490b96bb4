use super::{About, Explanation, Needed};
use crate::ids::{PersonId, PortfolioReportId, RiskId, RiskNoteId};

/// A traffic light.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Light {
    /// As planned.
    Green,
    /// Deviates; the project mends it itself.
    Yellow,
    /// Deviates so that somebody else must decide.
    Red,
}

/// What a traffic light is shown for.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, strum::EnumIter, strum::EnumString, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Aspect {
    /// Whether it goes by the timetable.
    Timetable,
    /// Whether it stays within the budget.
    Cost,
    /// Whether everything planned is done.
    Scope,
    /// How threatening the risks are.
    Risk,
    /// Whether every municipality has an owner who drives it.
    Ownership,
}

/// One traffic light with its reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assessment {
    /// The light; none while nobody has set it.
    pub light: Option<Light>,
    /// Why; required unless the light is green.
    pub reason: String,
}

/// What a portfolio report says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// Whether it goes by the timetable.
    pub timetable: Assessment,
    /// Whether it stays within the budget.
    pub cost: Assessment,
    /// Whether everything planned is done.
    pub scope: Assessment,
    /// How threatening the risks are.
    pub risk: Assessment,
    /// Whether every municipality has an owner who drives it.
    pub ownership: Assessment,
    /// The state of the project in a few sentences.
    pub summary: String,
    /// What deviates from the plan (*poikkeamat*).
    pub deviations: String,
    /// Why single things deviate, each at most once.
    pub explanations: Vec<Explanation>,
}

/// What a report lacks before the steering group can approve it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Incomplete {
    /// A light is not set.
    NoLight(Aspect),
    /// A light is not green and nothing says why.
    NoReason(Aspect),
    /// The summary is empty.
    NoSummary,
}

impl Content {
    /// The assessments in the order they are shown.
    #[must_use]
    pub const fn assessments(&self) -> [(Aspect, &Assessment); 5] {
        [
            (Aspect::Timetable, &self.timetable),
            (Aspect::Cost, &self.cost),
            (Aspect::Scope, &self.scope),
            (Aspect::Risk, &self.risk),
            (Aspect::Ownership, &self.ownership),
        ]
    }

    /// Why something deviates; none when nothing is said.
    #[must_use]
    pub fn explanation(&self, about: About) -> Option<&str> {
        let found = self.explanations.iter().find(|one| one.about == about);
        found.map(|one| one.text.trim()).filter(|text| !text.is_empty())
    }

    /// The first of these deviations that nothing explains.
    #[must_use]
    pub fn unexplained<'a>(&self, needed: &'a [Needed]) -> Option<&'a Needed> {
        needed.iter().find(|one| self.explanation(one.about).is_none())
    }

    /// Whether it is complete.
    ///
    /// # Errors
    /// The first thing that is missing.
    pub fn check(&self) -> Result<(), Incomplete> {
        for (aspect, assessment) in self.assessments() {
            match assessment.light {
                None => return Err(Incomplete::NoLight(aspect)),
                Some(Light::Yellow | Light::Red) if assessment.reason.trim().is_empty() => {
                    return Err(Incomplete::NoReason(aspect));
                }
                Some(Light::Green | Light::Yellow | Light::Red) => {}
            }
        }
        if self.summary.trim().is_empty() {
            return Err(Incomplete::NoSummary);
        }
        Ok(())
    }
}

/// A note about a risk, appended to a report and never edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RiskNote {
    /// Its identifier.
    pub id: RiskNoteId,
    /// The report it stands in.
    pub report: PortfolioReportId,
    /// The risk of the register that it is about; none in a note that is older than the register and has no topic there.
    pub risk: Option<RiskId>,
    /// Who noted it.
    pub noted_by: PersonId,
    /// When.
    pub noted_at: chrono::DateTime<chrono::Utc>,
    /// What it is about, in a few words.
    pub topic: String,
    /// What may happen, and what is done about it.
    pub text: String,
    /// How probable, 1 (hardly) to 5 (almost certain).
    pub probability: u8,
    /// How bad, 1 (hardly felt) to 5 (the project fails).
    pub effect: u8,
}

/// A note about a risk that cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultyRisk {
    /// No topic or no text.
    #[error("a risk needs a topic and a text; write both")]
    Empty,
    /// A number outside the scale.
    #[error("probability and effect are 1 to 5, not {0}")]
    Scale(i64),
}

impl RiskNote {
    /// Whether the note can stand.
    ///
    /// # Errors
    /// [`FaultyRisk`].
    pub fn check(topic: &str, text: &str, probability: i64, effect: i64) -> Result<(u8, u8), FaultyRisk> {
        if topic.trim().is_empty() || text.trim().is_empty() {
            return Err(FaultyRisk::Empty);
        }
        let scale = |number: i64| match u8::try_from(number) {
            Ok(number @ 1..=5) => Ok(number),
            _ => Err(FaultyRisk::Scale(number)),
        };
        Ok((scale(probability)?, scale(effect)?))
    }
}
