//! Changes of a running grant.

use super::letter::{Draft, Letter};
use super::{NotRendered, formats};
use crate::message::{
    ChangeConfirmationRequested, ChangeDecided, ChangeRequestReceived, Confirmed, LeadChanged, PartnerLeft,
};
use talkoot_domain::{change_part::Outcome, workflow::Name};

fn key(kind: impl Name) -> String {
    format!("change-{}", kind.code().replace('_', "-"))
}

pub(super) fn request_received(
    mut draft: Draft<'_>,
    facts: &ChangeRequestReceived,
) -> Result<Letter, NotRendered> {
    draft.number("number", facts.number);
    draft.value("lead", &facts.lead_municipality);
    draft.value(
        "received",
        &formats::date_in_sentence(facts.received, draft.language()),
    );
    draft.paragraph("situation")?;
    if facts.late {
        draft.paragraph("late")?;
    }
    let mut parts = Vec::with_capacity(facts.parts.len());
    for kind in &facts.parts {
        parts.push(draft.word("kind", &key(*kind))?);
    }
    draft.list(&parts)?;
    draft.project_facts(&facts.project)?;
    draft.fact("lead-municipality", &facts.lead_municipality)?;
    draft.date_fact("received", facts.received)?;
    if facts.to_authority {
        draft.finish("subject-authority", "action-authority", "why-authority")
    } else {
        draft.finish("subject", "action", "why")
    }
}

pub(super) fn decided(mut draft: Draft<'_>, facts: &ChangeDecided) -> Result<Letter, NotRendered> {
    draft.number("number", facts.number);
    let title = draft.word("kind", &key(facts.kind))?;
    let (subject, situation) = match facts.outcome {
        Outcome::Accept => ("subject-accepted", "accepted"),
        Outcome::AcceptWithChanges => ("subject-accepted", "accepted-with-changes"),
        Outcome::Reject => ("subject-rejected", "rejected"),
    };
    draft.paragraph(situation)?;
    draft.list(&facts.reasons)?;
    draft.project_facts(&facts.project)?;
    draft.fact("change", &title)?;
    if let Some(day) = facts.effective_on {
        draft.date_fact("effective", day)?;
    }
    draft.finish(subject, "action", "why")
}

pub(super) fn confirmation_requested(
    mut draft: Draft<'_>,
    facts: &ChangeConfirmationRequested,
) -> Result<Letter, NotRendered> {
    let language = draft.language();
    match &facts.what {
        Confirmed::LeadChange {
            old_lead,
            new_lead,
            cut_off,
            hand_over,
        } => {
            draft.value("old", old_lead);
            draft.value("new", new_lead);
            draft.value("cut-off", &formats::date_alone(*cut_off, language));
            draft.paragraph("lead")?;
            draft.paragraph("lead-liability")?;
            draft.project_facts(&facts.project)?;
            draft.fact("lead-municipality", new_lead)?;
            draft.date_fact("cut-off", *cut_off)?;
            draft.money_fact("hand-over", *hand_over)?;
            draft.finish("subject-lead", "action-lead", "why-lead")
        }
        Confirmed::HandOver { municipality, items } => {
            draft.value("municipality", municipality);
            draft.paragraph("hand-over")?;
            draft.list(items)?;
            draft.project_facts(&facts.project)?;
            draft.fact("municipality", municipality)?;
            draft.finish("subject-hand-over", "action-hand-over", "why-hand-over")
        }
        Confirmed::Joining {
            municipality,
            first_day,
        } => {
            draft.value("municipality", municipality);
            draft.value("first-day", &formats::date_in_sentence(*first_day, language));
            draft.paragraph("joining")?;
            draft.project_facts(&facts.project)?;
            draft.fact("municipality", municipality)?;
            draft.date_fact("effective", *first_day)?;
            draft.finish("subject-joining", "action-joining", "why-joining")
        }
    }
}

pub(super) fn lead_changed(mut draft: Draft<'_>, facts: &LeadChanged) -> Result<Letter, NotRendered> {
    let language = draft.language();
    draft.value("old", &facts.old_lead);
    draft.value("new", &facts.new_lead);
    draft.value("cut-off", &formats::date_alone(facts.cut_off, language));
    draft.paragraph("situation")?;
    draft.paragraph("stays")?;
    draft.project_facts(&facts.project)?;
    draft.fact("lead-municipality", &facts.new_lead)?;
    draft.date_fact("cut-off", facts.cut_off)?;
    draft.finish("subject", "action", "why")
}

pub(super) fn partner_left(mut draft: Draft<'_>, facts: &PartnerLeft) -> Result<Letter, NotRendered> {
    let language = draft.language();
    draft.value("municipality", &facts.municipality);
    draft.value("last-day", &formats::date_alone(facts.last_day, language));
    draft.value("returns", &formats::money(facts.returns, language));
    draft.paragraph("situation")?;
    let action = if facts.returns.is_zero() {
        "action"
    } else {
        draft.paragraph("returns")?;
        "action-returns"
    };
    draft.project_facts(&facts.project)?;
    draft.fact("municipality", &facts.municipality)?;
    draft.date_fact("last-day", facts.last_day)?;
    draft.fact("certificate", &facts.certificate)?;
    draft.money_fact("entitled", facts.entitled)?;
    draft.money_fact("returns", facts.returns)?;
    draft.finish("subject", action, "why")
}
