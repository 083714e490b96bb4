//! A sample of every message, for tests and for people who want to see what is sent.

mod agreement;
mod duty;
mod officer;
mod reminders;
mod sign_in;
mod steering;
mod survey;

use super::{
    ApplicationReceived, ApplicationSupplementRequested, CallCorrected, ChangeConfirmationRequested,
    ChangeDecided, ChangeRequestReceived, ClaimReceived, ClaimSupplementRequested, CommitmentRequested,
    Confirmed, CorrectionProposed, CostReportReturned, DecisionMade, DecisionOutcome, Message,
    ObligationKind, ObligationReturned, PaidFor, PartKind, PartnerLeft, PaymentHoldLifted, PaymentHoldSet,
    PayoutConfirmed, PayoutFailed, PortfolioReportReturned, Project, RecoveryDecided, RecoveryLate,
    RecoveryNotice, RectificationDecided, RectificationOutcome, RectificationReceived, ReviewAssigned,
    TransfersDue,
};
use chrono::NaiveDate;
use talkoot_domain::{change_part::Outcome, money::Money, rate::Rate};

impl Message {
    /// A sample of every message under a name of its own: each kind, and for reminders each
    /// obligation, each step of the default ladder for the person responsible, and each other
    /// audience at its first step and when told early. The names of places are real, the rest is not.
    #[must_use]
    pub fn samples() -> Vec<(String, Self)> {
        let mut samples: Vec<_> = kinds().map(|(name, message)| (name.to_owned(), message)).into();
        samples.extend(agreement::all().chain(duty::all()).chain(survey::all()));
        samples.extend(sign_in::all().chain(steering::all()).chain(officer::all()));
        samples.extend(changes().into_iter().chain(reminders::all()));
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

fn kinds() -> [(&'static str, Message); 31] {
    [
        ("commitment-requested", commitment_requested().into()),
        ("application-received", application_received().into()),
        (
            "application-supplement-requested",
            application_supplement_requested().into(),
        ),
        ("call-corrected-draft", call_corrected(false).into()),
        ("call-corrected-submitted", call_corrected(true).into()),
        ("review-assigned-open", review_assigned(false).into()),
        ("review-assigned-blind", review_assigned(true).into()),
        ("decision-made-awarded", decision_awarded().into()),
        ("decision-made-refused", decision_refused().into()),
        ("rectification-received", rectification_received().into()),
        (
            "rectification-decided-unchanged",
            rectification_decided(RectificationOutcome::Unchanged).into(),
        ),
        (
            "rectification-decided-changed",
            rectification_decided(RectificationOutcome::Changed).into(),
        ),
        (
            "rectification-decided-dismissed",
            rectification_decided(RectificationOutcome::DismissedAsLate).into(),
        ),
        ("cost-report-returned", cost_report_returned().into()),
        ("claim-supplement-requested", claim_supplement_requested().into()),
        ("claim-received", claim_received().into()),
        ("payment-hold-set", payment_hold_set().into()),
        ("payment-hold-lifted", payment_hold_lifted().into()),
        ("payout-confirmed", payout_confirmed().into()),
        ("payout-confirmed-set-off", payout_confirmed_set_off().into()),
        ("payout-confirmed-advance", advance_confirmed().into()),
        ("payout-failed", payout_failed(PaidFor::Claim(1)).into()),
        (
            "payout-failed-advance",
            payout_failed(PaidFor::Instalment(2)).into(),
        ),
        ("transfers-due", transfers_due(false).into()),
        ("transfers-due-late", transfers_due(true).into()),
        ("portfolio-report-returned", portfolio_report_returned().into()),
        ("obligation-returned", obligation_returned().into()),
        ("correction-proposed", correction_proposed().into()),
        ("recovery-notice", recovery_notice().into()),
        ("recovery-decided", recovery_decided().into()),
        ("recovery-late", recovery_late().into()),
    ]
}

/// Every outcome of a change, and every kind of change in a letter that names it.
fn changes() -> Vec<(String, Message)> {
    let decided = |kind, outcome| ChangeDecided {
        kind,
        outcome,
        effective_on: (outcome != Outcome::Reject).then(|| day(2027, 5, 17)),
        ..change_decided()
    };
    let to_authority = ChangeRequestReceived {
        to_authority: true,
        late: true,
        ..change_request_received()
    };
    let owes_nothing = PartnerLeft {
        returns: Money::ZERO,
        ..partner_left()
    };
    let handing_over = ChangeConfirmationRequested {
        what: Confirmed::HandOver {
            municipality: "Lohja".to_owned(),
            items: vec![
                "Ryhmätilan kansiot".to_owned(),
                "Sopimus palvelun toimittajan kanssa".to_owned(),
            ],
        },
        ..lead_change()
    };
    let joining = ChangeConfirmationRequested {
        what: Confirmed::Joining {
            municipality: "Virrat".to_owned(),
            first_day: day(2027, 8, 1),
        },
        ..lead_change()
    };
    let samples: [(&str, Message); 10] = [
        ("change-request-received", change_request_received().into()),
        ("change-request-received-authority-late", to_authority.into()),
        (
            "change-decided-accepted",
            decided(PartKind::BudgetShift, Outcome::Accept).into(),
        ),
        (
            "change-decided-with-changes",
            decided(PartKind::Extension, Outcome::AcceptWithChanges).into(),
        ),
        (
            "change-decided-rejected",
            decided(PartKind::LeadChange, Outcome::Reject).into(),
        ),
        ("change-confirmation-requested-lead", lead_change().into()),
        ("change-confirmation-requested-joining", joining.into()),
        ("change-confirmation-requested-hand-over", handing_over.into()),
        ("partner-left", partner_left().into()),
        ("partner-left-owes-nothing", owes_nothing.into()),
    ];
    samples.map(|(name, message)| (name.to_owned(), message)).into()
}

fn change_request_received() -> ChangeRequestReceived {
    use strum::IntoEnumIterator;
    ChangeRequestReceived {
        project: project(),
        number: 2,
        lead_municipality: "Pälkäne".to_owned(),
        parts: PartKind::iter().collect(),
        late: false,
        received: day(2027, 5, 3),
        to_authority: false,
        url: page("change-requests/5"),
    }
}

fn change_decided() -> ChangeDecided {
    ChangeDecided {
        project: project(),
        number: 2,
        kind: PartKind::BudgetShift,
        outcome: Outcome::Accept,
        reasons: texts(["Muutos on perusteltu ja pysyy avustuksen tarkoituksessa."]),
        effective_on: None,
        url: page("change-requests/5"),
    }
}

fn lead_change() -> ChangeConfirmationRequested {
    ChangeConfirmationRequested {
        project: project(),
        what: Confirmed::LeadChange {
            old_lead: "Karkkila".to_owned(),
            new_lead: "Pälkäne".to_owned(),
            cut_off: day(2027, 3, 31),
            hand_over: Money::from_cents(1_700_000),
        },
        url: page("change-requests/6"),
    }
}

fn partner_left() -> PartnerLeft {
    PartnerLeft {
        project: project(),
        municipality: "Kuhmoinen".to_owned(),
        last_day: day(2027, 6, 30),
        certificate: "Kunnanhallitus 14.6.2027 § 84".to_owned(),
        entitled: Money::from_cents(680_000),
        returns: Money::from_cents(320_000),
        url: page("change-requests/7"),
    }
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
        fingerprint: Some(FINGERPRINT.to_owned()),
        url: page("applications/3"),
    }
}

const FINGERPRINT: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

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

fn call_corrected(submitted: bool) -> CallCorrected {
    CallCorrected {
        project: project(),
        call: "Kuntien digitalisaation kannustinjärjestelmä 2027".to_owned(),
        reason: "Hakuaikaa jatkettiin kahdella viikolla kuntien pyynnöstä.".to_owned(),
        closes: day(2026, 11, 20),
        submitted,
        url: page("calls/1"),
    }
}

fn review_assigned(blind: bool) -> ReviewAssigned {
    ReviewAssigned {
        // The authority gives a reference with its decision.
        project: Project {
            reference: String::new(),
            ..project()
        },
        call: "Kuntien digitalisaation kannustinjärjestelmä 2027".to_owned(),
        blind,
        url: page("reviews/1"),
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
        },
        claim_until: day(2027, 1, 18),
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
        claim_until: day(2027, 1, 18),
        url: page("decisions/3"),
    }
}

fn rectification_received() -> RectificationReceived {
    RectificationReceived {
        project: project(),
        lead_municipality: "Pälkäne".to_owned(),
        received: day(2027, 1, 19),
        claim_until: day(2027, 1, 18),
        late: true,
        url: page("rectifications/3"),
    }
}

fn rectification_decided(outcome: RectificationOutcome) -> RectificationDecided {
    RectificationDecided {
        project: project(),
        outcome,
        reasons: texts(["Kustannuslaji on laskettu päätöksessä oikein."]),
        decided: day(2027, 2, 8),
        url: page("rectifications/3"),
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
        url: page("supplement-requests/12"),
    }
}

fn transfers_due(late: bool) -> TransfersDue {
    let share = |name: &str, cents| (name.to_owned(), Money::from_cents(cents));
    TransfersDue {
        project: project(),
        claim_number: 1,
        shares: vec![share("Lohja", 1_993_826), share("Virrat", 650_618)],
        due: day(2027, 10, 4),
        late,
        url: page("projects/7"),
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
        paid_for: PaidFor::Claim(1),
        recipient: "Pälkäne".to_owned(),
        amount: Money::from_cents(4_900_624),
        set_off: None,
        paid: day(2027, 10, 6),
        payment_reference: Some("RF08 1234 4".to_owned()),
        url: page("payouts/5"),
    }
}

fn payout_confirmed_set_off() -> PayoutConfirmed {
    PayoutConfirmed {
        set_off: Some(Money::from_cents(368_807)),
        ..payout_confirmed()
    }
}

fn advance_confirmed() -> PayoutConfirmed {
    PayoutConfirmed {
        paid_for: PaidFor::Instalment(2),
        payment_reference: None,
        ..payout_confirmed()
    }
}

fn payout_failed(paid_for: PaidFor) -> PayoutFailed {
    PayoutFailed {
        project: project(),
        paid_for,
        recipient: "Pälkäne".to_owned(),
        amount: Money::from_cents(4_900_624),
        failed: day(2027, 10, 6),
        reason: "AC04: the account is closed (Tili lopetettu)".to_owned(),
        url: page("payouts/5"),
    }
}

fn correction_proposed() -> CorrectionProposed {
    CorrectionProposed {
        project: project(),
        number: 2,
        municipality: "Virrat".to_owned(),
        change: Money::from_cents(-400_000),
        reason: "Lasku ei kuulu hankkeelle.".to_owned(),
        url: page("corrections/2"),
    }
}

fn recovery_notice() -> RecoveryNotice {
    RecoveryNotice {
        project: project(),
        principal: Money::from_cents(340_000),
        reason: "Laskulla ei ole yhteyttä hankkeeseen.".to_owned(),
        respond_by: day(2027, 2, 15),
        url: page("recoveries/3"),
    }
}

fn recovery_decided() -> RecoveryDecided {
    RecoveryDecided {
        project: project(),
        principal: Money::from_cents(340_000),
        interest: Money::from_cents(28_807),
        total: Money::from_cents(368_807),
        due: day(2027, 5, 20),
        reason: "Valtionavustuslain 21 §: avustusta on käytetty muuhun kuin myönnettyyn tarkoitukseen."
            .to_owned(),
        url: page("recoveries/3"),
    }
}

fn recovery_late() -> RecoveryLate {
    RecoveryLate {
        project: project(),
        open: Money::from_cents(368_807),
        due: day(2027, 5, 20),
        url: page("recoveries/3"),
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
