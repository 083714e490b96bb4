//! Signing in as a person sees it, in a real browser: its cookies, its rules about scripts, and its passkeys.

use chrono::Duration;
use talkoot_test_support::TestApp;
use tokio::net::TcpListener;

use crate::{
    crashes::{
        process::{Death, Process},
        show,
    },
    signing_in::{chromium::Chromium, help::logged, links::link, passkeys::mails},
};

/// The product as a process; browsers take its cookies and its passkeys on localhost without a certificate.
async fn served(app: &TestApp) -> (Process, String) {
    show(app, app.app.now()).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    drop(listener);
    let site = format!("http://localhost:{port}");
    let port = port.to_string();
    // Mails leave by the test; where they are shown to whoever looks no links are sent.
    let settings = [
        ("PORT", port.as_str()),
        ("TALKOOT_BASE_URL", site.as_str()),
        ("TALKOOT_SMTP_HOST", "127.0.0.1"),
        ("TALKOOT_SMTP_PORT", "9"),
        ("TALKOOT_SMTP_TLS", "none"),
        ("TALKOOT_MAIL_FROM", "talkoot@example.test"),
    ];
    let (process, _) = Process::server_with(&app.database_url, Death::Never, &settings);
    (process, site)
}

/// Goal: a link by e-mail signs in; a passkey is added, signs in without an address, and after it is taken away it does
/// not; and the browser finds nothing to complain of on any of these pages.
#[tokio::test(flavor = "multi_thread")]
async fn a_person_signs_in_by_mail_and_then_with_a_passkey() {
    let app = TestApp::start().await;
    let (_server, site) = served(&app).await;
    let browser = Chromium::start().await;
    browser.plug_in_a_device().await;

    browser.open(&format!("{site}/sign-in?next=/sign-in")).await;
    browser.fill_in("#email", "officer@example.test").await;
    browser.press("form[action='/sign-in'] button").await;
    browser.says("role=\"status\"").await;
    browser.open(&format!("{site}{}", link(&app).await)).await;
    browser.press("form button").await;
    browser.says("officer").await;

    browser.open(&format!("{site}/sign-in/passkeys")).await;
    browser.fill_in("#name", "my laptop").await;
    browser.press("form[data-passkey=add] button").await;
    assert_eq!(browser.words("tbody tr td").await, "my laptop");

    browser.open(&format!("{site}/sign-in")).await;
    browser.press("form[action='/sign-out'] button").await;
    browser.says("role=\"status\"").await;
    browser
        .open(&format!("{site}/sign-in?next=/sign-in/passkeys"))
        .await;
    browser.press("form[data-passkey=sign-in] button").await;
    assert_eq!(
        browser.words("tbody tr td").await,
        "my laptop",
        "signed in, and shown the page that was asked for"
    );
    let signed_in = logged(&app, "signIn").await;
    let by: Vec<&str> = signed_in.iter().filter_map(|one| one["by"].as_str()).collect();
    assert_eq!(by, ["link", "passkey"]);
    assert_eq!(browser.complaints().await, [""; 0]);

    browser.press("tbody form button").await;
    browser.says("You have no passkey yet").await;
    browser.open(&format!("{site}/sign-in")).await;
    browser.press("form[action='/sign-out'] button").await;
    browser.says("role=\"status\"").await;
    browser.open(&format!("{site}/sign-in")).await;
    browser.press("form[data-passkey=sign-in] button").await;
    let told = browser.words("form[data-passkey=sign-in] [role=alert]").await;
    assert!(told.contains("passkey"), "{told}");
    assert_eq!(logged(&app, "signIn").await.len(), 2, "nobody was signed in");
    // What the server said to be sent now, for its clock goes on.
    app.clock.set(app.app.now() + Duration::hours(1));
    let told = mails(&app).await;
    assert_eq!(told.len(), 2, "that one was added, and taken away: {told:?}");
    browser.quit().await;
    app.finish().await;
}
