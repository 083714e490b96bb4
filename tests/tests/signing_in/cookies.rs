//! What a cookie alone must not be enough for.

use serde_json::json;
use talkoot_test_support::TestApp;

use crate::signing_in::help::WHO;

/// Where the browser says the request comes from: the status of a request by cookie.
#[tokio::test]
async fn a_change_by_cookie_comes_from_a_page_of_the_site_itself() {
    let app = TestApp::start().await;
    let browser = app.signed_in(&app.world.officer).await;
    let host = app.url.strip_prefix("http://").expect("an address").to_owned();
    let own = format!("http://{host}");
    let body = json!({ "query": WHO });
    for (header, value, status) in [
        ("sec-fetch-site", "same-origin", 200),
        ("sec-fetch-site", "same-site", 403),
        ("sec-fetch-site", "cross-site", 403),
        ("sec-fetch-site", "none", 403),
        ("origin", own.as_str(), 200),
        ("origin", "https://evil.example", 403),
        ("origin", "null", 403),
        ("x-nothing", "said", 403),
    ] {
        let answer = browser
            .request("/graphql", |request| request.json(&body).header(header, value))
            .await;
        assert_eq!(answer.status, status, "{header}: {value}");
    }
    // A form of another site can send text, but not JSON.
    let text = browser
        .request("/graphql", |request| {
            request
                .body(body.to_string())
                .header("content-type", "text/plain")
                .header("sec-fetch-site", "same-origin")
        })
        .await;
    assert_eq!(text.status, 415);
    // With a token nothing of it is needed: no browser sends it by itself.
    assert_eq!(app.status(&app.world.officer, WHO).await, 200);
    app.finish().await;
}

/// Files, tables and the rest take a session as they take a token.
#[tokio::test]
async fn other_routes_take_a_session_too() {
    let app = TestApp::start().await;
    let lohja = app.world.municipality("Lohja");
    let browser = app.signed_in(&lohja.preparer).await;
    let form = || {
        let part = reqwest::multipart::Part::bytes(b"a;b\n".to_vec()).file_name("a.csv");
        reqwest::multipart::Form::new()
            .text("organisation", lohja.id.clone())
            .part("file", part)
    };
    let elsewhere = browser
        .request("/files", |request| {
            request.multipart(form()).header("sec-fetch-site", "cross-site")
        })
        .await;
    assert_eq!(elsewhere.status, 403);
    let kept = browser
        .request("/files", |request| {
            request.multipart(form()).header("sec-fetch-site", "same-origin")
        })
        .await;
    assert_eq!(kept.status, 201, "{kept:?}");
    let kept: serde_json::Value = serde_json::from_str(&kept.body).expect("JSON");
    let path = format!("/files/{}", kept["id"].as_str().expect("an id"));
    let read = browser.get(&path).await;
    assert_eq!((read.status, read.body.as_str()), (200, "a;b\n"));
    assert_eq!(app.browser().get(&path).await.status, 401);
    app.finish().await;
}

/// A token in the header counts, whatever the cookie says; a cookie that opens nothing is as good as none.
#[tokio::test]
async fn a_token_goes_before_a_cookie() {
    let app = TestApp::start().await;
    let browser = app.signed_in(&app.world.officer).await;
    let token = format!("Bearer {}", app.world.second.token);
    let answer = browser
        .request("/graphql", |request| {
            request
                .json(&json!({ "query": WHO }))
                .header("authorization", &token)
        })
        .await;
    assert!(answer.body.contains("second"), "{answer:?}");
    let wrong = browser
        .request("/graphql", |request| {
            request
                .json(&json!({ "query": WHO }))
                .header("authorization", "Bearer talkoot_wrong")
        })
        .await;
    assert_eq!(wrong.status, 401, "a wrong token is not made good by a cookie");
    let guessed = app.browser();
    // The cookie of a session is not its token, nor the other way round.
    guessed.hold("__Host-talkoot", &app.world.officer.token);
    let nobody = guessed.graphql(WHO, json!({})).await;
    assert_eq!(nobody.errors(), ["UNAUTHENTICATED"]);
    let secret = browser.holds("__Host-talkoot").expect("a session");
    let crossed = app
        .browser()
        .request("/graphql", |request| {
            request.json(&json!({ "query": WHO })).bearer_auth(&secret)
        })
        .await;
    assert_eq!(crossed.status, 401);
    app.finish().await;
}

/// Neither secrets of sessions nor of links are in the database.
#[tokio::test]
async fn the_database_holds_no_secret() {
    let app = TestApp::start().await;
    let browser = app.signed_in(&app.world.officer).await;
    let secret = browser.holds("__Host-talkoot").expect("a session");
    let dump = format!("{:?}", app.reader().await.dump().await);
    let in_hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
    assert!(!dump.contains(&secret) && !dump.contains(&in_hex));
    assert!(!dump.contains(secret.trim_start_matches("talkoot_")));
    app.finish().await;
}
