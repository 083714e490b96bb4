//! A bank, as far as its messages go.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, User, finnish_iban};

use crate::payments::batching::Batching;

pub const FEEDBACK: &str = "bankFeedback { id version state message messageId notOurs settlementNote \
    batch { number } file { sha256 } \
    items { position outcome needsAttention words amount bankReference valueDate payout { id state } } }";

/// A payment file as the bank reads it.
pub struct PaymentFile {
    /// The name of the file.
    pub message: String,
    /// The names of its payments, in order.
    pub payments: Vec<String>,
}

fn all(text: &str, element: &str) -> Vec<String> {
    let (open, close) = (format!("<{element}>"), format!("</{element}>"));
    text.split(&open)
        .skip(1)
        .filter_map(|rest| rest.split(&close).next().map(ToOwned::to_owned))
        .collect()
}

impl Batching {
    /// What is in the payment file of a batch.
    pub async fn payment_file(&self, batch: &str) -> PaymentFile {
        let known = self.batch(batch).await;
        let file = known["file"]["id"].as_str().expect("a file");
        let (status, content) = self.app.download(self.officer(), file).await;
        assert_eq!(status, 200);
        let text = String::from_utf8(content).expect("text");
        PaymentFile {
            message: all(&text, "MsgId").remove(0),
            payments: all(&text, "EndToEndId"),
        }
    }

    /// Uploads a message of the bank and imports it.
    pub async fn import(&self, by: &User, message: &str) -> Answer {
        let authority = self.app.world.authority;
        let file = self
            .app
            .upload(by, authority, "pankki.xml", message.as_bytes())
            .await;
        let input = json!({ "fileId": file });
        let input_type = "ImportBankFeedbackInput";
        self.app
            .mutate(by, "importBankFeedback", input_type, input, FEEDBACK)
            .await
    }

    /// The same, which must be taken; gives the message as it was imported.
    pub async fn imported(&self, message: &str) -> Value {
        let imported = self.import(self.officer(), message).await.accepted();
        imported.at("/importBankFeedback/bankFeedback").clone()
    }

    /// A notification about the authority's account of today.
    pub fn notification(&self, entries: &str) -> String {
        notification(&finnish_iban(90), entries)
    }

    /// A final booking of a payment, today.
    pub fn booking(&self, name: &str, amount: &str, reference: &str) -> String {
        entry(
            &self.app.app.today().to_string(),
            "DBIT",
            "BOOK",
            amount,
            reference,
            name,
        )
    }
}

/// A status report about a file: `status` of the whole, then statuses of payments by name.
pub fn status_report(file: &str, status: &str, payments: &[(&str, &str)]) -> String {
    let payments: String = payments
        .iter()
        .map(|(name, status)| {
            format!(
                "<TxInfAndSts><OrgnlEndToEndId>{name}</OrgnlEndToEndId><TxSts>{status}</TxSts>\
                 <StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf></TxInfAndSts>"
            )
        })
        .collect();
    let group = if payments.is_empty() {
        String::new()
    } else {
        format!("<OrgnlPmtInfAndSts><OrgnlPmtInfId>PI1</OrgnlPmtInfId>{payments}</OrgnlPmtInfAndSts>")
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt>\
         <GrpHdr><MsgId>B-{status}</MsgId><CreDtTm>2026-02-02T10:00:00</CreDtTm></GrpHdr>\
         <OrgnlGrpInfAndSts><OrgnlMsgId>{file}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>\
         <GrpSts>{status}</GrpSts><StsRsnInf><Rsn><Cd>AM10</Cd></Rsn></StsRsnInf></OrgnlGrpInfAndSts>{group}\
         </CstmrPmtStsRpt></Document>"
    )
}

pub fn notification(iban: &str, entries: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.08\"><BkToCstmrDbtCdtNtfctn>\
         <GrpHdr><MsgId>C1</MsgId><CreDtTm>2026-02-02T10:00:00</CreDtTm></GrpHdr>\
         <Ntfctn><Id>1</Id><Acct><Id><IBAN>{iban}</IBAN></Id></Acct>{entries}</Ntfctn>\
         </BkToCstmrDbtCdtNtfctn></Document>"
    )
}

pub fn entry(day: &str, way: &str, status: &str, amount: &str, reference: &str, name: &str) -> String {
    let returned = match way {
        "CRDT" => "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>",
        _ => "",
    };
    let reference = match reference {
        "" => String::new(),
        some => format!("<AcctSvcrRef>{some}</AcctSvcrRef>"),
    };
    format!(
        "<Ntry><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd><Sts><Cd>{status}</Cd></Sts>\
         <BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt>{reference}<NtryDtls><TxDtls>\
         <Refs><EndToEndId>{name}</EndToEndId></Refs>{returned}</TxDtls></NtryDtls></Ntry>"
    )
}
