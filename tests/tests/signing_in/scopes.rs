use serde_json::{Value, json};
use talkoot_test_support::{Answer, Browser, TestApp, User};

use crate::signing_in::help::{WHO, id_of, who};

fn holder(secret: &str, of: &User) -> User {
    User {
        person: of.person,
        token: secret.to_owned(),
    }
}

const ISSUE: &str = "mutation($input: IssueTokenInput!) { issueToken(input: $input) { token \
    accessToken { id state scope expiresAt lastUsedAt organisation { id } } refusals { code path } } }";

async fn issue(browser: &Browser, input: Value) -> Answer {
    browser.graphql(ISSUE, json!({ "input": input })).await
}

/// Signed in with a browser everybody makes tokens for oneself. One that only reads is refused every change, by name.
#[tokio::test]
async fn a_token_that_reads_changes_nothing() {
    let app = TestApp::start().await;
    let lohja = app.world.municipality("Lohja");
    let person = id_of(&app, &lohja.preparer).await;
    let browser = app.signed_in(&lohja.preparer).await;
    let input =
        json!({ "personId": person, "label": "figures", "days": 30, "scope": "READ", "idempotencyKey": "1" });
    let issued = issue(&browser, input).await.accepted();
    assert_eq!(issued.text("/issueToken/accessToken/state"), "ACTIVE");
    assert_eq!(issued.text("/issueToken/accessToken/scope"), "READ");
    let reads = holder(&issued.text("/issueToken/token"), &lohja.preparer);
    assert_eq!(
        app.graphql(&reads, WHO, json!({}))
            .await
            .accepted()
            .text("/viewer/person/id"),
        person
    );

    let schema = "{ __schema { mutationType { fields { name } } } }";
    let mutations = app.anonymous(schema).await.accepted();
    let mutations = mutations.at("/__schema/mutationType/fields").as_array().cloned();
    let mutations = mutations.expect("mutations");
    assert!(mutations.len() > 100);
    // Asked without input it would be refused as a request; a token that reads is told first.
    let key = json!({ "idempotencyKey": "x", "id": issued.text("/issueToken/accessToken/id") });
    let refused = app
        .mutate(&reads, "revokeToken", "TokenStepInput", key, "accessToken { id }")
        .await;
    assert_eq!(refused.errors(), ["READ_ONLY_TOKEN"]);
    let survey = json!({ "secret": "x", "answers": {} });
    let refused = app
        .graphql(
            &reads,
            "mutation($input: AnswerSurveyInput!) { answerSurvey(input: $input) { refusals { code } } }",
            json!({ "input": survey }),
        )
        .await;
    assert_eq!(
        refused.errors(),
        ["READ_ONLY_TOKEN"],
        "also what needs no sign-in"
    );
    let form = reqwest::multipart::Form::new().text("organisation", lohja.id.clone());
    let url = format!("{}/files", app.url);
    let upload = reqwest::Client::new()
        .post(url)
        .bearer_auth(&reads.token)
        .multipart(form)
        .send()
        .await;
    assert_eq!(upload.expect("an answer").status().as_u16(), 403);
    app.finish().await;
}

/// A token makes no token for its own person: it would outlive itself. A session does, also one that writes.
#[tokio::test]
async fn a_token_does_not_prolong_itself() {
    let app = TestApp::start().await;
    let lohja = app.world.municipality("Lohja");
    let person = id_of(&app, &lohja.preparer).await;
    let input = json!({ "personId": person, "label": "own", "days": 366 });
    let by_token = app
        .mutate(&lohja.preparer, "issueToken", "IssueTokenInput", input, "token")
        .await;
    assert_eq!(by_token.refusals("issueToken"), ["NOT_PERMITTED"]);
    let browser = app.signed_in(&lohja.preparer).await;
    for (key, days, code) in [("a", 0, "INVALID_INPUT"), ("b", 367, "INVALID_INPUT")] {
        let input = json!({ "personId": person, "label": "own", "days": days, "idempotencyKey": key });
        assert_eq!(issue(&browser, input).await.refusals("issueToken"), [code]);
    }
    let other = id_of(&app, &lohja.approver).await;
    let input = json!({ "personId": other, "label": "own", "days": 1, "idempotencyKey": "c" });
    assert_eq!(
        issue(&browser, input).await.refusals("issueToken"),
        ["NOT_PERMITTED"]
    );
    let input = json!({ "personId": person, "label": "own", "days": 1, "idempotencyKey": "d" });
    let issued = issue(&browser, input).await.accepted();
    assert_eq!(issued.text("/issueToken/accessToken/scope"), "WRITE");
    let writes = holder(&issued.text("/issueToken/token"), &lohja.preparer);
    assert_eq!(app.status(&writes, WHO).await, 200);
    app.clock.advance(chrono::Duration::days(1));
    assert_eq!(app.status(&writes, WHO).await, 401, "its time is over");
    app.finish().await;
}

/// Confined to one organisation a token acts with the roles there only, and not at all without one.
#[tokio::test]
async fn a_token_of_an_organisation_acts_there_only() {
    let app = TestApp::start().await;
    let world = &app.world;
    let (lohja, karkkila) = (world.municipality("Lohja"), world.municipality("Karkkila"));
    app.grant_role(&lohja.preparer, karkkila, "PARTNER_PREPARER")
        .await;
    let person = id_of(&app, &lohja.preparer).await;
    let browser = app.signed_in(&lohja.preparer).await;
    let wanted = |key: &str, of: &str| json!({ "personId": person, "label": "books", "days": 30, "organisationId": of, "idempotencyKey": key });
    let nowhere = issue(&browser, wanted("a", &world.outsider.id)).await;
    assert_eq!(nowhere.refusals("issueToken"), ["INVALID_INPUT"]);
    let issued = issue(&browser, wanted("b", &karkkila.id)).await.accepted();
    assert_eq!(
        issued.text("/issueToken/accessToken/organisation/id"),
        karkkila.id
    );
    let confined = holder(&issued.text("/issueToken/token"), &lohja.preparer);
    let roles = "{ viewer { memberships { organisation { nameFi } } } }";
    let there = app.graphql(&confined, roles, json!({})).await.accepted();
    assert_eq!(
        there.at("/viewer/memberships"),
        &json!([{ "organisation": { "nameFi": "Karkkila" } }])
    );
    let content = b"a;b\n";
    let own = app
        .upload(&confined, karkkila.organisation, "a.csv", content)
        .await;
    assert_eq!(app.download(&confined, &own).await.0, 200);
    let elsewhere = app
        .upload(&lohja.preparer, lohja.organisation, "a.csv", content)
        .await;
    assert_eq!(app.download(&confined, &elsewhere).await.0, 404);

    app.clock.advance(chrono::Duration::minutes(1));
    let input = json!({ "personId": person, "organisationId": karkkila.id, "role": "PARTNER_PREPARER" });
    let ended = app
        .mutate(
            &karkkila.administrator,
            "endRole",
            "RoleInput",
            input,
            "person { id }",
        )
        .await;
    let _ = ended.accepted();
    assert_eq!(app.status(&confined, WHO).await, 401, "the role there has ended");
    assert_eq!(app.status(&lohja.preparer, WHO).await, 200);
    app.clock.advance(chrono::Duration::minutes(1));
    app.grant_role(&lohja.preparer, karkkila, "PARTNER_PREPARER")
        .await;
    assert_eq!(
        app.status(&confined, WHO).await,
        401,
        "nor with a later one there"
    );
    assert_eq!(app.status(&lohja.preparer, WHO).await, 200);
    app.finish().await;
}

/// An administrator of Lohja makes none for Karkkila, and confirms none; one of Karkkila makes it.
#[tokio::test]
async fn who_makes_a_token_of_an_organisation() {
    let app = TestApp::start().await;
    let world = &app.world;
    let (lohja, karkkila) = (world.municipality("Lohja"), world.municipality("Karkkila"));
    app.grant_role(&lohja.preparer, karkkila, "PARTNER_PREPARER")
        .await;
    let person = id_of(&app, &lohja.preparer).await;
    let input = json!({ "personId": person, "label": "books", "days": 30, "organisationId": karkkila.id });
    let foreign = app
        .mutate(
            &lohja.administrator,
            "issueToken",
            "IssueTokenInput",
            input.clone(),
            "token",
        )
        .await;
    assert_eq!(foreign.refusals("issueToken"), ["NOT_PERMITTED"]);
    let fields = "token accessToken { id state }";
    let made = app
        .mutate(
            &karkkila.administrator,
            "issueToken",
            "IssueTokenInput",
            input,
            fields,
        )
        .await
        .accepted();
    assert_eq!(made.text("/issueToken/accessToken/state"), "PENDING_CONFIRMATION");
    let id = json!({ "id": made.text("/issueToken/accessToken/id") });
    let foreign = app
        .mutate(
            &lohja.administrator,
            "confirmToken",
            "TokenStepInput",
            id,
            "accessToken { id }",
        )
        .await;
    assert_eq!(foreign.errors(), ["NOT_FOUND"], "it does not exist there");
    app.finish().await;
}

/// A program with a token that is confined to one organisation gets no stronger one for its own person, also when that
/// person administers the organisation; what an administrator makes for others is confined, too.
#[tokio::test]
async fn a_confined_token_gets_nowhere_else() {
    let app = TestApp::start().await;
    let lohja = app.world.municipality("Lohja");
    let person = id_of(&app, &lohja.administrator).await;
    let browser = app.signed_in(&lohja.administrator).await;
    let confined = json!({ "personId": person, "label": "program", "days": 7, "organisationId": lohja.id,
        "idempotencyKey": "a" });
    let issued = issue(&browser, confined).await.accepted();
    let program = holder(&issued.text("/issueToken/token"), &lohja.administrator);
    let input = json!({ "personId": person, "label": "more", "days": 366 });
    let more = app
        .mutate(&program, "issueToken", "IssueTokenInput", input, "token")
        .await;
    assert_eq!(more.refusals("issueToken"), ["NOT_PERMITTED"]);

    let other = id_of(&app, &lohja.preparer).await;
    let input = json!({ "personId": other, "label": "books", "days": 30 });
    let fields = "token accessToken { state organisation { id } }";
    let made = app
        .mutate(&program, "issueToken", "IssueTokenInput", input, fields)
        .await
        .accepted();
    assert_eq!(made.text("/issueToken/accessToken/state"), "PENDING_CONFIRMATION");
    assert_eq!(made.text("/issueToken/accessToken/organisation/id"), lohja.id);
    app.finish().await;
}

/// A token that somebody makes for oneself in a session, with this label, confined or not: its id, and who holds it.
async fn own(browser: &Browser, of: &User, person: &str, label: &str, to: Option<&str>) -> (String, User) {
    let input = json!({ "personId": person, "label": label, "days": 30, "organisationId": to, "idempotencyKey": label });
    let issued = issue(browser, input).await.accepted();
    (
        issued.text("/issueToken/accessToken/id"),
        holder(&issued.text("/issueToken/token"), of),
    )
}

/// Goal: somebody holds roles in two municipalities: an administrator of either one neither sees nor takes back what is
/// confined to the other one; the authority's administrator does.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told in its order")]
async fn who_administers_one_organisation_knows_nothing_of_tokens_of_another() {
    let app = TestApp::start().await;
    let world = &app.world;
    let (lohja, karkkila) = (world.municipality("Lohja"), world.municipality("Karkkila"));
    let of = &lohja.preparer;
    app.grant_role(of, karkkila, "PARTNER_PREPARER").await;
    let person = id_of(&app, of).await;
    let browser = app.signed_in(of).await;
    let (in_lohja, in_lohja_holder) = own(&browser, of, &person, "in Lohja", Some(&lohja.id)).await;
    let (in_karkkila, in_karkkila_holder) =
        own(&browser, of, &person, "in Karkkila", Some(&karkkila.id)).await;
    let (everywhere, everywhere_holder) = own(&browser, of, &person, "everywhere", None).await;

    let list = "query($id: ID!, $first: Int) { accessTokens(personId: $id, first: $first) { totalCount \
                edges { node { label } } } }";
    let labels = async |by: &User, first: i64| {
        let variables = json!({ "id": person, "first": first });
        let seen = app.graphql(by, list, variables).await.accepted();
        let edges = seen
            .at("/accessTokens/edges")
            .as_array()
            .cloned()
            .expect("a list");
        let labels: Vec<String> = edges
            .iter()
            .map(|edge| edge["node"]["label"].as_str().expect("a label").to_owned())
            .collect();
        (labels, seen.number("/accessTokens/totalCount"))
    };
    let names = |own: &str| ["installation", own, "everywhere"].map(str::to_owned).to_vec();
    let node = "query($id: ID!) { node(id: $id) { ... on AccessToken { label } } }";
    let revoke = async |by: &User, id: &str| {
        let input = json!({ "id": id });
        app.mutate(
            by,
            "revokeToken",
            "TokenStepInput",
            input,
            "accessToken { state }",
        )
        .await
    };
    for (by, label, foreign, holder) in [
        (
            &lohja.administrator,
            "in Lohja",
            &in_karkkila,
            &in_karkkila_holder,
        ),
        (
            &karkkila.administrator,
            "in Karkkila",
            &in_lohja,
            &in_lohja_holder,
        ),
    ] {
        assert_eq!(labels(by, 20).await, (names(label), 3), "{label}");
        assert_eq!(labels(by, 2).await, (names(label)[..2].to_vec(), 3), "{label}");
        let hidden = app.graphql(by, node, json!({ "id": foreign })).await;
        assert_eq!(hidden.at("/node"), &Value::Null, "{label}");
        assert_eq!(revoke(by, foreign).await.errors(), ["NOT_FOUND"], "{label}");
        assert_eq!(app.status(holder, WHO).await, 200, "{label}");
    }
    assert_eq!(labels(of, 20).await.1, 4);
    assert_eq!(labels(&world.administrator, 20).await.1, 4);

    for (by, id, holder) in [
        (&lohja.administrator, &in_lohja, &in_lohja_holder),
        (&karkkila.administrator, &everywhere, &everywhere_holder),
        (&world.administrator, &in_karkkila, &in_karkkila_holder),
    ] {
        let _ = revoke(by, id).await.accepted();
        assert_eq!(app.status(holder, WHO).await, 401);
    }
    app.finish().await;
}

/// Goal: a program with a token that is confined to one organisation ends of its own person nothing that acts elsewhere,
/// also when that person administers the organisation; what is confined as it is, itself included, it does.
#[tokio::test]
async fn a_confined_token_ends_only_what_is_confined_as_it_is() {
    let app = TestApp::start().await;
    let lohja = app.world.municipality("Lohja");
    for of in [&lohja.preparer, &lohja.administrator] {
        let person = id_of(&app, of).await;
        let browser = app.signed_in(of).await;
        let (itself, program) = own(&browser, of, &person, "program", Some(&lohja.id)).await;
        let (twin, twin_holder) = own(&browser, of, &person, "twin", Some(&lohja.id)).await;
        let (everywhere, everywhere_holder) = own(&browser, of, &person, "everywhere", None).await;
        let sessions = browser
            .graphql("{ mySessions { id } }", json!({}))
            .await
            .accepted();
        let session = sessions.text("/mySessions/0/id");
        let revoke = async |id: &str| {
            let input = json!({ "id": id });
            app.mutate(
                &program,
                "revokeToken",
                "TokenStepInput",
                input,
                "accessToken { state }",
            )
            .await
        };
        assert_eq!(
            revoke(&everywhere).await.refusals("revokeToken"),
            ["NOT_PERMITTED"]
        );
        let input = json!({ "id": session });
        let ended = app
            .mutate(&program, "endSession", "EndSessionInput", input, "session { id }")
            .await;
        assert_eq!(ended.refusals("endSession"), ["NOT_PERMITTED"]);
        let input = json!({ "personId": person });
        let ended = app
            .mutate(
                &program,
                "endSessionsOf",
                "EndSessionsOfInput",
                input,
                "person { id }",
            )
            .await;
        assert_eq!(ended.refusals("endSessionsOf"), ["NOT_PERMITTED"]);
        assert_eq!(app.status(&everywhere_holder, WHO).await, 200);
        assert!(!who(&browser).await.is_empty());

        let _ = revoke(&twin).await.accepted();
        assert_eq!(app.status(&twin_holder, WHO).await, 401);
        let done = revoke(&itself).await.accepted();
        assert_eq!(done.text("/revokeToken/accessToken/state"), "REVOKED");
        assert_eq!(app.status(&program, WHO).await, 401);
        // One that is not confined takes back any of its own person's.
        let input = json!({ "id": everywhere });
        let back = app
            .mutate(
                of,
                "revokeToken",
                "TokenStepInput",
                input,
                "accessToken { state }",
            )
            .await;
        assert_eq!(back.accepted().text("/revokeToken/accessToken/state"), "REVOKED");
    }
    app.finish().await;
}
