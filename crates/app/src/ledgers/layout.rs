use serde::{Deserialize, Serialize};
use serde_json::Value;
use talkoot_ledger::{NamedProfile, Profile};

use crate::{Answer, Failure};

/// What of a profile other municipalities may have: stored beside it, and the only thing of it they are given.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Layout {
    /// The names of the columns of a file that was read with it.
    pub columns: Vec<String>,
    /// The formats, without what is the municipality's own.
    pub profile: Profile,
}

impl Layout {
    pub fn new(columns: Vec<String>, profile: &Profile) -> Self {
        Self {
            columns,
            profile: profile.for_others(),
        }
    }

    pub fn read(stored: Value) -> Answer<Self> {
        serde_json::from_value(stored).map_err(Failure::internal)
    }

    pub fn written(&self) -> Answer<Value> {
        serde_json::to_value(self).map_err(Failure::internal)
    }

    pub fn named(self, name: String) -> NamedProfile {
        NamedProfile {
            name,
            columns: self.columns,
            profile: self.profile,
        }
    }
}
