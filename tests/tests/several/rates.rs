//! How often somebody may ask holds over all servers, with a tenth more for each of them.

use std::time::Instant;

use serde_json::json;
use talkoot_test_support::TestApp;

use super::fleet::{Servers, several};

/// Sends to both in turn; how many were let through, and the most that may have been.
async fn through(urls: [&str; 2], token: &str, number: u32, allowed: u32) -> (u32, u32) {
    let client = reqwest::Client::new();
    let begun = Instant::now();
    let mut through = 0;
    for (_, url) in (0..number).zip(urls.iter().cycle()) {
        let request = client.post(format!("{url}/graphql")).bearer_auth(token);
        let sent = request
            .json(&json!({ "query": "{ serverTime { today } }" }))
            .send();
        let status = sent.await.expect("an answer").status().as_u16();
        assert!([200, 401, 429].contains(&status), "{status}");
        through += u32::from(status != 429);
    }
    // What a minute brings, brought meanwhile.
    let brought = u32::try_from(begun.elapsed().as_millis()).expect("a short time") * allowed / 60_000 + 1;
    (through, allowed + 2 * (allowed / 10) + brought)
}

fn both(servers: &Servers) -> [&str; 2] {
    servers.urls.each_ref().map(String::as_str)
}

/// Goal: who sends to two servers in turn is let through as often as on one, and a little more; and one who stays with
/// one server may do all of it there.
#[tokio::test(flavor = "multi_thread")]
async fn the_sum_over_both_servers_is_bounded() {
    const ALLOWED: u32 = 60;
    if !several() {
        return;
    }
    let app = TestApp::start().await;
    let settings = [
        ("TALKOOT_RATE_PER_MINUTE", "60"),
        ("TALKOOT_RATE_SIGN_IN_PER_MINUTE", "60"),
    ];
    let servers = Servers::start(&app, &settings).await;
    let (person, most) = through(both(&servers), &app.world.officer.token, 3 * ALLOWED, ALLOWED).await;
    println!(
        "one person, two servers: {person} of {} requests, {ALLOWED} a minute are allowed",
        3 * ALLOWED
    );
    assert!((ALLOWED..=most).contains(&person), "{person} and at most {most}");
    let (guesses, most) = through(both(&servers), "a-guess", 3 * ALLOWED, ALLOWED).await;
    println!("guessed tokens, two servers: {guesses} of {}", 3 * ALLOWED);
    assert!(
        (ALLOWED..=most).contains(&guesses),
        "{guesses} and at most {most}"
    );
    // Others are not meant, whose requests come from the same address; a row for each of the two, and no address in it.
    let one = [servers.urls[0].as_str(); 2];
    let second = &app.world.second.token;
    let (single, most) = through(one, second, 3 * ALLOWED, ALLOWED).await;
    assert!((ALLOWED..=most).contains(&single), "{single} and at most {most}");
    assert_eq!(app.number("SELECT COUNT(*) FROM counted_together").await, 3);
    let plain = "SELECT COUNT(*) FROM counted_together WHERE length(who) <> 32";
    assert_eq!(app.number(plain).await, 0);
    app.finish().await;
}

/// Goal: who asks seldom costs the database nothing more.
#[tokio::test(flavor = "multi_thread")]
async fn a_tenth_is_let_through_without_asking() {
    if !several() {
        return;
    }
    let app = TestApp::start().await;
    let servers = Servers::start(&app, &[("TALKOOT_RATE_PER_MINUTE", "200")]).await;
    let (passed, _) = through(both(&servers), &app.world.officer.token, 40, 200).await;
    assert_eq!(passed, 40);
    assert_eq!(app.number("SELECT COUNT(*) FROM counted_together").await, 0);
    let (passed, _) = through(both(&servers), &app.world.officer.token, 20, 200).await;
    assert_eq!(passed, 20);
    assert_eq!(app.number("SELECT COUNT(*) FROM counted_together").await, 1);
    app.finish().await;
}

/// Goal: who asks both servers at the same moment for links to one address gets as many as are sent in an hour.
#[tokio::test(flavor = "multi_thread")]
async fn links_to_an_address_are_counted_over_both_servers() {
    if !several() {
        return;
    }
    let app = TestApp::start().await;
    let servers = Servers::start(&app, &[]).await;
    let client = reqwest::Client::new();
    let asked = (0..24_usize).map(|number| {
        let request = client.post(format!("{}/sign-in", servers.urls[number % 2]));
        let form = [("email", "officer@example.test"), ("next", "/graphql")];
        request.header("sec-fetch-site", "same-origin").form(&form).send()
    });
    for answer in futures::future::join_all(asked).await {
        assert_eq!(answer.expect("an answer").status(), 200);
    }
    let kept = "SELECT COUNT(*) FROM sign_in_attempt WHERE kind = 'link'";
    assert_eq!(app.number(kept).await, 5);
    let jobs = "SELECT COUNT(*) FROM job WHERE kind = 'send_sign_in_link'";
    assert_eq!(app.number(jobs).await, 5);
    app.finish().await;
}
