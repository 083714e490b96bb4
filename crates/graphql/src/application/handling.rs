//! How the authority handles an application: who has it, and what was checked.

use std::collections::HashMap;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject, dataloader::Loader};
use chrono::{DateTime, Utc};
use talkoot_app::{Request, applications};
use talkoot_domain::{
    application::AutomaticCheck,
    handling::{Handled, ManualCheck},
    ids::ApplicationId,
};

use super::mutation::{ApplicationPayload, payload};
use crate::{
    context::{actor, app, loaders},
    loaders::{LoadFailure, Source, grouped},
    node::{self, Kind},
    organisation::PersonObject,
};

/// A check that the system makes of an application.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct ApplicationCheck {
    /// What is checked: `in_time`, `lead_eligible`, `joint_application`, `budget_limits`, `appropriation`,
    /// `budget_of_each`, `commitments` or `required_parts`.
    code: &'static str,
    /// Whether it is in order.
    passed: bool,
    /// What was found.
    explanation: String,
}

impl From<AutomaticCheck> for ApplicationCheck {
    fn from(check: AutomaticCheck) -> Self {
        Self {
            code: check.code.into(),
            passed: check.passed,
            explanation: check.explanation,
        }
    }
}

/// A check that an officer made by hand; the latest of a code holds.
pub(crate) struct ManualCheckObject(pub(crate) ManualCheck);

/// A check that an officer made by hand; the latest of a code holds.
#[Object(name = "ManualCheck")]
impl ManualCheckObject {
    /// What was checked, by a short name of the authority's own.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// Whether it is in order.
    async fn passed(&self) -> bool {
        self.0.passed
    }

    /// What was found.
    async fn note(&self) -> &str {
        &self.0.note
    }

    /// Who checked it.
    async fn checked_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        Ok(loaders(ctx)?.one(self.0.checked.by).await?.map(PersonObject))
    }

    /// When it was checked.
    async fn checked_at(&self) -> DateTime<Utc> {
        self.0.checked.at
    }
}

/// Who handles an application, from a time on; the last one has it now.
pub(crate) struct HandlerObject(pub(crate) Handled);

/// Who handles an application, from a time on; the last one has it now.
#[Object(name = "ApplicationHandler")]
impl HandlerObject {
    /// The officer.
    async fn officer(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        Ok(loaders(ctx)?.one(self.0.person).await?.map(PersonObject))
    }

    /// Who assigned it.
    async fn assigned_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        Ok(loaders(ctx)?.one(self.0.assigned.by).await?.map(PersonObject))
    }

    /// When it was assigned.
    async fn assigned_at(&self) -> DateTime<Utc> {
        self.0.assigned.at
    }

    /// Why it went from one officer to another; absent for the first.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }
}

/// An officer for an application.
#[derive(Debug, InputObject)]
pub(crate) struct AssignApplicationInput {
    /// The application.
    id: ID,
    /// The version that you have read.
    expected_version: i64,
    /// Chosen by you, new for each assignment.
    idempotency_key: String,
    /// Who handles it from now on: an officer of the authority.
    person_id: ID,
    /// Why; required when another officer handles it now.
    reason: Option<String>,
}

/// A check that was made by hand.
#[derive(Debug, InputObject)]
pub(crate) struct RecordApplicationCheckInput {
    /// The application.
    id: ID,
    /// The version that you have read, and checked.
    expected_version: i64,
    /// Chosen by you, new for each check.
    idempotency_key: String,
    /// What was checked, by a short name of the authority's own.
    code: String,
    /// Whether it is in order.
    passed: bool,
    /// What was found.
    note: String,
}

/// Everybody who handled an application that the person has found as one of its authority.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct HandlersOf(pub(crate) ApplicationId);

impl Loader<HandlersOf> for Source {
    type Value = Vec<Handled>;
    type Error = LoadFailure;

    async fn load(&self, keys: &[HandlersOf]) -> Result<HashMap<HandlersOf, Vec<Handled>>, LoadFailure> {
        let ids: Vec<ApplicationId> = keys.iter().map(|key| key.0).collect();
        let rows = applications::handlers(&self.app, &ids).await;
        grouped(rows.map(|rows| {
            rows.into_iter()
                .map(|one| (HandlersOf(one.application), one))
                .collect()
        }))
    }
}

/// What was checked by hand of an application that the person has found as one of its authority.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ChecksOf(pub(crate) ApplicationId);

impl Loader<ChecksOf> for Source {
    type Value = Vec<ManualCheck>;
    type Error = LoadFailure;

    async fn load(&self, keys: &[ChecksOf]) -> Result<HashMap<ChecksOf, Vec<ManualCheck>>, LoadFailure> {
        let ids: Vec<ApplicationId> = keys.iter().map(|key| key.0).collect();
        let rows = applications::manual_checks(&self.app, &ids).await;
        grouped(rows.map(|rows| {
            rows.into_iter()
                .map(|one| (ChecksOf(one.application), one))
                .collect()
        }))
    }
}

#[derive(Debug, Default)]
pub(crate) struct HandlingMutation;

#[Object]
impl HandlingMutation {
    /// Gives an application to an officer, or from one to another. From then on only that officer requests
    /// supplements, records checks and evaluates it.
    async fn assign_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: AssignApplicationInput,
    ) -> async_graphql::Result<ApplicationPayload> {
        let body = applications::AssignApplication {
            id: node::key(Kind::Application, &input.id)?,
            expected_version: input.expected_version,
            person: node::key(Kind::Person, &input.person_id)?,
            reason: input.reason,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, applications::assign(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Records what was checked of an application by hand; it stays beside what is recorded later.
    async fn record_application_check(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: RecordApplicationCheckInput,
    ) -> async_graphql::Result<ApplicationPayload> {
        let body = applications::RecordCheck {
            id: node::key(Kind::Application, &input.id)?,
            expected_version: input.expected_version,
            code: input.code,
            passed: input.passed,
            note: input.note,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(
            ctx,
            applications::record_check(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }
}
