use proptest::prelude::*;
use talkoot_domain::money::Money;

use super::*;
use crate::{Direction, Verdict};

fn status(version: &str, body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"{PREFIX}pain.002.001.{version}\">\
         <CstmrPmtStsRpt><GrpHdr><MsgId>B1</MsgId><CreDtTm>2026-09-04T10:00:00</CreDtTm></GrpHdr>{body}\
         </CstmrPmtStsRpt></Document>"
    )
}

fn original(more: &str) -> String {
    format!(
        "<OrgnlGrpInfAndSts><OrgnlMsgId>TK1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>{more}\
         </OrgnlGrpInfAndSts>"
    )
}

fn group(status: &str, transactions: &[(&str, &str)]) -> String {
    let transactions: String = transactions
        .iter()
        .map(|(name, status)| {
            format!(
                "<TxInfAndSts><OrgnlEndToEndId>{name}</OrgnlEndToEndId><TxSts>{status}</TxSts><StsRsnInf><Rsn>\
                 <Cd>AC04</Cd></Rsn></StsRsnInf></TxInfAndSts>"
            )
        })
        .collect();
    format!("<OrgnlPmtInfAndSts><OrgnlPmtInfId>PI1</OrgnlPmtInfId>{status}{transactions}</OrgnlPmtInfAndSts>")
}

fn verdicts(body: &str) -> Result<Vec<String>, Refused> {
    let Feedback::Status(report) = read(status("10", body).as_bytes())? else {
        panic!("a status report was read as something else");
    };
    assert_eq!(
        (report.message_id.as_str(), report.original_message_id.as_str()),
        ("B1", "TK1")
    );
    let sent = ["TKa".to_owned(), "TKb".to_owned()];
    let verdicts = report.verdicts(&sent, Money::from_cents(300))?;
    Ok(verdicts
        .into_iter()
        .map(|(name, verdict)| match verdict {
            Verdict::Accepted => format!("{name} accepted"),
            Verdict::Rejected(why) => format!("{name} rejected, {why}"),
        })
        .collect())
}

const CLOSED: &str = "AC04: the account is closed";

/// Goal: what the bank says of file, group and payment, and what that means for each payment.
#[test]
fn statuses() {
    let accepted = ["TKa accepted", "TKb accepted"].map(str::to_owned).to_vec();
    let one = vec![format!("TKa rejected, {CLOSED}"), "TKb accepted".to_owned()];
    let all = |why: &str| vec![format!("TKa rejected, {why}"), format!("TKb rejected, {why}")];
    let file = "<GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>AM10</Cd></Rsn></StsRsnInf>";
    let sums = "AM10: the control sum does not match the payments";
    let group_refused = "<PmtInfSts>RJCT</PmtInfSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf>";
    for (body, expected) in [
        (original("<GrpSts>ACTC</GrpSts>"), accepted.clone()),
        (
            original("<GrpSts>ACSP</GrpSts>") + &group("", &[("TKa", "ACSC")]),
            accepted,
        ),
        (
            original("<GrpSts>PART</GrpSts>") + &group("", &[("TKa", "RJCT")]),
            one.clone(),
        ),
        (
            original("") + &group("<PmtInfSts>PART</PmtInfSts>", &[("TKa", "RJCT"), ("TKb", "ACSP")]),
            one,
        ),
        (original(file), all(sums)),
        (original(file) + &group(group_refused, &[]), all(sums)),
        (original("") + &group(group_refused, &[]), all(CLOSED)),
        (
            original("<OrgnlNbOfTxs>2</OrgnlNbOfTxs><OrgnlCtrlSum>3.00</OrgnlCtrlSum><GrpSts>RJCT</GrpSts>"),
            all("the bank gave no reason"),
        ),
    ] {
        assert_eq!(verdicts(&body), Ok(expected), "{body}");
    }
}

#[test]
fn statuses_that_are_refused() {
    let message = |body: String| verdicts(&body).unwrap_err().to_string();
    for (found, expected) in [
        (message(original("")), "lacks a status"),
        (message(original("<GrpSts>MAYBE</GrpSts>")), "\"MAYBE\""),
        (
            message(original("<GrpSts>ACTC</GrpSts><GrpSts>RJCT</GrpSts>")),
            "GrpSts twice",
        ),
        (
            message(original("<OrgnlNbOfTxs>3</OrgnlNbOfTxs><GrpSts>ACTC</GrpSts>")),
            "3 payments",
        ),
        (
            message(original("<OrgnlCtrlSum>2.99</OrgnlCtrlSum><GrpSts>ACTC</GrpSts>")),
            "payments of 2.99",
        ),
        (
            message(original("<GrpSts>PART</GrpSts>") + &group("", &[("TKc", "RJCT")])),
            "TKc",
        ),
        (
            message(original("<GrpSts>RJCT</GrpSts>") + &group("", &[("TKa", "ACSP")])),
            "accepted and",
        ),
        (
            message(original("") + &group("", &[("TKa", "ACSP"), ("TKa", "RJCT")])),
            "accepted and",
        ),
    ] {
        assert!(found.contains(expected), "{found}");
    }
}

fn booked(version: &str, entries: &str) -> String {
    format!(
        "<Document xmlns=\"{PREFIX}camt.054.001.{version}\"><BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>N1</MsgId>\
         <CreDtTm>2026-09-05T06:00:00</CreDtTm></GrpHdr><Ntfctn><Id>1</Id><Acct><Id>\
         <IBAN>FI2112345600000785</IBAN></Id></Acct>{entries}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"
    )
}

fn entry(amount: &str, status: &str, details: &str) -> String {
    format!(
        "<Ntry><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>{status}</Sts><BookgDt>\
         <Dt>2026-09-04</Dt></BookgDt><AcctSvcrRef>R1</AcctSvcrRef><NtryDtls>{details}</NtryDtls></Ntry>"
    )
}

fn detail(name: &str, amount: Option<&str>) -> String {
    let amount = amount.map_or_else(String::new, |amount| {
        format!("<AmtDtls><TxAmt><Amt Ccy=\"EUR\">{amount}</Amt></TxAmt></AmtDtls>")
    });
    format!("<TxDtls><Refs><EndToEndId>{name}</EndToEndId></Refs>{amount}</TxDtls>")
}

#[test]
fn bookings() {
    let details = detail("TKa", Some("1.00")) + &detail("TKb", Some("2.00"));
    for (version, status) in [("02", "BOOK"), ("08", "<Cd>BOOK</Cd>")] {
        let text = booked(version, &entry("3.00", status, &details));
        let Feedback::Booked(notification) = read(text.as_bytes()).unwrap() else {
            panic!("a notification was read as something else");
        };
        let account = &notification.accounts[0];
        assert_eq!(account.iban.electronic(), "FI2112345600000785");
        let entry = &account.entries[0];
        assert_eq!((entry.direction, entry.booked), (Direction::Debit, true));
        assert_eq!(entry.value_date, Some("2026-09-04".parse().unwrap()));
        let found: Vec<_> = entry
            .details
            .iter()
            .map(|detail| (detail.end_to_end_id.as_deref(), detail.amount.cents()))
            .collect();
        assert_eq!(found, [(Some("TKa"), 100), (Some("TKb"), 200)]);
    }
    // One payment is the whole booking, also when its amount is not said again.
    let text = booked("08", &entry("3.00", "<Cd>PDNG</Cd>", &detail("TKa", None)));
    let Feedback::Booked(notification) = read(text.as_bytes()).unwrap() else {
        panic!("a notification was read as something else");
    };
    let entry = &notification.accounts[0].entries[0];
    assert_eq!((entry.booked, entry.details[0].amount.cents()), (false, 300));
}

#[test]
fn bookings_that_are_refused() {
    let both = |second| detail("TKa", Some("1.00")) + &detail("TKb", second);
    let message = |text: String| read(text.as_bytes()).unwrap_err().to_string();
    let with = |details: String| message(booked("02", &entry("3.00", "BOOK", &details)));
    for (found, expected) in [
        (with(both(Some("1.99"))), "3.00 is explained by payments of 2.99"),
        (with(both(None)), "lacks the amount"),
        (with(both(Some("two"))), "\"two\""),
        (message(booked("02", &entry("3.00", "MAYBE", ""))), "\"MAYBE\""),
        (
            message(booked("02", &entry("3.00", "BOOK", "").replace("EUR", "SEK"))),
            "SEK",
        ),
        (
            message(booked("02", &entry("3.00", "BOOK", "").replace("DBIT", "BOTH"))),
            "\"BOTH\"",
        ),
        (
            message(booked("02", "").replace("FI2112345600000785", "FI2112345600000786")),
            "account number",
        ),
    ] {
        assert!(found.contains(expected), "{found}");
    }
}

/// Goal: what is no message of a bank, and what would make a reader do more than read.
#[test]
fn files_that_are_refused() {
    let good = status("10", &original("<GrpSts>ACTC</GrpSts>"));
    assert!(read(good.as_bytes()).is_ok());
    assert!(read(format!("\u{feff}{good}").as_bytes()).is_ok());
    let inside = |text: &str| good.replace("<MsgId>B1</MsgId>", &format!("<MsgId>{text}</MsgId>"));
    let deep = "<a>".repeat(60);
    let bomb = "<!DOCTYPE d [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>";
    let declared = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    for (text, expected) in [
        (String::new(), "ends too early"),
        ("not XML".to_owned(), "text outside"),
        (good.replace("</Document>", ""), "whole XML"),
        (good.replace("</GrpHdr>", "</Other>"), "whole XML"),
        (format!("{good}<Document/>"), "more than one root"),
        (
            good.replace("pain.002.001.10", "pain.002.001.99"),
            "pain.002.001.99",
        ),
        (
            good.replace("pain.002.001.10", "camt.053.001.08"),
            "camt.053.001.08",
        ),
        (good.replace(PREFIX, "urn:other:"), "no message of ISO 20022"),
        (good.replace(declared, &format!("{declared}{bomb}")), "DOCTYPE"),
        (
            good.replace(
                declared,
                &format!("{declared}<!DOCTYPE d SYSTEM \"file:///etc/passwd\">"),
            ),
            "DOCTYPE",
        ),
        (inside("&a;"), "entity \"a\""),
        (
            good.replace(declared, &format!("{declared}<?run this?>")),
            "instruction",
        ),
        (good.replace("UTF-8", "ISO-8859-1"), "ISO-8859-1"),
        (inside(&deep), "deeper"),
        (inside(&"x".repeat(30_000)), "more than can be read"),
        (inside("<x xmlns=\"urn:other\"/>"), "does not belong"),
        (
            good.replace("<MsgId>B1</MsgId>", ""),
            "lacks CstmrPmtStsRpt/GrpHdr/MsgId",
        ),
    ] {
        let found = read(text.as_bytes()).unwrap_err().to_string();
        assert!(found.contains(expected), "{found}, not {expected}");
    }
    assert_eq!(read(b"<a>\xff</a>"), Err(Refused::NotUtf8));
    let large = vec![b' '; crate::MOST_BYTES + 1];
    assert_eq!(read(&large), Err(Refused::TooLarge(20)));
}

#[test]
fn characters_and_supplements_are_read() {
    let good = status("10", &original("<GrpSts>ACTC</GrpSts>"));
    let escaped = good.replace("<MsgId>B1</MsgId>", "<MsgId>A&amp;&#x42;<![CDATA[<1>]]></MsgId>");
    let supplement =
        "<SplmtryData><Envlp><x xmlns=\"urn:other\">y</x></Envlp></SplmtryData></CstmrPmtStsRpt>";
    let text = escaped.replace("</CstmrPmtStsRpt>", supplement);
    let Feedback::Status(report) = read(text.as_bytes()).unwrap() else {
        panic!("a status report was read as something else");
    };
    assert_eq!(report.message_id, "A&B<1>");
}

proptest! {
    /// Goal: whatever a file holds, the reader answers.
    #[test]
    fn no_file_makes_the_reader_fall(cut in 0_usize..900, put in "[<>&;a-zA-Z/\"= ]{0,12}") {
        let good = booked("08", &entry("3.00", "<Cd>BOOK</Cd>", &detail("TKa", None)));
        let cut = cut.min(good.len());
        let text = format!("{}{put}{}", &good[..cut], &good[cut..]);
        let _ = read(text.as_bytes());
        let _ = read(&text.as_bytes()[..cut]);
    }
}
