//! Why a bank did not pay, in words: the codes of ISO 20022 (external status and return reasons) that
//! banks use for credit transfers.

use crate::{Refused, element::Element};

/// A reason as the bank gave it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reason {
    /// The code, of the standard or the bank's own.
    pub code: Option<String>,
    /// What the bank adds.
    pub more: Vec<String>,
}

const WORDS: [(&str, &str); 34] = [
    ("AC01", "the account number is wrong"),
    ("AC02", "the payer's account number is wrong"),
    ("AC03", "the payee's account number is wrong"),
    ("AC04", "the account is closed"),
    ("AC06", "the account is blocked"),
    ("AC07", "the payee's account is closed"),
    ("AC13", "the account is of a kind that cannot be paid to"),
    ("AG01", "such payments are not allowed on this account"),
    ("AG02", "the bank does not know this kind of payment"),
    ("AM01", "the amount is nothing"),
    ("AM02", "the amount is larger than allowed"),
    ("AM03", "the currency is not allowed"),
    ("AM04", "the payer's account does not hold enough money"),
    ("AM05", "the bank has received this payment before"),
    ("AM09", "the amount is not the one that was agreed"),
    ("AM10", "the control sum does not match the payments"),
    ("BE01", "the name does not belong to the account"),
    ("BE04", "the payee's address is missing or wrong"),
    ("BE05", "the bank does not know who sent the file"),
    ("CNOR", "the payee's bank does not take such payments"),
    ("CUST", "the payer asked for it"),
    ("DT01", "the day of payment is not possible"),
    ("DU01", "the bank has received a file of this name before"),
    ("FF01", "the form of the file is wrong"),
    ("FOCR", "the payment was called back"),
    ("MD07", "the payee has died"),
    ("MS02", "the payee refused the money"),
    ("MS03", "the bank gave no reason"),
    ("NARR", "for the reason that follows"),
    ("RC01", "the bank's code is wrong"),
    ("RR01", "the payer's account or identification is missing"),
    ("RR03", "the payee's name or address is missing"),
    ("RR04", "the authorities do not allow it"),
    ("TM01", "the file came too late in the day"),
];

impl Reason {
    /// The reasons in an element: `StsRsnInf` of a status, `RtrInf` of a return.
    pub(crate) fn read(element: &Element) -> Result<Self, Refused> {
        let code = match element.text(&["Rsn", "Cd"])? {
            Some(code) => Some(code),
            None => element.text(&["Rsn", "Prtry"])?,
        };
        Ok(Self {
            code: code.map(ToOwned::to_owned),
            more: element.all("AddtlInf").map(|more| more.text.clone()).collect(),
        })
    }
}

/// Reasons as one sentence: the code, what it means, and what the bank adds.
#[must_use]
pub fn in_words(reasons: &[Reason]) -> String {
    let words: Vec<String> = reasons
        .iter()
        .map(one)
        .filter(|words| !words.is_empty())
        .collect();
    if words.is_empty() {
        "the bank gave no reason".to_owned()
    } else {
        words.join("; ")
    }
}

fn one(reason: &Reason) -> String {
    let more = reason.more.join(" ");
    let said = match &reason.code {
        None => return more,
        Some(code) => match WORDS.iter().find(|(known, _)| known == code) {
            Some((_, words)) => format!("{code}: {words}"),
            None => format!("{code}, a code that is the bank's own"),
        },
    };
    if more.is_empty() {
        said
    } else {
        format!("{said} ({more})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(code: Option<&str>, more: &[&str]) -> Reason {
        Reason {
            code: code.map(ToOwned::to_owned),
            more: more.iter().map(|&text| text.to_owned()).collect(),
        }
    }

    #[test]
    fn reasons_in_words() {
        for (reasons, words) in [
            (vec![], "the bank gave no reason"),
            (vec![reason(None, &[])], "the bank gave no reason"),
            (vec![reason(Some("AC04"), &[])], "AC04: the account is closed"),
            (
                vec![
                    reason(Some("AC04"), &["Tili", "lopetettu"]),
                    reason(Some("X1"), &[]),
                ],
                "AC04: the account is closed (Tili lopetettu); X1, a code that is the bank's own",
            ),
            (vec![reason(None, &["Tili lopetettu"])], "Tili lopetettu"),
        ] {
            assert_eq!(in_words(&reasons), words);
        }
    }
}
