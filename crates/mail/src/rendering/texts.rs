//! The texts of one language, compiled into the program.
//!
//! They are Fluent messages: plural forms and the cases of Finnish nouns are the translator's
//! business there, and a person who knows no Rust can review a language file. There is no
//! fall-back from one language to another: a missing text is a failure that a test finds.

use super::NotRendered;
use fluent_bundle::{FluentArgs, FluentMessage, FluentResource, concurrent::FluentBundle};
use std::sync::LazyLock;
use talkoot_domain::language::Language;
use unic_langid::LanguageIdentifier;

macro_rules! sources {
    ($language:literal) => {
        [
            include_str!(concat!("../../locales/", $language, "/common.ftl")),
            include_str!(concat!("../../locales/", $language, "/reminder.ftl")),
            include_str!(concat!("../../locales/", $language, "/application.ftl")),
            include_str!(concat!("../../locales/", $language, "/agreement.ftl")),
            include_str!(concat!("../../locales/", $language, "/reporting.ftl")),
            include_str!(concat!("../../locales/", $language, "/payment.ftl")),
            include_str!(concat!("../../locales/", $language, "/change.ftl")),
            include_str!(concat!("../../locales/", $language, "/duty.ftl")),
            include_str!(concat!("../../locales/", $language, "/officer.ftl")),
            include_str!(concat!("../../locales/", $language, "/recovery.ftl")),
            include_str!(concat!("../../locales/", $language, "/survey.ftl")),
            include_str!(concat!("../../locales/", $language, "/steering.ftl")),
            include_str!(concat!("../../locales/", $language, "/sign-in.ftl")),
        ]
    };
}

/// The source texts of a language.
pub(super) const fn sources(language: Language) -> [&'static str; 13] {
    match language {
        Language::Fi => sources!("fi"),
        Language::Sv => sources!("sv"),
        Language::En => sources!("en"),
    }
}

static FINNISH: LazyLock<Result<Texts, NotRendered>> = LazyLock::new(|| Texts::built_in(Language::Fi));
static SWEDISH: LazyLock<Result<Texts, NotRendered>> = LazyLock::new(|| Texts::built_in(Language::Sv));
static ENGLISH: LazyLock<Result<Texts, NotRendered>> = LazyLock::new(|| Texts::built_in(Language::En));

/// The texts of one language.
pub(super) struct Texts {
    pub(super) language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    /// The texts of a language, parsed once per process.
    pub(super) fn of(language: Language) -> Result<&'static Self, NotRendered> {
        let texts = match language {
            Language::Fi => &FINNISH,
            Language::Sv => &SWEDISH,
            Language::En => &ENGLISH,
        };
        texts.as_ref().map_err(Clone::clone)
    }

    fn built_in(language: Language) -> Result<Self, NotRendered> {
        Self::from_sources(language, sources(language).map(str::to_owned))
    }

    pub(super) fn from_sources(
        language: Language,
        sources: impl IntoIterator<Item = String>,
    ) -> Result<Self, NotRendered> {
        let broken = |reason: String| NotRendered::Text {
            language,
            key: "every text".to_owned(),
            reason,
        };
        let identifier: LanguageIdentifier = language
            .code()
            .parse()
            .map_err(|error| broken(format!("{error:?}")))?;
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // Marks around every value would show up as boxes in some mail programs.
        bundle.set_use_isolating(false);
        for source in sources {
            let resource =
                FluentResource::try_new(source).map_err(|(_, errors)| broken(format!("{errors:?}")))?;
            bundle
                .add_resource(resource)
                .map_err(|errors| broken(format!("{errors:?}")))?;
        }
        Ok(Self { language, bundle })
    }

    /// The text under this key, filled in.
    pub(super) fn get(&self, key: &str, values: &FluentArgs<'_>) -> Result<String, NotRendered> {
        let failed = |reason: String| NotRendered::Text {
            language: self.language,
            key: key.to_owned(),
            reason,
        };
        let pattern = self
            .message(key)?
            .value()
            .ok_or_else(|| failed("has no text of its own".to_owned()))?;
        let mut errors = Vec::new();
        let text = self
            .bundle
            .format_pattern(pattern, Some(values), &mut errors)
            .into_owned();
        if errors.is_empty() {
            Ok(text)
        } else {
            Err(failed(format!("{errors:?}")))
        }
    }

    /// The forms of a word: the attributes of a text, by name.
    pub(super) fn forms(&self, key: &str) -> Result<Vec<(String, String)>, NotRendered> {
        let forms = self.message(key)?.attributes().map(|form| {
            let text = self
                .bundle
                .format_pattern(form.value(), None, &mut Vec::new())
                .into_owned();
            (form.id().to_owned(), text)
        });
        Ok(forms.collect())
    }

    fn message(&self, key: &str) -> Result<FluentMessage<'_>, NotRendered> {
        self.bundle.get_message(key).ok_or_else(|| NotRendered::Text {
            language: self.language,
            key: key.to_owned(),
            reason: "is missing".to_owned(),
        })
    }
}
