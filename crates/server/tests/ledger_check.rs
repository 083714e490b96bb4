//! `talkoot ledger check`: as people and scripts run it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use serde_json::Value;
use tempfile::TempDir;

const IN_ORDER: &str = "Tosite;Pvm;Tili;Tilin nimi;Summa\n\
    1;31.3.2026;4340;Asiantuntijapalvelut;1 000,00\n\
    2;31.3.2026;4340;Asiantuntijapalvelut;-100,50\n\
    3;31.3.2026;1700;Pankki;5,00\n";

fn file(folder: &TempDir, name: &str, content: &str) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, content).expect("a file");
    path
}

fn check(file: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_talkoot"))
        .args(["ledger", "check"])
        .arg(file)
        .args(arguments)
        .output()
        .expect("the binary runs")
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|fault| panic!("{fault}: {}", String::from_utf8_lossy(&output.stdout)))
}

#[test]
fn a_file_in_order_is_described_and_the_equation_holds() {
    let folder = TempDir::new().expect("a folder");
    let ledger = file(&folder, "ledger.csv", IN_ORDER);
    let output = check(&ledger, &["--json"]);
    assert!(output.status.success(), "{output:?}");
    let found = json(&output);
    assert_eq!(found["total"], "904.50");
    assert_eq!(found["selected"]["total"], "899.50");
    assert_eq!(found["excluded"]["balanceSheetAccount"]["total"], "5.00");
    assert_eq!(found["errorCount"], 0);

    let text = check(&ledger, &[]);
    assert!(text.status.success());
    let said = String::from_utf8_lossy(&text.stdout);
    assert!(said.contains("ledger.csv") && said.contains("899.50"), "{said}");
}

#[test]
fn a_row_in_error_fails() {
    let folder = TempDir::new().expect("a folder");
    let ledger = file(&folder, "ledger.csv", &IN_ORDER.replace("1 000,00", "4.2,0"));
    let output = check(&ledger, &["--json"]);
    assert!(!output.status.success());
    let found = json(&output);
    assert_eq!(found["errorCount"], 1);
    assert_eq!(found["errors"][0]["row"], 2);
}

#[test]
fn what_is_no_ledger_is_refused_in_words() {
    let folder = TempDir::new().expect("a folder");
    let output = check(&file(&folder, "ledger.csv", "%PDF-1.7 something"), &["--json"]);
    assert!(!output.status.success());
    assert_eq!(json(&output)["refusal"]["code"], "notALedger");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("PDF"), "{said}");
}

#[test]
fn a_question_is_answered_by_an_argument_or_a_profile() {
    let folder = TempDir::new().expect("a folder");
    let ledger = file(
        &folder,
        "ledger.csv",
        "Tosite;Pvm;Tili;Luku A;Luku B\n1;31.3.2026;4340;10,00;20,00\n2;31.3.2026;4340;11,00;21,00\n",
    );
    assert!(
        !check(&ledger, &["--json"]).status.success(),
        "two columns could hold the amounts"
    );
    let told = check(&ledger, &["--json", "--amount", "Luku B"]);
    assert!(told.status.success(), "{told:?}");
    assert_eq!(json(&told)["total"], "41.00");

    let profile = file(&folder, "profile.json", r#"{ "version": 1, "amount": "Luku A" }"#);
    let profile = profile.to_str().expect("a path in Unicode");
    let told = check(&ledger, &["--json", "--profile", profile]);
    assert_eq!(json(&told)["total"], "21.00");

    let faulty = file(&folder, "faulty.json", r#"{ "amonut": "Luku A" }"#);
    let output = check(
        &ledger,
        &["--profile", faulty.to_str().expect("a path in Unicode")],
    );
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("faulty.json"));
}

#[test]
fn a_file_that_is_not_there_is_refused() {
    let output = check(Path::new("no-such-ledger.csv"), &[]);
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot be read"));
}
