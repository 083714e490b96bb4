//! What Talkoot has to say: facts already loaded, without a word of text.

mod agreement;
mod application;
mod change;
mod deadline;
mod duty;
mod moved;
mod officer;
mod payment;
mod recovery;
mod rectification;
mod reminder;
mod reporting;
mod samples;
mod sign_in;
mod standing;
mod steering;
mod survey;

pub use agreement::{AgreementInForce, AgreementOffered, AgreementTerminated};
pub use application::{
    ApplicationReceived, ApplicationSupplementRequested, CallClosing, CallCorrected, CommitmentRequested,
    DecisionMade, DecisionOutcome, ReviewAssigned,
};
pub use change::{
    ChangeConfirmationRequested, ChangeDecided, ChangeRequestReceived, Confirmed, LeadChanged, PartKind,
    PartnerLeft,
};
pub use duty::{Duty, DutyTaken, DutyVacant, OpenMatter};
pub use moved::{ObligationExtended, ObligationWaived};
pub use officer::{OfficerWeek, SupplementAnswered, Waiting, WaitingMatter};
pub use payment::{
    ClaimReceived, ClaimSupplementRequested, PaidFor, PaymentHoldLifted, PaymentHoldSet, PayoutConfirmed,
    PayoutFailed, TransfersDue,
};
pub use recovery::{CorrectionProposed, RecoveryDecided, RecoveryLate, RecoveryNotice};
pub use rectification::{RectificationDecided, RectificationOutcome, RectificationReceived};
pub use reminder::{Audience, ObligationKind, Reminder, ReminderDigest};
pub use reporting::{CostReportReturned, ObligationReturned, PortfolioReportReturned};
pub use sign_in::{PasskeyChange, SignInLink};
pub use standing::{Standing, kinds, standing};
pub use steering::SteeringMeeting;
pub use survey::SurveyAsked;

/// A project as a mail names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Its name: `Digiä yhdessä`.
    pub name: String,
    /// Its number or the authority's reference: `VN/1234/2027`.
    pub reference: String,
}

impl Project {
    /// Several projects in one name, each once, in their order.
    #[must_use]
    pub fn together<'a>(projects: &(impl Iterator<Item = &'a Self> + Clone)) -> Self {
        let joined = |part: fn(&Self) -> &str| {
            let mut parts: Vec<&str> = Vec::new();
            for text in projects.clone().map(part) {
                if !parts.contains(&text) {
                    parts.push(text);
                }
            }
            parts.join(", ")
        };
        Self {
            name: joined(|project| &project.name),
            reference: joined(|project| &project.reference),
        }
    }
}

/// A message to one person. Each variant holds the facts it tells, and the address of the page where
/// the recipient does the one thing that is asked.
#[derive(Clone, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub enum Message {
    /// A report or clearance is due or late (*muistutus*).
    Reminder(Reminder),
    /// Several reminders to one person at once.
    ReminderDigest(ReminderDigest),
    /// A partner is asked to commit to an application.
    CommitmentRequested(CommitmentRequested),
    /// A call closes on the next day: to those with an application that is not submitted.
    CallClosing(CallClosing),
    /// An application has arrived: a receipt to every partner.
    ApplicationReceived(ApplicationReceived),
    /// An application must be supplemented (*täydennyspyyntö*).
    ApplicationSupplementRequested(ApplicationSupplementRequested),
    /// A published call was corrected: to everybody with an application to it.
    CallCorrected(CallCorrected),
    /// An application is to be reviewed: to the reviewer who was assigned.
    ReviewAssigned(ReviewAssigned),
    /// The grant has been decided (*päätös*): to the lead municipality.
    DecisionMade(DecisionMade),
    /// A municipality is asked to sign the agreement of a project.
    AgreementOffered(AgreementOffered),
    /// Every municipality has signed the agreement of a project.
    AgreementInForce(AgreementInForce),
    /// The lead has ended the agreement of a project.
    AgreementTerminated(AgreementTerminated),
    /// The lead returned a partner's cost report.
    CostReportReturned(CostReportReturned),
    /// A payment claim must be supplemented.
    ClaimSupplementRequested(ClaimSupplementRequested),
    /// A payment claim (*maksatushakemus*) has arrived.
    ClaimReceived(ClaimReceived),
    /// Payments to the project are held.
    PaymentHoldSet(PaymentHoldSet),
    /// Payments to the project go on.
    PaymentHoldLifted(PaymentHoldLifted),
    /// The bank confirmed a payout.
    PayoutConfirmed(PayoutConfirmed),
    /// The bank could not make a payment.
    PayoutFailed(PayoutFailed),
    /// Shares of the grant are to be passed on to the partners.
    TransfersDue(TransfersDue),
    /// The authority asks about a portfolio report (*hankesalkkuraportti*).
    PortfolioReportReturned(PortfolioReportReturned),
    /// The authority asks about an interim, final or follow-up report.
    ObligationReturned(ObligationReturned),
    /// More time was given for something that is owed.
    ObligationExtended(ObligationExtended),
    /// Something that was owed was given up.
    ObligationWaived(ObligationWaived),
    /// What the authority had asked was answered: to those who handle it.
    SupplementAnswered(SupplementAnswered),
    /// What waits for an officer, once a week.
    OfficerWeek(OfficerWeek),
    /// A change request (*muutoshakemus*) has arrived.
    ChangeRequestReceived(ChangeRequestReceived),
    /// A part of a change request has been decided.
    ChangeDecided(ChangeDecided),
    /// A decided change is to be confirmed: by both leads and the authority, or by who joins.
    ChangeConfirmationRequested(ChangeConfirmationRequested),
    /// The lead municipality has changed (*vastuukunnan vaihtuminen*).
    LeadChanged(LeadChanged),
    /// A partner has left the project.
    PartnerLeft(PartnerLeft),
    /// Nobody answers for a project in a municipality any more.
    DutyVacant(DutyVacant),
    /// Somebody takes over what another one answered for in a project.
    DutyTaken(DutyTaken),
    /// A correction of approved costs is proposed (*oikaisu*).
    CorrectionProposed(CorrectionProposed),
    /// The lead municipality is heard before money is recovered (*kuuleminen*).
    RecoveryNotice(RecoveryNotice),
    /// A claim for correction of a decision has arrived (*oikaisuvaatimus*).
    RectificationReceived(RectificationReceived),
    /// A claim for correction of a decision has been answered.
    RectificationDecided(RectificationDecided),
    /// A recovery was decided (*takaisinperintä*).
    RecoveryDecided(RecoveryDecided),
    /// A recovery was not paid in time.
    RecoveryLate(RecoveryLate),
    /// Somebody is invited to answer a survey (*kysely*).
    SurveyInvitation(SurveyAsked),
    /// Somebody who was invited to a survey has not answered.
    SurveyReminder(SurveyAsked),
    /// Somebody asked for a link to sign in with.
    SignInLink(SignInLink),
    /// A passkey was added to somebody's ways to sign in.
    PasskeyAdded(PasskeyChange),
    /// A passkey was removed from somebody's ways to sign in.
    PasskeyRemoved(PasskeyChange),
    /// A meeting of the steering group is planned (*ohjausryhmän kokous*).
    SteeringMeetingPlanned(SteeringMeeting),
    /// A meeting of the steering group is called off.
    SteeringMeetingCancelled(SteeringMeeting),
}

impl Message {
    /// The kind of the message as a stable name: `payout-confirmed`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        self.into()
    }

    /// The page where the recipient does what is asked.
    #[must_use]
    pub fn url(&self) -> &str {
        match self {
            Self::Reminder(message) => &message.url,
            Self::ReminderDigest(message) => &message.url,
            Self::CommitmentRequested(message) => &message.url,
            Self::CallClosing(message) => &message.url,
            Self::ApplicationReceived(message) => &message.url,
            Self::ApplicationSupplementRequested(message) => &message.url,
            Self::CallCorrected(message) => &message.url,
            Self::ReviewAssigned(message) => &message.url,
            Self::DecisionMade(message) => &message.url,
            Self::AgreementOffered(message) => &message.url,
            Self::AgreementInForce(message) => &message.url,
            Self::AgreementTerminated(message) => &message.url,
            Self::CostReportReturned(message) => &message.url,
            Self::ClaimSupplementRequested(message) => &message.url,
            Self::ClaimReceived(message) => &message.url,
            Self::PaymentHoldSet(message) => &message.url,
            Self::PaymentHoldLifted(message) => &message.url,
            Self::PayoutConfirmed(message) => &message.url,
            Self::PayoutFailed(message) => &message.url,
            Self::TransfersDue(message) => &message.url,
            Self::PortfolioReportReturned(message) => &message.url,
            Self::ObligationReturned(message) => &message.url,
            Self::ObligationExtended(message) => &message.url,
            Self::ObligationWaived(message) => &message.url,
            Self::SupplementAnswered(message) => &message.url,
            Self::OfficerWeek(message) => &message.url,
            Self::ChangeRequestReceived(message) => &message.url,
            Self::ChangeDecided(message) => &message.url,
            Self::ChangeConfirmationRequested(message) => &message.url,
            Self::LeadChanged(message) => &message.url,
            Self::PartnerLeft(message) => &message.url,
            Self::DutyVacant(message) => &message.url,
            Self::DutyTaken(message) => &message.url,
            Self::CorrectionProposed(message) => &message.url,
            Self::RecoveryNotice(message) => &message.url,
            Self::RectificationReceived(message) => &message.url,
            Self::RectificationDecided(message) => &message.url,
            Self::RecoveryDecided(message) => &message.url,
            Self::RecoveryLate(message) => &message.url,
            Self::SurveyInvitation(message) | Self::SurveyReminder(message) => &message.url,
            Self::SignInLink(message) => &message.url,
            Self::PasskeyAdded(message) | Self::PasskeyRemoved(message) => &message.url,
            Self::SteeringMeetingPlanned(message) | Self::SteeringMeetingCancelled(message) => &message.url,
        }
    }

    /// The project it is about.
    #[must_use]
    pub fn project(&self) -> &Project {
        match self {
            Self::Reminder(message) => &message.project,
            Self::ReminderDigest(message) => &message.project,
            Self::CommitmentRequested(message) => &message.project,
            Self::CallClosing(message) => &message.project,
            Self::ApplicationReceived(message) => &message.project,
            Self::ApplicationSupplementRequested(message) => &message.project,
            Self::CallCorrected(message) => &message.project,
            Self::ReviewAssigned(message) => &message.project,
            Self::DecisionMade(message) => &message.project,
            Self::AgreementOffered(message) => &message.project,
            Self::AgreementInForce(message) => &message.project,
            Self::AgreementTerminated(message) => &message.project,
            Self::CostReportReturned(message) => &message.project,
            Self::ClaimSupplementRequested(message) => &message.project,
            Self::ClaimReceived(message) => &message.project,
            Self::PaymentHoldSet(message) => &message.project,
            Self::PaymentHoldLifted(message) => &message.project,
            Self::PayoutConfirmed(message) => &message.project,
            Self::PayoutFailed(message) => &message.project,
            Self::TransfersDue(message) => &message.project,
            Self::PortfolioReportReturned(message) => &message.project,
            Self::ObligationReturned(message) => &message.project,
            Self::ObligationExtended(message) => &message.project,
            Self::ObligationWaived(message) => &message.project,
            Self::SupplementAnswered(message) => &message.project,
            Self::OfficerWeek(message) => &message.project,
            Self::ChangeRequestReceived(message) => &message.project,
            Self::ChangeDecided(message) => &message.project,
            Self::ChangeConfirmationRequested(message) => &message.project,
            Self::LeadChanged(message) => &message.project,
            Self::PartnerLeft(message) => &message.project,
            Self::DutyVacant(message) => &message.project,
            Self::DutyTaken(message) => &message.project,
            Self::CorrectionProposed(message) => &message.project,
            Self::RecoveryNotice(message) => &message.project,
            Self::RectificationReceived(message) => &message.project,
            Self::RectificationDecided(message) => &message.project,
            Self::RecoveryDecided(message) => &message.project,
            Self::RecoveryLate(message) => &message.project,
            Self::SurveyInvitation(message) | Self::SurveyReminder(message) => &message.project,
            Self::SignInLink(message) => &message.project,
            Self::PasskeyAdded(message) | Self::PasskeyRemoved(message) => &message.project,
            Self::SteeringMeetingPlanned(message) | Self::SteeringMeetingCancelled(message) => {
                &message.project
            }
        }
    }
}

/// A message turns into itself boxed in the enum, so that callers write `facts.into()`.
macro_rules! into_message {
    ($($kind:ident),*) => { $(
        impl From<$kind> for Message {
            fn from(message: $kind) -> Self {
                Self::$kind(message)
            }
        }
    )* };
}

into_message!(
    Reminder,
    ReminderDigest,
    CommitmentRequested,
    CallClosing,
    ApplicationReceived,
    ApplicationSupplementRequested,
    CallCorrected,
    ReviewAssigned,
    DecisionMade,
    AgreementOffered,
    AgreementInForce,
    AgreementTerminated,
    CostReportReturned,
    ClaimSupplementRequested,
    ClaimReceived,
    PaymentHoldSet,
    PaymentHoldLifted,
    PayoutConfirmed,
    PayoutFailed,
    TransfersDue,
    PortfolioReportReturned,
    ObligationReturned,
    ObligationExtended,
    ObligationWaived,
    SupplementAnswered,
    OfficerWeek,
    ChangeRequestReceived,
    ChangeDecided,
    ChangeConfirmationRequested,
    LeadChanged,
    PartnerLeft,
    DutyVacant,
    DutyTaken,
    CorrectionProposed,
    RecoveryNotice,
    RectificationReceived,
    RectificationDecided,
    RecoveryDecided,
    RecoveryLate
);
