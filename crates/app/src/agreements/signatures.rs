//! The signatures that the municipalities owe while an agreement is being signed: deadlines as any others.

use chrono::NaiveDate;
use talkoot_domain::{
    agreement::{Agreement, Signature},
    calendar::Deadline,
    ids::{AgreementId, OrganisationId},
    obligation::{Command, Subject},
    project::Project,
    schedule::ObligationKind,
};

use crate::{
    Answer, Work,
    obligations::{self, Hanging, Hung},
};

const KIND: ObligationKind = ObligationKind::AgreementSignature;

fn owed(agreement: AgreementId, by: OrganisationId) -> Hanging {
    Hanging::of(KIND, Subject::Agreement(agreement), by)
}

/// Every municipality owes its signature until a day; the caller holds the lock of the project.
pub(super) async fn ask(
    work: &mut Work<'_>,
    project: &Project,
    agreement: &Agreement,
    last: NaiveDate,
) -> Answer<()> {
    let by = work.actor()?.person;
    for party in &agreement.parties {
        let hung = Hung {
            kind: KIND,
            subject: Subject::Agreement(agreement.id),
            responsible: party.organisation,
            nominal: last,
            due: Deadline::new(last, project.terms.schedule.holidays).due(),
            by,
        };
        obligations::hang(work, project, hung).await?;
    }
    Ok(())
}

/// A municipality has signed.
pub(super) async fn given(
    work: &mut Work<'_>,
    project: &Project,
    agreement: AgreementId,
    signature: &Signature,
) -> Answer<()> {
    let done = [Command::Submit, Command::Accept];
    let owed = owed(agreement, signature.organisation);
    obligations::settle(work, project, owed, &done, signature.signed.by).await
}

/// Nobody signs an agreement that was withdrawn.
pub(super) async fn give_up(work: &mut Work<'_>, project: &Project, agreement: &Agreement) -> Answer<()> {
    let by = work.actor()?.person;
    for party in &agreement.parties {
        let owed = owed(agreement.id, party.organisation);
        obligations::end(work, project, owed, "the agreement was withdrawn", by).await?;
    }
    Ok(())
}
