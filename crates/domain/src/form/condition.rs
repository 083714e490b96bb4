use super::Value;

/// When something is asked. It looks at what was answered in fields that come before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The option with this code is chosen in a field of choices.
    Is {
        /// The code of the field.
        field: String,
        /// The code of the option.
        option: String,
    },
    /// A field has an answer.
    Answered {
        /// The code of the field.
        field: String,
    },
    /// The other way round.
    Not(Box<Self>),
    /// All of these.
    All(Vec<Self>),
    /// Any of these.
    Any(Vec<Self>),
}

impl Condition {
    /// Whether it holds, with what was answered in each field.
    #[must_use]
    pub fn holds<'a>(&self, answer: &dyn Fn(&str) -> Option<&'a Value>) -> bool {
        match self {
            Self::Is { field, option } => {
                matches!(answer(field), Some(Value::Choice(chosen)) if chosen.contains(option))
            }
            Self::Answered { field } => answer(field).is_some(),
            Self::Not(inner) => !inner.holds(answer),
            Self::All(all) => all.iter().all(|one| one.holds(answer)),
            Self::Any(any) => any.iter().any(|one| one.holds(answer)),
        }
    }

    /// The codes of the fields that it looks at, each with the option where it wants one.
    #[must_use]
    pub fn looks_at(&self) -> Vec<(&str, Option<&str>)> {
        match self {
            Self::Is { field, option } => vec![(field, Some(option))],
            Self::Answered { field } => vec![(field, None)],
            Self::Not(inner) => inner.looks_at(),
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::looks_at).collect(),
        }
    }

    /// How deep conditions stand in each other; 1 for a simple one.
    #[must_use]
    pub fn depth(&self) -> usize {
        match self {
            Self::Is { .. } | Self::Answered { .. } => 1,
            Self::Not(inner) => 1 + inner.depth(),
            Self::All(parts) | Self::Any(parts) => 1 + parts.iter().map(Self::depth).max().unwrap_or(0),
        }
    }
}
