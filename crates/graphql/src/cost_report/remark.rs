use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use talkoot_app::cost_reports::Remarked;

use super::CostLineObject;
use crate::{
    context::{actor, app, loaders},
    node::{self, Kind},
    organisation::PersonObject,
    outcome::not_found,
};

/// What the lead municipality said about a line when it gave the cost report back.
pub(crate) struct LineRemarkObject(pub(crate) Remarked);

/// What the lead municipality said about a line when it gave the cost report back.
#[Object(name = "CostLineRemark")]
impl LineRemarkObject {
    /// The id of the line, also when its import is superseded since.
    async fn line_id(&self) -> ID {
        node::id(Kind::CostLine, self.0.line)
    }

    /// The line, also when its import is superseded since.
    #[graphql(complexity = "10 + child_complexity")]
    async fn line(&self, ctx: &Context<'_>) -> async_graphql::Result<CostLineObject> {
        let found = super::line_by_id(app(ctx)?, actor(ctx)?, self.0.line).await?;
        found.ok_or_else(|| not_found("cost line"))
    }

    /// What is to be corrected.
    async fn reason(&self) -> &str {
        &self.0.reason
    }

    /// Who said so.
    async fn made_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        Ok(loaders(ctx)?.one(self.0.made.by).await?.map(PersonObject))
    }

    /// When.
    async fn made_at(&self) -> DateTime<Utc> {
        self.0.made.at
    }

    /// When the report was submitted again; absent while the partner corrects it.
    async fn answered_at(&self) -> Option<DateTime<Utc>> {
        self.0.answered_at
    }
}
