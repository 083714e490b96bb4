//! The worker over a mail server that takes, refuses, dawdles and hangs up; and the worker's end in the middle.

use std::{path::PathBuf, sync::Arc, time::Duration};

use serde_json::{Value, json};
use talkoot_app::{App, Clock, MailSettings, Store, worker};
use talkoot_mail::{Branding, Party, SmtpSettings, SmtpTransport, transport::SmtpTls};
use talkoot_test_support::TestApp;
use tempfile::TempDir;

use crate::mail_delivery::smtp::Server;

/// A worker, the mail server it hands mails to, and what that server took.
pub struct Post {
    server: Server,
    _folder: TempDir,
    log: PathBuf,
    /// So much of the log has been looked at.
    seen: usize,
    worker: App,
}

/// A line of the log that is a reminder: to whom, what each of its points says, and the id of the mail.
pub struct Arrived {
    pub address: String,
    pub says: Vec<String>,
}

impl Post {
    pub async fn open(app: &TestApp) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let log = folder.path().join("mails.jsonl");
        std::fs::write(&log, "").expect("the log");
        let server = Server::start(&["--log", log.to_str().expect("a path")]);
        let worker = worker_over(app, server.port).await;
        Self {
            server,
            _folder: folder,
            log,
            seen: 0,
            worker,
        }
    }

    /// Tells the server how to behave: see `server.mjs`.
    pub fn tell(&mut self, behaviour: &Value) {
        self.server.tell(behaviour);
    }

    /// Lets the worker do everything that is due now.
    pub async fn work(&self) {
        worker::run_until_idle(&self.worker)
            .await
            .expect("the worker's rounds");
    }

    /// Ends the worker in the middle of its work, as a power cut would: after so many milliseconds, or when the server
    /// holds a mail back. Another one starts over a connection of its own.
    pub async fn work_and_crash(&mut self, app: &TestApp, after: Option<u64>) {
        let worker = self.worker.clone();
        let work = tokio::spawn(async move { worker::run_until_idle(&worker).await });
        match after {
            Some(milliseconds) => tokio::time::sleep(Duration::from_millis(milliseconds)).await,
            None => {
                while !work.is_finished() && !self.log().contains("\"held\"") {
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            }
        }
        work.abort();
        let _ = work.await;
        self.worker = worker_over(app, self.server.port).await;
    }

    fn log(&self) -> String {
        let log = std::fs::read_to_string(&self.log).expect("the log");
        log[self.seen..].to_owned()
    }

    /// The reminders that arrived since the last look, and every address with whether it took a mail or refused one
    /// for good, in order.
    pub fn arrived(&mut self) -> (Vec<Arrived>, Vec<(String, bool)>) {
        let log = self.log();
        self.seen += log.len();
        let lines = log.lines();
        let lines: Vec<Value> = lines
            .map(|line| serde_json::from_str(line).expect("a line of the log"))
            .collect();
        let tried = lines.iter().filter_map(|line| match line["event"].as_str() {
            Some("mail") => Some((line["to"][0]["address"].as_str()?.to_owned(), true)),
            Some("refused") => Some((line["address"].as_str()?.to_owned(), false)),
            _ => None,
        });
        (lines.iter().filter_map(reminder).collect(), tried.collect())
    }
}

async fn worker_over(app: &TestApp, port: u16) -> App {
    let smtp = SmtpSettings {
        host: "127.0.0.1".to_owned(),
        port,
        tls: SmtpTls::None,
        credentials: None,
        timeout: Duration::from_secs(30),
        extra_root_pem: None,
    };
    let branding = Branding {
        installation: "Talkoot".to_owned(),
        base_url: "https://talkoot.example.test".to_owned(),
        sender: Party::new("talkoot@example.test", "Talkoot"),
        reply_to: None,
    };
    let transport = SmtpTransport::new(smtp).expect("the way of the mails");
    let store = Store::connect(&app.database_url).await.expect("a connection");
    let clock: Arc<dyn Clock> = app.clock.clone();
    App::new(store, clock, MailSettings::new(Arc::new(transport), branding))
}

/// What a reminder says; nothing of another mail.
fn reminder(mail: &Value) -> Option<Arrived> {
    let subject = mail["subject"].as_str()?;
    let address = mail["to"][0]["address"].as_str()?.to_owned();
    let beginnings = [
        "Muistutus: ",
        "Määräaika päättyy tänään: ",
        "Myöhässä ",
        "Påminnelse: ",
        "Tidsfristen går ut i dag: ",
        "Reminder: ",
        "Due today: ",
    ];
    // `3 dagar försenad: …`, `1 day late: …`
    let counted = subject.split_once(": ").is_some_and(|(beginning, _)| {
        let number = beginning.split(' ').next().unwrap_or_default();
        let late = beginning.ends_with(" försenad") || beginning.ends_with(" late");
        late && number.parse::<u32>().is_ok()
    });
    if counted || beginnings.iter().any(|beginning| subject.starts_with(beginning)) {
        return Some(Arrived {
            address,
            says: vec![subject.to_owned()],
        });
    }
    let several = [" muistutusta: ", " påminnelser: ", " reminders: "];
    if !several.iter().any(|words| subject.contains(words)) {
        return None;
    }
    let points = mail["html"].as_str()?.split("<li ").skip(1);
    let says = points.filter_map(|point| point.split_once('>')?.1.lines().next().map(str::to_owned));
    Some(Arrived {
        address,
        says: says.collect(),
    })
}

/// Takes everything.
pub fn well() -> Value {
    json!({})
}
