//! The ladder of the portfolio report due on Monday 15 June 2026, which Pälkäne owes as the lead.

use serde_json::{Value, json};
use talkoot_domain::policy::{Membership, Role};
use talkoot_test_support::TestApp;

use crate::reports::contacts::{assign_officer, name_owner};
use crate::reports::help::{about, again, days_until, extend, june, leave, mails, noon, project, submitted};

const PORTFOLIO: &str = "ankesalkkuraportti";

/// Each step's mails, each exactly once, though the worker runs every day and more than once.
#[tokio::test]
async fn every_step_is_said_once_and_to_more_people_the_later_it_gets() {
    let app = TestApp::start().await;
    project(&app).await;
    days_until(&app, "2026-02-03", "2026-05-15").await;
    assert_eq!(about("2026–hankesalkku", mails(&app)), [""; 0]);

    let before = |days: &str| {
        format!("lead-635: Muistutus: hankesalkkuraportti viimeistään {days} – Digitaaliset kunnat")
    };
    let in_time = before("15.6.2026");
    let late = |who: &str, days: &str| {
        format!("{who}: Myöhässä {days}: hankesalkkuraportti, Pälkäne – Digitaaliset kunnat")
    };
    let today = "lead-635: Määräaika päättyy tänään: hankesalkkuraportti – Digitaaliset kunnat".to_owned();
    let quiet = Vec::new();
    let officers = |days: &str| {
        // The officer who drafted the decision, and no other.
        ["approver-635", "lead-635", "officer"]
            .map(|who| late(who, days))
            .to_vec()
    };
    // What is said between the day before and this one, both included.
    let steps = [
        ("2026-05-16", "2026-05-16", vec![in_time.clone()]),
        ("2026-05-17", "2026-05-31", quiet.clone()),
        ("2026-06-01", "2026-06-01", vec![in_time.clone()]),
        ("2026-06-02", "2026-06-11", quiet.clone()),
        ("2026-06-12", "2026-06-12", vec![in_time]),
        ("2026-06-13", "2026-06-14", quiet.clone()),
        ("2026-06-15", "2026-06-15", vec![today]),
        (
            "2026-06-16",
            "2026-06-16",
            vec![late("approver-635", "1 päivän"), late("lead-635", "1 päivän")],
        ),
        ("2026-06-17", "2026-06-21", quiet.clone()),
        (
            "2026-06-22",
            "2026-06-22",
            vec![late("approver-635", "7 päivää"), late("lead-635", "7 päivää")],
        ),
        ("2026-06-23", "2026-06-28", quiet.clone()),
        ("2026-06-29", "2026-06-29", officers("14 päivää")),
        ("2026-06-30", "2026-07-05", quiet),
        ("2026-07-06", "2026-07-06", officers("21 päivää")),
    ];
    for (first, last, expected) in steps {
        days_until(&app, first, last).await;
        app.work().await;
        assert_eq!(about(PORTFOLIO, mails(&app)), expected, "{first} to {last}");
    }
    app.finish().await;
}

/// A cost report: the preparer, then the municipality's named owner, then the lead, then the officer who
/// is assigned.
#[tokio::test]
async fn a_partner_is_chased_in_its_own_house_first() {
    let app = TestApp::start_at(noon("2026-06-30")).await;
    let granted = project(&app).await;
    let kuhmoinen = app.world.municipality("Kuhmoinen");
    name_owner(&app, &granted.lead.lead, &granted, kuhmoinen, &kuhmoinen.lead)
        .await
        .accepted();
    assign_officer(&app, &app.world.officer, &granted, &app.world.other_officer)
        .await
        .accepted();
    // The period ends on 30 June; its report opens the day after and is due on Friday 14 August 2026.
    app.travel_to(noon("2026-08-14")).await;
    let of_kuhmoinen = |mails: Vec<String>| {
        let mut who: Vec<String> = about("ustannusselvitys", mails)
            .into_iter()
            .filter(|mail| mail.contains("-291") || mail.contains("Kuhmoinen"))
            .map(|mail| mail.split(':').next().unwrap_or_default().to_owned())
            .collect();
        who.sort();
        who
    };
    assert_eq!(of_kuhmoinen(mails(&app)), ["preparer-291"]);
    for (day, expected) in [
        ("2026-08-15", &["lead-291", "preparer-291"][..]),
        ("2026-08-21", &["lead-291", "lead-635", "preparer-291"]),
        (
            "2026-08-28",
            &["lead-291", "lead-635", "other-officer", "preparer-291"],
        ),
    ] {
        app.travel_to(noon(day)).await;
        assert_eq!(of_kuhmoinen(mails(&app)), expected, "{day}");
    }
    app.finish().await;
}

#[tokio::test]
async fn nobody_is_reminded_of_what_has_been_handed_in() {
    let app = TestApp::start().await;
    let granted = project(&app).await;
    days_until(&app, "2026-05-16", "2026-06-01").await;
    let owed = june(&app, &granted).await;
    assert_eq!(about(PORTFOLIO, mails(&app)).len(), 2);
    submitted(&app, &granted, &owed).await;
    let settled = again(&app, &owed).await;
    assert_eq!(settled["state"], "submitted");
    assert_eq!(settled["nextReminderOn"], Value::Null);
    days_until(&app, "2026-06-02", "2026-07-10").await;
    assert_eq!(about(PORTFOLIO, mails(&app)), [""; 0]);
    app.finish().await;
}

#[tokio::test]
async fn trap_11_an_extension_begins_the_ladder_anew_for_the_new_date() {
    let app = TestApp::start().await;
    let granted = project(&app).await;
    app.travel_to(noon("2026-06-16")).await;
    let _ = mails(&app);
    let owed = june(&app, &granted).await;
    assert_eq!(owed["state"], "overdue");
    let extended = extend(&app, &app.world.officer, &owed, "2026-06-27")
        .await
        .accepted();
    let extended = extended.at("/extendObligation/obligation").clone();
    // 27 June 2026 is a Saturday.
    assert_eq!(extended["dueDate"], "2026-06-29");
    assert_eq!(extended["state"], "open");
    assert_eq!(
        extended["nextReminderOn"], "2026-06-26",
        "fourteen days before was yesterday"
    );
    app.work().await;
    let told = about(PORTFOLIO, mails(&app));
    assert!(
        told.iter().all(|mail| mail.contains("Lisäaikaa 29.6.2026 asti")),
        "{told:?}"
    );
    days_until(&app, "2026-06-17", "2026-06-25").await;
    assert_eq!(about(PORTFOLIO, mails(&app)), [""; 0]);
    days_until(&app, "2026-06-26", "2026-06-30").await;
    let said = about(PORTFOLIO, mails(&app));
    assert_eq!(
        said.len(),
        4,
        "three days before, the day itself, the day after to two: {said:#?}"
    );
    assert!(said.iter().any(|mail| mail.contains("viimeistään 29.6.2026")));
    app.finish().await;
}

#[tokio::test]
async fn trap_11_after_an_outage_only_the_latest_step_is_said() {
    let app = TestApp::start().await;
    let granted = project(&app).await;
    days_until(&app, "2026-05-16", "2026-05-31").await;
    let _ = mails(&app);
    // Three weeks without a worker: the steps -14, -3, 0 and +1 and +7 came and went.
    app.travel_to(noon("2026-06-23")).await;
    let said = about(PORTFOLIO, mails(&app));
    assert_eq!(said.len(), 2, "{said:#?}");
    assert!(
        said.iter().all(|mail| mail.contains("Myöhässä 8 päivää")),
        "{said:#?}"
    );
    let query = "query($id: ID!) { obligation(id: $id) { reminders { step dueDate sentAt recipients { \
                 audience state person { name } } } } }";
    let owed = june(&app, &granted).await;
    let answer = app
        .graphql(&app.world.officer, query, json!({ "id": owed["id"] }))
        .await
        .accepted();
    let reminders = answer
        .at("/obligation/reminders")
        .as_array()
        .expect("what the test set up");
    let steps: Vec<&Value> = reminders.iter().map(|reminder| &reminder["step"]).collect();
    assert_eq!(steps, ["-30", "+7"]);
    assert_eq!(
        reminders[1]["recipients"],
        json!([
            { "audience": "responsible", "state": "sent", "person": { "name": "lead-635" } },
            { "audience": "municipality_owner", "state": "sent", "person": { "name": "approver-635" } },
        ])
    );
    assert!(reminders[1]["sentAt"].is_string());
    app.finish().await;
}

/// On the nights when clocks change in Helsinki, 29 March and 25 October 2026, the day begins when it
/// begins there and not an hour earlier or later.
#[tokio::test]
async fn trap_12_a_day_begins_in_helsinki_also_when_clocks_change() {
    let app = TestApp::start().await;
    let granted = project(&app).await;
    let owed = june(&app, &granted).await;
    app.travel_to(noon("2026-05-16")).await;
    for (date, before, after) in [
        // 30 days before Tuesday 24 November 2026 is Sunday 25 October: midnight is still summer time.
        ("2026-11-24", "2026-10-24T20:59:59Z", "2026-10-24T21:00:00Z"),
    ] {
        let _ = extend(&app, &app.world.officer, &again(&app, &owed).await, date)
            .await
            .accepted();
        let _ = mails(&app);
        app.travel_to(before.parse().expect("what the test set up")).await;
        let early = about("viimeistään 24.11.2026", mails(&app));
        assert_eq!(early, [""; 0], "{before}");
        app.travel_to(after.parse().expect("what the test set up")).await;
        let said = about("viimeistään 24.11.2026", mails(&app));
        assert_eq!(said.len(), 1, "{after}");
    }
    // And the day ends at 24:00 there: one second before, it is in time.
    app.travel_to("2026-11-24T21:59:59Z".parse().expect("what the test set up"))
        .await;
    assert_eq!(again(&app, &owed).await["state"], "open");
    app.travel_to("2026-11-24T22:00:00Z".parse().expect("what the test set up"))
        .await;
    assert_eq!(again(&app, &owed).await["state"], "overdue");
    app.finish().await;
}

#[tokio::test]
async fn in_spring_too() {
    let app = TestApp::start().await;
    let granted = project(&app).await;
    // The costs of the first half-year, extended to be due on Wednesday 28 April 2027: thirty days before
    // is Monday 29 March; clocks went forward on Sunday 28 March 2027, so midnight is 21:00 UTC.
    let owed = june(&app, &granted).await;
    app.travel_to(noon("2026-05-16")).await;
    let _ = extend(&app, &app.world.officer, &again(&app, &owed).await, "2027-04-28")
        .await
        .accepted();
    app.travel_to("2027-03-28T20:59:59Z".parse().expect("what the test set up"))
        .await;
    let _ = mails(&app);
    app.travel_to("2027-03-28T21:00:00Z".parse().expect("what the test set up"))
        .await;
    assert_eq!(about("viimeistään 28.4.2027", mails(&app)).len(), 1);
    app.finish().await;
}

#[tokio::test]
async fn everybody_is_written_to_in_their_language() {
    let app = TestApp::start().await;
    let granted = project(&app).await;
    let founders = [("sven", "sv"), ("ellen", "en")].map(|(name, language)| talkoot_app::identity::Founder {
        person: talkoot_app::identity::NewPerson {
            name: name.to_owned(),
            email: format!("{name}@example.test"),
            language: language.parse().expect("what the test set up"),
        },
        roles: Vec::new(),
    });
    let installed = talkoot_app::identity::install(&app.app, &[], &founders, 30)
        .await
        .expect("what the test set up");
    for (person, _) in &installed.people {
        let held = Membership {
            organisation: granted.lead.organisation,
            role: Role::LeadCoordinator,
        };
        app.let_hold(*person, held).await;
    }
    app.travel_to(noon("2026-06-01")).await;
    let said = mails(&app);
    for expected in [
        "ellen: Reminder: project portfolio report due 15 June 2026 – Digitaaliset kunnat",
        "lead-635: Muistutus: hankesalkkuraportti viimeistään 15.6.2026 – Digitaaliset kunnat",
    ] {
        assert!(
            said.iter().any(|mail| mail == expected),
            "{expected} in {said:#?}"
        );
    }
    let swedish = said
        .iter()
        .find(|mail| mail.starts_with("sven: "))
        .expect("what the test set up");
    assert!(swedish.contains("Påminnelse"), "{swedish}");
    app.finish().await;
}

#[tokio::test]
async fn a_vacancy_passes_the_step_on_and_never_loses_it() {
    let app = TestApp::start().await;
    let granted = project(&app).await;
    let palkane = &granted.lead;
    let in_palkane = |role| Membership {
        organisation: palkane.organisation,
        role,
    };
    leave(&app, &palkane.lead, in_palkane(Role::LeadCoordinator)).await;
    app.travel_to(noon("2026-06-01")).await;
    let said = about(PORTFOLIO, mails(&app));
    assert_eq!(said.len(), 2, "no owner is named and the lead has left: {said:?}");
    assert!(
        said[0].starts_with("approver-635: ") && said[1].starts_with("officer: "),
        "{said:?}"
    );

    // Nobody in the house, nobody in the lead: the officer hears of it, three days before.
    leave(&app, &palkane.approver, in_palkane(Role::PartnerApprover)).await;
    app.travel_to(noon("2026-06-12")).await;
    let said = about(PORTFOLIO, mails(&app));
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("officer: "), "{said:?}");

    // Nobody anywhere: the step waits until somebody comes.
    for officer in [&app.world.officer, &app.world.other_officer, &app.world.both] {
        let held = Membership {
            organisation: app.world.authority,
            role: Role::Officer,
        };
        leave(&app, officer, held).await;
    }
    app.travel_to(noon("2026-06-15")).await;
    assert_eq!(about(PORTFOLIO, mails(&app)), [""; 0]);
    let held = in_palkane(Role::LeadCoordinator);
    app.let_hold(palkane.lead.person, held).await;
    app.travel_to(noon("2026-06-16")).await;
    let said = about(PORTFOLIO, mails(&app));
    assert_eq!(said.len(), 1);
    assert!(said[0].starts_with("lead-635: Myöhässä 1 päivän"), "{said:?}");
    app.finish().await;
}

#[tokio::test]
async fn the_preview_tells_what_will_be_said() {
    let app = TestApp::start_at(noon("2026-06-10")).await;
    project(&app).await;
    let query = "query($until: NaiveDate!) { upcomingReminders(until: $until) { day step audience \
                 obligation { kind } } }";
    let ask = async |until: &str| {
        app.graphql(&app.world.officer, query, json!({ "until": until }))
            .await
    };
    let upcoming = ask("2026-06-22").await.accepted();
    let one = |day: &str, step: &str, audience: &[&str]| {
        let obligation = json!({ "kind": "portfolio_report" });
        json!({ "day": day, "step": step, "audience": audience, "obligation": obligation })
    };
    assert_eq!(
        upcoming.at("/upcomingReminders"),
        &json!([
            one("2026-06-12", "-3", &["responsible"]),
            one("2026-06-15", "0", &["responsible"]),
            one("2026-06-16", "+1", &["responsible", "municipality_owner"]),
            one(
                "2026-06-22",
                "+7",
                &["responsible", "municipality_owner", "lead_municipality"]
            ),
        ])
    );
    assert_eq!(ask("2026-06-09").await.errors(), ["REFUSED"]);
    assert_eq!(ask("2028-06-09").await.errors(), ["REFUSED"]);
    app.finish().await;
}
