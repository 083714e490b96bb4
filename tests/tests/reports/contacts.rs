//! Who is named: the owner in each municipality and the officer who handles the grant.

use serde_json::{Value, json};
use talkoot_domain::policy::{Membership, Role};
use talkoot_test_support::{Answer, GrantedProject, Municipality, TestApp, User, said};

use crate::reports::help::{leave, mails, noon, project};

const FIELDS: &str = "project { officer { name } owners { municipality { nameFi } person { name } } }";

async fn id_of(app: &TestApp, user: &User) -> Value {
    let read = app.graphql(user, "{ viewer { person { id } } }", json!({})).await;
    read.at("/viewer/person/id").clone()
}

pub async fn name_owner(
    app: &TestApp,
    by: &User,
    granted: &GrantedProject,
    of: &Municipality,
    owner: &User,
) -> Answer {
    let input = json!({
        "projectId": granted.id, "municipalityId": of.id, "personId": id_of(app, owner).await,
    });
    app.mutate(by, "nameProjectOwner", "NameProjectOwnerInput", input, FIELDS)
        .await
}

pub async fn assign_officer(app: &TestApp, by: &User, granted: &GrantedProject, officer: &User) -> Answer {
    let input = json!({ "projectId": granted.id, "personId": id_of(app, officer).await });
    app.mutate(by, "assignOfficer", "AssignOfficerInput", input, FIELDS)
        .await
}

/// The name of the owner in Kuhmoinen, in the answer of a mutation.
fn owner(answer: &Answer, mutation: &str) -> Value {
    let owners = answer
        .at(&format!("/{mutation}/project/owners"))
        .as_array()
        .cloned();
    let owners = owners.expect("the owners");
    let kuhmoinen = owners
        .iter()
        .find(|one| one["municipality"]["nameFi"] == "Kuhmoinen");
    kuhmoinen.expect("Kuhmoinen")["person"]["name"].clone()
}

#[tokio::test]
async fn an_owner_is_named_by_the_lead_or_the_municipality_and_by_nobody_else() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    let world = &app.world;
    let (kuhmoinen, lohja) = (world.municipality("Kuhmoinen"), world.municipality("Lohja"));
    let lead = &granted.lead.lead;
    let mutation = "nameProjectOwner";
    let named = name_owner(&app, lead, &granted, kuhmoinen, &kuhmoinen.preparer)
        .await
        .accepted();
    assert_eq!(owner(&named, mutation), "preparer-291");
    let named = name_owner(&app, &kuhmoinen.approver, &granted, kuhmoinen, &kuhmoinen.lead).await;
    assert_eq!(
        owner(&named.accepted(), mutation),
        "lead-291",
        "the latest naming holds"
    );
    for (by, of, who, code) in [
        (&kuhmoinen.preparer, kuhmoinen, &kuhmoinen.lead, "NOT_PERMITTED"),
        (&lohja.approver, kuhmoinen, &kuhmoinen.lead, "NOT_PERMITTED"),
        (&world.officer, kuhmoinen, &kuhmoinen.lead, "NOT_PERMITTED"),
        (lead, kuhmoinen, &lohja.lead, "INVALID_INPUT"),
        (lead, &world.outsider, &world.outsider.lead, "INVALID_INPUT"),
    ] {
        assert_eq!(
            name_owner(&app, by, &granted, of, who).await.refusals(mutation),
            [code]
        );
    }
    for stranger in [&world.stranger, &world.outsider.lead] {
        let answer = name_owner(&app, stranger, &granted, kuhmoinen, &kuhmoinen.lead).await;
        assert_eq!(answer.errors(), ["NOT_FOUND"]);
    }
    app.finish().await;
}

#[tokio::test]
async fn the_grant_is_handled_by_whoever_drafted_the_decision_until_it_is_handed_on() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    let world = &app.world;
    let mutation = "assignOfficer";
    let query = "query($id: ID!) { project(id: $id) { officer { name } officerCandidates { name } } }";
    let read = app
        .graphql(&world.officer, query, json!({ "id": granted.id }))
        .await;
    assert_eq!(read.at("/project/officer/name"), "officer");
    assert_eq!(
        read.at("/project/officerCandidates").as_array().map(Vec::len),
        Some(3)
    );
    let done = assign_officer(&app, &world.officer, &granted, &world.other_officer)
        .await
        .accepted();
    assert_eq!(done.at("/assignOfficer/project/officer/name"), "other-officer");
    for (by, who, code) in [
        (&world.second, &world.officer, "NOT_PERMITTED"),
        (&granted.lead.lead, &world.officer, "NOT_PERMITTED"),
        (&world.officer, &world.second, "INVALID_INPUT"),
        (&world.officer, &world.stranger, "INVALID_INPUT"),
    ] {
        assert_eq!(
            assign_officer(&app, by, &granted, who).await.refusals(mutation),
            [code]
        );
    }
    let answer = assign_officer(&app, &world.stranger, &granted, &world.stranger).await;
    assert_eq!(answer.errors(), ["NOT_FOUND"]);
    app.finish().await;
}

/// While nobody is named, those who approve stand in and the lead hears of it too; each mail says truly why.
#[tokio::test]
async fn a_vacant_place_is_shown_and_escalates_in_true_words() {
    let app = TestApp::start_at(noon("2026-06-30")).await;
    let granted = project(&app).await;
    let kuhmoinen = app.world.municipality("Kuhmoinen");
    let lead = &granted.lead.lead;
    let mutation = "nameProjectOwner";
    name_owner(&app, lead, &granted, kuhmoinen, &kuhmoinen.lead)
        .await
        .accepted();
    let held = Membership {
        organisation: kuhmoinen.organisation,
        role: Role::LeadCoordinator,
    };
    leave(&app, &kuhmoinen.lead, held).await;
    let other = app.world.municipality("Lohja");
    let shown = name_owner(&app, lead, &granted, other, &other.lead)
        .await
        .accepted();
    assert_eq!(owner(&shown, mutation), Value::Null, "who has left is no owner");

    app.travel_to(noon("2026-08-14")).await;
    let _ = mails(&app);
    app.travel_to(noon("2026-08-15")).await;
    let sent = app.mail.take();
    let about =
        |what: &str, mail: &talkoot_mail::Outgoing| said(mail).iter().any(|subject| subject.contains(what));
    let to = |who: &str, what: &str| {
        let found = sent
            .iter()
            .find(|mail| mail.to.address.starts_with(who) && about("Kuhmoinen", mail));
        let text = &found.unwrap_or_else(|| panic!("a mail to {who}")).text;
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(what), "{who}: {text}");
    };
    to("approver-291", "eikä kunta ole nimennyt hankkeelle omistajaa");
    to("lead-635", "koska edustat hankkeen vastuukuntaa");
    to("preparer-291", "kuuluu tehtäviisi");
    let lohja: Vec<&str> = sent
        .iter()
        .filter(|mail| about("Lohja", mail))
        .map(|mail| mail.to.address.as_str())
        .collect();
    assert_eq!(lohja.len(), 2, "{lohja:?}");
    assert!(
        lohja.contains(&"lead-444@example.test"),
        "the owner, and no approver: {lohja:?}"
    );

    // The officer who drafted the decision leaves: every officer stands in.
    let held = Membership {
        organisation: app.world.authority,
        role: Role::Officer,
    };
    leave(&app, &app.world.officer, held).await;
    app.travel_to(noon("2026-08-28")).await;
    let sent = app.mail.take();
    let officers: Vec<&str> = sent
        .iter()
        .filter(|mail| about("Kuhmoinen", mail) && mail.text.contains("nimettyä"))
        .map(|mail| mail.to.address.as_str())
        .filter(|address| !address.starts_with("approver"))
        .collect();
    assert_eq!(officers.len(), 2, "{officers:?}");
    app.finish().await;
}
