//! Several workers send mails: what one sends together no other sends again.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use serde_json::json;
use talkoot_app::worker;
use talkoot_mail::{DeliveryFailure, MemoryTransport, Outgoing, Receipt, Transport};
use talkoot_test_support::{TestApp, said};
use tokio::sync::{Mutex, mpsc};

use crate::{
    persons::settings::choose,
    reports::help::{days_until, noon, project},
};

/// A mail server that can be away, and that stops in the middle of the first mail to the lead after it was armed.
#[derive(Debug)]
struct Server {
    inner: MemoryTransport,
    away: Arc<AtomicBool>,
    /// How often it was asked to take a mail to the lead while it was away.
    asked: Arc<AtomicUsize>,
    armed: Arc<AtomicBool>,
    reached: mpsc::Sender<()>,
    go_on: Mutex<mpsc::Receiver<()>>,
}

#[async_trait::async_trait]
impl Transport for Server {
    async fn deliver(&self, mail: &Outgoing) -> Result<Receipt, DeliveryFailure> {
        if self.away.load(Ordering::SeqCst) {
            if mail.to.address.starts_with("lead-635") {
                self.asked.fetch_add(1, Ordering::SeqCst);
            }
            return Err(DeliveryFailure::Temporary {
                code: Some(450),
                answer: "come back later".to_owned(),
            });
        }
        if mail.to.address.starts_with("lead-635") && self.armed.swap(false, Ordering::SeqCst) {
            self.reached.send(()).await.expect("the test");
            self.go_on.lock().await.recv().await;
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

/// Five municipalities are a week late. The mail server is away, then it takes its time over the lead's mail, which
/// says it of all five; meanwhile another worker does all the rest.
#[tokio::test(flavor = "multi_thread")]
async fn what_one_worker_is_sending_no_other_sends() {
    let (away, armed) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
    let (is_away, is_armed) = (Arc::clone(&away), Arc::clone(&armed));
    let asked = Arc::new(AtomicUsize::new(0));
    let is_asked = Arc::clone(&asked);
    let (reached, mut under_way) = mpsc::channel(1);
    let (let_go, go_on) = mpsc::channel(1);
    let app = TestApp::start_through(noon("2026-06-30"), |inner| {
        Arc::new(Server {
            inner,
            away: is_away,
            asked: is_asked,
            armed: is_armed,
            reached,
            go_on: Mutex::new(go_on),
        })
    })
    .await;
    let _ = project(&app).await;
    days_until(&app, "2026-08-14", "2026-08-20").await;
    let _ = told(&app);
    away.store(true, Ordering::SeqCst);
    app.travel_to(noon("2026-08-21")).await;
    assert_eq!(told(&app), BTreeMap::new(), "the mail server is away");
    // Not once for each of the five, all of which would go in one mail.
    assert_eq!(asked.load(Ordering::SeqCst), 1, "the mail to the lead was tried");
    away.store(false, Ordering::SeqCst);
    armed.store(true, Ordering::SeqCst);
    app.clock.advance(chrono::Duration::hours(1));
    let working = app.app.clone();
    let first = tokio::spawn(async move { worker::run_until_idle(&working).await });
    under_way.recv().await.expect("the lead's mail is under way");
    worker::run_until_idle(&app.app).await.expect("the other worker");
    let_go.send(()).await.expect("the first worker waits");
    first.await.expect("the first worker").expect("its rounds");
    let told = told(&app);
    assert!(told.values().all(|times| *times == 1), "{told:#?}");
    for municipality in ["Karkkila", "Kuhmoinen", "Lohja", "Virrat", "Pälkäne"] {
        let late = format!("Myöhässä 7 päivää: kustannusselvitys, {municipality}");
        let to_lead = told.keys().filter(|(person, _)| person.starts_with("lead-635"));
        let heard = to_lead.filter(|(_, subject)| subject.contains(&late)).count();
        assert_eq!(heard, 1, "{municipality} in {told:#?}");
    }
    app.finish().await;
}

/// A mail that was decided on before a quiet day, and could not leave then, does not leave on it either.
#[tokio::test]
async fn what_could_not_leave_in_time_respects_a_quiet_day_too() {
    let away = Arc::new(AtomicBool::new(false));
    let (reached, _reaches) = mpsc::channel(1);
    let (_going, go_on) = mpsc::channel(1);
    let app = TestApp::start_through(noon("2026-06-01"), |inner| {
        Arc::new(Server {
            inner,
            away: away.clone(),
            asked: Arc::default(),
            armed: Arc::default(),
            reached,
            go_on: Mutex::new(go_on),
        })
    })
    .await;
    project(&app).await;
    let lead = app.world.municipality("Pälkäne").lead.clone();
    let quiet = json!({ "quietWeekdays": ["SAT", "SUN"] });
    choose(&app, &lead, 0, &quiet).await.accepted();
    let to_lead = |app: &TestApp| {
        let told = told(app).into_keys();
        told.filter(|(who, says)| who.starts_with("lead-635") && says.contains("ankesalkkuraportti"))
            .count()
    };
    app.travel_to(noon("2026-06-11")).await;
    let _ = to_lead(&app);
    // The step of Friday is decided on in the evening, when the mail server is away.
    away.store(true, Ordering::SeqCst);
    app.travel_to(noon("2026-06-12") + chrono::TimeDelta::hours(8))
        .await;
    away.store(false, Ordering::SeqCst);
    for day in ["2026-06-13", "2026-06-14"] {
        app.travel_to(noon(day)).await;
        assert_eq!(to_lead(&app), 0, "{day} is quiet");
    }
    app.travel_to(noon("2026-06-15")).await;
    assert_eq!(to_lead(&app), 1, "once, with what is true on Monday");
    app.finish().await;
}
