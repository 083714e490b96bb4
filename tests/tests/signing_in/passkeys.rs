use chrono::Duration;
use serde_json::{Value, json};
use talkoot_test_support::{Page, TestApp};

use crate::signing_in::{
    device::{
        Around, Device, ORIGIN, PRESENT, TO_ADD, TO_SIGN_IN, VERIFIED, added, answered, options, sign_in,
    },
    help::{logged, who},
};

pub(crate) fn refused(reason: &str) -> (u16, String) {
    (403, reason.to_owned())
}

pub(crate) fn done() -> (u16, String) {
    (200, String::new())
}

/// The subjects and texts of the mails that were sent since.
pub(crate) async fn mails(app: &TestApp) -> Vec<String> {
    app.work().await;
    let mails = app.mail.take();
    mails
        .iter()
        .map(|mail| format!("{} {}\n{}", mail.to.address, mail.subject, mail.text))
        .collect()
}

/// The address to which the first passkey on the page is taken away.
pub(crate) fn first_removal(page: &Page) -> String {
    let (_, rest) = page
        .body
        .split_once("action=\"/sign-in/passkeys/")
        .expect("a passkey");
    let (path, _) = rest.split_once('"').expect("an address");
    format!("/sign-in/passkeys/{path}")
}

/// Added in a session, it signs in in any browser, and no address is typed; its owner hears of it.
#[tokio::test]
async fn a_passkey_is_added_and_signs_in_until_it_is_removed() {
    let app = TestApp::start().await;
    let officer = &app.world.officer;
    let at_home = app.signed_in(officer).await;
    let empty = at_home.get("/sign-in/passkeys").await;
    assert_eq!(empty.status, 200);
    assert!(!empty.body.contains("<table>") && empty.body.contains("/sign-in/passkeys.js"));
    let mut phone = added(&at_home, "  <phone>  ").await;
    let told = mails(&app).await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].starts_with("officer@example.test Uusi pääsyavain"),
        "{told:?}"
    );
    assert!(
        told[0].contains(&format!("{ORIGIN}/sign-in/passkeys")),
        "{told:?}"
    );

    let away = app.browser();
    assert_eq!(sign_in(&away, &mut phone, &Around::default()).await, done());
    assert_eq!(who(&away).await, "officer");
    assert_eq!(
        logged(&app, "signIn").await.last(),
        Some(&json!({ "by": "passkey" }))
    );
    let sessions = away
        .graphql("{ mySessions { openedBy } }", json!({}))
        .await
        .accepted();
    let how: Vec<&Value> = sessions
        .at("/mySessions")
        .as_array()
        .expect("a list")
        .iter()
        .collect();
    assert!(how.contains(&&json!({ "openedBy": "PASSKEY" })), "{how:?}");

    // Another one: the device is told which ones it has.
    let asked = options(&away, TO_ADD).await;
    assert_eq!(asked["excludeCredentials"].as_array().map(Vec::len), Some(1));
    let mut key = added(&away, "key").await;
    assert_eq!(mails(&app).await.len(), 1);
    let listed = at_home.get("/sign-in/passkeys").await;
    assert!(listed.body.contains("&lt;phone&gt;") && listed.body.contains("<td>key</td>"));
    assert!(listed.body.contains("<td>2.2.2026</td>") && listed.body.contains("<td>ei vielä</td>"));

    let crossed = at_home
        .post_from("cross-site", &first_removal(&listed), &[])
        .await;
    assert_eq!(crossed.status, 403);
    let removed = at_home.post(&first_removal(&listed), &[]).await;
    assert_eq!(
        (removed.status, removed.location.as_deref()),
        (303, Some("/sign-in/passkeys"))
    );
    let told = mails(&app).await;
    assert!(
        told.len() == 1 && told[0].contains("Pääsyavain poistettu"),
        "{told:?}"
    );
    let elsewhere = app.browser();
    let gone = sign_in(&elsewhere, &mut phone, &Around::default()).await;
    assert_eq!(gone, refused("unknown-passkey"));
    assert_eq!(sign_in(&elsewhere, &mut key, &Around::default()).await, done());
    assert_eq!(who(&elsewhere).await, "officer");
    // Again is nothing new, and makes no mail.
    assert_eq!(at_home.post(&first_removal(&listed), &[]).await.status, 303);
    assert_eq!(mails(&app).await.len(), 0);
    let entries = (
        logged(&app, "addPasskey").await,
        logged(&app, "removePasskey").await,
    );
    assert_eq!((entries.0.len(), entries.1.len()), (2, 1));
    app.finish().await;
}

/// What a device is asked: to verify who is there, to keep the key itself, for this site only.
#[tokio::test]
async fn devices_are_asked_to_verify_who_is_there() {
    let app = TestApp::start().await;
    let browser = app.signed_in(&app.world.officer).await;
    let asked = options(&browser, TO_ADD).await;
    let chosen = &asked["authenticatorSelection"];
    assert_eq!(chosen["userVerification"], "required");
    assert_eq!(chosen["residentKey"], "required");
    assert_eq!(asked["rp"]["id"], "talkoot.example.test");
    assert_eq!(asked["attestation"], "none");
    let asked = options(&app.browser(), TO_SIGN_IN).await;
    assert_eq!(asked["userVerification"], "required");
    assert_eq!(asked["rpId"], "talkoot.example.test");
    assert_eq!(asked["allowCredentials"], json!([]));
    let page = app.browser().get("/sign-in").await;
    assert!(page.body.contains("data-passkey=\"sign-in\""));
    let script = app.browser().get("/sign-in/passkeys.js").await;
    assert!(script.status == 200 && script.body.contains("navigator.credentials.get"));
    app.finish().await;
}

/// A line per answer that is not believed: what the page and the device say around the key.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, in its order")]
async fn what_is_not_right_signs_nobody_in() {
    let app = TestApp::start().await;
    let mut phone = added(&app.signed_in(&app.world.officer).await, "phone").await;
    let browser = app.browser();
    let right = Around::default;
    for around in [
        Around {
            origin: "https://evil.example",
            ..right()
        },
        Around {
            origin: "http://talkoot.example.test",
            ..right()
        },
        Around {
            origin: "https://talkoot.example.test:444",
            ..right()
        },
        Around {
            origin: "https://a.talkoot.example.test",
            ..right()
        },
        Around {
            is_framed: true,
            ..right()
        },
        Around {
            host: "evil.example",
            ..right()
        },
        Around {
            host: "example.test",
            ..right()
        },
        Around {
            flags: PRESENT,
            ..right()
        },
        Around {
            flags: VERIFIED,
            ..right()
        },
        Around { flags: 0, ..right() },
        Around {
            ceremony: Some("webauthn.create"),
            ..right()
        },
        Around {
            ceremony: Some("payment.get"),
            ..right()
        },
    ] {
        let said = sign_in(&browser, &mut phone, &around).await;
        assert_eq!(said, refused("passkey-not-believed"), "{around:?}");
        assert_eq!(who(&browser).await, "", "{around:?}");
    }

    // Another key under this one's name, an unknown one, and one that says it was made for somebody else.
    let mut forged = Device::new();
    forged.credential.clone_from(&phone.credential);
    forged.user.clone_from(&phone.user);
    forged.count = 100;
    let said = sign_in(&browser, &mut forged, &right()).await;
    assert_eq!(said, refused("passkey-not-believed"));
    let mut unknown = Device::new();
    unknown.user.clone_from(&phone.user);
    assert_eq!(
        sign_in(&browser, &mut unknown, &right()).await,
        refused("unknown-passkey")
    );
    let user = std::mem::replace(&mut phone.user, app.world.second.person.to_string().into_bytes());
    assert_eq!(
        sign_in(&browser, &mut phone, &right()).await,
        refused("passkey-not-believed")
    );
    phone.user = user;

    // What was signed is what counts: the same signature under other data is nothing.
    let asked = options(&browser, TO_SIGN_IN).await;
    let mut signed = phone.sign(&asked, &right());
    signed["deviceData"] = phone.sign_as(&asked, &right(), 50)["deviceData"].clone();
    assert_eq!(answered(&browser, &signed).await, refused("passkey-not-believed"));
    let asked = options(&browser, TO_SIGN_IN).await;
    let mut signed = phone.sign(&asked, &right());
    signed["user"] = Value::Null;
    assert_eq!(answered(&browser, &signed).await, refused("passkey-not-believed"));
    let nonsense = json!({ "id": "AQ", "clientData": "e30", "deviceData": "" });
    assert_eq!(
        answered(&browser, &nonsense).await,
        refused("passkey-not-believed")
    );
    assert_eq!(who(&browser).await, "");

    assert_eq!(sign_in(&browser, &mut phone, &right()).await, done());
    assert_eq!(who(&browser).await, "officer");
    app.finish().await;
}

/// What is to be signed is good once, for five minutes, and in the browser that asked.
#[tokio::test]
async fn a_challenge_is_good_once_lately_and_in_one_browser() {
    let app = TestApp::start().await;
    let at_home = app.signed_in(&app.world.officer).await;
    let mut phone = added(&at_home, "phone").await;
    let (browser, other) = (app.browser(), app.browser());
    let right = Around::default();

    let asked = options(&browser, TO_SIGN_IN).await;
    let signed = phone.sign(&asked, &right);
    let _ = options(&other, TO_SIGN_IN).await;
    assert_eq!(answered(&other, &signed).await, refused("other-browser"));
    assert_eq!(
        answered(&app.browser(), &signed).await,
        refused("other-browser"),
        "no cookie"
    );
    let crossed = browser.request("/sign-in/passkey", |request| {
        request.json(&signed).header("sec-fetch-site", "cross-site")
    });
    assert_eq!(crossed.await.status, 403);
    assert_eq!(who(&browser).await, "");
    assert_eq!(answered(&browser, &signed).await, done());
    assert_eq!(answered(&browser, &signed).await, refused("gone"), "replayed");
    let again = phone.sign(&asked, &right);
    assert_eq!(answered(&browser, &again).await, refused("gone"), "signed again");
    assert_eq!(who(&other).await, "");

    let asked = options(&other, TO_SIGN_IN).await;
    app.clock.advance(Duration::minutes(5));
    let late = phone.sign(&asked, &right);
    assert_eq!(answered(&other, &late).await, refused("gone"), "late");
    let invented = phone.sign(&json!({ "challenge": "dGFsa29vdA" }), &right);
    assert_eq!(answered(&other, &invented).await, refused("gone"), "invented");
    let of_another_kind = options(&at_home, TO_ADD).await;
    let signed = phone.sign(&of_another_kind, &right);
    assert_eq!(
        answered(&at_home, &signed).await,
        refused("gone"),
        "asked to add one"
    );

    // Also what fails uses it up.
    let asked = options(&other, TO_SIGN_IN).await;
    let unverified = Around {
        flags: PRESENT,
        ..Around::default()
    };
    let first = phone.sign(&asked, &unverified);
    assert_eq!(answered(&other, &first).await, refused("passkey-not-believed"));
    let second = phone.sign(&asked, &right);
    assert_eq!(answered(&other, &second).await, refused("gone"));
    assert_eq!(who(&other).await, "");
    app.finish().await;
}

/// A device that counts counts forward; a copy of its key is found out by its count, and stays outside.
#[tokio::test]
async fn a_count_that_went_back_signs_nobody_in() {
    let app = TestApp::start().await;
    let at_home = app.signed_in(&app.world.officer).await;
    let counting = added(&at_home, "counts").await;
    let still = added(&at_home, "does not count").await;
    let browser = app.browser();
    for (device, count, expected) in [
        (&still, 0, done()),
        (&still, 0, done()),
        (&counting, 5, done()),
        (&counting, 5, refused("copied-passkey")),
        (&counting, 4, refused("copied-passkey")),
        (&counting, 0, refused("copied-passkey")),
        (&counting, 6, done()),
    ] {
        let asked = options(&browser, TO_SIGN_IN).await;
        let signed = device.sign_as(&asked, &Around::default(), count);
        assert_eq!(answered(&browser, &signed).await, expected, "{count}");
    }
    app.finish().await;
}
