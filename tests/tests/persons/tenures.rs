//! Owners, deputies and the project manager, each for some days.

use serde_json::{Value, json};
use talkoot_test_support::TestApp;

use crate::{
    persons::help::{end, name, naming, owner_in, vacant},
    reports::help::{mails, noon, project},
};

/// A stand-in for the summer takes over with a list of what is open; the owner comes back by itself.
#[tokio::test]
async fn a_duty_goes_from_one_person_to_another_on_its_day() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    let kuhmoinen = app.world.municipality("Kuhmoinen").clone();
    let lead = &granted.lead.lead;
    let input = naming(&app, &granted, &kuhmoinen, "OWNER", (&kuhmoinen.lead, None, None)).await;
    let named = name(&app, lead, input).await.accepted();
    let term = named.at("/namePersonInCharge/project/peopleInCharge/0");
    assert_eq!(term["firstDay"], "2026-06-01");
    assert_eq!(term["lastDay"], Value::Null);
    assert_eq!(term["namedBy"]["name"], "lead-635");
    let days = (&kuhmoinen.preparer, Some("2026-07-01"), Some("2026-07-31"));
    let input = naming(&app, &granted, &kuhmoinen, "OWNER", days).await;
    name(&app, &kuhmoinen.approver, input).await.accepted();
    app.work().await;
    assert_eq!(mails(&app), [""; 0], "nobody has handed anything over yet");

    let owner = owner_in(&app, lead, &granted, &kuhmoinen).await;
    assert_eq!(owner["person"]["name"], "lead-291");
    let terms = owner["terms"].as_array().unwrap();
    let days: Vec<(&Value, &Value)> = terms
        .iter()
        .map(|one| (&one["firstDay"], &one["lastDay"]))
        .collect();
    assert_eq!(
        json!(days),
        json!([
            ["2026-06-01", "2026-06-30"],
            ["2026-07-01", "2026-07-31"],
            ["2026-08-01", null]
        ])
    );
    assert_eq!(owner["gaps"], json!([]));
    let count = |kind: &str| {
        let matters = owner["openMatters"].as_array().unwrap();
        matters.iter().filter(|one| one["kind"] == kind).count()
    };
    assert!(count("obligation") > 0 && count("access") == 1, "{owner:#}");
    let virrat = app.world.municipality("Virrat").clone();
    let hidden = owner_in(&app, &virrat.preparer, &granted, &kuhmoinen).await;
    assert_eq!(hidden["openMatters"], json!([]), "what is open is nobody else's");

    app.travel_to(noon("2026-07-01")).await;
    let sent = app.mail.take();
    let mail = sent
        .iter()
        .find(|mail| mail.subject.starts_with("Otat tehtävän vastaan"));
    let mail = mail.expect("a hand-over");
    assert_eq!(mail.to.address, "preparer-291@example.test");
    for part in ["lead-291", "Kustannusselvitys", "/projects/"] {
        assert!(mail.text.contains(part), "{part} in {}", mail.text);
    }
    assert_eq!(
        owner_in(&app, lead, &granted, &kuhmoinen).await["person"]["name"],
        "preparer-291"
    );
    app.travel_to(noon("2026-08-01")).await;
    let back = app.mail.take();
    assert!(
        back.iter()
            .any(|mail| mail.to.address.starts_with("lead-291") && mail.subject.starts_with("Otat")),
        "whoever comes back is told what is open"
    );
    app.finish().await;
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a line per refusal")]
async fn a_naming_that_cannot_be_is_refused_in_words_that_help() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    let (kuhmoinen, lohja) = (
        app.world.municipality("Kuhmoinen").clone(),
        app.world.municipality("Lohja").clone(),
    );
    let outsider = app.world.outsider.clone();
    let palkane = granted.lead.clone();
    let lead = &granted.lead.lead;
    let mutation = "namePersonInCharge";
    let who = &kuhmoinen.lead;
    for (by, of, duty, days, code) in [
        (
            &kuhmoinen.preparer,
            &kuhmoinen,
            "OWNER",
            (who, None, None),
            "NOT_PERMITTED",
        ),
        (
            &lohja.approver,
            &kuhmoinen,
            "DEPUTY",
            (who, None, None),
            "NOT_PERMITTED",
        ),
        (
            &app.world.officer,
            &kuhmoinen,
            "OWNER",
            (who, None, None),
            "NOT_PERMITTED",
        ),
        (
            lead,
            &kuhmoinen,
            "OWNER",
            (&lohja.lead, None, None),
            "INVALID_INPUT",
        ),
        (
            lead,
            &outsider,
            "OWNER",
            (&outsider.lead, None, None),
            "INVALID_INPUT",
        ),
        (lead, &kuhmoinen, "MANAGER", (who, None, None), "INVALID_INPUT"),
        (lead, &kuhmoinen, "OFFICER", (who, None, None), "INVALID_INPUT"),
        (
            lead,
            &kuhmoinen,
            "OWNER",
            (who, Some("2026-05-31"), None),
            "INVALID_INPUT",
        ),
        (
            lead,
            &kuhmoinen,
            "OWNER",
            (who, Some("2099-05-31"), None),
            "INVALID_INPUT",
        ),
        (
            lead,
            &kuhmoinen,
            "OWNER",
            (who, Some("2026-06-03"), Some("2026-06-02")),
            "INVALID_INPUT",
        ),
    ] {
        let input = naming(&app, &granted, of, duty, days).await;
        let refused = name(&app, by, input.clone()).await;
        assert_eq!(refused.refusals(mutation), [code], "{input}");
    }
    for stranger in [&app.world.stranger, &outsider.lead] {
        let input = naming(&app, &granted, &kuhmoinen, "OWNER", (who, None, None)).await;
        assert_eq!(name(&app, stranger, input).await.errors(), ["NOT_FOUND"]);
    }
    // An end needs something that goes on.
    let mutation = "endPersonInCharge";
    let ending = async |by, of, about| end(&app, by, &granted, of, about).await.refusals(mutation);
    assert_eq!(
        ending(lead, &kuhmoinen, ("OWNER", "2026-06-30")).await,
        ["INVALID_INPUT"]
    );
    let input = naming(
        &app,
        &granted,
        &palkane,
        "MANAGER",
        (&palkane.preparer, None, None),
    )
    .await;
    name(&app, lead, input).await.accepted();
    for (by, of, about, code) in [
        (lead, &palkane, ("MANAGER", "2026-05-30"), "INVALID_INPUT"),
        (lead, &palkane, ("MANAGER", "2099-05-30"), "INVALID_INPUT"),
        (lead, &palkane, ("OFFICER", "2026-06-30"), "INVALID_INPUT"),
        (lead, &outsider, ("OWNER", "2026-06-30"), "INVALID_INPUT"),
        (
            &palkane.preparer,
            &palkane,
            ("MANAGER", "2026-06-30"),
            "NOT_PERMITTED",
        ),
        (
            &lohja.approver,
            &palkane,
            ("MANAGER", "2026-06-30"),
            "NOT_PERMITTED",
        ),
    ] {
        assert_eq!(ending(by, of, about).await, [code], "{about:?}");
    }
    let stranger = end(
        &app,
        &app.world.stranger,
        &granted,
        &palkane,
        ("MANAGER", "2026-06-30"),
    )
    .await;
    assert_eq!(stranger.errors(), ["NOT_FOUND"]);
    end(&app, lead, &granted, &palkane, ("MANAGER", "2026-06-30"))
        .await
        .accepted();
    assert!(
        vacant(&app, lead, &granted)
            .await
            .iter()
            .all(|one| !one.contains("MANAGER"))
    );
    app.finish().await;
}

/// What was named by hand or by a change of the project is the same row of days.
#[tokio::test]
async fn the_owner_named_today_takes_the_place_of_whoever_was_there() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    let kuhmoinen = app.world.municipality("Kuhmoinen").clone();
    let lead = &granted.lead.lead;
    let owner = crate::reports::contacts::name_owner;
    owner(&app, lead, &granted, &kuhmoinen, &kuhmoinen.lead)
        .await
        .accepted();
    owner(&app, lead, &granted, &kuhmoinen, &kuhmoinen.approver)
        .await
        .accepted();
    app.travel_to(noon("2026-06-10")).await;
    owner(&app, lead, &granted, &kuhmoinen, &kuhmoinen.preparer)
        .await
        .accepted();
    let shown = owner_in(&app, lead, &granted, &kuhmoinen).await;
    let terms = shown["terms"].as_array().unwrap();
    let terms: Vec<Value> = terms
        .iter()
        .map(|one| {
            json!([
                one["person"]["name"],
                one["firstDay"],
                one["lastDay"],
                one["holdsNow"]
            ])
        })
        .collect();
    assert_eq!(
        terms,
        [
            json!(["approver-291", "2026-06-01", "2026-06-09", false]),
            json!(["preparer-291", "2026-06-10", null, true]),
        ]
    );
    app.finish().await;
}
