//! From the partner's accounts to the cost categories of a call.
//!
//! The same account number means bank charges in one municipality and ICT services in another, so a mapping
//! belongs to one partner and is never shared.

use std::{cmp::Reverse, collections::BTreeMap};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{check::Tally, posting::Posting, profile::AccountRange};

/// One partner's accounts and the categories they go to. The most specific rule wins; a posting no rule
/// matches has no category, which is for a person to decide and never a reason to leave it out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct AccountMapping {
    /// The rules, in any order.
    pub rules: Vec<MappingRule>,
}

/// Accounts, in all cost centres or one, that go to a category or are not claimed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MappingRule {
    /// Which accounts.
    pub accounts: Accounts,
    /// Only in this cost centre.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_centre: Option<String>,
    /// The category's code in the call; none for accounts that are never claimed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// The first day of postings it is for; from the beginning when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<NaiveDate>,
    /// The last such day; without an end when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
}

impl MappingRule {
    /// Whether it is for postings of this day. A posting without a day falls only under rules without days.
    fn holds_on(&self, day: Option<NaiveDate>) -> bool {
        match day {
            None => self.valid_from.is_none() && self.valid_to.is_none(),
            Some(day) => {
                self.valid_from.is_none_or(|first| first <= day)
                    && self.valid_to.is_none_or(|last| day <= last)
            }
        }
    }

    /// Whether one posting could fall under both rules and neither would be the more specific.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let begins_by = |first: Option<NaiveDate>, last: Option<NaiveDate>| match (first, last) {
            (Some(first), Some(last)) => first <= last,
            (None, _) | (_, None) => true,
        };
        self.cost_centre == other.cost_centre
            && begins_by(self.valid_from, other.valid_to)
            && begins_by(other.valid_from, self.valid_to)
            && self.accounts.overlap(&other.accounts)
    }

    /// Whether it names one account, not several.
    #[must_use]
    pub const fn is_exact(&self) -> bool {
        matches!(self.accounts, Accounts::Exact(_))
    }
}

/// A set of accounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Accounts {
    /// This account and no other.
    Exact(String),
    /// All whose number begins with this.
    Prefix(String),
    /// All within the range, both ends included.
    Range(AccountRange),
}

impl Accounts {
    fn hold(&self, account: &str) -> bool {
        match self {
            Self::Exact(own) => own == account,
            Self::Prefix(prefix) => !prefix.is_empty() && account.starts_with(prefix.as_str()),
            Self::Range(range) => range.holds(account),
        }
    }

    /// Whether both hold an account and are equally specific.
    fn overlap(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Exact(one), Self::Exact(other)) | (Self::Prefix(one), Self::Prefix(other)) => one == other,
            (Self::Range(one), Self::Range(other)) => {
                self.specificity() == Self::Range(*other).specificity()
                    && one.first <= other.last
                    && other.first <= one.last
            }
            (Self::Exact(_) | Self::Prefix(_) | Self::Range(_), _) => false,
        }
    }

    /// Greater is more specific: exact, then long prefixes before short ones, then narrow ranges before wide.
    fn specificity(&self) -> (u8, usize, Reverse<u32>) {
        match self {
            Self::Exact(_) => (2, 0, Reverse(0)),
            Self::Prefix(prefix) => (1, prefix.len(), Reverse(0)),
            Self::Range(range) => (0, 0, Reverse(range.last.saturating_sub(range.first))),
        }
    }
}

impl AccountMapping {
    /// The rule for a posting. A rule for its cost centre goes before one for all; then the more specific
    /// account. Of two equals, which saving refuses, the first.
    #[must_use]
    pub fn rule(&self, posting: &Posting) -> Option<&MappingRule> {
        self.rule_for(&posting.account, &posting.cost_centre, posting.date)
    }

    /// The rule for an account in a cost centre on a day.
    #[must_use]
    pub fn rule_for(&self, account: &str, cost_centre: &str, day: Option<NaiveDate>) -> Option<&MappingRule> {
        let matching = self.rules.iter().enumerate().filter(|(_, rule)| {
            rule.accounts.hold(account)
                && rule.cost_centre.as_deref().is_none_or(|own| own == cost_centre)
                && rule.holds_on(day)
        });
        let best = matching.max_by_key(|(index, rule)| {
            (
                rule.cost_centre.is_some(),
                rule.accounts.specificity(),
                Reverse(*index),
            )
        });
        best.map(|(_, rule)| rule)
    }
}

impl AccountMapping {
    /// Every category that some rule gives an account in a cost centre, on any day.
    pub fn categories_of<'a>(
        &'a self,
        account: &'a str,
        cost_centre: &'a str,
    ) -> impl Iterator<Item = &'a str> {
        let matching = self.rules.iter().filter(move |rule| {
            rule.accounts.hold(account) && rule.cost_centre.as_deref().is_none_or(|own| own == cost_centre)
        });
        matching.filter_map(|rule| rule.category.as_deref())
    }
}

/// Whether the name of an account says that one part of the municipality charges another (*sisäiset erät*):
/// no money leaves the municipality, so it is no cost unless the mapping names the account itself.
#[must_use]
pub fn is_internal(account_name: &str) -> bool {
    let name = account_name.to_lowercase();
    name.split([' ', '/', ',', '-'])
        .any(|word| word.starts_with("sisäi") || matches!(word, "sis." | "intern" | "internt" | "interna"))
}

/// An account met in a selection, for a person who maps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AccountUsed {
    /// Its number; empty where the file has none.
    pub account: String,
    /// The first name met with it.
    pub name: String,
    /// Rows and their sum.
    pub used: Tally,
}

/// The accounts of these postings in the order of their numbers, with the rows and the sum of each.
#[must_use]
pub fn accounts_used<'a>(postings: impl IntoIterator<Item = &'a Posting>) -> Vec<AccountUsed> {
    let mut accounts: BTreeMap<&str, (&str, Tally)> = BTreeMap::new();
    for posting in postings {
        let (name, tally) = accounts
            .entry(&posting.account)
            .or_insert((&posting.account_name, Tally::default()));
        if name.is_empty() {
            *name = &posting.account_name;
        }
        tally.add(posting.net.cents());
    }
    accounts
        .into_iter()
        .map(|(account, (name, used))| AccountUsed {
            account: account.to_owned(),
            name: name.to_owned(),
            used,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use talkoot_domain::money::Money;

    use super::*;

    fn rule(accounts: Accounts, cost_centre: Option<&str>, category: &str) -> MappingRule {
        MappingRule {
            accounts,
            cost_centre: cost_centre.map(str::to_owned),
            category: Some(category.to_owned()),
            valid_from: None,
            valid_to: None,
        }
    }

    fn mapping() -> AccountMapping {
        AccountMapping {
            rules: vec![
                rule(
                    Accounts::Range(AccountRange {
                        first: 4000,
                        last: 4999,
                    }),
                    None,
                    "other",
                ),
                rule(
                    Accounts::Range(AccountRange {
                        first: 4300,
                        last: 4399,
                    }),
                    None,
                    "services",
                ),
                rule(Accounts::Prefix("434".to_owned()), None, "expert"),
                rule(Accounts::Prefix("4344".to_owned()), None, "prefix"),
                rule(Accounts::Exact("4344".to_owned()), None, "ict"),
                rule(
                    Accounts::Exact("4344".to_owned()),
                    None,
                    "never: the first of two equals wins",
                ),
                rule(Accounts::Prefix("43".to_owned()), Some("1114"), "phones"),
                rule(
                    Accounts::Prefix(String::new()),
                    None,
                    "never: an empty prefix maps nothing",
                ),
            ],
        }
    }

    /// Account, cost centre, category.
    #[test]
    fn the_most_specific_rule_wins() {
        for (account, cost_centre, expected) in [
            ("4344", "", Some("ict")),
            ("43441", "", Some("prefix")),
            ("4341", "", Some("expert")),
            ("4310", "", Some("services")),
            ("4900", "", Some("other")),
            ("4344", "1114", Some("phones")),
            ("4900", "1114", Some("other")),
            ("5000", "", None),
            ("", "", None),
        ] {
            assert_eq!(
                mapping()
                    .rule_for(account, cost_centre, None)
                    .and_then(|rule| rule.category.as_deref()),
                expected,
                "{account} in {cost_centre}"
            );
        }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn dated(accounts: Accounts, first: Option<&str>, last: Option<&str>, category: &str) -> MappingRule {
        MappingRule {
            valid_from: first.map(day),
            valid_to: last.map(day),
            ..rule(accounts, None, category)
        }
    }

    /// The day of the posting decides, both ends included; without a day only rules without days.
    #[test]
    fn rules_hold_for_their_days() {
        let account = || Accounts::Exact("4340".to_owned());
        let mapping = AccountMapping {
            rules: vec![
                dated(account(), None, Some("2026-06-30"), "old"),
                dated(account(), Some("2026-07-01"), None, "new"),
                dated(Accounts::Prefix("43".to_owned()), None, None, "always"),
            ],
        };
        for (on, expected) in [
            (Some("2026-06-30"), "old"),
            (Some("2026-07-01"), "new"),
            (None, "always"),
        ] {
            let found = mapping.rule_for("4340", "", on.map(day)).unwrap();
            assert_eq!(found.category.as_deref(), Some(expected), "{on:?}");
        }
    }

    /// Two rules overlap when neither is more specific and a posting could fall under both.
    #[test]
    fn equals_overlap_and_the_more_specific_does_not() {
        let range = |first, last| Accounts::Range(AccountRange { first, last });
        let exact = |account: &str| Accounts::Exact(account.to_owned());
        let prefix = |digits: &str| Accounts::Prefix(digits.to_owned());
        let whole = |accounts| dated(accounts, None, None, "x");
        for (one, other, expected) in [
            (whole(exact("4340")), whole(exact("4340")), true),
            (whole(exact("4340")), whole(exact("4341")), false),
            (whole(exact("4340")), whole(prefix("434")), false),
            (whole(prefix("43")), whole(prefix("43")), true),
            (whole(prefix("43")), whole(prefix("434")), false),
            (whole(range(4000, 4099)), whole(range(4050, 4149)), true),
            (whole(range(4000, 4099)), whole(range(4050, 4059)), false),
            (whole(range(4000, 4099)), whole(range(4100, 4199)), false),
            (
                dated(exact("1"), None, Some("2026-06-30"), "x"),
                dated(exact("1"), Some("2026-07-01"), None, "x"),
                false,
            ),
            (
                dated(exact("1"), None, Some("2026-07-01"), "x"),
                dated(exact("1"), Some("2026-07-01"), None, "x"),
                true,
            ),
            (whole(exact("1")), rule(exact("1"), Some("6101"), "x"), false),
        ] {
            assert_eq!(one.overlaps(&other), expected, "{one:?} {other:?}");
            assert_eq!(other.overlaps(&one), expected, "{other:?} {one:?}");
        }
    }

    #[test]
    fn internal_charges_are_known_by_the_name_of_the_account() {
        for (name, expected) in [
            ("Sisäiset vuokrat", true),
            ("Sis. palvelut", true),
            ("Muut sisäiset palvelut", true),
            ("Interna hyror", true),
            ("Internet-yhteydet", false),
            ("Asiantuntijapalvelut", false),
            ("Sisustus", false),
            ("", false),
        ] {
            assert_eq!(is_internal(name), expected, "{name}");
        }
    }

    #[test]
    fn a_mapping_survives_json() {
        let json = serde_json::to_string(&mapping()).unwrap();
        assert_eq!(serde_json::from_str::<AccountMapping>(&json).unwrap(), mapping());
        assert!(
            json.contains(r#"{"accounts":{"prefix":"434"},"category":"expert"}"#),
            "{json}"
        );
    }

    #[test]
    fn accounts_are_listed_with_their_sums() {
        let posting = |account: &str, name: &str, cents| Posting {
            account: account.to_owned(),
            account_name: name.to_owned(),
            net: Money::from_cents(cents),
            ..Posting::default()
        };
        let postings = [
            posting("4400", "", 100),
            posting("4300", "Palvelut", 250),
            posting("4400", "Tarvikkeet", -30),
        ];
        let used: Vec<_> = accounts_used(&postings)
            .into_iter()
            .map(|one| (one.account, one.name, one.used.rows, one.used.total.cents()))
            .collect();
        assert_eq!(
            used,
            [
                ("4300".to_owned(), "Palvelut".to_owned(), 1, 250),
                ("4400".to_owned(), "Tarvikkeet".to_owned(), 2, 70)
            ]
        );
    }
}
