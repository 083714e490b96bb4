use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, de::Error};
use serde_json::Value;
use talkoot_domain::money::Money;

use crate::{Answer, Failure};

/// What was found in a ledger file, as it is stored with an import. The equation holds to the cent:
/// total = selected + excluded by reason + rejected by reason.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Diagnosis {
    /// Name of the file.
    pub file: String,
    /// Its SHA-256 in hexadecimal.
    pub sha256: String,
    /// Encoding of a text file.
    pub encoding: Option<String>,
    /// Separator of a text file; `tab` for a tabulator.
    pub separator: Option<String>,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// The row with the names of the columns, counted from 1.
    pub header_row: u64,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The column of the amounts.
    pub amount_column: String,
    /// What that column means: `postedLine`, `net`, `unsaid`, `gross`, `invoiceTotal`, `debitMinusCredit`.
    pub amount_kind: String,
    /// Which column holds what.
    pub fields: BTreeMap<String, String>,
    /// How dates are written.
    pub date_format: Option<String>,
    /// How amounts are written.
    pub number_format: String,
    /// How all this was found.
    pub findings: Vec<Finding>,
    /// Entries of the ledger.
    pub rows: u64,
    /// Their sum.
    #[serde(deserialize_with = "amount")]
    pub total: Money,
    /// Those with a negative amount.
    pub credits: Tally,
    /// Cost lines.
    pub selected: Tally,
    /// Rows that are no cost lines.
    #[serde(deserialize_with = "by_reason")]
    pub excluded: Vec<Excluded>,
    /// Rows that cannot be read.
    #[serde(deserialize_with = "by_reason")]
    pub rejected: Vec<Excluded>,
    /// The first errors.
    pub errors: Vec<RowError>,
    /// How many errors there are.
    pub error_count: u64,
    /// What a person should look at.
    pub warnings: Vec<Warning>,
    /// How many selected rows equal an earlier one; they are kept.
    pub repeats: u64,
    /// Totals that the file itself states.
    pub stated_totals: Vec<StatedTotal>,
}

/// How many rows, and their sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Tally {
    /// How many.
    pub rows: u64,
    /// The sum.
    #[serde(deserialize_with = "amount")]
    pub total: Money,
}

/// Rows left out or rejected for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excluded {
    /// The reason, for example `notSelected`, `outsidePeriod`, `totalRow`.
    pub reason: String,
    /// How many rows, and their sum.
    pub tally: Tally,
}

/// Something found about the layout.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Finding {
    /// What it is about.
    pub what: String,
    /// What was found.
    pub value: String,
    /// `given`, `certain` or `likely`.
    pub certainty: String,
    /// Why.
    pub why: String,
}

/// One thing wrong in one row.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct RowError {
    /// The row, counted from 1.
    pub row: u64,
    /// The column.
    pub column: String,
    /// What stands there; personal identity codes are masked.
    pub value: String,
    /// What should stand there.
    pub expected: String,
    /// Why the row is rejected.
    pub reason: String,
}

/// Something a person should look at.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Warning {
    /// A stable name.
    pub code: String,
    /// How many rows it is about; 0 when it is about the file.
    pub rows: u64,
    /// In words.
    pub message: String,
}

/// A total that the file itself states.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct StatedTotal {
    /// The row.
    pub row: u64,
    /// `totalRow` or `subtotalRow`.
    pub kind: String,
    /// What the file says; nothing when it cannot be read.
    #[serde(deserialize_with = "maybe_amount")]
    pub stated: Option<Money>,
    /// What the rows add up to.
    #[serde(deserialize_with = "amount")]
    pub computed: Money,
}

fn amount<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Money, D::Error> {
    String::deserialize(deserializer)?
        .parse()
        .map_err(D::Error::custom)
}

fn maybe_amount<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Money>, D::Error> {
    let text: Option<String> = Option::deserialize(deserializer)?;
    text.map(|text| text.parse().map_err(D::Error::custom))
        .transpose()
}

fn by_reason<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Excluded>, D::Error> {
    let tallies: BTreeMap<String, Tally> = BTreeMap::deserialize(deserializer)?;
    Ok(tallies
        .into_iter()
        .map(|(reason, tally)| Excluded { reason, tally })
        .collect())
}

/// A diagnosis as the reader of ledgers wrote it.
pub(crate) fn diagnosis(written: Value) -> Answer<Diagnosis> {
    serde_json::from_value(written).map_err(Failure::internal)
}

#[cfg(test)]
mod tests {
    use talkoot_ledger::{Limits, Profile, Selection, Source, check};

    use super::diagnosis;

    #[test]
    fn what_the_reader_writes_can_be_read_back() {
        let source = Source::Bytes {
            name: "a.csv".to_owned(),
            bytes: b"Tosite;Pvm;Tili;Summa\n1;31.3.2026;4340;10,00\n2;31.3.2026;1700;-2,50\n;;Yht;10,00\n"
                .to_vec(),
        };
        let checked = check(
            &source,
            &Profile::default(),
            &Selection::default(),
            &Limits::default(),
        );
        let written = serde_json::to_value(checked.expect("a ledger")).expect("JSON");
        let read = diagnosis(written).expect("a diagnosis");
        assert_eq!(read.rows, 2);
        assert_eq!(read.total.to_string(), "7.50");
        assert_eq!(read.selected.total.to_string(), "10.00");
        let reasons: Vec<_> = read.excluded.iter().map(|one| one.reason.as_str()).collect();
        assert!(reasons.contains(&"balanceSheetAccount"), "{reasons:?}");
    }
}
