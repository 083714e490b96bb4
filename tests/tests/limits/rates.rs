//! How often somebody may ask: one who asks too often is told how long to wait, and nobody else notices.

use std::num::NonZeroU32;

use reqwest::{Client, RequestBuilder, Response, multipart};
use serde_json::{Value, json};
use talkoot_server::http::{Extras, Proxies, ProxyHeader, Rates};
use talkoot_test_support::TestApp;

use super::started;

const TODAY: &str = "{ serverTime { today } }";

async fn with_rates(rates: Rates) -> TestApp {
    started(Extras {
        rates,
        ..Extras::default()
    })
    .await
}

fn few(number: u32) -> Option<NonZeroU32> {
    NonZeroU32::new(number)
}

fn ask(app: &TestApp) -> RequestBuilder {
    Client::new()
        .post(format!("{}/graphql", app.url))
        .json(&json!({ "query": TODAY }))
}

async fn status(request: RequestBuilder) -> u16 {
    request.send().await.expect("an answer").status().as_u16()
}

/// The seconds to wait, as the head of the refusal says.
fn wait(refused: &Response) -> u64 {
    assert_eq!(refused.status(), 429);
    let after = refused.headers().get("retry-after").expect("how long to wait");
    let seconds = after
        .to_str()
        .expect("text")
        .parse()
        .expect("a number of seconds");
    assert!((1..=60).contains(&seconds), "{seconds}");
    seconds
}

/// Goal: somebody who asks too often waits, with another token and with a session of a browser as well; others are
/// served, from the same address.
#[tokio::test]
async fn one_person_is_held_up_and_others_are_served() {
    let app = with_rates(Rates {
        person: few(5),
        ..Rates::default()
    })
    .await;
    let officer = &app.world.officer;
    for _ in 0..5 {
        assert_eq!(app.status(officer, TODAY).await, 200);
    }
    let refused = ask(&app)
        .bearer_auth(&officer.token)
        .send()
        .await
        .expect("an answer");
    let seconds = wait(&refused);
    let body: Value = refused.json().await.expect("JSON");
    let error = &body["errors"][0];
    assert_eq!(error["extensions"]["code"], "RATE_LIMITED", "{body}");
    assert_eq!(error["extensions"]["retryAfterSeconds"], seconds, "{body}");
    let words = error["message"].as_str().expect("words");
    assert!(
        words.contains("wait for") && words.contains("at most 5"),
        "{words}"
    );

    // The session of a browser is the same person's.
    let browser = app.signed_in(officer).await;
    let answer = browser.graphql(TODAY, json!({})).await;
    assert_eq!(answer.errors(), ["RATE_LIMITED"]);
    // Others at the same address are not held up, neither people nor strangers.
    let lead = &app.world.municipality("Pälkäne").lead;
    assert_eq!(app.status(lead, TODAY).await, 200);
    assert_eq!(status(ask(&app)).await, 200);
    // Whoever watches the server is always answered.
    for page in ["health", "ready"] {
        for _ in 0..20 {
            assert_eq!(app.get(officer, page).await.0, 200);
        }
    }
    app.finish().await;
}

/// Goal: an address for which nobody is signed in waits, and people at the same address go on.
#[tokio::test]
async fn an_address_is_held_up_and_people_there_are_served() {
    let app = with_rates(Rates {
        address: few(4),
        ..Rates::default()
    })
    .await;
    let public = || Client::new().get(format!("{}/public/calls.json", app.url));
    assert_eq!(status(ask(&app)).await, 200);
    for _ in 0..3 {
        assert_eq!(status(public()).await, 200);
    }
    // GraphQL and public pages count together.
    let refused = public().send().await.expect("an answer");
    let seconds = wait(&refused);
    let body: Value = refused.json().await.expect("JSON");
    assert_eq!(body["code"], "RATE_LIMITED", "{body}");
    assert_eq!(body["retryAfterSeconds"], seconds, "{body}");
    assert_eq!(status(ask(&app)).await, 429);
    // A person before a page reads words in the own language.
    let page = public()
        .header("accept", "text/html")
        .header("accept-language", "sv")
        .send()
        .await
        .expect("an answer");
    wait(&page);
    let page = page.text().await.expect("a page");
    assert!(
        page.contains("lang=\"sv\"") && page.contains("Vänta en minut"),
        "{page}"
    );
    // Signing in is counted apart, and so is whoever has signed in.
    let sign_in = Client::new().get(format!("{}/sign-in", app.url));
    assert_eq!(status(sign_in).await, 200);
    for _ in 0..10 {
        assert_eq!(app.status(&app.world.officer, TODAY).await, 200);
    }
    assert_eq!(app.get(&app.world.officer, "health").await.0, 200);
    app.finish().await;
}

/// Goal: pages to sign in and guessed tokens are counted together; a token that holds is served.
#[tokio::test]
async fn guessing_is_held_up() {
    let app = with_rates(Rates {
        sign_in: few(4),
        ..Rates::default()
    })
    .await;
    let guess = |number: u32| ask(&app).bearer_auth(format!("guess-{number}"));
    let page = || Client::new().get(format!("{}/sign-in", app.url));
    for number in 0..2 {
        assert_eq!(status(guess(number)).await, 401);
        assert_eq!(status(page()).await, 200);
    }
    let refused = guess(3).send().await.expect("an answer");
    wait(&refused);
    let body: Value = refused.json().await.expect("JSON");
    assert_eq!(body["errors"][0]["extensions"]["code"], "RATE_LIMITED", "{body}");
    let stale = ask(&app)
        .header("cookie", format!("__Host-talkoot={}", "a".repeat(64)))
        .header("sec-fetch-site", "same-origin");
    assert_eq!(status(stale).await, 429);
    assert_eq!(status(page()).await, 429);
    assert_eq!(app.status(&app.world.officer, TODAY).await, 200);
    assert_eq!(status(ask(&app)).await, 200);
    app.finish().await;
}

/// Goal: files have a number of their own.
#[tokio::test]
async fn files_are_counted_apart() {
    let app = with_rates(Rates {
        files: few(2),
        ..Rates::default()
    })
    .await;
    let lohja = app.world.municipality("Lohja");
    let upload = async || {
        let part = multipart::Part::bytes(b"a;b\n".to_vec()).file_name("kirja.csv");
        let form = multipart::Form::new()
            .text("organisation", lohja.id.clone())
            .part("file", part);
        let sent = Client::new()
            .post(format!("{}/files", app.url))
            .bearer_auth(&lohja.preparer.token)
            .multipart(form);
        sent.send().await.expect("an answer")
    };
    for _ in 0..2 {
        assert_eq!(upload().await.status(), 201);
    }
    let refused = upload().await;
    wait(&refused);
    let body: Value = refused.json().await.expect("JSON");
    assert_eq!(body["code"], "RATE_LIMITED", "{body}");
    assert!(
        body["message"]
            .as_str()
            .is_some_and(|words| words.contains("wait for")),
        "{body}"
    );
    assert_eq!(app.status(&lohja.preparer, TODAY).await, 200);
    app.finish().await;
}

/// Goal: what a header says about the address counts only as far as proxies are trusted, and what the client wrote
/// itself never does.
#[tokio::test]
async fn a_header_is_believed_as_far_as_it_is_said_to_be() {
    let trusted = |count, header| Rates {
        address: few(2),
        proxies: Proxies { count, header },
        ..Rates::default()
    };
    let from = async |app: &TestApp, header: &str, value: &str| status(ask(app).header(header, value)).await;

    let nobody = with_rates(trusted(0, ProxyHeader::XForwardedFor)).await;
    let mut answers = Vec::new();
    for client in ["192.0.2.1", "192.0.2.2", "192.0.2.3"] {
        answers.push(from(&nobody, "x-forwarded-for", client).await);
    }
    assert_eq!(answers, [200, 200, 429], "the header is not looked at");
    nobody.finish().await;

    let one = with_rates(trusted(1, ProxyHeader::XForwardedFor)).await;
    for client in ["192.0.2.1", "192.0.2.2"] {
        let mut answers = Vec::new();
        for invented in ["", "203.0.113.1, ", "203.0.113.2, "] {
            answers.push(from(&one, "x-forwarded-for", &format!("{invented}{client}")).await);
        }
        assert_eq!(answers, [200, 200, 429], "{client} cannot invent others");
    }
    // The other header is anybody's.
    let mut answers = Vec::new();
    for client in ["for=192.0.2.7", "for=192.0.2.8", "for=192.0.2.9"] {
        answers.push(from(&one, "forwarded", client).await);
    }
    assert_eq!(answers, [200, 200, 429]);
    one.finish().await;

    let standard = with_rates(trusted(2, ProxyHeader::Forwarded)).await;
    for client in ["for=192.0.2.1", "for=\"[2001:db8::1]:4711\";proto=https"] {
        let mut answers = Vec::new();
        for _ in 0..3 {
            answers.push(
                from(
                    &standard,
                    "forwarded",
                    &format!("for=203.0.113.9, {client}, for=10.0.0.2"),
                )
                .await,
            );
        }
        assert_eq!(answers, [200, 200, 429], "{client}");
    }
    standard.finish().await;
}

/// Goal: unless told, nobody is held up.
#[tokio::test]
async fn without_a_number_there_is_no_limit() {
    let app = with_rates(Rates::default()).await;
    for _ in 0..300 {
        assert_eq!(status(ask(&app)).await, 200);
    }
    app.finish().await;
}
