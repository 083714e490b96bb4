use chrono::{Duration, TimeZone, Utc};
use talkoot_mail::DeliveryFailure;
use talkoot_server::http::{Extras, Proxies, ProxyHeader, Rates};
use talkoot_test_support::{Browser, Page, TestApp};

use crate::signing_in::help::{logged, who};

const ADDRESS: &str = "officer@example.test";

async fn ask(browser: &Browser, email: &str) -> Page {
    browser
        .post("/sign-in", &[("email", email), ("next", "/graphql")])
        .await
}

/// The path of the link in the only mail that was sent since.
pub(crate) async fn link(app: &TestApp) -> String {
    app.work().await;
    let mails = app.mail.take();
    let [mail] = mails.as_slice() else {
        panic!("one mail, not {}", mails.len());
    };
    assert_eq!(mail.to.address, ADDRESS);
    let base = "https://talkoot.example.test";
    let start = mail.text.find(&format!("{base}/sign-in/link/")).expect("a link");
    let rest = &mail.text[start + base.len()..];
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    rest[..end].to_owned()
}

#[tokio::test]
async fn a_link_signs_in_once_and_only_when_the_button_is_pressed() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let offered = browser.get("/sign-in").await;
    assert_eq!(offered.status, 200);
    assert!(offered.body.contains("name=\"email\"") && !offered.body.contains("password"));
    assert_eq!(ask(&browser, " Officer@Example.TEST ").await.status, 200);
    let link = link(&app).await;

    // A program that guards the mailbox opens the link before its owner does, also several times.
    let scanner = app.browser();
    assert_eq!(scanner.get(&link).await.reason(), Some("other-browser"));
    let pressed = scanner.post(&link, &[]).await;
    assert_eq!(
        (pressed.status, pressed.reason()),
        (403, Some("other-browser")),
        "not in another browser"
    );
    assert_eq!(who(&scanner).await, "");

    let looked = browser.get(&link).await;
    assert_eq!((looked.status, looked.reason()), (200, None));
    assert_eq!(who(&browser).await, "", "looking signs nobody in");
    let crossed = browser.post_from("cross-site", &link, &[]).await;
    assert_eq!((crossed.status, crossed.reason()), (403, None));
    assert_eq!(who(&browser).await, "");

    let pressed = browser.post(&link, &[]).await;
    assert_eq!(
        (pressed.status, pressed.location.as_deref()),
        (303, Some("/graphql"))
    );
    let cookie = pressed
        .set_cookies
        .iter()
        .find(|cookie| cookie.starts_with("__Host-talkoot="));
    let cookie = cookie.expect("the session's cookie");
    for rule in ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"] {
        assert!(cookie.contains(rule), "{rule} in {cookie}");
    }
    assert_eq!(who(&browser).await, "officer");
    assert_eq!(logged(&app, "signIn").await.len(), 1);

    let again = browser.post(&link, &[]).await;
    assert_eq!((again.status, again.reason()), (403, Some("gone")));
    app.finish().await;
}

#[tokio::test]
async fn a_link_is_good_for_fifteen_minutes() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let _ = ask(&browser, ADDRESS).await;
    let link = link(&app).await;
    app.clock.advance(Duration::minutes(15));
    assert_eq!(browser.get(&link).await.reason(), Some("gone"));
    assert_eq!(browser.post(&link, &[]).await.reason(), Some("gone"));
    assert_eq!(who(&browser).await, "");
    app.finish().await;
}

/// Nobody learns from the page whom an address belongs to.
#[tokio::test]
async fn the_answer_is_the_same_for_an_address_of_nobody() {
    let app = TestApp::start().await;
    let known = ask(&app.browser(), ADDRESS).await;
    let unknown = ask(&app.browser(), "nobody@example.test").await;
    assert_eq!((known.status, &known.body), (unknown.status, &unknown.body));
    let names = |page: &Page| -> Vec<String> {
        let cookies = page.set_cookies.iter();
        cookies
            .map(|cookie| cookie.split('=').next().unwrap_or_default().to_owned())
            .collect()
    };
    assert_eq!(names(&known), names(&unknown));
    app.work().await;
    assert_eq!(
        app.mail.take().len(),
        1,
        "only the one that is known was written to"
    );
    let no_address = ask(&app.browser(), "officer").await;
    assert_eq!(no_address.status, 422);
    app.finish().await;
}

#[tokio::test]
async fn five_links_are_sent_to_an_address_in_an_hour() {
    let app = TestApp::start().await;
    for _ in 0..5 {
        app.clock.advance(Duration::minutes(1));
        assert_eq!(ask(&app.browser(), ADDRESS).await.status, 200);
    }
    app.work().await;
    assert_eq!(app.mail.take().len(), 5);
    let sixth = ask(&app.browser(), ADDRESS).await;
    assert_eq!(sixth.status, 200, "whoever asks is not told");
    app.work().await;
    assert_eq!(app.mail.take().len(), 0);
    let second = ask(&app.browser(), "second@example.test").await;
    assert_eq!(second.status, 200);
    app.clock.advance(Duration::minutes(56));
    let _ = ask(&app.browser(), ADDRESS).await;
    app.work().await;
    assert_eq!(
        app.mail.take().len(),
        1,
        "an hour after the first one; the other's has gone too late to be sent"
    );
    app.finish().await;
}

/// Behind a proxy that says from which address it was asked.
async fn behind_a_proxy() -> TestApp {
    let start = Utc.with_ymd_and_hms(2026, 2, 2, 10, 0, 0).single();
    let rates = Rates {
        proxies: Proxies {
            count: 1,
            header: ProxyHeader::XForwardedFor,
        },
        ..Rates::default()
    };
    let extras = async |_: String| Extras {
        rates,
        ..Extras::default()
    };
    TestApp::start_signing_in(start.expect("a time"), |app| app, extras).await
}

async fn ask_from(browser: &Browser, place: &str) {
    let page = browser.request("/sign-in", |request| {
        request
            .form(&[("email", ADDRESS), ("next", "/graphql")])
            .header("sec-fetch-site", "same-origin")
            .header("x-forwarded-for", place)
    });
    assert_eq!(page.await.status, 200, "whoever asks is not told");
}

/// How many links are sent for so many questions from a place, each from a browser that knows nothing yet.
async fn sent(app: &TestApp, place: &str, number: usize) -> usize {
    for _ in 0..number {
        ask_from(&app.browser(), place).await;
    }
    app.work().await;
    app.mail.take().len()
}

/// Goal: a stranger who asks and asks for links to somebody's address, in new browsers each time, keeps that person from
/// nothing: from another place one is sent, and signs in.
#[tokio::test]
async fn a_stranger_elsewhere_locks_nobody_out() {
    let app = behind_a_proxy().await;
    assert_eq!(sent(&app, "192.0.2.1", 8).await, 5);
    // The addresses of one network of IPv6 are one place.
    assert_eq!(sent(&app, "2001:db8:1:2::1", 4).await, 4);
    assert_eq!(sent(&app, "2001:db8:1:2::ffff", 4).await, 1);
    let browser = app.browser();
    ask_from(&browser, "198.51.100.7").await;
    let link = link(&app).await;
    assert_eq!(browser.post(&link, &[]).await.status, 303);
    assert_eq!(who(&browser).await, "officer");
    app.finish().await;
}

/// Goal: however many places ask, an address is sent twenty links in an hour, and others are sent theirs.
#[tokio::test]
async fn many_places_together_send_no_flood() {
    let app = behind_a_proxy().await;
    let mut all = 0;
    for last in 1..=8 {
        all += sent(&app, &format!("192.0.2.{last}"), 4).await;
    }
    assert_eq!(all, 20);
    let other = ask(&app.browser(), "second@example.test").await;
    assert_eq!(other.status, 200);
    app.work().await;
    let to: Vec<String> = app.mail.take().into_iter().map(|mail| mail.to.address).collect();
    assert_eq!(to, ["second@example.test"]);
    app.clock.advance(Duration::minutes(61));
    assert_eq!(sent(&app, "192.0.2.9", 1).await, 1, "an hour later");
    app.finish().await;
}

/// Tried again after the mail server was away, the mail holds a link that works; the older one does not.
#[tokio::test]
async fn a_link_is_sent_again_when_the_mail_server_was_away() {
    let app = TestApp::start().await;
    let browser = app.browser();
    app.mail.fail_next(DeliveryFailure::Temporary {
        code: Some(421),
        answer: "later".to_owned(),
    });
    let _ = ask(&browser, ADDRESS).await;
    app.work().await;
    assert_eq!(app.mail.take().len(), 0);
    app.clock.advance(Duration::minutes(1));
    let link = link(&app).await;
    assert_eq!(browser.post(&link, &[]).await.status, 303);
    assert_eq!(who(&browser).await, "officer");
    app.finish().await;
}

/// The link of somebody who has lost the last role in the meantime signs nobody in.
#[tokio::test]
async fn a_link_needs_a_role() {
    use talkoot_domain::policy::{Membership, Role};
    let app = TestApp::start().await;
    let browser = app.browser();
    let _ = ask(&browser, ADDRESS).await;
    let link = link(&app).await;
    let held = Membership {
        organisation: app.world.authority,
        role: Role::Officer,
    };
    app.let_go(app.world.officer.person, held).await;
    assert_eq!(browser.post(&link, &[]).await.reason(), Some("no-role"));
    app.finish().await;
}

#[tokio::test]
async fn the_pages_speak_three_languages_and_lead_nowhere_else() {
    let app = TestApp::start().await;
    let client = reqwest::Client::new();
    for (language, title) in [
        ("fi", "Kirjaudu"),
        ("sv", "Logga in"),
        ("en", "Sign in"),
        ("de", "Kirjaudu"),
    ] {
        let url = format!("{}/sign-in?next=//evil.example", app.url);
        let page = client.get(url).header("accept-language", language).send().await;
        let page = page.expect("an answer");
        let rules = page.headers()["content-security-policy"]
            .to_str()
            .expect("text")
            .to_owned();
        assert!(rules.contains("default-src 'none'") && rules.contains("frame-ancestors 'none'"));
        assert_eq!(page.headers()["cache-control"], "no-store");
        let body = page.text().await.expect("a page");
        assert!(body.contains(&format!("<h1>{title}</h1>")), "{body}");
        assert!(!body.contains("evil.example"));
    }
    app.finish().await;
}

/// Whoever waits for a link is not kept waiting by the letters, and honest sign-ins use nothing up.
#[tokio::test]
async fn a_link_goes_before_letters_and_used_ones_do_not_count() {
    let app = TestApp::start().await;
    app.granted_project().await;
    let browser = app.browser();
    for _ in 0..6 {
        ask(&browser, ADDRESS).await;
        let round = talkoot_app::worker::round(&app.app).await.expect("a round");
        assert!(round.jobs > 0);
        let mails = app.mail.take();
        let first = mails.first().expect("a mail");
        assert!(first.text.contains("/sign-in/link/"), "{}", first.subject);
        let start = first.text.find("/sign-in/link/").expect("a link");
        let end = first.text[start..].find(char::is_whitespace).expect("more") + start;
        let pressed = browser.post(&first.text[start..end], &[]).await;
        assert!(pressed.status < 400, "{}", pressed.body);
        browser.post("/sign-out", &[]).await;
    }
    app.finish().await;
}
