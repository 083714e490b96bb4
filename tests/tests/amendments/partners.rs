//! Municipalities leave and join.

use chrono::{TimeZone, Utc};
use serde_json::{Value, json};

use crate::{
    amendments::help::{accept, cell, create_as, decided, part_step, project, request_step, submitted, why},
    claims::setup::{Claims, SERVICES, of},
};

pub fn leaving(claims: &Claims, more: &Value) -> Value {
    let kuhmoinen = &claims.app.world.municipality("Kuhmoinen").id;
    let mut leaving = json!({
        "partnerId": kuhmoinen, "lastDay": "2026-06-30", "certificate": "Kunnanhallitus 15.6.2026 § 84",
        "passedOn": [{ "partnerId": kuhmoinen, "amount": "10000.00" }],
    });
    crate::amendments::help::merge(&mut leaving, more);
    json!([{ "partnerLeaving": leaving }])
}

/// Kuhmoinen has 8 000.00 accepted, of which 6 800.00 is grant, and has received 10 000.00.
pub async fn with_costs() -> (Claims, String) {
    let claims = Claims::start().await;
    claims
        .first_period(&[("Kuhmoinen", &[(SERVICES, "8000.00")])])
        .await;
    let claim = claims.submitted(0).await;
    claims.approved(&claim).await;
    claims.paid(&claim).await;
    let july = Utc.with_ymd_and_hms(2026, 7, 1, 10, 0, 0).unwrap();
    claims.app.travel_to(july).await;
    (claims, claim)
}

/// S7 (a): what is owed back, what becomes free, and the award that is lowered by it.
#[tokio::test]
async fn trap_08_s7_a_partner_leaves_and_nothing_is_deleted() {
    let (claims, _) = with_costs().await;
    let (_, parts) = submitted(&claims, leaving(&claims, &json!({}))).await;
    let done = decided(&claims, &parts[0]).await;
    assert_eq!(done.text("/decideChangePart/changePart/state"), "in_force");
    let settlement = done.at("/decideChangePart/changePart/settlement");
    for (name, amount) in [
        ("budget", "76000.00"),
        // The award of 300 000.00 is less than the rate of the budget of 380 000.00.
        ("grantOfBudget", "60000.00"),
        ("accepted", "8000.00"),
        ("entitled", "6800.00"),
        ("received", "10000.00"),
        ("returns", "3200.00"),
        ("owedToIt", "0.00"),
        ("freedBudget", "68000.00"),
        ("freed", "53200.00"),
    ] {
        assert_eq!(settlement[name], amount, "{name}");
    }
    let expected = (
        "3200.00".to_owned(),
        ["+10000.00 source", "-6800.00 partner_share"]
            .map(ToOwned::to_owned)
            .to_vec(),
        "3200.00".to_owned(),
    );
    assert_eq!(why(&claims, claims.lead(), &settlement["whyId"]).await, expected);
    let fields = "award partners { nameFi } participations { partner { nameFi } lastDay certificate }";
    let after = project(&claims, claims.lead(), fields).await;
    assert_eq!(after["award"], "246800.00");
    assert_eq!(
        after["partners"].as_array().expect("partners").len(),
        5,
        "nothing is deleted"
    );
    let rows = after["participations"].as_array().expect("rows");
    let left = rows
        .iter()
        .find(|row| row["partner"]["nameFi"] == "Kuhmoinen")
        .expect("a row");
    assert_eq!(left["lastDay"], "2026-06-30");
    assert_eq!(left["certificate"], "Kunnanhallitus 15.6.2026 § 84");

    // No report of it is expected any more, and nothing is awaited from it.
    let reports = claims.open(1).await;
    assert!(reports.iter().all(|(partner, _)| partner != "Kuhmoinen"));
    assert_eq!(reports.len(), 4);
    let query = "query { obligations(first: 100, filter: { states: [\"scheduled\", \"open\", \"overdue\"] }) { \
                 totalCount } }";
    let kuhmoinen = claims.app.world.municipality("Kuhmoinen").clone();
    let read = claims
        .app
        .graphql(&kuhmoinen.preparer, query, json!({}))
        .await
        .accepted();
    assert_eq!(read.at("/obligations/totalCount"), &json!(0));

    // The others go on: the next claim does not wait for it.
    claims
        .report(
            &of(&reports, "Lohja"),
            "Lohja",
            "1.7.2026",
            &[(SERVICES, "1000.00")],
        )
        .await;
    let claim = claims.submitted(1).await;
    assert_eq!(claims.claim(&claim).await.text("/claim/totals/grant"), "850.00");

    // It goes on seeing its own history.
    let history = project(&claims, &kuhmoinen.approver, "number costReports { totalCount }").await;
    assert_eq!(history["costReports"]["totalCount"], 1);
    claims.app.finish().await;
}

/// S7 (b): the budget goes to Virrat and the award stays.
#[tokio::test]
async fn s7_b_the_budget_goes_to_another_partner() {
    let (claims, _) = with_costs().await;
    let more = json!({ "moved": [cell(&claims, "Virrat", "services", 0, "68000.00")] });
    let (_, parts) = submitted(&claims, leaving(&claims, &more)).await;
    decided(&claims, &parts[0]).await;
    let after = project(
        &claims,
        claims.lead(),
        "award budget { partner { nameFi } amount }",
    )
    .await;
    assert_eq!(after["award"], "300000.00");
    let sum = |partner: &str| -> i64 {
        let cells = after["budget"].as_array().expect("cells").iter();
        cells
            .filter(|cell| cell["partner"]["nameFi"] == partner)
            .map(|cell| {
                cell["amount"]
                    .as_str()
                    .unwrap()
                    .replace('.', "")
                    .parse::<i64>()
                    .unwrap()
            })
            .sum()
    };
    assert_eq!(
        [sum("Kuhmoinen"), sum("Virrat"), sum("Lohja")],
        [800_000, 14_400_000, 7_600_000]
    );
    claims.app.finish().await;
}

#[tokio::test]
async fn who_cannot_leave_and_how_not() {
    let (claims, _) = with_costs().await;
    let lead = &claims.project.lead.id;
    let outsider = &claims.app.world.outsider.id;
    for (more, code) in [
        (json!({ "partnerId": lead }), "LIMIT_EXCEEDED"),
        (json!({ "partnerId": outsider }), "INVALID_INPUT"),
        (json!({ "certificate": " " }), "INCOMPLETE"),
        (json!({ "lastDay": "2028-01-01" }), "INVALID_INPUT"),
        (
            json!({ "moved": [cell(&claims, "Virrat", "services", 0, "67999.99")] }),
            "SUM_MISMATCH",
        ),
        (
            json!({ "moved": [cell(&claims, "Kuhmoinen", "services", 0, "68000.00")] }),
            "INVALID_INPUT",
        ),
    ] {
        let created = create_as(&claims, claims.lead(), leaving(&claims, &more))
            .await
            .accepted();
        let id = created.text("/createChangeRequest/changeRequest/id");
        let refused = request_step(&claims, claims.lead(), "submitChangeRequest", &id, 1, &json!({})).await;
        assert_eq!(refused.refusals("submitChangeRequest"), [code], "{more}");
    }
    // It takes part until the end of its last day.
    let (_, parts) = submitted(&claims, leaving(&claims, &json!({ "lastDay": "2026-07-01" }))).await;
    let today = accept(&claims, &json!({}));
    let refused = part_step(&claims, claims.officer(), "proposeChangePart", &parts[0], today).await;
    assert_eq!(refused.refusals("proposeChangePart"), ["INVALID_INPUT"]);
    claims.app.finish().await;
}

/// What is open stays as it is; what the lead has waits to be claimed first.
#[tokio::test]
async fn trap_08_the_reports_of_who_left_stay_as_they_are() {
    let (claims, _) = with_costs().await;
    let reports = claims.open(1).await;
    let report = of(&reports, "Kuhmoinen");
    let (_, parts) = submitted(&claims, leaving(&claims, &json!({}))).await;
    decided(&claims, &parts[0]).await;
    let kuhmoinen = claims.app.world.municipality("Kuhmoinen").clone();
    let query = "query($id: ID!) { costReport(id: $id) { state frozenAt version \
                 availableActions { action allowed refusal { code } } } }";
    let read = claims
        .app
        .graphql(&kuhmoinen.preparer, query, json!({ "id": report }))
        .await
        .accepted();
    assert_eq!(read.text("/costReport/state"), "open");
    assert!(read.at("/costReport/frozenAt").is_string());
    let actions = read
        .at("/costReport/availableActions")
        .as_array()
        .expect("actions");
    let import = actions
        .iter()
        .find(|one| one["action"] == "importLedger")
        .expect("an action");
    assert_eq!(
        (&import["allowed"], &import["refusal"]["code"]),
        (&json!(false), &json!("WRONG_STATE"))
    );
    claims.app.finish().await;
}

/// A municipality joins when it has confirmed, with a budget that the others give.
#[tokio::test]
async fn a_municipality_joins() {
    let claims = Claims::start().await;
    claims.app.work().await;
    let turku = claims.app.world.outsider.clone();
    let joining = json!([{ "partnerJoining": {
        "partnerId": turku.id, "firstDay": "2026-08-01",
        "changes": [
            cell(&claims, "Lohja", "services", 0, "-6000.00"),
            { "partnerId": turku.id, "category": "services", "subAreaId": claims.project.sub_areas[0],
              "change": "6000.00" },
        ],
    } }]);
    let (_, parts) = submitted(&claims, joining).await;
    let done = decided(&claims, &parts[0]).await;
    assert_eq!(done.text("/decideChangePart/changePart/state"), "accepted");
    assert_eq!(
        done.at("/decideChangePart/changePart/missingConfirmations"),
        &json!(["partner"])
    );
    let query = "query { projects { totalCount } }";
    let read = claims.app.graphql(&turku.approver, query, json!({})).await;
    assert_eq!(read.at("/projects/totalCount"), &json!(0));
    for user in [&turku.preparer, claims.lead(), claims.officer()] {
        let refused = part_step(&claims, user, "confirmChangePart", &parts[0], json!({})).await;
        let refusals = refused.refusals("confirmChangePart");
        assert!(
            refusals == ["NOT_PERMITTED"] || refusals == ["WRONG_STATE"],
            "{refusals:?}"
        );
    }
    let confirmed = part_step(
        &claims,
        &turku.approver,
        "confirmChangePart",
        &parts[0],
        json!({}),
    )
    .await
    .accepted();
    assert_eq!(confirmed.text("/confirmChangePart/changePart/state"), "in_force");
    let read = claims.app.graphql(&turku.approver, query, json!({})).await;
    assert_eq!(read.at("/projects/totalCount"), &json!(1));
    let query = "query { obligations(first: 100, filter: { kinds: [\"cost_report\"] }) { totalCount } }";
    let read = claims
        .app
        .graphql(&turku.preparer, query, json!({}))
        .await
        .accepted();
    assert_eq!(
        read.at("/obligations/totalCount"),
        &json!(3),
        "from the second half of 2026 on"
    );
    assert_eq!(claims.open(0).await.len(), 5, "it had no costs before it joined");
    claims.app.finish().await;
}
