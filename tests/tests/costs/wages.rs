//! Lines of wages keep nothing that says whose wages they are.

use serde_json::{Value, json};
use talkoot_storage::Engine;
use talkoot_test_support::TestApp;

use crate::steps::Costs;

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
    // Two persons with the same pay have become two equal lines, which are counted.
    assert_eq!(
        json!(seen),
        json!([
            ["***", "***", 1],
            ["***", "***", 2],
            ["", "***", 1],
            ["***", "***", 1],
            ["Konsultti Oy", "Raportti", 1]
        ])
    );
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
        suppliers,
        ["Meikäläinen Maija", "Virtanen Ville", "", "***", "Konsultti Oy"]
    );
    costs.app.finish().await;
}
