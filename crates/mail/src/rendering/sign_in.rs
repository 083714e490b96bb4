//! Signing in, and what changed in how somebody does.

use super::letter::{Draft, Letter};
use super::{NotRendered, formats};
use crate::message::{PasskeyChange, SignInLink};

pub(super) fn link(mut draft: Draft<'_>, facts: &SignInLink) -> Result<Letter, NotRendered> {
    draft.number("minutes", facts.minutes);
    draft.paragraph("situation")?;
    draft.paragraph("unasked")?;
    draft.finish("subject", "action", "why")
}

pub(super) fn passkey(mut draft: Draft<'_>, facts: &PasskeyChange) -> Result<Letter, NotRendered> {
    let language = draft.language();
    draft.value("name", &facts.name);
    draft.value("day", &formats::date_in_sentence(facts.day, language));
    draft.value("time", &facts.time);
    draft.paragraph("situation")?;
    draft.paragraph("unasked")?;
    draft.fact("passkey", &facts.name)?;
    draft.finish("subject", "action", "why")
}
