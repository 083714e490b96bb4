//! What is found in a file, and which profiles are proposed for it.

use std::io::Write;

use serde_json::{Value, json};
use talkoot_test_support::{Answer, Municipality, TestApp, User};

use crate::costs::ledger::{half_year, semicolons_in_latin1, workbook};

const QUERY: &str = "query($input: InspectLedgerInput!) { inspectLedger(input: $input) { \
    refusalCode refusal encoding separator sheet headerRow columns fields { field column } amountColumn question \
    findings { what value certainty } firstRows foundProfile \
    proposals { name origin system similarity reasons profileId version profile municipality { nameFi } } \
    diagnosis { rows fileTotal selected { rows total } excluded { reason rows total } } } }";

async fn inspect(app: &TestApp, user: &User, input: Value) -> Answer {
    app.graphql(user, QUERY, json!({ "input": input })).await
}

async fn upload(app: &TestApp, of: &Municipality, name: &str, content: &[u8]) -> String {
    app.upload(&of.preparer, of.organisation, name, content).await
}

async fn save(app: &TestApp, of: &Municipality, system: &str, profile: Value, file: Option<&str>) -> Answer {
    let input = json!({ "organisationId": of.id, "system": system, "profile": profile, "fileId": file });
    app.mutate(
        &of.preparer,
        "saveLedgerProfile",
        "SaveLedgerProfileInput",
        input,
        "ledgerProfile { id version columns profile copiedFrom { system version municipality { nameFi } } }",
    )
    .await
}

fn zipped(name: &str, content: &[u8]) -> Vec<u8> {
    // A stored entry, written by hand: local header, content, directory, end.
    let mut crc = !0_u32;
    for byte in content {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 {
                crc >> 1 ^ 0xEDB8_8320
            } else {
                crc >> 1
            };
        }
    }
    let length = u32::try_from(content.len()).expect("a small file");
    let name_length = u16::try_from(name.len()).expect("a short name");
    let mut common = Vec::new();
    common.extend(20_u16.to_le_bytes());
    common.extend([0; 8]);
    common.extend((!crc).to_le_bytes());
    common.extend(length.to_le_bytes());
    common.extend(length.to_le_bytes());
    common.extend(name_length.to_le_bytes());
    common.extend([0; 2]);
    let mut file = Vec::new();
    let write = |file: &mut Vec<u8>, bytes: &[u8]| file.write_all(bytes).expect("memory");
    write(&mut file, b"PK\x03\x04");
    write(&mut file, &common);
    write(&mut file, name.as_bytes());
    write(&mut file, content);
    let directory = u32::try_from(file.len()).expect("a small file");
    write(&mut file, b"PK\x01\x02\x14\x00");
    write(&mut file, &common);
    write(&mut file, &[0; 14]);
    write(&mut file, name.as_bytes());
    let size = u32::try_from(file.len()).expect("a small file") - directory;
    write(&mut file, b"PK\x05\x06\x00\x00\x00\x00\x01\x00\x01\x00");
    write(&mut file, &size.to_le_bytes());
    write(&mut file, &directory.to_le_bytes());
    write(&mut file, &[0; 2]);
    file
}

/// Encoding, separator, sheet and header row of a file.
type Written = (Value, Value, Value, u64);

fn packings() -> [(&'static str, Vec<u8>, Written); 3] {
    let text = semicolons_in_latin1(&half_year());
    let of_text = || (json!("windows-1252"), json!(";"), Value::Null, 3);
    [
        ("a.csv", text.clone(), of_text()),
        ("a.zip", zipped("ledger.csv", &text), of_text()),
        (
            "a.xlsx",
            workbook(&half_year()),
            (Value::Null, Value::Null, json!("Pääkirja"), 1),
        ),
    ]
}

#[tokio::test]
async fn a_file_says_how_it_is_written_whatever_it_is_packed_in() {
    let app = TestApp::start().await;
    let of = app.world.municipality("Lohja").clone();
    for (name, content, (encoding, separator, sheet, header_row)) in packings() {
        let file = upload(&app, &of, name, &content).await;
        let seen = inspect(&app, &of.preparer, json!({ "fileId": file }))
            .await
            .accepted();
        let found = seen.at("/inspectLedger");
        assert_eq!(found["refusal"], Value::Null, "{name}");
        assert_eq!(found["encoding"], encoding, "{name}");
        assert_eq!(found["separator"], separator, "{name}");
        assert_eq!(found["sheet"], sheet, "{name}");
        assert_eq!(found["headerRow"], header_row, "{name}");
        assert_eq!(found["amountColumn"], "Summa", "{name}");
        let fields = found["fields"].as_array().expect("fields");
        let cost_centre = json!({ "field": "COST_CENTRE", "column": "Kustannuspaikka" });
        assert!(fields.contains(&cost_centre), "{name}");
        assert_eq!(found["firstRows"][0][0], "1", "{name}");
        // The equation: everything in the file is accounted for.
        assert_eq!(found["diagnosis"]["rows"], 8, "{name}");
        assert_eq!(found["diagnosis"]["fileTotal"], "6233.13", "{name}");
        let selected = json!({ "rows": 7, "total": "6283.13" });
        assert_eq!(found["diagnosis"]["selected"], selected, "{name}");
        // What was found can be given back, and corrected.
        let text = found["foundProfile"].as_str().expect("a text");
        let profile: Value = serde_json::from_str(text).expect("JSON");
        assert_eq!(profile["amount"], "Summa", "{name}");
        let corrected = json!({ "fileId": file, "profile": { "from": text, "costsNegative": true } });
        let again = inspect(&app, &of.preparer, corrected).await.accepted();
        assert_eq!(
            again.text("/inspectLedger/diagnosis/fileTotal"),
            "-6233.13",
            "{name}"
        );
    }
    app.finish().await;
}

#[tokio::test]
async fn a_file_that_is_no_ledger_or_not_ones_own_is_not_inspected() {
    let app = TestApp::start().await;
    let of = app.world.municipality("Lohja").clone();
    let pdf = upload(&app, &of, "ledger.pdf", b"%PDF-1.7").await;
    let seen = inspect(&app, &of.preparer, json!({ "fileId": pdf }))
        .await
        .accepted();
    assert_eq!(seen.text("/inspectLedger/refusalCode"), "notALedger");
    assert_eq!(seen.at("/inspectLedger/proposals"), &json!([]));
    let stranger = &app.world.municipality("Virrat").preparer;
    let foreign = inspect(&app, stranger, json!({ "fileId": pdf })).await;
    assert_eq!(foreign.errors(), ["NOT_FOUND"]);
    let broken = json!({ "fileId": pdf, "profile": { "from": "{" } });
    assert_eq!(
        inspect(&app, &of.preparer, broken).await.errors(),
        ["INVALID_INPUT"]
    );
    app.finish().await;
}

#[tokio::test]
async fn a_layout_that_talkoot_knows_is_proposed_with_its_likeness() {
    let app = TestApp::start().await;
    let of = app.world.municipality("Lohja").clone();
    let ledger = "kunta;kuntanumero;y-tunnus;kustannuspaikka;tositepäivä;tositenumero;tilinumero;tilin nimi;\
        toimittajan nimi;toimittajan Y-tunnus;netto;brutto;alv\n\
        Lohja;444;1068322-0;6101;31.3.2026;1;4340;Palvelut;Oy A;0211675-2;10,00;12,55;2,55\n";
    let file = upload(&app, &of, "a.csv", ledger.as_bytes()).await;
    let seen = inspect(&app, &of.preparer, json!({ "fileId": file }))
        .await
        .accepted();
    let proposal = seen.at("/inspectLedger/proposals/0");
    assert_eq!(proposal["name"], "Askola 2022");
    assert_eq!(proposal["origin"], "BUILT_IN");
    assert_eq!(proposal["similarity"], 100);
    assert_eq!(proposal["municipality"], Value::Null);
    let profile: Value = serde_json::from_str(proposal["profile"].as_str().expect("a text")).expect("JSON");
    assert_eq!(
        (&profile["amount"], &profile["vat"]),
        (&json!("netto"), &json!("amountIsNet"))
    );
    app.finish().await;
}

const THEIRS: &str = "Sarja;Tositenro;Kirjauspäivä;Kirjanpitotili;Kp-koodi;Eurot netto;Eurot brutto\n\
    A;1;31.3.2026;4340;6101;10,00;12,55\nA;2;1.4.2026;4340;6101;20,00;25,10\n";

/// What one municipality has settled helps the next, and nothing of it leaks but headers and formats.
#[tokio::test]
async fn a_profile_of_another_municipality_is_proposed_and_copied_without_what_is_its_own() {
    let app = TestApp::start().await;
    let (lohja, virrat) = (
        app.world.municipality("Lohja").clone(),
        app.world.municipality("Virrat").clone(),
    );
    let theirs = upload(&app, &virrat, "a.csv", THEIRS.as_bytes()).await;
    let profile = json!({
        "amount": "Eurot netto", "vat": "AMOUNT_IS_NET", "totalMarkers": ["Koulut yhteensä"],
        "columns": [{ "field": "COST_CENTRE", "column": "Kp-koodi" }], "undatedRows": "IN_PERIOD",
        "incomeAccounts": [{ "first": 3100, "last": 3199 }],
    });
    let saved = save(&app, &virrat, "Pro Economica", profile, Some(&theirs))
        .await
        .accepted();
    let of_virrat = saved.text("/saveLedgerProfile/ledgerProfile/id");
    let columns = saved.at("/saveLedgerProfile/ledgerProfile/columns").clone();
    assert_eq!(columns.as_array().map(Vec::len), Some(7));
    // One column more than theirs: still the likest.
    let ours = THEIRS
        .replace("Eurot brutto\n", "Eurot brutto;Selite\n")
        .replace("55\n", "55;a\n")
        .replace("10\n", "10;b\n");
    let ours = upload(&app, &lohja, "b.csv", ours.as_bytes()).await;
    let seen = inspect(&app, &lohja.preparer, json!({ "fileId": ours }))
        .await
        .accepted();
    let proposal = seen.at("/inspectLedger/proposals/0").clone();
    assert_eq!(proposal["origin"], "OTHER_MUNICIPALITY");
    assert_eq!(proposal["municipality"]["nameFi"], "Virrat");
    assert_eq!(
        (&proposal["system"], &proposal["version"]),
        (&json!("Pro Economica"), &json!(1))
    );
    assert_eq!(proposal["similarity"], 87);
    assert_eq!(proposal["profileId"], of_virrat.as_str());
    let only_formats = json!({
        "version": 1, "amount": "Eurot netto", "columns": { "costCentre": "Kp-koodi" }, "sign": "costsPositive",
        "vat": "amountIsNet", "subCent": "refuse", "statedTotals": "mustAgree", "shortRows": "refused",
        "undatedRows": "refused",
    });
    let parsed = |text: &Value| serde_json::from_str::<Value>(text.as_str().expect("a text")).expect("JSON");
    assert_eq!(parsed(&proposal["profile"]), only_formats);
    // Theirs is no object of ours.
    let node = "query($id: ID!) { node(id: $id) { id } }";
    let hidden = app
        .graphql(&lohja.preparer, node, json!({ "id": of_virrat }))
        .await
        .accepted();
    assert!(hidden.at("/node").is_null());

    let copied = copy(&app, &lohja, &lohja.preparer, &of_virrat).await.accepted();
    let copy_of = copied.at("/copyLedgerProfile/ledgerProfile");
    assert_eq!(parsed(&copy_of["profile"]), only_formats);
    assert_eq!(
        (&copy_of["system"], &copy_of["version"]),
        (&json!("Pro Economica"), &json!(1))
    );
    assert_eq!(copy_of["columns"], columns);
    assert_eq!(
        copy_of["copiedFrom"],
        json!({ "system": "Pro Economica", "version": 1, "municipality": { "nameFi": "Virrat" } })
    );
    // From now on the own one goes first.
    let seen = inspect(&app, &lohja.preparer, json!({ "fileId": ours }))
        .await
        .accepted();
    assert_eq!(seen.text("/inspectLedger/proposals/0/origin"), "OWN");
    app.finish().await;
}

async fn copy(app: &TestApp, of: &Municipality, user: &User, profile: &str) -> Answer {
    let input = json!({ "organisationId": of.id, "profileId": profile });
    let fields = "ledgerProfile { system version columns profile copiedFrom { system version municipality { nameFi } } }";
    app.mutate(user, "copyLedgerProfile", "CopyLedgerProfileInput", input, fields)
        .await
}

#[tokio::test]
async fn what_is_not_shared_and_what_is_ones_own_is_not_copied() {
    let app = TestApp::start().await;
    let (lohja, virrat) = (
        app.world.municipality("Lohja").clone(),
        app.world.municipality("Virrat").clone(),
    );
    let unshared = save(&app, &virrat, "SAP", json!({ "separator": ";" }), None)
        .await
        .accepted();
    let unshared = unshared.text("/saveLedgerProfile/ledgerProfile/id");
    assert_eq!(
        copy(&app, &lohja, &lohja.preparer, &unshared).await.errors(),
        ["NOT_FOUND"]
    );
    let file = upload(&app, &virrat, "a.csv", THEIRS.as_bytes()).await;
    let shared = save(&app, &virrat, "SAP", json!({ "separator": ";" }), Some(&file))
        .await
        .accepted();
    let shared = shared.text("/saveLedgerProfile/ledgerProfile/id");
    let own = copy(&app, &virrat, &virrat.preparer, &shared).await;
    assert_eq!(own.refusals("copyLedgerProfile"), ["INVALID_INPUT"]);
    let by_approver = copy(&app, &lohja, &lohja.approver, &shared).await;
    assert_eq!(by_approver.refusals("copyLedgerProfile"), ["NOT_PERMITTED"]);
    let for_others = copy(&app, &lohja, &virrat.preparer, &shared).await;
    assert_eq!(for_others.errors(), ["NOT_FOUND"]);

    let foreign = save(&app, &lohja, "SAP", json!({}), Some(&file)).await;
    assert_eq!(foreign.errors(), ["NOT_FOUND"], "a file of another municipality");
    let unreadable = save(&app, &virrat, "SAP", json!({ "headerRow": 99 }), Some(&file)).await;
    assert_eq!(unreadable.refusals("saveLedgerProfile"), ["INVALID_INPUT"]);
    assert_eq!(
        unreadable.at("/saveLedgerProfile/refusals/0/path"),
        &json!(["fileId"])
    );
    app.finish().await;
}
