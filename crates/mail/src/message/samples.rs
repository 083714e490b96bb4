//! A sample of every message, for tests and for people who want to see what is sent.

use super::{
    ApplicationReceived, ApplicationSupplementRequested, Audience, ClaimReceived, ClaimSupplementRequested,
    CommitmentRequested, CostReportReturned, DecisionMade, DecisionOutcome, Message, ObligationKind,
    ObligationReturned, PaymentHoldLifted, PaymentHoldSet, PayoutConfirmed, PortfolioReportReturned, Project,
    Reminder,
};
use chrono::NaiveDate;
use talkoot_domain::{money::Money, rate::Rate};

impl Message {
    /// A sample of every message under a name of its own: each kind, and for reminders each
    /// obligation, each step of the default ladder for the person responsible, and each other
    /// audience at its first step and when told early. The names of places are real, the rest is not.
    #[must_use]
    pub fn samples() -> Vec<(String, Self)> {
        let mut samples: Vec<(String, Self)> =
            kinds().map(|(name, message)| (name.to_owned(), message)).into();
        samples.extend(reminders());
        samples
    }
}

fn project() -> Project {
    Project {
        name: "Digiä yhdessä".to_owned(),
        reference: "VN/1234/2026".to_owned(),
    }
}

fn page(path: &str) -> String {
    format!("https://talkoot.example.org/{path}")
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

fn texts<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).into()
}

fn kinds() -> [(&'static str, Message); 13] {
    [
        ("commitment-requested", commitment_requested().into()),
        ("application-received", application_received().into()),
        (
            "application-supplement-requested",
            application_supplement_requested().into(),
        ),
        ("decision-made-awarded", decision_awarded().into()),
        ("decision-made-refused", decision_refused().into()),
        ("cost-report-returned", cost_report_returned().into()),
        ("claim-supplement-requested", claim_supplement_requested().into()),
        ("claim-received", claim_received().into()),
        ("payment-hold-set", payment_hold_set().into()),
        ("payment-hold-lifted", payment_hold_lifted().into()),
        ("payout-confirmed", payout_confirmed().into()),
        ("portfolio-report-returned", portfolio_report_returned().into()),
        ("obligation-returned", obligation_returned().into()),
    ]
}

fn commitment_requested() -> CommitmentRequested {
    CommitmentRequested {
        project: project(),
        lead_municipality: "Pälkäne".to_owned(),
        municipality: "Kuhmoinen".to_owned(),
        costs: Money::from_cents(3_000_000),
        own_funding: Money::from_cents(450_000),
        respond_by: day(2026, 10, 2),
        url: page("commitments/7"),
    }
}

fn application_received() -> ApplicationReceived {
    ApplicationReceived {
        project: project(),
        call: "Kuntien digitalisaation kannustinjärjestelmä 2026".to_owned(),
        lead_municipality: "Pälkäne".to_owned(),
        partners: texts(["Karkkila", "Kuhmoinen", "Lohja", "Virrat"]),
        applied: Money::from_cents(34_000_000),
        received: day(2026, 10, 9),
        url: page("applications/3"),
    }
}

fn application_supplement_requested() -> ApplicationSupplementRequested {
    ApplicationSupplementRequested {
        project: project(),
        requests: texts([
            "Arvio hankkeen taloudellisista vaikutuksista kunnittain.",
            "Osa-alueen 4 aikataulu:\nmilloin pilotointi alkaa ja päättyy?",
        ]),
        respond_by: day(2026, 11, 6),
        url: page("applications/3/supplement"),
    }
}

fn decision_awarded() -> DecisionMade {
    DecisionMade {
        project: project(),
        decided: day(2026, 12, 15),
        outcome: DecisionOutcome::Awarded {
            amount: Money::from_cents(34_000_000),
            rate: Rate::EIGHTY_FIVE_PERCENT,
            use_from: day(2027, 1, 1),
            use_until: day(2028, 12, 31),
            accept_by: day(2027, 1, 14),
        },
        url: page("decisions/3"),
    }
}

fn decision_refused() -> DecisionMade {
    DecisionMade {
        project: project(),
        decided: day(2026, 12, 15),
        outcome: DecisionOutcome::Refused {
            reasons: texts(["Haun määräraha ei riitä kaikkiin hakukriteerit täyttäviin hankkeisiin."]),
        },
        url: page("decisions/3"),
    }
}

fn cost_report_returned() -> CostReportReturned {
    CostReportReturned {
        project: project(),
        municipality: "Virrat".to_owned(),
        period: "1.1.–30.6.2027".to_owned(),
        reasons: texts([
            "Rivi 14: matkalasku ei kuulu hankkeen kustannuspaikalle.",
            "Toukokuun palkoista puuttuu työajan seuranta.",
        ]),
        respond_by: day(2027, 8, 13),
        url: page("cost-reports/41"),
    }
}

fn claim_supplement_requested() -> ClaimSupplementRequested {
    ClaimSupplementRequested {
        project: project(),
        claim_number: 1,
        requests: texts(["Pääkirjan ote tililtä 4340 kaudelta 1.1.–30.6.2027."]),
        respond_by: day(2027, 9, 17),
        url: page("claims/12/supplement"),
    }
}

fn claim_received() -> ClaimReceived {
    ClaimReceived {
        project: project(),
        claim_number: 1,
        period: "1.1.–30.6.2027".to_owned(),
        claimed: Money::from_cents(4_900_624),
        received: day(2027, 9, 1),
        url: page("claims/12"),
    }
}

fn payment_hold_set() -> PaymentHoldSet {
    PaymentHoldSet {
        project: project(),
        set: day(2027, 3, 2),
        reason: "The project portfolio report of 15 February is late.".to_owned(),
        url: page("projects/4"),
    }
}

fn payment_hold_lifted() -> PaymentHoldLifted {
    PaymentHoldLifted {
        project: project(),
        lifted: day(2027, 3, 9),
        reason: "The report has arrived and was accepted.".to_owned(),
        url: page("projects/4"),
    }
}

fn payout_confirmed() -> PayoutConfirmed {
    PayoutConfirmed {
        project: project(),
        claim_number: 1,
        recipient: "Pälkäne".to_owned(),
        amount: Money::from_cents(4_900_624),
        paid: day(2027, 10, 6),
        payment_reference: Some("RF08 1234 4".to_owned()),
        url: page("payouts/5"),
    }
}

fn portfolio_report_returned() -> PortfolioReportReturned {
    PortfolioReportReturned {
        project: project(),
        period: "10/2026–2/2027".to_owned(),
        questions: texts([
            "Miten projektityöntekijöiden vaihtuvuuteen on varauduttu?",
            "Onko osa-alueen 3 viivästyksellä vaikutusta budjettiin?",
        ]),
        respond_by: day(2027, 3, 5),
        url: page("reports/9"),
    }
}

fn obligation_returned() -> ObligationReturned {
    ObligationReturned {
        obligation: ObligationKind::FinalReport,
        project: project(),
        period: Some("1.1.2027–31.12.2028".to_owned()),
        questions: texts([
            "Mitkä tuloksista ovat käytössä kaikissa kunnissa?",
            "Kuka vastaa jatkosta hankkeen päätyttyä?",
        ]),
        respond_by: day(2029, 3, 16),
        url: page("obligations/22"),
    }
}

fn reminders() -> Vec<(String, Message)> {
    use Audience::{LeadMunicipality, MunicipalityOwner, Officer, Responsible};
    use ObligationKind::{CostReport, FinalReport, FollowUp, InterimReport, PortfolioReport};
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
    reminders.extend([
        reminder(CostReport, MunicipalityOwner, 1),
        reminder(CostReport, LeadMunicipality, 7),
        reminder(CostReport, Officer, 14),
        held(reminder(CostReport, Officer, 14)),
        reminder(InterimReport, LeadMunicipality, -1),
    ]);
    reminders
        .into_iter()
        .map(|reminder| (name(&reminder), reminder.into()))
        .collect()
}

fn reminder(obligation: ObligationKind, audience: Audience, days_past_due: i64) -> Reminder {
    let period = match obligation {
        ObligationKind::PortfolioReport => Some("10/2026–2/2027".to_owned()),
        ObligationKind::CostReport => Some("1.7.–31.12.2026".to_owned()),
        ObligationKind::InterimReport | ObligationKind::FinalReport | ObligationKind::FollowUp => None,
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
    format!("reminder-{obligation}-{audience}-{days}{hold}")
}
