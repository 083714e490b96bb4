//! The bank's answer to the file: ISO 20022 `pain.002`.

use std::collections::BTreeMap;

use talkoot_domain::money::Money;

use crate::{
    Refused, amount,
    element::Element,
    reason::{Reason, in_words},
};

/// What the bank says of a file, a group or a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Taken, checked, or on its way; not yet booked.
    Accepted,
    /// Some payments were taken, some not.
    Partly,
    /// Not paid.
    Rejected,
}

/// How many payments the bank says the file had, and what they came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OriginalSums {
    /// How many.
    pub count: Option<u64>,
    /// What they came to.
    pub sum: Option<Money>,
}

/// What the bank says of one payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransactionStatus {
    /// Its name.
    pub end_to_end_id: String,
    /// What became of it, if the bank says so for it alone.
    pub status: Option<Status>,
    /// Why.
    pub reasons: Vec<Reason>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Group {
    status: Option<Status>,
    reasons: Vec<Reason>,
    sums: OriginalSums,
    transactions: Vec<TransactionStatus>,
}

/// What the bank says of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusReport {
    /// The name of the bank's message.
    pub message_id: String,
    /// The name of the file that it answers.
    pub original_message_id: String,
    status: Option<Status>,
    reasons: Vec<Reason>,
    sums: OriginalSums,
    groups: Vec<Group>,
}

/// What became of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The bank took it; it is confirmed when it is booked.
    Accepted,
    /// The bank did not pay; this is why, in words.
    Rejected(String),
}

impl StatusReport {
    pub(crate) fn read(root: &Element) -> Result<Self, Refused> {
        let report = root.need(&["CstmrPmtStsRpt"])?;
        let original = report.need(&["OrgnlGrpInfAndSts"])?;
        let groups = report
            .all("OrgnlPmtInfAndSts")
            .map(Group::read)
            .collect::<Result<Vec<_>, _>>()?;
        let report = Self {
            message_id: report.need_text(&["GrpHdr", "MsgId"])?.to_owned(),
            original_message_id: original.need_text(&["OrgnlMsgId"])?.to_owned(),
            status: status(original, "GrpSts")?,
            reasons: reasons(original)?,
            sums: sums(original)?,
            groups,
        };
        let said = report.status.is_some()
            || report.groups.iter().any(|group| {
                group.status.is_some() || group.transactions.iter().any(|one| one.status.is_some())
            });
        if said {
            Ok(report)
        } else {
            Err(Refused::Missing("a status".to_owned()))
        }
    }

    /// Whether the bank refused the file as a whole.
    #[must_use]
    pub fn rejects_all(&self) -> bool {
        self.status == Some(Status::Rejected)
    }

    /// What became of each payment of the file, given their names, how many there were and what they came
    /// to. A payment that the bank does not name shares the fate of its file.
    ///
    /// # Errors
    /// When the bank speaks of another file, of a payment that is not in it, or says two things at once.
    pub fn verdicts(&self, sent: &[String], control_sum: Money) -> Result<Vec<(String, Verdict)>, Refused> {
        for sums in std::iter::once(&self.sums).chain(self.groups.iter().map(|group| &group.sums)) {
            sums.are(sent.len(), control_sum)?;
        }
        let mut named: BTreeMap<&str, Verdict> = BTreeMap::new();
        let mut whole = (self.status == Some(Status::Rejected)).then(|| in_words(&self.reasons));
        for group in &self.groups {
            let refused = group.status == Some(Status::Rejected);
            // The file has one group: what is said of it is said of every payment.
            if refused && whole.as_deref().is_none_or(|_| self.reasons.is_empty()) {
                whole = Some(in_words(&group.reasons));
            }
            for one in &group.transactions {
                if !sent.contains(&one.end_to_end_id) {
                    return Err(Refused::UnknownPayment(one.end_to_end_id.clone()));
                }
                let verdict = match one.status {
                    Some(Status::Rejected) => Verdict::Rejected(in_words(&one.reasons)),
                    Some(Status::Accepted | Status::Partly) if whole.is_some() => {
                        return Err(Refused::Contradiction(one.end_to_end_id.clone()));
                    }
                    Some(Status::Accepted | Status::Partly) => Verdict::Accepted,
                    None => continue,
                };
                if let Some(before) = named.insert(&one.end_to_end_id, verdict.clone())
                    && std::mem::discriminant(&before) != std::mem::discriminant(&verdict)
                {
                    return Err(Refused::Contradiction(one.end_to_end_id.clone()));
                }
            }
        }
        let verdicts = sent.iter().map(|name| {
            let verdict = match (named.get(name.as_str()), &whole) {
                (Some(verdict), _) => verdict.clone(),
                (None, Some(why)) => Verdict::Rejected(why.clone()),
                (None, None) => Verdict::Accepted,
            };
            (name.clone(), verdict)
        });
        Ok(verdicts.collect())
    }
}

impl OriginalSums {
    fn are(self, count: usize, sum: Money) -> Result<(), Refused> {
        let count = count as u64;
        let differs =
            self.count.is_some_and(|found| found != count) || self.sum.is_some_and(|found| found != sum);
        if !differs {
            return Ok(());
        }
        let found = match (self.count, self.sum) {
            (Some(count), Some(sum)) => format!("{count} payments of {sum}"),
            (Some(count), None) => format!("{count} payments"),
            (None, Some(sum)) => format!("payments of {sum}"),
            (None, None) => "nothing".to_owned(),
        };
        Err(Refused::OriginalDiffers {
            found,
            written: format!("{count} payments of {sum}"),
        })
    }
}

impl Group {
    fn read(element: &Element) -> Result<Self, Refused> {
        let transactions = element.all("TxInfAndSts").map(|one| {
            Ok(TransactionStatus {
                end_to_end_id: one.need_text(&["OrgnlEndToEndId"])?.to_owned(),
                status: status(one, "TxSts")?,
                reasons: reasons(one)?,
            })
        });
        Ok(Self {
            status: status(element, "PmtInfSts")?,
            reasons: reasons(element)?,
            sums: sums(element)?,
            transactions: transactions.collect::<Result<_, Refused>>()?,
        })
    }
}

fn sums(element: &Element) -> Result<OriginalSums, Refused> {
    const COUNT: &[&str] = &["OrgnlNbOfTxs"];
    let count = element
        .text(COUNT)?
        .map(|text| {
            text.parse::<u64>()
                .map_err(|_| element.faulty(COUNT, text, "number"))
        })
        .transpose()?;
    let sum = amount::sum(element, &["OrgnlCtrlSum"])?;
    Ok(OriginalSums { count, sum })
}

fn reasons(element: &Element) -> Result<Vec<Reason>, Refused> {
    element.all("StsRsnInf").map(Reason::read).collect()
}

fn status(element: &Element, name: &'static str) -> Result<Option<Status>, Refused> {
    let Some(code) = element.text(&[name])? else {
        return Ok(None);
    };
    match code {
        "ACCP" | "ACTC" | "ACSP" | "ACSC" | "ACWC" | "ACFC" | "ACCC" | "ACWP" | "RCVD" | "PDNG" => {
            Ok(Some(Status::Accepted))
        }
        "PART" | "PATC" => Ok(Some(Status::Partly)),
        "RJCT" | "CANC" => Ok(Some(Status::Rejected)),
        other => Err(element.faulty(&[name], other, "status that is known here")),
    }
}
