use chrono::{DateTime, Duration, TimeZone, Utc};
use serde_json::{Value, json};
use talkoot_app::identity::SignInSettings;
use talkoot_server::http::Extras;
use talkoot_test_support::{Browser, TestApp};

use crate::signing_in::{
    device::{Around, Device, added, sign_in},
    help::{id_of, logged, who},
    passkeys::{done, refused},
};

/// With the last role everything ends that signs the person in, in the same moment; with another one left, nothing.
#[tokio::test]
async fn with_the_last_role_sessions_and_tokens_end() {
    let app = TestApp::start().await;
    let both = &app.world.both;
    let person = id_of(&app, both).await;
    let browser = app.signed_in(both).await;
    for (role, stays) in [("OFFICER", true), ("SECOND_APPROVER", false)] {
        let input = json!({ "personId": person, "organisationId": app.world.authority_id, "role": role });
        let by = &app.world.administrator;
        let ended = app
            .mutate(by, "endRole", "RoleInput", input, "person { id }")
            .await;
        let _ = ended.accepted();
        assert_eq!(!who(&browser).await.is_empty(), stays, "{role}");
        let status = app.status(both, "{ serverTime { today } }").await;
        assert_eq!(status, if stays { 200 } else { 401 }, "{role}");
    }
    let details = logged(&app, "endRole").await;
    let last = details.last().expect("an entry");
    assert_eq!(last, &json!({ "sessionsEnded": 1, "tokensRevoked": 1 }));

    // Given a role again, the person signs in anew: nothing of before comes back.
    let input = json!({ "personId": person, "organisationId": app.world.authority_id, "role": "OFFICER" });
    let by = &app.world.administrator;
    let _ = app
        .mutate(by, "grantRole", "RoleInput", input, "person { id }")
        .await
        .accepted();
    assert_eq!(who(&browser).await, "");
    assert_eq!(app.status(both, "{ serverTime { today } }").await, 401);
    app.finish().await;
}

/// A last role that ends by its day ends nothing by itself, but nothing of then acts when a role is given later.
#[tokio::test]
async fn who_comes_back_after_a_role_that_ended_by_its_day_begins_anew() {
    let app = TestApp::start().await;
    let lohja = app.world.municipality("Lohja").clone();
    let person = id_of(&app, &lohja.preparer).await;
    let browser = app.signed_in(&lohja.preparer).await;
    let role = |more: serde_json::Value| {
        let mut input = json!({ "personId": person, "organisationId": lohja.id, "role": "PARTNER_PREPARER" });
        for (name, value) in more.as_object().cloned().unwrap_or_default() {
            input[name] = value;
        }
        input
    };
    let change = async |mutation: &str, input: serde_json::Value| {
        let by = &lohja.administrator;
        let done = app
            .mutate(by, mutation, "RoleInput", input, "person { id }")
            .await;
        let _ = done.accepted();
    };
    // Another role until today takes the place of the one without an end.
    let role_until_today = json!({ "personId": person, "organisationId": lohja.id, "role": "LEAD_COORDINATOR",
        "validUntil": app.app.today() });
    change("grantRole", role_until_today).await;
    change("endRole", role(json!({}))).await;
    assert_eq!(app.status(&lohja.preparer, "{ serverTime { today } }").await, 200);

    app.travel_to(app.app.now() + chrono::Duration::days(1)).await;
    assert_eq!(who(&browser).await, "");
    change("grantRole", role(json!({ "validUntil": "2026-12-31" }))).await;
    assert_eq!(who(&browser).await, "", "the session of then");
    assert_eq!(app.status(&lohja.preparer, "{ serverTime { today } }").await, 401);
    let details = logged(&app, "grantRole").await;
    // The session has ended by its hours.
    let ended = json!({ "sessionsEnded": 0, "tokensRevoked": 1 });
    assert!(details.contains(&ended), "{details:?}");
    app.finish().await;
}

const TODAY: &str = "{ serverTime { today } }";

/// An hour of these days of February by UTC.
fn at(day: u32, hour: u32) -> DateTime<Utc> {
    let time = Utc.with_ymd_and_hms(2026, 2, day, hour, 0, 0);
    time.single().expect("a time")
}

/// Somebody who holds one role until the third of February and another one from a later day on, both given on the
/// second; with a session that lasts for a week, and a passkey.
struct Successive {
    app: TestApp,
    person: String,
    browser: Browser,
    key: Device,
}

impl Successive {
    async fn new(second_from: &str) -> Self {
        let week = Duration::days(7);
        let settings = SignInSettings {
            idle: week,
            longest: week,
            ..SignInSettings::default()
        };
        let app = TestApp::start_signing_in(
            at(2, 10),
            |app| app.with_sign_in(settings),
            async |_| Extras::default(),
        )
        .await;
        let lohja = app.world.municipality("Lohja").clone();
        let person = id_of(&app, &lohja.preparer).await;
        let role = |role: &str, first: Option<&str>, last: Option<&str>| {
            json!({ "personId": person, "organisationId": lohja.id, "role": role, "validFrom": first,
                    "validUntil": last })
        };
        for (mutation, input) in [
            ("grantRole", role("LEAD_COORDINATOR", None, Some("2026-02-03"))),
            ("endRole", role("PARTNER_PREPARER", None, None)),
            ("grantRole", role("PARTNER_PREPARER", Some(second_from), None)),
        ] {
            let by = &lohja.administrator;
            let done = app
                .mutate(by, mutation, "RoleInput", input, "person { id }")
                .await;
            let _ = done.accepted();
        }
        let browser = app.signed_in(&lohja.preparer).await;
        let key = added(&browser, "key").await;
        app.work().await;
        Self {
            app,
            person,
            browser,
            key,
        }
    }

    /// Whether the session, the token and the passkey sign in.
    async fn sign_in(&mut self) -> (bool, bool, (u16, String)) {
        let preparer = &self.app.world.municipality("Lohja").preparer;
        (
            !who(&self.browser).await.is_empty(),
            self.app.status(preparer, TODAY).await == 200,
            sign_in(&self.app.browser(), &mut self.key, &Around::default()).await,
        )
    }

    /// The states of the person's tokens, as an administrator sees them, and how many sessions are open.
    async fn seen(&self) -> (Vec<Value>, usize) {
        let lohja = self.app.world.municipality("Lohja");
        let query = "query($id: ID!) { accessTokens(personId: $id) { edges { node { state } } } \
                     sessionsOf(personId: $id) { id } }";
        let seen = self
            .app
            .graphql(&lohja.administrator, query, json!({ "id": self.person }))
            .await
            .accepted();
        let list = |path: &str| seen.at(path).as_array().cloned().expect("a list");
        let states = list("/accessTokens/edges").into_iter();
        (
            states.map(|edge| edge["node"]["state"].clone()).collect(),
            list("/sessionsOf").len(),
        )
    }
}

/// Goal: between two roles that were given long before there are days without any: what signed in by the first one does
/// not come back with the second one, and is seen to be over; the person signs in anew.
#[tokio::test]
async fn days_without_a_role_end_what_signed_in_before() {
    let mut both = Successive::new("2026-02-05").await;
    assert_eq!(both.sign_in().await, (true, true, done()));
    both.app.clock.set(at(3, 21));
    assert_eq!(both.sign_in().await, (true, true, done()), "the last hour");
    both.app.clock.set(at(4, 10));
    assert_eq!(both.sign_in().await, (false, false, refused("no-role")));
    // In Helsinki the fifth begins at 22 o'clock of the fourth in UTC.
    both.app.clock.set(at(4, 22));
    assert_eq!(both.sign_in().await, (false, false, refused("unknown-passkey")));
    assert_eq!(both.seen().await, (vec![json!("EXPIRED")], 0));

    let preparer = &both.app.world.municipality("Lohja").preparer;
    let anew = both.app.signed_in(preparer).await;
    assert_eq!(who(&anew).await, "preparer-444");
    let page = anew.get("/sign-in/passkeys").await;
    assert!(!page.body.contains("<table>"), "the old passkey is none any more");
    let mut key = added(&anew, "another key").await;
    let elsewhere = both.app.browser();
    assert_eq!(sign_in(&elsewhere, &mut key, &Around::default()).await, done());
    assert_eq!(both.seen().await, (vec![json!("EXPIRED")], 2));
    assert_eq!(both.sign_in().await, (false, false, refused("unknown-passkey")));
    both.app.finish().await;
}

/// Goal: a role that begins where another one ends lets everything go on.
#[tokio::test]
async fn roles_without_a_day_between_them_end_nothing() {
    let mut both = Successive::new("2026-02-04").await;
    both.app.clock.set(at(3, 22));
    assert_eq!(both.sign_in().await, (true, true, done()));
    let (states, _) = both.seen().await;
    assert_eq!(states, [json!("ACTIVE")]);
    both.app.finish().await;
}
