//! Whose personal data is hidden while a ledger is read.

use sha2::{Digest, Sha256};
use talkoot_domain::{
    call::{Terms, WageAccounts},
    cost_line::PERSONAL_DATA_REMOVED,
    pseudonym::PseudonymKey,
};
use talkoot_ledger::{AccountMapping, Hidden};

/// What is known about wages when a file is read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Privacy {
    /// The call's accounts and categories of wages; the usual accounts when no call is known.
    pub terms: Option<Terms>,
    /// The municipality's mapping.
    pub mapping: Option<AccountMapping>,
    /// The municipality's key; without one, texts are removed.
    pub key: Option<PseudonymKey>,
}

impl Privacy {
    /// Whether entries of an account may be wages: by the accounts, or by any rule of the mapping whatever its dates.
    fn is_wage(&self, account: &str, cost_centre: &str) -> bool {
        let Some(terms) = &self.terms else {
            return WageAccounts::USUAL.hold(account);
        };
        let mapping = self.mapping.iter();
        let mut mapped = mapping.flat_map(|mapping| mapping.categories_of(account, cost_centre));
        terms.is_wage_line(account, None) || mapped.any(|category| terms.is_wages(category))
    }

    /// What stands in the place of a name, a code or an explanation.
    pub fn pseudonym(&self, text: &str) -> String {
        match &self.key {
            Some(key) => key.pseudonym(text),
            None if text.trim().is_empty() => String::new(),
            None => PERSONAL_DATA_REMOVED.to_owned(),
        }
    }

    /// Does something with a file that hides what is to be hidden.
    pub fn hiding<T>(&self, reading: impl FnOnce(Hidden<'_>) -> T) -> T {
        reading(Hidden {
            is_wage: &|account, cost_centre| self.is_wage(account, cost_centre),
            pseudonym: &|text| self.pseudonym(text),
        })
    }

    /// One hash for everything that decides what is hidden and how.
    pub fn fingerprint(&self) -> [u8; 32] {
        let terms = self.terms.as_ref();
        let rules = terms.map(|terms| (terms.wage_accounts, &terms.categories));
        Sha256::new()
            .chain_update(format!("{rules:?} {:?}", self.mapping))
            .chain_update(self.key.as_ref().map_or([0; 32], |key| *key.bytes()))
            .finalize()
            .into()
    }
}
