//! Who may act for whom can be known elsewhere than here.

use std::sync::{
    Arc,
    atomic::{AtomicU8, Ordering},
};

use chrono::{DateTime, TimeZone, Utc};
use talkoot_app::{
    Answer, Failure, Store,
    identity::{Mandates, RecordedRoles},
};
use talkoot_domain::{
    ids::PersonId,
    policy::{Actor, Role},
};
use talkoot_server::http::Extras;
use talkoot_test_support::TestApp;

use crate::signing_in::help::{WHO, who};

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
