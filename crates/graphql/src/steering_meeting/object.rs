use async_graphql::{Context, ID, Object};
use chrono::{DateTime, NaiveDate, Utc};
use talkoot_app::steering_meetings::{self, Proposed};
use talkoot_domain::{
    project::Project,
    steering_meeting::{AgendaItem, Decision, Matter, MatterKind, State, StateName, SteeringMeeting},
    workflow::Name as _,
};

use super::input::AgendaMatter;
use crate::{
    action::AvailableAction,
    administration::Language,
    context::{actor, app, loaders},
    form::in_language,
    node::{self, Kind},
    organisation::PersonObject,
    outcome::{error, not_found},
    project::ProjectObject,
};

/// The kind of node that a matter is.
pub(super) const fn kind_of(kind: MatterKind) -> Kind {
    match kind {
        MatterKind::Report => Kind::PortfolioReport,
        MatterKind::Obligation => Kind::Obligation,
        MatterKind::ChangeRequest => Kind::ChangeRequest,
        MatterKind::Milestone => Kind::Milestone,
        MatterKind::Risk => Kind::Risk,
        MatterKind::Vacancy => Kind::Organisation,
    }
}

fn object_id(matter: Matter) -> ID {
    node::id(kind_of(matter.kind), matter.object)
}

/// A meeting of the steering group (*ohjausryhmän kokous*) of a project.
pub(crate) struct SteeringMeetingObject(pub(crate) SteeringMeeting);

impl SteeringMeetingObject {
    async fn of_project(&self, ctx: &Context<'_>) -> async_graphql::Result<Project> {
        let project = loaders(ctx)?.one(self.0.project).await?;
        project.ok_or_else(|| not_found("project"))
    }
}

/// A meeting of the steering group (*ohjausryhmän kokous*) of a project.
#[Object(name = "SteeringMeeting")]
impl SteeringMeetingObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::SteeringMeeting, self.0.id)
    }

    /// Counts its changes; the next change must name it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// `planned`, `held`, `approved` (its minutes are) or `cancelled`.
    async fn state(&self) -> &'static str {
        StateName::from(&self.0.state).code()
    }

    /// The project.
    async fn project(&self, ctx: &Context<'_>) -> async_graphql::Result<ProjectObject> {
        Ok(ProjectObject(self.of_project(ctx).await?))
    }

    /// Its place among the meetings of the project, from 1.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// When it begins.
    async fn starts_at(&self) -> DateTime<Utc> {
        self.0.details.starts_at
    }

    /// When it ends.
    async fn ends_at(&self) -> DateTime<Utc> {
        self.0.details.ends_at()
    }

    /// Where.
    async fn place(&self) -> &str {
        &self.0.details.place
    }

    /// Its members who have an account.
    #[graphql(complexity = "5 * child_complexity + 1")]
    async fn members(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<PersonObject>> {
        let loaders = loaders(ctx)?;
        let wanted = self.0.details.members.iter().map(|&id| loaders.one(id));
        let found = futures::future::try_join_all(wanted).await?;
        Ok(found.into_iter().flatten().map(PersonObject).collect())
    }

    /// Its other members and guests, by name.
    #[graphql(directive = crate::care::personal::apply())]
    async fn guests(&self) -> &[String] {
        &self.0.details.guests
    }

    /// What it is about, in order.
    async fn agenda(&self) -> Vec<AgendaItemObject> {
        self.0
            .details
            .agenda
            .iter()
            .cloned()
            .map(AgendaItemObject)
            .collect()
    }

    /// Who was present, by name; empty until it was held.
    #[graphql(directive = crate::care::personal::apply())]
    async fn present(&self) -> &[String] {
        self.0.state.held().map_or(&[], |(present, _)| present)
    }

    /// When it was recorded that it was held; absent until then.
    async fn held_at(&self) -> Option<DateTime<Utc>> {
        self.0.state.held().map(|(_, held)| held.at)
    }

    /// What was decided, in order; appended, never edited.
    async fn decisions(&self) -> Vec<DecisionObject> {
        self.0.decisions.iter().cloned().map(DecisionObject).collect()
    }

    /// When its minutes were approved; absent until then.
    async fn approved_at(&self) -> Option<DateTime<Utc>> {
        match &self.0.state {
            State::Approved { approved, .. } => Some(approved.at),
            State::Planned | State::Held { .. } | State::Cancelled { .. } => None,
        }
    }

    /// Why it was called off; absent unless it was.
    async fn cancel_reason(&self) -> Option<&str> {
        match &self.0.state {
            State::Cancelled { reason, .. } => Some(reason),
            State::Planned | State::Held { .. } | State::Approved { .. } => None,
        }
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 20)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let available = steering_meetings::available_actions(app(ctx)?, actor(ctx)?, &self.0)
            .await
            .map_err(error)?;
        Ok(available.into_iter().map(Into::into).collect())
    }
}

/// A point of an agenda.
pub(crate) struct AgendaItemObject(AgendaItem);

/// A point of an agenda.
#[Object(name = "AgendaItem")]
impl AgendaItemObject {
    /// What it is about: in the language that is asked for where the engine wrote it, else as somebody wrote it.
    async fn title(
        &self,
        #[graphql(desc = "In which language; Finnish unless told.")] language: Option<Language>,
    ) -> &str {
        self.0.title_in(in_language(language))
    }

    /// What kind of thing of the project it is about; absent for a point of the secretary's own.
    async fn matter(&self) -> Option<AgendaMatter> {
        self.0.matter.map(|matter| matter.kind.into())
    }

    /// The thing, by its id in the graph.
    async fn object_id(&self) -> Option<ID> {
        self.0.matter.map(object_id)
    }
}

/// A point that the engine proposes, out of what is open in the project.
pub(crate) struct ProposedItemObject(pub(super) Proposed);

/// A point that the engine proposes, out of what is open in the project.
#[Object(name = "ProposedAgendaItem")]
impl ProposedItemObject {
    /// What it is: in words of the engine, or the name that it has in the project.
    async fn title(
        &self,
        #[graphql(desc = "In which language; Finnish unless told.")] language: Option<Language>,
    ) -> &str {
        self.0.title.of(in_language(language))
    }

    /// What kind of thing.
    async fn matter(&self) -> AgendaMatter {
        self.0.matter.kind.into()
    }

    /// The thing, by its id in the graph.
    async fn object_id(&self) -> ID {
        object_id(self.0.matter)
    }

    /// Its last day, where it has one.
    async fn due(&self) -> Option<NaiveDate> {
        self.0.due
    }
}

/// Something that a meeting decided.
pub(crate) struct DecisionObject(Decision);

/// Something that a meeting decided; never edited.
#[Object(name = "SteeringDecision")]
impl DecisionObject {
    /// What was decided.
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// Whether nobody was against it.
    async fn unanimous(&self) -> bool {
        self.0.unanimous
    }

    /// Who was against it and why; absent when it was unanimous.
    #[graphql(directive = crate::care::personal::apply())]
    async fn dissent(&self) -> Option<&str> {
        self.0.dissent.as_deref()
    }

    /// Who recorded it.
    async fn recorded_by(&self, ctx: &Context<'_>) -> async_graphql::Result<PersonObject> {
        let person = loaders(ctx)?.one(self.0.recorded.by).await?;
        person.map(PersonObject).ok_or_else(|| not_found("person"))
    }

    /// When.
    async fn recorded_at(&self) -> DateTime<Utc> {
        self.0.recorded.at
    }
}
