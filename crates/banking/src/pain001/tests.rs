use chrono::{TimeZone, Utc};
use strum::IntoEnumIterator;
use talkoot_domain::{identifiers::PaymentReference, money::Money};

use super::*;
use crate::credit_transfer::Party;

fn party(name: &str, iban: &str, bic: Option<&str>) -> Party {
    Party {
        name: name.to_owned(),
        iban: iban.parse().unwrap(),
        bic: bic.map(|bic| bic.parse().unwrap()),
    }
}

fn transfer(name: &str, cents: i64) -> CreditTransfer {
    CreditTransfer {
        end_to_end_id: name.to_owned(),
        amount: Money::from_cents(cents),
        creditor: party("Pälkäne & Co", "FI2112345600000785", None),
        reference: PaymentReference::from_base("1234").unwrap(),
    }
}

fn transfers() -> CreditTransfers {
    CreditTransfers {
        message_id: "TK1".to_owned(),
        payment_info_id: "PI1".to_owned(),
        created_at: Utc.with_ymd_and_hms(2026, 9, 3, 10, 0, 0).unwrap(),
        debtor: party("Valtiovarainministeriö", "FI2112345600000785", Some("NDEAFIHH")),
        service_id: Some("12345678".to_owned()),
        execution_date: "2026-09-04".parse().unwrap(),
        transfers: vec![transfer("TKa", 4_900_624), transfer("TKb", 1)],
        count: 2,
        control_sum: Money::from_cents(4_900_625),
    }
}

#[test]
fn the_file_says_what_is_paid() {
    let file = String::from_utf8(write(&transfers(), Version::V09).unwrap()).unwrap();
    for part in [
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\">",
        "<CreDtTm>2026-09-03T10:00:00Z</CreDtTm>",
        "<NbOfTxs>2</NbOfTxs>",
        "<CtrlSum>49006.25</CtrlSum>",
        "<InstdAmt Ccy=\"EUR\">49006.24</InstdAmt>",
        "<BICFI>NDEAFIHH</BICFI>",
        "<Nm>Pälkäne Co</Nm>",
        "<Ref>RF0812344</Ref>",
    ] {
        assert!(file.contains(part), "{part} is missing in {file}");
    }
    let older = String::from_utf8(write(&transfers(), Version::V03).unwrap()).unwrap();
    assert!(older.contains("<ReqdExctnDt>2026-09-04</ReqdExctnDt>"), "{older}");
    assert!(older.contains("<BIC>NDEAFIHH</BIC>"), "{older}");
}

#[test]
fn the_same_payments_give_the_same_file() {
    for version in Version::iter() {
        assert_eq!(
            write(&transfers(), version).unwrap(),
            write(&transfers(), version).unwrap()
        );
    }
}

/// Goal: nothing is written that was not released, nor what the bank could not answer.
#[test]
fn what_is_not_written() {
    let with = |change: &dyn Fn(&mut CreditTransfers)| {
        let mut changed = transfers();
        change(&mut changed);
        write(&changed, Version::V09).map(drop).unwrap_err().to_string()
    };
    for (found, expected) in [
        (with(&|all| all.transfers.clear()), "nothing to pay"),
        (with(&|all| all.count = 3), "nothing is written"),
        (
            with(&|all| all.control_sum = Money::from_cents(4_900_624)),
            "nothing is written",
        ),
        (with(&|all| all.transfers[1].amount = Money::ZERO), "pays nothing"),
        (
            with(&|all| all.transfers[1].end_to_end_id = "TKa".to_owned()),
            "in the file twice",
        ),
        (
            with(&|all| all.transfers[1].end_to_end_id = "x".repeat(36)),
            "1 to 35 characters",
        ),
        (with(&|all| all.message_id.clear()), "1 to 35 characters"),
        (
            with(&|all| all.transfers[0].creditor.name = "€".to_owned()),
            "no name that a bank takes",
        ),
        (
            with(&|all| all.transfers[0].amount = Money::from_cents(i64::MAX)),
            "more than an amount can hold",
        ),
    ] {
        assert!(found.contains(expected), "{found}");
    }
}
