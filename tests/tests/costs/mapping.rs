//! Which account is which cost category, on which day, and what is not claimed.

use serde_json::{Value, json};

use crate::{
    costs::ledger::{half_year, semicolons_in_latin1},
    costs::steps::{Costs, message},
};

const HEADER: &str = "Tosite;Tositepvm;Tili;Tilin nimi;Kustannuspaikka;Osa-alue;Selite;Summa\n";

fn whole(account: &str, category: &str) -> Value {
    json!({ "account": account, "category": category })
}

#[tokio::test]
async fn the_day_of_the_posting_chooses_the_rule() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let rules = json!([
        { "account": "4340", "category": "services", "validTo": "2026-04-19" },
        { "account": "4340", "category": "other", "validFrom": "2026-04-20" },
        whole("4001", "personnel"), whole("4720", "travel"),
    ]);
    let saved = costs.map(&of, rules).await.accepted();
    assert_eq!(
        saved.at("/saveAccountMapping/accountMapping/rules/0"),
        &json!({ "account": "4340", "category": "services", "validFrom": null, "validTo": "2026-04-19" })
    );
    let content = semicolons_in_latin1(&half_year());
    costs.import(&of, &content, json!({})).await.accepted();
    let lines = costs.lines(&costs.report("Lohja")).await;
    let categories: Vec<&Value> = lines.iter().map(|line| &line["category"]).collect();
    assert_eq!(categories, ["services", "personnel", "other", "travel", "travel"]);
    costs.app.finish().await;
}

#[tokio::test]
async fn rules_that_overlap_are_refused_and_the_more_specific_is_not() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let until = |last| json!({ "account": "4340", "category": "services", "validTo": last });
    let from = |first| json!({ "account": "4340", "category": "other", "validFrom": first });
    let range = |from, to| json!({ "from": from, "to": to, "category": "other" });
    for (rules, path) in [
        (
            json!([until("2026-06-30"), from("2026-06-30")]),
            json!(["rules", "1"]),
        ),
        (
            json!([whole("4340", "a"), whole("1", "a"), from("2026-06-30")]),
            json!(["rules", "2"]),
        ),
        (
            json!([range(4000, 4099), range(4050, 4149)]),
            json!(["rules", "1"]),
        ),
        (
            json!([{ "account": "1", "category": "a", "validFrom": "2026-02-01", "validTo": "2026-01-31" }]),
            json!(["rules", "0"]),
        ),
    ] {
        let answer = costs.map(&of, rules).await;
        assert_eq!(answer.refusals("saveAccountMapping"), ["INVALID_INPUT"]);
        assert_eq!(answer.at("/saveAccountMapping/refusals/0/path"), &path);
    }
    for rules in [
        json!([until("2026-06-30"), from("2026-07-01")]),
        json!([whole("4340", "a"), { "prefix": "434", "category": "b" }, range(4000, 4999), range(4300, 4399)]),
    ] {
        costs.map(&of, rules).await.accepted();
    }
    costs.app.finish().await;
}

/// Internal charges and accounts that the mapping leaves out stay in the report with their reason, do not block
/// it, and are claimed by nobody; who means them says so.
#[tokio::test]
async fn what_is_not_claimed_says_why_and_the_equation_holds() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let report = costs.report("Lohja");
    let range = json!({ "from": 4800, "to": 4899, "category": "rents" });
    let rules = json!([range, whole("4340", "services"), { "account": "4990" }, whole("3300", "services")]);
    costs.map(&of, rules).await.accepted();
    let content = format!(
        "{HEADER}1;1.3.2026;4340;Palvelut;6101;;Lasku;1000,00\n2;1.3.2026;4860;Sisäiset vuokrat;6101;;Vuokra;300,00\n\
         3;1.3.2026;4990;Muut kulut;6101;;Kahvit;20,00\n4;1.3.2026;3300;Muut tuotot;6101;;Osallistumismaksu;-200,00\n"
    );
    costs.import(&of, content.as_bytes(), json!({})).await.accepted();
    let excluded = json!([
        { "reason": "BY_MAPPING", "rows": 1, "amount": "20.00" },
        { "reason": "INTERNAL_CHARGE", "rows": 1, "amount": "300.00" },
    ]);
    let expected =
        json!({ "selected": "1120.00", "eligible": "800.00", "ownPart": "320.00", "excluded": excluded });
    assert_eq!(
        costs.equation(&report).await,
        expected,
        "income takes 200.00 from the cost"
    );
    let lines = costs.lines(&report).await;
    assert_eq!(lines[1]["exclusion"], "INTERNAL_CHARGE");
    assert_eq!(
        (&lines[1]["amount"], &lines[1]["booked"]),
        (&json!("0.00"), &json!("300.00"))
    );

    let items = json!([{ "lineIds": [lines[1]["id"]], "category": "rents" }]);
    costs.classify(&of.preparer, &report, items).await.accepted();
    let equation = costs.equation(&report).await;
    assert_eq!(
        (&equation["eligible"], &equation["ownPart"]),
        (&json!("1100.00"), &json!("20.00"))
    );
    costs
        .step(&of.approver, "submitCostReport", &report)
        .await
        .accepted();

    let virrat = costs.municipality("Virrat");
    costs.map(&virrat, json!([whole("4340", "services"), whole("4860", "rents"), { "account": "4990" }, whole("3300", "other")])).await.accepted();
    costs
        .import(&virrat, content.as_bytes(), json!({}))
        .await
        .accepted();
    let named = costs.equation(&costs.report("Virrat")).await;
    assert_eq!(
        named["eligible"], "1100.00",
        "the mapping names the account itself"
    );
    costs.app.finish().await;
}

#[tokio::test]
async fn the_sub_area_that_the_file_names_is_taken_and_an_unknown_one_blocks() {
    let costs = Costs::open().await;
    let of = costs.municipality("Lohja");
    let report = costs.report("Lohja");
    costs
        .map(&of, json!([whole("4340", "services")]))
        .await
        .accepted();
    let content = format!(
        "{HEADER}1;1.3.2026;4340;Palvelut;6101;2;Lasku;10,00\n2;1.3.2026;4340;Palvelut;6101;OA03;Lasku;20,00\n\
         3;1.3.2026;4340;Palvelut;6101;;Lasku;30,00\n4;1.3.2026;4340;Palvelut;6101;77;Lasku;40,00\n"
    );
    costs.import(&of, content.as_bytes(), json!({})).await.accepted();
    let areas: Vec<Value> = costs
        .lines(&report)
        .await
        .iter()
        .map(|line| line["subAreaId"].clone())
        .collect();
    let own = &costs.project.sub_areas;
    assert_eq!(areas, [json!(own[1]), json!(own[2]), json!(own[0]), Value::Null]);
    let early = costs.step(&of.approver, "submitCostReport", &report).await;
    assert_eq!(early.refusals("submitCostReport"), ["INCOMPLETE"]);
    assert!(message(&early, "submitCostReport").starts_with("1 line has no sub-area"));
    costs.app.finish().await;
}

/// Nothing is booked on a category that is derived.
#[tokio::test]
async fn the_flat_rate_takes_no_lines() {
    let costs = Costs::open_from(|content| {
        content["flatRateOfWages"] = json!("40");
        content["largestAward"] = json!("400000.00");
    })
    .await;
    let of = costs.municipality("Lohja");
    costs
        .map(&of, json!([whole("4340", "flat_rate")]))
        .await
        .accepted();
    let content = format!("{HEADER}1;1.3.2026;4340;Palvelut;6101;;Lasku;10,00\n");
    let mapped = costs.import(&of, content.as_bytes(), json!({})).await;
    assert_eq!(mapped.refusals("importLedger"), ["INVALID_INPUT"]);
    assert!(message(&mapped, "importLedger").contains("derived from the wages"));
    costs
        .map(&of, json!([whole("4340", "services")]))
        .await
        .accepted();
    costs.import(&of, content.as_bytes(), json!({})).await.accepted();
    let items = json!([{ "account": "4340", "category": "flat_rate" }]);
    let classified = costs.classify(&of.preparer, &costs.report("Lohja"), items).await;
    assert_eq!(classified.refusals("classifyCostLines"), ["INVALID_INPUT"]);
    costs.app.finish().await;
}
