use async_graphql::{Context, ID, Object};
use chrono::{DateTime, NaiveDate, Utc};
use talkoot_app::project_results;
use talkoot_domain::{
    language,
    project_result::{Party, ProjectResult, Reuse, State, StateName},
    workflow::Name as _,
};

use super::input::{MunicipalitySizeClass, ResultTheme, ReusableBy};
use crate::{
    action::AvailableAction,
    context::{actor, app, loaders},
    loaders::SubAreasOf,
    node::{self, Kind},
    organisation::{OrganisationObject, PersonObject},
    outcome::{error, not_found},
    project::{ProjectObject, SubAreaObject},
};

/// A result of a project in the results bank (*tulospankki*).
pub(crate) struct ProjectResultObject(pub(crate) ProjectResult);

/// A result of a project in the results bank (*tulospankki*): what was tried, what worked, and who may use it again.
#[Object(name = "ProjectResult")]
impl ProjectResultObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::ProjectResult, self.0.id)
    }

    /// Counts its changes; the next change must name it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// `draft`, `submitted`, `returned`, `public` or `withdrawn`.
    async fn state(&self) -> &'static str {
        StateName::from(&self.0.state).code()
    }

    /// The project; absent when it does not exist for you, who read what is public.
    async fn project(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ProjectObject>> {
        Ok(loaders(ctx)?.one(self.0.project).await?.map(ProjectObject))
    }

    /// The sub-area from which it came; absent for a result of the whole project, and when you do not see the project.
    async fn sub_area(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<SubAreaObject>> {
        let project = loaders(ctx)?.one(self.0.project).await?;
        let (Some(project), Some(id)) = (project, self.0.content.sub_area) else {
            return Ok(None);
        };
        let areas = loaders(ctx)?.one(SubAreasOf(project.application)).await?;
        let area = areas.unwrap_or_default().into_iter().find(|area| area.id == id);
        Ok(area.map(SubAreaObject))
    }

    /// What it is, in a few words.
    async fn title(&self) -> &str {
        &self.0.content.title
    }

    /// What was tried.
    async fn tried(&self) -> &str {
        &self.0.content.tried
    }

    /// What worked.
    async fn worked(&self) -> &str {
        &self.0.content.worked
    }

    /// What did not work.
    async fn not_worked(&self) -> &str {
        &self.0.content.not_worked
    }

    /// The theme that it is filed under.
    async fn theme(&self) -> ResultTheme {
        self.0.content.theme.into()
    }

    /// The theme in Finnish.
    async fn theme_name(&self) -> &'static str {
        self.0.content.theme.name(language::Language::Fi)
    }

    /// The version of the list of themes.
    async fn taxonomy(&self) -> i32 {
        self.0.taxonomy
    }

    /// The call's topic of the sub-area, by its short name; absent for a result of the whole project.
    async fn topic(&self) -> Option<&str> {
        self.0.content.topic.as_deref()
    }

    /// Who may use it again.
    async fn reusable_by(&self) -> ReusableBy {
        self.0.content.reusable_by.into()
    }

    /// Under which licence.
    async fn licence(&self) -> &str {
        &self.0.content.licence
    }

    /// On which further terms; empty when there are none.
    async fn terms(&self) -> &str {
        &self.0.content.terms
    }

    /// Whom to ask.
    #[graphql(directive = crate::care::personal::apply())]
    async fn contact(&self) -> &str {
        &self.0.content.contact
    }

    /// Addresses of pages with more.
    async fn links(&self) -> &[String] {
        &self.0.content.links
    }

    /// The municipalities that took part.
    #[graphql(complexity = "5 * child_complexity + 1")]
    async fn parties(&self) -> Vec<PartyObject> {
        self.0.content.parties.iter().cloned().map(PartyObject).collect()
    }

    /// The municipalities that took it into use, the earliest record first.
    #[graphql(complexity = "5 * child_complexity + 1")]
    async fn reuses(&self) -> Vec<ReuseObject> {
        self.0.reuses.iter().copied().map(ReuseObject).collect()
    }

    /// How many municipalities took it into use.
    async fn reuse_count(&self) -> usize {
        self.0.reuses.len()
    }

    /// What the authority asks; empty unless it was given back.
    async fn questions(&self) -> &[String] {
        match &self.0.state {
            State::Returned { questions, .. } => questions,
            State::Draft | State::Submitted { .. } | State::Public { .. } | State::Withdrawn { .. } => &[],
        }
    }

    /// When it became public; absent when it never did.
    async fn approved_at(&self) -> Option<DateTime<Utc>> {
        self.0.state.approved().map(|approved| approved.at)
    }

    /// Why it was taken out of the bank; absent unless it was.
    async fn withdraw_reason(&self) -> Option<&str> {
        match &self.0.state {
            State::Withdrawn { reason, .. } => Some(reason),
            State::Draft | State::Submitted { .. } | State::Returned { .. } | State::Public { .. } => None,
        }
    }

    /// Who began to write it; absent when you have nothing to do with that person.
    async fn created_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        Ok(loaders(ctx)?.one(self.0.created.by).await?.map(PersonObject))
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 20)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let available = project_results::available_actions(app(ctx)?, actor(ctx)?, &self.0)
            .await
            .map_err(error)?;
        Ok(available.into_iter().map(Into::into).collect())
    }
}

/// A municipality that took part in a result.
pub(crate) struct PartyObject(Party);

/// A municipality that took part in a result, with its size as the writer states it.
#[Object(name = "ResultParty")]
impl PartyObject {
    /// The municipality.
    async fn municipality(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let found = loaders(ctx)?.one(self.0.municipality).await?;
        found
            .map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// How many inhabitants it had.
    async fn inhabitants(&self) -> u32 {
        self.0.inhabitants
    }

    /// On which day they were counted.
    async fn counted_on(&self) -> NaiveDate {
        self.0.counted_on
    }

    /// Who counted.
    async fn source(&self) -> &str {
        &self.0.source
    }

    /// The class of its size.
    async fn size_class(&self) -> MunicipalitySizeClass {
        self.0.size_class().into()
    }
}

/// That a municipality took a result into use.
pub(crate) struct ReuseObject(Reuse);

/// That a municipality took a result into use.
#[Object(name = "ResultReuse")]
impl ReuseObject {
    /// The municipality.
    async fn municipality(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let found = loaders(ctx)?.one(self.0.municipality).await?;
        found
            .map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// Since which day.
    async fn used_since(&self) -> NaiveDate {
        self.0.since
    }

    /// When it was recorded.
    async fn recorded_at(&self) -> DateTime<Utc> {
        self.0.recorded.at
    }
}
