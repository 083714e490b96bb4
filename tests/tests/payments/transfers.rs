//! What the lead owes to its partners once the money has come.

use chrono::Duration;
use serde_json::{Value, json};
use talkoot_domain::{calendar, transfer};
use talkoot_test_support::{Answer, User};

use crate::claims::setup::{Claims, S1, SERVICES};

const FIELDS: &str = "id version state amount due isLate paidOn reference disputeReason \
    payer { nameFi } payee { nameFi } payout { id } recordedBy { name } confirmedBy { name }";

/// The transfers that somebody sees, by partner.
async fn seen(claims: &Claims, by: &User) -> Vec<(String, Value)> {
    let query = format!("query {{ transfers(first: 100) {{ edges {{ node {{ {FIELDS} }} }} }} }}");
    let read = claims.app.graphql(by, &query, json!({})).await.accepted();
    let edges = read.at("/transfers/edges").as_array().expect("transfers").clone();
    let named = edges.into_iter().map(|edge| {
        let node = edge["node"].clone();
        (
            node["payee"]["nameFi"].as_str().expect("a partner").to_owned(),
            node,
        )
    });
    named.collect()
}

async fn step(claims: &Claims, by: &User, mutation: &str, of: &Value, more: Value) -> Answer {
    let input_type = match mutation {
        "recordTransfer" => "RecordTransferInput",
        "disputeTransfer" => "DisputeTransferInput",
        _ => "TransferStepInput",
    };
    let mut input = json!({ "id": of["id"], "expectedVersion": of["version"] });
    crate::payments::setup::merge(&mut input, &more);
    let fields = format!("transfer {{ {FIELDS} }}");
    claims.app.mutate(by, mutation, input_type, input, &fields).await
}

fn cents(amount: &Value) -> i64 {
    let text = amount.as_str().expect("an amount").replace('.', "");
    text.parse().expect("cents")
}

fn of(seen: &[(String, Value)], partner: &str) -> Value {
    let found = seen.iter().find(|(name, _)| name == partner);
    found.expect("a transfer").1.clone()
}

/// S1, paid.
async fn paid() -> (Claims, String) {
    let claims = Claims::start().await;
    claims.first_period(&S1).await;
    let claim = claims.submitted(0).await;
    claims.approved(&claim).await;
    let payout = claims.paid(&claim).await;
    claims.app.agreed(&claims.project).await;
    (claims, payout)
}

/// Goal: each partner's share of the claim, due after the days of the call; with what the lead keeps they come
/// to the payout. Who owes and who gets it sees it, and the authority.
#[tokio::test]
async fn each_partner_is_owed_its_share() {
    let (claims, payout) = paid().await;
    let world = claims.app.world.clone();
    let all = seen(&claims, claims.lead()).await;
    let mut amounts: Vec<(&str, &str)> = all
        .iter()
        .map(|(name, node)| (name.as_str(), node["amount"].as_str().expect("an amount")))
        .collect();
    amounts.sort_unstable();
    assert_eq!(
        amounts,
        [
            ("Karkkila", "10493.82"),
            ("Kuhmoinen", "3672.92"),
            ("Lohja", "19938.26"),
            ("Virrat", "6506.18")
        ]
    );
    let passed: i64 = all.iter().map(|(_, node)| cents(&node["amount"])).sum();
    assert_eq!(passed + 839_506, 4_900_624);
    let due = transfer::due(claims.app.app.today(), transfer::USUAL_DAYS).to_string();
    for (_, node) in &all {
        assert_eq!((&node["state"], &node["due"]), (&json!("owed"), &json!(due)));
        assert_eq!(
            (&node["payer"]["nameFi"], &node["payout"]["id"]),
            (&json!("Pälkäne"), &json!(payout))
        );
    }
    for (by, count) in [
        (&world.officer, 4),
        (&world.municipality("Lohja").approver, 1),
        (&world.outsider.lead, 0),
        (&world.stranger, 0),
    ] {
        assert_eq!(seen(&claims, by).await.len(), count);
    }
    let foreign = of(&all, "Karkkila");
    let lohja = world.municipality("Lohja").approver.clone();
    let hidden = step(&claims, &lohja, "confirmTransfer", &foreign, json!({})).await;
    assert_eq!(hidden.errors(), ["NOT_FOUND"]);
    claims.app.finish().await;
}

/// Who does not record a transfer, and what is no record of one.
async fn refused_records(claims: &Claims, owed: &Value) {
    let lead = claims.lead().clone();
    let lohja = claims.app.world.municipality("Lohja").clone();
    let today = claims.app.app.today();
    let tomorrow = today.succ_opt().expect("a day").to_string();
    let today = today.to_string();
    for (by, more, code) in [
        (
            &lohja.approver,
            json!({ "paidOn": today, "reference": "1" }),
            "NOT_PERMITTED",
        ),
        (&lead, json!({ "paidOn": today, "reference": " " }), "INCOMPLETE"),
        (
            &lead,
            json!({ "paidOn": tomorrow, "reference": "1" }),
            "INVALID_INPUT",
        ),
    ] {
        let refused = step(claims, by, "recordTransfer", owed, more).await;
        assert_eq!(refused.refusals("recordTransfer"), [code]);
    }
}

/// Goal: the lead records, another person of the partner answers; every refusal on the way.
#[tokio::test]
async fn passed_on_disputed_and_confirmed() {
    let (claims, _) = paid().await;
    let lead = claims.lead().clone();
    let lohja = claims.app.world.municipality("Lohja").clone();
    let owed = of(&seen(&claims, &lead).await, "Lohja");
    let today = claims.app.app.today().to_string();
    let early = step(&claims, &lohja.approver, "confirmTransfer", &owed, json!({})).await;
    assert_eq!(early.refusals("confirmTransfer"), ["WRONG_STATE"]);
    refused_records(&claims, &owed).await;
    let more = json!({ "paidOn": today, "reference": "Digi 1/2026" });
    let recorded = step(&claims, &lead, "recordTransfer", &owed, more)
        .await
        .accepted();
    let recorded = recorded.at("/recordTransfer/transfer").clone();
    assert_eq!(
        [&recorded["state"], &recorded["paidOn"], &recorded["reference"]],
        [&json!("passed_on"), &json!(today), &json!("Digi 1/2026")]
    );
    let own = step(&claims, &lead, "confirmTransfer", &recorded, json!({})).await;
    assert_eq!(own.refusals("confirmTransfer"), ["NOT_PERMITTED"]);
    let stale = step(&claims, &lohja.approver, "confirmTransfer", &owed, json!({})).await;
    assert_eq!(stale.refusals("confirmTransfer"), ["VERSION_CONFLICT"]);
    let silent = step(
        &claims,
        &lohja.approver,
        "disputeTransfer",
        &recorded,
        json!({ "reason": "" }),
    )
    .await;
    assert_eq!(silent.refusals("disputeTransfer"), ["INCOMPLETE"]);
    let why = json!({ "reason": "Tilille ei ole tullut mitään" });
    let disputed = step(&claims, &lohja.approver, "disputeTransfer", &recorded, why)
        .await
        .accepted();
    let disputed = disputed.at("/disputeTransfer/transfer").clone();
    assert_eq!(disputed["disputeReason"], "Tilille ei ole tullut mitään");
    let more = json!({ "paidOn": today, "reference": "Digi 2/2026" });
    let again = step(&claims, &lead, "recordTransfer", &disputed, more)
        .await
        .accepted();
    let again = again.at("/recordTransfer/transfer").clone();
    let confirmed = step(&claims, &lohja.approver, "confirmTransfer", &again, json!({}))
        .await
        .accepted();
    let confirmed = confirmed.at("/confirmTransfer/transfer").clone();
    assert_eq!(
        (&confirmed["state"], &confirmed["disputeReason"]),
        (&json!("confirmed"), &json!(null))
    );
    let late = step(
        &claims,
        &lohja.approver,
        "disputeTransfer",
        &confirmed,
        json!({ "reason": "x" }),
    )
    .await;
    assert_eq!(late.refusals("disputeTransfer"), ["WRONG_STATE"]);
    claims.app.finish().await;
}

/// Goal: once per claim and partner, whatever the worker does again; late after its day; tampering is found.
#[tokio::test]
async fn once_and_in_time() {
    let (claims, _) = paid().await;
    for _ in 0..2 {
        claims.app.work().await;
    }
    assert_eq!(seen(&claims, claims.lead()).await.len(), 4);
    let due = transfer::due(claims.app.app.today(), transfer::USUAL_DAYS);
    let ends = calendar::end_of_day(due);
    for (moment, late) in [
        (ends - Duration::minutes(1), false),
        (ends + Duration::minutes(1), true),
    ] {
        claims.app.travel_to(moment).await;
        let owed = of(&seen(&claims, claims.lead()).await, "Virrat");
        assert_eq!(owed["isLate"], late, "{moment}");
    }
    claims
        .app
        .as_owner("UPDATE transfer SET amount_cents = amount_cents + 1 WHERE amount_cents = 650618")
        .await;
    let found = talkoot_storage::audit::verify(claims.app.app.store(), None)
        .await
        .expect("an answer");
    assert!(
        found
            .findings
            .iter()
            .any(|finding| finding.what.contains("transfer")),
        "{:?}",
        found.findings
    );
    claims.app.finish().await;
}

/// Goal: where the advance covers a claim nothing is paid out, and the partners are owed all the same.
#[tokio::test]
async fn what_the_advance_covers_is_owed_too() {
    let instalments = json!([{ "percentOfAward": "30" }]);
    let decision = json!({
        "award": "170000.00", "advance": { "instalments": instalments, "clearingRate": "100" },
    });
    let claims = Claims::start_with(&decision).await;
    let version = crate::payments::setup::version(&claims.app, "project", &claims.project.id).await;
    let input = json!({ "projectId": claims.project.id, "expectedVersion": version, "instalment": 1 });
    let input_type = "CreateAdvancePayoutInput";
    let created = claims
        .app
        .mutate(
            claims.officer(),
            "createAdvancePayout",
            input_type,
            input,
            "payout { id }",
        )
        .await
        .accepted();
    let payout = created.text("/createAdvancePayout/payout/id");
    let today = claims.app.app.today().to_string();
    for (by, mutation, more) in [
        (claims.second(), "approvePayout", json!({})),
        (claims.officer(), "sendPayout", json!({})),
        (
            claims.officer(),
            "confirmPayout",
            json!({ "bankReference": "A1", "valueDate": today }),
        ),
    ] {
        claims.payout_step(by, mutation, &payout, more).await.accepted();
    }
    claims.app.work().await;
    // An advance alone belongs to nobody yet.
    assert_eq!(seen(&claims, claims.lead()).await, []);
    let thirty: &[(&str, &str)] = &[(SERVICES, "30000.00")];
    claims.first_period(&[("Lohja", thirty)]).await;
    let claim = claims.submitted(0).await;
    claims.approved(&claim).await;
    claims.app.work().await;
    let all = seen(&claims, claims.lead()).await;
    assert_eq!(all.len(), 1);
    let lohja = of(&all, "Lohja");
    assert_eq!(
        (&lohja["amount"], &lohja["payout"]),
        (&json!("25500.00"), &json!(null))
    );
    claims.app.finish().await;
}
