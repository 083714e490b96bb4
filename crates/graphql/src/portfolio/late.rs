//! What is late, over all projects of an authority.

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use talkoot_app::portfolio::{self, Late, LateAsked};
use talkoot_domain::{ids::ObligationId, workflow::Name};

use crate::{
    connection::{self, List},
    context::{actor, app, loaders},
    node::{self, Kind},
    obligation::{self, ObligationObject},
    organisation::OrganisationObject,
    outcome::{error, not_found},
    project::ProjectObject,
};

/// Something that a project has not handed in though its last day has passed.
pub(crate) struct LateObligation {
    late: Late,
    day: NaiveDate,
}

/// Something that a project has not handed in though its last day has passed, now or at the end of the day asked for.
/// What leads elsewhere (`obligation`, `project`, `responsible`) shows how it is now.
#[Object]
impl LateObligation {
    /// The obligation.
    async fn obligation(&self) -> ObligationObject {
        ObligationObject(self.late.obligation.clone())
    }

    /// The project that owes it.
    async fn project(&self, ctx: &Context<'_>) -> async_graphql::Result<ProjectObject> {
        let project = loaders(ctx)?.one(self.late.obligation.project).await?;
        project.map(ProjectObject).ok_or_else(|| not_found("project"))
    }

    /// The municipality that has to hand it in.
    async fn responsible(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let responsible = loaders(ctx)?.one(self.late.obligation.responsible).await?;
        responsible
            .map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// The kind of obligation, for example `portfolio_report`.
    async fn kind(&self) -> &'static str {
        self.late.obligation.kind.into()
    }

    /// Where it stood: `open`, `overdue`, or `scheduled` while the clock has not opened it.
    async fn state(&self) -> &'static str {
        self.late.state.code()
    }

    /// Its last day, extensions until then included.
    async fn due_date(&self) -> NaiveDate {
        self.late.due
    }

    /// By how many days it was late.
    async fn days_late(&self) -> i64 {
        (self.day - self.late.due).num_days()
    }
}

#[derive(Debug, Default)]
pub(crate) struct LateObligationQuery;

#[Object]
impl LateObligationQuery {
    /// What the projects of your authority have not handed in though its last day has passed, what has been late for
    /// the longest first; for officers, second approvers and auditors, empty for everybody else.
    #[graphql(complexity = "crate::connection::cost(first, child_complexity)")]
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a narrowing that may be left out"
    )]
    async fn late_obligations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only of the projects of this call.")] call_id: Option<ID>,
        #[graphql(desc = "Only of this kind, for example `cost_report`.")] kind: Option<String>,
        #[graphql(desc = "By how many days at least.", default = 1)] days: u32,
        #[graphql(
            desc = "As it stood at the end of this day in Helsinki, which must be over; the same day gives the \
            same answer for ever. Now unless told."
        )]
        as_of: Option<NaiveDate>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<LateObligation>> {
        let call = call_id.map(|id| node::key(Kind::Call, &id)).transpose()?;
        let kinds = obligation::words(kind.map(|kind| vec![kind]), "kind")?;
        let page = connection::page::<ObligationId>(Kind::Obligation, first, after.as_ref())?;
        let (app, actor) = (app(ctx)?, actor(ctx)?);
        let asked = LateAsked {
            call,
            kind: kinds.first().copied(),
            days,
            as_of,
        };
        let rows = portfolio::late(app, actor, &asked, page).await.map_err(error)?;
        let total = portfolio::count_late(app, actor, &asked).await.map_err(error)?;
        let day = asked.day(app);
        let rows = rows
            .into_iter()
            .map(|late| {
                let cursor = node::id(Kind::Obligation, late.obligation.id);
                (cursor, LateObligation { late, day })
            })
            .collect();
        Ok(connection::list(&page, rows, total))
    }
}
