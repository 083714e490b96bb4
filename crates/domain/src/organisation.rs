//! Municipalities and authorities.

use crate::{identifiers::MunicipalityCode, ids::OrganisationId, language::Language};

/// What an organisation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum OrganisationKind {
    /// A municipality: applies, spends, reports.
    Municipality,
    /// A granting authority (*valtionapuviranomainen*): decides and pays.
    Authority,
}

/// A municipality or an authority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its identifier.
    pub id: OrganisationId,
    /// What it is.
    pub kind: OrganisationKind,
    /// The municipality code; an authority has none.
    pub code: Option<MunicipalityCode>,
    /// Name in Finnish.
    pub name_fi: String,
    /// Name in Swedish.
    pub name_sv: String,
    /// The language it is written to in.
    pub language: Language,
}

impl Organisation {
    /// The name in a language; English readers get the Finnish name.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        match language {
            Language::Sv => &self.name_sv,
            Language::Fi | Language::En => &self.name_fi,
        }
    }
}
