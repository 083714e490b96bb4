//! What a partner has settled about its own export, so that nothing has to be guessed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    date::DateFormat,
    field::Field,
    number::{DecimalSeparator, SubCent},
    refusal::Refusal,
    tax::FixedRate,
};

/// The version of [`Profile`] that this reader writes and knows.
pub const PROFILE_VERSION: u32 = 1;

/// How one partner's export is to be read. What is not set is found in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Profile {
    /// Version of this structure; 1.
    pub version: u32,
    /// Encoding of a text file, by its usual name (`utf-8`, `windows-1252`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Separator of a text file: one ASCII character.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub separator: Option<char>,
    /// File inside a zip archive that holds several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Row with the names of the columns, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_row: Option<u64>,
    /// Column with the amount of the row: its name, or its position from 1 as `#3`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// Which column holds what: names, or positions as `#3`. An empty name says that no column does.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<Field, String>,
    /// The mark between euros and cents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decimal_separator: Option<DecimalSeparator>,
    /// True when the other mark separates thousands (`1.234` is a thousand with a decimal comma).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grouped_thousands: Option<bool>,
    /// How dates are written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_format: Option<DateFormat>,
    /// What a positive amount is.
    pub sign: Sign,
    /// What the amounts are with regard to value added tax.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vat: Option<VatHandling>,
    /// The rate of rows that do not say theirs, with [`VatHandling::TakeOutByRate`]: a percentage (`25.5`), or the
    /// rate of a class on the day of the row: `general`, `reduced`, `lowest`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vat_rate: Option<String>,
    /// What a value with fractions of a cent is.
    pub sub_cent: SubCent,
    /// What a credit looks like where debit and credit have their own columns. Asked for when it is not set
    /// and the column of the credits holds a negative amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit_sign: Option<CreditSign>,
    /// What rows are that state totals.
    pub stated_totals: StatedTotals,
    /// What a row is that has fewer cells than the header.
    pub short_rows: ShortRows,
    /// What a period means for a file that has no column of dates.
    pub undated_rows: UndatedRows,
    /// Beginnings of a cell that mark a total row, in addition to those known (`Yhteensä`, `Totalt`, `Total`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub total_markers: Vec<String>,
    /// Beginnings of a cell that mark a subtotal row, in addition to those known (`Välisumma`, `Subtotal`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subtotal_markers: Vec<String>,
    /// Accounts of the balance sheet, which are no costs. Not set: 1000-2999, as in the national chart of
    /// accounts for Finnish municipalities. Empty: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub balance_sheet_accounts: Option<Vec<AccountRange>>,
    /// Accounts of income, excluded when the selection says so. Not set: 3000-3999 (national chart).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub income_accounts: Option<Vec<AccountRange>>,
}

/// What a positive amount in the file is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Sign {
    /// A cost; a credit note is negative.
    #[default]
    CostsPositive,
    /// A credit; costs are negative.
    CostsNegative,
}

/// What the amounts in a column of credits look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CreditSign {
    /// `30,00` is a credit, and `-30,00` takes one back.
    Positive,
    /// `-30,00` is a credit.
    Negative,
}

/// What rows are that look like totals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum StatedTotals {
    /// What a total states must be what its rows add up to, else the file is refused.
    #[default]
    MustAgree,
    /// Totals marked by a word may state something else: somebody has looked into it.
    MayDisagree,
    /// No row of the file is a total: every row with an amount is an entry.
    None,
}

/// What a row of a text file is that has fewer cells than the header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ShortRows {
    /// An error: a cell is missing somewhere, and those behind it have moved.
    #[default]
    Refused,
    /// In order: the system leaves out blank cells at the end of a row.
    Allowed,
}

/// What a period means for rows without a column of dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum UndatedRows {
    /// The file is refused: it cannot be told which rows are in the period.
    #[default]
    Refused,
    /// Every row belongs to the period: the person has exported just that.
    InPeriod,
}

/// What the amounts of the file are with regard to value added tax.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum VatHandling {
    /// They are without tax.
    AmountIsNet,
    /// They are with tax, and stay so.
    AmountIsGross,
    /// They are with tax; the column of the tax is subtracted.
    SubtractVat,
    /// They are with tax; it is taken out by the rate of the row, or of the profile where the row has none. The
    /// net amount is rounded half up.
    TakeOutByRate,
}

/// Accounts from the first to the last, both included, compared on as many leading digits as the bounds
/// have: 1000-2999 holds 1150 and 115001.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AccountRange {
    /// The first account.
    pub first: u32,
    /// The last account.
    pub last: u32,
}

impl AccountRange {
    /// True when the account number lies within the range.
    #[must_use]
    pub fn holds(&self, account: &str) -> bool {
        let width = self.last.checked_ilog10().unwrap_or(0) as usize + 1;
        let Some(leading) = account.as_bytes().get(..width) else {
            return false;
        };
        let number = leading.iter().try_fold(0_u64, |number, byte| {
            byte.is_ascii_digit()
                .then(|| number * 10 + u64::from(byte.wrapping_sub(b'0')))
        });
        number.is_some_and(|number| (u64::from(self.first)..=u64::from(self.last)).contains(&number))
    }
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            version: PROFILE_VERSION,
            encoding: None,
            separator: None,
            file: None,
            sheet: None,
            header_row: None,
            amount: None,
            columns: BTreeMap::new(),
            decimal_separator: None,
            grouped_thousands: None,
            date_format: None,
            sign: Sign::default(),
            vat: None,
            vat_rate: None,
            sub_cent: SubCent::default(),
            credit_sign: None,
            stated_totals: StatedTotals::default(),
            short_rows: ShortRows::default(),
            undated_rows: UndatedRows::default(),
            total_markers: Vec::new(),
            subtotal_markers: Vec::new(),
            balance_sheet_accounts: None,
            income_accounts: None,
        }
    }
}

impl Profile {
    /// Refuses what no file could be read with.
    pub(crate) fn checked(&self) -> Result<(), Refusal> {
        if self.version != PROFILE_VERSION {
            return Err(Refusal::ProfileVersion {
                version: self.version,
                known: PROFILE_VERSION,
            });
        }
        let bad = |why: &str| Err(Refusal::BadProfile { why: why.to_owned() });
        if self
            .separator
            .is_some_and(|c| !c.is_ascii() || c.is_ascii_alphanumeric() || "\"\r\n".contains(c))
        {
            return bad("the separator must be one mark such as ; , tab or |");
        }
        if self.header_row == Some(0) {
            return bad("rows are counted from 1: the header row cannot be 0");
        }
        if self
            .total_markers
            .iter()
            .chain(&self.subtotal_markers)
            .any(|marker| marker.trim().is_empty())
        {
            return bad("an empty marker would make every row a total row");
        }
        FixedRate::of(self)?;
        Ok(())
    }

    /// What of it another municipality may have: the names of columns and how things are written. Names of
    /// sheets and files, words of totals and account numbers are the municipality's own and stay with it; what
    /// a person there has looked into and allowed, everybody has to look into anew.
    #[must_use]
    pub fn for_others(&self) -> Self {
        Self {
            version: self.version,
            encoding: self.encoding.clone(),
            separator: self.separator,
            header_row: self.header_row,
            amount: self.amount.clone(),
            columns: self.columns.clone(),
            decimal_separator: self.decimal_separator,
            grouped_thousands: self.grouped_thousands,
            date_format: self.date_format,
            sign: self.sign,
            vat: self.vat,
            vat_rate: self.vat_rate.clone(),
            credit_sign: self.credit_sign,
            short_rows: self.short_rows,
            ..Self::default()
        }
    }

    pub(crate) fn balance_sheet(&self) -> Vec<AccountRange> {
        self.balance_sheet_accounts.clone().unwrap_or_else(|| {
            vec![AccountRange {
                first: 1000,
                last: 2999,
            }]
        })
    }

    pub(crate) fn income(&self) -> Vec<AccountRange> {
        self.income_accounts.clone().unwrap_or_else(|| {
            vec![AccountRange {
                first: 3000,
                last: 3999,
            }]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_compare_leading_digits() {
        let range = AccountRange {
            first: 1000,
            last: 2999,
        };
        for (account, inside) in [
            ("1000", true),
            ("2999", true),
            ("115001", true),
            ("3000", false),
            ("430001", false),
            ("299", false),
            ("", false),
            ("A1150", false),
            ("1150 Rakennukset", true),
            ("äö", false),
        ] {
            assert_eq!(range.holds(account), inside, "{account}");
        }
    }

    #[test]
    fn a_profile_survives_json_and_unknown_settings_are_refused() {
        let json = r#"{"version":1,"separator":";","amount":"Ist EUR","columns":{"costCentre":"Kp"},
            "decimalSeparator":"comma","dateFormat":"dayMonthYear","sign":"costsNegative"}"#;
        let profile: Profile = serde_json::from_str(json).unwrap();
        assert_eq!(
            profile.columns.get(&Field::CostCentre).map(String::as_str),
            Some("Kp")
        );
        let again: Profile = serde_json::from_str(&serde_json::to_string(&profile).unwrap()).unwrap();
        assert_eq!(again, profile);
        assert!(serde_json::from_str::<Profile>(r#"{"seperator":";"}"#).is_err());
    }

    #[test]
    fn another_municipality_gets_columns_and_formats_and_nothing_else() {
        let json = r#"{"version":1,"separator":";","amount":"Summa","columns":{"costCentre":"Kp"},
            "dateFormat":"dayMonthYear","sign":"costsNegative","sheet":"Stara","file":"stara.csv",
            "totalMarkers":["Koulut yhteensä"],"subtotalMarkers":["Keittiöt"],"statedTotals":"mayDisagree",
            "undatedRows":"inPeriod","subCent":"roundHalfUp","balanceSheetAccounts":[{"first":1,"last":2}],
            "incomeAccounts":[{"first":3,"last":4}]}"#;
        let own: Profile = serde_json::from_str(json).unwrap();
        let theirs = serde_json::to_value(own.for_others()).unwrap();
        let expected: Profile = serde_json::from_str(
            r#"{"version":1,"separator":";","amount":"Summa","columns":{"costCentre":"Kp"},
            "dateFormat":"dayMonthYear","sign":"costsNegative"}"#,
        )
        .unwrap();
        assert_eq!(theirs, serde_json::to_value(expected).unwrap());
    }

    #[test]
    fn unusable_profiles_are_refused() {
        for profile in [
            Profile {
                version: 2,
                ..Profile::default()
            },
            Profile {
                separator: Some('ä'),
                ..Profile::default()
            },
            Profile {
                separator: Some('"'),
                ..Profile::default()
            },
            Profile {
                separator: Some('1'),
                ..Profile::default()
            },
            Profile {
                header_row: Some(0),
                ..Profile::default()
            },
            Profile {
                total_markers: vec![" ".to_owned()],
                ..Profile::default()
            },
        ] {
            assert!(profile.checked().is_err(), "{profile:?}");
        }
        assert!(Profile::default().checked().is_ok());
    }
}
