//! An address that refuses mails is shown, and what it should have been told goes to the next.

use serde_json::{Value, json};
use talkoot_mail::DeliveryFailure;
use talkoot_test_support::{GrantedProject, TestApp, User};

use crate::{
    persons::help::{name, naming},
    reports::help::{mails, noon, project},
};

async fn shown(app: &TestApp, by: &User, granted: &GrantedProject) -> Vec<Value> {
    let query =
        "query($id: ID!) { project(id: $id) { unreachable { person { name } address refusedAt answer } } }";
    let read = app
        .graphql(by, query, json!({ "id": granted.id }))
        .await
        .accepted();
    read.at("/project/unreachable")
        .as_array()
        .expect("people")
        .clone()
}

#[tokio::test]
async fn an_address_that_refuses_is_shown_and_escalated_until_it_takes_a_mail() {
    let app = TestApp::start_at(noon("2026-06-30")).await;
    let granted = project(&app).await;
    let lohja = app.world.municipality("Lohja").clone();
    let input = naming(&app, &granted, &lohja, "OWNER", (&lohja.lead, None, None)).await;
    name(&app, &granted.lead.lead, input).await.accepted();
    let input = naming(&app, &granted, &lohja, "OWNER", (&lohja.approver, None, None)).await;
    // The hand-over to the successor is refused for good.
    app.travel_to(noon("2026-07-01")).await;
    let _ = mails(&app);
    name(&app, &granted.lead.lead, input).await.accepted();
    app.mail.fail_next(DeliveryFailure::Permanent {
        code: Some(550),
        answer: "550 5.1.1 no such user".to_owned(),
    });
    app.work().await;
    let lead = &granted.lead.lead;
    let seen = shown(&app, lead, &granted).await;
    assert_eq!(seen.len(), 1, "{seen:?}");
    assert_eq!(seen[0]["person"]["name"], "approver-444");
    assert_eq!(
        seen[0]["address"],
        Value::Null,
        "the address is for administrators"
    );
    let query = "{ unreachablePeople { person { name } address answer } }";
    let administered = app
        .graphql(&lohja.administrator, query, json!({}))
        .await
        .accepted();
    assert_eq!(
        administered.at("/unreachablePeople"),
        &json!([{ "person": { "name": "approver-444" }, "address": "approver-444@example.test",
                  "answer": "550 5.1.1 no such user" }])
    );
    for by in [
        &lohja.lead,
        &app.world.officer,
        &app.world.municipality("Virrat").administrator,
    ] {
        let none = app.graphql(by, query, json!({})).await.accepted();
        assert_eq!(none.at("/unreachablePeople"), &json!([]));
    }
    // A day late the owner is told, and the lead at once with him: nobody may have read it.
    app.travel_to(noon("2026-08-14")).await;
    let _ = mails(&app);
    app.mail.break_down(None);
    app.travel_to(noon("2026-08-15")).await;
    let late: Vec<String> = mails(&app)
        .into_iter()
        .filter(|mail| mail.contains("Lohja") || mail.starts_with("lead-635"))
        .collect();
    assert!(
        late.iter().any(|mail| mail.starts_with("approver-444")),
        "{late:?}"
    );
    assert!(late.iter().any(|mail| mail.starts_with("lead-635")), "{late:?}");
    // It was taken: the address is good again.
    assert_eq!(shown(&app, lead, &granted).await, [Value::Null; 0]);
    app.finish().await;
}
