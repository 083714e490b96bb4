//! What the bank has booked: ISO 20022 `camt.054`.

use chrono::NaiveDate;
use talkoot_domain::{identifiers::Iban, money::Money};

use crate::{Refused, amount, date, element::Element, reason::Reason};

/// Whether money left the account or came to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// It left.
    Debit,
    /// It came.
    Credit,
}

/// What the bank has booked on some accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// The name of the bank's message.
    pub message_id: String,
    /// Account by account.
    pub accounts: Vec<AccountNotice>,
}

/// What was booked on one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountNotice {
    /// The account.
    pub iban: Iban,
    /// The bookings.
    pub entries: Vec<Entry>,
}

/// A booking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// How much.
    pub amount: Money,
    /// Which way.
    pub direction: Direction,
    /// Whether it is final; a bank may announce what it has not booked yet.
    pub booked: bool,
    /// From which day the money counts; the day of booking when the bank does not say.
    pub value_date: Option<NaiveDate>,
    /// The bank's reference of the booking.
    pub reference: Option<String>,
    /// The payments in it.
    pub details: Vec<Detail>,
}

/// A payment in a booking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// Its name, if it has one.
    pub end_to_end_id: Option<String>,
    /// How much of the booking it is.
    pub amount: Money,
    /// The bank's reference of the payment.
    pub reference: Option<String>,
    /// Why it came back, when it did.
    pub returned: Option<Reason>,
}

impl Notification {
    pub(crate) fn read(root: &Element) -> Result<Self, Refused> {
        let notification = root.need(&["BkToCstmrDbtCdtNtfctn"])?;
        let accounts = notification
            .all("Ntfctn")
            .map(AccountNotice::read)
            .collect::<Result<Vec<_>, _>>()?;
        if accounts.is_empty() {
            return Err(Refused::Missing("an account (Ntfctn)".to_owned()));
        }
        Ok(Self {
            message_id: notification.need_text(&["GrpHdr", "MsgId"])?.to_owned(),
            accounts,
        })
    }
}

impl AccountNotice {
    fn read(element: &Element) -> Result<Self, Refused> {
        const IBAN: &[&str] = &["Acct", "Id", "IBAN"];
        let text = element.need_text(IBAN)?;
        let iban = text
            .parse()
            .map_err(|_| element.faulty(IBAN, text, "account number"))?;
        Ok(Self {
            iban,
            entries: element.all("Ntry").map(Entry::read).collect::<Result<_, _>>()?,
        })
    }
}

impl Entry {
    fn read(element: &Element) -> Result<Self, Refused> {
        let amount = amount::need(element, &["Amt"])?;
        let direction = direction(element)?.ok_or_else(|| Refused::Missing("Ntry/CdtDbtInd".to_owned()))?;
        // A code in the newer version, a bare text in the older one.
        let status = match element.text(&["Sts", "Cd"])? {
            Some(code) => code,
            None => element.need_text(&["Sts"])?,
        };
        let booked = match status {
            "BOOK" => true,
            "PDNG" | "INFO" | "FUTR" => false,
            other => return Err(element.faulty(&["Sts"], other, "status of a booking")),
        };
        let value_date = match date::find(element, &["ValDt"])? {
            Some(day) => Some(day),
            None => date::find(element, &["BookgDt"])?,
        };
        let parts: Vec<&Element> = element
            .all("NtryDtls")
            .flat_map(|details| details.all("TxDtls"))
            .collect();
        let alone = (parts.len() == 1).then_some(amount);
        let details = parts
            .into_iter()
            .map(|part| Detail::read(part, direction, alone))
            .collect::<Result<Vec<_>, _>>()?;
        adds_up(amount, &details)?;
        Ok(Self {
            amount,
            direction,
            booked,
            value_date,
            reference: element.text(&["AcctSvcrRef"])?.map(ToOwned::to_owned),
            details,
        })
    }
}

fn adds_up(amount: Money, details: &[Detail]) -> Result<(), Refused> {
    if details.is_empty() {
        return Ok(());
    }
    let sum = Money::sum(details.iter().map(|detail| detail.amount));
    if sum == Ok(amount) {
        return Ok(());
    }
    Err(Refused::SumDiffers {
        entry: amount.to_string(),
        details: sum.map_or_else(|overflow| overflow.to_string(), |sum| sum.to_string()),
    })
}

impl Detail {
    fn read(element: &Element, entry: Direction, alone: Option<Money>) -> Result<Self, Refused> {
        let stated = match amount::find(element, &["AmtDtls", "TxAmt", "Amt"])? {
            Some(amount) => Some(amount),
            None => amount::find(element, &["Amt"])?,
        };
        let stated = stated
            .or(alone)
            .ok_or_else(|| Refused::Missing("the amount of a payment (TxDtls)".to_owned()))?;
        let against = direction(element)?.is_some_and(|direction| direction != entry);
        let amount = if against {
            stated
                .negated()
                .map_err(|overflow| element.faulty(&["Amt"], &overflow.to_string(), "amount in euros"))?
        } else {
            stated
        };
        let returned = element.find(&["RtrInf"])?.map(Reason::read).transpose()?;
        Ok(Self {
            end_to_end_id: element.text(&["Refs", "EndToEndId"])?.map(ToOwned::to_owned),
            amount,
            reference: element.text(&["Refs", "AcctSvcrRef"])?.map(ToOwned::to_owned),
            returned,
        })
    }
}

fn direction(element: &Element) -> Result<Option<Direction>, Refused> {
    match element.text(&["CdtDbtInd"])? {
        None => Ok(None),
        Some("DBIT") => Ok(Some(Direction::Debit)),
        Some("CRDT") => Ok(Some(Direction::Credit)),
        Some(other) => Err(element.faulty(&["CdtDbtInd"], other, "DBIT or CRDT")),
    }
}
