//! With a real provider: `oidc-provider` from npm, which is certified, started on loopback.

use std::{
    io::{BufRead, BufReader, Lines},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
    sync::Arc,
};

use chrono::{DateTime, TimeZone, Utc};
use serde_json::json;
use talkoot_server::{
    http::Extras,
    provider::{Provider, ProviderSettings},
};
use talkoot_test_support::{Browser, Page, TestApp};

use crate::signing_in::help::{logged, who};

const BASE: &str = "https://talkoot.example.test";
const SECRET: &str = "abcdefghijklmnopqrstuvwxyz0123456789";

/// The provider in a process of its own, ended with the test.
struct Running {
    child: Child,
    url: String,
    /// Kept open: a provider whose words go nowhere ends.
    _says: Lines<BufReader<ChildStdout>>,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Running {
    fn start(server: &str, algorithm: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("node");
        assert!(
            folder.join("node_modules/oidc-provider").is_dir(),
            "the provider of the tests is not installed: run `make tools-node`"
        );
        let settings = json!({
            "secret": SECRET, "redirect": format!("{BASE}/sign-in/callback"), "after": format!("{BASE}/sign-out"),
            "logout": format!("{server}/sign-in/logout"), "algorithm": algorithm,
        });
        let mut child = Command::new("node")
            .arg("provider.mjs")
            .arg(settings.to_string())
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("node is needed: run `make tools-node`");
        let mut says = BufReader::new(child.stdout.take().expect("its output")).lines();
        let url = says
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| line.strip_prefix("listening on ").map(str::to_owned));
        Self {
            child,
            url: url.expect("where the provider listens"),
            _says: says,
        }
    }

    /// What the provider's clock says: our own follows it.
    async fn now(&self) -> DateTime<Utc> {
        let url = format!("{}/jwks", self.url);
        let answer = reqwest::get(url).await.expect("an answer");
        let date = answer.headers()["date"].to_str().expect("text");
        DateTime::parse_from_rfc2822(date)
            .expect("a date")
            .with_timezone(&Utc)
    }
}

fn settings(issuer: &str) -> ProviderSettings {
    ProviderSettings {
        issuer: issuer.to_owned(),
        client_id: "talkoot".to_owned(),
        client_secret: Some(SECRET.to_owned()),
        name: "Testikunta".to_owned(),
        base_url: BASE.to_owned(),
        certificates: None,
    }
}

async fn started(algorithm: &str) -> (TestApp, Running) {
    let start = Utc.with_ymd_and_hms(2026, 2, 2, 10, 0, 0).single();
    let mut running = None;
    let app = TestApp::start_signing_in(
        start.expect("a time"),
        |app| app,
        async |server: String| {
            let provider = running.insert(Running::start(&server, algorithm));
            let provider = Provider::new(settings(&provider.url)).expect("settings");
            Extras {
                provider: Some(Arc::new(provider)),
                ..Extras::default()
            }
        },
    )
    .await;
    let running = running.expect("the provider");
    app.clock.set(running.now().await);
    (app, running)
}

/// The address in the first form of a page.
fn action(page: &Page) -> String {
    let (_, rest) = page.body.split_once("action=\"").expect("a form");
    rest.split_once('"').expect("its address").0.to_owned()
}

/// Goes to the provider and signs in there; gives the address with which the provider sends the browser back.
async fn at_provider(browser: &Browser, running: &Running, name: &str) -> String {
    let begun = browser.post("/sign-in/provider", &[("next", "/graphql")]).await;
    assert_eq!(begun.status, 303, "{begun:?}");
    let mut next = begun.location.expect("the provider");
    assert!(next.starts_with(&running.url), "{next}");
    for part in [
        "code_challenge_method=S256",
        "response_type=code",
        "nonce=",
        "state=",
    ] {
        assert!(next.contains(part), "{part} in {next}");
    }
    for _ in 0..6 {
        let page = browser.get(&next).await;
        let page = if page.status == 200 {
            let form = [("prompt", "login"), ("login", name), ("password", "any")];
            browser.post(&action(&page), &form).await
        } else {
            page
        };
        let to = page
            .location
            .unwrap_or_else(|| panic!("{next} leads nowhere: {}", page.body));
        if to.starts_with(BASE) {
            return to;
        }
        next = if to.starts_with('/') {
            format!("{}{to}", running.url)
        } else {
            to
        };
    }
    panic!("the provider does not send the browser back")
}

#[tokio::test]
async fn somebody_signs_in_and_out_at_the_provider() {
    let (app, running) = started("RS256").await;
    let browser = app.browser();
    let offered = browser.get("/sign-in").await;
    assert!(offered.body.contains("Testikunta") && !offered.body.contains("name=\"email\""));
    let back = at_provider(&browser, &running, "officer").await;
    let done = browser.get(&back).await;
    assert_eq!(
        (done.status, done.location.as_deref()),
        (303, Some("/graphql")),
        "{}",
        done.body
    );
    assert_eq!(who(&browser).await, "officer");
    assert_eq!(browser.holds("__Host-talkoot-signing-in"), None);
    let mine = browser
        .graphql("{ mySessions { openedBy } }", json!({}))
        .await
        .accepted();
    assert_eq!(mine.text("/mySessions/0/openedBy"), "PROVIDER");

    // The same answer of the provider a second time signs nobody in, in whichever browser.
    for other in [&browser, &app.browser()] {
        let again = other.get(&back).await;
        assert_eq!(again.status, 403);
        assert!(
            matches!(again.reason(), Some("gone" | "other-browser")),
            "{:?}",
            again.reason()
        );
    }

    // Signing out here goes on to the provider, which ends its session and says so behind the browser's back.
    let elsewhere = app.browser();
    let back = at_provider(&elsewhere, &running, "officer").await;
    let _ = elsewhere.get(&back).await;
    assert_eq!(who(&elsewhere).await, "officer");
    let out = browser.post("/sign-out", &[]).await;
    assert_eq!(out.status, 303);
    let place = out.location.expect("the provider");
    assert!(
        place.starts_with(&format!("{}/session/end", running.url)),
        "{place}"
    );
    assert!(place.contains("client_id=talkoot") && place.contains("post_logout_redirect_uri="));
    assert_eq!(who(&browser).await, "");
    let tied = logged(&app, "signIn").await;
    let ties = tied
        .iter()
        .filter(|details| details["tiedTo"] == running.url.as_str());
    assert_eq!(ties.count(), 1, "who is meant is recorded once");
    app.finish().await;
}

/// Signed out at the provider in the same browser, the session here ends without any request from the browser.
#[tokio::test]
async fn the_provider_ends_the_session_it_opened() {
    let (app, running) = started("ES256").await;
    let (browser, other) = (app.browser(), app.browser());
    for (browser, name) in [(&browser, "officer"), (&other, "second")] {
        let back = at_provider(browser, &running, name).await;
        let done = browser.get(&back).await;
        assert_eq!(done.status, 303, "{}", done.body);
    }
    let ask = browser.get(&format!("{}/session/end", running.url)).await;
    assert_eq!(ask.status, 200);
    let (_, rest) = ask.body.split_once("name=\"xsrf\" value=\"").expect("a form");
    let xsrf = rest.split_once('"').expect("a value").0;
    let done = browser
        .post(&action(&ask), &[("xsrf", xsrf), ("logout", "yes")])
        .await;
    assert_eq!(done.status, 303, "{}", done.body);
    // The provider tells before it answers the browser.
    assert_eq!(who(&browser).await, "");
    assert_eq!(who(&other).await, "second", "somebody else stays");
    assert_eq!(logged(&app, "endSessionByProvider").await.len(), 1);
    app.finish().await;
}

#[tokio::test]
async fn an_unverified_address_and_an_unknown_person_are_refused() {
    let (app, running) = started("PS256").await;
    for (name, reason) in [
        ("unverified-officer", "unverified-address"),
        ("nobody", "unknown-person"),
    ] {
        let browser = app.browser();
        let back = at_provider(&browser, &running, name).await;
        let refused = browser.get(&back).await;
        assert_eq!((refused.status, refused.reason()), (403, Some(reason)));
        assert_eq!(browser.holds("__Host-talkoot"), None);
        assert_eq!(who(&browser).await, "");
    }
    let people = app.reader().await.rows("SELECT id FROM person_identity").await;
    assert!(people.is_empty(), "nobody was made or tied");

    // Somebody gives up there.
    let browser = app.browser();
    let begun = browser.post("/sign-in/provider", &[]).await;
    let place = begun.location.expect("the provider");
    let state = place
        .split('&')
        .find_map(|part| part.strip_prefix("state="))
        .expect("a state");
    let given_up = browser
        .get(&format!("/sign-in/callback?state={state}&error=access_denied"))
        .await;
    assert_eq!(given_up.reason(), Some("provider-refused"));
    app.finish().await;
}
