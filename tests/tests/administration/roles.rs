use serde_json::json;
use talkoot_test_support::{TestApp, User};

use crate::administration::steps::{authority, bearer, id_of, issue, person, role, token_step};

/// Codes of the refusals of `grantRole`.
async fn granting(app: &TestApp, by: &User, change: (&str, &str, &str)) -> Vec<String> {
    role(app, by, "grantRole", change).await.refusals("grantRole")
}

#[tokio::test]
async fn a_new_person_signs_in_with_a_role_until_it_ends() {
    let app = TestApp::start().await;
    let person = person(&app, "uusi@example.test").await;
    let lohja = app.world.municipality("Lohja");
    let by = &lohja.administrator;
    let change = (person.as_str(), lohja.id.as_str(), "PARTNER_PREPARER");
    let _ = role(&app, by, "grantRole", change).await.accepted();
    let issued = issue(&app, by, &person).await.accepted();
    let token = issued.text("/issueToken/accessToken/id");
    let _ = token_step(&app, &app.world.administrator, "confirmToken", &token)
        .await
        .accepted();
    let new = bearer(&app, &issued.text("/issueToken/token"));
    let viewer = "{ viewer { person { name } memberships { role organisation { nameFi } } } }";
    let seen = app.graphql(&new, viewer, json!({})).await.accepted();
    assert_eq!(
        seen.at("/viewer"),
        &json!({ "person": { "name": "Uusi Henkilö" },
                 "memberships": [{ "role": "partner_preparer", "organisation": { "nameFi": "Lohja" } }] })
    );
    assert_eq!(granting(&app, by, change).await, ["DUPLICATE"]);

    let _ = role(&app, by, "endRole", change).await.accepted();
    assert_eq!(
        app.status(&new, viewer).await,
        401,
        "with the last role the tokens end"
    );
    assert_eq!(role(&app, by, "endRole", change).await.errors(), ["NOT_FOUND"]);
    app.finish().await;
}

/// The defect of the audit: an administrator of anything could become the ministry's officer.
#[tokio::test]
async fn an_administrator_administers_its_own_organisation_only() {
    let app = TestApp::start().await;
    let somebody = person(&app, "uusi@example.test").await;
    let ministry = authority(&app);
    let lohja = app.world.municipality("Lohja");
    let karkkila = app.world.municipality("Karkkila");
    let officer = id_of(&app, &app.world.officer).await;
    let preparer = id_of(&app, &lohja.preparer).await;
    for (by, organisation, name) in [
        (&lohja.administrator, &ministry, "OFFICER"),
        (&lohja.administrator, &ministry, "SECOND_APPROVER"),
        (&lohja.administrator, &ministry, "ADMINISTRATOR"),
        (&lohja.administrator, &karkkila.id, "PARTNER_PREPARER"),
        (&app.world.administrator, &lohja.id, "PARTNER_APPROVER"),
        (&app.world.administrator, &lohja.id, "ADMINISTRATOR"),
        (&app.world.officer, &ministry, "AUDITOR"),
        (&lohja.lead, &lohja.id, "PARTNER_PREPARER"),
    ] {
        let change = (somebody.as_str(), organisation.as_str(), name);
        assert_eq!(granting(&app, by, change).await, ["NOT_PERMITTED"], "{name}");
    }
    for (by, whose, organisation, name) in [
        (&lohja.administrator, &officer, &ministry, "OFFICER"),
        (&app.world.administrator, &preparer, &lohja.id, "PARTNER_PREPARER"),
        (&app.world.officer, &officer, &ministry, "OFFICER"),
        (&lohja.approver, &preparer, &lohja.id, "PARTNER_PREPARER"),
    ] {
        let change = (whose.as_str(), organisation.as_str(), name);
        let refused = role(&app, by, "endRole", change).await;
        assert_eq!(refused.refusals("endRole"), ["NOT_PERMITTED"], "{name}");
    }
    app.finish().await;
}

#[tokio::test]
async fn an_authority_gives_another_organisation_its_first_administrator() {
    let app = TestApp::start().await;
    let administrator = &app.world.administrator;
    let input = json!({ "kind": "MUNICIPALITY", "code": "049", "nameFi": "Espoo", "nameSv": "Esbo", "language": "FI" });
    let fields = "organisation { id }";
    let created = app
        .mutate(
            administrator,
            "createOrganisation",
            "CreateOrganisationInput",
            input,
            fields,
        )
        .await
        .accepted();
    let espoo = created.text("/createOrganisation/organisation/id");
    let first = person(&app, "first@example.test").await;
    let other = person(&app, "other@example.test").await;
    let preparer = (first.as_str(), espoo.as_str(), "PARTNER_PREPARER");
    assert_eq!(
        granting(&app, administrator, preparer).await,
        ["NOT_PERMITTED"],
        "only its administrator"
    );
    let change = (first.as_str(), espoo.as_str(), "ADMINISTRATOR");
    let by_municipality = &app.world.municipality("Lohja").administrator;
    assert_eq!(granting(&app, by_municipality, change).await, ["NOT_PERMITTED"]);
    assert_eq!(granting(&app, administrator, change).await, [""; 0]);
    let second = (other.as_str(), espoo.as_str(), "ADMINISTRATOR");
    assert_eq!(
        granting(&app, administrator, second).await,
        ["NOT_PERMITTED"],
        "from now on it helps itself"
    );
    app.finish().await;
}

#[tokio::test]
async fn nobody_gives_or_ends_a_role_of_ones_own() {
    let app = TestApp::start().await;
    let lohja = app.world.municipality("Lohja");
    let oneself = id_of(&app, &lohja.administrator).await;
    for name in ["AUDITOR", "PARTNER_APPROVER"] {
        let change = (oneself.as_str(), lohja.id.as_str(), name);
        assert_eq!(
            granting(&app, &lohja.administrator, change).await,
            ["SAME_PERSON"]
        );
    }
    let change = (oneself.as_str(), lohja.id.as_str(), "ADMINISTRATOR");
    let refused = role(&app, &lohja.administrator, "endRole", change).await;
    assert_eq!(refused.refusals("endRole"), ["SAME_PERSON"]);
    app.finish().await;
}

#[tokio::test]
async fn a_role_fits_the_organisation_and_an_administrator_handles_no_money() {
    let app = TestApp::start().await;
    let somebody = person(&app, "uusi@example.test").await;
    let ministry = authority(&app);
    let lohja = app.world.municipality("Lohja");
    let authority_admin = &app.world.administrator;
    for (by, organisation, name) in [
        (&lohja.administrator, &lohja.id, "OFFICER"),
        (&lohja.administrator, &lohja.id, "SECOND_APPROVER"),
        (authority_admin, &ministry, "PARTNER_PREPARER"),
        (authority_admin, &ministry, "PARTNER_APPROVER"),
        (authority_admin, &ministry, "LEAD_COORDINATOR"),
    ] {
        let change = (somebody.as_str(), organisation.as_str(), name);
        assert_eq!(granting(&app, by, change).await, ["INVALID_INPUT"], "{name}");
    }

    // Neither an administrator who handles money nor somebody who handles money and administers.
    let other = id_of(&app, &app.world.other_administrator).await;
    for name in ["OFFICER", "SECOND_APPROVER"] {
        let change = (other.as_str(), ministry.as_str(), name);
        assert_eq!(
            granting(&app, authority_admin, change).await,
            ["INVALID_INPUT"],
            "{name}"
        );
    }
    for user in [&app.world.officer, &app.world.second] {
        let whose = id_of(&app, user).await;
        let change = (whose.as_str(), ministry.as_str(), "ADMINISTRATOR");
        assert_eq!(granting(&app, authority_admin, change).await, ["INVALID_INPUT"]);
    }
    let change = (other.as_str(), ministry.as_str(), "AUDITOR");
    assert_eq!(
        granting(&app, authority_admin, change).await,
        [""; 0],
        "an auditor handles none"
    );
    let approver = id_of(&app, &lohja.approver).await;
    let change = (approver.as_str(), lohja.id.as_str(), "ADMINISTRATOR");
    assert_eq!(
        granting(&app, &lohja.administrator, change).await,
        ["INVALID_INPUT"]
    );
    let ended = (approver.as_str(), lohja.id.as_str(), "PARTNER_APPROVER");
    let _ = role(&app, &lohja.administrator, "endRole", ended)
        .await
        .accepted();
    assert_eq!(
        granting(&app, &lohja.administrator, change).await,
        [""; 0],
        "once the other role has ended"
    );
    app.finish().await;
}

#[tokio::test]
async fn roles_are_given_to_people_in_organisations_that_exist() {
    let app = TestApp::start().await;
    let ministry = authority(&app);
    let by = &app.world.administrator;
    let somebody = person(&app, "uusi@example.test").await;
    for (whose, organisation) in [
        (ministry.as_str(), ministry.as_str()),
        (somebody.as_str(), somebody.as_str()),
        ("nobody", ministry.as_str()),
    ] {
        for mutation in ["grantRole", "endRole"] {
            let refused = role(&app, by, mutation, (whose, organisation, "OFFICER")).await;
            assert_eq!(refused.errors(), ["NOT_FOUND"], "{mutation} {whose}");
        }
    }
    app.finish().await;
}
