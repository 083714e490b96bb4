use serde_json::{Value, json};
use talkoot_test_support::{Answer, User};

use crate::{
    costs::ledger::{COST_CENTRE, SELECTED, half_year, semicolons_in_latin1},
    costs::steps::Costs,
};

const QUERY: &str = "query($input: CheckLedgerInput!) { checkLedger(input: $input) { \
    importable refusalCode refusal \
    preview { headerRow columns amountColumn question firstRows proposedProfile } \
    diagnosis { rows errorCount errors { row column reason } selected { rows total } } \
    accounts { account name rows total } } }";

async fn check(costs: &Costs, user: &User, input: Value) -> Answer {
    costs.app.graphql(user, QUERY, json!({ "input": input })).await
}

#[tokio::test]
async fn a_file_can_be_looked_at_before_it_is_imported() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let file = costs
        .upload(&of, "a.csv", &semicolons_in_latin1(&half_year()))
        .await;
    let input = json!({
        "fileId": file,
        "costReportId": costs.report("Lohja"),
        "selection": [{ "field": "COST_CENTRE", "values": [COST_CENTRE] }],
    });
    let seen = check(&costs, &of.preparer, input.clone()).await.accepted();
    assert_eq!(seen.at("/checkLedger/importable"), &json!(true));
    assert_eq!(
        seen.at("/checkLedger/diagnosis/selected"),
        &json!({ "rows": 5, "total": SELECTED })
    );
    assert_eq!(
        seen.at("/checkLedger/accounts"),
        &json!([
            { "account": "4001", "name": "Palkat, työntekijät", "rows": 1, "total": "3150.25" },
            { "account": "4340", "name": "Asiantuntijapalvelut", "rows": 2, "total": "1376.00" },
            { "account": "4720", "name": "Matkakorvaukset", "rows": 2, "total": "91.00" },
        ])
    );
    assert_eq!(seen.number("/checkLedger/preview/headerRow"), 3);
    let query = "query($id: ID!) { costReport(id: $id) { import { id } } }";
    let report = costs
        .app
        .graphql(&of.preparer, query, json!({ "id": costs.report("Lohja") }))
        .await;
    assert!(report.at("/costReport/import").is_null(), "nothing is stored");

    let virrat = costs.municipality("Virrat");
    let foreign = check(&costs, &virrat.preparer, input).await;
    assert_eq!(foreign.errors(), ["NOT_FOUND"]);
    let contradictory = json!({ "fileId": file, "selection": [{ "field": "PROJECT" }] });
    let answer = check(&costs, &of.preparer, contradictory).await;
    assert_eq!(answer.errors(), ["INVALID_INPUT"]);
    costs.app.finish().await;
}

#[tokio::test]
async fn what_stands_in_the_way_is_said_with_a_way_out() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let bad = "Tosite;Pvm;Tili;Summa\n1;31.3.2026;4340;10,00\n2;31.2.2026;4340;12,00\n";
    let file = costs.upload(&of, "a.csv", bad.as_bytes()).await;
    let seen = check(&costs, &of.preparer, json!({ "fileId": file }))
        .await
        .accepted();
    assert_eq!(seen.text("/checkLedger/refusalCode"), "rowsInError");
    assert_eq!(
        seen.at("/checkLedger/diagnosis/errors"),
        &json!([{ "row": 3, "column": "Pvm", "reason": "dateInvalid" }])
    );

    let two = "Tosite;Pvm;Tili;Luku A;Luku B\n1;31.3.2026;4340;10,00;20,00\n2;31.3.2026;4340;11,00;21,00\n";
    let file = costs.upload(&of, "b.csv", two.as_bytes()).await;
    let seen = check(&costs, &of.preparer, json!({ "fileId": file }))
        .await
        .accepted();
    assert_eq!(seen.at("/checkLedger/importable"), &json!(false));
    assert!(seen.text("/checkLedger/preview/question").contains("Luku A"));
    let told = json!({ "fileId": file, "amountColumn": "Luku B" });
    let seen = check(&costs, &of.preparer, told).await.accepted();
    assert_eq!(seen.text("/checkLedger/diagnosis/selected/total"), "41.00");
    let told = json!({ "fileId": file, "profile": { "amount": "#4", "costsNegative": true } });
    let seen = check(&costs, &of.preparer, told).await.accepted();
    assert_eq!(seen.text("/checkLedger/diagnosis/selected/total"), "-21.00");
    costs.app.finish().await;
}
