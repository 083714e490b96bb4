//! Amounts as ledgers write them, read to exact cents.
//!
//! Every separator has to earn its meaning: `4.2,0` is not 420, and a lone `1.234` is one euro or a
//! thousand only when the column or the profile says which.

mod digits;
mod marks;

use serde::{Deserialize, Serialize};

use digits::{cents, whole_euros};
use marks::Marks;

/// The mark between euros and cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DecimalSeparator {
    /// `1234,56`
    Comma,
    /// `1234.56`
    Point,
}

/// What a value with fractions of a cent is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SubCent {
    /// An error: somebody has to say what the amount is.
    #[default]
    Refuse,
    /// Rounded to the nearest cent, halves away from zero.
    RoundHalfUp,
}

/// How the numbers of a column are written, as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct NumberFormat {
    pub decimal: Option<DecimalSeparator>,
    /// The column has shown that the other mark separates thousands.
    pub grouped: bool,
    /// What the decimal mark is does not rest on amounts with two decimals alone: the profile says so, or the
    /// column has amounts with three. Without that, `1,000` may be a thousand.
    pub settled: bool,
    pub sub_cent: SubCent,
}

/// Why a text is not an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumberProblem {
    NotANumber,
    Ambiguous,
    SubCent,
    TooLarge,
}

/// An amount, and what its spelling says about its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Amount {
    pub cents: i64,
    pub decimal: Option<DecimalSeparator>,
    pub grouped: bool,
    /// It has three or more decimals that cannot be thousands.
    pub fine: bool,
}

impl DecimalSeparator {
    const fn mark(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Point => b'.',
        }
    }
}

impl NumberFormat {
    /// In words, for the diagnosis.
    pub fn describe(self) -> &'static str {
        match (self.decimal, self.grouped) {
            (None, _) => "whole numbers",
            (Some(DecimalSeparator::Comma), false) => "decimal comma",
            (Some(DecimalSeparator::Comma), true) => "decimal comma, point between thousands",
            (Some(DecimalSeparator::Point), false) => "decimal point",
            (Some(DecimalSeparator::Point), true) => "decimal point, comma between thousands",
        }
    }

    /// Takes what one amount has shown about the column, where nothing was known before.
    pub fn learn(&mut self, amount: Amount) {
        self.decimal = self.decimal.or(amount.decimal);
        self.grouped |= amount.grouped;
        self.settled |= amount.fine;
    }
}

/// Reads an amount written by a person or an accounting system.
pub(crate) fn parse(text: &str, format: NumberFormat) -> Result<Amount, NumberProblem> {
    if let Some(amount) = plain(text.as_bytes(), format.decimal) {
        return Ok(amount);
    }
    let (negative, body) = strip_sign(text)?;
    let marks = Marks::read(body, format)?;
    finish(body, negative, &marks, format.sub_cent)
}

/// The common case without any doubt, `-1234,56` in a column of decimal commas, read in one go. All other
/// spellings take the careful way.
fn plain(text: &[u8], decimal: Option<DecimalSeparator>) -> Option<Amount> {
    const LONGEST: usize = 15;
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    let mark = decimal?;
    let [euros @ .., separator, tens, ones] = digits else {
        return None;
    };
    let fits = *separator == mark.mark() && !euros.is_empty() && euros.len() <= LONGEST;
    if !fits || !euros.iter().chain([tens, ones]).all(u8::is_ascii_digit) {
        return None;
    }
    let digit = |byte: &u8| i64::from(byte.wrapping_sub(b'0'));
    let cents = euros
        .iter()
        .chain([tens, ones])
        .fold(0, |sum, byte| sum * 10 + digit(byte));
    Some(Amount {
        cents: if negative { -cents } else { cents },
        decimal,
        grouped: false,
        fine: false,
    })
}

/// Reads a number of a workbook: the shortest decimal that is the stored binary number.
pub(crate) fn parse_stored(text: &str, sub_cent: SubCent) -> Result<Amount, NumberProblem> {
    let format = NumberFormat {
        decimal: Some(DecimalSeparator::Point),
        grouped: false,
        settled: true,
        sub_cent,
    };
    let mut amount = parse(text, format)?;
    (amount.decimal, amount.fine) = (None, false);
    Ok(amount)
}

const MINUS: [char; 3] = ['-', '\u{2212}', '\u{2013}'];

/// Takes off white space, the euro sign, quotation marks and the one sign an amount may have.
fn strip_sign(text: &str) -> Result<(bool, &str), NumberProblem> {
    let mut rest = trim(text);
    if let Some(inner) = rest.strip_prefix('\'').and_then(|inner| inner.strip_suffix('\'')) {
        rest = trim(inner);
    }
    rest = strip_currency(rest);
    let mut signs = 0;
    let mut negative = false;
    if let Some(inner) = rest.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        (rest, signs, negative) = (strip_currency(trim(inner)), signs + 1, true);
    }
    if let Some(inner) = rest.strip_prefix(MINUS) {
        (rest, signs, negative) = (inner, signs + 1, true);
    } else if let Some(inner) = rest.strip_prefix('+') {
        (rest, signs) = (inner, signs + 1);
    }
    if let Some(inner) = rest.strip_suffix(MINUS) {
        (rest, signs, negative) = (inner, signs + 1, true);
    } else if let Some(inner) = rest.strip_suffix('+') {
        (rest, signs) = (inner, signs + 1);
    }
    if signs > 1 {
        Err(NumberProblem::NotANumber)
    } else {
        Ok((negative, strip_currency(trim(rest))))
    }
}

fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}')
}

fn strip_currency(text: &str) -> &str {
    for mark in ["€", "EUR", "eur", "Eur"] {
        if let Some(rest) = text.strip_prefix(mark).or_else(|| text.strip_suffix(mark)) {
            return trim(rest);
        }
    }
    text
}

/// Spaces between thousands: plain, no-break, narrow no-break, thin, figure; and the apostrophe.
const fn separates_thousands(c: char) -> bool {
    matches!(
        c,
        ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}' | '\u{2007}' | '\'' | '\u{2019}'
    )
}

impl DecimalSeparator {
    const fn other(self) -> Self {
        match self {
            Self::Comma => Self::Point,
            Self::Point => Self::Comma,
        }
    }
}

fn finish(body: &str, negative: bool, marks: &Marks, sub_cent: SubCent) -> Result<Amount, NumberProblem> {
    let (whole, fraction) = match marks.decimal_at {
        Some(position) => (
            body.get(..position).unwrap_or_default(),
            body.get(position + 1..).unwrap_or_default(),
        ),
        None => (body, ""),
    };
    if marks.decimal_at.is_some() && fraction.is_empty() {
        return Err(NumberProblem::NotANumber);
    }
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NumberProblem::NotANumber);
    }
    let thousands_mark = marks
        .decimal
        .filter(|_| marks.grouped)
        .map(|decimal| decimal.other().mark());
    let euros = whole_euros(whole, thousands_mark, marks.decimal_at.is_some())?;
    let cents = cents(euros, fraction, sub_cent)?;
    let cents = if negative { -cents } else { cents };
    let cents = i64::try_from(cents).map_err(|_| NumberProblem::TooLarge)?;
    Ok(Amount {
        cents,
        decimal: marks.decimal,
        grouped: marks.grouped,
        fine: fraction.len() > 2,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMA: NumberFormat = NumberFormat {
        decimal: Some(DecimalSeparator::Comma),
        grouped: false,
        settled: true,
        sub_cent: SubCent::Refuse,
    };
    const POINT: NumberFormat = NumberFormat {
        decimal: Some(DecimalSeparator::Point),
        grouped: false,
        settled: true,
        sub_cent: SubCent::Refuse,
    };
    const UNKNOWN: NumberFormat = NumberFormat {
        decimal: None,
        grouped: false,
        settled: false,
        sub_cent: SubCent::Refuse,
    };

    fn cents(text: &str, format: NumberFormat) -> Result<i64, NumberProblem> {
        parse(text, format).map(|amount| amount.cents)
    }

    /// Every spelling means one thing, whatever is known of the column.
    #[test]
    fn spellings_that_are_never_in_doubt() {
        for (text, expected) in [
            ("0", 0),
            ("996", 99_600),
            ("  17461 ", 1_746_100),
            ("1 234", 123_400),
            ("-5", -500),
            ("5-", -500),
            ("(5)", -500),
            ("+5", 500),
            ("\u{2212}5", -500),
            ("\u{2013} 5", -500),
            ("'12'", 1_200),
            ("12 €", 1_200),
            ("-12 EUR", -1_200),
            ("€ 12", 1_200),
            ("1\u{A0}234\u{A0}567", 123_456_700),
            ("1\u{202F}234", 123_400),
            ("1'234", 123_400),
        ] {
            for format in [COMMA, POINT, UNKNOWN] {
                assert_eq!(cents(text, format), Ok(expected), "{text}");
            }
        }
    }

    #[test]
    fn a_known_decimal_mark_is_enforced() {
        use NumberProblem::{Ambiguous, NotANumber, SubCent};
        for (text, comma, point) in [
            ("1234,56", Ok(123_456), Err(Ambiguous)),
            ("1234.56", Err(Ambiguous), Ok(123_456)),
            ("1 234,56", Ok(123_456), Err(Ambiguous)),
            ("1\u{A0}234,5", Ok(123_450), Err(Ambiguous)),
            ("1.234,56", Ok(123_456), Err(Ambiguous)),
            ("1,234.56", Err(Ambiguous), Ok(123_456)),
            ("1,234,567", Err(Ambiguous), Ok(123_456_700)),
            ("1.234", Err(Ambiguous), Err(SubCent)),
            ("(3,348,578.87)", Err(Ambiguous), Ok(-334_857_887)),
            ("185000.00-", Err(Ambiguous), Ok(-18_500_000)),
            (",50", Ok(50), Err(Ambiguous)),
            ("12,", Err(NotANumber), Err(Ambiguous)),
            ("12,3400", Ok(1_234), Err(Ambiguous)),
        ] {
            assert_eq!(cents(text, COMMA), comma, "{text} with a decimal comma");
            assert_eq!(cents(text, POINT), point, "{text} with a decimal point");
        }
    }

    #[test]
    fn a_group_mark_counts_only_once_it_is_proven() {
        assert_eq!(
            cents(
                "1.234",
                NumberFormat {
                    grouped: true,
                    ..COMMA
                }
            ),
            Ok(123_400)
        );
        assert_eq!(
            cents(
                "1.23",
                NumberFormat {
                    grouped: true,
                    ..COMMA
                }
            ),
            Err(NumberProblem::Ambiguous)
        );
        assert_eq!(cents("1.234", UNKNOWN), Err(NumberProblem::Ambiguous));
        assert_eq!(cents("1.23", UNKNOWN), Ok(123));
        assert_eq!(cents("1234.567", UNKNOWN), Err(NumberProblem::SubCent));
        let shown = parse("1.234,00", UNKNOWN).unwrap();
        assert_eq!(
            (shown.decimal, shown.grouped),
            (Some(DecimalSeparator::Comma), true)
        );
    }

    /// In a column of `10,00`, `1,000` is one euro or a thousand.
    #[test]
    fn three_decimals_are_in_doubt_until_the_column_has_some() {
        use NumberProblem::{Ambiguous, SubCent};
        for (text, shown, settled) in [
            ("1,000", Err(Ambiguous), Ok(100)),
            ("-12,500", Err(Ambiguous), Ok(-1_250)),
            ("0,500", Ok(50), Ok(50)),
            ("1234,500", Ok(123_450), Ok(123_450)),
            ("1,234", Err(SubCent), Err(SubCent)),
            ("1,0000", Ok(100), Ok(100)),
        ] {
            let format = NumberFormat {
                settled: false,
                ..COMMA
            };
            assert_eq!(cents(text, format), shown, "{text}");
            assert_eq!(cents(text, COMMA), settled, "{text}");
        }
        assert!(parse("1234,500", UNKNOWN).unwrap().fine);
    }

    /// A reader that strips separators makes money out of these.
    #[test]
    fn trap_13_what_is_not_one_number_is_refused() {
        for text in [
            "",
            "-",
            "4.2,0",
            "4,2.0",
            "1.2.3",
            "12 34",
            "1 23,00",
            "1,2,3",
            "--5",
            "(-5)",
            "-5-",
            "1e5",
            "12,50 kr",
            "yhteensä",
            "1 234.567,00,1",
            "1..2",
            ".",
            ",",
            "()",
            "12a",
            "0x10",
            "1 234'567",
            "1.23,456",
        ] {
            for format in [COMMA, POINT, UNKNOWN] {
                assert!(
                    parse(text, format).is_err(),
                    "{text} was read as {:?}",
                    parse(text, format)
                );
            }
        }
    }

    #[test]
    fn binary_noise_is_rounded_and_real_fractions_are_not() {
        for (text, expected) in [
            ("95.31999999999999", Ok(9_532)),
            ("8855.440000000001", Ok(885_544)),
            ("444548729.06997675", Ok(44_454_872_907)),
            ("-0.30000000000000004", Ok(-30)),
            ("996", Ok(99_600)),
            ("12.345", Err(NumberProblem::SubCent)),
            ("12.3449999", Err(NumberProblem::SubCent)),
            ("0.1234567", Err(NumberProblem::SubCent)),
            ("100000000000000000000", Err(NumberProblem::TooLarge)),
        ] {
            assert_eq!(
                parse_stored(text, SubCent::Refuse).map(|amount| amount.cents),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn half_a_cent_rounds_away_from_zero_when_the_profile_says_so() {
        let format = NumberFormat {
            sub_cent: SubCent::RoundHalfUp,
            ..COMMA
        };
        for (text, expected) in [
            ("10,005", 1_001),
            ("-10,005", -1_001),
            ("10,0049", 1_000),
            ("0,995", 100),
        ] {
            assert_eq!(cents(text, format), Ok(expected), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_an_answer(text in ".{0,40}") {
            for format in [COMMA, POINT, UNKNOWN] {
                let _ = parse(&text, format);
            }
        }

        #[test]
        fn written_amounts_come_back(value in -9_999_999_999_i64..9_999_999_999) {
            let sign = if value < 0 { "-" } else { "" };
            let (euros, rest) = (value.unsigned_abs() / 100, value.unsigned_abs() % 100);
            proptest::prop_assert_eq!(cents(&format!("{sign}{euros},{rest:02}"), COMMA), Ok(value));
            proptest::prop_assert_eq!(cents(&format!("{sign}{euros}.{rest:02}"), UNKNOWN), Ok(value));
            proptest::prop_assert_eq!(cents(&format!(" {sign}{euros},{rest:02}0"), COMMA), Ok(value));
        }
    }
}
