//! Experiments take another direction or stop before their time.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, User};

use crate::{
    amendments::{
        help::{PART, create_as, decided, part_step, project, read_part, request_step, submitted, text},
        plans::{owed, scope, steps},
    },
    claims::setup::{Claims, SERVICES, of},
};

fn direction() -> Value {
    json!({ "changeOfDirection": {
        "learned": "Puhelu ei riitä.", "changes": "Kokeillaan kotikäyntejä.", "firstDay": "2026-02-02",
    } })
}

fn stop(last: &str) -> Value {
    json!({ "earlyStop": { "learned": "Palvelulle ei ole kysyntää.", "reason": "Ei käyttäjiä.", "lastDay": last } })
}

async fn alone(claims: &Claims, user: &User, part: &str, more: &Value) -> Answer {
    let read = read_part(claims, claims.officer(), part).await;
    let mut input = json!({
        "id": part, "expectedVersion": read.number("/changePart/version"),
        "effectiveOn": claims.app.app.today().to_string(), "reasoning": "Opittu on kirjattu.",
    });
    for (field, value) in more.as_object().expect("an object") {
        input[field] = value.clone();
    }
    claims
        .app
        .mutate(
            user,
            "acceptChangeOfDirection",
            "AcceptChangeOfDirectionInput",
            input,
            PART,
        )
        .await
}

const DIRECTIONS: &str = "descriptions { purpose goals direction { learned changes firstDay } \
    since { amendmentNumber } }";

/// Two persons decide as about everything, unless the call says otherwise.
#[tokio::test]
async fn a_change_of_direction_is_a_change_of_scope() {
    let claims = Claims::start().await;
    let (_, parts) = submitted(&claims, json!([scope("Asiointi", "Kolme palvelua", &[])])).await;
    decided(&claims, &parts[0]).await;
    let (_, parts) = submitted(&claims, json!([direction()])).await;
    let refused = alone(&claims, claims.officer(), &parts[0], &json!({})).await;
    assert_eq!(refused.refusals("acceptChangeOfDirection"), ["WRONG_STATE"]);
    let [now, ..] = steps(&claims, claims.lead(), &parts[0]).await;
    assert_eq!(now["purpose"], "Asiointi");
    let done = decided(&claims, &parts[0]).await;
    assert_eq!(done.text("/decideChangePart/changePart/state"), "in_force");
    let after = project(&claims, claims.lead(), DIRECTIONS).await;
    assert_eq!(
        after["descriptions"][2],
        json!({
            "purpose": "Asiointi", "goals": "Kolme palvelua", "since": { "amendmentNumber": 2 },
            "direction": {
                "learned": "Puhelu ei riitä.", "changes": "Kokeillaan kotikäyntejä.", "firstDay": "2026-02-02",
            },
        })
    );
    // The next one takes the place of this one.
    let (_, parts) = submitted(&claims, json!([direction()])).await;
    let [now, ..] = steps(&claims, claims.lead(), &parts[0]).await;
    assert_eq!(now["whatChanges"], "Kokeillaan kotikäyntejä.");
    claims.app.finish().await;
}

#[tokio::test]
async fn one_officer_accepts_where_the_call_says_so() {
    let claims = Claims::start_from(|content| content["oneOfficerAcceptsDirection"] = json!(true)).await;
    let terms = project(&claims, claims.lead(), "terms { oneOfficerAcceptsDirection }").await;
    assert_eq!(terms["terms"]["oneOfficerAcceptsDirection"], true);
    let (request, parts) = submitted(&claims, json!([direction(), scope("a", "b", &[])])).await;
    let world = &claims.app.world;
    let lohja = world.municipality("Lohja").clone();
    for user in [claims.lead(), &lohja.lead, &world.second, &world.auditor] {
        let refused = alone(&claims, user, &parts[0], &json!({})).await;
        assert_eq!(refused.refusals("acceptChangeOfDirection"), ["NOT_PERMITTED"]);
    }
    for (part, more, code) in [
        (0, json!({ "reasoning": " " }), "INCOMPLETE"),
        (0, json!({ "effectiveOn": "2026-02-01" }), "INVALID_INPUT"),
        (0, json!({ "expectedVersion": 7 }), "VERSION_CONFLICT"),
        (1, json!({}), "WRONG_STATE"),
    ] {
        let refused = alone(&claims, claims.officer(), &parts[part], &more).await;
        assert_eq!(refused.refusals("acceptChangeOfDirection"), [code], "{more}");
    }
    let done = alone(&claims, claims.officer(), &parts[0], &json!({}))
        .await
        .accepted();
    let part = done.at("/acceptChangeOfDirection/changePart").clone();
    assert_eq!(part["state"], "in_force");
    assert_eq!(part["decidedBy"]["name"], "officer");
    let twice = alone(&claims, claims.officer(), &parts[0], &json!({})).await;
    assert_eq!(twice.refusals("acceptChangeOfDirection"), ["WRONG_STATE"]);
    let after = project(&claims, claims.lead(), DIRECTIONS).await;
    assert_eq!(
        after["descriptions"][1]["direction"]["changes"],
        "Kokeillaan kotikäyntejä."
    );
    let query = "query($id: ID!) { changeRequest(id: $id) { state } }";
    let read = claims
        .app
        .graphql(claims.lead(), query, json!({ "id": request }))
        .await;
    assert_eq!(
        read.text("/changeRequest/state"),
        "submitted",
        "the other part is open"
    );
    decided(&claims, &parts[1]).await;
    claims.app.finish().await;
}

fn dates(owed: &[Value], state: &str) -> Vec<String> {
    let of_state = owed.iter().filter(|one| one["state"] == state);
    of_state.map(|one| text(&one["nominalDate"])).collect()
}

#[tokio::test]
async fn an_experiment_stops_before_its_time() {
    let claims = Claims::start().await;
    claims.app.work().await;
    let (_, parts) = submitted(&claims, json!([stop("2026-09-30")])).await;
    let [now, ..] = steps(&claims, claims.lead(), &parts[0]).await;
    assert_eq!(now["lastDay"], "2027-12-31");
    let done = decided(&claims, &parts[0]).await;
    assert_eq!(done.text("/decideChangePart/changePart/state"), "in_force");
    let fields = "terms { usePeriodLast } award periods { number firstDay lastDay } \
                  amendments { awardBefore awardAfter termsBefore { usePeriodLast } termsAfter { usePeriodLast } }";
    let after = project(&claims, claims.lead(), fields).await;
    assert_eq!(after["terms"]["usePeriodLast"], "2026-09-30");
    assert_eq!(
        after["amendments"][0]["termsBefore"]["usePeriodLast"],
        "2027-12-31"
    );
    assert_eq!(
        after["amendments"][0]["awardBefore"], after["amendments"][0]["awardAfter"],
        "no money moves"
    );
    let periods = after["periods"].as_array().expect("periods");
    assert_eq!(periods.len(), 2);
    assert_eq!(periods[1]["lastDay"], "2026-09-30");
    // Two months after the new last day, forty-five days after the last period.
    assert_eq!(
        owed(&claims, "final_report").await[0]["nominalDate"],
        "2026-11-30"
    );
    assert_eq!(owed(&claims, "follow_up").await[0]["nominalDate"], "2027-09-30");
    let reports = owed(&claims, "cost_report").await;
    assert_eq!(dates(&reports, "scheduled").len(), 10);
    assert_eq!(dates(&reports, "waived").len(), 10);
    assert_eq!(
        reports
            .iter()
            .filter(|one| one["periodLast"] == "2026-09-30")
            .count(),
        5
    );
    for one in owed(&claims, "portfolio_report").await {
        let after_the_end = text(&one["nominalDate"]).as_str() > "2026-09-30";
        assert_eq!(one["state"] == "waived", after_the_end, "{one}");
        if after_the_end {
            assert_eq!(one["waiverReason"], "the project ends on 2026-09-30");
        }
    }
    claims.app.finish().await;
}

/// A project that was to stop and goes on after all owes again what it was let off.
#[tokio::test]
async fn an_extension_after_an_early_stop_brings_back_what_was_given_up() {
    let claims = Claims::start().await;
    claims.app.work().await;
    let every = async |state: &str| {
        let mut found = Vec::new();
        for kind in ["cost_report", "portfolio_report", "final_report"] {
            found.push(dates(&owed(&claims, kind).await, state).len());
        }
        found
    };
    let before = every("scheduled").await;
    let (_, parts) = submitted(&claims, json!([stop("2026-09-30")])).await;
    decided(&claims, &parts[0]).await;
    assert_ne!(every("waived").await, [0, 0, 0]);
    let on = json!([{ "extension": { "lastDay": "2027-12-31" } }]);
    let (_, parts) = submitted(&claims, on).await;
    decided(&claims, &parts[0]).await;
    assert_eq!(every("scheduled").await, before);
    assert_eq!(every("waived").await, [0, 0, 0]);
    let reports = owed(&claims, "cost_report").await;
    let last = reports.iter().filter(|one| one["periodLast"] == "2027-12-31");
    assert_eq!(last.count(), 5);
    let read = project(&claims, claims.lead(), "periods { number lastDay }").await;
    assert_eq!(read["periods"].as_array().expect("periods").len(), 4);
    claims.app.finish().await;
}

/// What was booked after the last day stands in the ledger and not in the report.
#[tokio::test]
async fn costs_after_an_early_stop_are_not_eligible() {
    let claims = Claims::start().await;
    let reports = claims.open(0).await;
    let (_, parts) = submitted(&claims, json!([stop("2026-05-31")])).await;
    decided(&claims, &parts[0]).await;
    let virrat = claims.app.world.municipality("Virrat").clone();
    let booked =
        "Tosite;Pvm;Tili;Kustannuspaikka;Summa\n1;31.5.2026;4340;6101;100,00\n2;1.6.2026;4340;6101;50,00\n";
    let file = claims
        .app
        .upload(&virrat.preparer, virrat.organisation, "a.csv", booked.as_bytes())
        .await;
    let input = json!({
        "costReportId": of(&reports, "Virrat"), "expectedVersion": 1, "fileId": file,
        "selection": [{ "field": "COST_CENTRE", "values": ["6101"] }],
    });
    let imported = claims
        .app
        .mutate(
            &virrat.preparer,
            "importLedger",
            "ImportLedgerInput",
            input,
            "costReport { total }",
        )
        .await
        .accepted();
    assert_eq!(imported.text("/importLedger/costReport/total"), "100.00");
    claims.app.finish().await;
}

/// Costs that are reported keep their ground.
#[tokio::test]
async fn costs_around_an_early_stop() {
    let claims = Claims::start().await;
    let reports = claims.first_period(&[("Lohja", &[(SERVICES, "1000.00")])]).await;
    assert!(!reports.is_empty());
    for (last, code) in [("2026-03-14", "LIMIT_EXCEEDED"), ("2026-02-01", "LIMIT_EXCEEDED")] {
        let created = create_as(&claims, claims.lead(), json!([stop(last)]))
            .await
            .accepted();
        let id = created.text("/createChangeRequest/changeRequest/id");
        let refused = request_step(&claims, claims.lead(), "submitChangeRequest", &id, 1, &json!({})).await;
        assert_eq!(refused.refusals("submitChangeRequest"), [code], "{last}");
    }
    let (_, parts) = submitted(&claims, json!([stop("2026-05-31")])).await;
    let done = decided(&claims, &parts[0]).await;
    assert_eq!(done.text("/decideChangePart/changePart/state"), "in_force");
    let after = project(
        &claims,
        claims.lead(),
        "periods { lastDay } terms { usePeriodLast }",
    )
    .await;
    // The period on which reports rest keeps its days; the use period says what is eligible.
    assert_eq!(after["periods"], json!([{ "lastDay": "2026-06-30" }]));
    assert_eq!(after["terms"]["usePeriodLast"], "2026-05-31");
    // Nothing else stops twice.
    let created = create_as(&claims, claims.lead(), json!([stop("2026-05-31")]))
        .await
        .accepted();
    let id = created.text("/createChangeRequest/changeRequest/id");
    let refused = request_step(&claims, claims.lead(), "submitChangeRequest", &id, 1, &json!({})).await;
    assert_ne!(refused.refusals("submitChangeRequest"), Vec::<String>::new());
    let part = part_step(&claims, claims.second(), "decideChangePart", &parts[0], json!({})).await;
    assert_eq!(part.refusals("decideChangePart"), ["WRONG_STATE"]);
    claims.app.finish().await;
}
