use async_graphql::{Context, ID, InputObject, Object};
use talkoot_app::{Answer, Request, closing, project_contacts, projects};
use talkoot_domain::ids::ProjectId;

use super::ProjectObject;
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

/// The owner of a project in a municipality, to be named in the place of whoever was before.
#[derive(Debug, InputObject)]
pub(crate) struct NameProjectOwnerInput {
    /// The project.
    project_id: ID,
    /// The municipality, one of its partners.
    municipality_id: ID,
    /// Who: one of the candidates.
    person_id: ID,
    /// Chosen by you, new for each naming.
    idempotency_key: String,
}

/// The officer who handles a grant, to be assigned in the place of whoever did before.
#[derive(Debug, InputObject)]
pub(crate) struct AssignOfficerInput {
    /// The project.
    project_id: ID,
    /// Who: an officer of the authority.
    person_id: ID,
    /// Chosen by you, new for each assignment.
    idempotency_key: String,
}

/// A project in which everything is settled.
#[derive(Debug, InputObject)]
pub(crate) struct CloseProjectInput {
    /// The project.
    id: ID,
    /// The version that you have read.
    expected_version: i64,
    /// Chosen by you, new for each attempt.
    idempotency_key: String,
}

payload!(
    /// What became of a mutation of a project.
    ProjectPayload { project: ProjectObject }
);

pub(super) type Payload = async_graphql::Result<ProjectPayload>;

pub(super) async fn payload(ctx: &Context<'_>, answer: Answer<ProjectId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(ProjectPayload::refused(refusals)),
    };
    let project = projects::find(app(ctx)?, actor(ctx)?, id).await.map_err(error)?;
    let project = project.ok_or_else(|| not_found("project"))?;
    Ok(ProjectPayload::done(ProjectObject(project)))
}

#[derive(Debug, Default)]
pub(crate) struct ProjectMutation;

#[Object]
impl ProjectMutation {
    /// Names the owner of the project in a municipality, who is told from the day after a missed deadline.
    async fn name_project_owner(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who, where, under an idempotency key.")] input: NameProjectOwnerInput,
    ) -> Payload {
        let body = project_contacts::NameOwner {
            project: node::key(Kind::Project, &input.project_id)?,
            municipality: node::key(Kind::Organisation, &input.municipality_id)?,
            person: node::key(Kind::Person, &input.person_id)?,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(
            ctx,
            project_contacts::name_owner(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Closes a project in which everything is settled; what was not used of the award is free again. The
    /// refusal names everything that is open. A finding that comes later is still corrected, recovered or paid.
    async fn close_project(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: CloseProjectInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: (node::key(Kind::Project, &input.id)?, input.expected_version),
        };
        payload(ctx, closing::close(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Assigns the officer who handles the grant; until then it is whoever drafted the decision.
    async fn assign_officer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who, under an idempotency key.")] input: AssignOfficerInput,
    ) -> Payload {
        let body = project_contacts::AssignOfficer {
            project: node::key(Kind::Project, &input.project_id)?,
            person: node::key(Kind::Person, &input.person_id)?,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(
            ctx,
            project_contacts::assign_officer(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }
}
