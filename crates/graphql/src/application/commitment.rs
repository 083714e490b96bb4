use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use talkoot_app::{Answer, Request, applications};
use talkoot_domain::{
    commitment::{Commitment, State, StateName},
    ids::CommitmentId,
    workflow::Name,
};

use super::{
    ApplicationObject, DossierOf,
    input::{CommitmentStepInput, DeclineCommitmentInput},
};
use crate::{
    action::AvailableAction,
    context::{actor, app, loaders},
    node::{self, Kind},
    organisation::{OrganisationObject, PersonObject},
    outcome::{error, not_found, payload, refusals},
};

/// A partner's commitment (*sitoumus*) to an application.
pub(crate) struct CommitmentObject(pub(crate) Commitment);

/// A partner's commitment (*sitoumus*) to an application.
#[Object(name = "Commitment")]
impl CommitmentObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::Commitment, self.0.id)
    }

    /// Counts its changes; the next change must name it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// `requested`, `given`, `declined` or `fallen`.
    async fn state(&self) -> &'static str {
        StateName::from(&self.0.state).code()
    }

    /// The municipality.
    async fn partner(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let partner = loaders(ctx)?.one(self.0.partner).await?;
        partner
            .map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// The application it is about.
    async fn application(&self, ctx: &Context<'_>) -> async_graphql::Result<ApplicationObject> {
        let dossier = loaders(ctx)?.one(DossierOf(self.0.application)).await?;
        let dossier = dossier.ok_or_else(|| not_found("application"))?;
        Ok(ApplicationObject(dossier.application))
    }

    /// When the municipality was asked last.
    async fn requested_at(&self) -> DateTime<Utc> {
        self.0.state.requested().at
    }

    /// When the municipality committed itself; absent unless the commitment stands.
    async fn given_at(&self) -> Option<DateTime<Utc>> {
        match &self.0.state {
            State::Given { given, .. } => Some(given.at),
            State::Requested { .. } | State::Declined { .. } | State::Fallen { .. } => None,
        }
    }

    /// Who committed the municipality; absent unless the commitment stands.
    async fn given_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        match &self.0.state {
            State::Given { given, .. } => Ok(loaders(ctx)?.one(given.by).await?.map(PersonObject)),
            State::Requested { .. } | State::Declined { .. } | State::Fallen { .. } => Ok(None),
        }
    }

    /// SHA-256, in hexadecimal, of what was committed to; absent unless the commitment stands.
    async fn snapshot(&self) -> Option<String> {
        match &self.0.state {
            State::Given { snapshot, .. } => Some(snapshot.to_string()),
            State::Requested { .. } | State::Declined { .. } | State::Fallen { .. } => None,
        }
    }

    /// Why the municipality declined; absent when it did not.
    async fn decline_reason(&self) -> Option<&str> {
        match &self.0.state {
            State::Declined { reason, .. } => Some(reason),
            State::Requested { .. } | State::Given { .. } | State::Fallen { .. } => None,
        }
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 20)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let dossier = loaders(ctx)?.one(DossierOf(self.0.application)).await?;
        let dossier = dossier.ok_or_else(|| not_found("application"))?;
        let available = applications::commitment_actions(actor(ctx)?, &dossier, &self.0);
        Ok(available.into_iter().map(Into::into).collect())
    }
}

payload!(
    /// What became of a mutation of a commitment.
    CommitmentPayload { commitment: CommitmentObject }
);

type Payload = async_graphql::Result<CommitmentPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<CommitmentId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(CommitmentPayload::refused(refusals)),
    };
    let found = applications::find_commitment(app(ctx)?, actor(ctx)?, id)
        .await
        .map_err(error)?;
    Ok(CommitmentPayload::done(CommitmentObject(
        found.ok_or_else(|| not_found("commitment"))?,
    )))
}

#[derive(Debug, Default)]
pub(crate) struct CommitmentMutation;

#[Object]
impl CommitmentMutation {
    /// Commits your municipality to its part of the application as it is now; by another person than
    /// the one who prepared its budget.
    async fn give_commitment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: CommitmentStepInput,
    ) -> Payload {
        let id = node::key(Kind::Commitment, &input.id)?;
        let request = Request {
            key: input.idempotency_key,
            body: (id, input.expected_version),
        };
        payload(ctx, applications::give(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Says no to the part asked of your municipality.
    async fn decline_commitment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: DeclineCommitmentInput,
    ) -> Payload {
        let id = node::key(Kind::Commitment, &input.id)?;
        let request = Request {
            key: input.idempotency_key,
            body: (id, input.expected_version, input.reason),
        };
        payload(ctx, applications::decline(app(ctx)?, actor(ctx)?, request).await).await
    }
}
