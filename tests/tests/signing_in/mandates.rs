//! Who may act for whom can be known elsewhere than here.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicU8, Ordering},
};

use chrono::{DateTime, TimeZone, Utc};
use serde_json::json;
use talkoot_app::{
    Answer, Failure, Store,
    identity::{self, Mandates, RecordedRoles},
};
use talkoot_domain::{
    ids::PersonId,
    policy::{Actor, Membership, Role},
};
use talkoot_server::http::Extras;
use talkoot_storage::people;
use talkoot_test_support::{TestApp, User, finnish_iban};

use crate::{
    administration::steps::person,
    signing_in::help::{WHO, mutate, who},
};

/// A register elsewhere: it answers, names no approvers any more, or is away.
#[derive(Debug, Default)]
struct Register(AtomicU8);

const ANSWERS: u8 = 0;
const NO_APPROVERS: u8 = 1;
const AWAY: u8 = 2;

#[async_trait::async_trait]
impl Mandates for Register {
    async fn actor(&self, store: &Store, person: PersonId, now: DateTime<Utc>) -> Answer<Option<Actor>> {
        let says = self.0.load(Ordering::Relaxed);
        if says == AWAY {
            return Err(Failure::internal("the register is away"));
        }
        let mut actor = RecordedRoles.actor(store, person, now).await?;
        if let Some(actor) = actor.as_mut().filter(|_| says == NO_APPROVERS) {
            actor
                .memberships
                .retain(|held| held.role != Role::PartnerApprover);
        }
        Ok(actor)
    }
}

#[tokio::test]
async fn a_register_elsewhere_decides_who_acts() {
    let register = Arc::new(Register::default());
    let start = Utc.with_ymd_and_hms(2026, 2, 2, 10, 0, 0).single();
    let mandates = register.clone();
    let app = TestApp::start_signing_in(
        start.expect("a time"),
        |app| app.with_mandates(mandates),
        async |_| Extras::default(),
    )
    .await;
    let lohja = app.world.municipality("Lohja");
    let (approver, preparer) = (
        app.signed_in(&lohja.approver).await,
        app.signed_in(&lohja.preparer).await,
    );
    assert_eq!(who(&approver).await, "approver-444");
    register.0.store(NO_APPROVERS, Ordering::Relaxed);
    assert_eq!(who(&approver).await, "", "at once, without another sign-in");
    assert_eq!(who(&preparer).await, "preparer-444");
    register.0.store(AWAY, Ordering::Relaxed);
    assert_eq!(
        app.status(&lohja.preparer, WHO).await,
        503,
        "what cannot be checked is refused"
    );
    register.0.store(ANSWERS, Ordering::Relaxed);
    assert_eq!(who(&approver).await, "approver-444");
    app.finish().await;
}

/// A register of authorisations elsewhere, which knows of roles that are not recorded here.
#[derive(Debug, Default)]
struct Authorisations(Mutex<Vec<(PersonId, Membership)>>);

impl Authorisations {
    fn set(&self, authorised: Vec<(PersonId, Membership)>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = authorised;
    }
}

#[async_trait::async_trait]
impl Mandates for Authorisations {
    async fn actor(&self, store: &Store, person: PersonId, now: DateTime<Utc>) -> Answer<Option<Actor>> {
        let mut actor = RecordedRoles.actor(store, person, now).await?;
        if let Some(actor) = &mut actor {
            let authorised = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let own = authorised.iter().filter(|(of, _)| *of == person);
            actor.memberships.extend(own.map(|(_, held)| *held));
        }
        Ok(actor)
    }
}

/// Goal: whose only role stands in a register elsewhere signs in, acts by it and nothing else, and the log says for whom
/// and as what; when the register names it no more, nothing acts.
#[tokio::test]
async fn a_role_of_a_register_alone_lets_somebody_act() {
    let register = Arc::new(Authorisations::default());
    let start = Utc.with_ymd_and_hms(2026, 2, 2, 10, 0, 0).single();
    let mandates = register.clone();
    let app = TestApp::start_signing_in(
        start.expect("a time"),
        |app| app.with_mandates(mandates),
        async |_| Extras::default(),
    )
    .await;
    let (lohja, karkkila) = (
        app.world.municipality("Lohja"),
        app.world.municipality("Karkkila"),
    );
    person(&app, "valtuutettu@example.test").await;
    let found = people::find_by_email(app.app.store(), "valtuutettu@example.test").await;
    let user = User {
        person: found.expect("the people").expect("the person").id,
        token: String::new(),
    };
    let new = identity::NewSession {
        browser: String::new(),
        voucher: None,
    };
    let early = identity::open_session(&app.app, user.person, new).await;
    assert!(matches!(early, Err(Failure::Refused(_))), "{early:?}");

    let held = Membership {
        organisation: lohja.organisation,
        role: Role::PartnerPreparer,
    };
    register.set(vec![(user.person, held)]);
    let browser = app.signed_in(&user).await;
    assert_eq!(who(&browser).await, "Uusi Henkilö");
    let propose = async |of: &str, key: &str| {
        let input = json!({
            "organisationId": of, "authorityId": app.world.authority_id, "iban": finnish_iban(7),
            "reason": "Kunta vaihtoi pankkia", "idempotencyKey": key,
        });
        mutate(&browser, "proposeBankAccount", "ProposeBankAccountInput", input).await
    };
    let elsewhere = propose(&karkkila.id, "a").await;
    assert_eq!(elsewhere.refusals("proposeBankAccount"), ["NOT_PERMITTED"]);
    let _ = propose(&lohja.id, "b").await.accepted();
    let mut reader = app.reader().await;
    let sql = "SELECT person_id, organisation_id, role FROM audit_entry WHERE command = 'proposeBankAccount'";
    let rows = reader.rows(sql).await;
    assert!(!rows.is_empty());
    for row in &rows {
        let text = |name: &str| row[name].clone().unwrap_or_default().replace('-', "");
        assert_eq!(text("person_id"), user.person.to_string().replace('-', ""));
        assert_eq!(
            text("organisation_id"),
            lohja.organisation.to_string().replace('-', "")
        );
        assert_eq!(text("role"), "partner_preparer");
    }

    register.set(Vec::new());
    assert_eq!(who(&browser).await, "", "at once");
    assert_eq!(propose(&lohja.id, "c").await.errors(), ["UNAUTHENTICATED"]);
    app.finish().await;
}
