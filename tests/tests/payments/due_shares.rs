//! The lead is written to about the shares that it has to pass on: before the day and when it has passed.

use chrono::{NaiveDate, TimeDelta, TimeZone, Utc};
use serde_json::{Value, json};

use crate::claims::setup::{Claims, S1};

async fn owed(claims: &Claims) -> Vec<Value> {
    let query = "query { transfers(first: 100) { edges { node { id version due payee { nameFi } } } } }";
    let lead = claims.lead().clone();
    let read = claims.app.graphql(&lead, query, json!({})).await.accepted();
    let edges = read
        .at("/transfers/edges")
        .as_array()
        .cloned()
        .expect("transfers");
    edges.into_iter().map(|edge| edge["node"].clone()).collect()
}

/// The mails about shares that came since, on a day before or after the due date.
async fn said(claims: &Claims, due: NaiveDate, days: i64) -> Vec<(String, String, String)> {
    let day = due + TimeDelta::days(days);
    let noon = day.and_hms_opt(10, 0, 0).expect("a time");
    claims.app.travel_to(Utc.from_utc_datetime(&noon)).await;
    let mails = claims.app.mail.take().into_iter();
    mails
        .filter(|mail| mail.subject.contains("osuu") || mail.subject.contains("Siirrä"))
        .map(|mail| (mail.to.address, mail.subject, mail.text))
        .collect()
}

async fn record(claims: &Claims, of: &Value) {
    let input = json!({
        "id": of["id"], "expectedVersion": of["version"], "paidOn": claims.app.app.today().to_string(),
        "reference": "12344",
    });
    let lead = claims.lead().clone();
    let (mutation, kind) = ("recordTransfer", "RecordTransferInput");
    claims
        .app
        .mutate(&lead, mutation, kind, input, "transfer { state }")
        .await
        .accepted();
}

/// Once three days before with every share, once the day after with those that are left, and then no more.
#[tokio::test]
async fn the_lead_is_reminded_before_and_after_the_day() {
    let claims = Claims::start().await;
    claims.first_period(&S1).await;
    let claim = claims.submitted(0).await;
    claims.approved(&claim).await;
    claims.paid(&claim).await;
    claims.app.agreed(&claims.project).await;
    let shares = owed(&claims).await;
    assert_eq!(shares.len(), 4);
    let due: NaiveDate = shares[0]["due"].as_str().expect("a day").parse().expect("a day");
    let _ = claims.app.mail.take();

    assert_eq!(
        said(&claims, due, -4).await.len(),
        0,
        "four days before is too early"
    );
    let before = said(&claims, due, -3).await;
    assert_eq!(before.len(), 1, "one mail for all shares: {before:?}");
    let (to, subject, text) = &before[0];
    assert!(to.starts_with("lead-635"), "{to}");
    let short = due.format("%-d.%-m.%Y");
    assert_eq!(
        *subject,
        format!("Siirrä osuudet viimeistään {short}: maksatushakemus nro 1 – Digitaaliset kunnat")
    );
    for share in ["Karkkila: 10\u{a0}493,82", "Virrat: 6\u{a0}506,18"] {
        assert!(text.contains(share), "{share} in {text}");
    }
    assert_eq!(said(&claims, due, -1).await.len(), 0, "once");
    for share in shares.iter().filter(|share| share["payee"]["nameFi"] != "Lohja") {
        record(&claims, share).await;
    }
    assert_eq!(
        said(&claims, due, 0).await.len(),
        0,
        "it is in time until its end"
    );
    let after = said(&claims, due, 1).await;
    assert_eq!(after.len(), 1, "{after:?}");
    assert!(
        after[0].1.starts_with("Myöhässä: osuuksia siirtämättä"),
        "{}",
        after[0].1
    );
    assert!(
        after[0].2.contains("Lohja") && !after[0].2.contains("Karkkila"),
        "{}",
        after[0].2
    );
    assert_eq!(said(&claims, due, 30).await.len(), 0, "once");
    claims.app.finish().await;
}

/// Who passes the shares on in time is told nothing after the day; after an outage only that it is late.
#[tokio::test]
async fn nothing_is_said_about_what_was_passed_on() {
    let claims = Claims::start().await;
    claims.first_period(&S1).await;
    let claim = claims.submitted(0).await;
    claims.approved(&claim).await;
    claims.paid(&claim).await;
    claims.app.agreed(&claims.project).await;
    let shares = owed(&claims).await;
    let due: NaiveDate = shares[0]["due"].as_str().expect("a day").parse().expect("a day");
    for share in &shares {
        record(&claims, share).await;
    }
    for days in [-3, 1] {
        assert_eq!(said(&claims, due, days).await.len(), 0, "{days}");
    }
    claims.app.finish().await;
}
