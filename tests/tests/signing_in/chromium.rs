//! A real browser, Chromium, that a test drives as a person would: through WebDriver, with a passkey device inside.

use std::{
    io::{BufRead, BufReader},
    os::unix::process::CommandExt as _,
    process::{Child, Command, Stdio},
    time::Duration,
};

use serde_json::{Value, json};

const PAUSE: Duration = Duration::from_millis(50);
/// So often is looked for what a page is to show, about 20 seconds in all.
const LOOKS: usize = 400;
/// The key under which WebDriver names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// The browser with one window; ended when dropped.
pub(crate) struct Chromium {
    driver: Child,
    session: String,
    client: reqwest::Client,
    _profile: tempfile::TempDir,
}

impl Chromium {
    /// Starts it, in English.
    pub(crate) async fn start() -> Self {
        let (driver, port) = driver();
        let profile = tempfile::tempdir().expect("a folder");
        let mut browser = Self {
            driver,
            session: format!("http://127.0.0.1:{port}/session"),
            client: reqwest::Client::new(),
            _profile: profile,
        };
        let arguments = [
            "--headless=new".to_owned(),
            // The sandbox does not start for root, and only our own pages are looked at.
            "--no-sandbox".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            "--accept-lang=en".to_owned(),
            format!("--user-data-dir={}", browser._profile.path().display()),
        ];
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "goog:chromeOptions": { "args": arguments },
            "goog:loggingPrefs": { "browser": "ALL" },
        } } });
        let begun = browser.tell("", wanted).await;
        let id = begun["sessionId"].as_str().expect("a session");
        browser.session = format!("{}/{id}", browser.session);
        browser
    }

    async fn tell(&self, command: &str, body: Value) -> Value {
        self.tried(command, body)
            .await
            .unwrap_or_else(|said| panic!("{command}: {said:#}"))
    }

    /// What the browser answers; what it says instead when it cannot.
    async fn tried(&self, command: &str, body: Value) -> Result<Value, Value> {
        let url = format!("{}{command}", self.session);
        let sent = if body.is_null() {
            self.client.get(url)
        } else {
            self.client.post(url).json(&body)
        };
        let answer = sent.send().await.expect("the driver answers");
        let well = answer.status().is_success();
        let mut said: Value = answer.json().await.expect("JSON");
        let said = said["value"].take();
        if well { Ok(said) } else { Err(said) }
    }

    /// Gives it a device that keeps passkeys, and whose owner always says yes.
    pub(crate) async fn plug_in_a_device(&self) {
        let device = json!({
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": true,
            "hasUserVerification": true, "isUserConsenting": true, "isUserVerified": true,
        });
        self.tell("/webauthn/authenticator", device).await;
    }

    pub(crate) async fn open(&self, url: &str) {
        self.tell("/url", json!({ "url": url })).await;
    }

    /// The element that a selector finds, once it is there to be seen.
    async fn element(&self, selector: &str) -> String {
        let wanted = json!({ "using": "css selector", "value": selector });
        for _ in 0..LOOKS {
            if let Ok(found) = self.tried("/element", wanted.clone()).await {
                let id = found[ELEMENT].as_str().expect("an element").to_owned();
                let shown = self.tried(&format!("/element/{id}/displayed"), Value::Null).await;
                if shown == Ok(json!(true)) {
                    return id;
                }
            }
            tokio::time::sleep(PAUSE).await;
        }
        panic!("nothing like {selector} in:\n{}", self.page().await);
    }

    /// Types into a field.
    pub(crate) async fn fill_in(&self, selector: &str, text: &str) {
        let id = self.element(selector).await;
        self.tell(&format!("/element/{id}/value"), json!({ "text": text }))
            .await;
    }

    pub(crate) async fn press(&self, selector: &str) {
        let id = self.element(selector).await;
        self.tell(&format!("/element/{id}/click"), json!({})).await;
    }

    /// The words of what a selector finds.
    pub(crate) async fn words(&self, selector: &str) -> String {
        let id = self.element(selector).await;
        let words = self.tell(&format!("/element/{id}/text"), Value::Null).await;
        words.as_str().expect("words").to_owned()
    }

    /// Waits until a page says this.
    pub(crate) async fn says(&self, words: &str) {
        for _ in 0..LOOKS {
            // While a page makes way for the next there is none.
            if self.page().await.contains(words) {
                return;
            }
            tokio::time::sleep(PAUSE).await;
        }
        panic!("no {words:?} in:\n{}", self.page().await);
    }

    async fn page(&self) -> String {
        let page = self.tried("/source", Value::Null).await.unwrap_or_default();
        page.as_str().unwrap_or_default().to_owned()
    }

    /// What the browser complains of: scripts and styles that the page's own rules keep away, and errors.
    pub(crate) async fn complaints(&self) -> Vec<String> {
        let log = self.tell("/se/log", json!({ "type": "browser" })).await;
        let entries = log.as_array().expect("a log").iter();
        entries.map(|entry| entry["message"].to_string()).collect()
    }

    pub(crate) async fn quit(self) {
        let ended = self.client.delete(&self.session).send().await;
        assert!(ended.expect("the driver answers").status().is_success());
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        // The browser is in the group of its driver, and would outlive it.
        let end = format!("kill -KILL -{}", self.driver.id());
        let _ = Command::new("sh").args(["-c", &end]).status();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// The driver, and the port that it chose.
fn driver() -> (Child, u16) {
    let mut driver = Command::new("chromedriver")
        .arg("--port=0")
        .process_group(0)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("Chromium's driver; `make tools` installs it: apt-get install chromium chromium-driver");
    let said = driver.stdout.take().expect("what it says");
    let mut lines = BufReader::new(said).lines().map_while(Result::ok);
    let port = lines.find_map(|line| {
        let (_, port) = line.split_once("started successfully on port ")?;
        port.trim_end_matches('.').parse().ok()
    });
    let Some(port) = port else {
        let ended = driver.wait();
        panic!("the driver ended before it started: {ended:?}");
    };
    (driver, port)
}
