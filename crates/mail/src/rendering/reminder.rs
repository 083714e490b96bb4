//! Reminders: before, on and after the day, and by who is told.

use super::NotRendered;
use super::letter::{Draft, Letter};
use crate::message::{Audience, ObligationKind, Reminder};
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
        | ObligationKind::SupplementRequest => texts(facts),
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
    draft.finish(subject, action, why(facts.audience, facts.vacant))
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

fn why(audience: Audience, vacant: bool) -> &'static str {
    match audience {
        Audience::MunicipalityOwner if vacant => "why-municipality-owner-vacant",
        Audience::Officer if vacant => "why-officer-vacant",
        Audience::Responsible => "why-responsible",
        Audience::MunicipalityOwner => "why-municipality-owner",
        Audience::LeadMunicipality => "why-lead-municipality",
        Audience::Officer => "why-officer",
    }
}
