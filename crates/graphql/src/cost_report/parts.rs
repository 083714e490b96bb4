use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use talkoot_app::{
    App,
    cost_reports::{self, CellSum, Imported},
};
use talkoot_domain::{
    ids::{CostLineId, LedgerImportId},
    policy::Actor,
};

use super::{
    comparison::{ComparisonObject, DuplicateObject},
    line::CostLineObject,
};
use crate::{
    connection::{self, List},
    context::{actor, app, loaders},
    ledger::DiagnosisObject,
    node::{self, Kind},
    organisation::PersonObject,
    outcome::{error, not_found},
    scalar::Money,
};

/// What the lines of a cost report add up to in one cell of the budget.
pub(crate) struct CostReportCellObject(pub(crate) CellSum);

/// What the lines of a cost report add up to in one cell of the budget.
#[Object(name = "CostReportCell")]
impl CostReportCellObject {
    /// The code of the cost category; absent for lines that have none yet.
    async fn category(&self) -> Option<&str> {
        self.0.category.as_deref()
    }

    /// The id of the sub-area; absent for lines that have none yet.
    async fn sub_area_id(&self) -> Option<ID> {
        self.0.sub_area.map(|sub_area| node::id(Kind::SubArea, sub_area))
    }

    /// How many lines.
    async fn lines(&self) -> u64 {
        self.0.lines
    }

    /// Their sum; credits are negative.
    async fn amount(&self) -> Money {
        self.0.amount.into()
    }
}

/// One import of a ledger file into a cost report. Every import is kept; the last one is in force.
pub(crate) struct LedgerImportObject {
    pub(crate) import: Imported,
    pub(crate) in_force: bool,
}

/// One import of a ledger file into a cost report. Every import is kept; the last one is in force.
#[Object(name = "LedgerImport")]
impl LedgerImportObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::LedgerImport, self.import.id)
    }

    /// Whether the report stands on it; false when a later import superseded it.
    async fn in_force(&self) -> bool {
        self.in_force
    }

    /// The id of the file; its content is at `GET /files/{id}`.
    async fn file_id(&self) -> ID {
        node::id(Kind::File, self.import.file)
    }

    /// The name the file was uploaded with.
    async fn file_name(&self) -> &str {
        &self.import.diagnosis.file
    }

    /// The SHA-256 of the file as it was uploaded, in hexadecimal. What is kept of a file with wages is a copy
    /// without personal data, which has a hash of its own.
    async fn sha256(&self) -> &str {
        &self.import.sha256
    }

    /// Who imported it.
    async fn imported_by(&self, ctx: &Context<'_>) -> async_graphql::Result<PersonObject> {
        let person = loaders(ctx)?.one(self.import.imported_by).await?;
        person.map(PersonObject).ok_or_else(|| not_found("person"))
    }

    /// When.
    async fn imported_at(&self) -> DateTime<Utc> {
        self.import.imported_at
    }

    /// The sum of the lines it brought.
    async fn selected_total(&self) -> Money {
        self.import.selected.into()
    }

    /// The system of the saved profile that the file was read with; absent when there was none.
    async fn profile_system(&self) -> Option<&str> {
        self.import
            .saved_profile
            .as_ref()
            .map(|(system, _)| system.as_str())
    }

    /// The version of that profile; the import stays under it, whatever is saved later.
    async fn profile_version(&self) -> Option<i32> {
        self.import.saved_profile.as_ref().map(|(_, version)| *version)
    }

    /// The lines it brought, in the order of the file; those of a superseded import too.
    #[graphql(complexity = "crate::connection::cost(first, child_complexity)")]
    async fn lines(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<CostLineObject>> {
        lines_of(ctx, self.import.id, first, after).await
    }

    /// What it changed against the import that it superseded; absent for the first.
    #[graphql(complexity = "200 + child_complexity")]
    async fn difference(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ComparisonObject>> {
        let found = Box::pin(cost_reports::comparison(
            app(ctx)?,
            self.import.report,
            self.import.id,
        ))
        .await
        .map_err(error)?;
        Ok(found.map(ComparisonObject))
    }

    /// Its lines that stand in other reports too, as things are now.
    #[graphql(complexity = "200 + crate::connection::cost(first, child_complexity)")]
    async fn duplicates(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<DuplicateObject>> {
        let page = connection::numbered(first, after.as_ref())?;
        let (app, actor) = (app(ctx)?, actor(ctx)?);
        let found = cost_reports::duplicates_of_import(app, actor, self.import.report, self.import.id);
        let found = Box::pin(found).await.map_err(error)?;
        Ok(connection::numbered_part(page, &found, |one| {
            DuplicateObject(one.clone())
        }))
    }

    /// How the file was read, as JSON.
    async fn profile(&self) -> String {
        self.import.profile.to_string()
    }

    /// Which rows were wanted, as JSON.
    async fn selection(&self) -> String {
        self.import.selection.to_string()
    }

    /// What was found, with the equation of its totals.
    async fn diagnosis(&self) -> DiagnosisObject {
        DiagnosisObject(self.import.diagnosis.clone())
    }
}

/// A page of the lines of an import that the person has found.
pub(super) async fn lines_of(
    ctx: &Context<'_>,
    import: LedgerImportId,
    first: Option<i32>,
    after: Option<ID>,
) -> async_graphql::Result<List<CostLineObject>> {
    let page = connection::page::<CostLineId>(Kind::CostLine, first, after.as_ref())?;
    let app = app(ctx)?;
    let rows = cost_reports::lines(app, import, page).await.map_err(error)?;
    let total = cost_reports::line_count(app, import).await.map_err(error)?;
    let rows = rows
        .into_iter()
        .map(|line| (node::id(Kind::CostLine, line.id), CostLineObject(line)))
        .collect();
    Ok(connection::list(&page, rows, total))
}

/// The import, if its report exists for this person.
pub(crate) async fn import_by_id(
    app: &App,
    actor: &Actor,
    id: LedgerImportId,
) -> async_graphql::Result<Option<LedgerImportObject>> {
    let Some(import) = cost_reports::import_by_id(app, actor, id).await.map_err(error)? else {
        return Ok(None);
    };
    let report = cost_reports::find(app, actor, import.report)
        .await
        .map_err(error)?;
    Ok(Some(LedgerImportObject {
        in_force: report.is_some_and(|report| report.import == Some(id)),
        import,
    }))
}
