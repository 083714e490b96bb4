use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use chrono::{DateTime, TimeZone, Utc};
use serde_json::{Value, json};
use talkoot_app::{App, Engine, MailSettings, ManualClock, identity, portfolio, worker};
use talkoot_domain::ids::OrganisationId;
use talkoot_mail::{Branding, MemoryTransport, Party, Transport};
use talkoot_server::http::Extras;
use talkoot_storage::{
    audit, cost_sums,
    files::{Places, S3Access},
    jobs,
    mails::{self, MailState},
    outbox,
    portfolio::differing_obligations,
};
use tempfile::TempDir;
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

use crate::{
    Answer, Browser, User, World,
    database::{Database, engine, wish},
};

/// A server on loopback over a database of its own, with a clock moved by hand and nobody but the
/// people of the [`World`]. The worker runs only when [`work`](Self::work) is called.
#[derive(Debug)]
pub struct TestApp {
    /// The application behind the server, for looking behind the scenes.
    pub app: App,
    /// The clock.
    pub clock: Arc<ManualClock>,
    /// The mails that were sent.
    pub mail: MemoryTransport,
    /// The people.
    pub world: World,
    /// Where the server listens, `http://127.0.0.1:port`.
    pub url: String,
    /// The database's URL.
    pub database_url: String,
    client: reqwest::Client,
    keys: AtomicU64,
    stop: watch::Sender<bool>,
    server: JoinHandle<std::io::Result<()>>,
    /// Somebody wrote past the engine, so the audit log may say so.
    pub(crate) tampered: AtomicBool,
    _database: Database,
    _outside: Option<TempDir>,
}

impl TestApp {
    /// Starts everything; the clock stands at noon in Helsinki on Monday 2 February 2026.
    ///
    /// # Panics
    /// When something does not start.
    pub async fn start() -> Self {
        let start = Utc
            .with_ymd_and_hms(2026, 2, 2, 10, 0, 0)
            .single()
            .expect("a valid time");
        Self::start_at(start).await
    }

    /// Starts everything at a given time.
    ///
    /// # Panics
    /// When something does not start.
    pub async fn start_at(now: DateTime<Utc>) -> Self {
        Self::start_through(now, |mail| Arc::new(mail)).await
    }

    /// Starts everything with a way of mails of the test's own, which may hand them on to the box that
    /// [`mail`](Self::mail) shows.
    ///
    /// # Panics
    /// When something does not start.
    pub async fn start_through(
        now: DateTime<Utc>,
        way: impl FnOnce(MemoryTransport) -> Arc<dyn Transport>,
    ) -> Self {
        let database = Database::create(engine()).await.expect("a database");
        let extras = async |_: String| Extras::default();
        Self::start_in(database, now, way, |app| app, extras).await
    }

    /// Starts everything on an engine with counted ids: the same history leaves the same rows.
    ///
    /// # Panics
    /// When something does not start.
    pub async fn start_counted(engine: Engine, now: DateTime<Utc>) -> Self {
        let database = Database::create(engine).await.expect("a database");
        let extras = async |_: String| Extras::default();
        Self::start_in(
            database,
            now,
            |mail| Arc::new(mail),
            App::with_counted_ids,
            extras,
        )
        .await
    }

    /// Starts everything on a server of PostgreSQL of the test's own.
    ///
    /// # Panics
    /// When something does not start.
    pub async fn start_on(server: &str, now: DateTime<Utc>) -> Self {
        let database = Database::on(server).await.expect("a database");
        let extras = async |_: String| Extras::default();
        Self::start_in(database, now, |mail| Arc::new(mail), |app| app, extras).await
    }

    /// Starts everything over an embedded database in a file of the test's own.
    ///
    /// # Panics
    /// When something does not start.
    pub async fn start_in_file(file: &Path, now: DateTime<Utc>) -> Self {
        let database = Database::in_file(file).await.expect("a database");
        let extras = async |_: String| Extras::default();
        Self::start_in(database, now, |mail| Arc::new(mail), |app| app, extras).await
    }

    /// Starts everything with other rules for signing in, and with what the server has beside the application, which
    /// may need to know where it listens.
    ///
    /// # Panics
    /// When something does not start.
    pub async fn start_signing_in(
        now: DateTime<Utc>,
        change: impl FnOnce(App) -> App,
        extras: impl AsyncFnOnce(String) -> Extras,
    ) -> Self {
        let database = Database::create(engine()).await.expect("a database");
        Self::start_in(database, now, |mail| Arc::new(mail), change, extras).await
    }

    async fn start_in(
        database: Database,
        now: DateTime<Utc>,
        way: impl FnOnce(MemoryTransport) -> Arc<dyn Transport>,
        change: impl FnOnce(App) -> App,
        extras: impl AsyncFnOnce(String) -> Extras,
    ) -> Self {
        // What fails on the server's side is told beside what the test says; the first test of a process wins.
        let _ = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::ERROR)
            .with_writer(std::io::stderr)
            .try_init();
        talkoot_server::cryptography::install();
        let clock = Arc::new(ManualClock::new(now));
        let mail = MemoryTransport::new();
        let settings = MailSettings::new(way(mail.clone()), branding());
        let (places, outside) = outside();
        let app = App::new(database.store.clone(), clock.clone(), settings).with_places(places);
        let app = change(app);
        let world = World::install(&app).await.expect("the people of the test");
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port on loopback");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let (stop, stopped) = watch::channel(false);
        let extras = extras(url.clone()).await;
        let head = extras.patience.head;
        let router = talkoot_server::http::router(app.clone(), extras);
        let server = tokio::spawn(talkoot_server::http::serve(listener, router, head, stopped));
        Self {
            app,
            clock,
            mail,
            world,
            url,
            database_url: database.url.clone(),
            client: reqwest::Client::new(),
            keys: AtomicU64::new(1),
            stop,
            server,
            tampered: AtomicBool::new(false),
            _database: database,
            _outside: outside,
        }
    }

    /// A browser that knows nothing yet.
    #[must_use]
    pub fn browser(&self) -> Browser {
        Browser::new(&self.url, &branding().base_url)
    }

    /// A browser in which somebody has signed in.
    ///
    /// # Panics
    /// When the person may not.
    pub async fn signed_in(&self, user: &User) -> Browser {
        let new = identity::NewSession {
            browser: "a test".to_owned(),
            voucher: None,
        };
        let opened = identity::open_session(&self.app, user.person, new).await;
        let browser = self.browser();
        browser.hold("__Host-talkoot", opened.expect("a session").secret.reveal());
        browser
    }

    /// Sends a GraphQL request as somebody.
    ///
    /// # Panics
    /// When the server does not answer with JSON.
    pub async fn graphql(&self, user: &User, query: &str, variables: Value) -> Answer {
        let request = self
            .client
            .post(format!("{}/graphql", self.url))
            .bearer_auth(&user.token);
        let response = request
            .json(&json!({ "query": query, "variables": variables }))
            .send()
            .await
            .expect("an answer from the server");
        Answer(response.json().await.expect("JSON from the server"))
    }

    /// The HTTP status with which the server answers somebody.
    ///
    /// # Panics
    /// When the server does not answer.
    pub async fn status(&self, user: &User, query: &str) -> u16 {
        let request = self
            .client
            .post(format!("{}/graphql", self.url))
            .bearer_auth(&user.token);
        let response = request.json(&json!({ "query": query })).send().await;
        response.expect("an answer from the server").status().as_u16()
    }

    /// Sends a GraphQL request as nobody.
    ///
    /// # Panics
    /// When the server does not answer with JSON.
    pub async fn anonymous(&self, query: &str) -> Answer {
        self.anonymous_with(query, json!({})).await
    }

    /// The same with variables.
    ///
    /// # Panics
    /// When the server does not answer with JSON.
    pub async fn anonymous_with(&self, query: &str, variables: Value) -> Answer {
        let request = self
            .client
            .post(format!("{}/graphql", self.url))
            .json(&json!({ "query": query, "variables": variables }));
        let response = request.send().await.expect("an answer from the server");
        Answer(response.json().await.expect("JSON from the server"))
    }

    /// Sends a mutation whose one argument is `input: {Mutation}Input!`-like, selecting `fields` of the
    /// payload; the idempotency key is new unless the input brings one. `input_type` is the input's type.
    ///
    /// # Panics
    /// When the server does not answer with JSON.
    pub async fn mutate(
        &self,
        user: &User,
        mutation: &str,
        input_type: &str,
        mut input: Value,
        fields: &str,
    ) -> Answer {
        if input.get("idempotencyKey").is_none() {
            let key = self.keys.fetch_add(1, Ordering::Relaxed);
            input["idempotencyKey"] = json!(format!("key {key}"));
        }
        let query = format!(
            "mutation($input: {input_type}!) {{ {mutation}(input: $input) {{ {fields} \
             refusals {{ code message path object state command }} }} }}"
        );
        self.graphql(user, &query, json!({ "input": input })).await
    }

    /// Uploads a file for an organisation and gives its global id.
    ///
    /// # Panics
    /// When the server refuses it.
    pub async fn upload(
        &self,
        user: &User,
        organisation: OrganisationId,
        name: &str,
        content: &[u8],
    ) -> String {
        let part = reqwest::multipart::Part::bytes(content.to_vec()).file_name(name.to_owned());
        let form = reqwest::multipart::Form::new()
            .text("organisation", talkoot_graphql::organisation_id(organisation))
            .part("file", part);
        let request = self
            .client
            .post(format!("{}/files", self.url))
            .bearer_auth(&user.token);
        let response = request
            .multipart(form)
            .send()
            .await
            .expect("an answer from the server");
        let body: Value = response.json().await.expect("JSON from the server");
        body["id"]
            .as_str()
            .unwrap_or_else(|| panic!("the upload was refused: {body}"))
            .to_owned()
    }

    /// Reads a file: the status of the answer and its body.
    ///
    /// # Panics
    /// When the server does not answer.
    pub async fn download(&self, user: &User, id: &str) -> (u16, Vec<u8>) {
        self.get(user, &format!("files/{id}")).await
    }

    /// Reads a path below the server's own: the status of the answer and its body.
    ///
    /// # Panics
    /// When the server does not answer.
    pub async fn get(&self, user: &User, path: &str) -> (u16, Vec<u8>) {
        let request = self
            .client
            .get(format!("{}/{path}", self.url))
            .bearer_auth(&user.token);
        let response = request.send().await.expect("an answer from the server");
        let status = response.status().as_u16();
        let body = response.bytes().await.expect("the body of the answer");
        (status, body.to_vec())
    }

    /// Lets the worker do everything that is due now.
    ///
    /// # Panics
    /// When it fails.
    pub async fn work(&self) -> worker::Round {
        worker::run_until_idle(&self.app)
            .await
            .expect("the worker's round")
    }

    /// Moves the clock and lets the worker do what is due then.
    ///
    /// # Panics
    /// When the worker fails.
    pub async fn travel_to(&self, now: DateTime<Utc>) -> worker::Round {
        self.clock.set(now);
        self.work().await
    }

    /// Stops the server and makes sure that nothing is left: no job, no mail, and an audit log that holds.
    ///
    /// # Panics
    /// When something is left.
    pub async fn finish(self) {
        self.work().await;
        let left = jobs::unfinished(self.app.store()).await.expect("the jobs");
        assert!(left.is_empty(), "jobs are left: {left:?}");
        let dead = jobs::count(self.app.store(), "dead").await.expect("the jobs");
        assert_eq!(dead, 0, "jobs were parked");
        let waiting = outbox::waiting::all(self.app.store()).await.expect("the events");
        assert!(waiting.is_empty(), "events are left: {waiting:?}");
        let unsent = mails::count(self.app.store(), MailState::Queued)
            .await
            .expect("the mails");
        assert_eq!(unsent, 0, "mails are left");
        let checkup = audit::verify(self.app.store(), None)
            .await
            .expect("the audit log");
        assert!(
            checkup.is_whole() || self.tampered.load(Ordering::Relaxed),
            "the audit log is broken: {:#?}",
            checkup.findings
        );
        let sums = cost_sums::differing(self.app.store(), None)
            .await
            .expect("the sums of cost lines");
        assert!(
            sums.is_empty() || self.tampered.load(Ordering::Relaxed),
            "the stored sums of these imports are not those of their lines: {sums:?}"
        );
        let shown = portfolio::differing(self.app.store(), self.app.now())
            .await
            .expect("the portfolio");
        let stand = differing_obligations(self.app.store())
            .await
            .expect("the obligations");
        assert!(
            (shown.is_empty() && stand.is_empty()) || self.tampered.load(Ordering::Relaxed),
            "the portfolio does not show these projects and obligations as they are: {shown:?} {stand:?}"
        );
        self.stop.send_replace(true);
        drop(self.client);
        self.server.await.expect("the server's task").expect("the server");
    }
}

/// With `TALKOOT_TEST_FILES=folder` every test keeps the contents of files outside of its database.
fn outside() -> (Places, Option<TempDir>) {
    if wish::<String>("TALKOOT_TEST_FILES").as_deref() != Some("folder") {
        return (Places::default(), None);
    }
    let folder = tempfile::tempdir().expect("a folder");
    let keep = format!("file://{}", folder.path().display());
    let keep = keep.parse().expect("a place");
    let places = Places::open(&keep, None, &S3Access::default());
    (places.expect("the place"), Some(folder))
}

fn branding() -> Branding {
    Branding {
        installation: "Talkoot".to_owned(),
        base_url: "https://talkoot.example.test".to_owned(),
        sender: Party::new("talkoot@example.test", "Talkoot"),
        reply_to: None,
    }
}
