//! What decides about a row, worked out once per file.

use std::collections::BTreeMap;

use crate::{
    amount_column::AmountColumn,
    date::DateFormat,
    encoding::Decoder,
    field::Field,
    header::Header,
    layout::Layout,
    markers::Markers,
    profile::{AccountRange, CreditSign, Profile, ShortRows, Sign, StatedTotals, UndatedRows},
    refusal::Refusal,
    row::Row,
    rows::Reading,
    selection::{Filter, Selection},
    sides::SignRule,
    tax::TaxRule,
};

/// The rules for the rows of one file.
#[derive(Clone, Debug)]
pub(crate) struct Rules {
    pub decoder: Decoder,
    pub header: Header,
    pub fields: BTreeMap<Field, usize>,
    pub amount: AmountColumn,
    /// How tax is taken out of the amounts.
    pub tax: TaxRule,
    pub costs_negative: bool,
    /// What gives the amount its sign.
    pub sign: SignRule,
    pub credit_sign: Option<CreditSign>,
    pub currency_column: Option<usize>,
    pub date_column: Option<usize>,
    pub date_format: Option<DateFormat>,
    /// Cells of a text file can be moved by an unquoted separator; those of a workbook cannot.
    pub cells_can_move: bool,
    /// Separator of a text file.
    pub separator: Option<u8>,
    /// How many columns there are; cells beyond them have no meaning.
    pub width: usize,
    /// The system leaves out blank cells at the end of a row.
    pub short_rows: bool,
    /// Columns with a name: these make a row what it is.
    pub named_columns: Vec<usize>,
    pub voucher_column: Option<usize>,
    /// Columns one of which every entry has, in ledgers without vouchers and dates.
    pub anchors: Vec<usize>,
    /// Entries of this file have a voucher or a date: these columns are filled in nearly all sampled rows.
    pub identifying: Vec<usize>,
    /// Columns in which a total row may have the number of its rows.
    pub counting: Vec<usize>,
    pub markers: Markers,
    pub stated_totals: StatedTotals,
    /// How many cells a total row may have beside its amount: it is sparse, an entry is not.
    pub cells_of_total: usize,
    pub filters: Vec<(usize, Filter)>,
    pub selection: Selection,
    pub account_column: Option<usize>,
    pub balance_sheet: Vec<AccountRange>,
    pub income: Vec<AccountRange>,
    /// Columns whose texts go into a posting.
    pub text_columns: Vec<usize>,
    pub supplier_id_column: Option<usize>,
}

impl Rules {
    pub fn new(
        layout: &Layout,
        amount: AmountColumn,
        profile: &Profile,
        selection: &Selection,
    ) -> Result<Self, Refusal> {
        let column = |field: Field| layout.fields.get(&field).copied();
        let needed =
            |field: Field| column(field).ok_or(Refusal::SelectionNeedsColumn { field: field.into() });
        let selection = period_that_can_be_told(selection, layout, profile)?;
        let filters = selection
            .filters
            .iter()
            .map(|filter| needed(filter.field).map(|column| (column, filter.clone())))
            .collect::<Result<Vec<_>, _>>()?;
        let tax = TaxRule::of(profile, &layout.fields)?;
        let names = layout.header.names.iter().enumerate();
        let named_columns: Vec<usize> = names
            .filter(|(_, name)| !name.is_empty())
            .map(|(column, _)| column)
            .collect();
        Ok(Self {
            decoder: layout.reading.decoder(),
            header: layout.header.clone(),
            fields: layout.fields.clone(),
            amount,
            tax,
            costs_negative: profile.sign == Sign::CostsNegative,
            sign: layout.sign,
            credit_sign: profile.credit_sign,
            currency_column: column(Field::Currency),
            date_column: column(Field::Date),
            date_format: layout.date,
            cells_can_move: matches!(layout.reading, Reading::Text { .. }),
            separator: match layout.reading {
                Reading::Text { separator, .. } => Some(separator),
                Reading::Workbook { .. } => None,
            },
            width: width(layout, amount),
            short_rows: profile.short_rows == ShortRows::Allowed,
            cells_of_total: (named_columns.len() / 3).max(2),
            named_columns,
            voucher_column: column(Field::Voucher),
            anchors: anchors(&layout.fields),
            identifying: identifying(layout, amount),
            counting: COUNTING_FIELDS
                .iter()
                .filter_map(|field| column(*field))
                .collect(),
            markers: Markers::new(profile),
            stated_totals: profile.stated_totals,
            filters,
            selection,
            account_column: column(Field::Account),
            balance_sheet: profile.balance_sheet(),
            income: profile.income(),
            text_columns: TEXT_FIELDS.iter().filter_map(|field| column(*field)).collect(),
            supplier_id_column: column(Field::SupplierId),
        })
    }
}

const TEXT_FIELDS: [Field; 12] = [
    Field::Account,
    Field::AccountName,
    Field::Voucher,
    Field::LineNumber,
    Field::CostCentre,
    Field::CostCentreName,
    Field::Project,
    Field::Activity,
    Field::SubArea,
    Field::SupplierName,
    Field::SupplierId,
    Field::Text,
];

/// The selection, without its period for a file without dates when the profile says that all of it belongs there.
fn period_that_can_be_told(
    selection: &Selection,
    layout: &Layout,
    profile: &Profile,
) -> Result<Selection, Refusal> {
    let mut selection = selection.clone();
    let has_dates = layout.fields.contains_key(&Field::Date);
    if selection.has_period() && !has_dates && profile.undated_rows == UndatedRows::InPeriod {
        (selection.first_day, selection.last_day) = (None, None);
    }
    if selection.has_period() && layout.date.is_none() {
        return Err(Refusal::PeriodNeedsDates);
    }
    Ok(selection)
}

/// How many columns have a name or are used without one.
fn width(layout: &Layout, amount: AmountColumn) -> usize {
    let used = layout.fields.values().copied().chain([amount.first()]);
    used.map(|column| column + 1)
        .chain([layout.header.width()])
        .max()
        .unwrap_or_default()
}

/// Where a total row may say how many rows it adds up; a counter of its own is no such place.
const COUNTING_FIELDS: [Field; 4] = [Field::Date, Field::SupplierName, Field::AccountName, Field::Text];

/// What shows that a row is an entry in ledgers without vouchers and dates.
fn anchors(fields: &BTreeMap<Field, usize>) -> Vec<usize> {
    if fields.contains_key(&Field::Voucher) || fields.contains_key(&Field::Date) {
        return Vec::new();
    }
    [Field::Account, Field::CostCentre, Field::SupplierId]
        .iter()
        .filter_map(|field| fields.get(field).copied())
        .collect()
}

/// The columns of voucher and date, when the sampled rows have them: both, and most rows have one; or one, and
/// nearly all rows have it. A row that has none is then no entry like the others.
fn identifying(layout: &Layout, amount: AmountColumn) -> Vec<usize> {
    let columns: Vec<usize> = [Field::Voucher, Field::Date]
        .iter()
        .filter_map(|field| layout.fields.get(field).copied())
        .collect();
    let below = layout.sample.get(1..).unwrap_or_default();
    let with_amount: Vec<&Row> = below.iter().filter(|row| !amount.is_blank(row)).collect();
    let identified = with_amount
        .iter()
        .filter(|row| columns.iter().any(|column| !row.is_blank(*column)))
        .count();
    let needed = if columns.len() > 1 { 50 } else { 90 };
    if identified * 100 >= with_amount.len() * needed {
        columns
    } else {
        Vec::new()
    }
}
