//! Lines of wages keep nothing that says whose wages they are.

use serde_json::{Value, json};
use talkoot_storage::Engine;
use talkoot_test_support::TestApp;

use crate::costs::steps::Costs;

const LEDGER: &str = "Tosite;Tositepvm;Tili;Tilin nimi;Kustannuspaikka;Toimittaja;Selite;Summa\n\
    1;31.3.2026;4001;Palkat;6101;Meikäläinen Maija;Palkka Maija Meikäläinen;2000,00\n\
    1;31.3.2026;4001;Palkat;6101;Virtanen Ville;Palkka Ville Virtanen;2000,00\n\
    2;31.3.2026;4110;Eläkemaksut;6101;;Meikäläinen KuEL;300,00\n\
    3;31.3.2026;4999;Muut henkilöstökulut;6101;Meikäläinen Maija;Puhelinetu;20,00\n\
    4;31.3.2026;4340;Asiantuntijapalvelut;6101;Konsultti Oy;Raportti;1000,00\n";
const NAMES: [&str; 3] = ["Meikäläinen", "Virtanen", "Maija"];

/// In which tables, and columns of SQLite, a text stands.
async fn tables_with(app: &TestApp, text: &str) -> Vec<String> {
    let postgres = app.app.store().engine() == Engine::Postgres;
    let tables = if postgres {
        "SELECT string_agg(table_name, ',') FROM information_schema.tables \
         WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
    } else {
        "SELECT group_concat(name) FROM sqlite_master WHERE type = 'table'"
    };
    let tables = app.text(tables).await;
    assert!(
        tables.contains("cost_line") && tables.contains("audit_entry"),
        "{tables}"
    );
    let mut found = Vec::new();
    for table in tables.split(',') {
        let matches = if postgres {
            format!("CAST(one AS TEXT) LIKE '%{text}%'")
        } else {
            let columns = format!("SELECT group_concat(name) FROM pragma_table_info('{table}')");
            let columns = app.text(&columns).await;
            let each = columns
                .split(',')
                .map(|column| format!("CAST(\"{column}\" AS TEXT) LIKE '%{text}%'"));
            each.collect::<Vec<_>>().join(" OR ")
        };
        if app
            .number(&format!(
                "SELECT COUNT(*) FROM \"{table}\" AS one WHERE {matches}"
            ))
            .await
            > 0
        {
            found.push(table.to_owned());
        }
    }
    found
}

fn is_pseudonym(value: &Value) -> bool {
    let text = value.as_str().expect("a text");
    talkoot_domain::pseudonym::is_pseudonym(text) && text != "***"
}

#[tokio::test]
async fn a_name_in_a_line_of_wages_is_nowhere_in_the_database() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let report = costs.report("Lohja");
    let rules = json!([
        { "from": 4000, "to": 4299, "category": "personnel" },
        { "account": "4999", "category": "personnel" },
        { "account": "4340", "category": "services" },
    ]);
    costs.map(&of, rules).await.accepted();
    let file = costs.upload(&of, "palkat.csv", LEDGER.as_bytes()).await;
    costs
        .import_as(&of.preparer, &report, &file, json!({}))
        .await
        .accepted();
    assert_eq!(
        tables_with(&costs.app, "Konsultti").await,
        ["cost_line"],
        "the search finds what is there"
    );
    for name in NAMES {
        assert_eq!(
            tables_with(&costs.app, name).await,
            Vec::<String>::new(),
            "{name}"
        );
    }
    // The file itself is kept without them too; it is packed, so it is unpacked to be searched.
    let (status, kept) = costs.app.download(&of.preparer, &file).await;
    let kept = String::from_utf8(kept).expect("UTF-8");
    assert_eq!((status, kept.lines().count()), (200, LEDGER.lines().count()));
    assert!(kept.contains("Konsultti Oy;Raportti;1000,00"), "{kept}");
    for name in NAMES {
        assert!(!kept.contains(name), "{kept}");
    }
    assert_eq!(
        costs.app.number("SELECT COUNT(*) FROM file_content").await,
        1,
        "the original is gone"
    );
    let lines = costs.lines(&report).await;
    let seen: Vec<[&Value; 3]> = lines
        .iter()
        .map(|line| [&line["supplierName"], &line["description"], &line["occurrence"]])
        .collect();
    // Two persons with the same pay are two, and one person is the same in every row.
    let supplier = |line: usize| seen[line][0].as_str().expect("a text");
    assert_eq!(
        json!([seen[2][0], seen[4][0], seen[4][1]]),
        json!(["", "Konsultti Oy", "Raportti"])
    );
    for line in [0, 1, 3] {
        assert!(
            supplier(line).starts_with("*** ") && supplier(line).len() == 14,
            "{}",
            supplier(line)
        );
        assert!(is_pseudonym(seen[line][1]), "{}", seen[line][1]);
    }
    assert_ne!(supplier(0), supplier(1));
    assert_eq!(supplier(0), supplier(3));
    assert!(seen.iter().all(|line| *line[2] == json!(1)));
    costs.app.finish().await;
}

/// What is found to be wages only when it is classified loses its texts then.
#[tokio::test]
async fn lines_that_become_wages_lose_their_texts() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let report = costs.report("Lohja");
    costs.import(&of, LEDGER.as_bytes(), json!({})).await.accepted();
    assert_eq!(
        tables_with(&costs.app, "Maija").await,
        ["cost_line"],
        "account 4999 is of no wages yet"
    );
    let items = json!([{ "account": "4999", "category": "personnel" }]);
    costs.classify(&of.preparer, &report, items).await.accepted();
    assert_eq!(tables_with(&costs.app, "Maija").await, Vec::<String>::new());
    let lines = costs.lines(&report).await;
    assert!(is_pseudonym(&lines[0]["supplierName"]));
    assert_eq!(
        lines[0]["supplierName"], lines[3]["supplierName"],
        "as if it had been known at once"
    );
    costs.app.finish().await;
}

/// The accounts of wages are a parameter of the call.
#[tokio::test]
async fn the_call_says_which_accounts_are_wages() {
    let costs = Costs::open_from(|content| {
        content["wageAccountFirst"] = json!(4900);
        content["wageAccountLast"] = json!(4999);
    })
    .await;
    let of = costs.municipality("Lohja");
    costs.import(&of, LEDGER.as_bytes(), json!({})).await.accepted();
    let lines = costs.lines(&costs.report("Lohja")).await;
    let suppliers: Vec<&Value> = lines.iter().map(|line| &line["supplierName"]).collect();
    assert_eq!(
        json!([suppliers[0], suppliers[1], suppliers[2], suppliers[4]]),
        json!(["Meikäläinen Maija", "Virtanen Ville", "", "Konsultti Oy"])
    );
    assert!(is_pseudonym(suppliers[3]), "{}", suppliers[3]);
    costs.app.finish().await;
}

/// A pseudonym is the same in the next file of the municipality and another one elsewhere; a personal code tells two
/// persons of one name apart, and is nowhere.
#[tokio::test]
async fn pseudonyms_are_stable_within_a_municipality() {
    const FILE: &str = "Tosite;Tositepvm;Tili;Kustannuspaikka;Toimittaja;Selite;Summa\n\
        1;31.3.2026;4001;6101;Virtanen Ville;Palkka 010190-999A;2000,00\n\
        2;31.3.2026;4001;6101;Virtanen Ville;Palkka 020290-999B;2000,00\n\
        3;31.3.2026;4340;6101;Konsultti Oy;Tulkkaus 030390-999C;10,00\n";
    let costs = Costs::open().await;
    let mut seen = Vec::new();
    for name in ["Lohja", "Lohja", "Virrat"] {
        let of = costs.municipality(name);
        costs.import(&of, FILE.as_bytes(), json!({})).await.accepted();
        let lines = costs.lines(&costs.report(name)).await;
        let of_line = |line: usize| {
            [
                lines[line]["supplierName"].clone(),
                lines[line]["description"].clone(),
            ]
        };
        assert!(of_line(0).iter().all(is_pseudonym), "{:?}", of_line(0));
        assert_eq!(of_line(0)[0], of_line(1)[0]);
        assert_ne!(of_line(0)[1], of_line(1)[1], "another code is another person");
        assert_eq!(of_line(2), ["Konsultti Oy", "Tulkkaus ******-****"]);
        seen.push([of_line(0), of_line(1)]);
    }
    assert_eq!(seen[0], seen[1]);
    assert_ne!(seen[1][0][0], seen[2][0][0]);
    // The second file of Lohja changes nothing.
    let query = "query($id: ID!) { costReport(id: $id) { import { difference { stayed { rows } changed { rows } } } } }";
    let read = costs
        .app
        .graphql(
            &costs.app.world.officer,
            query,
            json!({ "id": costs.report("Lohja") }),
        )
        .await
        .accepted();
    assert_eq!(
        read.at("/costReport/import/difference"),
        &json!({ "stayed": { "rows": 3 }, "changed": { "rows": 0 } })
    );
    costs.app.finish().await;
}

/// What an import would not keep is not shown before it either: not in the first rows, not in the rows of a preview,
/// not in what is said to be wrong with a row, and not in a refusal.
#[tokio::test]
async fn nothing_is_shown_of_wages_before_the_import() {
    const FILE: &str = "Tosite;Tositepvm;Tili;Kustannuspaikka;Toimittaja;Selite;Lisä;Summa\n\
        1;31.3.2026;4001;6101;Virtanen Ville;Palkka Ville;Ville;2000,00\n\
        2;31.3.2026;4001;6101;Meikäläinen Maija;\"Palkka Maija;Maija;2000,00\n\
        3;Maija;4001;6101;Meikäläinen Maija;Palkka;x;2000,00\n\
        4;31.3.2026;4340;6101;Konsultti Oy;Raportti;Lisä;1000,00\n";
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    costs.save_mapping(&of).await;
    let file = costs.upload(&of, "palkat.csv", FILE.as_bytes()).await;
    let of_file = json!({ "fileId": file });
    let of_report = json!({ "fileId": file, "costReportId": costs.report("Lohja") });
    for (query, input) in [
        (
            "query($input: InspectLedgerInput!) { inspectLedger(input: $input) { firstRows refusal } }",
            &of_file,
        ),
        (
            "query($input: CheckLedgerInput!) { checkLedger(input: $input) { refusal preview { firstRows } \
             diagnosis { errors { row column value } } } }",
            &of_file,
        ),
        (
            "query($input: CheckLedgerInput!) { checkLedger(input: $input) { refusal preview { firstRows } \
             diagnosis { errors { row column value } } } }",
            &of_report,
        ),
        (
            "query($input: PreviewLedgerInput!) { previewLedger(input: $input) { refusals { message } \
             diagnosis { errors { row column value } } rows { edges { node { row cells errors { value } } } } } }",
            &of_report,
        ),
    ] {
        let seen = costs
            .app
            .graphql(&of.preparer, query, json!({ "input": input }))
            .await;
        let text = seen.0.to_string();
        assert!(text.contains("4001") || text.contains("\"row\""), "{text}");
        for name in ["Virtanen", "Ville", "Maija", "Meikäläinen"] {
            assert!(!text.contains(name), "{name} in {text}");
        }
    }
    let refused = costs
        .import_as(&of.preparer, &costs.report("Lohja"), &file, json!({}))
        .await;
    assert_eq!(refused.refusals("importLedger"), ["INVALID_INPUT"]);
    assert!(!refused.0.to_string().contains("Maija"), "{:#}", refused.0);
    costs.app.finish().await;
}

/// Pages of a preview that was looked at a moment ago do not read the file again, and they are what they were.
#[tokio::test]
async fn the_pages_of_a_preview_read_the_file_once() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    costs.save_mapping(&of).await;
    let mut rows = "Tosite;Pvm;Tili;Kustannuspaikka;Summa\n".to_owned();
    for number in 1..=250 {
        rows.push_str(&format!("{number};31.3.2026;4340;6101;{number},00\n"));
    }
    let file = costs.upload(&of, "a.csv", rows.as_bytes()).await;
    let query = "query($input: PreviewLedgerInput!, $after: ID) { previewLedger(input: $input) { token \
                 rows(first: 100, after: $after) { totalCount pageInfo { endCursor } edges { node { row cells } } } } }";
    let plan = json!({ "fileId": file, "costReportId": costs.report("Lohja") });
    let page = async |after: Value| {
        let variables = json!({ "input": plan, "after": after });
        costs.app.graphql(&of.preparer, query, variables).await.accepted()
    };
    let first = page(Value::Null).await;
    let after = first.at("/previewLedger/rows/pageInfo/endCursor").clone();
    let (second, again) = (page(after.clone()).await, page(after.clone()).await);
    assert_eq!(
        second.at("/previewLedger/rows/edges/0/node/cells/0"),
        &json!("101")
    );
    assert_eq!(second, again);
    // Without its content, whoever reads the file again is told that it is lost.
    costs.app.as_owner("DELETE FROM file_content").await;
    assert_eq!(page(after.clone()).await, second);
    assert_eq!(page(Value::Null).await, first);
    // What was read for one way of reading serves no other.
    let mut otherwise = plan.clone();
    otherwise["withoutIncome"] = json!(true);
    let variables = json!({ "input": otherwise, "after": after });
    let lost = costs.app.graphql(&of.preparer, query, variables).await;
    assert!(!lost.errors().is_empty(), "{:#}", lost.0);
    costs.app.finish().await;
}
