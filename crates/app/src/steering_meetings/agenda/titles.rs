//! What the points that the engine proposes are called, in each language.

use chrono::NaiveDate;
use talkoot_domain::{
    form::Words, formats, language::Language, organisation::Organisation, schedule::ObligationKind,
};
use talkoot_mail::obligation_title;

use crate::{Answer, Failure};

fn words(fi: &str, sv: &str, en: &str) -> Words {
    Words {
        fi: fi.to_owned(),
        sv: sv.to_owned(),
        en: en.to_owned(),
    }
}

/// What somebody named in the project: the same in every language.
pub(super) fn own(name: &str) -> Words {
    words(name, name, name)
}

/// A portfolio report waits for the approval of the steering group.
pub(super) fn report() -> Words {
    words(
        "Hankesalkkuraportin hyväksyminen",
        "Godkännande av projektportföljrapporten",
        "Approval of the project portfolio report",
    )
}

/// A change request is not decided.
pub(super) fn change_request() -> Words {
    words("Muutoshakemus", "Ändringsansökan", "Change request")
}

/// Something is owed until a day; called as mails and calendars call it.
///
/// # Errors
/// When a text is missing, which a test finds.
pub(super) fn obligation(kind: ObligationKind, due: NaiveDate) -> Answer<Words> {
    let of = |language: Language| -> Answer<String> {
        let title = obligation_title(kind, language).map_err(Failure::internal)?;
        Ok(format!("{title}: {}", formats::date_short(due, language)))
    };
    Ok(Words {
        fi: of(Language::Fi)?,
        sv: of(Language::Sv)?,
        en: of(Language::En)?,
    })
}

/// A municipality has nobody who answers for the project.
pub(super) fn vacancy(municipality: Option<&Organisation>) -> Words {
    let name = |language: Language| municipality.map_or("", |one| one.name(language));
    Words {
        fi: format!("Vastuuhenkilö puuttuu: {}", name(Language::Fi)),
        sv: format!("Ansvarig person saknas: {}", name(Language::Sv)),
        en: format!("Nobody answers for the project: {}", name(Language::En)),
    }
}
