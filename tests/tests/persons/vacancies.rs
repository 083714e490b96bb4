//! Nobody is there: it is told once, shown, and never swallows a reminder.

use serde_json::{Value, json};
use talkoot_test_support::TestApp;

use crate::{
    persons::help::{end, id_of, lines, name, naming, vacant},
    reports::help::{about, mails, noon, project},
};

const GONE: &str = "puuttuu omistaja";

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, from the owner to the successor")]
async fn an_owner_who_goes_leaves_a_gap_that_is_told_once_and_a_deputy_fills() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    let kuhmoinen = app.world.municipality("Kuhmoinen").clone();
    let lead = &granted.lead.lead;
    let input = naming(&app, &granted, &kuhmoinen, "OWNER", (&kuhmoinen.lead, None, None)).await;
    name(&app, lead, input).await.accepted();
    let input = naming(
        &app,
        &granted,
        &kuhmoinen,
        "DEPUTY",
        (&kuhmoinen.preparer, None, None),
    )
    .await;
    name(&app, lead, input).await.accepted();
    end(&app, lead, &granted, &kuhmoinen, ("OWNER", "2026-08-13"))
        .await
        .accepted();
    app.work().await;
    let of_kuhmoinen = |vacant: Vec<String>| -> Vec<String> {
        vacant
            .into_iter()
            .filter(|one| one.starts_with("Kuhmoinen"))
            .collect()
    };
    assert_eq!(of_kuhmoinen(vacant(&app, lead, &granted).await), [""; 0]);
    assert_eq!(about(GONE, mails(&app)), [""; 0]);

    app.travel_to(noon("2026-08-14")).await;
    assert_eq!(
        of_kuhmoinen(vacant(&app, lead, &granted).await),
        ["Kuhmoinen OWNER 2026-08-14 preparer-291"]
    );
    let subject = "Hankkeelta puuttuu omistaja, Kuhmoinen: Digitaaliset kunnat";
    assert_eq!(
        about(GONE, mails(&app)),
        ["approver-291", "lead-635", "officer"].map(|who| format!("{who}: {subject}"))
    );
    // The portfolio shows it too, with the municipalities that never named anybody.
    let query = "{ portfolio(first: 50) { edges { node { vacancies { municipality { nameFi } duty since \
                 deputy { name } } } } } }";
    let seen = app.graphql(&app.world.officer, query, json!({})).await.accepted();
    let seen = lines(seen.at("/portfolio/edges/0/node/vacancies"));
    assert!(
        seen.contains(&"Kuhmoinen OWNER 2026-08-14 preparer-291".to_owned()),
        "{seen:?}"
    );
    assert!(seen.contains(&"Lohja OWNER - -".to_owned()), "{seen:?}");

    // The cost report was due on 14 August: the day after, the deputy is reminded, and says why.
    app.travel_to(noon("2026-08-15")).await;
    let sent = app.mail.take();
    let late: Vec<_> = sent
        .iter()
        .filter(|mail| mail.subject.contains("Kuhmoinen") && mail.subject.starts_with("Myöhässä"))
        .collect();
    let to: Vec<&str> = late.iter().map(|mail| mail.to.address.as_str()).collect();
    assert_eq!(
        to,
        ["preparer-291@example.test"],
        "both responsible and deputy, told once"
    );
    assert!(!sent.iter().any(|mail| mail.subject.contains(GONE)), "told once");

    let input = naming(
        &app,
        &granted,
        &kuhmoinen,
        "OWNER",
        (&kuhmoinen.approver, None, None),
    )
    .await;
    name(&app, &kuhmoinen.approver, input).await.accepted();
    app.work().await;
    assert_eq!(
        about("Otat tehtävän", mails(&app)),
        ["approver-291: Otat tehtävän vastaan: Digitaaliset kunnat"]
    );
    assert_eq!(of_kuhmoinen(vacant(&app, lead, &granted).await), [""; 0]);
    app.finish().await;
}

/// Whoever is reminded as the deputy of a missing owner is told so.
#[tokio::test]
async fn a_deputy_is_reminded_in_the_place_of_a_missing_owner() {
    let app = TestApp::start_at(noon("2026-06-30")).await;
    let granted = project(&app).await;
    let kuhmoinen = app.world.municipality("Kuhmoinen").clone();
    let lead = &granted.lead.lead;
    let input = naming(
        &app,
        &granted,
        &kuhmoinen,
        "DEPUTY",
        (&kuhmoinen.lead, None, None),
    )
    .await;
    name(&app, lead, input).await.accepted();
    app.travel_to(noon("2026-08-14")).await;
    let _ = mails(&app);
    app.travel_to(noon("2026-08-15")).await;
    let sent = app.mail.take();
    let of_kuhmoinen: Vec<_> = sent
        .iter()
        .filter(|mail| mail.subject.contains("Kuhmoinen"))
        .collect();
    let deputy = of_kuhmoinen
        .iter()
        .find(|mail| mail.to.address.starts_with("lead-291"));
    let text = &deputy.expect("a mail to the deputy").text;
    assert!(text.contains("varahenkilö"), "{text}");
    assert_eq!(of_kuhmoinen.len(), 2, "no approver and no lead beside the deputy");
    app.finish().await;
}

/// The last role of an owner ends: the place is vacant on that very day.
#[tokio::test]
async fn a_role_that_ends_leaves_a_gap_on_the_same_day() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    let kuhmoinen = app.world.municipality("Kuhmoinen").clone();
    let lead = &granted.lead.lead;
    let input = naming(&app, &granted, &kuhmoinen, "OWNER", (&kuhmoinen.lead, None, None)).await;
    name(&app, lead, input).await.accepted();
    app.work().await;
    let _ = mails(&app);
    let input = json!({
        "personId": id_of(&app, &kuhmoinen.lead).await, "organisationId": kuhmoinen.id, "role": "LEAD_COORDINATOR",
    });
    app.mutate(
        &kuhmoinen.administrator,
        "endRole",
        "RoleInput",
        input,
        "person { id }",
    )
    .await
    .accepted();
    app.work().await;
    let told = about(GONE, mails(&app));
    assert_eq!(told.len(), 3, "{told:?}");
    let seen = vacant(&app, &app.world.officer, &granted).await;
    assert!(seen.contains(&"Kuhmoinen OWNER - -".to_owned()), "{seen:?}");
    app.travel_to(noon("2026-06-02")).await;
    assert_eq!(about(GONE, mails(&app)), [""; 0], "told once");
    // Somebody is named before the mail leaves: there is nothing to tell any more.
    let query = "query($id: ID!) { project(id: $id) { owners { person { name } } } }";
    let read = app
        .graphql(lead, query, json!({ "id": granted.id }))
        .await
        .accepted();
    assert!(
        read.at("/project/owners")
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["person"] == Value::Null)
    );
    app.finish().await;
}
