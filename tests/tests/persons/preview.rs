//! Every mail to come for a project is known beforehand: what is shown is what is sent.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use talkoot_test_support::{GrantedProject, TestApp, User};

use crate::{
    persons::help::{end, name, naming},
    reports::help::{days_until, noon, project},
};

const QUERY: &str = "query($id: ID!, $until: NaiveDate!) { project(id: $id) { comingMails(until: $until) { \
                     day kind step obligation { kind responsible { nameFi } } \
                     recipients { person { name } because standsIn } } } }";

async fn coming(app: &TestApp, by: &User, granted: &GrantedProject, until: &str) -> Vec<Value> {
    let variables = json!({ "id": granted.id, "until": until });
    let read = app.graphql(by, QUERY, variables).await.accepted();
    read.at("/project/comingMails").as_array().expect("mails").clone()
}

/// Day, recipient and kind of every mail shown.
fn shown(mails: &[Value]) -> BTreeSet<String> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let of_mail = |mail: &Value| {
        let about = format!(
            "{} {}",
            text(&mail["obligation"]["kind"]),
            text(&mail["obligation"]["responsible"]["nameFi"])
        );
        let (day, kind) = (text(&mail["day"]), text(&mail["kind"]));
        let recipients = mail["recipients"].as_array().expect("recipients").clone();
        let lines = recipients
            .into_iter()
            .map(move |one| format!("{day} {} {kind} {about}", text(&one["person"]["name"])));
        lines.collect::<Vec<String>>()
    };
    mails.iter().flat_map(of_mail).collect()
}

/// The worker runs every day: what was shown on the first day is what was sent by the last, to whom and when.
#[tokio::test]
async fn what_was_shown_is_what_is_sent() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    let kuhmoinen = app.world.municipality("Kuhmoinen").clone();
    let lead = &granted.lead.lead;
    for (who, days) in [
        (&kuhmoinen.lead, (None, Some("2026-08-20"))),
        (&kuhmoinen.preparer, (Some("2026-07-01"), Some("2026-07-31"))),
    ] {
        let input = naming(&app, &granted, &kuhmoinen, "OWNER", (who, days.0, days.1)).await;
        name(&app, lead, input).await.accepted();
    }
    let until = "2026-09-30";
    let mails = coming(&app, &app.world.officer, &granted, until).await;
    let shown = shown(&mails);
    assert!(
        shown
            .iter()
            .any(|one| one.starts_with("2026-07-01 preparer-291 duty-taken")),
        "{shown:#?}"
    );
    assert!(
        shown
            .iter()
            .any(|one| one.starts_with("2026-08-21 approver-291 duty-vacant")),
        "{shown:#?}"
    );
    let late = "2026-08-15 lead-291 reminder cost_report Kuhmoinen";
    assert!(shown.contains(late), "{shown:#?}");

    days_until(&app, "2026-06-01", until).await;
    let query = "query($id: ID!) { project(id: $id) { obligations(first: 100) { edges { node { kind \
                 responsible { nameFi } reminders { decidedAt recipients { person { name } state } } } } } } }";
    let read = app
        .graphql(&app.world.officer, query, json!({ "id": granted.id }))
        .await
        .accepted();
    let mut sent = BTreeSet::new();
    for edge in read.at("/project/obligations/edges").as_array().unwrap() {
        let node = &edge["node"];
        let about = format!(
            "{} {}",
            node["kind"].as_str().unwrap(),
            node["responsible"]["nameFi"].as_str().unwrap()
        );
        for reminder in node["reminders"].as_array().unwrap() {
            let day = &reminder["decidedAt"].as_str().unwrap()[..10];
            for one in reminder["recipients"].as_array().unwrap() {
                assert_eq!(one["state"], "sent", "{about} {day}");
                let person = one["person"]["name"].as_str().unwrap();
                sent.insert(format!("{day} {person} reminder {about}"));
            }
        }
    }
    let reminders: BTreeSet<String> = shown
        .into_iter()
        .filter(|one| one.contains(" reminder "))
        .collect();
    assert!(reminders.len() > 20, "{reminders:#?}");
    // The portfolio report of June was reminded of before anybody looked.
    let first = "2026-06-01";
    let sent: BTreeSet<String> = sent.into_iter().filter(|one| !one.starts_with(first)).collect();
    let reminders: BTreeSet<String> = reminders
        .into_iter()
        .filter(|one| !one.starts_with(first))
        .collect();
    assert_eq!(reminders, sent);
    assert_eq!(
        coming(&app, &app.world.officer, &granted, until).await.len(),
        0,
        "all of it is said"
    );
    app.finish().await;
}

/// A partner sees the mails about what it owes itself; days that cannot be looked at are refused.
#[tokio::test]
async fn the_preview_shows_what_the_reader_may_see() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    let lohja = app.world.municipality("Lohja").clone();
    let mails = coming(&app, &lohja.preparer, &granted, "2026-12-31").await;
    assert!(!mails.is_empty());
    assert!(
        mails
            .iter()
            .all(|mail| mail["obligation"]["responsible"]["nameFi"] == "Lohja"),
        "{mails:#?}"
    );
    let vacant = mails
        .iter()
        .find(|mail| mail["step"] == "+1")
        .expect("a late step");
    assert!(
        vacant["recipients"]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["standsIn"] == true)
    );
    for until in ["2026-05-31", "2027-07-01"] {
        let variables = json!({ "id": granted.id, "until": until });
        let refused = app.graphql(&lohja.preparer, QUERY, variables).await;
        assert_eq!(refused.errors(), ["REFUSED"], "{until}");
    }
    let stranger = app
        .graphql(
            &app.world.stranger,
            QUERY,
            json!({ "id": granted.id, "until": "2026-12-31" }),
        )
        .await;
    assert_eq!(stranger.at("/project"), &Value::Null);
    // Whoever leaves shows at once.
    let input = naming(&app, &granted, &lohja, "OWNER", (&lohja.lead, None, None)).await;
    name(&app, &granted.lead.lead, input).await.accepted();
    end(
        &app,
        &granted.lead.lead,
        &granted,
        &lohja,
        ("OWNER", "2026-06-30"),
    )
    .await
    .accepted();
    let mails = coming(&app, &lohja.preparer, &granted, "2026-07-01").await;
    assert!(
        mails
            .iter()
            .any(|mail| mail["kind"] == "duty-vacant" && mail["day"] == "2026-07-01")
    );
    app.finish().await;
}
