//! The agreement between the municipalities of a project.

use super::letter::{Draft, Letter};
use super::{NotRendered, formats};
use crate::message::{AgreementInForce, AgreementOffered, AgreementTerminated};

pub(super) fn offered(mut draft: Draft<'_>, facts: &AgreementOffered) -> Result<Letter, NotRendered> {
    draft.value("lead", &facts.lead_municipality);
    draft.value("municipality", &facts.municipality);
    draft.due(facts.respond_by);
    draft.paragraph("situation")?;
    draft.paragraph("next")?;
    draft.project_facts(&facts.project)?;
    draft.fact("lead-municipality", &facts.lead_municipality)?;
    draft.fact("municipality", &facts.municipality)?;
    draft.date_fact("due", facts.respond_by)?;
    draft.fact("agreement-fingerprint", &facts.fingerprint)?;
    draft.finish("subject", "action", "why")
}

pub(super) fn in_force(mut draft: Draft<'_>, facts: &AgreementInForce) -> Result<Letter, NotRendered> {
    let since = formats::date_in_sentence(facts.since, draft.language());
    draft.value("since", &since);
    draft.paragraph("situation")?;
    draft.paragraph("next")?;
    draft.project_facts(&facts.project)?;
    draft.fact("lead-municipality", &facts.lead_municipality)?;
    draft.fact("partners", &facts.partners.join(", "))?;
    draft.fact("agreement-fingerprint", &facts.fingerprint)?;
    draft.finish("subject", "action", "why")
}

pub(super) fn terminated(mut draft: Draft<'_>, facts: &AgreementTerminated) -> Result<Letter, NotRendered> {
    draft.value("lead", &facts.lead_municipality);
    draft.paragraph("situation")?;
    draft.paragraph("next")?;
    draft.list(std::slice::from_ref(&facts.reason))?;
    draft.project_facts(&facts.project)?;
    draft.fact("lead-municipality", &facts.lead_municipality)?;
    draft.finish("subject", "action", "why")
}
