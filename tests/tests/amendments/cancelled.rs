//! An accepted part that cannot come into force is cancelled by two persons, with a reason.

use chrono::Days;
use serde_json::json;

use crate::{
    amendments::help::{accept, cell, decided, part_step, read_part, shift, submitted},
    claims::setup::Claims,
};

#[tokio::test]
async fn what_only_waits_for_its_day_is_not_cancelled() {
    let claims = Claims::start().await;
    let small = shift(&[
        cell(&claims, "Lohja", "services", 0, "-1.00"),
        cell(&claims, "Lohja", "travel", 0, "1.00"),
    ]);
    let (_, parts) = submitted(&claims, json!([small])).await;
    let part = &parts[0];
    let reason = json!({ "reason": "Rahat on jo siirretty." });
    let early = part_step(
        &claims,
        claims.officer(),
        "proposeChangePartCancellation",
        part,
        reason.clone(),
    )
    .await;
    assert_eq!(
        early.refusals("proposeChangePartCancellation"),
        ["WRONG_STATE"],
        "nothing is decided"
    );
    let later = claims.app.app.today() + Days::new(30);
    let later = accept(&claims, &json!({ "effectiveOn": later.to_string() }));
    part_step(&claims, claims.officer(), "proposeChangePart", part, later)
        .await
        .accepted();
    part_step(&claims, claims.second(), "decideChangePart", part, json!({}))
        .await
        .accepted();
    let waits = part_step(
        &claims,
        claims.officer(),
        "proposeChangePartCancellation",
        part,
        reason,
    )
    .await;
    assert_eq!(waits.refusals("proposeChangePartCancellation"), ["WRONG_STATE"]);
    let message = waits.text("/proposeChangePartCancellation/refusals/0/message");
    assert!(message.contains("but time"), "{message}");
    claims.app.finish().await;
}

#[expect(clippy::too_many_lines, reason = "one story from the request to the letter")]
#[tokio::test]
async fn two_persons_cancel_what_nobody_confirms() {
    let (claims, _) = crate::amendments::lead::at_the_cut_off().await;
    let (_, parts) = submitted(&claims, crate::amendments::lead::to_karkkila(&claims, &json!({}))).await;
    let part = &parts[0];
    decided(&claims, part).await;
    claims.app.work().await;
    drop(claims.app.mail.take());
    let world = claims.app.world.clone();
    let reason = json!({ "reason": "Karkkilan valtuusto ei ota hanketta vastaan." });
    for (user, mutation, more, expected) in [
        (
            claims.lead(),
            "proposeChangePartCancellation",
            reason.clone(),
            "NOT_PERMITTED",
        ),
        (
            &world.second,
            "proposeChangePartCancellation",
            reason.clone(),
            "NOT_PERMITTED",
        ),
        (&world.officer, "cancelChangePart", json!({}), "NOT_PERMITTED"),
        (&world.second, "cancelChangePart", json!({}), "WRONG_STATE"),
        (
            &world.officer,
            "proposeChangePartCancellation",
            json!({ "reason": " " }),
            "INCOMPLETE",
        ),
    ] {
        let answer = part_step(&claims, user, mutation, part, more).await;
        assert_eq!(answer.refusals(mutation), [expected], "{mutation}");
    }
    part_step(
        &claims,
        &world.both,
        "proposeChangePartCancellation",
        part,
        reason,
    )
    .await
    .accepted();
    let hidden = read_part(&claims, claims.lead(), part).await;
    assert_eq!(hidden.at("/changePart/cancellation"), &json!(null), "not decided");
    let own = part_step(&claims, &world.both, "cancelChangePart", part, json!({})).await;
    assert_eq!(own.refusals("cancelChangePart"), ["SAME_PERSON"]);
    part_step(&claims, &world.second, "cancelChangePart", part, json!({}))
        .await
        .accepted();
    let read = read_part(&claims, claims.lead(), part).await;
    assert_eq!(read.text("/changePart/state"), "rejected");
    assert_eq!(
        read.text("/changePart/cancellation/reason"),
        "Karkkilan valtuusto ei ota hanketta vastaan."
    );
    let again = part_step(&claims, &world.second, "cancelChangePart", part, json!({})).await;
    assert_eq!(again.refusals("cancelChangePart"), ["WRONG_STATE"]);
    let confirms = part_step(&claims, claims.lead(), "confirmChangePart", part, json!({})).await;
    assert_eq!(confirms.refusals("confirmChangePart"), ["WRONG_STATE"]);
    // The lead is told why, and nobody is asked to confirm.
    claims.app.work().await;
    let mails = claims.app.mail.take();
    assert!(!mails.is_empty());
    let told = mails
        .iter()
        .any(|mail| format!("{mail:?}").contains("Karkkilan valtuusto"));
    assert!(told, "{mails:?}");
    for sql in [
        "UPDATE change_part SET cancel_reason = 'x'",
        "UPDATE change_part SET cancelled_by = NULL, cancelled_at = NULL",
    ] {
        let found = claims.app.found_after("change_part", sql).await;
        assert!(
            found.iter().any(|finding| finding.what.contains("change part")),
            "{sql}: {found:?}"
        );
    }
    claims.app.finish().await;
}
