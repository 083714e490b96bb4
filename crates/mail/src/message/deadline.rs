//! Until when the reader is to do what a message asks, for the calendar that comes with it.

use super::Message;
use chrono::NaiveDate;

impl Message {
    /// The day by which something is to be done, in Finland; nothing where a message only tells something, or its
    /// day has passed for good.
    #[must_use]
    pub const fn deadline(&self) -> Option<NaiveDate> {
        match self {
            Self::Reminder(message) => Some(message.due),
            Self::CommitmentRequested(message) => Some(message.respond_by),
            Self::ApplicationSupplementRequested(message) => Some(message.respond_by),
            Self::CallClosing(message) => Some(message.closes),
            Self::AgreementOffered(message) => Some(message.respond_by),
            Self::ObligationExtended(message) => Some(message.due),
            Self::CallCorrected(message) => Some(message.closes),
            Self::DecisionMade(message) => Some(message.claim_until),
            Self::ClaimSupplementRequested(message) => Some(message.respond_by),
            Self::TransfersDue(message) => Some(message.due),
            Self::CostReportReturned(message) => Some(message.respond_by),
            Self::PortfolioReportReturned(message) => Some(message.respond_by),
            Self::ObligationReturned(message) => Some(message.respond_by),
            Self::RecoveryNotice(message) => Some(message.respond_by),
            Self::RecoveryDecided(message) => Some(message.due),
            // Each of its reminders has its own.
            Self::ReminderDigest(_)
            | Self::ApplicationReceived(_)
            | Self::ReviewAssigned(_)
            | Self::AgreementInForce(_)
            | Self::AgreementTerminated(_)
            | Self::ClaimReceived(_)
            | Self::PaymentHoldSet(_)
            | Self::PaymentHoldLifted(_)
            | Self::PayoutConfirmed(_)
            | Self::PayoutFailed(_)
            | Self::ObligationWaived(_)
            | Self::SupplementAnswered(_)
            | Self::OfficerWeek(_)
            | Self::ChangeRequestReceived(_)
            | Self::ChangeDecided(_)
            | Self::ChangeConfirmationRequested(_)
            | Self::LeadChanged(_)
            | Self::PartnerLeft(_)
            | Self::DutyVacant(_)
            | Self::DutyTaken(_)
            | Self::CorrectionProposed(_)
            | Self::RectificationReceived(_)
            | Self::RectificationDecided(_)
            | Self::RecoveryLate(_)
            // Its link is a secret that does not belong into a calendar, which others may see.
            | Self::SurveyInvitation(_)
            | Self::SurveyReminder(_)
            // Good for minutes, and a secret too.
            | Self::SignInLink(_)
            | Self::PasskeyAdded(_)
            | Self::PasskeyRemoved(_)
            // A meeting has hours, not a last day.
            | Self::SteeringMeetingPlanned(_)
            | Self::SteeringMeetingCancelled(_) => None,
        }
    }
}
