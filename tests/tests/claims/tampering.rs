//! What somebody changes past the engine is found, and the first entry that does not hold is named.

use std::process::Command;

use serde_json::json;
use talkoot_storage::audit::{self, Anchor, Checkup};

use crate::claims::setup::{Claims, S1};

/// A project whose first claim is paid, with one line disallowed; every machine has lived.
async fn paid() -> Claims {
    let claims = Claims::start().await;
    claims.first_period(&S1).await;
    let id = claims.submitted(0).await;
    let line = claims.lines(claims.officer(), &id).await.remove(0);
    claims
        .decide(claims.officer(), "disallowCostLine", &line, json!({}))
        .await
        .accepted();
    claims.approved(&id).await;
    claims.paid(&id).await;
    claims
}

async fn checkup(claims: &Claims, noted: Option<&Anchor>) -> Checkup {
    audit::verify(claims.app.app.store(), noted)
        .await
        .expect("an answer")
}

async fn last_about(claims: &Claims, object: &str) -> i64 {
    claims
        .app
        .number(&format!(
            "SELECT MAX(seq) FROM audit_entry WHERE object = '{object}'"
        ))
        .await
}

/// Goal: a line per way to tamper with the log itself: what is done, and the first entry that is named.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
async fn a_changed_log_is_found() {
    let claims = paid().await;
    let whole = checkup(&claims, None).await;
    assert!(whole.is_whole(), "{:?}", whole.findings);
    let last = whole.head.clone().expect("a head").seq;
    let middle = last / 2;
    let head_to = |seq: i64| {
        format!(
            "DELETE FROM audit_entry WHERE seq > {seq}; UPDATE log_head SET audit_seq = {seq}, \
             audit_hash = (SELECT hash FROM audit_entry WHERE seq = {seq})"
        )
    };
    let genesis = if claims.app.database_url.starts_with("postgres:") {
        "decode(repeat('00', 32), 'hex')"
    } else {
        "zeroblob(32)"
    };
    let edit = |seq: i64| format!("UPDATE audit_entry SET details = '{{}}' WHERE seq = {seq}");
    let delete = |seq: i64| format!("DELETE FROM audit_entry WHERE seq = {seq}");
    let cases = [
        ("the first is edited", edit(1), 1),
        ("a middle one is edited", edit(middle), middle),
        ("the last is edited", edit(last), last),
        (
            "the reason is taken away",
            "UPDATE audit_entry SET reason = NULL WHERE reason IS NOT NULL".to_owned(),
            claims
                .app
                .number("SELECT MIN(seq) FROM audit_entry WHERE reason IS NOT NULL")
                .await,
        ),
        ("the first is deleted", delete(1), 1),
        ("a middle one is deleted", delete(middle), middle),
        ("the last is deleted", delete(last), last),
        (
            "the tail is deleted",
            format!("DELETE FROM audit_entry WHERE seq > {middle}"),
            middle + 1,
        ),
        (
            "everything is wiped",
            "DELETE FROM audit_entry; DELETE FROM log_head".to_owned(),
            1,
        ),
        (
            "everything is wiped and the head begun anew",
            format!("DELETE FROM audit_entry; UPDATE log_head SET audit_seq = 0, audit_hash = {genesis}"),
            1,
        ),
        ("the head is deleted", "DELETE FROM log_head".to_owned(), last + 1),
    ];
    for (what, sql, first) in cases {
        tampered(&claims, &["audit_entry", "log_head"], &sql).await;
        let found = checkup(&claims, None).await;
        assert_eq!(
            found.findings.first().map(|finding| finding.seq),
            Some(first),
            "{what}: {found:?}"
        );
        restored(&claims, &["audit_entry", "log_head"]).await;
    }
    // The tail is cut and the head follows: the objects that the tail spoke of tell, and what was noted.
    tampered(&claims, &["audit_entry", "log_head"], &head_to(middle)).await;
    let found = checkup(&claims, None).await;
    assert!(!found.is_whole());
    let found = checkup(&claims, whole.head.as_ref()).await;
    assert!(
        found
            .findings
            .iter()
            .any(|finding| finding.seq == middle + 1 && finding.what.contains("was noted")),
        "{:?}",
        found.findings
    );
    restored(&claims, &["audit_entry", "log_head"]).await;
    let whole_again = checkup(&claims, whole.head.as_ref()).await;
    assert!(whole_again.is_whole(), "{:?}", whole_again.findings);
    claims.app.finish().await;
}

/// Goal: a line per way to change an object past the engine: what is done, and the last entry about the
/// object, which is named.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
async fn a_changed_object_is_found() {
    let claims = paid().await;
    // object, table, what is done
    for (object, table, sql) in [
        ("payout", "payout", "DELETE FROM payout"),
        ("payout", "payout", "UPDATE payout SET amount_cents = 1"),
        ("payout", "payout", "UPDATE payout SET bank_reference = 'RF99'"),
        (
            "payout",
            "payout",
            "UPDATE payout SET state = 'sent', confirmed_by = NULL, confirmed_at = NULL, \
             bank_reference = NULL, value_date = NULL",
        ),
        (
            "claim",
            "claim",
            "UPDATE claim SET state = 'finance_approved', paid_at = NULL",
        ),
        (
            "claim",
            "claim",
            "UPDATE claim SET claimed_cents = claimed_cents + 1",
        ),
        (
            "claim",
            "claim_partner",
            "UPDATE claim_partner SET claimed_cents = claimed_cents + 1",
        ),
        ("claim", "claim_cell", "DELETE FROM claim_cell"),
        (
            "claim",
            "hand",
            "DELETE FROM hand WHERE object = 'claim' AND deed = 'checked'",
        ),
        (
            "cost_line",
            "cost_line",
            "UPDATE cost_line SET reason_text = 'x' WHERE verification = 'disallowed'",
        ),
        (
            "cost_line",
            "cost_line",
            "UPDATE cost_line SET verification = 'accepted', accepted_cents = amount_cents, \
             reason_code = NULL, reason_text = NULL WHERE verification = 'disallowed'",
        ),
        (
            "decision",
            "decision",
            "UPDATE decision SET award_cents = award_cents + 1",
        ),
        (
            "project",
            "project",
            "UPDATE project SET award_cents = award_cents + 1",
        ),
        ("application", "application", "UPDATE application SET title = 'x'"),
        ("call", "call", "UPDATE call SET closes_on = opens_on"),
        ("commitment", "commitment", "DELETE FROM commitment"),
    ] {
        let found = claims.app.found_after(table, sql).await;
        let seq = if object == "commitment" {
            claims
                .app
                .number(
                    "SELECT MIN(last) FROM (SELECT MAX(seq) AS last FROM audit_entry WHERE object = \
                         'commitment' GROUP BY object_id) AS each_one",
                )
                .await
        } else {
            last_about(&claims, object).await
        };
        let first = found
            .first()
            .unwrap_or_else(|| panic!("{sql}: nothing was found"));
        assert_eq!(first.seq, seq, "{sql}: {found:?}");
        assert!(first.what.contains(&object.replace('_', " ")), "{sql}: {first:?}");
    }
    // What only belongs to several objects or to none is found as well.
    for (table, sql) in [
        (
            "budget_cell",
            "UPDATE budget_cell SET amount_cents = amount_cents + 1",
        ),
        (
            "cost_line",
            "UPDATE cost_line SET amount_cents = amount_cents + 1, accepted_cents = accepted_cents + 1 \
             WHERE verification = 'accepted'",
        ),
        (
            "cost_line",
            "UPDATE cost_line SET category = 'travel' WHERE verification = 'accepted'",
        ),
        (
            "cost_line",
            "DELETE FROM cost_line WHERE verification = 'accepted'",
        ),
        (
            "cost_line",
            "UPDATE cost_line SET verification = 'disallowed', accepted_cents = 0, reason_code = \
             'no_evidence', reason_text = 'x' WHERE verification = 'accepted'",
        ),
        (
            "cost_line",
            "UPDATE cost_line SET verified_at = '2026-01-01T00:00:00Z' WHERE verification = 'accepted'",
        ),
        ("cost_report", "UPDATE cost_report SET submitted_by = accepted_by"),
        (
            "obligation",
            "UPDATE obligation SET due = opens_on, nominal = opens_on WHERE state <> 'scheduled'",
        ),
        ("obligation", "DELETE FROM obligation WHERE state = 'scheduled'"),
    ] {
        let found = claims.app.found_after(table, sql).await;
        assert!(!found.is_empty(), "{sql}: nothing was found");
    }
    let whole = checkup(&claims, None).await;
    assert!(whole.is_whole(), "{:?}", whole.findings);
    claims.app.finish().await;
}

/// Tampers as the owner, and keeps the tables as they were.
async fn tampered(claims: &Claims, tables: &[&str], sql: &str) {
    for table in tables {
        claims
            .app
            .as_owner(&format!("CREATE TABLE kept_{table} AS SELECT * FROM {table}"))
            .await;
    }
    claims.app.as_owner(sql).await;
}

async fn restored(claims: &Claims, tables: &[&str]) {
    for table in tables {
        claims
            .app
            .as_owner(&format!(
                "DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept_{table}; DROP TABLE kept_{table}"
            ))
            .await;
    }
}

/// Goal: who is not the owner cannot even try.
#[tokio::test]
async fn the_log_is_only_appended_to() {
    let claims = Claims::start().await;
    for sql in [
        "UPDATE audit_entry SET command = 'x'",
        "DELETE FROM audit_entry",
        "DELETE FROM log_head",
        "UPDATE log_head SET audit_seq = audit_seq - 1",
    ] {
        let refused = claims.app.by_hand(sql).await.expect_err(sql).to_string();
        assert!(refused.contains("log"), "{sql}: {refused}");
    }
    let whole = checkup(&claims, None).await;
    assert!(whole.is_whole(), "{:?}", whole.findings);
    claims.app.finish().await;
}

/// Goal: a log that is being written all the time is whole all the time.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_log_under_load_is_whole() {
    const EACH: usize = 12;
    let claims = Claims::start().await;
    let write = async |writer: usize| {
        for number in 0..EACH {
            let content = json!({
                "title": format!("Call {writer} {number}"), "opensOn": "2026-02-02", "closesOn": "2026-02-28",
                "usePeriodFirst": "2026-05-01", "usePeriodLast": "2027-12-31",
                "appropriation": "1000.00", "largestAward": "1000.00",
            });
            let input = json!({ "content": content });
            claims
                .app
                .mutate(
                    claims.officer(),
                    "createCall",
                    "CreateCallInput",
                    input,
                    "call { id }",
                )
                .await
                .accepted();
        }
    };
    let read = async {
        let mut seen = 0;
        for _ in 0..40 {
            let found = checkup(&claims, None).await;
            assert!(found.is_whole(), "{:?}", found.findings);
            assert!(found.entries >= seen, "the log only grows");
            seen = found.entries;
        }
    };
    tokio::join!(write(0), write(1), write(2), write(3), read);
    claims.app.finish().await;
}

/// Goal: `doctor` prints the head, compares with one that was noted, and fails when something is wrong.
#[tokio::test]
async fn the_doctor_says_what_is_wrong() {
    let claims = paid().await;
    let doctor = |head: Option<String>| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_talkoot-under-test"));
        command
            .arg("doctor")
            .env("DATABASE_URL", &claims.app.database_url);
        if let Some(head) = head {
            command.args(["--head", &head]);
        }
        let done = command.output().expect("the doctor's answer");
        (
            done.status.success(),
            String::from_utf8_lossy(&done.stdout).into_owned(),
        )
    };
    let (healthy, said) = doctor(None);
    assert!(healthy, "{said}");
    let noted = said
        .lines()
        .find_map(|line| line.strip_prefix("log head: "))
        .and_then(|line| line.split(';').next())
        .expect("the head")
        .to_owned();
    let (healthy, said) = doctor(Some(noted.clone()));
    assert!(healthy, "{said}");
    let (seq, hash) = noted.split_once(':').expect("number:hash");
    let other = format!("{seq}:{}", hash.chars().rev().collect::<String>());
    let (healthy, said) = doctor(Some(other));
    assert!(
        !healthy && said.contains(&format!("BROKEN at entry {seq}")),
        "{said}"
    );
    let (healthy, _) = doctor(Some("nonsense".to_owned()));
    assert!(!healthy);
    claims.app.as_owner("UPDATE payout SET amount_cents = 1").await;
    let payout = last_about(&claims, "payout").await;
    let (healthy, said) = doctor(None);
    assert!(!healthy, "{said}");
    assert!(
        said.contains(&format!("BROKEN at entry {payout}: the payout")),
        "{said}"
    );
    claims.app.finish().await;
}

/// Goal: what is stored about many lines together is not trusted when money is approved.
#[tokio::test]
async fn sums_that_are_not_those_of_the_lines_stop_the_approval() {
    let claims = Claims::start().await;
    claims.first_period(&S1).await;
    let id = claims.submitted(0).await;
    claims.checked(&id).await;
    claims.app.as_owner("UPDATE cost_sum SET lines = lines + 1").await;
    let refused = claims.step(claims.second(), "approveClaim", &id, json!({})).await;
    assert_eq!(refused.refusals("approveClaim"), ["CANNOT_CHECK"]);
    let said = refused.text("/approveClaim/refusals/0/message");
    assert!(said.contains("talkoot doctor"), "{said}");
    let doctor = Command::new(env!("CARGO_BIN_EXE_talkoot-under-test"))
        .arg("doctor")
        .env("DATABASE_URL", &claims.app.database_url)
        .output()
        .expect("the doctor's answer");
    let said = String::from_utf8_lossy(&doctor.stdout).into_owned();
    assert!(
        !doctor.status.success() && said.contains("sums of cost lines: WRONG"),
        "{said}"
    );
    claims.app.as_owner("UPDATE cost_sum SET lines = lines - 1").await;
    claims
        .step(claims.second(), "approveClaim", &id, json!({}))
        .await
        .accepted();
    claims.app.finish().await;
}
