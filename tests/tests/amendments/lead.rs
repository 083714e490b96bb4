//! Another municipality leads.

use chrono::{TimeZone, Utc};
use serde_json::{Value, json};

use crate::{
    amendments::help::{create_as, decided, part_step, project, read_part, request_step, submitted, why},
    claims::setup::{Claims, SERVICES, of},
};

/// 60 000.00 accepted in the first period, of which Pälkäne 20 000.00; the claim is approved.
async fn first_claim(claims: &Claims) -> String {
    claims.app.work().await;
    claims
        .first_period(&[
            ("Pälkäne", &[(SERVICES, "20000.00")]),
            ("Lohja", &[(SERVICES, "30000.00")]),
            ("Virrat", &[(SERVICES, "10000.00")]),
        ])
        .await;
    let claim = claims.submitted(0).await;
    claims.approved(&claim).await;
    claim
}

/// S6 with Pälkäne as the lead: an advance of 68 000.00 is paid, the first claim clears 51 000.00 of it.
pub async fn at_the_cut_off() -> (Claims, String) {
    let advance = json!({ "instalments": [{ "percentOfAward": "21.25" }], "clearingRate": "100" });
    let claims = Claims::start_with(&json!({ "award": "320000.00", "advance": advance })).await;
    claims.advanced(1).await;
    let claim = first_claim(&claims).await;
    let july = Utc.with_ymd_and_hms(2026, 7, 1, 10, 0, 0).unwrap();
    claims.app.travel_to(july).await;
    (claims, claim)
}

pub fn to_karkkila(claims: &Claims, more: &Value) -> Value {
    let id = |name: &str| claims.app.world.municipality(name).id.clone();
    let mut change = json!({
        "newLeadId": id("Karkkila"), "cutOff": "2026-06-30",
        "passedOn": [
            { "partnerId": id("Lohja"), "amount": "25500.00" },
            { "partnerId": id("Virrat"), "amount": "8500.00" },
        ],
    });
    crate::amendments::help::merge(&mut change, more);
    json!([{ "leadChange": change }])
}

/// S6: the hand-over, three confirmations, and what moves to the new lead.
#[tokio::test]
async fn s6_the_lead_changes() {
    let (claims, claim) = at_the_cut_off().await;
    let karkkila = claims.app.world.municipality("Karkkila").clone();
    let palkane = claims.project.lead.clone();
    let (_, parts) = submitted(&claims, to_karkkila(&claims, &json!({}))).await;
    let part = &parts[0];
    let done = decided(&claims, part).await;
    assert_eq!(done.text("/decideChangePart/changePart/state"), "accepted");
    let settlement = done.at("/decideChangePart/changePart/settlement");
    for (name, amount) in [
        ("received", "68000.00"),
        ("ownShare", "17000.00"),
        ("passedOn", "34000.00"),
        ("handOver", "17000.00"),
        ("remainingCash", "252000.00"),
        ("remainingEntitlement", "269000.00"),
        ("notPassedOn", "0.00"),
    ] {
        assert_eq!(settlement[name], amount, "{name}");
    }
    assert_eq!(settlement["liableUntilCutOff"]["nameFi"], "Pälkäne");
    let expected = (
        "17000.00".to_owned(),
        ["+68000.00 source", "-17000.00 partner_share", "-34000.00 source"]
            .map(ToOwned::to_owned)
            .to_vec(),
        "17000.00".to_owned(),
    );
    assert_eq!(why(&claims, &palkane.lead, &settlement["whyId"]).await, expected);

    for (user, left, state) in [
        (&palkane.lead, json!(["new_lead", "authority"]), "accepted"),
        (&karkkila.lead, json!(["authority"]), "accepted"),
        (&claims.app.world.other_officer, json!([]), "in_force"),
    ] {
        let confirmed = part_step(&claims, user, "confirmChangePart", part, json!({}))
            .await
            .accepted();
        assert_eq!(
            confirmed.at("/confirmChangePart/changePart/missingConfirmations"),
            &left
        );
        assert_eq!(confirmed.text("/confirmChangePart/changePart/state"), state);
        let again = part_step(&claims, user, "confirmChangePart", part, json!({})).await;
        let expected = if state == "in_force" {
            "WRONG_STATE"
        } else {
            "DUPLICATE"
        };
        assert_eq!(again.refusals("confirmChangePart"), [expected]);
    }

    let fields = "award lead { nameFi } claims { edges { node { lead { nameFi } state } } } \
                  amendments { leadBefore { nameFi } leadAfter { nameFi } settlement { handOver } }";
    let after = project(&claims, &karkkila.lead, fields).await;
    assert_eq!(
        (&after["award"], &after["lead"]["nameFi"]),
        (&json!("320000.00"), &json!("Karkkila"))
    );
    assert_eq!(
        after["claims"]["edges"],
        json!([{ "node": { "lead": { "nameFi": "Pälkäne" }, "state": "finance_approved" } }])
    );
    assert_eq!(
        after["amendments"],
        json!([{
            "leadBefore": { "nameFi": "Pälkäne" }, "leadAfter": { "nameFi": "Karkkila" },
            "settlement": { "handOver": "17000.00" },
        }])
    );
    moved(&claims, &claim).await;
    claims.app.finish().await;
}

/// The new lead sees everything and goes on; the old one sees what it saw, and its own part.
async fn moved(claims: &Claims, claim: &str) {
    let karkkila = claims.app.world.municipality("Karkkila").clone();
    let palkane = claims.project.lead.clone();
    let query = "query { obligations(first: 100, filter: { kinds: [\"final_report\"] }) { \
                 edges { node { responsible { nameFi } } } } }";
    let read = claims
        .app
        .graphql(&karkkila.lead, query, json!({}))
        .await
        .accepted();
    assert_eq!(
        read.at("/obligations/edges"),
        &json!([{ "node": { "responsible": { "nameFi": "Karkkila" } } }])
    );
    let read = claims
        .app
        .graphql(&palkane.lead, query, json!({}))
        .await
        .accepted();
    assert_eq!(
        read.at("/obligations/edges"),
        &json!([]),
        "it moved to the new lead"
    );

    // The old lead opens nothing any more; the new one does, and gets the claim.
    let input = json!({ "projectId": claims.project.id, "periodId": claims.project.periods[1] });
    let fields = "costReports { id partner { nameFi } }";
    let open = |user| {
        claims.app.mutate(
            user,
            "openCostReports",
            "OpenCostReportsInput",
            input.clone(),
            fields,
        )
    };
    assert_eq!(
        open(&palkane.lead).await.refusals("openCostReports"),
        ["NOT_PERMITTED"]
    );
    let opened = open(&karkkila.lead).await.accepted();
    assert_eq!(
        opened
            .at("/openCostReports/costReports")
            .as_array()
            .expect("reports")
            .len(),
        5
    );

    // 5 reports of the first period, which it led, and its own of the second.
    let seen = "costReports(first: 100) { totalCount }";
    assert_eq!(
        project(claims, &palkane.lead, seen).await["costReports"]["totalCount"],
        6
    );
    assert_eq!(
        project(claims, &karkkila.lead, seen).await["costReports"]["totalCount"],
        10
    );
    for user in [&palkane.lead, &karkkila.lead] {
        let lines = claims.lines(user, claim).await;
        assert_eq!(
            lines.len(),
            3,
            "the lines of the claim of the old lead stay readable to both"
        );
    }
}

#[tokio::test]
async fn who_confirms_what() {
    let (claims, _) = at_the_cut_off().await;
    let world = &claims.app.world;
    let (_, parts) = submitted(&claims, to_karkkila(&claims, &json!({}))).await;
    let early = part_step(&claims, claims.lead(), "confirmChangePart", &parts[0], json!({})).await;
    assert_eq!(early.refusals("confirmChangePart"), ["WRONG_STATE"]);
    decided(&claims, &parts[0]).await;
    let lohja = world.municipality("Lohja");
    let karkkila = world.municipality("Karkkila");
    for user in [&lohja.lead, &lohja.approver, &karkkila.preparer, &world.auditor] {
        let refused = part_step(&claims, user, "confirmChangePart", &parts[0], json!({})).await;
        assert_eq!(refused.refusals("confirmChangePart"), ["NOT_PERMITTED"]);
    }
    let outside = part_step(
        &claims,
        &world.outsider.lead,
        "confirmChangePart",
        &parts[0],
        json!({}),
    )
    .await;
    assert_eq!(outside.errors(), ["NOT_FOUND"]);
    claims.app.finish().await;
}

#[tokio::test]
async fn who_cannot_take_the_lead() {
    let (claims, _) = at_the_cut_off().await;
    for (more, code) in [
        (json!({ "newLeadId": claims.project.lead.id }), "INVALID_INPUT"),
        (
            json!({ "newLeadId": claims.app.world.outsider.id }),
            "INVALID_INPUT",
        ),
        (json!({ "cutOff": "2025-12-31" }), "INVALID_INPUT"),
    ] {
        let created = create_as(&claims, claims.lead(), to_karkkila(&claims, &more))
            .await
            .accepted();
        let id = created.text("/createChangeRequest/changeRequest/id");
        let refused = request_step(&claims, claims.lead(), "submitChangeRequest", &id, 1, &json!({})).await;
        assert_eq!(refused.refusals("submitChangeRequest"), [code], "{more}");
    }
    claims.app.finish().await;
}

async fn waits_for(claims: &Claims, part: &str) -> Value {
    let read = read_part(claims, claims.officer(), part).await.accepted();
    read.at("/changePart/waitsFor").clone()
}

/// Decides the change to Karkkila and has all three sides confirm it; gives the part.
async fn confirmed(claims: &Claims) -> String {
    let karkkila = claims.app.world.municipality("Karkkila").clone();
    let (_, parts) = submitted(claims, to_karkkila(claims, &json!({}))).await;
    decided(claims, &parts[0]).await;
    for user in [claims.lead(), &karkkila.lead, &claims.app.world.other_officer] {
        part_step(claims, user, "confirmChangePart", &parts[0], json!({}))
            .await
            .accepted();
    }
    parts[0].clone()
}

/// A submitted claim of the old lead is finished and paid first; a draft is handed over.
#[tokio::test]
async fn an_open_claim_is_finished_and_a_draft_handed_over() {
    let claims = Claims::start().await;
    let first = first_claim(&claims).await;
    claims.paid(&first).await;
    let july = Utc.with_ymd_and_hms(2026, 7, 1, 10, 0, 0).unwrap();
    claims.app.travel_to(july).await;
    let karkkila = claims.app.world.municipality("Karkkila").clone();
    let reports = claims.open(1).await;
    let costs = |partner: &'static str, amount: &'static str| {
        let (claims, report) = (&claims, of(&reports, partner));
        async move {
            let lines = [(SERVICES, amount)];
            claims.report(&report, partner, "1.7.2026", &lines).await;
        }
    };
    costs("Virrat", "100.00").await;
    let claim = claims.submitted(1).await;
    let part = confirmed(&claims).await;
    let waits = "claim 2 is submitted; it is finished or rejected first";
    assert_eq!(waits_for(&claims, &part).await, waits);
    claims.approved(&claim).await;
    claims.app.work().await;
    let waits = "claim 2 is approved and not paid; its payout is confirmed first";
    assert_eq!(waits_for(&claims, &part).await, waits);
    let payout = claims.sent(&claim).await;

    // While the bank pays, the lead drafts the late report of another partner.
    costs("Karkkila", "50.00").await;
    let third = Utc.with_ymd_and_hms(2027, 1, 4, 10, 0, 0).unwrap();
    claims.app.clock.set(third);
    let drafted = claims.draft_as(claims.lead(), 2).await.accepted();
    let draft = drafted.text("/draftClaim/claim/id");
    let said = json!({ "bankReference": "RF0812344", "valueDate": claims.app.app.today().to_string() });
    claims
        .payout_step(claims.officer(), "confirmPayout", &payout, said)
        .await
        .accepted();
    claims.app.work().await;
    let read = read_part(&claims, claims.officer(), &part).await.accepted();
    assert_eq!(read.text("/changePart/state"), "in_force");
    let query = "query($id: ID!) { claim(id: $id) { lead { nameFi } } }";
    for (id, lead) in [(&claim, "Pälkäne"), (&draft, "Karkkila")] {
        let id = json!({ "id": id });
        let read = claims.app.graphql(claims.officer(), query, id).await;
        assert_eq!(read.text("/claim/lead/nameFi"), lead);
    }
    for mutation in ["recomputeClaim", "submitClaim"] {
        let done = claims.step(&karkkila.lead, mutation, &draft, json!({})).await;
        let _ = done.accepted();
    }
    claims.app.finish().await;
}
