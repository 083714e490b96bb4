//! The mails of surveys. They go to addresses, not to people of the engine, and each holds a secret that is made when
//! it is sent: neither the secret nor the text of the mail is kept.

use serde_json::json;
use talkoot_domain::{
    calendar,
    ids::{SurveyId, SurveyMailId},
    organisation::Organisation,
    survey::{About, State, Step, Survey},
};
use talkoot_mail::{DeliveryFailure, Message, Outgoing, Party, message, message_id, render};
use talkoot_storage::{
    Access, Scope, calls,
    jobs::{self, Job, NewJob},
    organisations, projects,
    surveys::{self as storage, Invitation, Link, MailState, SurveyMail},
};
use uuid::Uuid;

use super::OBJECT;
use crate::{
    Answer, App, Failure, Work, identity::Token, letters, reticent::without_addresses, worker::JobKind,
};

/// Puts the mails of one step into the queue, in the transaction of whatever they follow from. Who was written to at
/// this step is passed over. Says how many are new.
pub(super) async fn enqueue(
    work: &Work<'_>,
    survey: SurveyId,
    step: Step,
    to: &[Invitation],
) -> Answer<usize> {
    let mails = to
        .iter()
        .map(|invitation| SurveyMail {
            id: work.app.new_id(),
            survey,
            invitation: invitation.id,
            step,
            created_at: work.now,
            state: MailState::Queued,
        })
        .collect();
    let new = storage::enqueue(&work.tx, mails).await?;
    for mail in &new {
        let job = NewJob {
            id: work.app.new_id(),
            kind: JobKind::SendSurveyMail.into(),
            unique_key: format!("send_survey_mail:{}", mail.id),
            payload: json!({ "mail": mail.id.to_string() }),
            run_at: work.now,
        };
        jobs::enqueue(&work.tx, job).await?;
    }
    Ok(new.len())
}

/// Sends one mail about a survey. Tried again after a crash it goes out under the same Message-ID with another link,
/// and both lead to the same invitation.
pub(crate) async fn send(app: &App, job: &Job) -> Answer<()> {
    let id = job.payload["mail"]
        .as_str()
        .and_then(|text| text.parse::<Uuid>().ok());
    let id: SurveyMailId = id
        .ok_or_else(|| Failure::internal("the job names no mail"))?
        .into();
    let mail = storage::mail(app.store(), id).await?;
    let mail = mail.ok_or(Failure::NotFound("mail"))?;
    if mail.state != MailState::Queued {
        return end(app, job, None).await;
    }
    let survey = storage::find(app.store(), &Scope::system(), mail.survey).await?;
    let survey = survey.ok_or(Failure::NotFound(OBJECT))?;
    let invitation = storage::invitation(app.store(), mail.invitation).await?;
    let invitation = invitation.ok_or(Failure::NotFound("invitation"))?;
    if let Some(why) = obsolete(app, &survey, &invitation) {
        return end(app, job, Some((id, MailState::Cancelled, why))).await;
    }
    let outgoing = write(app, &survey, &invitation, &mail).await?;
    match app.mail().transport.deliver(&outgoing).await {
        Ok(receipt) => end(app, job, Some((id, MailState::Sent, receipt.answer.as_str()))).await,
        Err(failure @ DeliveryFailure::Temporary { .. }) => Err(Failure::internal(failure)),
        Err(DeliveryFailure::Permanent { answer, .. }) => {
            let said = without_addresses(&answer);
            tracing::warn!(mail = %id, answer = said, "a mail of a survey was refused for good");
            end(app, job, Some((id, MailState::Refused, answer.as_str()))).await
        }
    }
}

/// Why a mail has nothing to ask any more.
fn obsolete(app: &App, survey: &Survey, invitation: &Invitation) -> Option<&'static str> {
    let is_open = matches!(survey.state, State::Open { .. });
    if !is_open || app.today() > survey.details.closes_on {
        return Some("the survey has closed");
    }
    invitation.answered.then_some("it was answered in the meantime")
}

/// Makes a link, keeps its hash, and writes the mail that holds it.
async fn write(app: &App, survey: &Survey, invitation: &Invitation, mail: &SurveyMail) -> Answer<Outgoing> {
    let token = Token::random();
    let link = Link {
        survey: survey.id,
        invitation: invitation.id,
    };
    let work = app.begin_system("sendSurveyMail").await?;
    // Behind the lock: a survey that closes in between deletes its links, and this one comes before or not at all.
    let open = storage::lock(&work.tx, &work.scope, survey.id).await?;
    if !open.is_some_and(|open| matches!(open.state, State::Open { .. })) {
        return Err(Failure::internal("the survey closed while its mail was written"));
    }
    storage::insert_link(&work.tx, token.hash(), link).await?;
    work.close().await?;
    let details = &survey.details;
    let facts = message::SurveyAsked {
        project: named(app.store(), survey).await?,
        of_call: matches!(survey.about, About::Call(_)),
        survey: details.title.clone(),
        asker: asker(app.store(), survey)
            .await?
            .name(details.language)
            .to_owned(),
        closes: details.closes_on,
        url: app.mail().page(&format!("surveys/{}", token.reveal())),
    };
    let message = match mail.step {
        Step::Invitation => Message::SurveyInvitation(facts),
        Step::Reminder(_) => Message::SurveyReminder(facts),
    };
    let branding = &app.mail().branding;
    let rendered = render(&message, details.language, branding).map_err(Failure::internal)?;
    let to = Party::new(invitation.address.clone(), "");
    let id = message_id(mail.id.into(), app.mail().domain());
    Ok(Outgoing::new(id, mail.created_at, to, rendered, branding))
}

/// Who asks.
pub(super) async fn asker(db: &impl Access, survey: &Survey) -> Answer<Organisation> {
    let asker = organisations::find(db, survey.owner).await?;
    asker.ok_or_else(|| Failure::internal("a survey that nobody asks"))
}

/// What a survey is about, as a mail names it.
pub(super) async fn named(db: &impl Access, survey: &Survey) -> Answer<message::Project> {
    let scope = Scope::system();
    match survey.about {
        About::Call(call) => {
            let call = calls::find(db, &scope, call).await?;
            let call = call.ok_or_else(|| Failure::internal("a survey of no call"))?;
            Ok(message::Project {
                name: call.details.title,
                reference: String::new(),
            })
        }
        About::Project(project) => {
            let project = projects::find(db, &scope, project).await?;
            let project = project.ok_or_else(|| Failure::internal("a survey of no project"))?;
            Ok(letters::named(&project))
        }
    }
}

/// The end of a job, and what became of its mail.
async fn end(app: &App, job: &Job, became: Option<(SurveyMailId, MailState, &str)>) -> Answer<()> {
    let work = app.begin_system("sendSurveyMail").await?;
    if let Some((mail, state, outcome)) = became {
        storage::finish(&work.tx, mail, state, outcome, work.now).await?;
    }
    jobs::done(&work.tx, job.id, work.now).await?;
    work.close().await
}

/// Whether the last day of a survey has ended.
pub(super) fn is_over(work: &Work<'_>, survey: &Survey) -> bool {
    calendar::helsinki_date(work.now) > survey.details.closes_on
}
