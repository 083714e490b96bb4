use serde_json::{Value, json};

use super::life::seen;
use crate::{
    amendments::help::{cell, decided, shift, submitted},
    claims::setup::Claims,
};

/// Moves budget of Karkkila to Lohja, in force at once.
async fn budget_moves(claims: &Claims) {
    let parts = json!([shift(&[
        cell(claims, "Karkkila", "services", 0, "-100.00"),
        cell(claims, "Lohja", "services", 0, "100.00"),
    ])]);
    let (_, ids) = submitted(claims, parts).await;
    decided(claims, &ids[0]).await;
}

/// Goal: nobody signs what is not so any more; the text is written anew, and an agreement in force gives way to its
/// successor, by which it is known.
#[tokio::test]
async fn what_has_changed_is_agreed_anew() {
    let claims = Claims::start().await;
    let app = &claims.app;
    let first = app.agreed(&claims.project).await;
    assert_eq!(
        seen(app, claims.lead(), &first, "isCurrent").await["isCurrent"],
        true
    );
    budget_moves(&claims).await;
    let stands = seen(app, claims.lead(), &first, "isCurrent state").await;
    assert_eq!(stands, json!({ "isCurrent": false, "state": "in_force" }));

    let drafted = app
        .draft_agreement(claims.lead(), &claims.project.id)
        .await
        .accepted();
    let second = drafted.text("/draftAgreement/agreement/id");
    budget_moves(&claims).await;
    let stale = app
        .agreement_step(claims.lead(), "offerAgreement", &second, &json!({}))
        .await;
    assert_eq!(stale.refusals("offerAgreement"), ["WRONG_STATE"]);
    app.agreement_step(claims.lead(), "redraftAgreement", &second, &json!({}))
        .await
        .accepted();
    app.agreement_step(claims.lead(), "offerAgreement", &second, &json!({}))
        .await
        .accepted();
    budget_moves(&claims).await;
    let karkkila = app.world.municipality("Karkkila");
    let stale = app
        .sign_agreement(&karkkila.approver, &second, &karkkila.id)
        .await;
    assert_eq!(stale.refusals("signAgreement"), ["WRONG_STATE"]);
    app.agreement_step(
        claims.lead(),
        "withdrawAgreement",
        &second,
        &json!({ "reason": "Budjetti muuttui" }),
    )
    .await
    .accepted();

    let third = app.agreed(&claims.project).await;
    let fields = "state number replaces { id number } text";
    let found = seen(app, claims.lead(), &third, fields).await;
    assert_eq!(found["number"], 3);
    assert_eq!(found["replaces"], json!({ "id": first, "number": 1 }));
    assert!(
        found["text"]
            .as_str()
            .is_some_and(|text| text.contains("/1 sijaan")),
        "{found}"
    );
    let replaced = seen(app, claims.lead(), &first, "state replacedAt").await;
    assert_eq!(replaced["state"], "replaced");
    assert_ne!(replaced["replacedAt"], Value::Null);
    claims.app.finish().await;
}
