//! Who may what is read anew for every request, so it is the same on every server at the same moment.

use serde_json::{Value, json};
use talkoot_test_support::{Browser, TestApp};

use super::fleet::{Post, Servers, several};
use crate::{
    administration::steps::{authority, id_of, issue, role, status, token_step},
    signing_in::help::who,
};

const SESSION: &str = "__Host-talkoot";
const SIGNING_IN: &str = "__Host-talkoot-signing-in";

/// The same browser before another server: both are one host to it.
fn at(app: &mut TestApp, url: &str, browser: &Browser) -> Browser {
    url.clone_into(&mut app.url);
    let same = app.browser();
    for name in [SESSION, SIGNING_IN] {
        if let Some(value) = browser.holds(name) {
            same.hold(name, &value);
        }
    }
    same
}

/// Goal: a token that one server makes is good on the other at once, and one that is taken back is good on none.
#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_good_on_every_server_or_on_none() {
    if !several() {
        return;
    }
    let mut app = TestApp::start().await;
    let Servers {
        urls: [one, other], ..
    } = &Servers::start(&app, &[]).await;
    let administrator = app.world.municipality("Lohja").administrator.clone();
    for _ in 0..5 {
        app.url.clone_from(one);
        let person = id_of(&app, &administrator).await;
        let issued = issue(&app, &administrator, &person).await.accepted();
        let (secret, token) = (
            issued.text("/issueToken/token"),
            issued.text("/issueToken/accessToken/id"),
        );
        app.url.clone_from(other);
        assert_eq!(status(&app, &secret).await, 200);
        let _ = token_step(&app, &administrator, "revokeToken", &token)
            .await
            .accepted();
        app.url.clone_from(one);
        assert_eq!(status(&app, &secret).await, 401);
    }
    app.finish().await;
}

/// Goal: a right that is taken on one server is gone on the other at once, and with the last one the session.
#[tokio::test(flavor = "multi_thread")]
async fn a_right_is_taken_on_every_server_at_once() {
    if !several() {
        return;
    }
    let mut app = TestApp::start().await;
    let servers = Servers::start(&app, &[]).await;
    let [one, other] = &servers.urls;
    let (officer, both) = (app.world.officer.clone(), app.world.both.clone());
    let administrator = app.world.administrator.clone();
    let person = id_of(&app, &both).await;
    let ministry = authority(&app);
    app.url.clone_from(one);
    let browser = app.signed_in(&both).await;
    assert_eq!(who(&browser).await, "both");
    let draft = async |app: &TestApp| {
        let content = json!({
            "title": "Haku", "opensOn": "2026-02-02", "closesOn": "2026-02-28", "usePeriodFirst": "2026-05-01",
            "usePeriodLast": "2027-12-31", "appropriation": "1000000.00", "largestAward": "300000.00",
        });
        let input = json!({ "content": content });
        app.mutate(&both, "createCall", "CreateCallInput", input, "call { id }")
            .await
    };
    let _ = draft(&app).await.accepted();
    app.url.clone_from(other);
    let taken = (person.as_str(), ministry.as_str(), "OFFICER");
    let _ = role(&app, &administrator, "endRole", taken).await.accepted();
    app.url.clone_from(one);
    assert_eq!(draft(&app).await.refusals("createCall"), ["NOT_PERMITTED"]);
    // The other role is left, and goes as well.
    app.url.clone_from(other);
    let taken = (person.as_str(), ministry.as_str(), "SECOND_APPROVER");
    let _ = role(&app, &administrator, "endRole", taken).await.accepted();
    app.url.clone_from(one);
    assert_eq!(who(&browser).await, "", "who has left is signed out everywhere");
    assert_eq!(app.status(&officer, "{ serverTime { today } }").await, 200);
    app.finish().await;
}

/// The path of the link in a mail.
fn link(mail: &Value) -> String {
    let text = mail["text"].as_str().expect("words");
    let base = "https://talkoot.example.test";
    let start = text.find(&format!("{base}/sign-in/link/")).expect("a link");
    let rest = &text[start + base.len()..];
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    rest[..end].to_owned()
}

/// Goal: the way in leads over both servers and a worker: asked on one, used on the other, signed in on both, and
/// signed out on both.
#[tokio::test(flavor = "multi_thread")]
async fn somebody_signs_in_over_both_servers() {
    if !several() {
        return;
    }
    let mut app = TestApp::start().await;
    let servers = Servers::start(&app, &[]).await;
    let [one, other] = &servers.urls;
    let post = Post::open();
    let _worker = post.worker(&app, "one");
    app.url.clone_from(one);
    let begun = app.browser();
    let form = [("email", "officer@example.test"), ("next", "/graphql")];
    assert_eq!(begun.post("/sign-in", &form).await.status, 200);
    let mail = post.server.mail();
    assert_eq!(mail["envelope"]["to"], json!(["officer@example.test"]));
    let there = at(&mut app, other, &begun);
    let pressed = there.post(&link(&mail), &[]).await;
    assert_eq!(pressed.status, 303, "{}", pressed.body);
    let here = at(&mut app, one, &there);
    assert_eq!(who(&here).await, "officer");
    assert_eq!(who(&there).await, "officer");
    // Pressed once more, on the other server.
    assert_eq!(here.post(&link(&mail), &[]).await.reason(), Some("gone"));
    assert_eq!(here.post("/sign-out", &[]).await.status, 200);
    assert_eq!(who(&there).await, "", "signed out on one is signed out on both");
    app.finish().await;
}

/// Goal: the same command sent to both at once is carried out once, and both answer the same.
#[tokio::test(flavor = "multi_thread")]
async fn one_key_on_two_servers_is_one_command() {
    const ROUNDS: i64 = 20;
    if !several() {
        return;
    }
    let app = TestApp::start().await;
    let servers = Servers::start(&app, &[]).await;
    let client = reqwest::Client::new();
    for number in 0..ROUNDS {
        let content = json!({
            "title": format!("Haku {number}"), "opensOn": "2026-02-02", "closesOn": "2026-02-28",
            "usePeriodFirst": "2026-05-01", "usePeriodLast": "2027-12-31", "appropriation": "1000000.00",
            "largestAward": "300000.00",
        });
        let body = json!({
            "query": "mutation($input: CreateCallInput!) { createCall(input: $input) { call { id } refusals { code } } }",
            "variables": { "input": { "idempotencyKey": format!("key {number}"), "content": content } },
        });
        let send = async |url: &str| -> Value {
            let request = client.post(format!("{url}/graphql"));
            let sent = request.bearer_auth(&app.world.officer.token).json(&body).send();
            sent.await.expect("an answer").json().await.expect("JSON")
        };
        let (one, other) = tokio::join!(send(&servers.urls[0]), send(&servers.urls[1]));
        assert!(one["data"]["createCall"]["call"]["id"].is_string(), "{one}");
        assert_eq!(one, other);
    }
    assert_eq!(app.number("SELECT COUNT(*) FROM call").await, ROUNDS);
    app.finish().await;
}
