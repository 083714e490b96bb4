use async_graphql::{ID, InputObject};
use talkoot_app::cost_reports::{ClassifyItem, ImportLedger, LedgerPlan, Remark, Which};

use crate::{
    ledger::{LedgerFilterInput, LedgerProfileInput, filters},
    node::{self, Kind},
    outcome::invalid,
    scalar::Money,
};

/// The cost reports of a period, to be opened for every partner.
#[derive(Debug, InputObject)]
pub(crate) struct OpenCostReportsInput {
    /// The project.
    pub(crate) project_id: ID,
    /// The period; it must have begun.
    pub(crate) period_id: ID,
    /// Chosen by you, new for each period that you want to open.
    pub(crate) idempotency_key: String,
}

/// A ledger file to be imported into a cost report.
#[derive(Debug, InputObject)]
pub(crate) struct ImportLedgerInput {
    /// The report.
    pub(crate) cost_report_id: ID,
    /// The version of the report that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each import.
    pub(crate) idempotency_key: String,
    /// The file, uploaded with `POST /files` for the same municipality.
    pub(crate) file_id: ID,
    /// A saved profile that says how the file is read; found out from the file when absent.
    pub(crate) profile_id: Option<ID>,
    /// What is settled about this file alone, as corrected in a preview; not beside `profileId`.
    pub(crate) profile: Option<LedgerProfileInput>,
    /// Which rows are wanted: a row must pass every filter. Rows outside the period are left out always.
    #[graphql(default)]
    pub(crate) selection: Vec<LedgerFilterInput>,
    /// Whether rows on accounts of income are left out; no unless told.
    #[graphql(default)]
    pub(crate) without_income: bool,
    /// The name of the column with the amounts; needed only when the file has several.
    pub(crate) amount_column: Option<String>,
    /// The sub-area that every line gets; lines are classified later when absent.
    pub(crate) sub_area_id: Option<ID>,
    /// The total of the wanted rows from your own books: the import is refused when it differs. Required
    /// as "0.00" when no row is selected.
    pub(crate) stated_total: Option<Money>,
    /// The token of the preview that you confirm: the import is made exactly as it was shown, or refused when
    /// file, profile, selection, mapping or the import in force are others since. One step without a preview when
    /// absent.
    pub(crate) preview: Option<String>,
}

impl TryFrom<ImportLedgerInput> for ImportLedger {
    type Error = async_graphql::Error;

    fn try_from(input: ImportLedgerInput) -> async_graphql::Result<Self> {
        Ok(Self {
            expected_version: input.expected_version,
            preview: input.preview,
            plan: PreviewLedgerInput {
                cost_report_id: input.cost_report_id,
                file_id: input.file_id,
                profile_id: input.profile_id,
                profile: input.profile,
                selection: input.selection,
                without_income: input.without_income,
                amount_column: input.amount_column,
                sub_area_id: input.sub_area_id,
                stated_total: input.stated_total,
            }
            .try_into()?,
        })
    }
}

/// A ledger file and how it would be imported into a cost report; nothing is stored.
#[derive(Debug, InputObject)]
pub(crate) struct PreviewLedgerInput {
    /// The report.
    cost_report_id: ID,
    /// The file, uploaded with `POST /files` for the same municipality.
    file_id: ID,
    /// A saved profile that says how the file is read; found out from the file when absent.
    profile_id: Option<ID>,
    /// What is settled about this file alone; not beside `profileId`.
    profile: Option<LedgerProfileInput>,
    /// Which rows are wanted: a row must pass every filter. Rows outside the period are left out always.
    #[graphql(default)]
    selection: Vec<LedgerFilterInput>,
    /// Whether rows on accounts of income are left out; no unless told.
    #[graphql(default)]
    without_income: bool,
    /// The name of the column with the amounts; needed only when the file has several.
    amount_column: Option<String>,
    /// The sub-area that every line gets; lines are classified later when absent.
    sub_area_id: Option<ID>,
    /// The total of the wanted rows from your own books; the preview says when it differs.
    stated_total: Option<Money>,
}

impl TryFrom<PreviewLedgerInput> for LedgerPlan {
    type Error = async_graphql::Error;

    fn try_from(input: PreviewLedgerInput) -> async_graphql::Result<Self> {
        Ok(Self {
            report: node::key(Kind::CostReport, &input.cost_report_id)?,
            file: node::key(Kind::File, &input.file_id)?,
            profile: input
                .profile_id
                .map(|id| node::key(Kind::LedgerProfile, &id))
                .transpose()?,
            settled: input.profile.map(TryInto::try_into).transpose()?,
            filters: filters(input.selection)?,
            without_income: input.without_income,
            amount_column: input.amount_column,
            sub_area: input
                .sub_area_id
                .map(|id| node::key(Kind::SubArea, &id))
                .transpose()?,
            stated_total: input.stated_total.map(|total| total.0),
        })
    }
}

/// A cost category, a sub-area or both for some lines: those named, or all on an account.
#[derive(Debug, InputObject)]
pub(crate) struct ClassifyCostLinesItem {
    /// These lines.
    pub(crate) line_ids: Option<Vec<ID>>,
    /// All lines on this account.
    pub(crate) account: Option<String>,
    /// The code of the category; left as it is when absent.
    pub(crate) category: Option<String>,
    /// The sub-area; left as it is when absent.
    pub(crate) sub_area_id: Option<ID>,
}

impl TryFrom<ClassifyCostLinesItem> for ClassifyItem {
    type Error = async_graphql::Error;

    fn try_from(item: ClassifyCostLinesItem) -> async_graphql::Result<Self> {
        let which = match (item.line_ids, item.account) {
            (Some(lines), None) => Which::Lines(
                lines
                    .iter()
                    .map(|line| node::key(Kind::CostLine, line))
                    .collect::<Result<_, _>>()?,
            ),
            (None, Some(account)) => Which::Account(account),
            (Some(_), Some(_)) | (None, None) => {
                return Err(invalid("each item names either `lineIds` or an `account`"));
            }
        };
        let sub_area = item
            .sub_area_id
            .map(|id| node::key(Kind::SubArea, &id))
            .transpose()?;
        Ok(Self {
            which,
            category: item.category,
            sub_area,
        })
    }
}

/// Lines to be put into cells of the budget.
#[derive(Debug, InputObject)]
pub(crate) struct ClassifyCostLinesInput {
    /// The report.
    pub(crate) cost_report_id: ID,
    /// The version of the report that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each change that you want to make.
    pub(crate) idempotency_key: String,
    /// What is given to which lines, at most 200 items; later ones go over earlier ones.
    pub(crate) items: Vec<ClassifyCostLinesItem>,
}

/// A step in the life of a cost report that needs nothing but the report itself.
#[derive(Debug, InputObject)]
pub(crate) struct CostReportStepInput {
    /// The report.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each step that you want to take.
    pub(crate) idempotency_key: String,
}

/// A cost report to be given back to its partner.
#[derive(Debug, InputObject)]
pub(crate) struct ReturnCostReportInput {
    /// The report.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each step that you want to take.
    pub(crate) idempotency_key: String,
    /// What the partner is to correct, in words; may be empty when lines are named.
    pub(crate) reasons: String,
    /// What is wrong with single lines of the import in force, at most 200, each once.
    #[graphql(default)]
    pub(crate) lines: Vec<ReturnedLineInput>,
}

/// A line that is to be corrected.
#[derive(Debug, InputObject)]
pub(crate) struct ReturnedLineInput {
    /// The line.
    pub(crate) line_id: ID,
    /// What is wrong with it, in words for the partner.
    pub(crate) reason: String,
}

impl TryFrom<ReturnedLineInput> for Remark {
    type Error = async_graphql::Error;

    fn try_from(line: ReturnedLineInput) -> async_graphql::Result<Self> {
        Ok(Self {
            line: node::key(Kind::CostLine, &line.line_id)?,
            reason: line.reason,
        })
    }
}

/// A cost report to be taken out of a claim that is back with the lead.
#[derive(Debug, InputObject)]
pub(crate) struct ReopenCostReportInput {
    /// The report.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each step that you want to take.
    pub(crate) idempotency_key: String,
    /// What the partner is to correct, in words.
    pub(crate) reasons: String,
}
