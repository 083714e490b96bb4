use std::fmt::Debug;

use talkoot_domain::{
    ids::RecoveryId,
    policy::{Action, Actor},
    project::Project,
    recovery::{Command, Recovery, RecoveryMachine},
};
use talkoot_storage::recoveries;

use super::{facts, locked, owed, subject};
use crate::{Answer, App, Begun, Note, Request, Version, Work};

/// A recovery that somebody is about to change, behind the lock, permitted and at the version it was read.
pub(super) struct Opened<'a> {
    pub(super) work: Work<'a>,
    pub(super) project: Project,
    pub(super) recovery: Recovery,
}

/// Begins a command on a recovery; a repeated one gives its earlier result.
pub(super) async fn begin<'a, T: Debug>(
    app: &'a App,
    actor: &'a Actor,
    action: Action,
    request: &Request<T>,
    (id, expected): (RecoveryId, Version),
) -> Answer<Result<Opened<'a>, RecoveryId>> {
    let mut work = match app.begin(actor, action, request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(Err(id.into())),
    };
    let (project, recovery) = locked(&work, id).await?;
    work.permit(&project.standings(Some(recovery.debtor)))?;
    work.same_version("recovery", recovery.id.into(), recovery.version, expected)
        .await?;
    Ok(Ok(Opened {
        work,
        project,
        recovery,
    }))
}

impl Opened<'_> {
    /// Lets the machine decide; nothing is stored yet.
    pub(super) async fn decide(&mut self, command: Command, note: Note) -> Answer<()> {
        let by = self.work.actor()?.person;
        let facts = facts(&self.work.tx, &self.project, &self.recovery, by, self.work.now).await?;
        let before = self.recovery.state.clone();
        let about = subject(&self.recovery);
        self.recovery.state = self
            .work
            .decide::<RecoveryMachine>(about, before, command, &facts, note)?;
        Ok(())
    }

    /// Stores the recovery as it is now; what the debtor owes follows it.
    pub(super) async fn store(&mut self) -> Answer<()> {
        recoveries::update(&self.work.tx, &self.recovery).await?;
        let by = self.work.actor()?.person;
        owed::follow(&mut self.work, &self.project, &self.recovery, by).await
    }

    /// Lets the machine decide, and stores what it decided.
    pub(super) async fn apply(&mut self, command: Command, note: Note) -> Answer<()> {
        self.decide(command, note).await?;
        self.store().await
    }

    /// Commits.
    pub(super) async fn finish(self) -> Answer<RecoveryId> {
        self.work.finish(self.recovery.id).await
    }
}
