use serde_json::{Value, json};
use talkoot_domain::policy::{Membership, Role};
use talkoot_server::http::Extras;
use talkoot_test_support::{Browser, TestApp, User};

use crate::signing_in::{
    device::{Around, Device, PRESENT, TO_ADD, TO_SIGN_IN, added, ask, options, sign_in},
    help::{id_of, who},
    passkeys::{done, first_removal, mails, refused},
};

/// One adds a passkey for oneself, in a session of this browser, with a name, once.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, in its order")]
async fn a_passkey_is_added_by_its_owner_in_a_session() {
    let app = TestApp::start().await;
    let (officer, second) = (&app.world.officer, &app.world.second);
    let (one, other, stranger) = (
        app.signed_in(officer).await,
        app.signed_in(officer).await,
        app.signed_in(second).await,
    );
    let right = Around::default();
    let to_add = async |browser: &Browser, made: &Value| {
        let page = ask(browser, "/sign-in/passkeys", made).await;
        let said: Value = serde_json::from_str(&page.body).unwrap_or_default();
        (
            page.status,
            said["reason"].as_str().unwrap_or_default().to_owned(),
        )
    };
    let nobody = app.browser();
    assert_eq!(ask(&nobody, TO_ADD, &json!({})).await.status, 401);
    let led = nobody.get("/sign-in/passkeys").await;
    assert_eq!(led.location.as_deref(), Some("/sign-in?next=/sign-in/passkeys"));
    // A token is no session: it would outlive itself.
    let by_token = nobody.request(TO_ADD, |request| {
        request
            .json(&json!({}))
            .bearer_auth(&officer.token)
            .header("sec-fetch-site", "same-origin")
    });
    assert_eq!(by_token.await.status, 401);

    let mut phone = Device::new();
    let asked = options(&one, TO_ADD).await;
    let made = phone.make(&asked, &right, "phone");
    assert_eq!(to_add(&nobody, &made).await.0, 401);
    assert_eq!(to_add(&stranger, &made).await, refused("gone"), "somebody else's");
    assert_eq!(to_add(&other, &made).await, refused("other-browser"));
    let crossed = one.request("/sign-in/passkeys", |request| {
        request.json(&made).header("sec-fetch-site", "cross-site")
    });
    assert_eq!(crossed.await.status, 403);
    assert_eq!(to_add(&one, &made).await.0, 201);
    assert_eq!(to_add(&one, &made).await, refused("gone"), "replayed");
    for (name, around, expected) in [
        ("phone", right.clone(), (422, String::new())),
        (" ", right.clone(), (422, String::new())),
        ("a\nb", right.clone(), (422, String::new())),
        (
            "x",
            Around {
                flags: PRESENT,
                ..right.clone()
            },
            refused("passkey-not-believed"),
        ),
        (
            "x",
            Around {
                origin: "https://evil.example",
                ..right.clone()
            },
            refused("passkey-not-believed"),
        ),
        (
            "x",
            Around {
                host: "evil.example",
                ..right.clone()
            },
            refused("passkey-not-believed"),
        ),
        (
            "x",
            Around {
                ceremony: Some("webauthn.get"),
                ..right.clone()
            },
            refused("passkey-not-believed"),
        ),
    ] {
        // The first one is the same key once more, also for somebody else.
        let mut fresh = Device::new();
        let device = if name == "phone" { &mut phone } else { &mut fresh };
        let browser = if name == "phone" { &stranger } else { &one };
        let asked = options(browser, TO_ADD).await;
        let made = device.make(&asked, &around, name);
        assert_eq!(to_add(browser, &made).await, expected, "{name} {around:?}");
    }
    assert_eq!(app.number("SELECT COUNT(*) FROM passkey").await, 1);
    assert_eq!(mails(&app).await.len(), 1);

    // Somebody else's is not removed.
    let listed = one.get("/sign-in/passkeys").await;
    assert_eq!(stranger.post(&first_removal(&listed), &[]).await.status, 303);
    assert_eq!(nobody.post(&first_removal(&listed), &[]).await.status, 303);
    assert_eq!(
        app.number("SELECT COUNT(*) FROM passkey WHERE removed_at IS NULL")
            .await,
        1
    );

    for number in 1..20 {
        added(&one, &format!("key {number}")).await;
    }
    let too_many = ask(&one, TO_ADD, &json!({})).await;
    assert!(
        too_many.status == 422 && too_many.body.contains("remove one first"),
        "{too_many:?}"
    );
    app.finish().await;
}

async fn ended(app: &TestApp, by: &User, person: &str, role: &str) {
    let input = json!({ "personId": person, "organisationId": app.world.authority_id, "role": role });
    let ended = app
        .mutate(by, "endRole", "RoleInput", input, "person { id }")
        .await;
    let _ = ended.accepted();
}

/// With the last role passkeys end as everything else does, and do not come back with the next one.
#[tokio::test]
async fn who_holds_no_role_signs_in_with_no_passkey() {
    let app = TestApp::start().await;
    let (officer, by) = (&app.world.officer, &app.world.administrator);
    let person = id_of(&app, officer).await;
    let mut phone = added(&app.signed_in(officer).await, "phone").await;
    let browser = app.browser();
    ended(&app, by, &person, "OFFICER").await;
    let right = Around::default();
    assert_eq!(
        sign_in(&browser, &mut phone, &right).await,
        refused("unknown-passkey")
    );
    let held = Membership {
        organisation: app.world.authority,
        role: Role::Officer,
    };
    app.let_hold(officer.person, held).await;
    assert_eq!(
        sign_in(&browser, &mut phone, &right).await,
        refused("unknown-passkey")
    );

    // One that ends by its day ends nothing by itself; it signs in no more all the same.
    let second = &app.world.second;
    let mut key = added(&app.signed_in(second).await, "key").await;
    let held = Membership {
        organisation: app.world.authority,
        role: Role::SecondApprover,
    };
    app.let_go(second.person, held).await;
    assert_eq!(sign_in(&browser, &mut key, &right).await, refused("no-role"));
    assert_eq!(who(&browser).await, "");
    app.finish().await;
}

/// Where the organisation's own service alone lets people in, no passkey does.
#[tokio::test]
async fn where_no_links_are_sent_there_are_no_passkeys() {
    let start = TestApp::start().await;
    let now = start.app.now();
    start.finish().await;
    let extras = async |_: String| Extras {
        links: Some(false),
        ..Extras::default()
    };
    let app = TestApp::start_signing_in(now, |app| app, extras).await;
    let browser = app.signed_in(&app.world.officer).await;
    for path in [TO_ADD, TO_SIGN_IN] {
        assert_eq!(ask(&browser, path, &json!({})).await.status, 404, "{path}");
    }
    assert_eq!(browser.get("/sign-in/passkeys").await.status, 404);
    let page = app.browser().get("/sign-in").await;
    assert!(!page.body.contains("passkey"), "{}", page.body);
    app.finish().await;
}

/// A passkey that somebody writes into the database, or gives to somebody else there, is found.
#[tokio::test]
async fn passkeys_are_vouched_for() {
    let app = TestApp::start().await;
    let mut phone = added(&app.signed_in(&app.world.officer).await, "phone").await;
    let _ = mails(&app).await;
    let seq = app
        .number("SELECT MAX(seq) FROM audit_entry WHERE object = 'passkey'")
        .await;
    for sql in [
        "UPDATE passkey SET person_id = (SELECT id FROM person WHERE email = 'auditor@example.test')",
        "UPDATE passkey SET public_key = credential",
        "UPDATE passkey SET credential = public_key",
        "DELETE FROM passkey",
    ] {
        let found = app.found_after("passkey", sql).await;
        let [finding] = found.as_slice() else {
            panic!("{sql}: {found:?}");
        };
        assert!(
            finding.seq == seq && finding.what.contains("the passkey "),
            "{finding:?}"
        );
    }
    assert_eq!(
        sign_in(&app.browser(), &mut phone, &Around::default()).await,
        done()
    );
    let used = app.found_after("passkey", "UPDATE passkey SET name = name").await;
    assert!(used.is_empty(), "to be used is no change: {used:?}");
    app.finish().await;
}
