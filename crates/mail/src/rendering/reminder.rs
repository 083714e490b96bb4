//! Reminders: before, on and after the day, and by who is told.

use super::NotRendered;
use super::letter::{Draft, Letter};
use super::texts::Texts;
use crate::Branding;
use crate::message::{Audience, Message, ObligationKind, Reminder, ReminderDigest};
use std::cmp::Ordering;

pub(super) fn compose(mut draft: Draft<'_>, facts: &Reminder) -> Result<Letter, NotRendered> {
    let kind = facts.obligation.to_string().replace('_', "-");
    let title = draft.word("obligation", &format!("obligation-{kind}"))?;
    draft.value("municipality", &facts.municipality);
    draft.due(facts.due);
    draft.number(
        "days",
        i64::try_from(facts.days_past_due.unsigned_abs()).unwrap_or(i64::MAX),
    );

    let (subject, situation, action) = match facts.obligation {
        ObligationKind::RecoveryHearing => of_hearing(facts),
        ObligationKind::RecoveryPayment => of_payment(facts),
        ObligationKind::PortfolioReport
        | ObligationKind::CostReport
        | ObligationKind::InterimReport
        | ObligationKind::FinalReport
        | ObligationKind::FollowUp
        | ObligationKind::SupplementRequest
        | ObligationKind::AgreementSignature => texts(facts),
    };
    draft.paragraph(situation)?;
    if facts.payment_hold_possible {
        draft.paragraph("hold-notice")?;
    }
    draft.project_facts(&facts.project)?;
    draft.fact("obligation", &title)?;
    if let Some(period) = &facts.period {
        draft.fact("period", period)?;
    }
    draft.fact("municipality", &facts.municipality)?;
    draft.date_fact("due", facts.due)?;
    draft.finish(subject, action, why(facts))
}

/// Several at once: each point is a reminder with all that it says by itself, so that nothing of it is lost.
pub(super) fn digest(
    mut draft: Draft<'_>,
    facts: &ReminderDigest,
    texts: &Texts,
    branding: &Branding,
) -> Result<Letter, NotRendered> {
    let number = u32::try_from(facts.reminders.len()).unwrap_or(u32::MAX);
    draft.number("count", number);
    draft.paragraph("situation")?;
    let mut points = Vec::with_capacity(facts.reminders.len());
    for one in &facts.reminders {
        let message = Message::Reminder(one.clone());
        let letter = compose(Draft::new(&message, texts, branding), one)?;
        let mut lines = vec![letter.subject];
        lines.extend(letter.situation);
        lines.extend([letter.action, letter.url]);
        lines.extend(letter.footer.into_iter().next());
        points.push(lines.join("\n"));
    }
    draft.list(&points)?;
    draft.project_facts(&facts.project)?;
    draft.finish("subject", "action", "why")
}

/// A hearing is a right: nobody has to answer, and the decision does not wait for it.
fn of_hearing(facts: &Reminder) -> (&'static str, &'static str, &'static str) {
    match (facts.days_past_due.cmp(&0), facts.audience) {
        (Ordering::Less, _) => (
            "hearing-subject-before",
            "hearing-before",
            "hearing-action-before",
        ),
        (Ordering::Equal, _) => ("hearing-subject-today", "hearing-today", "hearing-action-before"),
        (Ordering::Greater, Audience::Officer) => (
            "hearing-subject-late",
            "hearing-late-officer",
            "hearing-action-officer",
        ),
        (
            Ordering::Greater,
            Audience::Responsible | Audience::MunicipalityOwner | Audience::LeadMunicipality,
        ) => ("hearing-subject-late", "hearing-late", "hearing-action-late"),
    }
}

/// A debt is paid, not handed in.
fn of_payment(facts: &Reminder) -> (&'static str, &'static str, &'static str) {
    match (facts.days_past_due.cmp(&0), facts.audience) {
        (Ordering::Less, _) => ("subject-before", "payment-before", "payment-action-before"),
        (Ordering::Equal, _) => ("subject-today", "payment-today", "payment-action-before"),
        (Ordering::Greater, Audience::Responsible) => ("subject-late", "payment-late", "payment-action-late"),
        (Ordering::Greater, Audience::MunicipalityOwner | Audience::LeadMunicipality) => {
            ("subject-late", "payment-late", "payment-action-others")
        }
        (Ordering::Greater, Audience::Officer) => ("subject-late", "payment-late", "payment-action-officer"),
    }
}

/// Subject, situation and action.
fn texts(facts: &Reminder) -> (&'static str, &'static str, &'static str) {
    let (subject, situation, own_action) = match facts.days_past_due.cmp(&0) {
        Ordering::Less => ("subject-before", "before", "action-before"),
        Ordering::Equal => ("subject-today", "today", "action-today"),
        Ordering::Greater => {
            let situation = match facts.audience {
                Audience::Responsible => "late-responsible",
                Audience::MunicipalityOwner => "late-municipality-owner",
                Audience::LeadMunicipality | Audience::Officer => "late-others",
            };
            ("subject-late", situation, "action-late")
        }
    };
    let late = facts.days_past_due > 0;
    let action = match facts.audience {
        Audience::Responsible => own_action,
        Audience::MunicipalityOwner if late => "action-municipality-owner",
        Audience::LeadMunicipality if late => "action-lead-municipality",
        Audience::Officer if late && facts.payment_hold_possible => "action-officer-hold",
        Audience::Officer if late => "action-officer",
        Audience::MunicipalityOwner | Audience::LeadMunicipality | Audience::Officer => "action-in-time",
    };
    (subject, situation, action)
}

fn why(facts: &Reminder) -> &'static str {
    let vacant = facts.vacant;
    match facts.audience {
        Audience::MunicipalityOwner if facts.deputy => "why-municipality-owner-deputy",
        Audience::MunicipalityOwner if vacant => "why-municipality-owner-vacant",
        Audience::Officer if vacant => "why-officer-vacant",
        Audience::Responsible => "why-responsible",
        Audience::MunicipalityOwner => "why-municipality-owner",
        Audience::LeadMunicipality => "why-lead-municipality",
        Audience::Officer => "why-officer",
    }
}
