use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use talkoot_app::{calls, programmes};
use talkoot_domain::programme::{Cell, Column, ColumnKind, Figure, FollowUp, Programme};

use crate::{
    call::CallObject,
    context::{actor, app, loaders},
    node::{self, Kind},
    organisation::{OrganisationObject, PersonObject},
    outcome::{error, not_found},
    scalar::Money,
};

/// What a column of a programme's budget holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "ColumnKind")]
pub(crate) enum ProgrammeColumnKind {
    /// What may be spent.
    Budget,
    /// What was spent.
    Actual,
    /// What will have been spent.
    Estimate,
    /// What is planned for later.
    Plan,
}

/// A programme that an authority runs, and the follow-up of its budget.
pub(crate) struct ProgrammeObject(pub(crate) Programme);

/// A programme that an authority runs, and the follow-up of its budget.
#[Object(name = "Programme")]
impl ProgrammeObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::Programme, self.0.id)
    }

    /// Counts its changes; the next change must name it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// Its name.
    async fn name(&self) -> &str {
        &self.0.details.name
    }

    /// The authority that runs it.
    async fn authority(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let authority = loaders(ctx)?.one(self.0.authority).await?;
        authority
            .map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// The calls from which its grants are given.
    #[graphql(complexity = "5 + 10 * child_complexity")]
    async fn calls(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<CallObject>> {
        let found = calls::find_many(app(ctx)?, actor(ctx)?, &self.0.details.calls).await;
        Ok(found.map_err(error)?.into_iter().map(CallObject).collect())
    }

    /// Who made it.
    async fn created_by(&self, ctx: &Context<'_>) -> async_graphql::Result<PersonObject> {
        let person = loaders(ctx)?.one(self.0.created.by).await?;
        person.map(PersonObject).ok_or_else(|| not_found("person"))
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created.at
    }

    /// Budget, actual, estimate and plan, line by line, with their totals.
    #[graphql(complexity = "20 + 20 * child_complexity")]
    async fn follow_up(&self, ctx: &Context<'_>) -> async_graphql::Result<FollowUpObject> {
        let (follow_up, figures) = programmes::followed(app(ctx)?, &self.0).await.map_err(error)?;
        Ok(FollowUpObject {
            programme: self.0.clone(),
            follow_up,
            figures,
        })
    }
}

/// The follow-up of a programme's budget.
pub(crate) struct FollowUpObject {
    programme: Programme,
    follow_up: FollowUp,
    figures: Vec<Figure>,
}

/// A column of a follow-up with its total.
#[derive(SimpleObject)]
pub(crate) struct ProgrammeColumn {
    /// What it holds.
    kind: ProgrammeColumnKind,
    /// How it is headed.
    name: String,
    /// Its first day.
    first_day: NaiveDate,
    /// Its last day.
    last_day: NaiveDate,
    /// What its lines add up to.
    total: Money,
}

/// A line of a follow-up.
#[derive(SimpleObject)]
pub(crate) struct ProgrammeLine {
    /// What is spent on.
    name: String,
    /// Whether it is the grants of the programme's calls, of which the actual is computed from the payments.
    is_grants: bool,
    /// Its cells, one per column in their order.
    cells: Vec<ProgrammeCell>,
}

/// A cell of a follow-up.
#[derive(SimpleObject)]
pub(crate) struct ProgrammeCell {
    /// How much; absent when nobody entered anything.
    amount: Option<Money>,
    /// Whether it was computed from the payments.
    is_computed: bool,
    /// How many figures were entered so far.
    entered: i32,
}

impl From<&Cell> for ProgrammeCell {
    fn from(cell: &Cell) -> Self {
        Self {
            amount: cell.amount.map(Into::into),
            is_computed: cell.is_computed,
            entered: cell.entered,
        }
    }
}

/// The follow-up of a programme's budget; every total is computed.
#[Object(name = "ProgrammeFollowUp")]
impl FollowUpObject {
    /// The columns with their totals.
    async fn columns(&self) -> Vec<ProgrammeColumn> {
        let columns = self.programme.details.columns.iter().zip(&self.follow_up.totals);
        let shown = columns.map(|(column, total)| {
            let Column {
                kind,
                name,
                first,
                last,
            } = column;
            ProgrammeColumn {
                kind: (*kind).into(),
                name: name.clone(),
                first_day: *first,
                last_day: *last,
                total: (*total).into(),
            }
        });
        shown.collect()
    }

    /// The lines with their cells.
    async fn lines(&self) -> Vec<ProgrammeLine> {
        let lines = self.programme.details.lines.iter().zip(&self.follow_up.cells);
        let shown = lines.map(|(line, cells)| ProgrammeLine {
            name: line.name.clone(),
            is_grants: line.is_grants,
            cells: cells.iter().map(Into::into).collect(),
        });
        shown.collect()
    }

    /// What all budgets add up to.
    async fn budget(&self) -> Money {
        self.follow_up.budget.into()
    }

    /// What all actuals add up to.
    async fn actual(&self) -> Money {
        self.follow_up.actual.into()
    }

    /// How much of the budget was spent, in per cent with two decimals; absent without a budget.
    async fn actual_percent(&self) -> Option<String> {
        self.follow_up
            .actual_percent()
            .map(|percent| format!("{percent:.2}"))
    }

    /// Every figure that was entered, oldest first per cell.
    async fn figures(&self) -> Vec<ProgrammeFigure> {
        self.figures.iter().cloned().map(ProgrammeFigure).collect()
    }
}

/// A figure that somebody entered.
pub(crate) struct ProgrammeFigure(Figure);

/// A figure that somebody entered.
#[Object]
impl ProgrammeFigure {
    /// Of which line, by its place from 0.
    async fn line(&self) -> usize {
        self.0.line
    }

    /// In which column, by its place from 0.
    async fn column(&self) -> usize {
        self.0.column
    }

    /// Its place among the figures of the cell, from 1.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// How much; absent when it emptied the cell.
    async fn amount(&self) -> Option<Money> {
        self.0.amount.map(Into::into)
    }

    /// On what it rests.
    async fn note(&self) -> &str {
        &self.0.note
    }

    /// Who entered it.
    async fn entered_by(&self, ctx: &Context<'_>) -> async_graphql::Result<PersonObject> {
        let person = loaders(ctx)?.one(self.0.entered.by).await?;
        person.map(PersonObject).ok_or_else(|| not_found("person"))
    }

    /// When.
    async fn entered_at(&self) -> DateTime<Utc> {
        self.0.entered.at
    }
}

#[derive(Debug, Default)]
pub(crate) struct ProgrammeQuery;

#[Object]
impl ProgrammeQuery {
    /// The programmes of your authority, in the order in which they were made; for officers, second approvers and
    /// auditors, empty for everybody else.
    #[graphql(complexity = "5 + 20 * child_complexity")]
    async fn programmes(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ProgrammeObject>> {
        let found = programmes::list(app(ctx)?, actor(ctx)?).await.map_err(error)?;
        Ok(found.into_iter().map(ProgrammeObject).collect())
    }

    /// A programme; absent when you do not see it.
    async fn programme(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
    ) -> async_graphql::Result<Option<ProgrammeObject>> {
        let id = node::key(Kind::Programme, &id)?;
        let found = programmes::find(app(ctx)?, actor(ctx)?, id)
            .await
            .map_err(error)?;
        Ok(found.map(ProgrammeObject))
    }
}
