use serde_json::json;

use crate::claims::setup::Claims;

/// Goal: who may do what, and in which state; every refusal of every step.
#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "every refusal of every step, in the order of a life"
)]
async fn who_may_do_what_and_when() {
    let claims = Claims::start().await;
    let app = &claims.app;
    let world = &app.world;
    let karkkila = world.municipality("Karkkila");
    for user in [claims.officer(), &karkkila.lead, &claims.project.lead.approver] {
        let refused = app.draft_agreement(user, &claims.project.id).await;
        assert_eq!(refused.refusals("draftAgreement"), ["NOT_PERMITTED"]);
    }
    assert_eq!(
        app.draft_agreement(&world.stranger, &claims.project.id)
            .await
            .errors(),
        ["NOT_FOUND"]
    );
    let long = json!({
        "projectId": claims.project.id, "expectedVersion": 1, "clauses": { "procurement": "x".repeat(20_001) },
    });
    let refused = app
        .mutate(
            claims.lead(),
            "draftAgreement",
            "DraftAgreementInput",
            long,
            "agreement { id }",
        )
        .await;
    assert_eq!(refused.refusals("draftAgreement"), ["INVALID_INPUT"]);
    assert_eq!(
        refused.at("/draftAgreement/refusals/0/path"),
        &json!(["procurement"])
    );

    let drafted = app
        .draft_agreement(claims.lead(), &claims.project.id)
        .await
        .accepted();
    let id = drafted.text("/draftAgreement/agreement/id");
    let again = app.draft_agreement(claims.lead(), &claims.project.id).await;
    assert_eq!(again.refusals("draftAgreement"), ["DUPLICATE"]);
    let early = app.sign_agreement(&karkkila.approver, &id, &karkkila.id).await;
    assert_eq!(early.refusals("signAgreement"), ["WRONG_STATE"]);
    let early = app
        .agreement_step(
            claims.lead(),
            "terminateAgreement",
            &id,
            &json!({ "reason": "x" }),
        )
        .await;
    assert_eq!(early.refusals("terminateAgreement"), ["WRONG_STATE"]);
    for mutation in ["redraftAgreement", "offerAgreement"] {
        let refused = app
            .agreement_step(&karkkila.lead, mutation, &id, &json!({}))
            .await;
        assert_eq!(refused.refusals(mutation), ["NOT_PERMITTED"]);
        let stale = json!({ "expectedVersion": 7 });
        let refused = app.agreement_step(claims.lead(), mutation, &id, &stale).await;
        assert_eq!(refused.refusals(mutation), ["VERSION_CONFLICT"]);
    }
    app.agreement_step(claims.lead(), "offerAgreement", &id, &json!({}))
        .await
        .accepted();
    for mutation in ["redraftAgreement", "offerAgreement"] {
        let late = app.agreement_step(claims.lead(), mutation, &id, &json!({})).await;
        assert_eq!(late.refusals(mutation), ["WRONG_STATE"]);
    }
    signatures(&claims, &id).await;
    for municipality in world.municipalities.iter().filter(|one| one.name != "Karkkila") {
        app.sign_agreement(&municipality.approver, &id, &municipality.id)
            .await
            .accepted();
    }
    let late = app
        .agreement_step(claims.lead(), "withdrawAgreement", &id, &json!({ "reason": "x" }))
        .await;
    assert_eq!(late.refusals("withdrawAgreement"), ["WRONG_STATE"]);
    let mute = app
        .agreement_step(
            claims.lead(),
            "terminateAgreement",
            &id,
            &json!({ "reason": " " }),
        )
        .await;
    assert_eq!(mute.refusals("terminateAgreement"), ["INCOMPLETE"]);
    let partner = app
        .agreement_step(
            &karkkila.lead,
            "terminateAgreement",
            &id,
            &json!({ "reason": "x" }),
        )
        .await;
    assert_eq!(partner.refusals("terminateAgreement"), ["NOT_PERMITTED"]);
    app.agreement_step(
        claims.lead(),
        "terminateAgreement",
        &id,
        &json!({ "reason": "Hanke päättyy" }),
    )
    .await
    .accepted();
    claims.app.finish().await;
}

/// Who does not sign, and what is no signature; Karkkila's approver signs in the end.
async fn signatures(claims: &Claims, id: &str) {
    let app = &claims.app;
    let world = &app.world;
    let (karkkila, lohja) = (world.municipality("Karkkila"), world.municipality("Lohja"));
    // Who wrote it does not sign it, whatever roles this person has.
    let lead = &claims.project.lead;
    app.grant_role(&lead.lead, lead, "PARTNER_APPROVER").await;
    let own = app.sign_agreement(&lead.lead, id, &lead.id).await;
    assert_eq!(own.refusals("signAgreement"), ["SAME_PERSON"]);
    for user in [&karkkila.preparer, &lohja.approver, claims.officer()] {
        let refused = app.sign_agreement(user, id, &karkkila.id).await;
        assert_eq!(refused.refusals("signAgreement"), ["NOT_PERMITTED"]);
    }
    for (sha256, code) in [
        ("00".repeat(32), "VERSION_CONFLICT"),
        ("xyz".to_owned(), "INVALID_INPUT"),
    ] {
        let more = json!({ "municipalityId": karkkila.id, "sha256": sha256 });
        let refused = app
            .agreement_step(&karkkila.approver, "signAgreement", id, &more)
            .await;
        assert_eq!(refused.refusals("signAgreement"), [code]);
        assert_eq!(refused.at("/signAgreement/refusals/0/path"), &json!(["sha256"]));
    }
    let outsider = world.outsider.clone();
    let foreign = app.sign_agreement(&outsider.approver, id, &outsider.id).await;
    assert_eq!(foreign.errors(), ["NOT_FOUND"]);
    app.sign_agreement(&karkkila.approver, id, &karkkila.id)
        .await
        .accepted();
    // One person is not two municipalities.
    app.grant_role(&karkkila.approver, lohja, "PARTNER_APPROVER")
        .await;
    let for_another = app.sign_agreement(&karkkila.approver, id, &lohja.id).await;
    assert_eq!(for_another.refusals("signAgreement"), ["SAME_PERSON"]);
    app.grant_role(&lohja.approver, karkkila, "PARTNER_APPROVER")
        .await;
    let twice = app.sign_agreement(&lohja.approver, id, &karkkila.id).await;
    assert_eq!(twice.refusals("signAgreement"), ["DUPLICATE"]);
}

/// Goal: a list of those who wrote it that is lost lets nobody sign.
#[tokio::test]
async fn nobody_signs_what_nobody_is_known_to_have_written() {
    let claims = Claims::start().await;
    let app = &claims.app;
    let drafted = app
        .draft_agreement(claims.lead(), &claims.project.id)
        .await
        .accepted();
    let id = drafted.text("/draftAgreement/agreement/id");
    app.agreement_step(claims.lead(), "offerAgreement", &id, &json!({}))
        .await
        .accepted();
    app.as_owner("DELETE FROM hand WHERE object = 'agreement'").await;
    let karkkila = app.world.municipality("Karkkila");
    let refused = app.sign_agreement(&karkkila.approver, &id, &karkkila.id).await;
    assert_eq!(refused.refusals("signAgreement"), ["CANNOT_CHECK"]);
}

/// Goal: the same command twice has one effect; an agreement that was given up leaves room for another.
#[tokio::test]
async fn withdrawn_and_drafted_again() {
    let claims = Claims::start().await;
    let app = &claims.app;
    let input = json!({ "projectId": claims.project.id, "expectedVersion": 1, "language": "SV", "idempotencyKey": "one" });
    let draft = async || {
        app.mutate(
            claims.lead(),
            "draftAgreement",
            "DraftAgreementInput",
            input.clone(),
            "agreement { id number language }",
        )
        .await
        .accepted()
    };
    let first = draft().await;
    assert_eq!(draft().await, first);
    assert_eq!(first.text("/draftAgreement/agreement/language"), "sv");
    let id = first.text("/draftAgreement/agreement/id");
    app.agreement_step(claims.lead(), "offerAgreement", &id, &json!({}))
        .await
        .accepted();
    let karkkila = app.world.municipality("Karkkila");
    app.sign_agreement(&karkkila.approver, &id, &karkkila.id)
        .await
        .accepted();
    let mute = app
        .agreement_step(claims.lead(), "withdrawAgreement", &id, &json!({ "reason": "" }))
        .await;
    assert_eq!(mute.refusals("withdrawAgreement"), ["INCOMPLETE"]);
    app.agreement_step(
        claims.lead(),
        "withdrawAgreement",
        &id,
        &json!({ "reason": "Virhe tekstissä" }),
    )
    .await
    .accepted();
    let gone = app.sign_agreement(&karkkila.approver, &id, &karkkila.id).await;
    assert_eq!(gone.refusals("signAgreement"), ["WRONG_STATE"]);
    let second = app
        .draft_agreement(claims.lead(), &claims.project.id)
        .await
        .accepted();
    assert_eq!(second.number("/draftAgreement/agreement/number"), 2);
    claims.app.finish().await;
}
