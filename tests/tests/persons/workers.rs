//! Several workers send mails: what one sends together no other sends again.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use talkoot_app::worker;
use talkoot_mail::{DeliveryFailure, MemoryTransport, Outgoing, Receipt, Transport};
use talkoot_test_support::{TestApp, said};

use crate::reports::help::{days_until, noon, project};

/// Takes its time over each mail once it is told to, as a mail server does; or refuses each for now.
#[derive(Debug)]
struct Slow {
    inner: MemoryTransport,
    slow: Arc<AtomicBool>,
    away: Arc<AtomicBool>,
}

#[async_trait::async_trait]
impl Transport for Slow {
    async fn deliver(&self, mail: &Outgoing) -> Result<Receipt, DeliveryFailure> {
        if self.slow.load(Ordering::SeqCst) {
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        if self.away.load(Ordering::SeqCst) {
            return Err(DeliveryFailure::Temporary {
                code: Some(450),
                answer: "come back later".to_owned(),
            });
        }
        self.inner.deliver(mail).await
    }
}

/// How often each person was told each thing.
fn told(app: &TestApp) -> BTreeMap<(String, String), usize> {
    let mut told = BTreeMap::new();
    for mail in app.mail.take() {
        for subject in said(&mail) {
            *told.entry((mail.to.address.clone(), subject)).or_default() += 1;
        }
    }
    told
}

/// Five municipalities are a week late, and three workers send at once; before that the mail server was away.
#[tokio::test(flavor = "multi_thread")]
async fn three_workers_say_each_step_once() {
    let (slow, away) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
    let (is_slow, is_away) = (Arc::clone(&slow), Arc::clone(&away));
    let app = TestApp::start_through(noon("2026-06-30"), |inner| {
        Arc::new(Slow {
            inner,
            slow: is_slow,
            away: is_away,
        })
    })
    .await;
    let _ = project(&app).await;
    days_until(&app, "2026-08-14", "2026-08-20").await;
    let _ = told(&app);
    slow.store(true, Ordering::SeqCst);
    away.store(true, Ordering::SeqCst);
    app.clock.set(noon("2026-08-21"));
    let three = || async {
        let (one, two, three) = tokio::join!(
            worker::run_until_idle(&app.app),
            worker::run_until_idle(&app.app),
            worker::run_until_idle(&app.app),
        );
        one.and(two).and(three).expect("their rounds");
    };
    three().await;
    assert_eq!(told(&app), BTreeMap::new(), "the mail server is away");
    away.store(false, Ordering::SeqCst);
    app.clock.advance(chrono::Duration::hours(1));
    three().await;
    let told = told(&app);
    assert!(told.values().all(|times| *times == 1), "{told:#?}");
    for municipality in ["Karkkila", "Kuhmoinen", "Lohja", "Virrat", "Pälkäne"] {
        let late = format!("Myöhässä 7 päivää: kustannusselvitys, {municipality}");
        let heard = told
            .keys()
            .filter(|(person, subject)| person.starts_with("lead-635") && subject.contains(&late));
        assert_eq!(heard.count(), 1, "{municipality} in {told:#?}");
    }
    app.finish().await;
}
