//! From facts to a letter, and from a letter to plain text and HTML.
//!
//! Texts are Fluent messages per language (plural forms and cases are theirs), the letter is data,
//! and one minijinja layout per format lays it out. The HTML layout is written by hand and not in
//! MJML: it is one column without images, which needs none of MJML's tricks, and the result stays
//! short enough to be reviewed in every snapshot.

mod agreement;
mod application;
mod change;
mod duty;
mod event;
mod layout;
mod letter;
mod moved;
mod officer;
mod payment;
mod recovery;
mod rectification;
mod reminder;
mod reporting;
mod sign_in;
mod steering;
mod survey;
mod texts;

#[cfg(test)]
mod tests;

use crate::Branding;
use crate::message::Message;
use crate::single_line::single_line;
use chrono::NaiveDate;
use letter::Letter;
use talkoot_domain::{formats, icalendar::Event, language::Language};

pub use event::{deadline_title, event_uid, obligation_title};
use texts::Texts;

/// A message in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// The language it is written in.
    pub language: Language,
    /// The subject on one line.
    pub subject: String,
    /// The plain-text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// The days by which something is to be done, for the reader's calendar.
    pub events: Vec<Event>,
}

/// A message could not be put into words. Nothing half-filled is ever sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotRendered {
    /// A text is missing, or asks for a fact that the message does not have.
    #[error("the text \"{key}\" in language {language} cannot be used, mend the language file: {reason}")]
    Text {
        /// The language.
        language: Language,
        /// The name of the text.
        key: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The layout failed.
    #[error("the layout of mails cannot be used, mend the template: {0}")]
    Layout(String),
    /// The link is not one a reader can safely follow.
    #[error("\"{0}\" is not a web address: give the address of a page, beginning with https:// or http://")]
    NotALink(String),
}

/// Puts a message into words.
///
/// # Errors
/// [`NotRendered`] when the link is not a web address, or a text or the layout is broken; the latter
/// two are found by tests for every kind of message.
pub fn render(message: &Message, language: Language, branding: &Branding) -> Result<Rendered, NotRendered> {
    let texts = Texts::of(language)?;
    let letter = compose(message, texts, branding)?;
    Ok(Rendered {
        events: event::events(message, &letter, texts)?,
        language,
        text: layout::text(&letter, language)?,
        html: layout::html(&letter, language)?,
        subject: letter.subject,
    })
}

/// A stretch of days as a message's `period` wants it: `1.1.2027–30.6.2027`.
#[must_use]
pub fn period_text(from: NaiveDate, until: NaiveDate, language: Language) -> String {
    formats::date_range(from, until, language)
}

/// A day as a message's text wants it: `15.2.2027`, `15 February 2027`.
#[must_use]
pub fn date_text(date: NaiveDate, language: Language) -> String {
    formats::date_short(date, language)
}

fn compose(message: &Message, texts: &Texts, branding: &Branding) -> Result<Letter, NotRendered> {
    let url = message.url();
    let follows = url.starts_with("https://") || url.starts_with("http://");
    if !follows
        || url
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>'))
    {
        return Err(NotRendered::NotALink(single_line(url)));
    }
    let draft = letter::Draft::new(message, texts, branding);
    match message {
        Message::Reminder(facts) => reminder::compose(draft, facts),
        Message::ReminderDigest(facts) => reminder::digest(draft, facts, texts, branding),
        Message::CommitmentRequested(facts) => application::commitment_requested(draft, facts),
        Message::CallClosing(facts) => application::call_closing(draft, facts),
        Message::ApplicationReceived(facts) => application::received(draft, facts),
        Message::ApplicationSupplementRequested(facts) => application::supplement_requested(draft, facts),
        Message::CallCorrected(facts) => application::call_corrected(draft, facts),
        Message::AgreementOffered(facts) => agreement::offered(draft, facts),
        Message::AgreementInForce(facts) => agreement::in_force(draft, facts),
        Message::AgreementTerminated(facts) => agreement::terminated(draft, facts),
        Message::ReviewAssigned(facts) => application::review_assigned(draft, facts),
        Message::DecisionMade(facts) => application::decision_made(draft, facts),
        Message::CostReportReturned(facts) => reporting::cost_report_returned(draft, facts),
        Message::PortfolioReportReturned(facts) => reporting::portfolio_report_returned(draft, facts),
        Message::ObligationReturned(facts) => reporting::obligation_returned(draft, facts),
        Message::ObligationExtended(facts) => moved::extended(draft, facts),
        Message::ObligationWaived(facts) => moved::waived(draft, facts),
        Message::SupplementAnswered(facts) => officer::supplement_answered(draft, facts),
        Message::OfficerWeek(facts) => officer::week(draft, facts),
        Message::ClaimSupplementRequested(facts) => payment::claim_supplement_requested(draft, facts),
        Message::ClaimReceived(facts) => payment::claim_received(draft, facts),
        Message::PaymentHoldSet(facts) => payment::payment_hold_set(draft, facts),
        Message::PaymentHoldLifted(facts) => payment::payment_hold_lifted(draft, facts),
        Message::PayoutConfirmed(facts) => payment::payout_confirmed(draft, facts),
        Message::PayoutFailed(facts) => payment::payout_failed(draft, facts),
        Message::TransfersDue(facts) => payment::transfers_due(draft, facts),
        Message::ChangeRequestReceived(facts) => change::request_received(draft, facts),
        Message::ChangeDecided(facts) => change::decided(draft, facts),
        Message::ChangeConfirmationRequested(facts) => change::confirmation_requested(draft, facts),
        Message::LeadChanged(facts) => change::lead_changed(draft, facts),
        Message::PartnerLeft(facts) => change::partner_left(draft, facts),
        Message::DutyVacant(facts) => duty::vacant(draft, facts),
        Message::DutyTaken(facts) => duty::taken(draft, facts),
        Message::CorrectionProposed(facts) => recovery::correction_proposed(draft, facts),
        Message::RecoveryNotice(facts) => recovery::notice(draft, facts),
        Message::RectificationReceived(facts) => rectification::received(draft, facts),
        Message::RectificationDecided(facts) => rectification::decided(draft, facts),
        Message::RecoveryDecided(facts) => recovery::decided(draft, facts),
        Message::RecoveryLate(facts) => recovery::late(draft, facts),
        Message::SurveyInvitation(facts) | Message::SurveyReminder(facts) => survey::asked(draft, facts),
        Message::SignInLink(facts) => sign_in::link(draft, facts),
        Message::PasskeyAdded(facts) | Message::PasskeyRemoved(facts) => sign_in::passkey(draft, facts),
        Message::SteeringMeetingPlanned(facts) | Message::SteeringMeetingCancelled(facts) => {
            steering::meeting(draft, facts)
        }
    }
}
