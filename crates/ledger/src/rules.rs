//! What decides about a row, worked out once per file.

use std::collections::BTreeMap;

use crate::{
    amount_column::AmountColumn,
    date::DateFormat,
    encoding::Decoder,
    field::Field,
    header::Header,
    layout::Layout,
    profile::{AccountRange, Profile, Sign, VatHandling},
    refusal::Refusal,
    rows::Reading,
    selection::{Filter, Selection},
    totals::Markers,
};

/// The rules for the rows of one file.
#[derive(Clone, Debug)]
pub(crate) struct Rules {
    pub decoder: Decoder,
    pub header: Header,
    pub fields: BTreeMap<Field, usize>,
    pub amount: AmountColumn,
    /// The column of the tax, when it is subtracted.
    pub subtract_vat: Option<usize>,
    pub costs_negative: bool,
    pub date_column: Option<usize>,
    pub date_format: Option<DateFormat>,
    /// Cells of a text file can be moved by an unquoted separator; those of a workbook cannot.
    pub cells_can_move: bool,
    /// Columns with a name: these make a row what it is.
    pub named_columns: Vec<usize>,
    /// Columns one of which every entry has.
    pub anchors: Vec<usize>,
    pub markers: Markers,
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
        if selection.has_period() && (column(Field::Date).is_none() || layout.date.is_none()) {
            return Err(Refusal::SelectionNeedsColumn {
                field: Field::Date.into(),
            });
        }
        let filters = selection
            .filters
            .iter()
            .map(|filter| needed(filter.field).map(|column| (column, filter.clone())))
            .collect::<Result<Vec<_>, _>>()?;
        let subtract_vat = match profile.vat {
            Some(VatHandling::SubtractVat) => Some(needed(Field::Vat)?),
            _ => None,
        };
        let names = layout.header.names.iter().enumerate();
        let named_columns: Vec<usize> = names
            .filter(|(_, name)| !name.is_empty())
            .map(|(column, _)| column)
            .collect();
        let mut anchors = anchors(&layout.fields);
        if layout.date.is_none() {
            // Dates that cannot be read still show that a row is an entry.
            anchors.extend(column(Field::Date));
        }
        Ok(Self {
            decoder: layout.reading.decoder(),
            header: layout.header.clone(),
            fields: layout.fields.clone(),
            amount,
            subtract_vat,
            costs_negative: profile.sign == Sign::CostsNegative,
            date_column: column(Field::Date),
            date_format: layout.date,
            cells_can_move: matches!(layout.reading, Reading::Text { .. }),
            cells_of_total: (named_columns.len() / 3).max(2),
            named_columns,
            anchors,
            markers: Markers::new(profile),
            filters,
            selection: selection.clone(),
            account_column: column(Field::Account),
            balance_sheet: profile.balance_sheet(),
            income: profile.income(),
            text_columns: TEXT_FIELDS.iter().filter_map(|field| column(*field)).collect(),
            supplier_id_column: column(Field::SupplierId),
        })
    }
}

const TEXT_FIELDS: [Field; 11] = [
    Field::Account,
    Field::AccountName,
    Field::Voucher,
    Field::LineNumber,
    Field::CostCentre,
    Field::CostCentreName,
    Field::Project,
    Field::Activity,
    Field::SupplierName,
    Field::SupplierId,
    Field::Text,
];

/// An entry has a voucher (or, by its own rule, a date); in ledgers without vouchers it has an account, a
/// cost centre or a supplier.
fn anchors(fields: &BTreeMap<Field, usize>) -> Vec<usize> {
    if fields.contains_key(&Field::Voucher) || fields.contains_key(&Field::Date) {
        return fields.get(&Field::Voucher).copied().into_iter().collect();
    }
    [Field::Account, Field::CostCentre, Field::SupplierId]
        .iter()
        .filter_map(|field| fields.get(field).copied())
        .collect()
}
