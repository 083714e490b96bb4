//! Bank accounts: four steps by alternating persons before money goes there.

use serde_json::json;
use talkoot_test_support::{Answer, Municipality, TestApp, finnish_iban};

fn lead(app: &TestApp) -> Municipality {
    app.world.municipality("Pälkäne").clone()
}

async fn proposed(app: &TestApp, iban: &str) -> String {
    let lead = lead(app);
    let answer = app
        .propose_account(&lead.preparer, &lead.id, iban, json!({}))
        .await
        .accepted();
    answer.text("/proposeBankAccount/bankAccount/id")
}

fn state(answer: &Answer, mutation: &str) -> String {
    answer.text(&format!("/{mutation}/bankAccount/state"))
}

#[tokio::test]
async fn an_account_comes_into_force_by_two_persons_at_each_end() {
    let app = TestApp::start().await;
    let lead = lead(&app);
    let id = proposed(&app, "FI21 1234 5600 0007 85").await;
    let world = app.world.clone();
    for (by, mutation, expected) in [
        // Wrong roles, wrong order, then the right step.
        (&lead.preparer, "confirmBankAccount", Err("NOT_PERMITTED")),
        (&world.second, "confirmBankAccount", Err("NOT_PERMITTED")),
        (&world.officer, "reviewBankAccount", Err("WRONG_STATE")),
        (&lead.approver, "confirmBankAccount", Ok("confirmed")),
        (&lead.approver, "confirmBankAccount", Err("WRONG_STATE")),
        (&world.second, "approveBankAccount", Err("WRONG_STATE")),
        (&lead.approver, "reviewBankAccount", Err("NOT_PERMITTED")),
        (&world.both, "reviewBankAccount", Ok("reviewed")),
        (&world.officer, "approveBankAccount", Err("NOT_PERMITTED")),
        (&world.both, "approveBankAccount", Err("SAME_PERSON")),
        (&world.second, "approveBankAccount", Ok("approved")),
        (&lead.preparer, "withdrawBankAccount", Err("WRONG_STATE")),
    ] {
        let answer = app.account_step(by, mutation, &id, json!({})).await;
        match expected {
            Ok(after) => assert_eq!(state(&answer.accepted(), mutation), after, "{mutation}"),
            Err(code) => assert_eq!(answer.refusals(mutation), [code], "{mutation}"),
        }
    }
    app.finish().await;
}

#[tokio::test]
async fn nobody_is_two_persons_of_a_municipality() {
    let app = TestApp::start().await;
    let lead = lead(&app);
    app.grant_role(&lead.approver, &lead, "LEAD_COORDINATOR").await;
    let answer = app
        .propose_account(&lead.approver, &lead.id, &finnish_iban(1), json!({}))
        .await
        .accepted();
    let id = answer.text("/proposeBankAccount/bankAccount/id");
    let refused = app
        .account_step(&lead.approver, "confirmBankAccount", &id, json!({}))
        .await;
    assert_eq!(refused.refusals("confirmBankAccount"), ["SAME_PERSON"]);
    app.finish().await;
}

#[tokio::test]
async fn a_changed_account_is_shown_beside_the_old_one_and_takes_its_place() {
    let app = TestApp::start().await;
    let lead = lead(&app);
    let old = app.account_in_force(&lead, &finnish_iban(1)).await;
    let new = proposed(&app, &finnish_iban(2)).await;
    let query = "query($id: ID!) { bankAccount(id: $id) { number state iban organisation { nameFi } \
                 proposedBy { name } replaces { id number iban state } \
                 availableActions { action allowed } } }";
    let read = app
        .graphql(&app.world.officer, query, json!({ "id": new }))
        .await
        .accepted();
    assert_eq!(
        read.at("/bankAccount"),
        &json!({
            "number": 2, "state": "proposed", "iban": finnish_iban(2),
            "organisation": { "nameFi": "Pälkäne" }, "proposedBy": { "name": "preparer-635" },
            "replaces": { "id": old, "number": 1, "iban": finnish_iban(1), "state": "approved" },
            "availableActions": [
                { "action": "confirmBankAccount", "allowed": false },
                { "action": "withdrawBankAccount", "allowed": false },
                { "action": "reviewBankAccount", "allowed": false },
                { "action": "approveBankAccount", "allowed": false },
                { "action": "rejectBankAccount", "allowed": false },
            ],
        })
    );
    app.let_account_through(&lead.approver, &new).await;
    let query = "query($filter: BankAccountFilter!) { bankAccounts(filter: $filter) { totalCount edges { \
                 node { number state approvedBy { name } } } } }";
    let filter = json!({ "filter": { "organisationId": lead.id, "authorityId": app.authority_id() } });
    let read = app.graphql(&app.world.officer, query, filter).await.accepted();
    let by = json!({ "name": "second" });
    assert_eq!(
        read.at("/bankAccounts"),
        &json!({ "totalCount": 2, "edges": [
            { "node": { "number": 1, "state": "superseded", "approvedBy": by } },
            { "node": { "number": 2, "state": "approved", "approvedBy": by } },
        ] })
    );
    app.finish().await;
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
async fn what_is_refused_when_an_account_is_proposed() {
    let app = TestApp::start().await;
    let lead = lead(&app);
    let good = finnish_iban(1);
    for (iban, more, code, path) in [
        ("FI21 1234 5600 0007 86", json!({}), "INVALID_INPUT", "iban"),
        ("", json!({}), "INVALID_INPUT", "iban"),
        (&good, json!({ "bic": "NDEA" }), "INVALID_INPUT", "bic"),
        (
            &good,
            json!({ "reference": "12345" }),
            "INVALID_INPUT",
            "reference",
        ),
        (
            &good,
            json!({ "reference": "RF0912344" }),
            "INVALID_INPUT",
            "reference",
        ),
        (&good, json!({ "reason": " " }), "INVALID_INPUT", "reason"),
        (
            &good,
            json!({ "serviceId": "12345678" }),
            "INVALID_INPUT",
            "serviceId",
        ),
        (
            &good,
            json!({ "authorityId": lead.id }),
            "INVALID_INPUT",
            "authorityId",
        ),
    ] {
        let answer = app
            .propose_account(&lead.preparer, &lead.id, iban, more.clone())
            .await;
        assert_eq!(answer.refusals("proposeBankAccount"), [code], "{iban} {more}");
        assert_eq!(answer.text("/proposeBankAccount/refusals/0/path/0"), path);
    }
    // Not for another municipality, nor for a municipality by the authority.
    let lohja = app.world.municipality("Lohja").clone();
    for by in [
        &lohja.preparer,
        &lead.approver,
        &app.world.officer,
        &app.world.stranger,
    ] {
        let answer = app.propose_account(by, &lead.id, &good, json!({})).await;
        assert_eq!(answer.refusals("proposeBankAccount"), ["NOT_PERMITTED"]);
    }
    let reference = json!({ "reference": "RF08 1234 4", "bic": "ndeafihh" });
    let answer = app
        .propose_account(&lead.preparer, &lead.id, &good, reference)
        .await
        .accepted();
    assert_eq!(answer.text("/proposeBankAccount/bankAccount/reference"), "12344");
    assert_eq!(answer.text("/proposeBankAccount/bankAccount/bic"), "NDEAFIHH");
    let id = answer.text("/proposeBankAccount/bankAccount/id");
    let second = app
        .propose_account(&lead.lead, &lead.id, &finnish_iban(2), json!({}))
        .await;
    assert_eq!(second.refusals("proposeBankAccount"), ["DUPLICATE"]);
    let withdrawn = app
        .account_step(&lead.preparer, "withdrawBankAccount", &id, json!({}))
        .await
        .accepted();
    assert_eq!(state(&withdrawn, "withdrawBankAccount"), "withdrawn");
    app.account_in_force(&lead, &good).await;
    let same = app
        .propose_account(&lead.preparer, &lead.id, &good, json!({}))
        .await;
    assert_eq!(same.refusals("proposeBankAccount"), ["INVALID_INPUT"]);
    app.finish().await;
}

#[tokio::test]
async fn the_authority_may_refuse_and_others_see_nothing() {
    let app = TestApp::start().await;
    let lead = lead(&app);
    let id = proposed(&app, &finnish_iban(1)).await;
    app.account_step(&lead.approver, "confirmBankAccount", &id, json!({}))
        .await
        .accepted();
    let silent = app
        .account_step(
            &app.world.officer,
            "rejectBankAccount",
            &id,
            json!({ "reason": " " }),
        )
        .await;
    assert_eq!(silent.refusals("rejectBankAccount"), ["INCOMPLETE"]);
    let reason = json!({ "reason": "Kunnasta ei vahvistettu soitettaessa" });
    let stale = app
        .account_step(
            &app.world.officer,
            "rejectBankAccount",
            &id,
            json!({ "reason": "x", "expectedVersion": 1 }),
        )
        .await;
    assert_eq!(stale.refusals("rejectBankAccount"), ["VERSION_CONFLICT"]);
    let rejected = app
        .account_step(&app.world.officer, "rejectBankAccount", &id, reason)
        .await
        .accepted();
    assert_eq!(state(&rejected, "rejectBankAccount"), "rejected");
    let query = "query($id: ID!) { bankAccount(id: $id) { rejectionReason } }";
    let lohja = &app.world.municipality("Lohja").lead;
    for by in [lohja, &app.world.stranger] {
        let read = app.graphql(by, query, json!({ "id": id })).await;
        assert!(read.at("/bankAccount").is_null());
    }
    let read = app.graphql(&lead.lead, query, json!({ "id": id })).await;
    assert_eq!(
        read.text("/bankAccount/rejectionReason"),
        "Kunnasta ei vahvistettu soitettaessa"
    );
    app.finish().await;
}

/// Goal: two persons propose at once, and one account waits for a decision.
#[tokio::test]
async fn two_accounts_proposed_at_once_are_one() {
    let app = TestApp::start().await;
    let lead = lead(&app);
    let (one, two) = (finnish_iban(1), finnish_iban(2));
    let (first, second) = tokio::join!(
        app.propose_account(&lead.preparer, &lead.id, &one, json!({})),
        app.propose_account(&lead.lead, &lead.id, &two, json!({})),
    );
    let refusals = [
        first.refusals("proposeBankAccount"),
        second.refusals("proposeBankAccount"),
    ];
    assert_eq!(refusals.concat(), ["DUPLICATE"]);
    app.finish().await;
}
