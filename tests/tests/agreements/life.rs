use serde_json::{Value, json};
use talkoot_test_support::{TestApp, User};

use crate::claims::setup::Claims;

/// What of an agreement somebody sees.
pub async fn seen(app: &TestApp, user: &User, id: &str, fields: &str) -> Value {
    let query = format!("query($id: ID!) {{ node(id: $id) {{ ... on Agreement {{ {fields} }} }} }}");
    let read = app.graphql(user, &query, json!({ "id": id })).await.accepted();
    read.at("/node").clone()
}

fn subjects(app: &TestApp) -> Vec<(String, String)> {
    let mut subjects: Vec<_> = app
        .mail
        .take()
        .into_iter()
        .map(|mail| (mail.to.address, mail.subject))
        .collect();
    subjects.sort();
    subjects
}

/// The text with the figures of the decision and the words of the lead; the parts come to the whole.
fn says_what_was_granted(draft: &Value) {
    let text = draft["text"].as_str().expect("a text").replace('\u{a0}', " ");
    for said in [
        "300 000,00 €",
        "85 %",
        "Kustannuspaikka 4720.",
        "Yhteishankintana.",
        "Tulokset ovat yhteisiä.",
        "7 § 3 mom.",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let cents = |field: &str| -> i64 {
        let parties = draft["parties"].as_array().expect("parties");
        let amounts = parties
            .iter()
            .map(|party| party[field].as_str().expect("an amount").replace('.', ""));
        amounts.map(|amount| amount.parse::<i64>().expect("cents")).sum()
    };
    assert_eq!(draft["parties"].as_array().map(Vec::len), Some(5));
    assert_eq!(cents("share") + cents("ownFunding"), cents("costs"));
    assert_eq!(cents("share"), (cents("costs") * 85 / 100).min(30_000_000));
}

/// Goal: from the draft to the last signature; each step says what it must, and everybody is told once.
#[tokio::test]
async fn from_the_draft_to_the_last_signature() {
    let claims = Claims::start().await;
    let app = &claims.app;
    app.work().await;
    let _ = app.mail.take();
    let drafted = app
        .draft_agreement(claims.lead(), &claims.project.id)
        .await
        .accepted();
    let id = drafted.text("/draftAgreement/agreement/id");
    let clauses = json!({ "clauses": {
        "accounting": "Kustannuspaikka 4720.", "procurement": "Yhteishankintana.", "other": "Tulokset ovat yhteisiä.",
    } });
    app.agreement_step(claims.lead(), "redraftAgreement", &id, &clauses)
        .await
        .accepted();
    let fields = "state number language title text sha256 isCurrent inForceSince replaces { number } lead { nameFi } \
        clauses { accounting procurement other } parts { kind text rows } \
        parties { municipality { nameFi } costs share ownFunding signedAt }";
    let draft = seen(app, claims.lead(), &id, fields).await;
    assert_eq!(draft["state"], "draft");
    assert_eq!(draft["language"], "fi");
    assert_eq!(draft["isCurrent"], true);
    assert_eq!(draft["replaces"], Value::Null);
    says_what_was_granted(&draft);
    app.work().await;
    assert_eq!(subjects(app), [], "a draft is nobody's business yet");

    app.agreement_step(claims.lead(), "offerAgreement", &id, &json!({}))
        .await
        .accepted();
    app.work().await;
    let asked = subjects(app);
    assert_eq!(asked.len(), 5, "everybody who can sign is asked: {asked:?}");
    assert!(
        asked
            .iter()
            .all(|(_, subject)| subject.contains("llekirjoita") || subject.contains("nderteckna")),
        "{asked:?}"
    );

    let municipalities = app.world.municipalities.clone();
    for (place, municipality) in municipalities.iter().enumerate() {
        let signed = app
            .sign_agreement(&municipality.approver, &id, &municipality.id)
            .await
            .accepted();
        let expected = if place == 4 { "in_force" } else { "signing" };
        assert_eq!(signed.text("/signAgreement/agreement/state"), expected);
    }
    app.work().await;
    let told = subjects(app);
    assert_eq!(told.len(), 10, "leads and approvers are told: {told:?}");
    let fields = "state sha256 inForceSince parties { municipality { nameFi } signedBy { name } signedAt signedSha256 } \
        availableActions { action allowed }";
    let whole = seen(app, &municipalities[0].preparer, &id, fields).await;
    assert_eq!(whole["state"], "in_force");
    assert!(whole["inForceSince"].is_string());
    for party in whole["parties"].as_array().expect("parties") {
        assert_eq!(party["signedSha256"], whole["sha256"]);
        assert!(
            party["signedBy"]["name"]
                .as_str()
                .expect("a name")
                .starts_with("approver-"),
            "{party}"
        );
    }
    claims.app.finish().await;
}

/// Goal: whoever sees the project has the text as a file, nobody else.
#[tokio::test]
async fn the_text_as_a_file() {
    let claims = Claims::start().await;
    let app = &claims.app;
    let id = app.agreed(&claims.project).await;
    let path = |file: &str| format!("agreements/{id}/{file}");
    for user in [
        claims.lead(),
        claims.officer(),
        &app.world.auditor,
        &app.world.municipality("Virrat").preparer,
    ] {
        let (status, text) = app.get(user, &path("agreement.txt")).await;
        assert_eq!(status, 200);
        let text = String::from_utf8(text).expect("a text");
        assert!(text.contains("SOPIMUS VALTIONAVUSTUKSEN KÄYTÖSTÄ"), "{text}");
    }
    let (status, pdf) = app.get(claims.lead(), &path("agreement.pdf")).await;
    assert!(
        status == 200 && pdf.starts_with(b"%PDF-") || status == 501,
        "{status}"
    );
    for user in [&app.world.stranger, &app.world.outsider.lead] {
        assert_eq!(app.get(user, &path("agreement.txt")).await.0, 404);
    }
    assert_eq!(app.get(claims.lead(), &path("agreement.docx")).await.0, 404);
    let hidden = app
        .graphql(
            &app.world.stranger,
            "query($id: ID!) { node(id: $id) { id } }",
            json!({ "id": id }),
        )
        .await;
    assert_eq!(hidden.at("/node"), &Value::Null);
    claims.app.finish().await;
}
