use serde_json::Value;
use talkoot_domain::form::{Definition, Fault};

use crate::from_json;

/// A definition that comes with the engine, to be imported as it is or changed first.
#[derive(Clone, Copy, Debug)]
pub struct Shipped {
    /// The code of the form.
    pub code: &'static str,
    text: &'static str,
}

impl Shipped {
    /// The definition as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        // A test reads every one of them.
        serde_json::from_str(self.text).unwrap_or_default()
    }

    /// The definition.
    ///
    /// # Errors
    /// Never, for a test reads every one of them; a fault would be ours.
    pub fn definition(&self) -> Result<Definition, Fault> {
        from_json(&self.json())
    }
}

macro_rules! shipped {
    ($($code:literal),+ $(,)?) => {
        &[$(Shipped { code: $code, text: include_str!(concat!("../shipped/", $code, ".json")) }),+]
    };
}

/// The definitions that come with the engine: the application of the five topics, the plan to embed and spread the
/// results, the questions of the evaluation, the outline of the final report (`domain.md` 1.1, 1.3, 1.5, 1.6).
#[must_use]
pub const fn shipped() -> &'static [Shipped] {
    shipped![
        "digitek-application",
        "digitek-final-report",
        "evaluation-questions",
        "exit-plan"
    ]
}
