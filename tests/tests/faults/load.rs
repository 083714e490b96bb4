//! People who send commands one after the other, each until it is answered.

use std::{
    collections::BTreeSet,
    fmt,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use talkoot_test_support::TestApp;
use tokio::task::JoinHandle;

const PEOPLE: usize = 4;
/// So long somebody waits before sending the same once more.
const PAUSE: Duration = Duration::from_millis(50);
/// So long somebody tries before giving up, and the test with it.
const PATIENCE: Duration = Duration::from_secs(60);
const COMMAND: &str =
    "mutation($input: CreateCallInput!) { createCall(input: $input) { call { id } refusals { code } } }";

/// What came of it.
pub struct Figures {
    /// Commands; each was sent until it was acknowledged.
    pub acknowledged: usize,
    /// Answers that were none: a fault was told, or nothing came.
    pub disturbed: u64,
    /// The longest time in which nobody was acknowledged anything.
    longest: Duration,
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} commands tried and acknowledged, 0 lost, 0 applied twice; {} answers told of a fault; longest \
             unavailability {} ms",
            self.acknowledged,
            self.disturbed,
            self.longest.as_millis()
        )
    }
}

struct Shared {
    url: String,
    token: String,
    client: reqwest::Client,
    /// Between two commands of somebody.
    pace: Duration,
    ended: AtomicBool,
    disturbed: AtomicU64,
    /// When somebody was acknowledged something for the last time, and the longest time without.
    pulse: Mutex<(Instant, Duration)>,
}

/// Several people at work.
pub struct Load {
    shared: Arc<Shared>,
    people: Vec<JoinHandle<Vec<String>>>,
}

impl Load {
    pub fn begin(app: &TestApp) -> Self {
        Self::begin_at(app, Duration::ZERO)
    }

    /// The same, with a pause between two commands of somebody.
    pub fn begin_at(app: &TestApp, pace: Duration) -> Self {
        let shared = Arc::new(Shared {
            url: format!("{}/graphql", app.url),
            token: app.world.officer.token.clone(),
            client: reqwest::Client::new(),
            pace,
            ended: AtomicBool::new(false),
            disturbed: AtomicU64::new(0),
            pulse: Mutex::new((Instant::now(), Duration::ZERO)),
        });
        let people = (0..PEOPLE).map(|person| tokio::spawn(work(Arc::clone(&shared), person)));
        Self {
            people: people.collect(),
            shared,
        }
    }

    /// How many answers told of a fault until now.
    pub fn disturbed(&self) -> u64 {
        self.shared.disturbed.load(Ordering::SeqCst)
    }

    /// Lets everybody finish what was begun.
    pub async fn end(self) -> Figures {
        self.shared.ended.store(true, Ordering::SeqCst);
        let mut ids = Vec::new();
        for person in self.people {
            ids.extend(person.await.expect("somebody gave up"));
        }
        let acknowledged = ids.len();
        let different: BTreeSet<String> = ids.into_iter().collect();
        assert_eq!(different.len(), acknowledged, "two commands were answered alike");
        let (_, longest) = *self.shared.pulse.lock().unwrap_or_else(PoisonError::into_inner);
        Figures {
            acknowledged,
            disturbed: self.shared.disturbed.load(Ordering::SeqCst),
            longest,
        }
    }
}

async fn work(shared: Arc<Shared>, person: usize) -> Vec<String> {
    let mut done = Vec::new();
    while !shared.ended.load(Ordering::SeqCst) {
        let title = format!("Haku {person}.{}", done.len());
        let input = json!({
            "idempotencyKey": title,
            "content": {
                "title": title, "opensOn": "2026-02-02", "closesOn": "2026-02-28", "usePeriodFirst": "2026-05-01",
                "usePeriodLast": "2027-12-31", "appropriation": "1000000.00", "largestAward": "300000.00",
            },
        });
        let begun = Instant::now();
        loop {
            if let Some(id) = shared.send(&input).await {
                done.push(id);
                break;
            }
            shared.disturbed.fetch_add(1, Ordering::SeqCst);
            assert!(begun.elapsed() < PATIENCE, "{title} was never answered");
            tokio::time::sleep(PAUSE).await;
        }
        shared.feel();
        tokio::time::sleep(shared.pace).await;
    }
    done
}

impl Shared {
    /// Somebody was acknowledged something.
    fn feel(&self) {
        let mut pulse = self.pulse.lock().unwrap_or_else(PoisonError::into_inner);
        *pulse = (Instant::now(), pulse.1.max(pulse.0.elapsed()));
    }

    /// The id of what was made; nothing when the answer tells of a fault.
    async fn send(&self, input: &Value) -> Option<String> {
        let body = json!({ "query": COMMAND, "variables": { "input": input } });
        let request = self.client.post(&self.url).bearer_auth(&self.token).json(&body);
        let answer: Value = request.send().await.ok()?.json().await.ok()?;
        let payload = &answer["data"]["createCall"];
        if let Some(id) = payload["call"]["id"].as_str() {
            return Some(id.to_owned());
        }
        let code = answer["errors"][0]["extensions"]["code"].as_str();
        assert!(
            code == Some("INTERNAL") && payload["refusals"].as_array().is_none_or(Vec::is_empty),
            "neither done nor a fault: {answer:#}"
        );
        None
    }
}
