//! What a column can hold, and the names ledgers give to such columns.

use serde::{Deserialize, Serialize};

/// What a column of a ledger holds. The amount is not among them: see [`crate::Profile::amount`].
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    strum::IntoStaticStr,
    strum::EnumIter,
)]
#[serde(rename_all = "camelCase")]
#[strum(serialize_all = "camelCase")]
pub enum Field {
    /// Number of the ledger account (*tili*).
    Account,
    /// Name of the account.
    AccountName,
    /// Number of the voucher (*tosite*).
    Voucher,
    /// Number of the line within the voucher.
    LineNumber,
    /// The day the entry belongs to (*tositepäivä*).
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
    /// Amount on the debit side, where it has its own column.
    Debit,
    /// Amount on the credit side, where it has its own column.
    Credit,
    /// The mark that says debit or credit (*D/K*) beside an amount without sign.
    Side,
    /// The sign of the amount, where it has its own column.
    Sign,
    /// Currency of the amount (*valuutta*). Only euros are read.
    Currency,
}

/// What an amount column means, best first for a cost report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum AmountKind {
    /// The posted line (*tiliöintisumma*).
    PostedLine,
    /// Without value added tax.
    Net,
    /// The header does not say.
    Unsaid,
    /// With value added tax.
    Gross,
    /// The total of the whole invoice, which some ledgers repeat on each of its rows.
    InvoiceTotal,
    /// Debit minus credit.
    DebitMinusCredit,
}

/// A header without what differs between exports: case, accents, punctuation, line breaks and runs of
/// spaces.
#[must_use]
pub(crate) fn plain(header: &str) -> String {
    let mut plain = String::with_capacity(header.len());
    for c in header.chars().flat_map(char::to_lowercase) {
        let c = match c {
            'ä' | 'å' | 'à' | 'á' => 'a',
            'ö' | 'ø' => 'o',
            'ü' => 'u',
            'é' | 'è' => 'e',
            c if c.is_alphanumeric() => c,
            _ => ' ',
        };
        if c != ' ' || !(plain.is_empty() || plain.ends_with(' ')) {
            plain.push(c);
        }
    }
    plain.truncate(plain.trim_end().len());
    plain
}
