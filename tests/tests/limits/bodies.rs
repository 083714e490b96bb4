//! How large a request may be, and of what kind.

use reqwest::{Response, multipart};
use serde_json::{Value, json};
use talkoot_test_support::TestApp;

const MEBIBYTE: usize = 1024 * 1024;

async fn post(app: &TestApp, content_type: &str, body: Vec<u8>) -> Response {
    reqwest::Client::new()
        .post(format!("{}/graphql", app.url))
        .bearer_auth(&app.world.officer.token)
        .header("content-type", content_type)
        .body(body)
        .send()
        .await
        .expect("an answer from the server")
}

async fn code(response: Response) -> (u16, Value) {
    let status = response.status().as_u16();
    let body: Value = response.json().await.expect("JSON from the server");
    assert!(body["errors"][0]["message"].is_string(), "no words in {body}");
    (status, body["errors"][0]["extensions"]["code"].clone())
}

/// A request of so many bytes, none of them in a text that would be too long itself.
fn request_of(bytes: usize) -> Vec<u8> {
    let mut request = json!({ "query": "{ serverTime { today } }" })
        .to_string()
        .into_bytes();
    request.resize(bytes, b' ');
    request
}

#[tokio::test]
async fn a_request_holds_at_most_a_mebibyte() {
    let app = TestApp::start().await;
    let fits = post(&app, "application/json", request_of(MEBIBYTE)).await;
    assert_eq!(fits.status(), 200);
    let body: Value = fits.json().await.expect("JSON from the server");
    assert!(body["data"]["serverTime"]["today"].is_string(), "{body}");

    let larger = post(&app, "application/json", request_of(MEBIBYTE + 1)).await;
    assert_eq!(code(larger).await, (413, json!("BODY_TOO_LARGE")));
    app.finish().await;
}

#[tokio::test]
async fn a_request_is_json_and_one() {
    let app = TestApp::start().await;
    let form = multipart::Form::new()
        .text("operations", r#"{"query":"{ serverTime { today } }"}"#)
        .text("map", "{}");
    let sent = reqwest::Client::new()
        .post(format!("{}/graphql", app.url))
        .bearer_auth(&app.world.officer.token)
        .multipart(form)
        .send()
        .await
        .expect("an answer from the server");
    assert_eq!(code(sent).await, (415, json!("UNSUPPORTED_MEDIA_TYPE")));

    let text = post(&app, "text/plain", request_of(200)).await;
    assert_eq!(code(text).await, (415, json!("UNSUPPORTED_MEDIA_TYPE")));
    for body in ["", "{", "[{\"query\":\"{ serverTime { today } }\"}]"] {
        let sent = post(&app, "application/json", body.as_bytes().to_vec()).await;
        assert_eq!(code(sent).await, (400, json!("NO_REQUEST")), "{body}");
    }
    app.finish().await;
}

#[tokio::test]
async fn a_file_holds_at_most_a_hundred_mebibytes() {
    let app = TestApp::start().await;
    let lohja = app.world.municipality("Lohja");
    let upload = async |token: &str, bytes: usize| {
        let part = multipart::Part::bytes(vec![b'x'; bytes]).file_name("suuri.csv");
        let form = multipart::Form::new()
            .text("organisation", lohja.id.clone())
            .part("file", part);
        reqwest::Client::new()
            .post(format!("{}/files", app.url))
            .bearer_auth(token)
            .multipart(form)
            .send()
            .await
    };
    let small = upload(&lohja.preparer.token, 2 * MEBIBYTE)
        .await
        .expect("an answer");
    assert_eq!(small.status(), 201, "files are larger than requests");
    let large = upload(&lohja.preparer.token, 101 * MEBIBYTE)
        .await
        .expect("an answer");
    assert_eq!(large.status(), 413);
    let body: Value = large.json().await.expect("JSON from the server");
    assert!(body["message"].is_string(), "{body}");
    app.finish().await;
}
