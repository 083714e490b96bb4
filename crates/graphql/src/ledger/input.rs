use async_graphql::{Enum, ID, InputObject};
use chrono::NaiveDate;
use talkoot_app::ledgers::{
    AccountRule,
    format::{Field, Filter},
};

use super::profile_input::LedgerProfileInput;
use crate::outcome::invalid;

/// What a column of a ledger holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "talkoot_app::ledgers::format::Field")]
pub(crate) enum LedgerField {
    /// Number of the account (*tili*).
    Account,
    /// Name of the account.
    AccountName,
    /// Number of the voucher (*tosite*).
    Voucher,
    /// Number of the line within the voucher.
    LineNumber,
    /// The day of the entry (*tositepäivä*).
    Date,
    /// Cost centre (*kustannuspaikka*).
    CostCentre,
    /// Name of the cost centre.
    CostCentreName,
    /// Project code (*projekti, hanke*).
    Project,
    /// Activity code (*toiminto*).
    Activity,
    /// Code of the project's sub-area (*osa-alue*).
    SubArea,
    /// Name of the supplier.
    SupplierName,
    /// Business id of the supplier (*y-tunnus*).
    SupplierId,
    /// Explanation of the entry (*selite*).
    Text,
    /// Amount without value added tax.
    Net,
    /// Amount with value added tax.
    Gross,
    /// Value added tax.
    Vat,
    /// Rate of value added tax, in per cent.
    VatRate,
    /// Amount on the debit side.
    Debit,
    /// Amount on the credit side.
    Credit,
    /// The mark that says debit or credit (*D/K*) beside an amount without sign.
    Side,
    /// The sign of the amount, where it has its own column.
    Sign,
    /// Currency of the amount (*valuutta*); only euros are read.
    Currency,
}

/// A condition on the rows of a ledger: the column holds one of the values, or begins with one of the
/// prefixes.
#[derive(Debug, InputObject)]
pub(crate) struct LedgerFilterInput {
    /// The column, usually cost centre, project or activity.
    field: LedgerField,
    /// The row passes with any of these; either this or `prefixes`.
    values: Option<Vec<String>>,
    /// The row passes when the cell begins with any of these; either this or `values`.
    prefixes: Option<Vec<String>>,
}

/// The conditions for the reader.
///
/// # Errors
/// When one says nothing or two things.
pub(crate) fn filters(given: Vec<LedgerFilterInput>) -> async_graphql::Result<Vec<Filter>> {
    let filter = |filter: LedgerFilterInput| {
        let field: Field = filter.field.into();
        let (values, prefix) = match (filter.values, filter.prefixes) {
            (Some(values), None) => (values, false),
            (None, Some(prefixes)) => (prefixes, true),
            (Some(_), Some(_)) | (None, None) => {
                return Err(invalid(
                    "each filter of a selection gives either `values` or `prefixes`",
                ));
            }
        };
        if values.is_empty() || values.iter().any(|value| value.trim().is_empty()) {
            return Err(invalid(
                "a filter with an empty value would select rows by accident; leave it out",
            ));
        }
        Ok(Filter {
            field,
            values,
            prefix,
        })
    };
    given.into_iter().map(filter).collect()
}

/// Which accounts are which cost category: one account, all with a beginning, or a range.
#[derive(Debug, InputObject)]
pub(crate) struct AccountRuleInput {
    /// This account and no other.
    account: Option<String>,
    /// All accounts whose number begins so.
    prefix: Option<String>,
    /// The first account of a range; with `to`.
    from: Option<u32>,
    /// The last account of a range, itself included; with `from`.
    to: Option<u32>,
    /// Only in this cost centre; such a rule goes before one for all.
    cost_centre: Option<String>,
    /// The code of the cost category; leave it out for accounts that are never claimed.
    category: Option<String>,
    /// The first day of postings it is for; from the beginning when absent.
    valid_from: Option<NaiveDate>,
    /// The last such day; without an end when absent.
    valid_to: Option<NaiveDate>,
}

impl From<AccountRuleInput> for AccountRule {
    fn from(rule: AccountRuleInput) -> Self {
        Self {
            account: rule.account,
            prefix: rule.prefix,
            from: rule.from,
            to: rule.to,
            cost_centre: rule.cost_centre,
            category: rule.category,
            valid_from: rule.valid_from,
            valid_to: rule.valid_to,
        }
    }
}

/// Which account is which cost category in one municipality.
#[derive(Debug, InputObject)]
pub(crate) struct SaveAccountMappingInput {
    /// The municipality.
    pub(crate) organisation_id: ID,
    /// Chosen by you, new for each version that you want to save.
    pub(crate) idempotency_key: String,
    /// The rules, in place of those before; the most specific one wins, and two under both of which a posting
    /// could fall are refused.
    pub(crate) rules: Vec<AccountRuleInput>,
}

/// How a municipality's ledger export is read.
#[derive(Debug, InputObject)]
pub(crate) struct SaveLedgerProfileInput {
    /// The municipality.
    pub(crate) organisation_id: ID,
    /// Chosen by you, new for each version that you want to save.
    pub(crate) idempotency_key: String,
    /// What the municipality calls the accounting system or the layout.
    pub(crate) system: String,
    /// What is settled; the rest is found out from each file.
    pub(crate) profile: LedgerProfileInput,
    /// A file of this layout: the names of its columns are kept, so that other files like it are known. Other
    /// municipalities are offered those names and the formats, and nothing else.
    pub(crate) file_id: Option<ID>,
}

/// A profile of another municipality to be taken over.
#[derive(Debug, InputObject)]
pub(crate) struct CopyLedgerProfileInput {
    /// The municipality that takes it over.
    pub(crate) organisation_id: ID,
    /// Chosen by you, new for each copy.
    pub(crate) idempotency_key: String,
    /// The other municipality's profile, as `inspectLedger` proposed it.
    pub(crate) profile_id: ID,
}

/// A ledger file to be looked at, with what is settled about it so far; nothing is stored.
#[derive(Debug, InputObject)]
pub(crate) struct InspectLedgerInput {
    /// The file, uploaded with `POST /files`.
    pub(crate) file_id: ID,
    /// A saved profile; goes before `profile`.
    pub(crate) profile_id: Option<ID>,
    /// What is settled about the file.
    pub(crate) profile: Option<LedgerProfileInput>,
}

/// A ledger file to be looked at; nothing is stored.
#[derive(Debug, InputObject)]
pub(crate) struct CheckLedgerInput {
    /// The file, uploaded with `POST /files`.
    pub(crate) file_id: ID,
    /// A saved profile; goes before `profile`.
    pub(crate) profile_id: Option<ID>,
    /// What is settled about the file.
    pub(crate) profile: Option<LedgerProfileInput>,
    /// The name of the column with the amounts.
    pub(crate) amount_column: Option<String>,
    /// Which rows are wanted: a row must pass every filter.
    #[graphql(default)]
    pub(crate) selection: Vec<LedgerFilterInput>,
    /// Whether rows on accounts of income are left out; no unless told.
    #[graphql(default)]
    pub(crate) without_income: bool,
    /// The report whose period decides; all days when absent.
    pub(crate) cost_report_id: Option<ID>,
}
