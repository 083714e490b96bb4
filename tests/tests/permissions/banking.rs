//! A payment batch whose file went to the bank, and what the bank said of it.

use chrono::NaiveDate;
use serde_json::{Value, json};
use talkoot_domain::calendar;
use talkoot_test_support::{TestApp, User, finnish_iban};

/// The things that there are when the bank has booked a payment.
pub(crate) struct Banked {
    pub(crate) batch: String,
    pub(crate) feedback: String,
    /// The message as it was uploaded.
    pub(crate) file: String,
}

const FIELDS: &str = "paymentBatch { id file { id } }";

async fn step(app: &TestApp, by: &User, mutation: &str, input: Value) -> Value {
    let input_type = match mutation {
        "createPaymentBatch" => "CreatePaymentBatchInput",
        _ => "PaymentBatchStepInput",
    };
    let done = app
        .mutate(by, mutation, input_type, input, FIELDS)
        .await
        .accepted();
    done.at(&format!("/{mutation}/paymentBatch")).clone()
}

/// Sends an approved payout to the bank with a batch of its own, and has the bank book it today.
pub(crate) async fn bank(app: &TestApp, payout: &str, amount: &str) -> Banked {
    let world = app.world.clone();
    let iban = finnish_iban(90);
    app.authority_account(&iban).await;
    let today: NaiveDate = app.app.today();
    let input = json!({
        "authorityId": world.authority_id, "payoutIds": [payout],
        "executionDate": calendar::roll(today).to_string(),
    });
    let made = step(app, &world.officer, "createPaymentBatch", input).await;
    let of = |version: i64| json!({ "id": made["id"], "expectedVersion": version });
    step(app, &world.second, "approvePaymentBatch", of(1)).await;
    let sent = step(app, &world.officer, "sendPaymentBatch", of(2)).await;
    let (_, content) = app
        .download(&world.officer, sent["file"]["id"].as_str().expect("a file"))
        .await;
    let text = String::from_utf8(content).expect("text");
    let name = text
        .split("<EndToEndId>")
        .nth(1)
        .and_then(|rest| rest.split('<').next())
        .expect("a payment");
    let message = format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.08\"><BkToCstmrDbtCdtNtfctn>\
         <GrpHdr><MsgId>C1</MsgId></GrpHdr><Ntfctn><Acct><Id><IBAN>{iban}</IBAN></Id></Acct><Ntry>\
         <Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>\
         <ValDt><Dt>{today}</Dt></ValDt><AcctSvcrRef>R1</AcctSvcrRef><NtryDtls><TxDtls>\
         <Refs><EndToEndId>{name}</EndToEndId></Refs></TxDtls></NtryDtls></Ntry></Ntfctn>\
         </BkToCstmrDbtCdtNtfctn></Document>"
    );
    let file = app
        .upload(&world.officer, world.authority, "bank.xml", message.as_bytes())
        .await;
    let input = json!({ "fileId": file });
    let fields = "bankFeedback { id items { outcome } }";
    let imported = app
        .mutate(
            &world.officer,
            "importBankFeedback",
            "ImportBankFeedbackInput",
            input,
            fields,
        )
        .await
        .accepted();
    let feedback = imported.at("/importBankFeedback/bankFeedback").clone();
    assert_eq!(feedback["items"][0]["outcome"], "confirmed");
    Banked {
        batch: made["id"].as_str().expect("an id").to_owned(),
        feedback: feedback["id"].as_str().expect("an id").to_owned(),
        file,
    }
}
