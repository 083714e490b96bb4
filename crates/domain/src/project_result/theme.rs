use crate::language::Language;

/// The version of the list of themes. A later list gets a new number, and what was filed under an older one keeps it:
/// the topics of the first programme were regrouped once already (`domain.md` section 1.1).
pub const TAXONOMY: i32 = 1;

/// A theme of the first list: the four of the impact model (`domain.md` section 1.5).
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    strum::EnumIter,
    strum::EnumString,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Theme {
    /// Customer-oriented services (*asiakaslähtöiset palvelut*).
    CustomerServices,
    /// Education (*opetus*).
    Education,
    /// Participation (*osallistuminen*).
    Participation,
    /// Management, interaction and administration (*johtaminen, vuorovaikutus ja hallinto*).
    Management,
}

impl Theme {
    /// The theme in words.
    #[must_use]
    pub const fn name(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::CustomerServices, Language::Fi) => "Asiakaslähtöiset palvelut",
            (Self::CustomerServices, Language::Sv) => "Kundorienterade tjänster",
            (Self::CustomerServices, Language::En) => "Customer-oriented services",
            (Self::Education, Language::Fi) => "Opetus",
            (Self::Education, Language::Sv) => "Undervisning",
            (Self::Education, Language::En) => "Education",
            (Self::Participation, Language::Fi) => "Osallistuminen",
            (Self::Participation, Language::Sv) => "Delaktighet",
            (Self::Participation, Language::En) => "Participation",
            (Self::Management, Language::Fi) => "Johtaminen, vuorovaikutus ja hallinto",
            (Self::Management, Language::Sv) => "Ledning, interaktion och förvaltning",
            (Self::Management, Language::En) => "Management, interaction and administration",
        }
    }
}
