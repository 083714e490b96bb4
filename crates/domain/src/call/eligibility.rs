use std::collections::BTreeSet;

use crate::identifiers::MunicipalityCode;

/// Which municipalities may apply together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Eligibility {
    /// The municipalities that may lead; any may when none is named.
    pub leads: BTreeSet<MunicipalityCode>,
    /// How many municipalities take part at least, the lead included. 2 by default: the programme grants to joint
    /// projects only (`domain.md` section 2).
    pub least_partners: u16,
    /// How many take part at most.
    pub most_partners: u16,
}

impl Eligibility {
    /// The most municipalities that any call lets take part.
    pub const MOST_PARTNERS: u16 = 50;

    /// What holds for terms that are older than the rule.
    pub const OLDER: Self = Self {
        leads: BTreeSet::new(),
        least_partners: 1,
        most_partners: Self::MOST_PARTNERS,
    };

    /// Whether somebody could apply.
    ///
    /// # Errors
    /// The first fault.
    pub const fn check(&self) -> Result<(), FaultyEligibility> {
        if self.least_partners == 0 || self.least_partners > self.most_partners {
            return Err(FaultyEligibility::Partners {
                least: self.least_partners,
                most: self.most_partners,
            });
        }
        if self.most_partners > Self::MOST_PARTNERS {
            return Err(FaultyEligibility::TooMany(self.most_partners));
        }
        Ok(())
    }

    /// Whether the municipality of this code may lead; nobody without a code may when codes are named.
    #[must_use]
    pub fn may_lead(&self, code: Option<&MunicipalityCode>) -> bool {
        self.leads.is_empty() || code.is_some_and(|code| self.leads.contains(code))
    }

    /// Whether so many may take part.
    ///
    /// # Errors
    /// How many may.
    pub fn check_partners(&self, partners: usize) -> Result<(), WrongNumber> {
        let (least, most) = (self.least_partners, self.most_partners);
        if (usize::from(least)..=usize::from(most)).contains(&partners) {
            Ok(())
        } else {
            Err(WrongNumber {
                partners,
                least,
                most,
            })
        }
    }
}

impl Default for Eligibility {
    fn default() -> Self {
        Self {
            least_partners: 2,
            ..Self::OLDER
        }
    }
}

/// Why nobody could apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultyEligibility {
    /// An empty range.
    #[error(
        "between {least} and {most} municipalities would take part; name at least 1, and not more at least than at most"
    )]
    Partners {
        /// At least.
        least: u16,
        /// At most.
        most: u16,
    },
    /// More than can be handled.
    #[error("{0} municipalities are more than can apply together; name at most {most}", most = Eligibility::MOST_PARTNERS)]
    TooMany(u16),
}

impl FaultyEligibility {
    /// The field of the call that is at fault.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        match self {
            Self::Partners { .. } => "leastPartners",
            Self::TooMany(_) => "mostPartners",
        }
    }
}

/// Too few or too many municipalities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{partners} municipalities take part, the lead included; the call is for {least} to {most}: invite more or leave some out"
)]
pub struct WrongNumber {
    /// How many take part.
    pub partners: usize,
    /// How many must.
    pub least: u16,
    /// How many may.
    pub most: u16,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(least_partners: u16, most_partners: u16) -> Eligibility {
        Eligibility {
            least_partners,
            most_partners,
            ..Eligibility::default()
        }
    }

    #[test]
    fn somebody_must_be_able_to_apply() {
        for (least, most, field) in [
            (1, 1, None),
            (2, 50, None),
            (0, 50, Some("leastPartners")),
            (3, 2, Some("leastPartners")),
            (2, 51, Some("mostPartners")),
        ] {
            let found = of(least, most).check().err().map(|faulty| faulty.field());
            assert_eq!(found, field, "{least} to {most}");
        }
    }

    #[test]
    fn partners_are_counted_and_leads_are_named() {
        for (partners, fits) in [(1, false), (2, true), (5, true), (6, false)] {
            assert_eq!(of(2, 5).check_partners(partners).is_ok(), fits, "{partners}");
        }
        let code = |text: &str| text.parse::<MunicipalityCode>().unwrap();
        let mut named = Eligibility::default();
        assert!(named.may_lead(Some(&code("224"))) && named.may_lead(None));
        named.leads.insert(code("444"));
        assert!(named.may_lead(Some(&code("444"))));
        assert!(!named.may_lead(Some(&code("224"))) && !named.may_lead(None));
    }
}
