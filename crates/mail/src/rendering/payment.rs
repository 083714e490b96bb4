//! Payment claims and payouts.

use super::letter::{Draft, Letter};
use super::{NotRendered, formats};
use crate::message::{
    ClaimReceived, ClaimSupplementRequested, PaidFor, PaymentHoldLifted, PaymentHoldSet, PayoutConfirmed,
    PayoutFailed, TransfersDue,
};

pub(super) fn claim_supplement_requested(
    mut draft: Draft<'_>,
    facts: &ClaimSupplementRequested,
) -> Result<Letter, NotRendered> {
    draft.number("claim", facts.claim_number);
    draft.due(facts.respond_by);
    draft.paragraph("situation")?;
    draft.list(&facts.requests)?;
    draft.project_facts(&facts.project)?;
    draft.fact("claim", &draft.text("claim-number")?)?;
    draft.date_fact("due", facts.respond_by)?;
    draft.finish("subject", "action", "why")
}

pub(super) fn claim_received(mut draft: Draft<'_>, facts: &ClaimReceived) -> Result<Letter, NotRendered> {
    draft.number("claim", facts.claim_number);
    draft.value(
        "received",
        &formats::date_in_sentence(facts.received, draft.language()),
    );
    draft.paragraph("situation")?;
    draft.paragraph("next")?;
    draft.project_facts(&facts.project)?;
    draft.fact("claim", &draft.text("claim-number")?)?;
    draft.fact("period", &facts.period)?;
    draft.money_fact("claimed", facts.claimed)?;
    draft.date_fact("received", facts.received)?;
    draft.finish("subject", "action", "why")
}

/// Lets texts use what is paid, and gives the endings of the keys of the texts that name it.
fn paid_for(draft: &mut Draft<'_>, paid_for: PaidFor) -> (&'static str, &'static str) {
    match paid_for {
        PaidFor::Claim(number) => {
            draft.number("claim", number);
            ("subject", "situation")
        }
        PaidFor::Instalment(number) => {
            draft.number("instalment", number);
            ("subject-advance", "situation-advance")
        }
    }
}

fn paid_for_fact(draft: &mut Draft<'_>, paid_for: PaidFor) -> Result<(), NotRendered> {
    match paid_for {
        PaidFor::Claim(_) => draft.fact("claim", &draft.text("claim-number")?),
        PaidFor::Instalment(_) => draft.fact("advance", &draft.text("instalment-number")?),
    }
}

pub(super) fn payment_hold_set(mut draft: Draft<'_>, facts: &PaymentHoldSet) -> Result<Letter, NotRendered> {
    draft.value("set", &formats::date_in_sentence(facts.set, draft.language()));
    draft.paragraph("situation")?;
    draft.list(std::slice::from_ref(&facts.reason))?;
    draft.paragraph("next")?;
    draft.project_facts(&facts.project)?;
    draft.finish("subject", "action", "why")
}

pub(super) fn payment_hold_lifted(
    mut draft: Draft<'_>,
    facts: &PaymentHoldLifted,
) -> Result<Letter, NotRendered> {
    draft.value(
        "lifted",
        &formats::date_in_sentence(facts.lifted, draft.language()),
    );
    draft.paragraph("situation")?;
    draft.list(std::slice::from_ref(&facts.reason))?;
    draft.project_facts(&facts.project)?;
    draft.finish("subject", "action", "why")
}

pub(super) fn payout_confirmed(mut draft: Draft<'_>, facts: &PayoutConfirmed) -> Result<Letter, NotRendered> {
    let (subject, situation) = paid_for(&mut draft, facts.paid_for);
    draft.value("amount", &formats::money(facts.amount, draft.language()));
    draft.paragraph(situation)?;
    draft.project_facts(&facts.project)?;
    paid_for_fact(&mut draft, facts.paid_for)?;
    draft.money_fact("amount", facts.amount)?;
    if let Some(set_off) = facts.set_off {
        draft.money_fact("set-off", set_off)?;
    }
    draft.fact("recipient", &facts.recipient)?;
    draft.date_fact("paid", facts.paid)?;
    if let Some(reference) = &facts.payment_reference {
        draft.fact("payment-reference", reference)?;
    }
    draft.finish(subject, "action", "why")
}

pub(super) fn payout_failed(mut draft: Draft<'_>, facts: &PayoutFailed) -> Result<Letter, NotRendered> {
    let (subject, situation) = paid_for(&mut draft, facts.paid_for);
    draft.value("amount", &formats::money(facts.amount, draft.language()));
    draft.paragraph(situation)?;
    draft.list(std::slice::from_ref(&facts.reason))?;
    draft.project_facts(&facts.project)?;
    paid_for_fact(&mut draft, facts.paid_for)?;
    draft.money_fact("unpaid", facts.amount)?;
    draft.fact("recipient", &facts.recipient)?;
    draft.date_fact("failed", facts.failed)?;
    draft.finish(subject, "action", "why")
}

pub(super) fn transfers_due(mut draft: Draft<'_>, facts: &TransfersDue) -> Result<Letter, NotRendered> {
    draft.number("claim", facts.claim_number);
    draft.due(facts.due);
    let language = draft.language();
    let shares: Vec<String> = facts
        .shares
        .iter()
        .map(|(name, amount)| format!("{name}: {}", formats::money(*amount, language)))
        .collect();
    draft.paragraph(if facts.late { "late" } else { "situation" })?;
    draft.list(&shares)?;
    draft.project_facts(&facts.project)?;
    draft.fact("claim", &draft.text("claim-number")?)?;
    draft.date_fact("due", facts.due)?;
    let (subject, action) = if facts.late {
        ("subject-late", "action-late")
    } else {
        ("subject", "action")
    };
    draft.finish(subject, action, "why")
}
