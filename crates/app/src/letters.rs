//! What is written to people: a letter is stored as ids only, and its facts are loaded anew when it
//! is sent, so that it never says what has stopped being true.
//!
//! To add one: a variant of [`Letter`], a line in [`compose`], and a line in [`follow`] for the event
//! after which it is written.

mod agreement;
mod answered;
mod application_received;
mod application_supplement;
mod call_closing;
mod call_correction;
mod changes;
mod claim_received;
mod commitment;
mod correction;
mod decision;
mod duty;
mod enqueue;
mod letter;
mod moved;
mod officer_week;
mod passkey;
mod payment_hold;
mod payout;
mod recovery;
mod rectification;
mod reminder;
mod returned;
mod review;
mod steering;
mod supplement;
mod transfers;

pub(crate) use application_supplement::ask_for_supplement;
pub(crate) use call_closing::write as write_before_closing;
pub(crate) use enqueue::{NewLetter, enqueue, job_key};
pub(crate) use letter::Letter;
pub(crate) use moved::tell as tell_of_new_day;
pub(crate) use reminder::obligation_page;

use std::pin::Pin;

use talkoot_domain::{ids::OrganisationId, policy::Role, project::Project, transfer::ReminderStep};
use talkoot_mail::{Message, message};
use talkoot_storage::{
    outbox::Event,
    people::{self, Person},
    transfers::reminders::DueTogether,
};

use crate::{Answer, App, Failure, Work};

/// A letter when it is its turn.
#[derive(Debug)]
pub(crate) enum Composed {
    /// To be sent.
    Message(Box<Message>),
    /// There is nothing to say any more; this is why.
    Obsolete(&'static str),
}

/// Loads the facts of a letter for the person who gets it.
#[expect(clippy::too_many_lines, reason = "one arm per letter")]
pub(crate) async fn compose(app: &App, letter: &Letter, reader: &Person) -> Answer<Composed> {
    match letter {
        Letter::DecisionMade { decision } => decision::compose(app, (*decision).into(), reader).await,
        Letter::RectificationReceived { rectification } | Letter::RectificationDecided { rectification } => {
            rectification::compose(app, letter, (*rectification).into(), reader).await
        }
        Letter::Reminder {
            obligation,
            due,
            audience,
        } => reminder::compose(app, (*obligation).into(), *due, audience, reader).await,
        Letter::CostReportReturned { cost_report, at } => {
            returned::cost_report(app, (*cost_report).into(), *at, reader).await
        }
        Letter::PaymentHold { hold, lifted } => {
            payment_hold::compose(app, (*hold).into(), *lifted, reader).await
        }
        Letter::PortfolioReportReturned { portfolio_report, at } => {
            returned::portfolio_report(app, (*portfolio_report).into(), *at, reader).await
        }
        Letter::ObligationReturned { obligation, at } => {
            returned::obligation(app, (*obligation).into(), *at, reader).await
        }
        Letter::ChangeRequestReceived {
            change_request,
            to_authority,
        } => changes::compose_received(app, *change_request, *to_authority, reader).await,
        Letter::ChangeDecided { change_part } => changes::compose_decided(app, *change_part).await,
        Letter::ChangeConfirmationRequested { change_part } => {
            changes::compose_confirmation(app, *change_part, reader).await
        }
        Letter::LeadChanged { .. }
        | Letter::CommitmentRequested { .. }
        | Letter::CallClosing { .. }
        | Letter::ClaimReceived { .. }
        | Letter::SupplementAnswered { .. }
        | Letter::ApplicationSupplemented { .. }
        | Letter::ObligationExtended { .. }
        | Letter::ObligationWaived { .. }
        | Letter::OfficerWeek { .. } => news(app, letter, reader).await,
        Letter::PartnerLeft { change_part } => changes::compose_left(app, *change_part, reader).await,
        Letter::RecoveryNotice { recovery }
        | Letter::RecoveryDecided { recovery }
        | Letter::RecoveryLate { recovery } => {
            recovery::compose(app, letter, (*recovery).into(), reader).await
        }
        Letter::CorrectionProposed { correction } => {
            correction::compose(app, (*correction).into(), reader).await
        }
        Letter::TransfersDue {
            project,
            claim,
            due,
            late,
        } => {
            let step = if *late {
                ReminderStep::After
            } else {
                ReminderStep::Before
            };
            let about = DueTogether {
                project: (*project).into(),
                claim: (*claim).into(),
                due: *due,
                step,
            };
            transfers::compose(app, about, reader).await
        }
        Letter::SupplementRequested { supplement_request } => {
            supplement::compose(app, (*supplement_request).into(), reader).await
        }
        Letter::ApplicationSupplementRequested { application } => {
            application_supplement::compose(app, (*application).into(), reader).await
        }
        Letter::ApplicationReceived { application } => {
            application_received::compose(app, (*application).into(), reader).await
        }
        Letter::AgreementOffered {
            agreement,
            municipality,
        } => {
            let about = ((*agreement).into(), (*municipality).into());
            agreement::compose_offered(app, about, reader).await
        }
        Letter::AgreementInForce { agreement } | Letter::AgreementTerminated { agreement } => {
            agreement::compose_told(app, letter, (*agreement).into(), reader).await
        }
        Letter::CallCorrected {
            call_correction,
            application,
        } => {
            let about = ((*call_correction).into(), (*application).into());
            call_correction::compose(app, about, reader).await
        }
        Letter::ReviewAssigned { review } => review::compose(app, (*review).into(), reader).await,
        Letter::SteeringMeetingPlanned { meeting } | Letter::SteeringMeetingCancelled { meeting } => {
            steering::compose(app, letter, (*meeting).into(), reader).await
        }
        Letter::DutyVacant {
            project,
            municipality,
            duty,
            since,
        } => {
            let about = ((*project).into(), (*municipality).into());
            duty::compose_vacant(app, about, duty, *since, reader).await
        }
        Letter::DutyTaken { project, contact } => {
            duty::compose_taken(app, (*project).into(), *contact, reader).await
        }
        Letter::PayoutConfirmed { payout } | Letter::PayoutFailed { payout } => {
            payout::compose(app, letter, (*payout).into(), reader).await
        }
        Letter::PasskeyAdded { passkey } | Letter::PasskeyRemoved { passkey } => {
            passkey::compose(app, letter, (*passkey).into(), reader).await
        }
    }
}

/// What only tells something; apart from the others and on the heap, because the stack of a debug build holds the
/// futures of all arms of a match.
fn news<'a>(app: &'a App, letter: &'a Letter, reader: &'a Person) -> Later<'a> {
    Box::pin(compose_news(app, letter, reader))
}

type Later<'a> = Pin<Box<dyn Future<Output = Answer<Composed>> + Send + 'a>>;

async fn compose_news(app: &App, letter: &Letter, reader: &Person) -> Answer<Composed> {
    match letter {
        Letter::LeadChanged { change_part } => changes::compose_lead_changed(app, *change_part, reader).await,
        Letter::CommitmentRequested { commitment } => {
            commitment::compose(app, (*commitment).into(), reader).await
        }
        Letter::CallClosing { application } => {
            call_closing::compose(app, (*application).into(), reader).await
        }
        Letter::ClaimReceived { claim, at } => {
            claim_received::compose(app, ((*claim).into(), *at), reader).await
        }
        Letter::SupplementAnswered { supplement_request } => {
            answered::compose_claim(app, (*supplement_request).into(), reader).await
        }
        Letter::ApplicationSupplemented { application } => {
            answered::compose_application(app, (*application).into(), reader).await
        }
        Letter::ObligationExtended { obligation, due } => {
            moved::compose_extended(app, ((*obligation).into(), *due), reader).await
        }
        Letter::ObligationWaived { obligation } => {
            moved::compose_waived(app, (*obligation).into(), reader).await
        }
        Letter::OfficerWeek { authority, monday } => {
            officer_week::compose(app, ((*authority).into(), *monday), reader).await
        }
        _ => Err(Failure::internal(format!("{} is no news", letter.kind()))),
    }
}

/// The letters that follow from an event, a line per kind of event. Runs in the transaction that moves
/// the reaction's cursor, so each event is answered once.
pub(crate) async fn follow(work: &mut Work<'_>, event: &Event) -> Answer<()> {
    match event.kind.as_str() {
        "decision_decided" => decision::write(work, event).await,
        "rectification_filed" => rectification::received(work, event).await,
        "rectification_decided" => rectification::decided(work, event).await,
        "cost_report_returned" => returned::write_to_partner(work, event).await,
        "payment_hold_set" => payment_hold::write(work, event, false).await,
        "payment_hold_lifted" => payment_hold::write(work, event, true).await,
        "portfolio_report_returned" => returned::write_to_lead(work, event).await,
        "obligation_returned" => returned::write_about_statement(work, event).await,
        "change_request_submitted" => changes::request_received(work, event).await,
        "change_part_accepted" | "change_part_rejected" => changes::decided(work, event).await,
        "change_part_enforced" => changes::enforced(work, event).await,
        "application_supplement_requested" => application_supplement::write(work, event).await,
        "supplement_request_opened" => supplement::write(work, event).await,
        "application_submitted" => {
            application_received::write(work, event).await?;
            answered::about_application(work, event).await
        }
        "commitment_requested" => commitment::write(work, event).await,
        "claim_submitted" => claim_received::write(work, event).await,
        "supplement_request_answered" => answered::about_claim(work, event).await,
        "agreement_offered" => agreement::offered(work, event).await,
        "agreement_came_into_force" => agreement::in_force(work, event).await,
        "agreement_terminated" => agreement::terminated(work, event).await,
        "review_assigned" => review::write(work, event).await,
        "call_correction_published" => call_correction::write(work, event).await,
        "correction_proposed" => correction::write(work, event).await,
        "payout_confirmed" => payout::confirmed(work, event).await,
        "payout_failed" => payout::failed(work, event).await,
        "steering_meeting_planned" | "steering_meeting_updated" => {
            let meeting = event.object;
            steering::write(work, event, Letter::SteeringMeetingPlanned { meeting }).await
        }
        "steering_meeting_cancelled" => {
            let meeting = event.object;
            steering::write(work, event, Letter::SteeringMeetingCancelled { meeting }).await
        }
        "recovery_opened" => {
            let recovery = event.object;
            recovery::write(work, event, Letter::RecoveryNotice { recovery }).await
        }
        "recovery_decided" => {
            let recovery = event.object;
            recovery::write(work, event, Letter::RecoveryDecided { recovery }).await
        }
        "recovery_late" => {
            let recovery = event.object;
            recovery::write(work, event, Letter::RecoveryLate { recovery }).await
        }
        _ => Ok(()),
    }
}

/// The project as mails name it.
pub(crate) fn named(project: &Project) -> message::Project {
    message::Project {
        name: project.name.clone(),
        reference: project.number.clone(),
    }
}

const ROLE_ENDED: &str = "the role for which it was addressed has ended";

/// Whether somebody who was to be written to still holds a role there: mails may wait for days.
async fn still_holds(
    app: &App,
    reader: &Person,
    organisation: OrganisationId,
    roles: &[Role],
) -> Answer<bool> {
    let holders = people::holders(app.store(), organisation, roles, app.now()).await?;
    Ok(holders.iter().any(|holder| holder.id == reader.id))
}
