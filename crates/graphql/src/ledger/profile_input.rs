use async_graphql::{Enum, InputObject};
use talkoot_app::ledgers::format::{AccountRange, Profile, Sign, SubCent};

use super::input::LedgerField;
use crate::outcome::invalid;

/// The mark between euros and cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "talkoot_app::ledgers::format::DecimalSeparator")]
pub(crate) enum DecimalSeparator {
    /// `1234,56`
    Comma,
    /// `1234.56`
    Point,
}

/// How dates are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "talkoot_app::ledgers::format::DateFormat")]
pub(crate) enum LedgerDateFormat {
    /// `2026-01-31`
    Iso,
    /// `31.1.2026`
    DayMonthYear,
    /// `01/31/2026`
    MonthDayYear,
    /// `31 Jan 2026`
    DayMonthNameYear,
    /// `31012026`
    DigitsDayMonthYear,
    /// `20260131`
    DigitsYearMonthDay,
    /// `260131`
    DigitsShortYearMonthDay,
    /// Days since 30 December 1899, as spreadsheets count.
    SpreadsheetDays,
}

/// What the amounts of a file are with regard to value added tax.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "talkoot_app::ledgers::format::VatHandling")]
pub(crate) enum LedgerVat {
    /// They are without tax.
    AmountIsNet,
    /// They are with tax, and stay so.
    AmountIsGross,
    /// They are with tax; the column of the tax is subtracted.
    SubtractVat,
    /// They are with tax; it is taken out by the rate of the row, or of the profile, rounded half up.
    TakeOutByRate,
}

/// What the amounts in a column of credits look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "talkoot_app::ledgers::format::CreditSign")]
pub(crate) enum LedgerCreditSign {
    /// `30,00` is a credit, and `-30,00` takes one back.
    Positive,
    /// `-30,00` is a credit.
    Negative,
}

/// What rows are that look like totals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "talkoot_app::ledgers::format::StatedTotals")]
pub(crate) enum LedgerStatedTotals {
    /// What a total states must be what its rows add up to, else the file is refused.
    MustAgree,
    /// Totals marked by a word may state something else: somebody has looked into it.
    MayDisagree,
    /// No row of the file is a total: every row with an amount is an entry.
    None,
}

/// What a row of a text file is that has fewer cells than the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "talkoot_app::ledgers::format::ShortRows")]
pub(crate) enum LedgerShortRows {
    /// An error: a cell is missing somewhere, and those behind it have moved.
    Refused,
    /// In order: the system leaves out blank cells at the end of a row.
    Allowed,
}

/// What a period means for a file without a column of dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "talkoot_app::ledgers::format::UndatedRows")]
pub(crate) enum LedgerUndatedRows {
    /// The file is refused: it cannot be told which rows are in the period.
    Refused,
    /// Every row belongs to the period: the person has exported just that.
    InPeriod,
}

/// Which column holds what.
#[derive(Debug, InputObject)]
pub(crate) struct LedgerColumnInput {
    /// What it holds.
    field: LedgerField,
    /// The name of the column, or its position from 1 as `#3`; empty says that no column does.
    column: String,
}

/// Accounts from the first to the last, both included.
#[derive(Debug, InputObject)]
pub(crate) struct AccountRangeInput {
    /// The first account.
    first: u32,
    /// The last account.
    last: u32,
}

/// What is settled about a municipality's ledger export; what is left out is found out from the file.
#[derive(Debug, InputObject)]
pub(crate) struct LedgerProfileInput {
    /// A profile as JSON, as it was found, proposed or saved; what else is given here goes over it.
    from: Option<String>,
    /// Encoding of a text file by its usual name: `utf-8`, `windows-1252`.
    encoding: Option<String>,
    /// Separator of a text file: one character; `tab` for a tabulator.
    separator: Option<String>,
    /// File inside a zip archive that holds several.
    file: Option<String>,
    /// Sheet of a workbook.
    sheet: Option<String>,
    /// The row with the names of the columns, counted from 1.
    header_row: Option<u64>,
    /// The column with the amounts: its name, or its position from 1 as `#3`.
    amount: Option<String>,
    /// Which column holds what.
    #[graphql(default)]
    columns: Vec<LedgerColumnInput>,
    /// The mark between euros and cents.
    decimal_separator: Option<DecimalSeparator>,
    /// Whether the other mark separates thousands.
    grouped_thousands: Option<bool>,
    /// How dates are written.
    date_format: Option<LedgerDateFormat>,
    /// Whether costs are negative in the file; no unless told.
    costs_negative: Option<bool>,
    /// What the amounts are with regard to value added tax.
    vat: Option<LedgerVat>,
    /// The rate of rows that do not say theirs, with `TAKE_OUT_BY_RATE`: a percentage such as `25.5`, or the rate of
    /// a class on the day of the row: `general`, `reduced`, `lowest`.
    vat_rate: Option<String>,
    /// Whether fractions of a cent are rounded, halves away from zero; they are an error unless told.
    round_sub_cents: Option<bool>,
    /// What the amounts in a column of credits look like; asked for when such a column holds a negative one.
    credit_sign: Option<LedgerCreditSign>,
    /// What rows are that look like totals; they must agree unless told.
    stated_totals: Option<LedgerStatedTotals>,
    /// What a row with fewer cells than the header is; an error unless told.
    short_rows: Option<LedgerShortRows>,
    /// What a period means for a file without dates; it is refused unless told.
    undated_rows: Option<LedgerUndatedRows>,
    /// Beginnings of a cell that mark a total row, beside the usual ones.
    #[graphql(default)]
    total_markers: Vec<String>,
    /// Beginnings of a cell that mark a subtotal row, beside the usual ones.
    #[graphql(default)]
    subtotal_markers: Vec<String>,
    /// Accounts of the balance sheet, which are no costs; 1000-2999 unless told.
    balance_sheet_accounts: Option<Vec<AccountRangeInput>>,
    /// Accounts of income; 3000-3999 unless told.
    income_accounts: Option<Vec<AccountRangeInput>>,
}

fn ranges(given: Vec<AccountRangeInput>) -> Vec<AccountRange> {
    given
        .into_iter()
        .map(|range| AccountRange {
            first: range.first,
            last: range.last,
        })
        .collect()
}

fn separator(text: &str) -> async_graphql::Result<char> {
    let mut characters = text.chars();
    match (text, characters.next(), characters.next()) {
        ("tab", ..) => Ok('\t'),
        (_, Some(one), None) if one.is_ascii_punctuation() || one == '\t' => Ok(one),
        _ => Err(invalid("the separator is one mark such as ; , or |, or `tab`")),
    }
}

impl TryFrom<LedgerProfileInput> for Profile {
    type Error = async_graphql::Error;

    fn try_from(given: LedgerProfileInput) -> async_graphql::Result<Self> {
        if given.header_row == Some(0) {
            return Err(invalid("rows are counted from 1: the header row cannot be 0"));
        }
        let markers = given.total_markers.iter().chain(&given.subtotal_markers);
        if markers.into_iter().any(|marker| marker.trim().is_empty()) {
            return Err(invalid("an empty marker would make every row a total row"));
        }
        let base = given.from.as_deref().map(base).transpose()?.unwrap_or_default();
        let mut columns = base.columns;
        columns.extend(
            given
                .columns
                .into_iter()
                .map(|column| (column.field.into(), column.column)),
        );
        let separator = given.separator.as_deref().map(separator).transpose()?;
        Ok(Self {
            version: base.version,
            encoding: given.encoding.or(base.encoding),
            separator: separator.or(base.separator),
            file: given.file.or(base.file),
            sheet: given.sheet.or(base.sheet),
            header_row: given.header_row.or(base.header_row),
            amount: given.amount.or(base.amount),
            columns,
            decimal_separator: given.decimal_separator.map(Into::into).or(base.decimal_separator),
            grouped_thousands: given.grouped_thousands.or(base.grouped_thousands),
            date_format: given.date_format.map(Into::into).or(base.date_format),
            sign: match given.costs_negative {
                Some(true) => Sign::CostsNegative,
                Some(false) => Sign::CostsPositive,
                None => base.sign,
            },
            vat: given.vat.map(Into::into).or(base.vat),
            vat_rate: given.vat_rate.or(base.vat_rate),
            sub_cent: match given.round_sub_cents {
                Some(true) => SubCent::RoundHalfUp,
                Some(false) => SubCent::Refuse,
                None => base.sub_cent,
            },
            credit_sign: given.credit_sign.map(Into::into).or(base.credit_sign),
            stated_totals: given.stated_totals.map_or(base.stated_totals, Into::into),
            short_rows: given.short_rows.map_or(base.short_rows, Into::into),
            undated_rows: given.undated_rows.map_or(base.undated_rows, Into::into),
            total_markers: or(given.total_markers, base.total_markers),
            subtotal_markers: or(given.subtotal_markers, base.subtotal_markers),
            balance_sheet_accounts: given
                .balance_sheet_accounts
                .map(ranges)
                .or(base.balance_sheet_accounts),
            income_accounts: given.income_accounts.map(ranges).or(base.income_accounts),
        })
    }
}

fn or(given: Vec<String>, base: Vec<String>) -> Vec<String> {
    if given.is_empty() { base } else { given }
}

fn base(text: &str) -> async_graphql::Result<Profile> {
    serde_json::from_str(text).map_err(|why| {
        invalid(&format!(
            "`from` is no profile: {why}; give it as it was proposed"
        ))
    })
}
