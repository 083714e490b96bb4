//! Payment batches: made by an officer of approved payouts, approved by another person, sent to the bank as
//! one file that is made once.
//!
//! Locks are taken in one order: the batch, the projects by id, the accounts.

mod create;
mod file;
mod follow;
mod lines;
mod read;
mod step;

pub use create::{CreatePaymentBatch, create};
pub use read::{available_actions, count, find, find_many, list, of_payouts};
pub use step::{CancelPaymentBatch, approve, cancel, send};
pub use talkoot_storage::payment_batches::{Filter, Membership};

pub(crate) use follow::{answered, settle_when_over};

use std::collections::BTreeMap;

use talkoot_domain::{
    ids::{PaymentBatchId, ProjectId},
    payment_batch::PaymentBatch,
    project::Project,
};
use talkoot_storage::{Scope, payment_batches, projects};

use crate::{Answer, Subject, Work};

pub(crate) fn subject(batch: &PaymentBatch) -> Subject {
    Subject {
        id: batch.id.into(),
        project: None,
    }
}

/// Locks a batch and then the projects of its payouts, and reads the batch behind the locks.
pub(crate) async fn locked(work: &Work<'_>, id: PaymentBatchId) -> Answer<PaymentBatch> {
    let batch = payment_batches::lock(&work.tx, &work.scope, id).await?;
    let batch = work.found("payment batch", batch)?;
    lock_projects(work, batch.lines.iter().map(|line| line.project)).await?;
    Ok(batch)
}

/// Locks projects, always in the order of their ids, so that two who need the same ones never wait for
/// each other. Whoever may pay them has found their payouts.
pub(crate) async fn lock_projects(
    work: &Work<'_>,
    ids: impl Iterator<Item = ProjectId>,
) -> Answer<BTreeMap<ProjectId, Project>> {
    let mut found: BTreeMap<ProjectId, Option<Project>> = ids.map(|id| (id, None)).collect();
    for (&id, project) in &mut found {
        *project = projects::lock(&work.tx, &Scope::system(), id).await?;
    }
    found
        .into_iter()
        .map(|(id, project)| Ok((id, work.found("project", project)?)))
        .collect()
}
