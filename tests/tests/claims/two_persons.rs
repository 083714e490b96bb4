//! Nobody approves what they prepared, however many roles and memberships they hold.

use serde_json::json;
use talkoot_test_support::User;

use crate::claims::setup::{Claims, SERVICES};

const ONE: &[(&str, &[(&str, &str)])] = &[("Karkkila", &[(SERVICES, "100.00"), (SERVICES, "50.00")])];

/// Somebody of a municipality who is an officer and a second approver of the authority as well.
async fn of_the_authority_too(claims: &Claims, user: &User) {
    for role in ["OFFICER", "SECOND_APPROVER"] {
        claims.app.grant_authority_role(user, role).await;
    }
}

/// Goal: who made the claim what it is - as lead, or by preparing or submitting costs in it for a
/// partner - neither verifies its lines nor checks, approves or rejects it, nor approves its payout.
#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "a walk through every step that is not theirs"
)]
async fn who_prepared_a_claim_decides_nothing_about_it() {
    let claims = Claims::start().await;
    let lead = claims.project.lead.clone();
    let karkkila = claims.app.world.municipality("Karkkila").clone();
    let drafter = karkkila.lead.clone();
    claims.app.grant_role(&drafter, &lead, "LEAD_COORDINATOR").await;
    let preparing = [
        drafter.clone(),
        lead.lead.clone(),
        karkkila.preparer,
        karkkila.approver,
    ];
    for user in &preparing {
        of_the_authority_too(&claims, user).await;
    }
    claims.first_period(ONE).await;
    let drafted = claims.draft_as(&drafter, 0).await.accepted();
    let id = drafted.text("/draftClaim/claim/id");
    claims
        .step(&lead.lead, "submitClaim", &id, json!({}))
        .await
        .accepted();
    let line = claims.lines(claims.officer(), &id).await.remove(0);
    for user in &preparing {
        for (mutation, more) in [
            ("acceptCostLines", json!({ "allPending": true })),
            ("rejectClaim", json!({ "reason": "x" })),
        ] {
            let refused = claims.step(user, mutation, &id, more).await;
            assert_eq!(refused.refusals(mutation), ["SAME_PERSON"]);
        }
        for mutation in ["disallowCostLine", "partlyAcceptCostLine"] {
            let more = match mutation {
                "disallowCostLine" => json!({}),
                _ => json!({ "amount": "1.00" }),
            };
            let refused = claims.decide(user, mutation, &line, more).await;
            assert_eq!(refused.refusals(mutation), ["SAME_PERSON"]);
        }
    }
    let all = json!({ "allPending": true });
    claims
        .step(claims.officer(), "acceptCostLines", &id, all)
        .await
        .accepted();
    for user in &preparing {
        let refused = claims.step(user, "checkClaimContent", &id, json!({})).await;
        assert_eq!(refused.refusals("checkClaimContent"), ["SAME_PERSON"]);
    }
    let forged =
        "UPDATE claim SET state = 'content_checked', checked_at = submitted_at, checked_by = drafted_by";
    let guarded = claims
        .app
        .by_hand(forged)
        .await
        .expect_err("the trigger")
        .to_string();
    assert!(guarded.contains("two persons"), "{guarded}");
    claims
        .step(claims.officer(), "checkClaimContent", &id, json!({}))
        .await
        .accepted();
    for user in &preparing {
        let refused = claims.step(user, "approveClaim", &id, json!({})).await;
        assert_eq!(refused.refusals("approveClaim"), ["SAME_PERSON"]);
    }
    claims
        .step(claims.second(), "approveClaim", &id, json!({}))
        .await
        .accepted();
    let created = claims
        .step(claims.officer(), "createPayout", &id, json!({}))
        .await
        .accepted();
    let payout = created.text("/createPayout/payout/id");
    for user in &preparing {
        let refused = claims
            .payout_step(user, "approvePayout", &payout, json!({}))
            .await;
        assert_eq!(refused.refusals("approvePayout"), ["SAME_PERSON"]);
    }
    // Who approved the claim prepared nothing of it.
    claims
        .payout_step(claims.second(), "approvePayout", &payout, json!({}))
        .await
        .accepted();
    claims.app.finish().await;
}

/// Goal: whoever verified a line, even one that was decided anew by somebody else, or checked the
/// content is not the second person.
#[tokio::test]
async fn who_verified_or_checked_is_not_the_second_person() {
    let claims = Claims::start().await;
    let both = claims.app.world.both.clone();
    let other = claims.app.world.other_officer.clone();
    claims.app.grant_authority_role(&other, "SECOND_APPROVER").await;
    claims.first_period(ONE).await;
    let id = claims.submitted(0).await;
    let line = claims.lines(claims.officer(), &id).await.remove(0);
    claims
        .decide(&both, "disallowCostLine", &line, json!({}))
        .await
        .accepted();
    let line = claims.lines(claims.officer(), &id).await.remove(0);
    claims
        .decide(claims.officer(), "reopenCostLine", &line, json!({}))
        .await
        .accepted();
    let all = json!({ "allPending": true });
    claims
        .step(claims.officer(), "acceptCostLines", &id, all)
        .await
        .accepted();
    let refused = claims
        .step(&both, "rejectClaim", &id, json!({ "reason": "x" }))
        .await;
    assert_eq!(
        refused.refusals("rejectClaim"),
        ["SAME_PERSON"],
        "verified one line"
    );
    claims
        .step(&other, "checkClaimContent", &id, json!({}))
        .await
        .accepted();
    for (user, what) in [(&both, "verified one line"), (&other, "checked the content")] {
        for (mutation, more) in [
            ("approveClaim", json!({})),
            ("rejectClaim", json!({ "reason": "x" })),
        ] {
            let refused = claims.step(user, mutation, &id, more).await;
            assert_eq!(refused.refusals(mutation), ["SAME_PERSON"], "{what}");
        }
    }
    let forged = "UPDATE claim SET state = 'finance_approved', approved_at = checked_at, approved_by = \
        (SELECT person_id FROM hand WHERE object = 'claim' AND deed = 'verified' \
         AND person_id <> checked_by LIMIT 1)";
    let guarded = claims
        .app
        .by_hand(forged)
        .await
        .expect_err("the trigger")
        .to_string();
    assert!(guarded.contains("two persons"), "{guarded}");
    claims
        .step(claims.second(), "approveClaim", &id, json!({}))
        .await
        .accepted();
    let created = claims
        .step(claims.officer(), "createPayout", &id, json!({}))
        .await
        .accepted();
    let payout = created.text("/createPayout/payout/id");
    for user in [&both, &other] {
        let refused = claims
            .payout_step(user, "approvePayout", &payout, json!({}))
            .await;
        assert_eq!(refused.refusals("approvePayout"), ["SAME_PERSON"]);
    }
    claims.app.finish().await;
}

/// Goal: when it is not known who prepared the claim, nobody decides about it.
#[tokio::test]
async fn a_lost_list_is_a_refusal() {
    let claims = Claims::start().await;
    claims.first_period(ONE).await;
    let id = claims.submitted(0).await;
    let all = json!({ "allPending": true });
    claims
        .step(claims.officer(), "acceptCostLines", &id, all)
        .await
        .accepted();
    claims
        .app
        .by_hand("DELETE FROM hand WHERE object = 'claim'")
        .await
        .unwrap();
    let refused = claims
        .step(claims.officer(), "checkClaimContent", &id, json!({}))
        .await;
    assert_eq!(refused.refusals("checkClaimContent"), ["CANNOT_CHECK"]);
    let refused = claims
        .step(claims.second(), "rejectClaim", &id, json!({ "reason": "x" }))
        .await;
    assert_eq!(refused.refusals("rejectClaim"), ["CANNOT_CHECK"]);
    claims.app.finish().await;
}
