mod input;
mod line;
mod mutation;
mod object;
mod parts;
mod query;
mod remark;

pub(crate) use line::{CostLineObject, line_by_id};
pub(crate) use mutation::CostReportMutation;
pub(crate) use object::{CostReportObject, of_project};
pub(crate) use parts::{LedgerImportObject, import_by_id};
pub(crate) use query::CostReportQuery;
pub(crate) use remark::LineRemarkObject;
