use async_graphql::{Context, ID, InputObject, Object};
use chrono::NaiveDate;
use talkoot_app::{
    Answer, Request,
    programmes::{self, ChangeProgramme, EnterFigure},
};
use talkoot_domain::{
    ids::{CallId, ProgrammeId},
    programme::{Column, Details, Line},
};

use super::object::{ProgrammeColumnKind, ProgrammeObject};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
    scalar::Money,
};

/// A column of a programme's budget.
#[derive(Debug, InputObject)]
pub(crate) struct ProgrammeColumnInput {
    /// What it holds.
    kind: ProgrammeColumnKind,
    /// How it is headed.
    name: String,
    /// Its first day.
    first_day: NaiveDate,
    /// Its last day.
    last_day: NaiveDate,
}

/// A line of a programme's budget.
#[derive(Debug, InputObject)]
pub(crate) struct ProgrammeLineInput {
    /// What is spent on.
    name: String,
    /// Whether it is the grants of the programme's calls; one line at most.
    #[graphql(default)]
    is_grants: bool,
}

/// What a programme is.
#[derive(Debug, InputObject)]
pub(crate) struct ProgrammeContent {
    /// Its name.
    name: String,
    /// The calls from which its grants are given; calls of your authority.
    #[graphql(default)]
    call_ids: Vec<ID>,
    /// The columns, in the order shown; at least one.
    columns: Vec<ProgrammeColumnInput>,
    /// The lines, in the order shown; at least one.
    lines: Vec<ProgrammeLineInput>,
}

impl TryFrom<ProgrammeContent> for Details {
    type Error = async_graphql::Error;

    fn try_from(content: ProgrammeContent) -> async_graphql::Result<Self> {
        let calls = content
            .call_ids
            .iter()
            .map(|id| node::key::<CallId>(Kind::Call, id));
        let columns = content.columns.into_iter().map(|column| Column {
            kind: column.kind.into(),
            name: column.name,
            first: column.first_day,
            last: column.last_day,
        });
        let lines = content.lines.into_iter().map(|line| Line {
            name: line.name,
            is_grants: line.is_grants,
        });
        Ok(Self {
            name: content.name,
            calls: calls.collect::<async_graphql::Result<_>>()?,
            columns: columns.collect(),
            lines: lines.collect(),
        })
    }
}

/// A programme to be made.
#[derive(Debug, InputObject)]
pub(crate) struct CreateProgrammeInput {
    /// What it is.
    content: ProgrammeContent,
    /// Chosen by you, new for each programme.
    idempotency_key: String,
}

/// A programme as it shall be, as a whole.
#[derive(Debug, InputObject)]
pub(crate) struct ChangeProgrammeInput {
    /// The programme.
    id: ID,
    /// The version that you have read.
    expected_version: i64,
    /// What it is. Lines and columns stay at their places, for figures stand in them: they can be renamed, and others
    /// added behind them.
    content: ProgrammeContent,
    /// Chosen by you, new for each change.
    idempotency_key: String,
}

/// A figure to be entered.
#[derive(Debug, InputObject)]
pub(crate) struct EnterProgrammeFigureInput {
    /// The programme.
    id: ID,
    /// The version that you have read.
    expected_version: i64,
    /// Of which line, by its place from 0.
    line: u32,
    /// In which column, by its place from 0.
    column: u32,
    /// How much; left out it empties the cell.
    amount: Option<Money>,
    /// On what it rests.
    #[graphql(default)]
    note: String,
    /// Chosen by you, new for each figure.
    idempotency_key: String,
}

payload!(
    /// What became of a mutation of a programme.
    ProgrammePayload { programme: ProgrammeObject }
);

type Payload = async_graphql::Result<ProgrammePayload>;

async fn answered(ctx: &Context<'_>, answer: Answer<ProgrammeId>) -> Payload {
    match refusals(answer)? {
        Ok(id) => {
            let found = programmes::find(app(ctx)?, actor(ctx)?, id)
                .await
                .map_err(error)?;
            let found = found.ok_or_else(|| not_found("programme"))?;
            Ok(ProgrammePayload::done(ProgrammeObject(found)))
        }
        Err(refusals) => Ok(ProgrammePayload::refused(refusals)),
    }
}

/// A place in a list; one that no machine can count to is none.
fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[derive(Debug, Default)]
pub(crate) struct ProgrammeMutation;

#[Object]
impl ProgrammeMutation {
    /// Makes a programme whose budget is followed.
    async fn create_programme(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it is, under an idempotency key.")] input: CreateProgrammeInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: Details::try_from(input.content)?,
        };
        answered(ctx, programmes::create(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Changes the name, the calls, the lines or the columns of a programme.
    async fn change_programme(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it shall be, under an idempotency key.")] input: ChangeProgrammeInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: ChangeProgramme {
                id: node::key(Kind::Programme, &input.id)?,
                expected_version: input.expected_version,
                details: input.content.try_into()?,
            },
        };
        answered(ctx, programmes::change(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Enters a figure into the follow-up of a programme's budget; earlier ones stay on record.
    async fn enter_programme_figure(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which cell and how much, under an idempotency key.")]
        input: EnterProgrammeFigureInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: EnterFigure {
                id: node::key(Kind::Programme, &input.id)?,
                expected_version: input.expected_version,
                line: place(input.line),
                column: place(input.column),
                amount: input.amount.map(|amount| amount.0),
                note: input.note,
            },
        };
        answered(ctx, programmes::enter(app(ctx)?, actor(ctx)?, request).await).await
    }
}
