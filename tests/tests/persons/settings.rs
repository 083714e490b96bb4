//! When and how people are written to: one mail for several reminders, quiet days, days away, unsubscribing.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, TestApp, User};

use crate::{
    persons::help::{name, naming},
    reports::help::{days_until, mails, noon, project},
};

const FIELDS: &str = "mailSettings { version quietWeekdays quietHolidays sendingHour timeZone awayFirstDay awayLastDay \
                      mailKinds { kind optional reason muted } }";

/// What somebody chooses, beside what stays as it is.
pub async fn choose(app: &TestApp, by: &User, version: i64, more: &Value) -> Answer {
    let mut input = json!({
        "expectedVersion": version, "quietWeekdays": [], "quietHolidays": false, "mutedKinds": [],
    });
    for (field, value) in more.as_object().expect("an object") {
        input[field] = value.clone();
    }
    app.mutate(by, "chooseMails", "ChooseMailsInput", input, FIELDS)
        .await
}

/// Five municipalities are a week late: the lead hears of all of them in one mail, and each step is still recorded
/// for its obligation.
#[tokio::test]
async fn several_reminders_of_a_day_are_one_mail() {
    let app = TestApp::start_at(noon("2026-06-30")).await;
    let granted = project(&app).await;
    days_until(&app, "2026-08-14", "2026-08-20").await;
    let _ = mails(&app);
    app.travel_to(noon("2026-08-21")).await;
    let sent = app.mail.take();
    let to_lead: Vec<_> = sent
        .iter()
        .filter(|mail| mail.to.address.starts_with("lead-635"))
        .collect();
    assert_eq!(
        to_lead.len(),
        1,
        "{:?}",
        sent.iter().map(|mail| &mail.subject).collect::<Vec<_>>()
    );
    let mail = to_lead[0];
    assert!(
        mail.subject.contains("muistutusta: Digitaaliset kunnat"),
        "{}",
        mail.subject
    );
    let text = mail.text.split_whitespace().collect::<Vec<_>>().join(" ");
    for municipality in ["Karkkila", "Kuhmoinen", "Lohja", "Virrat", "Pälkäne"] {
        let late = format!("Myöhässä 7 päivää: kustannusselvitys, {municipality}");
        assert!(text.contains(&late), "{late} in {text}");
    }
    assert!(
        text.contains("perjantai") && text.contains("koska edustat hankkeen vastuukuntaa"),
        "{text}"
    );
    let calendar = mail.calendar.as_deref().expect("a calendar");
    assert!(calendar.matches("BEGIN:VEVENT").count() >= 5, "{calendar}");
    let query = "query($id: ID!) { project(id: $id) { obligations(first: 100, filter: { kinds: [\"cost_report\"] }) { \
                 edges { node { responsible { nameFi } reminders { step recipients { person { name } audience state } \
                 } } } } } }";
    let read = app
        .graphql(&app.world.officer, query, json!({ "id": granted.id }))
        .await
        .accepted();
    let mut recorded = 0;
    for edge in read.at("/project/obligations/edges").as_array().unwrap() {
        for reminder in edge["node"]["reminders"].as_array().unwrap() {
            let recipients = reminder["recipients"].as_array().unwrap();
            let lead = recipients.iter().find(|one| one["person"]["name"] == "lead-635");
            if let (Some(lead), true) = (lead, reminder["step"] == "+7") {
                assert_eq!(lead["state"], "sent");
                recorded += 1;
            }
        }
    }
    assert_eq!(recorded, 5, "each step once for its obligation");
    app.finish().await;
}

/// On quiet days nothing is sent; on the next day that is allowed the latest step is, once.
#[tokio::test]
async fn a_quiet_day_delays_a_mail_and_loses_none() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    project(&app).await;
    let lead = app.world.municipality("Pälkäne").lead.clone();
    // The report is due on Monday 15 June: the step three days before falls on Friday, the day itself on Monday.
    let quiet = json!({ "quietWeekdays": ["FRI", "MON"], "sendingHour": 7, "timeZone": "Europe/Stockholm" });
    let chosen = choose(&app, &lead, 0, &quiet).await.accepted();
    assert_eq!(
        chosen.at("/chooseMails/mailSettings/quietWeekdays"),
        &json!(["MON", "FRI"])
    );
    assert_eq!(
        chosen.text("/chooseMails/mailSettings/timeZone"),
        "Europe/Stockholm"
    );
    let about = |app: &TestApp| -> Vec<String> {
        let sent = mails(app);
        sent.into_iter()
            .filter(|mail| mail.starts_with("lead-635") && mail.contains("ankesalkkuraportti"))
            .collect()
    };
    days_until(&app, "2026-06-02", "2026-06-12").await;
    let _ = about(&app);
    app.travel_to(noon("2026-06-12") + chrono::TimeDelta::hours(1))
        .await;
    assert_eq!(about(&app), [""; 0], "Friday is quiet");
    app.travel_to(noon("2026-06-13")).await;
    let saturday = about(&app);
    assert_eq!(saturday.len(), 1, "{saturday:?}");
    assert!(saturday[0].contains("viimeistään 15.6.2026"), "{saturday:?}");
    app.travel_to(noon("2026-06-15")).await;
    assert_eq!(about(&app), [""; 0], "Monday is quiet");
    // On Tuesday it is a day late: the step of that day says so, and the one of the day itself has nothing to add.
    app.travel_to(noon("2026-06-16")).await;
    let tuesday = about(&app);
    assert_eq!(tuesday.len(), 1, "{tuesday:?}");
    assert!(tuesday[0].contains("Myöhässä 1 päivän"), "{tuesday:?}");
    app.finish().await;
}

/// While an owner is away, the deputy is reminded.
#[tokio::test]
async fn a_deputy_is_reminded_while_the_owner_is_away() {
    let app = TestApp::start_at(noon("2026-06-30")).await;
    let granted = project(&app).await;
    let kuhmoinen = app.world.municipality("Kuhmoinen").clone();
    for (duty, who) in [("OWNER", &kuhmoinen.lead), ("DEPUTY", &kuhmoinen.approver)] {
        let input = naming(&app, &granted, &kuhmoinen, duty, (who, None, None)).await;
        name(&app, &granted.lead.lead, input).await.accepted();
    }
    let away = json!({ "awayFirstDay": "2026-08-01", "awayLastDay": "2026-08-20" });
    choose(&app, &kuhmoinen.lead, 0, &away).await.accepted();
    app.travel_to(noon("2026-08-14")).await;
    let _ = mails(&app);
    let to = |app: &TestApp| -> Vec<String> {
        let sent = mails(app);
        let of_kuhmoinen = sent.into_iter().filter(|mail| mail.contains("Kuhmoinen"));
        of_kuhmoinen
            .map(|mail| mail.split(':').next().unwrap_or_default().to_owned())
            .collect()
    };
    app.travel_to(noon("2026-08-15")).await;
    assert_eq!(to(&app), ["approver-291", "preparer-291"]);
    app.travel_to(noon("2026-08-21")).await;
    let back = to(&app);
    assert!(
        back.contains(&"lead-291".to_owned()) && !back.contains(&"approver-291".to_owned()),
        "{back:?}"
    );
    app.finish().await;
}

#[tokio::test]
async fn a_choice_that_cannot_be_is_refused_and_a_statutory_mail_stays() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let lohja = app.world.municipality("Lohja").clone();
    let by = &lohja.preparer;
    let mutation = "chooseMails";
    let week = json!(["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]);
    for more in [
        json!({ "quietWeekdays": week }),
        json!({ "sendingHour": 24 }),
        json!({ "sendingHour": -1 }),
        json!({ "timeZone": "Europe/Atlantis" }),
        json!({ "awayFirstDay": "2026-07-02", "awayLastDay": "2026-07-01" }),
        json!({ "awayFirstDay": "2026-07-02" }),
        json!({ "mutedKinds": ["reminder"] }),
        json!({ "mutedKinds": ["payout-confirmed", "decision-made"] }),
        json!({ "mutedKinds": ["no-such-mail"] }),
    ] {
        let refused = choose(&app, by, 0, &more).await;
        assert_eq!(refused.refusals(mutation), ["INVALID_INPUT"], "{more}");
    }
    let stale = choose(&app, by, 1, &json!({})).await;
    assert_eq!(stale.refusals(mutation), ["VERSION_CONFLICT"]);
    let chosen = choose(&app, by, 0, &json!({ "mutedKinds": ["payout-confirmed"] }))
        .await
        .accepted();
    assert_eq!(chosen.number("/chooseMails/mailSettings/version"), 1);
    let kinds = chosen
        .at("/chooseMails/mailSettings/mailKinds")
        .as_array()
        .unwrap()
        .clone();
    let of = |kind: &str| {
        kinds
            .iter()
            .find(|one| one["kind"] == kind)
            .expect("a kind")
            .clone()
    };
    assert_eq!(of("payout-confirmed")["muted"], true);
    assert_eq!(of("reminder")["optional"], false);
    assert!(of("reminder")["reason"].as_str().unwrap().contains("688/2001"));
    assert!(kinds.iter().all(|one| one["optional"] == one["reason"].is_null()));
    app.finish().await;
}

/// Whoever has unsubscribed from hand-overs gets none; everything else still comes.
#[tokio::test]
async fn whoever_unsubscribed_is_not_written_to() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    let kuhmoinen = app.world.municipality("Kuhmoinen").clone();
    choose(
        &app,
        &kuhmoinen.approver,
        0,
        &json!({ "mutedKinds": ["duty-taken"] }),
    )
    .await
    .accepted();
    for who in [&kuhmoinen.lead, &kuhmoinen.preparer, &kuhmoinen.approver] {
        let input = naming(&app, &granted, &kuhmoinen, "OWNER", (who, None, None)).await;
        name(&app, &granted.lead.lead, input).await.accepted();
        let day = app.app.now() + chrono::TimeDelta::days(1);
        app.travel_to(day).await;
    }
    let told: Vec<String> = mails(&app)
        .into_iter()
        .filter(|mail| mail.contains("Otat tehtävän"))
        .collect();
    assert_eq!(told, ["preparer-291: Otat tehtävän vastaan: Digitaaliset kunnat"]);
    app.finish().await;
}
