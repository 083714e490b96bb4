//! The languages people are written to in.

use strum::{Display, EnumIter, EnumString, IntoStaticStr};

/// A language of correspondence. A municipality is written to in its own language (language act
/// 423/2003); English serves people who read neither national language.
///
/// `Display` and `FromStr` use the ISO 639-1 code in lower case.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Display, EnumIter, EnumString, IntoStaticStr,
)]
#[strum(
    serialize_all = "lowercase",
    parse_err_ty = UnknownLanguage,
    parse_err_fn = UnknownLanguage::from_text
)]
pub enum Language {
    /// Finnish, *suomi*.
    Fi,
    /// Swedish, *svenska*.
    Sv,
    /// English.
    En,
}

/// The text is not the code of a language that messages are written in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a language of this service: use fi, sv or en")]
pub struct UnknownLanguage(pub String);

impl UnknownLanguage {
    fn from_text(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl Language {
    /// Every language, in the order they are offered to people.
    pub const ALL: [Self; 3] = [Self::Fi, Self::Sv, Self::En];

    /// The ISO 639-1 code in lower case: `fi`, `sv` or `en`.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::IntoEnumIterator;

    #[test]
    fn every_language_is_read_back_from_its_code() {
        assert_eq!(Language::iter().collect::<Vec<_>>(), Language::ALL);
        for (language, code) in Language::ALL.into_iter().zip(["fi", "sv", "en"]) {
            assert_eq!(language.code(), code);
            assert_eq!(language.to_string(), code);
            assert_eq!(code.parse(), Ok(language));
        }
    }

    #[test]
    fn other_codes_are_refused_with_the_codes_to_use() {
        for text in ["", "FI", "se", "fi-FI", "swedish"] {
            let refusal = text.parse::<Language>().unwrap_err();
            assert_eq!(refusal, UnknownLanguage(text.to_owned()));
            assert!(refusal.to_string().contains("fi, sv or en"));
        }
    }
}
