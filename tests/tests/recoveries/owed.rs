//! What the debtor of a recovery owes: an answer in the hearing, which it may leave out, and the payment.

use chrono::{Days, NaiveDate, TimeZone, Utc};
use serde_json::{Value, json};
use talkoot_test_support::said;

use crate::{
    claims::setup::Claims,
    recoveries::life::two_paid_claims,
    recoveries::recovering::{draft, receipt},
};

const HEARING: &str = "recovery_hearing";
pub const PAYMENT: &str = "recovery_payment";

/// The obligation of a kind that hangs on a recovery, as the officer sees it.
pub async fn owed(claims: &Claims, kind: &str) -> Value {
    let query = "query($id: ID!, $kind: String!) { project(id: $id) { obligations(first: 10, filter: { kinds: [$kind] }) \
                 { edges { node { id version state dueDate nextReminderOn subjectId waiverReason \
                 responsible { nameFi } reminders { step } availableActions { action allowed } } } } } }";
    let variables = json!({ "id": claims.project.id, "kind": kind });
    let read = claims
        .app
        .graphql(claims.officer(), query, variables)
        .await
        .accepted();
    let edges = read
        .at("/project/obligations/edges")
        .as_array()
        .cloned()
        .expect("a list");
    assert!(edges.len() < 2, "{kind} is owed once");
    edges.first().map_or(Value::Null, |edge| edge["node"].clone())
}

/// A recovery in the hearing, with the reference rates of its time.
async fn recovering() -> (Claims, String) {
    let (claims, [first, _]) = two_paid_claims().await;
    claims.recorded_rate("2026-07-01", "2.5").await;
    claims.recorded_rate("2027-01-01", "2.5").await;
    let id = claims.recovering(&first).await;
    (claims, id)
}

async fn travel_days(claims: &Claims, from: NaiveDate, days: i64) -> Vec<String> {
    let day = from + chrono::TimeDelta::days(days);
    let noon = day.and_hms_opt(10, 0, 0).expect("a time");
    claims.app.travel_to(Utc.from_utc_datetime(&noon)).await;
    mails(claims)
}

/// The mails since the last time, those about recoveries.
fn mails(claims: &Claims) -> Vec<String> {
    let mut mails: Vec<String> = claims
        .app
        .mail
        .take()
        .into_iter()
        .flat_map(|mail| {
            let who = mail.to.address.split('@').next().unwrap_or_default().to_owned();
            let alone = said(&mail).len() == 1;
            let about = said(&mail).into_iter().filter(|subject| {
                let words = ["Kuuleminen", "palautus", "palautettava", "takaisin"];
                words.iter().any(|word| subject.contains(word))
            });
            let about: Vec<String> = about.map(|subject| format!("{who}: {subject}")).collect();
            assert!(
                !alone || about.is_empty() || !mail.text.contains("keskeyttää"),
                "no hold for a hearing or a debt: {}",
                mail.text
            );
            about
        })
        .collect();
    mails.sort();
    mails
}

/// Heard but silent: reminded before the day, told once that it has passed, then the officer is to go on. The
/// obligation ends with the hearing, and the decision makes the payment an obligation.
#[tokio::test]
async fn a_hearing_is_chased_in_true_words_and_ends_with_the_hearing() {
    let (claims, [first, _]) = two_paid_claims().await;
    drop(claims.app.mail.take());
    let id = claims.recovering(&first).await;
    let hearing = owed(&claims, HEARING).await;
    let read = claims.recovery(claims.officer(), &id).await;
    let due: NaiveDate = read.text("/recovery/respondBy").parse().expect("a day");
    assert_eq!(hearing["dueDate"], json!(due.to_string()));
    assert_eq!(
        (&hearing["state"], &hearing["subjectId"]),
        (&json!("open"), &json!(id))
    );
    assert_eq!(hearing["responsible"]["nameFi"], "Pälkäne");
    claims.app.work().await;
    assert_eq!(mails(&claims).len(), 1, "the notice");

    let short = due.format("%-d.%-m.%Y");
    let before = format!("lead-635: Kuuleminen: voit vastata viimeistään {short} – Digitaaliset kunnat");
    assert_eq!(travel_days(&claims, due, -3).await, [before]);
    let today = "lead-635: Kuuleminen: vastausaika päättyy tänään – Digitaaliset kunnat";
    assert_eq!(travel_days(&claims, due, 0).await, [today]);
    let over =
        |who: &str| format!("{who}: Kuuleminen: vastausaika on päättynyt, Pälkäne – Digitaaliset kunnat");
    assert_eq!(travel_days(&claims, due, 1).await, [over("lead-635")]);
    assert_eq!(
        travel_days(&claims, due, 7).await,
        [""; 0],
        "nobody owes anything any more"
    );
    assert_eq!(travel_days(&claims, due, 14).await, [over("officer")]);

    claims
        .recover(claims.officer(), "closeRecoveryHearing", &id, json!({}))
        .await
        .accepted();
    let ended = owed(&claims, HEARING).await;
    assert_eq!(ended["state"], "waived");
    assert_eq!(ended["waiverReason"], "the hearing ended without an answer");
    assert_eq!(travel_days(&claims, due, 21).await, [""; 0]);
    assert_eq!(owed(&claims, PAYMENT).await, Value::Null, "nothing is decided");
    claims.app.finish().await;
}

/// An answer settles the hearing; the decision is owed until it is paid in full.
#[tokio::test]
async fn a_decided_recovery_is_owed_until_it_is_paid() {
    let (claims, id) = recovering().await;
    let answer = json!({ "answer": "Virhe myönnetään" });
    claims
        .recover(claims.lead(), "answerRecovery", &id, answer)
        .await
        .accepted();
    assert_eq!(owed(&claims, HEARING).await["state"], "submitted");
    let today = claims.app.app.today();
    let due = today + Days::new(28);
    let drafted = draft(&due.to_string());
    claims
        .recover(claims.officer(), "draftRecovery", &id, drafted)
        .await
        .accepted();
    assert_eq!(owed(&claims, HEARING).await["state"], "accepted");
    assert_eq!(owed(&claims, PAYMENT).await, Value::Null);
    claims
        .recover(claims.second(), "decideRecovery", &id, json!({}))
        .await
        .accepted();
    let payment = owed(&claims, PAYMENT).await;
    assert_eq!(
        (&payment["state"], &payment["dueDate"]),
        (&json!("open"), &json!(due.to_string()))
    );
    claims.app.work().await;
    drop(claims.app.mail.take());
    let short = due.format("%-d.%-m.%Y");
    let before =
        format!("lead-635: Muistutus: avustuksen palautus viimeistään {short} – Digitaaliset kunnat");
    assert_eq!(travel_days(&claims, due, -3).await, [before]);
    // On the day after one letter with the sums, and nothing beside it.
    let late = travel_days(&claims, due, 1).await;
    assert_eq!(late.len(), 1, "{late:?}");
    assert!(
        late[0].starts_with("lead-635: Myöhässä: takaisin perittyä avustusta maksamatta"),
        "{late:?}"
    );
    let week = travel_days(&claims, due, 7).await;
    let words = "Myöhässä 7 päivää: avustuksen palautus, Pälkäne";
    assert!(
        week.iter()
            .any(|mail| mail.starts_with("lead-635") && mail.contains(words)),
        "{week:?}"
    );

    let day = claims.app.app.today().to_string();
    let part = receipt("1000.00", &day, "RF0812344");
    claims
        .recover(claims.officer(), "recordRecoveryReceipt", &id, part)
        .await
        .accepted();
    assert_eq!(
        owed(&claims, PAYMENT).await["state"],
        "overdue",
        "a part is not all of it"
    );
    let open = claims.standing(&id, &day).await["open"]
        .as_str()
        .expect("a sum")
        .to_owned();
    let rest = receipt(&open, &day, "RF18539007547034");
    claims
        .recover(claims.officer(), "recordRecoveryReceipt", &id, rest)
        .await
        .accepted();
    assert_eq!(owed(&claims, PAYMENT).await["state"], "accepted");
    assert_eq!(travel_days(&claims, due, 14).await, [""; 0]);
    claims.app.finish().await;
}

/// What hangs on a recovery is neither extended nor waived past it, and the refusal says what to do instead.
#[tokio::test]
async fn neither_a_hearing_nor_a_debt_is_waived_like_a_report() {
    let (claims, id) = recovering().await;
    for (kind, on_waive, on_extend) in [
        (
            HEARING,
            "nobody has to answer a hearing",
            "the last day of a hearing is part of its notice",
        ),
        (
            PAYMENT,
            "a debt is not waived like a report",
            "the day to pay is part of the decision",
        ),
    ] {
        if kind == PAYMENT {
            let due = claims.app.app.today() + Days::new(28);
            claims.decided(&id, &due.to_string()).await;
        }
        let one = owed(&claims, kind).await;
        let mut input = json!({ "id": one["id"], "expectedVersion": one["version"], "reason": "x" });
        let fields = "obligation { state }";
        let (mutation, of) = ("waiveObligation", "WaiveObligationInput");
        let waived = claims
            .app
            .mutate(claims.second(), mutation, of, input.clone(), fields)
            .await;
        input["newDate"] = json!("2027-12-31");
        let (mutation, of) = ("extendObligation", "ExtendObligationInput");
        let extended = claims
            .app
            .mutate(claims.officer(), mutation, of, input, fields)
            .await;
        for (answer, words) in [
            (waived.at("/waiveObligation/refusals/0").clone(), on_waive),
            (extended.at("/extendObligation/refusals/0").clone(), on_extend),
        ] {
            assert_eq!(answer["code"], "WRONG_STATE");
            let message = answer["message"].as_str().expect("a message");
            assert!(message.starts_with(words), "{message}");
        }
        let actions = one["availableActions"].as_array().cloned().expect("actions");
        assert!(
            actions.iter().all(|action| action["allowed"] == json!(false)),
            "{actions:?}"
        );
    }
    claims.app.finish().await;
}

/// What is written off is not owed any more, and what was opened by mistake never was.
#[tokio::test]
async fn what_is_given_up_is_not_owed() {
    let (claims, id) = recovering().await;
    let due = claims.app.app.today() + Days::new(28);
    claims.decided(&id, &due.to_string()).await;
    let day = due.to_string();
    let open = claims.standing(&id, &claims.app.app.today().to_string()).await["open"].clone();
    let relief = json!({ "kind": "WRITE_OFF", "amount": open, "reason": "Ei perittävissä" });
    claims
        .recover(claims.officer(), "proposeRecoveryRelief", &id, relief)
        .await
        .accepted();
    assert_eq!(owed(&claims, PAYMENT).await["state"], "open", "{day}");
    claims
        .recover(claims.second(), "approveRecoveryRelief", &id, json!({}))
        .await
        .accepted();
    let payment = owed(&claims, PAYMENT).await;
    assert_eq!(payment["state"], "waived");
    assert_eq!(payment["waiverReason"], "the rest of the debt was written off");
    claims.app.finish().await;
}

/// A recovery that was opened by mistake takes its hearing with it.
#[tokio::test]
async fn a_cancelled_recovery_asks_for_nothing() {
    let (claims, id) = recovering().await;
    claims
        .recover(
            claims.officer(),
            "cancelRecovery",
            &id,
            json!({ "reason": "Virhe" }),
        )
        .await
        .accepted();
    let hearing = owed(&claims, HEARING).await;
    assert_eq!(
        (&hearing["state"], &hearing["waiverReason"]),
        (&json!("waived"), &json!("the recovery was cancelled"))
    );
    claims.app.finish().await;
}
