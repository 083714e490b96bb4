//! From the partner's accounts to the cost categories of a call.
//!
//! The same account number means bank charges in one municipality and ICT services in another, so a mapping
//! belongs to one partner and is never shared.

use std::{cmp::Reverse, collections::BTreeMap};

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

/// Accounts, in all cost centres or one, that go to a category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MappingRule {
    /// Which accounts.
    pub accounts: Accounts,
    /// Only in this cost centre.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_centre: Option<String>,
    /// The category's code in the call.
    pub category: String,
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
    /// The category of a posting. A rule for its cost centre goes before one for all; then the more specific
    /// account; of two equals the first.
    #[must_use]
    pub fn category(&self, posting: &Posting) -> Option<&str> {
        self.category_of(&posting.account, &posting.cost_centre)
    }

    /// The category of an account in a cost centre.
    #[must_use]
    pub fn category_of(&self, account: &str, cost_centre: &str) -> Option<&str> {
        let matching = self.rules.iter().enumerate().filter(|(_, rule)| {
            rule.accounts.hold(account) && rule.cost_centre.as_deref().is_none_or(|own| own == cost_centre)
        });
        matching
            .max_by_key(|(index, rule)| {
                (
                    rule.cost_centre.is_some(),
                    rule.accounts.specificity(),
                    Reverse(*index),
                )
            })
            .map(|(_, rule)| rule.category.as_str())
    }
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
            category: category.to_owned(),
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
                mapping().category_of(account, cost_centre),
                expected,
                "{account} in {cost_centre}"
            );
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
