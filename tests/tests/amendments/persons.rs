//! Another person answers for the project: what is handed over is ticked item by item before it holds.

use chrono::{TimeZone, Utc};
use serde_json::{Value, json};
use talkoot_test_support::{Answer, User};

use crate::{
    amendments::help::{PART, create_as, decided, part_step, project, read_part, request_step, submitted},
    claims::setup::Claims,
};

/// The id of a person in the graph and the name.
async fn who(claims: &Claims, user: &User) -> (String, String) {
    let read = claims
        .app
        .graphql(user, "{ viewer { person { id name } } }", json!({}))
        .await;
    let read = read.accepted();
    (read.text("/viewer/person/id"), read.text("/viewer/person/name"))
}

fn change(municipality: &str, duty: &str, person: &str, items: &Value) -> Value {
    json!({ "personInCharge": {
        "municipalityId": municipality, "duty": duty, "personId": person, "handOver": items,
    } })
}

fn items() -> Value {
    json!([
        { "kind": "DOCUMENTS", "what": "Ryhmätilan kansiot" },
        { "kind": "AGREEMENT", "what": "Sopimus toimittajan kanssa" },
    ])
}

async fn tick(claims: &Claims, user: &User, part: &str, number: i32, more: &Value) -> Answer {
    let read = read_part(claims, claims.officer(), part).await;
    let mut input = json!({
        "id": part, "expectedVersion": read.number("/changePart/version"), "number": number,
    });
    for (field, value) in more.as_object().expect("an object") {
        input[field] = value.clone();
    }
    claims
        .app
        .mutate(user, "takeOverItem", "TakeOverItemInput", input, PART)
        .await
}

async fn named(claims: &Claims, municipality: &str, person: &str) {
    let input = json!({ "projectId": claims.project.id, "municipalityId": municipality, "personId": person });
    claims
        .app
        .mutate(
            claims.lead(),
            "nameProjectOwner",
            "NameProjectOwnerInput",
            input,
            "project { id }",
        )
        .await
        .accepted();
}

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "one story, from the request to the last tick"
)]
async fn who_takes_over_ticks_what_is_handed_over() {
    let claims = Claims::start().await;
    claims.app.work().await;
    let lohja = claims.app.world.municipality("Lohja").clone();
    let (old, approver) = who(&claims, &lohja.approver).await;
    let (new, preparer) = who(&claims, &lohja.preparer).await;
    named(&claims, &lohja.id, &old).await;
    let (_, parts) = submitted(&claims, json!([change(&lohja.id, "OWNER", &new, &items())])).await;
    let part = &parts[0];
    let early = tick(&claims, &lohja.preparer, part, 1, &json!({})).await;
    assert_eq!(early.refusals("takeOverItem"), ["WRONG_STATE"]);

    // What is open is listed by the system.
    let query = "query($id: ID!) { changePart(id: $id) { openMatters { kind detail objectId dueDate } \
                 heldBefore { ... on PersonInCharge { person { name } } } \
                 asked { ... on PersonInCharge { duty person { name } items { kind what } } } } }";
    let read = claims
        .app
        .graphql(claims.officer(), query, json!({ "id": part }))
        .await
        .accepted();
    let open = read
        .at("/changePart/openMatters")
        .as_array()
        .expect("matters")
        .clone();
    let count = |kind: &str| open.iter().filter(|one| one["kind"] == kind).count();
    assert_eq!(count("obligation"), 4, "{open:#?}");
    assert!(
        open.iter()
            .any(|one| one["kind"] == "access" && one["detail"] == "partner_approver")
    );
    assert_eq!(read.text("/changePart/heldBefore/person/name"), approver);
    assert_eq!(read.at("/changePart/asked/items/1/kind"), &json!("AGREEMENT"));
    let virrat = claims.app.world.municipality("Virrat").clone();
    let read = claims
        .app
        .graphql(&virrat.preparer, query, json!({ "id": part }))
        .await
        .accepted();
    assert_eq!(read.at("/changePart/openMatters"), &json!([]));

    let _ = claims.app.mail.take();
    let done = decided(&claims, part).await;
    assert_eq!(done.text("/decideChangePart/changePart/state"), "accepted");
    assert!(
        done.text("/decideChangePart/changePart/waitsFor")
            .contains("2 items")
    );
    claims.app.work().await;
    let told: Vec<String> = claims
        .app
        .mail
        .take()
        .into_iter()
        .map(|mail| mail.subject)
        .collect();
    assert!(
        told.iter()
            .any(|subject| subject.starts_with("Ota tehtävä vastaan")),
        "{told:?}"
    );

    for (user, number, more, code) in [
        (&lohja.approver, 1, json!({}), "NOT_PERMITTED"),
        (&lohja.preparer, 3, json!({}), "INVALID_INPUT"),
        (&lohja.preparer, 0, json!({}), "INVALID_INPUT"),
        (
            &lohja.preparer,
            1,
            json!({ "expectedVersion": 99 }),
            "VERSION_CONFLICT",
        ),
        (&virrat.preparer, 1, json!({}), "NOT_PERMITTED"),
        (claims.officer(), 1, json!({}), "NOT_PERMITTED"),
    ] {
        let refused = tick(&claims, user, part, number, &more).await;
        assert_eq!(refused.refusals("takeOverItem"), [code], "{number} {more}");
    }
    let first = tick(&claims, &lohja.preparer, part, 1, &json!({}))
        .await
        .accepted();
    assert_eq!(first.text("/takeOverItem/changePart/state"), "accepted");
    let twice = tick(&claims, &lohja.preparer, part, 1, &json!({})).await;
    assert_eq!(twice.refusals("takeOverItem"), ["DUPLICATE"]);
    let owner = |project: Value| {
        let owners = project["owners"].as_array().expect("owners").clone();
        let of_lohja = owners.iter().find(|one| one["municipality"]["nameFi"] == "Lohja");
        of_lohja.expect("Lohja")["person"]["name"].clone()
    };
    let fields = "owners { municipality { nameFi } person { name } } manager { name }";
    assert_eq!(
        owner(project(&claims, claims.lead(), fields).await),
        approver.as_str()
    );
    let last = tick(&claims, &lohja.preparer, part, 2, &json!({}))
        .await
        .accepted();
    assert_eq!(last.text("/takeOverItem/changePart/state"), "in_force");
    assert_eq!(
        owner(project(&claims, claims.lead(), fields).await),
        preparer.as_str()
    );
    let query = "query($id: ID!) { changePart(id: $id) { handOver { number kind what takenOverAt \
                 takenOverBy { name } } heldBefore { ... on PersonInCharge { person { name } } } } }";
    let read = claims
        .app
        .graphql(claims.lead(), query, json!({ "id": part }))
        .await
        .accepted();
    assert_eq!(read.text("/changePart/handOver/1/takenOverBy/name"), preparer);
    assert_eq!(read.text("/changePart/heldBefore/person/name"), approver);
    // What is ticked past the engine is found.
    let sql = "UPDATE change_hand_over SET number = 3 WHERE number = 2";
    let found = claims.app.found_after("change_hand_over", sql).await;
    assert!(
        found.iter().any(|finding| finding.what.contains("change part")),
        "{found:?}"
    );
    let sql = "UPDATE project_amendment SET replaced = NULL";
    let found = claims.app.found_after("project_amendment", sql).await;
    assert!(
        found.iter().any(|finding| finding.what.contains("project")),
        "{found:?}"
    );
    claims.app.finish().await;
}

/// A place that was vacant has nothing to hand over; a list that nobody ticks does not keep the change for ever.
#[tokio::test]
async fn a_first_manager_and_a_list_that_nobody_ticks() {
    let claims = Claims::start().await;
    let lead = claims.project.lead.clone();
    let (first, name) = who(&claims, &lead.preparer).await;
    let (second, _) = who(&claims, &lead.approver).await;
    let none = json!([]);
    let (_, parts) = submitted(&claims, json!([change(&lead.id, "MANAGER", &first, &none)])).await;
    let done = decided(&claims, &parts[0]).await;
    assert_eq!(done.text("/decideChangePart/changePart/state"), "in_force");
    let manager = project(&claims, claims.lead(), "manager { name }").await;
    assert_eq!(manager["manager"]["name"], name.as_str());
    let nothing = tick(&claims, &lead.preparer, &parts[0], 1, &json!({})).await;
    assert_eq!(nothing.refusals("takeOverItem"), ["WRONG_STATE"]);

    let lohja = claims.app.world.municipality("Lohja").clone();
    let (of_lohja, _) = who(&claims, &lohja.preparer).await;
    let outsider = &claims.app.world.outsider;
    let blank = json!([{ "kind": "ACCESS", "what": " " }]);
    for (part, code) in [
        (change(&lead.id, "MANAGER", &second, &none), "INCOMPLETE"),
        (change(&lead.id, "MANAGER", &second, &blank), "INCOMPLETE"),
        (change(&lead.id, "MANAGER", &first, &items()), "INVALID_INPUT"),
        (change(&lohja.id, "MANAGER", &of_lohja, &items()), "INVALID_INPUT"),
        (change(&lead.id, "MANAGER", &of_lohja, &items()), "INVALID_INPUT"),
        (
            change(&outsider.id, "OWNER", &of_lohja, &items()),
            "INVALID_INPUT",
        ),
    ] {
        let created = create_as(&claims, claims.lead(), json!([part])).await.accepted();
        let id = created.text("/createChangeRequest/changeRequest/id");
        let refused = request_step(&claims, claims.lead(), "submitChangeRequest", &id, 1, &json!({})).await;
        assert_eq!(refused.refusals("submitChangeRequest"), [code], "{part}");
    }

    let (_, parts) = submitted(&claims, json!([change(&lead.id, "MANAGER", &second, &items())])).await;
    decided(&claims, &parts[0]).await;
    claims
        .app
        .travel_to(Utc.with_ymd_and_hms(2026, 3, 2, 10, 0, 0).unwrap())
        .await;
    let read = read_part(&claims, claims.officer(), &parts[0]).await;
    assert_eq!(read.text("/changePart/state"), "accepted");
    let why = json!({ "reason": "Henkilö ei ota tehtävää vastaan." });
    part_step(
        &claims,
        claims.officer(),
        "proposeChangePartCancellation",
        &parts[0],
        why,
    )
    .await
    .accepted();
    let done = part_step(&claims, claims.second(), "cancelChangePart", &parts[0], json!({}))
        .await
        .accepted();
    assert_eq!(done.text("/cancelChangePart/changePart/state"), "rejected");
    claims.app.finish().await;
}
