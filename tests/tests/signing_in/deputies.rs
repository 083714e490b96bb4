//! Who acts for a municipality, when, and who gave the right.

use chrono::{Duration, TimeZone, Utc};
use serde_json::{Value, json};
use talkoot_app::{Failure, identity};
use talkoot_test_support::{Answer, TestApp, User};

use crate::{
    administration::steps::person,
    signing_in::help::{id_of, logged, who},
};

async fn grant(app: &TestApp, by: &User, input: Value) -> Answer {
    app.mutate(by, "grantRole", "RoleInput", input, "person { id }")
        .await
}

/// A deputy of Lohja's approver, as `grantRole` takes it.
struct Deputy {
    person: String,
    approver: String,
    municipality: String,
}

impl Deputy {
    async fn new(app: &TestApp) -> Self {
        let lohja = app.world.municipality("Lohja");
        Self {
            person: person(app, "sijainen@example.test").await,
            approver: id_of(app, &lohja.approver).await,
            municipality: lohja.id.clone(),
        }
    }

    fn wanted(&self, from: &str, until: &str) -> Value {
        json!({ "personId": self.person, "organisationId": self.municipality, "role": "PARTNER_APPROVER",
                "validFrom": from, "validUntil": until, "deputyForId": self.approver })
    }
}

#[tokio::test]
async fn what_is_no_deputy_is_refused() {
    let app = TestApp::start().await;
    let lohja = app.world.municipality("Lohja");
    let by = &lohja.administrator;
    let deputy = Deputy::new(&app).await;
    let with = |field: &str, value: Value| {
        let mut wanted = deputy.wanted("2026-02-09", "2026-02-10");
        wanted[field] = value;
        wanted
    };
    let preparer = id_of(&app, &lohja.preparer).await;
    for (input, path) in [
        (with("validFrom", json!("2026-02-01")), "validFrom"),
        (with("validUntil", json!("2026-02-08")), "validUntil"),
        (with("validUntil", Value::Null), "validUntil"),
        (with("deputyForId", json!(deputy.person)), "deputyForId"),
        (with("deputyForId", json!(preparer)), "deputyForId"),
    ] {
        let refused = grant(&app, by, input).await;
        assert_eq!(refused.refusals("grantRole"), ["INVALID_INPUT"]);
        assert_eq!(refused.at("/grantRole/refusals/0/path/0"), path);
    }
    let good = deputy.wanted("2026-02-09", "2026-02-10");
    let _ = grant(&app, by, good).await.accepted();
    let overlapping = grant(&app, by, deputy.wanted("2026-02-10", "2026-02-20")).await;
    assert_eq!(overlapping.refusals("grantRole"), ["DUPLICATE"]);
    let mut administers = deputy.wanted("2026-02-10", "2026-02-20");
    administers["role"] = json!("ADMINISTRATOR");
    administers["deputyForId"] = Value::Null;
    let both = grant(&app, by, administers).await;
    assert_eq!(
        both.refusals("grantRole"),
        ["INVALID_INPUT"],
        "nobody administers and approves money on the same day"
    );
    app.finish().await;
}

/// A deputy for a holiday: the role begins and ends by its days, with what signs in by it, and the log says who gave it.
#[tokio::test]
async fn a_deputy_holds_a_role_for_its_days() {
    let app = TestApp::start().await;
    let lohja = app.world.municipality("Lohja");
    let deputy = Deputy::new(&app).await;
    let wanted = deputy.wanted("2026-02-09", "2026-02-10");
    let _ = grant(&app, &lohja.administrator, wanted).await.accepted();
    let found = talkoot_storage::people::find_by_email(app.app.store(), "sijainen@example.test").await;
    let user = User {
        person: found.expect("the people").expect("the deputy").id,
        token: String::new(),
    };
    // In Helsinki the ninth begins at 22 o'clock of the eighth in UTC.
    let begins = Utc
        .with_ymd_and_hms(2026, 2, 8, 22, 0, 0)
        .single()
        .expect("a time");
    app.clock.set(begins - Duration::seconds(1));
    let new = identity::NewSession {
        browser: String::new(),
        voucher: None,
    };
    let early = identity::open_session(&app.app, user.person, new).await;
    assert!(matches!(early, Err(Failure::Refused(_))), "{early:?}");
    app.clock.set(begins);
    let browser = app.signed_in(&user).await;
    assert_eq!(who(&browser).await, "Uusi Henkilö");
    app.clock.set(begins + Duration::hours(47));
    let browser = app.signed_in(&user).await;
    assert_eq!(who(&browser).await, "Uusi Henkilö");
    app.clock.advance(Duration::minutes(59));
    assert_eq!(who(&browser).await, "Uusi Henkilö");
    app.clock.advance(Duration::minutes(1));
    assert_eq!(who(&browser).await, "", "with the role it is over");

    let given = logged(&app, "grantRole").await;
    assert_eq!(given.len(), 1);
    assert_eq!(given[0]["role"], "partner_approver");
    assert_eq!(given[0]["from"], "2026-02-09");
    assert_eq!(given[0]["until"], "2026-02-10");
    assert_eq!(given[0]["deputyFor"], lohja.approver.person.to_string());
    app.finish().await;
}

/// A role that is still to begin is ended as one that has begun; the log says by whom and when.
#[tokio::test]
async fn who_gave_and_ended_which_right_is_in_the_log() {
    let app = TestApp::start().await;
    let lohja = app.world.municipality("Lohja");
    let by = &lohja.administrator;
    let somebody = person(&app, "uusi@example.test").await;
    let role = json!({ "personId": somebody, "organisationId": lohja.id, "role": "PARTNER_PREPARER" });
    let mut later = role.clone();
    later["validFrom"] = json!("2026-03-01");
    let _ = grant(&app, by, later.clone()).await.accepted();
    let dated = app
        .mutate(by, "endRole", "RoleInput", later, "person { id }")
        .await;
    assert_eq!(
        dated.refusals("endRole"),
        ["INVALID_INPUT"],
        "it is ended now, not on a day"
    );
    app.clock.advance(Duration::days(1));
    let ended = app
        .mutate(by, "endRole", "RoleInput", role.clone(), "person { id }")
        .await;
    let _ = ended.accepted();
    let again = app
        .mutate(by, "endRole", "RoleInput", role.clone(), "person { id }")
        .await;
    assert_eq!(again.errors(), ["NOT_FOUND"]);
    let _ = grant(&app, by, role).await.accepted();

    let mut reader = app.reader().await;
    let sql = "SELECT command, person_id, organisation_id, role FROM audit_entry \
               WHERE command IN ('grantRole', 'endRole') ORDER BY seq";
    let rows = reader.rows(sql).await;
    let commands: Vec<&str> = rows.iter().filter_map(|row| row["command"].as_deref()).collect();
    assert_eq!(commands, ["grantRole", "endRole", "grantRole"]);
    for row in &rows {
        let text = |name: &str| row[name].clone().unwrap_or_default().replace('-', "");
        assert_eq!(text("person_id"), by.person.to_string().replace('-', ""));
        assert_eq!(
            text("organisation_id"),
            lohja.organisation.to_string().replace('-', "")
        );
        assert_eq!(text("role"), "administrator");
    }
    app.finish().await;
}
