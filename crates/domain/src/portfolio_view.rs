//! Ways to look at the portfolio (*hankesalkku*), which people keep under a name.

use chrono::{DateTime, Utc};

use crate::{
    ids::{CallId, OrganisationId, PersonId, PortfolioViewId},
    portfolio_report::Light,
    workflow::{Refusal, RefusalCode},
};

/// Which projects are shown; nothing narrows nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only those of a call.
    pub call: Option<CallId>,
    /// Only those in which a municipality takes part or took part, as the lead or not.
    pub municipality: Option<OrganisationId>,
    /// Only those whose report that was submitted last shows this light for something.
    pub light: Option<Light>,
    /// Only those of which something is late.
    pub late: bool,
    /// Only those in which nobody holds a duty that somebody should hold.
    pub vacant: bool,
    /// Only those in which a risk came true.
    pub occurred: bool,
    /// Only those that foresee more grant than they were awarded.
    pub over_award: bool,
    /// Only those that run, or only those that are closed.
    pub closed: Option<bool>,
}

/// What the portfolio is sorted by; what comes to the same is in the order in which it was granted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Order {
    /// What was granted first comes first.
    #[default]
    Oldest,
    /// The largest award.
    Award,
    /// What has claimed the most.
    Claimed,
    /// What was paid the most.
    Paid,
    /// What has been late for the longest.
    LongestLate,
    /// What foresees the most above its award.
    OverAward,
    /// What has not reported for the longest, those that never did before all others.
    LongestSilent,
}

/// The longest name, in characters.
pub const LONGEST_NAME: usize = 100;

/// A way to look at the portfolio that somebody keeps under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortfolioView {
    /// Its identifier.
    pub id: PortfolioViewId,
    /// Counts the changes; the next change must name it.
    pub version: i64,
    /// Whose; only they change it.
    pub person: PersonId,
    /// The authority whose portfolio it looks at.
    pub authority: OrganisationId,
    /// How it is called.
    pub name: String,
    /// Whether everybody who sees the portfolio of the authority sees it.
    pub is_shared: bool,
    /// Which projects it shows.
    pub filter: Filter,
    /// What comes first in it.
    pub order: Order,
    /// When it was kept first.
    pub created_at: DateTime<Utc>,
    /// When it was taken away.
    pub removed_at: Option<DateTime<Utc>>,
}

impl PortfolioView {
    /// Whether it can still be changed or taken away, by the command of this name.
    ///
    /// # Errors
    /// [`RefusalCode::WrongState`] once it was taken away.
    pub fn check_live(&self, command: &'static str) -> Result<(), Refusal> {
        if self.removed_at.is_none() {
            return Ok(());
        }
        let message = "the view was taken away; keep a new one";
        let mut refusal = Refusal::of(RefusalCode::WrongState, "portfolio_view", command, message);
        refusal.state = Some("removed");
        Err(refusal)
    }
}

/// A name as it is kept; nothing for one that is empty or longer than [`LONGEST_NAME`].
#[must_use]
pub fn name(text: &str) -> Option<String> {
    let name = text.trim();
    let fits = !name.is_empty() && name.chars().count() <= LONGEST_NAME && !name.contains(char::is_control);
    fits.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn names() {
        for (text, kept) in [
            ("  Myöhässä olevat ", Some("Myöhässä olevat")),
            ("", None),
            ("   ", None),
            ("two\nlines", None),
        ] {
            assert_eq!(name(text).as_deref(), kept, "{text:?}");
        }
        assert!(name(&"ä".repeat(100)).is_some());
        assert!(name(&"ä".repeat(101)).is_none());
    }
}
