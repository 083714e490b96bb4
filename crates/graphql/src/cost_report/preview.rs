use async_graphql::{Context, Enum, ID, Object};
use talkoot_app::{
    cost_reports::{self, CategorySum, PreviewRow, Previewed},
    ledgers::format::{Fate, Window, Wish},
};

use super::{
    comparison::{ComparisonObject, DuplicateObject},
    input::PreviewLedgerInput,
};
use crate::{
    connection::{self, List},
    context::{actor, app},
    ledger::{DiagnosisObject, LedgerRowError},
    outcome::{Refusal, error, refusals},
    scalar::Money,
};

/// What becomes of a row of a ledger file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum LedgerRowFate {
    /// It is a cost line.
    Selected,
    /// It is an entry in order and no cost line, for the reason given.
    Excluded,
    /// It cannot be read; one such row refuses the whole import.
    Rejected,
    /// It is no entry: a title, a blank row, a total. It counts nothing.
    NoEntry,
}

impl From<LedgerRowFate> for Wish {
    fn from(fate: LedgerRowFate) -> Self {
        match fate {
            LedgerRowFate::Selected => Self::Selected,
            LedgerRowFate::Excluded => Self::Excluded,
            LedgerRowFate::Rejected => Self::Rejected,
            LedgerRowFate::NoEntry => Self::NoEntry,
        }
    }
}

/// One row of a previewed file and what would become of it.
pub(crate) struct PreviewRowObject(PreviewRow);

/// One row of a previewed file and what would become of it.
#[Object(name = "LedgerPreviewRow")]
impl PreviewRowObject {
    /// The row, counted from 1 as a spreadsheet shows it.
    async fn row(&self) -> u64 {
        self.0.judged.row
    }

    /// What would become of it.
    async fn fate(&self) -> LedgerRowFate {
        match self.0.judged.fate {
            Fate::Selected => LedgerRowFate::Selected,
            Fate::Excluded(exclusion) if exclusion.is_entry() => LedgerRowFate::Excluded,
            Fate::Excluded(_) => LedgerRowFate::NoEntry,
            Fate::Rejected(_) => LedgerRowFate::Rejected,
        }
    }

    /// Why it is no cost line, for example `notSelected`, `totalRow`, `dateInvalid`; absent for a cost line.
    async fn reason(&self) -> Option<&'static str> {
        self.0.judged.fate.reason()
    }

    /// What it counts in the equation; absent when it is no entry or its amount cannot be read.
    async fn amount(&self) -> Option<Money> {
        self.0.judged.amount.map(Into::into)
    }

    /// Its cells as text, in the order of the columns; personal identity codes are masked.
    #[graphql(directive = crate::care::personal::apply())]
    async fn cells(&self) -> &[String] {
        &self.0.judged.cells
    }

    /// What is wrong with it: column, value, what was expected.
    async fn errors(&self) -> Vec<LedgerRowError> {
        self.0.judged.errors.iter().map(Into::into).collect()
    }

    /// The code of the cost category that your account mapping gives it; absent for a cost line without a
    /// mapping and for what is no cost line.
    async fn category(&self) -> Option<&str> {
        self.0.category.as_deref()
    }

    /// Which one of several identical cost lines this is, from 1; absent for what is no cost line.
    async fn occurrence(&self) -> Option<u32> {
        self.0.judged.posting.as_ref().map(|posting| posting.occurrence)
    }

    /// Where else it is a cost already.
    async fn duplicates(&self) -> Vec<DuplicateObject> {
        self.0.duplicates.iter().cloned().map(DuplicateObject).collect()
    }
}

/// What cost lines add up to in one category.
pub(crate) struct CategorySumObject(CategorySum);

/// What cost lines add up to in one category.
#[Object(name = "LedgerCategorySum")]
impl CategorySumObject {
    /// The code of the category; absent for lines without a mapping, which block the submission.
    async fn category(&self) -> Option<&str> {
        self.0.category.as_deref()
    }

    /// How many lines.
    async fn lines(&self) -> u64 {
        self.0.lines
    }

    /// Their sum.
    async fn amount(&self) -> Money {
        self.0.amount.into()
    }
}

/// What an import would bring, before anything is stored.
pub(crate) enum PreviewObject {
    /// The file was read.
    Seen(Box<Previewed>),
    /// Not even that.
    Refused(Vec<Refusal>),
}

impl PreviewObject {
    fn seen(&self) -> Option<&Previewed> {
        match self {
            Self::Seen(previewed) => Some(previewed),
            Self::Refused(_) => None,
        }
    }
}

/// What an import would bring, before anything is stored.
#[Object(name = "LedgerImportPreview")]
impl PreviewObject {
    /// Everything for which the import would be refused; empty when it would be made.
    async fn refusals(&self) -> Vec<Refusal> {
        match self {
            Self::Seen(previewed) => previewed.refusals.iter().cloned().map(Into::into).collect(),
            Self::Refused(refusals) => refusals.clone(),
        }
    }

    /// What to give `importLedger` as `preview`, with the same input, to make the import exactly so; it is
    /// refused when anything was changed since. Absent when the import would be refused.
    async fn token(&self) -> Option<&str> {
        self.seen()?.token.as_deref()
    }

    /// What becomes of the rows, with the equation of their sums; absent when the layout cannot be told.
    async fn diagnosis(&self) -> Option<DiagnosisObject> {
        self.seen()?.diagnosis.clone().map(DiagnosisObject)
    }

    /// The rows of the file, in its order, each with what would become of it. Of rows of wages
    /// nothing is shown that an import would not keep.
    #[graphql(complexity = "2000 + crate::connection::cost(first, child_complexity)")]
    async fn rows(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only rows of these fates; all unless told.")] only: Option<Vec<LedgerRowFate>>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<PreviewRowObject>> {
        let page = connection::numbered(first, after.as_ref())?;
        // Without a diagnosis there is no layout, and no row can be told.
        let Some(previewed) = self.seen().filter(|previewed| previewed.diagnosis.is_some()) else {
            return Ok(connection::numbered_list(page, Vec::new(), 0));
        };
        let window = Window {
            after: page.after,
            first: page.first.saturating_add(1),
            only: only.unwrap_or_default().into_iter().map(Into::into).collect(),
        };
        let (app, actor) = (app(ctx)?, actor(ctx)?);
        let rows = cost_reports::preview_rows(app, actor, &previewed.planned, &window);
        let (rows, total) = Box::pin(rows).await.map_err(error)?;
        let rows = rows
            .into_iter()
            .map(|row| (row.judged.row, PreviewRowObject(row)));
        Ok(connection::numbered_list(page, rows.collect(), total))
    }

    /// What the cost lines add up to by category, those without a mapping first; empty when a row is in error.
    async fn categories(&self) -> Vec<CategorySumObject> {
        let categories = self.seen().map(|previewed| &previewed.categories);
        categories
            .into_iter()
            .flatten()
            .cloned()
            .map(CategorySumObject)
            .collect()
    }

    /// The cost lines that stand in other reports already. A warning, or a refusal when the call says so.
    #[graphql(complexity = "crate::connection::cost(first, child_complexity)")]
    async fn duplicates(
        &self,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<DuplicateObject>> {
        let page = connection::numbered(first, after.as_ref())?;
        let all = self.seen().map_or(&[][..], |previewed| &previewed.duplicates);
        Ok(connection::numbered_part(page, all, |one| {
            DuplicateObject(one.clone())
        }))
    }

    /// What changes against the import in force; absent when there is none, and when a row is in error.
    async fn difference(&self) -> Option<ComparisonObject> {
        self.seen()?.comparison.clone().map(ComparisonObject)
    }
}

/// The preview of what is asked.
pub(super) async fn preview(
    ctx: &Context<'_>,
    input: PreviewLedgerInput,
) -> async_graphql::Result<PreviewObject> {
    let plan = input.try_into()?;
    let answer = cost_reports::preview(app(ctx)?, actor(ctx)?, &plan).await;
    Ok(match refusals(answer)? {
        Ok(previewed) => PreviewObject::Seen(Box::new(previewed)),
        Err(refusals) => PreviewObject::Refused(refusals),
    })
}
