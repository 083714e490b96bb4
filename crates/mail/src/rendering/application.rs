//! From a draft application to the decision.

use super::letter::{Draft, Letter};
use super::{NotRendered, formats};
use crate::message::{
    ApplicationReceived, ApplicationSupplementRequested, CallClosing, CallCorrected, CommitmentRequested,
    DecisionMade, DecisionOutcome, ReviewAssigned,
};

pub(super) fn commitment_requested(
    mut draft: Draft<'_>,
    facts: &CommitmentRequested,
) -> Result<Letter, NotRendered> {
    draft.value("lead", &facts.lead_municipality);
    draft.due(facts.respond_by);
    draft.paragraph("situation")?;
    draft.paragraph("next")?;
    draft.project_facts(&facts.project)?;
    draft.fact("lead-municipality", &facts.lead_municipality)?;
    draft.fact("municipality", &facts.municipality)?;
    draft.money_fact("costs", facts.costs)?;
    draft.money_fact("own-funding", facts.own_funding)?;
    draft.date_fact("due", facts.respond_by)?;
    draft.finish("subject", "action", "why")
}

pub(super) fn received(mut draft: Draft<'_>, facts: &ApplicationReceived) -> Result<Letter, NotRendered> {
    draft.value(
        "received",
        &formats::date_in_sentence(facts.received, draft.language()),
    );
    draft.paragraph("situation")?;
    draft.paragraph("next")?;
    draft.project_facts(&facts.project)?;
    draft.fact("call", &facts.call)?;
    draft.fact("lead-municipality", &facts.lead_municipality)?;
    if !facts.partners.is_empty() {
        draft.fact("partners", &facts.partners.join(", "))?;
    }
    draft.money_fact("applied", facts.applied)?;
    draft.date_fact("received", facts.received)?;
    if let Some(fingerprint) = &facts.fingerprint {
        draft.fact("fingerprint", fingerprint)?;
    }
    draft.finish("subject", "action", "why")
}

pub(super) fn supplement_requested(
    mut draft: Draft<'_>,
    facts: &ApplicationSupplementRequested,
) -> Result<Letter, NotRendered> {
    draft.due(facts.respond_by);
    draft.paragraph("situation")?;
    draft.list(&facts.requests)?;
    draft.project_facts(&facts.project)?;
    draft.date_fact("due", facts.respond_by)?;
    draft.finish("subject", "action", "why")
}

pub(super) fn call_closing(mut draft: Draft<'_>, facts: &CallClosing) -> Result<Letter, NotRendered> {
    draft.value("call", &facts.call);
    draft.due(facts.closes);
    draft.paragraph("situation")?;
    draft.project_facts(&facts.project)?;
    draft.fact("call", &facts.call)?;
    draft.date_fact("closes", facts.closes)?;
    draft.finish("subject", "action", "why")
}

pub(super) fn call_corrected(mut draft: Draft<'_>, facts: &CallCorrected) -> Result<Letter, NotRendered> {
    draft.value("call", &facts.call);
    draft.due(facts.closes);
    draft.paragraph("situation")?;
    draft.paragraph(if facts.submitted { "submitted" } else { "draft" })?;
    draft.list(std::slice::from_ref(&facts.reason))?;
    draft.project_facts(&facts.project)?;
    draft.fact("call", &facts.call)?;
    draft.date_fact("closes", facts.closes)?;
    draft.finish("subject", "action", "why")
}

pub(super) fn review_assigned(mut draft: Draft<'_>, facts: &ReviewAssigned) -> Result<Letter, NotRendered> {
    draft.value("call", &facts.call);
    draft.paragraph("situation")?;
    draft.paragraph("conflict")?;
    if facts.blind {
        draft.paragraph("blind")?;
    }
    draft.project_facts(&facts.project)?;
    draft.fact("call", &facts.call)?;
    draft.finish("subject", "action", "why")
}

pub(super) fn decision_made(mut draft: Draft<'_>, facts: &DecisionMade) -> Result<Letter, NotRendered> {
    let language = draft.language();
    draft.project_facts(&facts.project)?;
    draft.date_fact("decided", facts.decided)?;
    match &facts.outcome {
        DecisionOutcome::Awarded {
            amount,
            rate,
            use_from,
            use_until,
        } => {
            draft.value("amount", &formats::money(*amount, language));
            draft.value("rate", &formats::rate(*rate, language));
            draft.paragraph("awarded")?;
            draft.paragraph("how")?;
            draft.money_fact("award", *amount)?;
            draft.fact("rate", &formats::rate(*rate, language))?;
            draft.fact(
                "use-period",
                &formats::date_range(*use_from, *use_until, language),
            )?;
            draft.date_fact("claim-until", facts.claim_until)?;
            draft.finish("subject-awarded", "action-awarded", "why")
        }
        DecisionOutcome::Refused { reasons } => {
            draft.paragraph("refused")?;
            draft.list(reasons)?;
            draft.date_fact("claim-until", facts.claim_until)?;
            draft.finish("subject-refused", "action-refused", "why")
        }
    }
}
