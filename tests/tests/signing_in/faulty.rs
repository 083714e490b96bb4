//! What an issuer signs wrongly, and what others try: each is refused, and nobody is signed in.

use std::sync::Arc;

use chrono::{Duration, TimeZone, Utc};
use serde_json::{Value, json};
use talkoot_server::{
    http::Extras,
    provider::{Provider, ProviderSettings},
};
use talkoot_test_support::{Browser, Page, TestApp};

use crate::signing_in::{
    help::{logged, who},
    issuer::{CLIENT, Issuer, Kind, SECRET, Signed},
};

async fn started() -> (TestApp, Issuer) {
    let issuer = Issuer::start().await;
    let settings = ProviderSettings {
        issuer: issuer.url.clone(),
        client_id: CLIENT.to_owned(),
        client_secret: Some(SECRET.to_owned()),
        name: "id".to_owned(),
        base_url: "https://talkoot.example.test".to_owned(),
        certificates: None,
    };
    let start = Utc.with_ymd_and_hms(2026, 2, 2, 10, 0, 0).single();
    let app = TestApp::start_signing_in(
        start.expect("a time"),
        |app| app,
        async |_| Extras {
            provider: Some(Arc::new(Provider::new(settings).expect("settings"))),
            ..Extras::default()
        },
    );
    (app.await, issuer)
}

fn part<'a>(url: &'a str, name: &str) -> &'a str {
    let (_, query) = url.split_once('?').expect("a query");
    let mut parts = query.split('&').filter_map(|part| part.split_once('='));
    parts.find(|(given, _)| *given == name).expect("a part").1
}

/// Begins to sign in; gives state and nonce.
async fn begin(browser: &Browser) -> (String, String) {
    let begun = browser.post("/sign-in/provider", &[]).await;
    let url = begun
        .location
        .unwrap_or_else(|| panic!("no provider: {}", begun.body));
    (part(&url, "state").to_owned(), part(&url, "nonce").to_owned())
}

async fn back(browser: &Browser, state: &str) -> Page {
    browser
        .get(&format!("/sign-in/callback?state={state}&code=the-code"))
        .await
}

async fn nobody_is_signed_in(app: &TestApp, browser: &Browser, what: &str) {
    assert_eq!(browser.holds("__Host-talkoot"), None, "{what}");
    assert_eq!(who(browser).await, "", "{what}");
    assert!(logged(app, "signIn").await.is_empty(), "{what}");
}

type Change = fn(&mut Value);

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a line per wrong token")]
async fn a_wrong_token_signs_nobody_in() {
    let (app, issuer) = started().await;
    let wrong: [(&str, Signed, Change); 20] = [
        ("another issuer", Signed::Rightly, |claims| {
            claims["iss"] = json!("https://evil.example");
        }),
        ("another audience", Signed::Rightly, |claims| {
            claims["aud"] = json!("somebody");
        }),
        ("a further audience", Signed::Rightly, |claims| {
            claims["aud"] = json!([CLIENT, "somebody"]);
        }),
        ("no audience", Signed::Rightly, |claims| {
            claims["aud"] = json!([]);
        }),
        ("another party", Signed::Rightly, |claims| {
            claims["azp"] = json!("somebody");
        }),
        ("another nonce", Signed::Rightly, |claims| {
            claims["nonce"] = json!("another");
        }),
        ("no nonce", Signed::Rightly, |claims| {
            claims["nonce"] = Value::Null;
        }),
        ("it has expired", Signed::Rightly, |claims| {
            claims["exp"] = claims["iat"].clone();
        }),
        ("no end", Signed::Rightly, |claims| {
            claims["exp"] = Value::Null;
        }),
        ("not yet good", Signed::Rightly, |claims| {
            claims["nbf"] = json!(claims["iat"].as_i64().unwrap_or_default() + 120);
        }),
        ("issued in the future", Signed::Rightly, |claims| {
            claims["iat"] = json!(claims["iat"].as_i64().unwrap_or_default() + 120);
        }),
        ("another access token", Signed::Rightly, |claims| {
            claims["at_hash"] = json!("AAAAAAAAAAAAAAAAAAAAAA");
        }),
        ("a foreign key", Signed::ByForeignKey, |_| {}),
        ("an unknown key", Signed::ByUnknownKey, |_| {}),
        ("a shared secret", Signed::WithSharedSecret, |_| {}),
        ("no signature", Signed::NotAtAll, |_| {}),
        ("unverified", Signed::Rightly, |claims| {
            claims["email_verified"] = json!(false);
        }),
        ("not said to be verified", Signed::Rightly, |claims| {
            claims["email_verified"] = Value::Null;
        }),
        ("no address", Signed::Rightly, |claims| {
            claims["email"] = Value::Null;
        }),
        ("an unknown person", Signed::Rightly, |claims| {
            claims["email"] = json!("nobody@example.test");
        }),
    ];
    for (what, signed, change) in wrong {
        let browser = app.browser();
        let (state, nonce) = begin(&browser).await;
        issuer.says(app.app.now(), &nonce, signed, change);
        let refused = back(&browser, &state).await;
        assert_eq!(refused.status, 403, "{what}");
        let expected = match what {
            "unverified" | "not said to be verified" | "no address" => "unverified-address",
            "an unknown person" => "unknown-person",
            _ => "not-believed",
        };
        assert_eq!(refused.reason(), Some(expected), "{what}");
        assert!(
            refused.body.contains("href=\"/sign-in\""),
            "it says what to do: {what}"
        );
        nobody_is_signed_in(&app, &browser, what).await;
        // The try is used up: the right answer comes too late.
        issuer.says(app.app.now(), &nonce, Signed::Rightly, |_| {});
        assert_eq!(back(&browser, &state).await.reason(), Some("gone"), "{what}");
        nobody_is_signed_in(&app, &browser, what).await;
    }
    let browser = app.browser();
    let (state, nonce) = begin(&browser).await;
    issuer.says(app.app.now(), &nonce, Signed::Rightly, |_| {});
    assert_eq!(
        back(&browser, &state).await.status,
        303,
        "and the right one signs in"
    );
    assert_eq!(who(&browser).await, "officer");
    app.finish().await;
}

#[tokio::test]
async fn a_state_is_good_once_in_its_browser_and_for_a_while() {
    let (app, issuer) = started().await;
    let (browser, other) = (app.browser(), app.browser());
    let (state, nonce) = begin(&browser).await;
    issuer.says(app.app.now(), &nonce, Signed::Rightly, |_| {});
    // Somebody is lured to the answer that belongs to another browser.
    assert_eq!(
        back(&other, &state).await.reason(),
        Some("other-browser"),
        "without a cookie"
    );
    let (theirs, _) = begin(&other).await;
    assert_eq!(
        back(&other, &state).await.reason(),
        Some("other-browser"),
        "with another cookie"
    );
    nobody_is_signed_in(&app, &other, "another browser").await;
    assert_eq!(back(&browser, "made-up").await.reason(), Some("gone"));
    let none = browser.get("/sign-in/callback?code=the-code").await;
    assert_eq!(none.reason(), Some("gone"));
    let elsewhere = format!("/sign-in/callback?state={theirs}&code=the-code&iss=https%3A%2F%2Fevil.example");
    assert_eq!(
        other.get(&elsewhere).await.reason(),
        Some("not-believed"),
        "mixed up with another service"
    );
    assert_eq!(back(&browser, &state).await.status, 303);
    assert_eq!(back(&browser, &state).await.status, 403, "a second time");

    let late = app.browser();
    let (state, nonce) = begin(&late).await;
    app.clock.advance(Duration::minutes(15));
    issuer.says(app.app.now(), &nonce, Signed::Rightly, |_| {});
    assert_eq!(back(&late, &state).await.reason(), Some("gone"), "too late");
    let (state, _) = begin(&late).await;
    let wrong = late
        .get(&format!("/sign-in/callback?state={state}&code=another"))
        .await;
    assert_eq!(wrong.reason(), Some("provider-refused"), "a code that is none");
    assert_eq!(late.holds("__Host-talkoot"), None);
    let crossed = late.post_from("cross-site", "/sign-in/provider", &[]).await;
    assert_eq!(crossed.status, 403, "nobody else begins it");
    app.finish().await;
}

/// A new key is asked for when it is met, but not more than once a minute.
#[tokio::test]
async fn keys_are_asked_for_anew_when_they_change() {
    let (app, issuer) = started().await;
    let sign_in = async || {
        let browser = app.browser();
        let (state, nonce) = begin(&browser).await;
        issuer.says(app.app.now(), &nonce, Signed::Rightly, |_| {});
        back(&browser, &state).await.status
    };
    assert_eq!(sign_in().await, 303);
    assert_eq!(sign_in().await, 303);
    assert_eq!(issuer.asked_for_keys(), 1);
    app.clock.advance(Duration::minutes(1));
    issuer.rotate_to(1);
    assert_eq!(sign_in().await, 303, "with the new key");
    assert_eq!(issuer.asked_for_keys(), 2);
    issuer.rotate_to(2);
    assert_eq!(sign_in().await, 403, "too soon");
    assert_eq!(issuer.asked_for_keys(), 2);
    app.clock.advance(Duration::minutes(1));
    assert_eq!(sign_in().await, 303);
    assert_eq!(issuer.asked_for_keys(), 3);
    app.finish().await;
}

/// Goal: keys on every curve that is accepted are believed, and none of them when another key of its kind has signed.
#[tokio::test]
async fn keys_on_every_accepted_curve_sign_somebody_in() {
    let (app, issuer) = started().await;
    for kind in [Kind::Es256, Kind::Es384, Kind::EdDsa] {
        // An unknown key is asked for after a minute.
        app.clock.advance(Duration::minutes(1));
        issuer.signs_by(kind);
        for (signed, status, name) in [(Signed::ByForeignKey, 403, ""), (Signed::Rightly, 303, "officer")] {
            let browser = app.browser();
            let (state, nonce) = begin(&browser).await;
            issuer.says(app.app.now(), &nonce, signed, |_| {});
            assert_eq!(back(&browser, &state).await.status, status, "{kind:?} {signed:?}");
            assert_eq!(who(&browser).await, name, "{kind:?} {signed:?}");
        }
    }
    app.finish().await;
}

/// Who is meant by a subject is recorded once: neither the address nor the name at the provider takes somebody over.
#[tokio::test]
async fn a_person_is_known_by_the_subject_from_the_first_time_on() {
    let (app, issuer) = started().await;
    let sign_in = async |change: Change| {
        let browser = app.browser();
        let (state, nonce) = begin(&browser).await;
        issuer.says(app.app.now(), &nonce, Signed::Rightly, change);
        let page = back(&browser, &state).await;
        let reason = page.reason().map(str::to_owned);
        (who(&browser).await, reason)
    };
    assert_eq!(sign_in(|_| {}).await.0, "officer");
    let renamed: Change = |claims| {
        claims["email"] = json!("second@example.test");
        claims["email_verified"] = json!(false);
    };
    assert_eq!(
        sign_in(renamed).await.0,
        "officer",
        "the subject counts, not the address"
    );
    let another: Change = |claims| {
        claims["sub"] = json!("subject-2");
    };
    assert_eq!(
        sign_in(another).await,
        (String::new(), Some("other-account".to_owned())),
        "the address was given to somebody else at the provider"
    );
    app.finish().await;
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a line per wrong token")]
async fn only_a_logout_that_the_provider_signed_ends_sessions() {
    let (app, issuer) = started().await;
    let browser = app.browser();
    let (state, nonce) = begin(&browser).await;
    issuer.says(app.app.now(), &nonce, Signed::Rightly, |_| {});
    assert_eq!(back(&browser, &state).await.status, 303);
    app.clock.advance(Duration::minutes(2));
    let now = app.app.now().timestamp();
    let good = json!({
        "iss": issuer.url, "aud": CLIENT, "iat": now, "exp": now + 120, "jti": "1", "sid": "their-session",
        "sub": "subject-1", "events": { "http://schemas.openid.net/event/backchannel-logout": {} },
    });
    let wrong: [(&str, Signed, Change); 14] = [
        ("another issuer", Signed::Rightly, |claims| {
            claims["iss"] = json!("https://evil.example");
        }),
        ("another audience", Signed::Rightly, |claims| {
            claims["aud"] = json!("somebody");
        }),
        ("over", Signed::Rightly, |claims| {
            claims["exp"] = claims["iat"].clone();
        }),
        ("old", Signed::Rightly, |claims| {
            claims["iat"] = json!(claims["iat"].as_i64().unwrap_or_default() - 601);
        }),
        ("early", Signed::Rightly, |claims| {
            claims["iat"] = json!(claims["iat"].as_i64().unwrap_or_default() + 61);
        }),
        ("an ID token", Signed::Rightly, |claims| {
            claims["nonce"] = json!("n");
        }),
        ("no event", Signed::Rightly, |claims| {
            claims["events"] = json!({});
        }),
        ("nobody", Signed::Rightly, |claims| {
            claims["sub"] = Value::Null;
            claims["sid"] = Value::Null;
        }),
        ("no name", Signed::Rightly, |claims| {
            claims["jti"] = Value::Null;
        }),
        ("no end", Signed::Rightly, |claims| {
            claims["exp"] = Value::Null;
        }),
        ("foreign", Signed::ByForeignKey, |_| {}),
        ("unknown", Signed::ByUnknownKey, |_| {}),
        ("shared", Signed::WithSharedSecret, |_| {}),
        ("unsigned", Signed::NotAtAll, |_| {}),
    ];
    let provider = app.browser();
    for (what, signed, change) in wrong {
        let mut claims = good.clone();
        change(&mut claims);
        let token = issuer.sign(signed, "logout+jwt", &claims);
        let refused = provider
            .post_from("none", "/sign-in/logout", &[("logout_token", &token)])
            .await;
        assert_eq!(refused.status, 400, "{what}");
        assert_eq!(who(&browser).await, "officer", "{what}");
    }
    let mut other = good.clone();
    other["sid"] = json!("another-session");
    let token = issuer.sign(Signed::Rightly, "logout+jwt", &other);
    let done = provider
        .post_from("none", "/sign-in/logout", &[("logout_token", &token)])
        .await;
    assert_eq!(
        (done.status, who(&browser).await.as_str()),
        (200, "officer"),
        "another session"
    );

    let token = issuer.sign(Signed::Rightly, "logout+jwt", &good);
    let done = provider
        .post_from("none", "/sign-in/logout", &[("logout_token", &token)])
        .await;
    assert_eq!((done.status, who(&browser).await.as_str()), (200, ""));
    assert_eq!(logged(&app, "endSessionByProvider").await.len(), 1);

    // Said again after the person has signed in anew it ends nothing.
    app.clock.advance(Duration::seconds(90));
    let (state, nonce) = begin(&browser).await;
    issuer.says(app.app.now(), &nonce, Signed::Rightly, |_| {});
    assert_eq!(back(&browser, &state).await.status, 303);
    let done = provider
        .post_from("none", "/sign-in/logout", &[("logout_token", &token)])
        .await;
    assert_eq!((done.status, who(&browser).await.as_str()), (200, "officer"));
    app.finish().await;
}
