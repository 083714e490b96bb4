//! What the reader says about a file apart from its rows.

use serde::Serialize;

/// How sure a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, strum::IntoStaticStr)]
#[serde(rename_all = "camelCase")]
#[strum(serialize_all = "camelCase")]
pub enum Certainty {
    /// The profile or the caller says so.
    Given,
    /// The file leaves no other reading.
    Certain,
    /// The usual reading; another is possible.
    Likely,
}

/// Something found about the layout of a file, and why it is thought to be so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// What it is about: `encoding`, `separator`, `headerRow`, `amountColumn` and so on.
    pub what: &'static str,
    /// What was found.
    pub value: String,
    /// How sure that is.
    pub certainty: Certainty,
    /// Why, in words.
    pub why: String,
}

/// Something a person should look at; it does not stop an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Warning {
    /// A stable name.
    pub code: &'static str,
    /// How many rows it is about; 0 when it is about the file.
    pub rows: u64,
    /// In words.
    pub message: String,
}

/// Collects findings and warnings while a layout is worked out.
#[derive(Clone, Debug, Default)]
pub(crate) struct Notes {
    pub findings: Vec<Finding>,
    pub warnings: Vec<Warning>,
}

impl Notes {
    pub fn find(
        &mut self,
        what: &'static str,
        value: impl Into<String>,
        certainty: Certainty,
        why: impl Into<String>,
    ) {
        self.findings.push(Finding {
            what,
            value: value.into(),
            certainty,
            why: why.into(),
        });
    }

    pub fn warn(&mut self, code: &'static str, rows: u64, message: impl Into<String>) {
        self.warnings.push(Warning {
            code,
            rows,
            message: message.into(),
        });
    }
}
