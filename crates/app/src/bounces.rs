//! Mails that came back though a mail server had taken them. Anybody can write to the address to which they come back, so
//! only what names a mail of ours and the address that it went to is believed.

use talkoot_domain::ids::SurveyMailId;
use talkoot_mail::Bounce;
use talkoot_storage::{mails, people, surveys};
use uuid::Uuid;

use crate::{Answer, App};

/// Records against the address that mails came back, the several reminders of one mail each. From then on it is shown
/// as refusing mails, and the next step of a ladder is told to the next role. Says how many mails it was; what is none
/// of ours, or known already, is passed over.
///
/// # Errors
/// When the database fails.
pub async fn record(app: &App, bounces: &[Bounce]) -> Answer<u64> {
    let mut recorded = 0;
    for bounce in bounces {
        for address in &bounce.addresses {
            recorded += of_person(app, bounce, address).await?;
            recorded += of_survey(app, bounce, address).await?;
        }
    }
    Ok(recorded)
}

async fn of_person(app: &App, bounce: &Bounce, address: &str) -> Answer<u64> {
    let Some(person) = people::find_by_email(app.store(), address).await? else {
        return Ok(0);
    };
    let to = (person.id, person.email.as_str());
    let work = app.begin_system("recordBounce").await?;
    let recorded = mails::bounced(&work.tx, to, &bounce.message_id, &bounce.said, work.now).await?;
    work.close().await?;
    Ok(recorded)
}

async fn of_survey(app: &App, bounce: &Bounce, address: &str) -> Answer<u64> {
    let id = bounce.message_id.trim_start_matches('<').split('@').next();
    let Some(id) = id.and_then(|id| id.parse::<Uuid>().ok()) else {
        return Ok(0);
    };
    let id = SurveyMailId::from(id);
    let work = app.begin_system("recordBounce").await?;
    let recorded = surveys::bounced(&work.tx, id, address, &bounce.said, work.now).await?;
    work.close().await?;
    Ok(u64::from(recorded))
}
