use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use talkoot_app::erasures::{self, Retained};
use talkoot_domain::{
    erasure::{Erasure, Kept, Removed, State, StateName},
    workflow::{Name, Stamp},
};

use crate::{
    action::AvailableAction,
    context::{actor, app, loaders},
    node::{self, Kind},
    organisation::PersonObject,
    outcome::{error, not_found},
    project::ProjectObject,
    scalar::Money,
};

/// For how long what a project leaves behind about people is kept.
pub(crate) struct RetentionObject(pub(crate) Retained);

/// For how long what a project leaves behind about people is kept (*säilytysaika*): some years after the last thing that
/// happened to it, ten unless said otherwise.
#[Object(name = "Retention")]
impl RetentionObject {
    /// The project.
    async fn project(&self) -> ProjectObject {
        ProjectObject(self.0.project.clone())
    }

    /// Counts its changes; 0 while the usual rule holds.
    async fn version(&self) -> i64 {
        self.0.standing.retention.version
    }

    /// Years after the last thing that happened.
    async fn years(&self) -> i32 {
        self.0.standing.retention.years
    }

    /// Why nothing may be removed for now; absent when removing is allowed.
    async fn hold(&self) -> Option<&str> {
        self.0.standing.retention.hold.as_deref()
    }

    /// The day of the last thing that happened; absent while the project runs.
    async fn last_event(&self) -> Option<NaiveDate> {
        self.0.standing.last_event
    }

    /// The last day on which everything is kept; absent while the project runs.
    async fn kept_until(&self) -> Option<NaiveDate> {
        let last = self.0.standing.last_event?;
        Some(self.0.standing.retention.last_day(last))
    }

    /// Why nothing can be removed today; absent when it can be proposed.
    async fn hindrance(&self) -> Option<String> {
        self.0.hindrance.as_ref().map(ToString::to_string)
    }

    /// Every erasure that was proposed, oldest first.
    async fn erasures(&self) -> Vec<ErasureObject> {
        self.0.erasures.iter().cloned().map(ErasureObject).collect()
    }
}

/// What was removed, in rows and bytes.
#[derive(SimpleObject)]
pub(crate) struct ErasedData {
    /// Files whose content was removed; the log has the SHA-256 of what was imported or handed in.
    files: i64,
    /// What those files had, in bytes.
    bytes: i64,
    /// Rows of ledgers whose supplier and explanation were removed.
    lines: i64,
    /// Contact persons of partners and of results, and answers about people.
    contacts: i64,
    /// Submissions of the application that lost the contact persons.
    submissions: i64,
    /// Mails whose address and words were removed.
    mails: i64,
    /// People invited to surveys whose addresses were removed.
    invitations: i64,
}

impl From<Removed> for ErasedData {
    fn from(removed: Removed) -> Self {
        Self {
            files: removed.files,
            bytes: removed.bytes,
            lines: removed.lines,
            contacts: removed.contacts,
            submissions: removed.submissions,
            mails: removed.mails,
            invitations: removed.invitations,
        }
    }
}

/// The sums that stayed, the same before and after.
#[derive(SimpleObject)]
pub(crate) struct KeptSums {
    /// Cost lines of all imports.
    lines: i64,
    /// What they add up to.
    costs: Money,
    /// What of it was accepted.
    accepted: Money,
    /// What was paid.
    paid: Money,
}

impl From<Kept> for KeptSums {
    fn from(kept: Kept) -> Self {
        Self {
            lines: kept.lines,
            costs: kept.costs.into(),
            accepted: kept.accepted.into(),
            paid: kept.paid.into(),
        }
    }
}

/// The removal of what a project leaves behind about people.
pub(crate) struct ErasureObject(pub(crate) Erasure);

impl ErasureObject {
    const fn ended(&self) -> Option<Stamp> {
        match &self.0.state {
            State::Proposed => None,
            State::Done { done, .. } => Some(*done),
            State::Withdrawn { withdrawn } => Some(*withdrawn),
        }
    }
}

/// The removal of what a project leaves behind about people (*hävittäminen*), by two persons.
#[Object(name = "Erasure")]
impl ErasureObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::Erasure, self.0.id)
    }

    /// Counts its changes.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// `proposed`, `done` or `withdrawn`.
    async fn state(&self) -> &'static str {
        StateName::from(&self.0.state).code()
    }

    /// The project.
    async fn project(&self, ctx: &Context<'_>) -> async_graphql::Result<ProjectObject> {
        let project = loaders(ctx)?.one(self.0.project).await?;
        project.map(ProjectObject).ok_or_else(|| not_found("project"))
    }

    /// The day of the last thing that had happened to the project.
    async fn last_event(&self) -> NaiveDate {
        self.0.last_event
    }

    /// The last day on which everything was to be kept.
    async fn kept_until(&self) -> NaiveDate {
        self.0.kept_until
    }

    /// Who proposed it; may not confirm it.
    async fn proposed_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        Ok(loaders(ctx)?.one(self.0.proposed.by).await?.map(PersonObject))
    }

    /// When it was proposed.
    async fn proposed_at(&self) -> DateTime<Utc> {
        self.0.proposed.at
    }

    /// Who confirmed or withdrew it; absent while it waits.
    async fn ended_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        match self.ended() {
            None => Ok(None),
            Some(ended) => Ok(loaders(ctx)?.one(ended.by).await?.map(PersonObject)),
        }
    }

    /// When it was confirmed or withdrawn; absent while it waits.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.ended().map(|ended| ended.at)
    }

    /// What was removed; absent unless it is done.
    async fn removed(&self) -> Option<ErasedData> {
        match &self.0.state {
            State::Done { removed, .. } => Some((*removed).into()),
            State::Proposed | State::Withdrawn { .. } => None,
        }
    }

    /// The sums that stayed; absent unless it is done.
    async fn kept(&self) -> Option<KeptSums> {
        match &self.0.state {
            State::Done { kept, .. } => Some((*kept).into()),
            State::Proposed | State::Withdrawn { .. } => None,
        }
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 10)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let retained = erasures::of_project(app(ctx)?, actor(ctx)?, self.0.project)
            .await
            .map_err(error)?
            .ok_or_else(|| not_found("project"))?;
        let available = erasures::available_actions(actor(ctx)?, &retained, &self.0);
        Ok(available.into_iter().map(Into::into).collect())
    }
}
