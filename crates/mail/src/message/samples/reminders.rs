//! Reminders: each obligation, each step of the default ladder, and each audience.

use super::{day, page, project};
use crate::message::{Audience, Message, ObligationKind, Reminder, ReminderDigest};

pub(super) fn all() -> Vec<(String, Message)> {
    use Audience::{LeadMunicipality, MunicipalityOwner, Officer, Responsible};
    use ObligationKind::{
        AgreementSignature, CostReport, FinalReport, FollowUp, InterimReport, PortfolioReport,
        RecoveryHearing, RecoveryPayment, SupplementRequest,
    };
    let held = |reminder| Reminder {
        payment_hold_possible: true,
        ..reminder
    };
    let mut reminders: Vec<Reminder> = [-30, -14, -3, 0, 1, 7]
        .map(|days| reminder(PortfolioReport, Responsible, days))
        .into();
    reminders.extend([14, 21].map(|days| held(reminder(PortfolioReport, Responsible, days))));
    reminders
        .extend([CostReport, InterimReport, FinalReport, FollowUp].map(|k| reminder(k, Responsible, -14)));
    let vacant = |reminder| Reminder {
        vacant: true,
        ..reminder
    };
    reminders.extend([
        reminder(CostReport, MunicipalityOwner, 1),
        vacant(reminder(CostReport, MunicipalityOwner, 1)),
        vacant(reminder(CostReport, Officer, 14)),
        Reminder {
            deputy: true,
            ..reminder(CostReport, MunicipalityOwner, 1)
        },
        reminder(CostReport, LeadMunicipality, 7),
        reminder(CostReport, Officer, 14),
        held(reminder(CostReport, Officer, 14)),
        reminder(InterimReport, LeadMunicipality, -1),
        reminder(SupplementRequest, Responsible, -3),
        reminder(SupplementRequest, Responsible, 7),
        held(reminder(SupplementRequest, Officer, 14)),
        reminder(AgreementSignature, Responsible, -3),
        reminder(AgreementSignature, LeadMunicipality, 7),
        reminder(RecoveryHearing, Responsible, -3),
        reminder(RecoveryHearing, Responsible, 0),
        reminder(RecoveryHearing, Responsible, 1),
        reminder(RecoveryHearing, Officer, 14),
        reminder(RecoveryPayment, Responsible, -3),
        reminder(RecoveryPayment, Responsible, 0),
        reminder(RecoveryPayment, Responsible, 7),
        reminder(RecoveryPayment, LeadMunicipality, 7),
        reminder(RecoveryPayment, Officer, 14),
    ]);
    let mut all: Vec<(String, Message)> = reminders
        .into_iter()
        .map(|reminder| (name(&reminder), reminder.into()))
        .collect();
    let together = ReminderDigest::of(vec![
        reminder(PortfolioReport, Responsible, -3),
        reminder(CostReport, LeadMunicipality, 7),
        held(reminder(InterimReport, Officer, 14)),
    ]);
    all.extend(together.map(|digest| ("reminder-digest".to_owned(), digest.into())));
    all
}

fn reminder(obligation: ObligationKind, audience: Audience, days_past_due: i64) -> Reminder {
    let period = match obligation {
        ObligationKind::PortfolioReport => Some("10/2026–2/2027".to_owned()),
        ObligationKind::CostReport => Some("1.7.–31.12.2026".to_owned()),
        ObligationKind::InterimReport
        | ObligationKind::FinalReport
        | ObligationKind::FollowUp
        | ObligationKind::SupplementRequest
        | ObligationKind::AgreementSignature
        | ObligationKind::RecoveryHearing
        | ObligationKind::RecoveryPayment => None,
    };
    let municipality = match audience {
        Audience::Responsible => "Pälkäne",
        Audience::MunicipalityOwner | Audience::LeadMunicipality | Audience::Officer => "Virrat",
    };
    Reminder {
        obligation,
        project: project(),
        municipality: municipality.to_owned(),
        period,
        due: day(2027, 2, 15),
        days_past_due,
        audience,
        vacant: false,
        deputy: false,
        payment_hold_possible: false,
        url: page("obligations/18"),
    }
}

fn name(reminder: &Reminder) -> String {
    let days = match reminder.days_past_due {
        days @ 1.. => format!("plus-{days}"),
        0 => "on-the-day".to_owned(),
        days => format!("minus-{}", days.unsigned_abs()),
    };
    let audience = reminder.audience.to_string().replace('_', "-");
    let obligation = reminder.obligation.to_string().replace('_', "-");
    let hold = if reminder.payment_hold_possible {
        "-hold"
    } else {
        ""
    };
    let vacant = match (reminder.vacant, reminder.deputy) {
        (true, _) => "-vacant",
        (false, true) => "-deputy",
        (false, false) => "",
    };
    format!("reminder-{obligation}-{audience}-{days}{hold}{vacant}")
}
