//! Who is written to when changes are asked for, decided, to be confirmed, and when a partner has left.

use chrono::{TimeZone, Utc};
use serde_json::json;

use crate::{
    amendments::help::{accept, decided, part_step, submitted},
    claims::setup::Claims,
};

/// The mails sent since the last look, as `recipient: subject`, sorted; reminders of reports left out.
fn mails(claims: &Claims) -> Vec<String> {
    let mut mails: Vec<String> = claims
        .app
        .mail
        .take()
        .into_iter()
        .filter(|mail| !mail.subject.starts_with("Muistutus"))
        .map(|mail| {
            format!(
                "{}: {}",
                mail.to.address.replace("@example.test", ""),
                mail.subject
            )
        })
        .collect();
    mails.sort();
    mails
}

#[tokio::test]
async fn a_change_of_the_lead_in_letters() {
    let claims = Claims::start().await;
    claims.app.work().await;
    let march = Utc.with_ymd_and_hms(2026, 3, 2, 10, 0, 0).unwrap();
    claims.app.travel_to(march).await;
    let _ = mails(&claims);
    let karkkila = &claims.app.world.municipality("Karkkila").id;
    let change = json!([{ "leadChange": { "newLeadId": karkkila, "cutOff": "2026-03-01" } }]);
    let (_, parts) = submitted(&claims, change).await;
    claims.app.work().await;
    let new = "Uusi muutoshakemus nro 1, Pälkäne: Digitaaliset kunnat";
    assert_eq!(
        mails(&claims),
        [
            format!("both: {new}"),
            "lead-635: Muutoshakemus nro 1 vastaanotettu: Digitaaliset kunnat".to_owned(),
            format!("officer: {new}"),
            format!("other-officer: {new}"),
        ]
    );
    decided(&claims, &parts[0]).await;
    claims.app.work().await;
    let confirm = "Vahvista vastuukunnan vaihtuminen: Digitaaliset kunnat";
    assert_eq!(
        mails(&claims),
        [
            format!("approver-224: {confirm}"),
            format!("both: {confirm}"),
            format!("lead-224: {confirm}"),
            "lead-635: Hyväksytty: vastuukunnan vaihtuminen, muutoshakemus nro 1 – Digitaaliset kunnat"
                .to_owned(),
            format!("lead-635: {confirm}"),
            format!("officer: {confirm}"),
            format!("other-officer: {confirm}"),
        ]
    );
    claims.app.finish().await;
}

#[tokio::test]
async fn a_partner_that_leaves_in_letters() {
    let claims = Claims::start().await;
    claims.app.work().await;
    let march = Utc.with_ymd_and_hms(2026, 3, 2, 10, 0, 0).unwrap();
    claims.app.travel_to(march).await;
    let kuhmoinen = &claims.app.world.municipality("Kuhmoinen").id;
    let leaving = json!([{ "partnerLeaving": {
        "partnerId": kuhmoinen, "lastDay": "2026-03-01", "certificate": "Kunnanhallitus 1.3.2026 § 9",
        "passedOn": [{ "partnerId": kuhmoinen, "amount": "500.00" }],
    } }]);
    let (_, parts) = submitted(&claims, leaving).await;
    claims.app.work().await;
    let _ = mails(&claims);
    decided(&claims, &parts[0]).await;
    claims.app.work().await;
    let left = "Kuhmoinen on poistunut hankkeesta Digitaaliset kunnat";
    assert_eq!(
        mails(&claims),
        [
            format!("approver-291: {left}"),
            "lead-635: Hyväksytty: osatoteuttajan poistuminen, muutoshakemus nro 1 – Digitaaliset kunnat"
                .to_owned(),
            format!("lead-635: {left}"),
            format!("preparer-291: {left}"),
        ]
    );
    claims.app.finish().await;
}

#[tokio::test]
async fn a_rejection_in_letters() {
    let claims = Claims::start().await;
    let (_, parts) = submitted(&claims, json!([{ "extension": { "lastDay": "2028-06-30" } }])).await;
    claims.app.work().await;
    let _ = mails(&claims);
    let rejects = accept(
        &claims,
        &json!({ "outcome": "REJECT", "effectiveOn": null, "reasoning": "Aikaa on jäljellä." }),
    );
    part_step(&claims, claims.officer(), "proposeChangePart", &parts[0], rejects)
        .await
        .accepted();
    part_step(&claims, claims.second(), "decideChangePart", &parts[0], json!({}))
        .await
        .accepted();
    claims.app.work().await;
    let sent = claims.app.mail.take();
    let told: Vec<_> = sent
        .iter()
        .filter(|mail| mail.subject.starts_with("Ei hyväksytty"))
        .collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].to.address, "lead-635@example.test");
    assert!(told[0].text.contains("Aikaa on jäljellä."), "{}", told[0].text);
    claims.app.finish().await;
}
