//! The payment file: ISO 20022 `pain.001`, in the version of today and in the one before it, which some
//! banks still ask for.

use std::io;

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};
use talkoot_domain::bank_account::Bic;

use crate::{
    credit_transfer::{CreditTransfer, CreditTransfers, WriteRefused},
    text::{LONGEST_NAME, sepa},
};

/// Which version of the message is written.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr,
)]
pub enum Version {
    /// `pain.001.001.09`.
    #[default]
    #[strum(serialize = "pain.001.001.09")]
    V09,
    /// `pain.001.001.03`.
    #[strum(serialize = "pain.001.001.03")]
    V03,
}

/// The file: the same bytes for the same payments.
///
/// # Errors
/// When the payments are not those that were released, or one of them could not be answered by the bank.
pub fn write(transfers: &CreditTransfers, version: Version) -> Result<Vec<u8>, WriteRefused> {
    transfers.checked()?;
    let mut out = Out {
        writer: Writer::new_with_indent(Vec::new(), b' ', 2),
        version,
    };
    out.document(transfers)?;
    let mut file = out.writer.into_inner();
    file.push(b'\n');
    Ok(file)
}

struct Out {
    writer: Writer<Vec<u8>>,
    version: Version,
}

impl Out {
    fn leaf(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.writer.write_event(Event::Start(BytesStart::new(name)))?;
        self.writer.write_event(Event::Text(BytesText::new(text)))?;
        self.writer.write_event(Event::End(BytesEnd::new(name)))
    }

    fn within(&mut self, name: &str, inner: impl FnOnce(&mut Self) -> io::Result<()>) -> io::Result<()> {
        self.writer.write_event(Event::Start(BytesStart::new(name)))?;
        inner(self)?;
        self.writer.write_event(Event::End(BytesEnd::new(name)))
    }

    /// A path of elements that hold nothing but the next one, down to a text.
    fn path(&mut self, names: &[&str], text: &str) -> io::Result<()> {
        match names {
            [] => Ok(()),
            [last] => self.leaf(last, text),
            [first, rest @ ..] => self.within(first, |out| out.path(rest, text)),
        }
    }

    fn document(&mut self, transfers: &CreditTransfers) -> io::Result<()> {
        let version: &str = self.version.into();
        let namespace = format!("urn:iso:std:iso:20022:tech:xsd:{version}");
        let declaration = BytesDecl::new("1.0", Some("UTF-8"), None);
        self.writer.write_event(Event::Decl(declaration))?;
        let mut document = BytesStart::new("Document");
        document.push_attribute(("xmlns", namespace.as_str()));
        self.writer.write_event(Event::Start(document))?;
        self.within("CstmrCdtTrfInitn", |out| {
            out.header(transfers)?;
            out.group(transfers)
        })?;
        self.writer.write_event(Event::End(BytesEnd::new("Document")))
    }

    fn header(&mut self, transfers: &CreditTransfers) -> io::Result<()> {
        self.within("GrpHdr", |out| {
            out.leaf("MsgId", &transfers.message_id)?;
            let created = transfers.created_at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
            out.leaf("CreDtTm", &created)?;
            out.sums(transfers)?;
            out.within("InitgPty", |out| out.debtor(transfers))
        })
    }

    fn sums(&mut self, transfers: &CreditTransfers) -> io::Result<()> {
        self.leaf("NbOfTxs", &transfers.count.to_string())?;
        self.leaf("CtrlSum", &transfers.control_sum.to_string())
    }

    fn debtor(&mut self, transfers: &CreditTransfers) -> io::Result<()> {
        self.leaf("Nm", &sepa(&transfers.debtor.name, LONGEST_NAME))?;
        let Some(id) = &transfers.service_id else {
            return Ok(());
        };
        self.within("Id", |out| {
            out.within("OrgId", |out| {
                out.within("Othr", |out| {
                    out.leaf("Id", id)?;
                    out.path(&["SchmeNm", "Cd"], "BANK")
                })
            })
        })
    }

    fn group(&mut self, transfers: &CreditTransfers) -> io::Result<()> {
        self.within("PmtInf", |out| {
            out.leaf("PmtInfId", &transfers.payment_info_id)?;
            out.leaf("PmtMtd", "TRF")?;
            // Each payment is booked by itself, so that each can be confirmed by itself.
            out.leaf("BtchBookg", "false")?;
            out.sums(transfers)?;
            out.path(&["PmtTpInf", "SvcLvl", "Cd"], "SEPA")?;
            let day = transfers.execution_date.to_string();
            match out.version {
                Version::V09 => out.path(&["ReqdExctnDt", "Dt"], &day)?,
                Version::V03 => out.leaf("ReqdExctnDt", &day)?,
            }
            out.within("Dbtr", |out| out.debtor(transfers))?;
            out.path(&["DbtrAcct", "Id", "IBAN"], transfers.debtor.iban.electronic())?;
            out.debtor_bank(transfers.debtor.bic.as_ref())?;
            out.leaf("ChrgBr", "SLEV")?;
            for transfer in &transfers.transfers {
                out.transfer(transfer)?;
            }
            Ok(())
        })
    }

    const fn bic(&self) -> &'static str {
        match self.version {
            Version::V09 => "BICFI",
            Version::V03 => "BIC",
        }
    }

    /// The payer's bank must be named; without a code it is said that the account number tells it.
    fn debtor_bank(&mut self, bic: Option<&Bic>) -> io::Result<()> {
        match bic {
            Some(bic) => self.path(&["DbtrAgt", "FinInstnId", self.bic()], bic.as_str()),
            None => self.path(&["DbtrAgt", "FinInstnId", "Othr", "Id"], "NOTPROVIDED"),
        }
    }

    fn transfer(&mut self, transfer: &CreditTransfer) -> io::Result<()> {
        self.within("CdtTrfTxInf", |out| {
            out.within("PmtId", |out| {
                out.leaf("InstrId", &transfer.end_to_end_id)?;
                out.leaf("EndToEndId", &transfer.end_to_end_id)
            })?;
            out.within("Amt", |out| {
                let mut amount = BytesStart::new("InstdAmt");
                amount.push_attribute(("Ccy", "EUR"));
                out.writer.write_event(Event::Start(amount))?;
                let text = transfer.amount.to_string();
                out.writer.write_event(Event::Text(BytesText::new(&text)))?;
                out.writer.write_event(Event::End(BytesEnd::new("InstdAmt")))
            })?;
            if let Some(bic) = &transfer.creditor.bic {
                out.path(&["CdtrAgt", "FinInstnId", out.bic()], bic.as_str())?;
            }
            let name = sepa(&transfer.creditor.name, LONGEST_NAME);
            out.path(&["Cdtr", "Nm"], &name)?;
            out.path(&["CdtrAcct", "Id", "IBAN"], transfer.creditor.iban.electronic())?;
            out.within("RmtInf", |out| {
                out.within("Strd", |out| {
                    out.within("CdtrRefInf", |out| {
                        out.within("Tp", |out| {
                            out.path(&["CdOrPrtry", "Cd"], "SCOR")?;
                            out.leaf("Issr", "ISO")
                        })?;
                        out.leaf("Ref", &transfer.reference.international())
                    })
                })
            })
        })
    }
}

#[cfg(test)]
mod tests;
