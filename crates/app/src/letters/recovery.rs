//! A recovery: the hearing, the decision, the day that passed.

use talkoot_domain::{ids::RecoveryId, policy::Role, recovery::State};
use talkoot_mail::{Message, message};
use talkoot_storage::{Scope, outbox::Event, people, people::Person, projects, recoveries};

use super::{Composed, Letter, NewLetter, enqueue, named};
use crate::{Answer, App, Failure, Work};

/// To those who run projects in the municipality that repays.
pub(super) async fn write(work: &mut Work<'_>, event: &Event, letter: Letter) -> Answer<()> {
    let id: RecoveryId = event.object.into();
    let Some(recovery) = recoveries::find(&work.tx, &work.scope, id).await? else {
        tracing::error!(recovery = %id, "an event names a recovery that does not exist");
        return Ok(());
    };
    let roles = [Role::LeadCoordinator];
    let mut readers = people::holders(&work.tx, recovery.debtor, &roles, work.now).await?;
    if readers.is_empty() {
        tracing::warn!(organisation = %recovery.debtor, "nobody runs projects there; the approvers are written to");
        let roles = [Role::PartnerApprover];
        readers = people::holders(&work.tx, recovery.debtor, &roles, work.now).await?;
    }
    let letters = readers
        .into_iter()
        .map(|reader| NewLetter {
            person: reader.id,
            recipient_as: "lead_municipality",
            letter: letter.clone(),
        })
        .collect();
    enqueue(work, None, Some(recovery.project), letters).await
}

/// What the letter says, unless the recovery has moved on.
pub(super) async fn compose(
    app: &App,
    letter: &Letter,
    id: RecoveryId,
    _reader: &Person,
) -> Answer<Composed> {
    let scope = Scope::system();
    let recovery = recoveries::find(app.store(), &scope, id).await?;
    let recovery = recovery.ok_or(Failure::NotFound("recovery"))?;
    let project = projects::find(app.store(), &scope, recovery.project).await?;
    let project = named(&project.ok_or(Failure::NotFound("project"))?);
    let url = app.mail().page(&format!("recoveries/{id}"));
    let message: Message = match (letter, &recovery.state) {
        (Letter::RecoveryNotice { .. }, State::Notice) => message::RecoveryNotice {
            project,
            principal: recovery.principal,
            reason: recovery.reason.clone(),
            respond_by: recovery.respond_by,
            url,
        }
        .into(),
        (Letter::RecoveryDecided { .. }, State::Due(decided)) => {
            let proposal = &decided.proposal;
            let total = recovery.principal.checked_add(proposal.interest);
            message::RecoveryDecided {
                project,
                principal: recovery.principal,
                interest: proposal.interest,
                total: total.map_err(Failure::internal)?,
                due: proposal.due,
                reason: proposal.reasoning.clone(),
                url,
            }
            .into()
        }
        (Letter::RecoveryLate { .. }, State::Late { decided, .. }) => {
            let rates = crate::recoveries::rates(app.store()).await?;
            let due = decided.proposal.due;
            // What was open when the due date ended; late interest grows by the day and is not in it.
            let standing = recovery.account().at(due, &rates).map_err(Failure::internal)?;
            message::RecoveryLate {
                project,
                open: standing.open().map_err(Failure::internal)?,
                due,
                url,
            }
            .into()
        }
        _ => return Ok(Composed::Obsolete("the recovery has moved on meanwhile")),
    };
    Ok(Composed::Message(Box::new(message)))
}
