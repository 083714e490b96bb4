//! The municipalities of Finland: facts of the year 2025.
//!
//! Names, language status and region change with the law (Kuhmoinen moved to another region in
//! 2021), so the year is part of the file name. Mergers are not applied to codes of earlier years.

use crate::{
    identifiers::{BusinessId, MunicipalityCode},
    language::Language,
};
use std::sync::LazyLock;
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

/// The languages of a municipality (language act 423/2003, 5 §), majority first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Display, EnumIter, EnumString, IntoStaticStr)]
pub enum LanguageStatus {
    /// Finnish only.
    #[strum(serialize = "fi")]
    Finnish,
    /// Both, with a Finnish majority.
    #[strum(serialize = "fi-sv")]
    BilingualFinnishMajority,
    /// Both, with a Swedish majority.
    #[strum(serialize = "sv-fi")]
    BilingualSwedishMajority,
    /// Swedish only.
    #[strum(serialize = "sv")]
    Swedish,
}

impl LanguageStatus {
    /// The languages of the municipality, the majority's first.
    #[must_use]
    pub const fn languages(self) -> &'static [Language] {
        match self {
            Self::Finnish => &[Language::Fi],
            Self::BilingualFinnishMajority => &[Language::Fi, Language::Sv],
            Self::BilingualSwedishMajority => &[Language::Sv, Language::Fi],
            Self::Swedish => &[Language::Sv],
        }
    }

    /// True when the municipality may choose the language of its matter.
    #[must_use]
    pub const fn is_bilingual(self) -> bool {
        matches!(
            self,
            Self::BilingualFinnishMajority | Self::BilingualSwedishMajority
        )
    }

    /// The language in which it is written to until it says otherwise: the majority's.
    #[must_use]
    pub const fn correspondence(self) -> Language {
        match self {
            Self::Finnish | Self::BilingualFinnishMajority => Language::Fi,
            Self::Swedish | Self::BilingualSwedishMajority => Language::Sv,
        }
    }
}

/// A region (*maakunta*) and its two names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Region {
    /// The two digits of Statistics Finland, `06`.
    pub code: &'static str,
    /// The name in Finnish.
    pub name_fi: &'static str,
    /// The name in Swedish.
    pub name_sv: &'static str,
}

/// What is known of a municipality (*kunta*).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Municipality {
    /// Its code.
    pub code: MunicipalityCode,
    /// Its name in Finnish.
    pub name_fi: &'static str,
    /// Its name in Swedish, the same as in Finnish where there is no other.
    pub name_sv: &'static str,
    /// Its languages.
    pub language_status: LanguageStatus,
    /// Its region.
    pub region: Region,
    /// Its business id, only where it has been checked against a published ledger.
    pub business_id: Option<BusinessId>,
}

impl Municipality {
    /// The name in a language; in English the name of the majority's language.
    #[must_use]
    pub const fn name(&self, language: Language) -> &'static str {
        match (language, self.language_status.correspondence()) {
            (Language::Sv, _) | (Language::En, Language::Sv) => self.name_sv,
            (Language::Fi | Language::En, _) => self.name_fi,
        }
    }

    /// The language in which it is written to until it says otherwise.
    #[must_use]
    pub const fn correspondence(&self) -> Language {
        self.language_status.correspondence()
    }
}

/// All municipalities, in ascending order of code.
#[must_use]
pub fn municipalities() -> &'static [Municipality] {
    &FINLAND
}

/// The municipality with a code, if there was one with it in 2025.
#[must_use]
pub fn municipality(code: MunicipalityCode) -> Option<&'static Municipality> {
    FINLAND
        .binary_search_by_key(&code, |one| one.code)
        .ok()
        .and_then(|index| FINLAND.get(index))
}

/// The regions, in ascending order of code.
pub const REGIONS: [Region; 19] = [
    region("01", "Uusimaa", "Nyland"),
    region("02", "Varsinais-Suomi", "Egentliga Finland"),
    region("04", "Satakunta", "Satakunta"),
    region("05", "Kanta-Häme", "Egentliga Tavastland"),
    region("06", "Pirkanmaa", "Birkaland"),
    region("07", "Päijät-Häme", "Päijänne-Tavastland"),
    region("08", "Kymenlaakso", "Kymmenedalen"),
    region("09", "Etelä-Karjala", "Södra Karelen"),
    region("10", "Etelä-Savo", "Södra Savolax"),
    region("11", "Pohjois-Savo", "Norra Savolax"),
    region("12", "Pohjois-Karjala", "Norra Karelen"),
    region("13", "Keski-Suomi", "Mellersta Finland"),
    region("14", "Etelä-Pohjanmaa", "Södra Österbotten"),
    region("15", "Pohjanmaa", "Österbotten"),
    region("16", "Keski-Pohjanmaa", "Mellersta Österbotten"),
    region("17", "Pohjois-Pohjanmaa", "Norra Österbotten"),
    region("18", "Kainuu", "Kajanaland"),
    region("19", "Lappi", "Lappland"),
    region("21", "Ahvenanmaa", "Åland"),
];

const fn region(code: &'static str, name_fi: &'static str, name_sv: &'static str) -> Region {
    Region {
        code,
        name_fi,
        name_sv,
    }
}

/// Code; name in Finnish; name in Swedish; languages; region; business id where verified.
const TABLE: &str = include_str!("municipality/finland_2025.csv");

/// Lines that cannot be read would be left out; a test counts that none is.
static FINLAND: LazyLock<Vec<Municipality>> = LazyLock::new(|| {
    let mut all: Vec<Municipality> = TABLE.lines().filter_map(read_line).collect();
    all.sort_by_key(|one| one.code);
    all
});

fn read_line(line: &'static str) -> Option<Municipality> {
    let mut cells = line.split(';');
    let mut next = || cells.next();
    let (code, name_fi, name_sv) = (next()?.parse().ok()?, next()?, next()?);
    let language_status = next()?.parse().ok()?;
    let region_code = next()?;
    let region = *REGIONS.iter().find(|region| region.code == region_code)?;
    let business_id = match next()? {
        "" => None,
        text => Some(text.parse().ok()?),
    };
    Some(Municipality {
        code,
        name_fi,
        name_sv,
        language_status,
        region,
        business_id,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(code: &str) -> &'static Municipality {
        municipality(code.parse().unwrap()).unwrap()
    }

    #[test]
    fn every_line_of_the_table_is_read() {
        assert_eq!((municipalities().len(), TABLE.lines().count()), (308, 308));
        assert!(municipalities().is_sorted_by_key(|one| one.code));
        let mut codes: Vec<_> = municipalities().iter().map(|one| one.code).collect();
        codes.dedup();
        assert_eq!(codes.len(), 308);
        assert!(
            municipalities()
                .iter()
                .all(|one| !one.name_fi.is_empty() && !one.name_sv.is_empty())
        );
        assert_eq!(
            municipalities()
                .iter()
                .filter(|one| one.business_id.is_some())
                .count(),
            29
        );
        assert!(
            REGIONS
                .iter()
                .all(|region| municipalities().iter().any(|one| one.region == *region))
        );
    }

    #[test]
    fn language_status_is_counted_as_published() {
        use LanguageStatus::{BilingualFinnishMajority, BilingualSwedishMajority, Finnish, Swedish};
        for (status, count) in [
            (Finnish, 259),
            (BilingualFinnishMajority, 18),
            (BilingualSwedishMajority, 15),
            (Swedish, 16),
        ] {
            let found = municipalities()
                .iter()
                .filter(|one| one.language_status == status)
                .count();
            assert_eq!(found, count, "{status}");
            assert_eq!(status.languages()[0], status.correspondence());
            assert_eq!(status.languages().len() == 2, status.is_bilingual());
        }
    }

    #[test]
    fn known_municipalities() {
        for (code, fi, sv, region, language) in [
            ("049", "Espoo", "Esbo", "Uusimaa", Language::Fi),
            ("224", "Karkkila", "Högfors", "Uusimaa", Language::Fi),
            ("291", "Kuhmoinen", "Kuhmois", "Pirkanmaa", Language::Fi),
            ("598", "Pietarsaari", "Jakobstad", "Pohjanmaa", Language::Sv),
            ("322", "Kemiönsaari", "Kimitoön", "Varsinais-Suomi", Language::Sv),
            ("936", "Virrat", "Virdois", "Pirkanmaa", Language::Fi),
            ("478", "Maarianhamina", "Mariehamn", "Ahvenanmaa", Language::Sv),
        ] {
            let one = of(code);
            assert_eq!((one.name_fi, one.name_sv, one.region.name_fi), (fi, sv, region));
            assert_eq!(one.correspondence(), language, "{fi}");
        }
        assert_eq!(of("049").business_id.unwrap().to_string(), "0101263-6");
        assert_eq!(of("598").name(Language::En), "Jakobstad");
        assert_eq!(of("049").name(Language::En), "Espoo");
        assert_eq!(of("049").name(Language::Sv), "Esbo");
        assert_eq!(municipality("999".parse().unwrap()), None);
    }
}
