//! Signing in.

use super::NotRendered;
use super::letter::{Draft, Letter};
use crate::message::SignInLink;

pub(super) fn link(mut draft: Draft<'_>, facts: &SignInLink) -> Result<Letter, NotRendered> {
    draft.number("minutes", facts.minutes);
    draft.paragraph("situation")?;
    draft.paragraph("unasked")?;
    draft.finish("subject", "action", "why")
}
