use talkoot_domain::{
    ids::PersonId,
    obligation::{Command, Subject},
    project::Project,
    recovery::{Recovery, State},
    schedule::ObligationKind,
};
use talkoot_storage::obligations as stored;

use crate::{
    Answer, Work,
    obligations::{self, Hung},
};

/// Brings what the debtor owes in line with the recovery, in the transaction that changes it: the answer in the
/// hearing until its last day, then the payment until the day of the decision. Safe to repeat; the caller holds the
/// lock of the project.
pub(super) async fn follow(
    work: &mut Work<'_>,
    project: &Project,
    recovery: &Recovery,
    by: PersonId,
) -> Answer<()> {
    let of = Subject::Recovery(recovery.id);
    let hearing = (ObligationKind::RecoveryHearing, of);
    let payment = (ObligationKind::RecoveryPayment, of);
    let new = |(kind, subject), day| Hung {
        kind,
        subject,
        responsible: recovery.debtor,
        nominal: day,
        due: day,
        by,
    };
    match &recovery.state {
        State::Notice => owe(work, project, new(hearing, recovery.respond_by)).await,
        State::Heard { .. } if recovery.answer.is_some() => {
            obligations::settle(work, project, hearing, &[Command::Submit], by).await
        }
        State::Heard { .. } | State::Drafted { .. } => {
            obligations::end(work, project, hearing, "the hearing ended without an answer", by).await
        }
        State::Due(decided) | State::Late { decided, .. } => {
            obligations::end(work, project, hearing, "the recovery was decided", by).await?;
            owe(work, project, new(payment, decided.proposal.due)).await
        }
        State::Paid { .. } | State::SetOff { .. } => {
            let paid = [Command::Submit, Command::Accept];
            obligations::settle(work, project, payment, &paid, by).await
        }
        State::Mitigated { .. } => {
            obligations::end(work, project, payment, "the rest of the debt was mitigated", by).await
        }
        State::WrittenOff { .. } => {
            obligations::end(work, project, payment, "the rest of the debt was written off", by).await
        }
        State::Waived { .. } => {
            obligations::end(work, project, hearing, "the recovery was waived as a trifle", by).await
        }
        State::Cancelled { .. } => {
            obligations::end(work, project, hearing, "the recovery was cancelled", by).await
        }
    }
}

async fn owe(work: &mut Work<'_>, project: &Project, new: Hung) -> Answer<()> {
    if stored::of_subject(&work.tx, new.kind, new.subject, None)
        .await?
        .is_none()
    {
        obligations::hang(work, project, new).await?;
    }
    Ok(())
}
