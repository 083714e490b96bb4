//! What the lead municipality has to pass on to the partners.

use talkoot_domain::{policy::Role, transfer::ReminderStep};
use talkoot_mail::message;
use talkoot_storage::{
    Scope, claims, organisations, people::Person, projects, transfers::reminders::DueTogether,
};

use super::{Composed, ROLE_ENDED, named, still_holds};
use crate::{Answer, App, Failure, transfers};

const READERS: [Role; 2] = [Role::LeadCoordinator, Role::PartnerApprover];

/// What is still to be passed on, share by share.
pub(super) async fn compose(app: &App, about: DueTogether, reader: &Person) -> Answer<Composed> {
    let owed = transfers::concerned(app.store(), about).await?;
    let Some(payer) = owed.first().map(|one| one.payer) else {
        return Ok(Composed::Obsolete("everything has been passed on meanwhile"));
    };
    if !still_holds(app, reader, payer, &READERS).await? {
        return Ok(Composed::Obsolete(ROLE_ENDED));
    }
    if about.step == ReminderStep::Before && about.due < app.today() {
        return Ok(Composed::Obsolete("the day has passed; another letter says so"));
    }
    let scope = Scope::system();
    let project = projects::find(app.store(), &scope, about.project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    let claim = claims::find(app.store(), &scope, about.claim).await?;
    let claim = claim.ok_or(Failure::NotFound("claim"))?;
    let mut shares = Vec::with_capacity(owed.len());
    // A handful of partners.
    for one in &owed {
        let payee = organisations::find(app.store(), one.payee).await?;
        let payee = payee.ok_or(Failure::NotFound("organisation"))?;
        shares.push((payee.name(reader.language).to_owned(), one.amount));
    }
    let message = message::TransfersDue {
        project: named(&project),
        claim_number: claim.number.unsigned_abs(),
        shares,
        due: about.due,
        late: about.step == ReminderStep::After,
        url: app.mail().page(&format!("projects/{}", project.id)),
    };
    Ok(Composed::Message(Box::new(message.into())))
}
