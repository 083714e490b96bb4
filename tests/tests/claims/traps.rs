//! Traps of other systems that have to do with claims (`docs/traps.md`).

use std::fs;

use chrono::{TimeZone, Utc};
use serde_json::{Value, json};

use crate::claims::setup::{Claims, SERVICES, of};

const ONE: &[(&str, &str)] = &[(SERVICES, "1000.00")];

/// Elsewhere two approvers were typed as e-mail addresses, and both dates were the time at which the document was
/// made. Here no input of a step of approval has a place for a person or a time: who is whoever signed in, when is
/// the clock's.
#[tokio::test]
async fn trap_10_who_and_when_come_from_the_session_and_the_clock() {
    let claims = Claims::start().await;
    claims.first_period(&[("Lohja", ONE)]).await;
    let id = claims.submitted(0).await;
    claims.checked(&id).await;
    let later = Utc.with_ymd_and_hms(2026, 7, 3, 9, 30, 0).unwrap();
    claims.app.travel_to(later).await;
    for forged in [
        json!({ "approvedBy": "somebody@example.org" }),
        json!({ "approvedAt": "2026-07-02T09:00:00Z" }),
    ] {
        let refused = claims.step(claims.second(), "approveClaim", &id, forged).await;
        assert!(!refused.errors().is_empty(), "{:#}", refused.0);
    }
    claims
        .step(claims.second(), "approveClaim", &id, json!({}))
        .await
        .accepted();
    let stamped = "SELECT COUNT(*) FROM claim JOIN person AS one ON one.id = checked_by \
                   JOIN person AS two ON two.id = approved_by \
                   WHERE one.name = 'officer' AND two.name = 'second' AND checked_at < approved_at";
    assert_eq!(claims.app.number(stamped).await, 1);
    claims.app.finish().await;
}

/// Days and people that an input may name, for they are no approval: what the bank or the meeting says, the day
/// from which something holds, and who is given a task or an account.
const NAMED: &[&str] = &[
    "AcceptChangeOfDirectionInput.effectiveOn",
    "ApproveExitPlanBySteeringInput.heldOn",
    "ApprovePortfolioReportBySteeringInput.heldOn",
    "AssignApplicationInput.personId",
    "AssignOfficerInput.personId",
    "AssignReviewerInput.personId",
    "CallContent.appropriationExpiresOn",
    "CallContent.closesOn",
    "CallContent.opensOn",
    "ChangePortfolioViewInput.orderBy",
    "CompleteMilestoneInput.reachedOn",
    "ConfirmPayoutInput.valueDate",
    "ContactInput.email",
    "CopyCallInput.appropriationExpiresOn",
    "CopyCallInput.closesOn",
    "CopyCallInput.opensOn",
    "CreatePaymentBatchInput.executionDate",
    "CreatePersonInput.email",
    "EndSessionsOfInput.personId",
    "ExtendObligationInput.newDate",
    "FileRectificationInput.receivedOn",
    "IssueTokenInput.personId",
    "KeepPortfolioViewInput.orderBy",
    "LeadChangeInput.passedOn",
    "NamePersonInChargeInput.personId",
    "NameProjectOwnerInput.personId",
    "NoteExitPlanInput.seenOn",
    "OfferAgreementInput.signBy",
    "OpenRecoveryInput.paidOn",
    "OpenRecoveryInput.respondBy",
    "OpenSupplementRequestInput.respondBy",
    "PartnerLeavingInput.passedOn",
    "PersonInChargeInput.personId",
    "ProjectResultContent.reusableBy",
    "ProposeChangePartInput.effectiveOn",
    "RaiseRiskInput.observedOn",
    "RecordIndicatorValueInput.measuredOn",
    "RecordPayoutReturnInput.valueDate",
    "RecordRecoveryReceiptInput.valueDate",
    "RecordTransferInput.paidOn",
    "ReportDeadlineInput.newDate",
    "RequestApplicationSupplementInput.respondBy",
    "ResultPartyInput.countedOn",
    "RiskChangeInput.observedOn",
    "RiskOwnerInput.personId",
    "RoleInput.personId",
    "SteeringMeetingContent.startsAt",
    "SurveyContent.closesOn",
];

#[test]
fn trap_10_no_input_names_who_approves_or_when() {
    let schema = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../schema.graphql")).unwrap();
    let (mut input, mut found) = (None, Vec::new());
    for line in schema.lines() {
        if let Some(rest) = line.strip_prefix("input ") {
            input = rest.split_whitespace().next();
        } else if line.starts_with('}') {
            input = None;
        }
        let field = line.trim().split_once(": ").map(|(field, _)| field);
        let (Some(input), Some(field)) = (input, field) else {
            continue;
        };
        let is_name = field.chars().all(|c| c.is_ascii_alphanumeric());
        let ends = ["By", "At", "On", "Date", "Time", "Email", "Person", "PersonId"];
        let whole = ["email", "person", "personId", "date", "approver", "user"];
        if is_name && (ends.iter().any(|end| field.ends_with(end)) || whole.contains(&field)) {
            found.push(format!("{input}.{field}"));
        }
    }
    found.sort();
    assert_eq!(
        found, NAMED,
        "may this input name it? Only when it is no approval"
    );
}

/// Elsewhere an invalid upload of one organisation blocked the export of another.
#[tokio::test]
async fn trap_14_an_invalid_upload_stops_nobody_else() {
    let claims = Claims::start().await;
    let reports = claims.open(0).await;
    let virrat = claims.app.world.municipality("Virrat").clone();
    let bad = "Tosite;Pvm;Tili;Kustannuspaikka;Summa\n1;31.3.2026;4340;6101;4.2,0\n;;;;\n";
    let file = claims
        .app
        .upload(&virrat.preparer, virrat.organisation, "a.csv", bad.as_bytes())
        .await;
    let input = json!({
        "costReportId": of(&reports, "Virrat"), "expectedVersion": 1, "fileId": file,
        "selection": [{ "field": "COST_CENTRE", "values": ["6101"] }],
    });
    let refused = claims
        .app
        .mutate(
            &virrat.preparer,
            "importLedger",
            "ImportLedgerInput",
            input,
            "costReport { id }",
        )
        .await;
    assert_eq!(refused.refusals("importLedger"), ["INVALID_INPUT"]);

    claims
        .report(&of(&reports, "Lohja"), "Lohja", "15.3.2026", ONE)
        .await;
    let id = claims.submitted(0).await;
    assert_eq!(claims.claim(&id).await.text("/claim/totals/grant"), "850.00");
    let path = format!("projects/{}/reconciliation.csv", claims.project.id);
    let (status, body) = claims.app.get(claims.officer(), &path).await;
    let text = String::from_utf8(body).expect("text");
    assert_eq!(status, 200);
    assert!(text.contains(";Lohja;") && text.contains("1000,00"), "{text}");
    claims.app.finish().await;
}

/// Elsewhere a cancelled project kept its amounts. What a rejected claim had is nowhere counted any more, and the
/// next one has it whole.
#[tokio::test]
async fn trap_14_a_rejected_claim_leaves_no_amount_behind() {
    let claims = Claims::start().await;
    claims.first_period(&[("Lohja", ONE)]).await;
    let untouched = claims.balance(claims.officer()).await;
    let id = claims.submitted(0).await;
    claims.checked(&id).await;
    claims
        .step(
            claims.second(),
            "rejectClaim",
            &id,
            json!({ "reason": "Väärä hanke" }),
        )
        .await
        .accepted();
    assert_eq!(claims.balance(claims.officer()).await, untouched);
    let second = claims.draft_as(claims.lead(), 0).await.accepted();
    let of_second =
        |field: &str| -> Value { second.at(&format!("/draftClaim/claim/totals/{field}")).clone() };
    assert_eq!(
        [
            of_second("grantBefore"),
            of_second("grant"),
            of_second("cumulativeGrant")
        ],
        ["0.00", "850.00", "850.00"]
    );
    claims.app.finish().await;
}
