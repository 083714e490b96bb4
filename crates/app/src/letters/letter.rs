use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A letter as it is stored: what it is about, in ids and the moment it belongs to.
///
/// The format is part of the database: variants and fields are only ever added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "letter", rename_all = "snake_case")]
pub(crate) enum Letter {
    /// A meeting of the steering group is planned, or planned otherwise.
    SteeringMeetingPlanned {
        /// The meeting.
        meeting: Uuid,
    },
    /// A meeting of the steering group is called off.
    SteeringMeetingCancelled {
        /// The meeting.
        meeting: Uuid,
    },
    /// A decision about an application was made.
    DecisionMade {
        /// The decision.
        decision: Uuid,
    },
    /// A claim for correction of a decision arrived.
    RectificationReceived {
        /// The claim.
        rectification: Uuid,
    },
    /// A claim for correction of a decision was answered.
    RectificationDecided {
        /// The claim.
        rectification: Uuid,
    },
    /// A step of the reminder ladder.
    Reminder {
        /// The obligation.
        obligation: Uuid,
        /// The due date that is reminded of.
        due: NaiveDate,
        /// Why the reader gets it.
        audience: String,
    },
    /// The lead returned a cost report.
    CostReportReturned {
        /// The report.
        cost_report: Uuid,
        /// When it was returned.
        at: DateTime<Utc>,
    },
    /// The authority holds the payments to a project, or lets them go on.
    PaymentHold {
        /// The hold.
        hold: Uuid,
        /// Whether it tells that the hold was lifted.
        lifted: bool,
    },
    /// The authority returned a portfolio report.
    PortfolioReportReturned {
        /// The report.
        portfolio_report: Uuid,
        /// When it was returned.
        at: DateTime<Utc>,
    },
    /// The authority returned what was handed in for an obligation without a form of its own.
    ObligationReturned {
        /// The obligation.
        obligation: Uuid,
        /// When it was returned.
        at: DateTime<Utc>,
    },
    /// A change request arrived.
    ChangeRequestReceived {
        /// The request.
        change_request: Uuid,
        /// Whether the reader is to handle it.
        to_authority: bool,
    },
    /// A part of a change request was decided.
    ChangeDecided {
        /// The part.
        change_part: Uuid,
    },
    /// A decided part is to be confirmed.
    ChangeConfirmationRequested {
        /// The part.
        change_part: Uuid,
    },
    /// The lead municipality has changed.
    LeadChanged {
        /// The part by which it did.
        change_part: Uuid,
    },
    /// A municipality is asked to commit to an application.
    CommitmentRequested {
        /// The commitment.
        commitment: Uuid,
    },
    /// A call closes on the next day, and an application to it is not submitted.
    CallClosing {
        /// The application.
        application: Uuid,
    },
    /// A claim arrived: a receipt.
    ClaimReceived {
        /// The claim.
        claim: Uuid,
        /// When it arrived.
        at: DateTime<Utc>,
    },
    /// The lead answered what the authority had asked about a claim.
    SupplementAnswered {
        /// The request.
        supplement_request: Uuid,
    },
    /// The lead supplemented an application.
    ApplicationSupplemented {
        /// The application.
        application: Uuid,
    },
    /// An obligation has another day.
    ObligationExtended {
        /// The obligation.
        obligation: Uuid,
        /// The day.
        due: NaiveDate,
    },
    /// An obligation was given up.
    ObligationWaived {
        /// The obligation.
        obligation: Uuid,
    },
    /// What waits for an officer, once a week.
    OfficerWeek {
        /// In which authority.
        authority: Uuid,
        /// The first day of the week.
        monday: NaiveDate,
    },
    /// A partner has left.
    PartnerLeft {
        /// The part by which it left.
        change_part: Uuid,
    },
    /// The lead is heard before money is recovered.
    RecoveryNotice {
        /// The recovery.
        recovery: Uuid,
    },
    /// A recovery was decided.
    RecoveryDecided {
        /// The recovery.
        recovery: Uuid,
    },
    /// A recovery was not paid in time.
    RecoveryLate {
        /// The recovery.
        recovery: Uuid,
    },
    /// Somebody proposed a correction of approved costs.
    CorrectionProposed {
        /// The correction.
        correction: Uuid,
    },
    /// Shares of a claim are to be passed on to the partners.
    TransfersDue {
        /// The project.
        project: Uuid,
        /// The claim.
        claim: Uuid,
        /// The day.
        due: NaiveDate,
        /// Whether that day has passed.
        late: bool,
    },
    /// The authority asks the lead about a claim.
    SupplementRequested {
        /// The request.
        supplement_request: Uuid,
    },
    /// The authority asks the lead to supplement an application.
    ApplicationSupplementRequested {
        /// The application.
        application: Uuid,
    },
    /// An application arrived: a receipt to every municipality that takes part.
    ApplicationReceived {
        /// The application.
        application: Uuid,
    },
    /// A municipality is asked to sign the agreement of a project.
    AgreementOffered {
        /// The agreement.
        agreement: Uuid,
        /// The municipality.
        municipality: Uuid,
    },
    /// The agreement of a project came into force.
    AgreementInForce {
        /// The agreement.
        agreement: Uuid,
    },
    /// The agreement of a project was ended.
    AgreementTerminated {
        /// The agreement.
        agreement: Uuid,
    },
    /// A call was corrected to which somebody has an application.
    CallCorrected {
        /// The correction.
        call_correction: Uuid,
        /// The application.
        application: Uuid,
    },
    /// A reviewer was assigned to an application.
    ReviewAssigned {
        /// The review.
        review: Uuid,
    },
    /// Nobody answers for a project in a municipality any more.
    DutyVacant {
        /// The project.
        project: Uuid,
        /// The municipality.
        municipality: Uuid,
        /// The duty: `owner` or `manager`.
        duty: String,
        /// The day on which it was found.
        since: NaiveDate,
    },
    /// Somebody takes a duty over.
    DutyTaken {
        /// The project.
        project: Uuid,
        /// The row that names them.
        contact: Uuid,
    },
    /// The bank confirmed a payout.
    PayoutConfirmed {
        /// The payout.
        payout: Uuid,
    },
    /// The bank could not make a payment.
    PayoutFailed {
        /// The payout.
        payout: Uuid,
    },
    /// Somebody signs in with a new passkey from now on.
    PasskeyAdded {
        /// The passkey.
        passkey: Uuid,
    },
    /// Somebody signs in with a passkey no more.
    PasskeyRemoved {
        /// The passkey.
        passkey: Uuid,
    },
}

impl Letter {
    /// The kind of message, as `talkoot_mail` names it.
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Self::DecisionMade { .. } => "decision-made",
            Self::RectificationReceived { .. } => "rectification-received",
            Self::RectificationDecided { .. } => "rectification-decided",
            Self::Reminder { .. } => "reminder",
            Self::CostReportReturned { .. } => "cost-report-returned",
            Self::PaymentHold { lifted: false, .. } => "payment-hold-set",
            Self::PaymentHold { lifted: true, .. } => "payment-hold-lifted",
            Self::PortfolioReportReturned { .. } => "portfolio-report-returned",
            Self::ObligationReturned { .. } => "obligation-returned",
            Self::ChangeRequestReceived { .. } => "change-request-received",
            Self::ChangeDecided { .. } => "change-decided",
            Self::ChangeConfirmationRequested { .. } => "change-confirmation-requested",
            Self::LeadChanged { .. } => "lead-changed",
            Self::CommitmentRequested { .. } => "commitment-requested",
            Self::CallClosing { .. } => "call-closing",
            Self::ClaimReceived { .. } => "claim-received",
            Self::SupplementAnswered { .. } | Self::ApplicationSupplemented { .. } => "supplement-answered",
            Self::ObligationExtended { .. } => "obligation-extended",
            Self::ObligationWaived { .. } => "obligation-waived",
            Self::OfficerWeek { .. } => "officer-week",
            Self::PartnerLeft { .. } => "partner-left",
            Self::RecoveryNotice { .. } => "recovery-notice",
            Self::RecoveryDecided { .. } => "recovery-decided",
            Self::RecoveryLate { .. } => "recovery-late",
            Self::CorrectionProposed { .. } => "correction-proposed",
            Self::TransfersDue { .. } => "transfers-due",
            Self::SupplementRequested { .. } => "claim-supplement-requested",
            Self::ApplicationSupplementRequested { .. } => "application-supplement-requested",
            Self::ApplicationReceived { .. } => "application-received",
            Self::AgreementOffered { .. } => "agreement-offered",
            Self::AgreementInForce { .. } => "agreement-in-force",
            Self::AgreementTerminated { .. } => "agreement-terminated",
            Self::CallCorrected { .. } => "call-corrected",
            Self::ReviewAssigned { .. } => "review-assigned",
            Self::DutyVacant { .. } => "duty-vacant",
            Self::DutyTaken { .. } => "duty-taken",
            Self::SteeringMeetingPlanned { .. } => "steering-meeting-planned",
            Self::SteeringMeetingCancelled { .. } => "steering-meeting-cancelled",
            Self::PayoutConfirmed { .. } => "payout-confirmed",
            Self::PayoutFailed { .. } => "payout-failed",
            Self::PasskeyAdded { .. } => "passkey-added",
            Self::PasskeyRemoved { .. } => "passkey-removed",
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_stored_letter_is_read_back() {
        let letter = Letter::CostReportReturned {
            cost_report: Uuid::from_u128(7),
            at: "2026-08-20T09:00:00.123456Z".parse().unwrap(),
        };
        let stored = json!({
            "letter": "cost_report_returned",
            "cost_report": "00000000-0000-0000-0000-000000000007",
            "at": "2026-08-20T09:00:00.123456Z",
        });
        assert_eq!(serde_json::to_value(&letter).unwrap(), stored);
        assert_eq!(serde_json::from_value::<Letter>(stored).unwrap(), letter);
    }
}
