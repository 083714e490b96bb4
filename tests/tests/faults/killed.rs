//! Days pass, people work and mails leave, while servers, workers and the mail server die at random, and the clock jumps.
//! Afterwards everything is as in a quiet world: no command lost or done twice, each step of the ladder said once.
//!
//! `TALKOOT_FAULT_DAYS=366` plays a year, `TALKOOT_HISTORY_SEED` the same faults again.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use serde_json::Value;
use talkoot_app::Engine;
use talkoot_storage::audit;
use talkoot_test_support::{TestApp, engine, wish};
use tempfile::TempDir;
use tokio::net::TcpListener;

use super::load::Load;
use crate::{
    crashes::{process::Process, show},
    mail_delivery::smtp,
    proofs::dice::Dice,
    reports::help::{noon, project},
};

/// So many days when nobody asks for more: those around a portfolio report's deadline.
const DAYS: u64 = 21;
const FIRST: &str = "2026-06-04";
/// What the worker finds to do on a day; nothing is left of it in the evening.
const LEFT: [&str; 6] = [
    "SELECT COUNT(*) FROM obligation WHERE state IN ('open', 'overdue') AND next_reminder_on <= {today}",
    "SELECT COUNT(*) FROM obligation WHERE state = 'scheduled' AND opens_on <= {today}",
    "SELECT COUNT(*) FROM obligation WHERE state = 'open' AND due < {today}",
    "SELECT (SELECT outbox_seq FROM log_head) - COALESCE(MIN(seq), 0) FROM reaction_cursor",
    "SELECT COUNT(*) FROM job WHERE state <> 'done'",
    "SELECT COUNT(*) FROM mail WHERE state = 'queued'",
];
/// Those of them that are done without a mail server.
const WITHOUT_POST: usize = 4;
/// Everything that was said, and to whom. What waited until a later step was due is said with that one, in one mail.
const SAID: &str = "SELECT person.name, mail.kind, mail.recipient_as, \
    CASE WHEN {said_later} THEN 'sent' ELSE mail.state END AS state, reminder.step_key, obligation.kind AS of, \
    reminder.due_date FROM mail JOIN person ON person.id = mail.person_id \
    LEFT JOIN reminder ON reminder.id = mail.reminder_id \
    LEFT JOIN obligation ON obligation.id = reminder.obligation_id";

/// Whether a later reminder of the same obligation went to the same person in its place.
const SAID_LATER: &str = "mail.state = 'cancelled' AND EXISTS (SELECT 1 FROM mail AS later JOIN reminder AS step \
    ON step.id = later.reminder_id WHERE later.person_id = mail.person_id AND later.state = 'sent' \
    AND step.obligation_id = reminder.obligation_id AND step.decided_at > reminder.decided_at)";
const WHEN_SAID_LATER: &str = "SELECT reminder.decided_at FROM mail JOIN reminder ON reminder.id = mail.reminder_id \
    WHERE {said_later}";

/// What runs beside the test, and dies.
struct Fleet {
    database_url: String,
    port: u16,
    post_port: u16,
    /// The server, and the worker where it is a process of its own.
    processes: Vec<Process>,
    folder: TempDir,
    post: Option<smtp::Server>,
    kills: usize,
}

impl Fleet {
    async fn start(app: &TestApp) -> Self {
        let mut fleet = Self {
            database_url: app.database_url.clone(),
            port: free_port().await,
            post_port: free_port().await,
            processes: Vec::new(),
            folder: tempfile::tempdir().expect("a folder"),
            post: None,
            kills: 0,
        };
        fleet.open_post();
        for place in 0..fleet.size() {
            let process = fleet.process(place);
            fleet.processes.push(process);
        }
        fleet
    }

    /// An embedded database has one process, which is server and worker.
    fn size(&self) -> usize {
        if engine() == Engine::Postgres { 2 } else { 1 }
    }

    fn process(&self, place: usize) -> Process {
        let (port, post_port) = (self.port.to_string(), self.post_port.to_string());
        let settings = [
            ("PORT", port.as_str()),
            ("TALKOOT_SMTP_HOST", "127.0.0.1"),
            ("TALKOOT_SMTP_PORT", post_port.as_str()),
            ("TALKOOT_SMTP_TLS", "none"),
            ("TALKOOT_MAIL_FROM", "talkoot@example.test"),
            ("TALKOOT_BASE_URL", "https://talkoot.example.test"),
            ("TALKOOT_RATE_PER_MINUTE", "100000"),
            ("TALKOOT_RATE_ADDRESS_PER_MINUTE", "100000"),
        ];
        match (self.size(), place) {
            (1, _) => Process::everything_with(&self.database_url, &settings).0,
            (_, 0) => {
                Process::server_with(
                    &self.database_url,
                    crate::crashes::process::Death::Never,
                    &settings,
                )
                .0
            }
            _ => Process::worker_with(&self.database_url, &settings),
        }
    }

    /// One of them dies at once, and starts again after a while.
    async fn kill(&mut self, place: usize, while_dead: Duration) {
        self.processes[place].kill();
        self.kills += 1;
        tokio::time::sleep(while_dead).await;
        self.processes[place] = self.process(place);
    }

    fn open_post(&mut self) {
        let (port, log) = (self.post_port.to_string(), self.log());
        self.post = Some(smtp::Server::start(&["--port", &port, "--log", &log]));
    }

    fn log(&self) -> String {
        let path = self.folder.path().join("mails.jsonl");
        path.to_str().expect("a path").to_owned()
    }

    /// How many copies of each mail were taken, by its id.
    fn taken(&self) -> BTreeMap<String, usize> {
        let log = std::fs::read_to_string(self.log()).unwrap_or_default();
        let mut taken = BTreeMap::new();
        for line in log.lines() {
            let mail: Value = serde_json::from_str(line).expect("a line of the log");
            if let Some(id) = mail["messageId"].as_str() {
                *taken.entry(id.to_owned()).or_default() += 1;
            }
        }
        taken
    }
}

async fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    listener.local_addr().expect("an address").port()
}

/// Waits until nothing of a day is left to be done. Time goes on meanwhile, for what a dead worker had begun waits for
/// its lease, and what could not be sent for its next try.
async fn evening(app: &TestApp, noon: DateTime<Utc>, questions: &[&str]) {
    let mut left = Vec::new();
    for quarter in 0..40 {
        if quarter > 0 {
            show(app, noon + TimeDelta::minutes(15 * quarter)).await;
        }
        for _ in 0..30 {
            left.clear();
            for question in questions {
                let asked = question.replace("{today}", &format!("'{}'", noon.date_naive()));
                if app.number(&asked).await > 0 {
                    left.push(asked);
                }
            }
            if left.is_empty() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
    panic!("left in the evening of {noon}: {left:#?}");
}

/// What was said on these days where nothing breaks.
async fn in_a_quiet_world(days: u64) -> Vec<String> {
    let app = TestApp::start_at(noon(FIRST)).await;
    project(&app).await;
    project(&app).await;
    for day in 1..=days {
        app.travel_to(noon(FIRST) + Days::new(day)).await;
    }
    let said = said(&app).await;
    app.finish().await;
    said
}

async fn said(app: &TestApp) -> Vec<String> {
    let sql = SAID.replace("{said_later}", SAID_LATER);
    let rows = app.reader().await.rows(&sql).await;
    let mut said: Vec<String> = rows.iter().map(|row| format!("{row:?}")).collect();
    said.sort();
    said
}

/// Whether the mail server is away on a day.
fn is_without_post(day: u64) -> bool {
    day % 9 == 4
}

/// How many reminders were said with a later one; none that the mail server could have taken on its own day.
async fn said_later(app: &TestApp) -> usize {
    let sql = WHEN_SAID_LATER.replace("{said_later}", SAID_LATER);
    let rows = app.reader().await.rows(&sql).await;
    for row in &rows {
        let at = row["decided_at"].as_deref().expect("a time");
        let day = at[..10].parse::<NaiveDate>().expect("a day") - noon(FIRST).date_naive();
        let day = u64::try_from(day.num_days()).expect("a day that was played");
        assert!(is_without_post(day), "decided on {at}, when mails left");
    }
    rows.len()
}

/// A day on which processes are killed; now and then the mail server is away, and the clock jumps. Says whether it did.
async fn a_day(app: &TestApp, fleet: &mut Fleet, (seed, day): (u64, u64)) -> bool {
    let mut dice = Dice::of(seed, usize::try_from(day).expect("a day"));
    let now = noon(FIRST) + Days::new(day);
    let is_without_post = is_without_post(day);
    if is_without_post {
        fleet.post = None;
    }
    show(app, now).await;
    for _ in 0..dice.below(3) {
        tokio::time::sleep(Duration::from_millis(dice.below(700) as u64)).await;
        let place = dice.below(fleet.size());
        fleet
            .kill(place, Duration::from_millis(dice.below(300) as u64))
            .await;
    }
    let jumps = day > 1 && dice.chance(20);
    if jumps {
        // The clock is set back by more than a day, and right again.
        show(app, now - TimeDelta::hours(30)).await;
        tokio::time::sleep(Duration::from_millis(1200)).await;
        show(app, now).await;
    }
    let questions = if is_without_post {
        &LEFT[..WITHOUT_POST]
    } else {
        &LEFT[..]
    };
    evening(app, now, questions).await;
    if is_without_post {
        fleet.open_post();
    }
    jumps
}

/// Every mail that the database knows as sent was taken, and no more copies than processes died. Says how many of them
/// were taken more than once.
fn nothing_is_lost(fleet: &Fleet, sent: &BTreeSet<String>) -> usize {
    let taken = fleet.taken();
    assert!(sent.len() > 5, "{sent:?}");
    let lost: Vec<&String> = sent.iter().filter(|id| !taken.contains_key(*id)).collect();
    assert_eq!(lost, Vec::<&String>::new(), "sent and not taken: {taken:?}");
    let twice = taken.values().filter(|&&copies| copies > 1).count();
    assert!(twice <= fleet.kills, "{taken:?}");
    twice
}

/// Goal: whatever dies at whatever moment, afterwards everything is as if nothing had died.
#[tokio::test(flavor = "multi_thread")]
async fn days_pass_while_everything_dies() {
    let days = wish("TALKOOT_FAULT_DAYS").unwrap_or(DAYS);
    let seed = wish("TALKOOT_HISTORY_SEED").unwrap_or(1);
    let expected = in_a_quiet_world(days).await;

    let mut app = TestApp::start_at(noon(FIRST)).await;
    project(&app).await;
    project(&app).await;
    app.work().await;
    let known = "SELECT message_id FROM mail WHERE message_id IS NOT NULL";
    let before: BTreeSet<String> = ids(&app, known).await;
    show(&app, noon(FIRST)).await;
    let mut fleet = Fleet::start(&app).await;
    let direct = std::mem::replace(&mut app.url, format!("http://127.0.0.1:{}", fleet.port));
    let load = Load::begin_at(&app, Duration::from_millis(40));
    let mut jumps = 0;
    for day in 1..=days {
        jumps += usize::from(a_day(&app, &mut fleet, (seed, day)).await);
    }
    evening(&app, noon(FIRST) + Days::new(days) + TimeDelta::hours(6), &LEFT).await;
    let figures = load.end().await;

    let kept = app.number("SELECT COUNT(*) FROM call").await;
    let others = app
        .number("SELECT COUNT(*) FROM call WHERE state <> 'draft'")
        .await;
    let acknowledged = i64::try_from(figures.acknowledged).expect("a number");
    assert_eq!(
        kept - others,
        acknowledged,
        "each command is there once, and nothing else"
    );
    assert_eq!(
        said(&app).await,
        expected,
        "what was said in a quiet world, word for word"
    );
    let later = said_later(&app).await;
    let sent: BTreeSet<String> = ids(&app, known).await.difference(&before).cloned().collect();
    let twice = nothing_is_lost(&fleet, &sent);
    println!(
        "{days} days, {} kills, {jumps} jumps of the clock, the mail server away for {} of the days: {figures}; {} mails, 0 lost, {twice} \
         under way were sent again under the same id, {later} reminders waited and were said with the next step",
        fleet.kills,
        (days + 5) / 9,
        sent.len(),
    );
    assert!(
        fleet.kills > 5 && figures.disturbed > 0,
        "nobody noticed that something happened"
    );
    drop(fleet);
    let checkup = audit::verify(app.app.store(), None).await.expect("the log");
    assert!(checkup.is_whole(), "{:#?}", checkup.findings);
    app.url = direct;
    app.finish().await;
}

async fn ids(app: &TestApp, query: &str) -> BTreeSet<String> {
    let rows = app.reader().await.rows(query).await;
    rows.into_iter()
        .filter_map(|row| row["message_id"].clone())
        .collect()
}
