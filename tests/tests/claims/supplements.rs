//! Supplement requests: asked about a claim with a deadline, answered, accepted or asked again.

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use serde_json::{Value, json};
use talkoot_test_support::{Answer, User, said};

use crate::claims::setup::{Claims, SERVICES};

const ONE: &[(&str, &[(&str, &str)])] = &[("Karkkila", &[(SERVICES, "100.00")])];
const REQUEST: &str = "supplementRequest { id version number state dueDate followsId withdrawalReason \
    claim { number } questions { text category costLineId answer files { name } } \
    obligation { id version state kind dueDate nextReminderOn subjectId responsible { nameFi } waiverReason } }";

fn noon(day: &str) -> DateTime<Utc> {
    let day: NaiveDate = day.parse().expect("a day");
    Utc.from_utc_datetime(&day.and_hms_opt(10, 0, 0).expect("a time"))
}

/// A submitted claim on Wednesday 1 April 2026.
async fn submitted() -> (Claims, String) {
    let claims = Claims::start().await;
    claims.first_period(ONE).await;
    let id = claims.submitted(0).await;
    claims.app.travel_to(noon("2026-04-01")).await;
    let _ = claims.app.mail.take();
    (claims, id)
}

fn questions(texts: &[&str]) -> Value {
    texts.iter().map(|text| json!({ "text": text })).collect()
}

impl Claims {
    async fn ask_about(&self, user: &User, claim: &str, more: Value) -> Answer {
        let read = self.read(self.officer(), claim, "{ version }").await;
        let mut input = json!({
            "claimId": claim, "expectedVersion": read.number("/claim/version"),
            "questions": questions(&["Mikä lasku tämä on?", "Kuka sen tilasi?"]), "respondBy": "2026-04-15",
        });
        for (field, value) in more.as_object().expect("an object") {
            input[field] = value.clone();
        }
        let (mutation, kind) = ("openSupplementRequest", "OpenSupplementRequestInput");
        self.app.mutate(user, mutation, kind, input, REQUEST).await
    }

    /// Asks as the officer; gives the request.
    async fn asked(&self, claim: &str, more: Value) -> Value {
        let asked = self.ask_about(self.officer(), claim, more).await.accepted();
        asked.at("/openSupplementRequest/supplementRequest").clone()
    }

    async fn request(&self, user: &User, id: &Value) -> Answer {
        let query = format!(
            "query($id: ID!) {{ supplementRequest(id: $id) {} }}",
            REQUEST.trim_start_matches("supplementRequest ")
        );
        self.app.graphql(user, &query, json!({ "id": id })).await
    }

    /// A step of a request at the version it has now.
    async fn supplement(&self, user: &User, mutation: &str, id: &Value, more: Value) -> Answer {
        let read = self.request(self.officer(), id).await;
        let mut input = json!({ "id": id, "expectedVersion": read.number("/supplementRequest/version") });
        for (field, value) in more.as_object().expect("an object") {
            input[field] = value.clone();
        }
        let kind = match mutation {
            "answerSupplementRequest" => "AnswerSupplementRequestInput",
            "withdrawSupplementRequest" => "WithdrawSupplementRequestInput",
            _ => "SupplementRequestStepInput",
        };
        self.app.mutate(user, mutation, kind, input, REQUEST).await
    }

    async fn extend(&self, owed: &Value, new_date: &str) -> Answer {
        let input = json!({
            "id": owed["id"], "expectedVersion": owed["version"], "newDate": new_date, "reason": "Pyydettiin.",
        });
        let fields = "obligation { dueDate }";
        let (mutation, kind) = ("extendObligation", "ExtendObligationInput");
        self.app
            .mutate(self.officer(), mutation, kind, input, fields)
            .await
    }

    /// Whom the mails of since then go to that are about supplements, and what about.
    fn subjects(&self) -> Vec<String> {
        let sent = self.app.mail.take();
        let sent = sent.iter().flat_map(said);
        sent.filter(|subject| subject.contains("täydenny")).collect()
    }
}

fn answers(texts: &[&str]) -> Value {
    let answers: Vec<Value> = texts.iter().map(|text| json!({ "text": text })).collect();
    json!({ "answers": answers })
}

/// Asked, chased, answered with a file, accepted: the obligation follows each step in the same transaction.
#[tokio::test]
async fn what_is_asked_is_owed_chased_and_settled_by_the_answer() {
    let (claims, claim) = submitted().await;
    let line = claims.lines(claims.officer(), &claim).await[0].0.clone();
    let more = json!({
        "questions": [
            { "text": " Mikä lasku tämä on? ", "costLineId": line },
            { "text": "Mihin palvelut hankittiin?", "category": "services" },
        ],
        // A Saturday.
        "respondBy": "2026-04-18",
    });
    let asked = claims.asked(&claim, more).await;
    assert_eq!(asked["dueDate"], "2026-04-20");
    assert_eq!((&asked["number"], &asked["state"]), (&json!(1), &json!("open")));
    assert_eq!(asked["questions"][0]["text"], "Mikä lasku tämä on?");
    assert_eq!(asked["questions"][0]["costLineId"], json!(line));
    let owed = &asked["obligation"];
    assert_eq!(
        (&owed["kind"], &owed["state"]),
        (&json!("supplement_request"), &json!("open"))
    );
    assert_eq!(owed["subjectId"], asked["id"]);
    assert_eq!(owed["responsible"]["nameFi"], "Pälkäne");
    claims.app.work().await;
    let letters = claims.app.mail.take();
    let letter = letters
        .iter()
        .find(|mail| mail.subject.starts_with("Täydennyspyyntö"));
    let letter = letter.expect("the letter");
    assert!(
        letter.subject.contains("nro 1, vastaa viimeistään 20.4.2026"),
        "{}",
        letter.subject
    );
    assert!(
        letter.text.contains("Mihin palvelut hankittiin?"),
        "{}",
        letter.text
    );
    assert_eq!(letters.len(), 1, "the lead only");

    claims.app.travel_to(noon("2026-04-06")).await;
    assert_eq!(claims.subjects().len(), 1, "fourteen days before");
    claims.app.travel_to(noon("2026-04-21")).await;
    let late = claims.subjects();
    assert!(
        late.iter()
            .any(|mail| mail.contains("Myöhässä 1 päivän: maksatushakemuksen täydennys, Pälkäne")),
        "{late:?}"
    );

    let lead = claims.lead().clone();
    let file = claims
        .app
        .upload(&lead, claims.project.lead.organisation, "lasku.pdf", b"%PDF-")
        .await;
    let given = json!({ "answers": [
        { "text": "Konsultin lasku.", "fileIds": [file] }, { "text": "Koulutukseen." },
    ] });
    let answered = claims
        .supplement(&lead, "answerSupplementRequest", &asked["id"], given)
        .await
        .accepted();
    let answered = answered.at("/answerSupplementRequest/supplementRequest").clone();
    assert_eq!(
        (&answered["state"], &answered["obligation"]["state"]),
        (&json!("answered"), &json!("submitted"))
    );
    assert_eq!(answered["obligation"]["nextReminderOn"], Value::Null);
    assert_eq!(answered["questions"][0]["files"][0]["name"], "lasku.pdf");
    let (status, content) = claims.app.download(claims.officer(), &file).await;
    assert_eq!(
        (status, content.as_slice()),
        (200, &b"%PDF-"[..]),
        "the officer reads the file"
    );
    claims.app.travel_to(noon("2026-05-30")).await;
    assert_eq!(claims.subjects(), [""; 0]);

    let accepted = claims
        .supplement(
            claims.officer(),
            "acceptSupplementAnswer",
            &asked["id"],
            json!({}),
        )
        .await
        .accepted();
    let accepted = accepted.at("/acceptSupplementAnswer/supplementRequest").clone();
    assert_eq!(
        (&accepted["state"], &accepted["obligation"]["state"]),
        (&json!("accepted"), &json!("accepted"))
    );
    claims.approved(&claim).await;
    claims.app.finish().await;
}

/// Goal: the content of a claim is not checked while something that was asked is open, and the refusal names it.
#[tokio::test]
async fn the_check_waits_for_what_was_asked() {
    let (claims, claim) = submitted().await;
    let (officer, lead) = (claims.officer().clone(), claims.lead().clone());
    let all = json!({ "allPending": true });
    claims
        .step(&officer, "acceptCostLines", &claim, all)
        .await
        .accepted();
    let first = claims.asked(&claim, json!({})).await;
    let refused = async |words: &str| {
        let answer = claims
            .step(&officer, "checkClaimContent", &claim, json!({}))
            .await;
        let refusal = answer.at("/checkClaimContent/refusals/0").clone();
        assert_eq!(refusal["code"], "INCOMPLETE");
        let message = refusal["message"].as_str().expect("a message");
        assert!(message.starts_with(words), "{message}");
    };
    refused("supplement request 1 of this claim is open until the end of 2026-04-15").await;
    let given = answers(&["Tämä.", "Minä."]);
    claims
        .supplement(&lead, "answerSupplementRequest", &first["id"], given)
        .await
        .accepted();
    refused("supplement request 1 of this claim has been answered").await;
    // Asked again: the new request takes the place of the first, whose obligation is settled.
    let again = claims
        .asked(
            &claim,
            json!({ "followsId": first["id"], "questions": questions(&["Kuka minä?"]) }),
        )
        .await;
    assert_eq!((&again["number"], &again["followsId"]), (&json!(2), &first["id"]));
    let read = claims.request(&officer, &first["id"]).await;
    assert_eq!(read.text("/supplementRequest/state"), "answered");
    assert_eq!(read.text("/supplementRequest/obligation/state"), "accepted");
    let late = claims
        .supplement(&officer, "acceptSupplementAnswer", &first["id"], json!({}))
        .await;
    assert_eq!(late.refusals("acceptSupplementAnswer"), ["DUPLICATE"]);
    refused("supplement request 2 of this claim is open").await;

    // Extended by the officer, withdrawn by another person: the obligation is waived with it.
    claims.extend(&again["obligation"], "2026-04-25").await.accepted();
    refused("supplement request 2 of this claim is open until the end of 2026-04-27").await;
    let why = json!({ "reason": "Asia selvisi puhelimessa." });
    let own = claims
        .supplement(&officer, "withdrawSupplementRequest", &again["id"], why.clone())
        .await;
    assert_eq!(own.refusals("withdrawSupplementRequest"), ["SAME_PERSON"]);
    let withdrawn = claims
        .supplement(claims.second(), "withdrawSupplementRequest", &again["id"], why)
        .await
        .accepted();
    let withdrawn = withdrawn
        .at("/withdrawSupplementRequest/supplementRequest")
        .clone();
    assert_eq!(
        (&withdrawn["state"], &withdrawn["obligation"]["state"]),
        (&json!("withdrawn"), &json!("waived"))
    );
    assert_eq!(
        withdrawn["obligation"]["waiverReason"],
        "Asia selvisi puhelimessa."
    );
    claims
        .step(&officer, "checkClaimContent", &claim, json!({}))
        .await
        .accepted();
    let late = claims.ask_about(&officer, &claim, json!({})).await;
    assert_eq!(
        late.refusals("openSupplementRequest"),
        ["WRONG_STATE"],
        "it is checked"
    );
    claims.app.finish().await;
}

/// Goal: who may ask what until when, and who not; in order of precedence.
#[tokio::test]
async fn what_may_be_asked() {
    let claims = Claims::start().await;
    claims.first_period(ONE).await;
    let drafted = claims.draft_as(claims.lead(), 0).await.accepted();
    let claim = drafted.text("/draftClaim/claim/id");
    let (officer, lead) = (claims.officer().clone(), claims.lead().clone());
    let stranger = claims.app.world.stranger.clone();
    let refusals = async |user: &User, more: Value| {
        claims
            .ask_about(user, &claim, more)
            .await
            .refusals("openSupplementRequest")
    };
    assert_eq!(refusals(&officer, json!({})).await, ["WRONG_STATE"], "a draft");
    claims
        .step(&lead, "submitClaim", &claim, json!({}))
        .await
        .accepted();
    for user in [&lead, claims.second(), &claims.app.world.auditor] {
        assert_eq!(refusals(user, json!({})).await, ["NOT_PERMITTED"]);
    }
    assert_eq!(
        claims.ask_about(&stranger, &claim, json!({})).await.errors(),
        ["NOT_FOUND"]
    );
    let today = claims.app.app.today().to_string();
    let elsewhere = claims.project.sub_areas[0].clone();
    for (more, code, path) in [
        (
            json!({ "expectedVersion": 99 }),
            "VERSION_CONFLICT",
            "expectedVersion",
        ),
        (json!({ "questions": [] }), "INCOMPLETE", "questions"),
        (
            json!({ "questions": questions(&["Mikä?", " "]) }),
            "INCOMPLETE",
            "questions.1.text",
        ),
        (json!({ "respondBy": today }), "INVALID_INPUT", "respondBy"),
        (json!({ "respondBy": "2025-12-31" }), "INVALID_INPUT", "respondBy"),
        (json!({ "respondBy": "2046-12-31" }), "INVALID_INPUT", "respondBy"),
        (
            json!({ "questions": [{ "text": "?", "category": "unknown" }] }),
            "INVALID_INPUT",
            "questions.0.category",
        ),
    ] {
        let answer = claims.ask_about(&officer, &claim, more.clone()).await;
        let refusal = answer.at("/openSupplementRequest/refusals/0");
        let parts = refusal["path"].as_array().cloned().unwrap_or_default();
        let parts: Vec<&str> = parts.iter().filter_map(Value::as_str).collect();
        assert_eq!(
            (&refusal["code"], parts.join(".").as_str()),
            (&json!(code), path),
            "{more}"
        );
    }
    let wrong = json!({ "questions": [{ "text": "?", "costLineId": elsewhere }] });
    assert_eq!(
        claims.ask_about(&officer, &claim, wrong).await.errors(),
        ["NOT_FOUND"]
    );
    let key = json!({ "idempotencyKey": "once" });
    let done = claims.ask_about(&officer, &claim, key.clone()).await.accepted();
    assert_eq!(
        claims.ask_about(&officer, &claim, key).await,
        done,
        "a repeated key"
    );
    let id = done.at("/openSupplementRequest/supplementRequest/id").clone();
    let early = claims
        .ask_about(&officer, &claim, json!({ "followsId": id }))
        .await;
    assert_eq!(
        early.refusals("openSupplementRequest"),
        ["WRONG_STATE"],
        "it is not answered"
    );
    let list = "{ supplementRequests { totalCount edges { node { number } } } }";
    let read = claims.read(&lead, &claim, list).await.accepted();
    assert_eq!(read.number("/claim/supplementRequests/totalCount"), 1);
    let karkkila = claims.app.world.municipality("Karkkila").preparer.clone();
    let read = claims.read(&karkkila, &claim, list).await.accepted();
    assert_eq!(
        read.number("/claim/supplementRequests/totalCount"),
        0,
        "not for other partners"
    );
    assert_eq!(
        claims.request(&karkkila, &id).await.at("/supplementRequest"),
        &Value::Null
    );
    claims.app.finish().await;
}

/// Goal: who may answer, accept and withdraw, and when not.
#[tokio::test]
async fn each_step_belongs_to_one_side() {
    let (claims, claim) = submitted().await;
    let (officer, lead) = (claims.officer().clone(), claims.lead().clone());
    let id = claims.asked(&claim, json!({})).await["id"].clone();
    let both = answers(&["Tämä.", "Minä."]);
    let (answer, accept) = ("answerSupplementRequest", "acceptSupplementAnswer");
    let withdraw = "withdrawSupplementRequest";
    let foreign = claims.app.world.municipality("Karkkila").clone();
    let file = claims
        .app
        .upload(&foreign.preparer, foreign.organisation, "a.pdf", b"%PDF-")
        .await;
    let with_file = json!({ "answers": [{ "text": "Tämä.", "fileIds": [file] }, { "text": "Minä." }] });
    for (user, mutation, more, expected) in [
        (&officer, answer, both.clone(), "NOT_PERMITTED"),
        (&foreign.lead, accept, json!({}), "NOT_FOUND"),
        (&lead, accept, json!({}), "NOT_PERMITTED"),
        (&lead, withdraw, json!({ "reason": "x" }), "NOT_PERMITTED"),
        (&officer, accept, json!({}), "WRONG_STATE"),
        (&officer, withdraw, json!({ "reason": " " }), "INCOMPLETE"),
        (&lead, answer, answers(&["Tämä."]), "INCOMPLETE"),
        (&lead, answer, answers(&["Tämä.", " "]), "INCOMPLETE"),
        (&lead, answer, with_file, "INVALID_INPUT"),
        (
            &lead,
            answer,
            json!({ "answers": [], "expectedVersion": 9 }),
            "VERSION_CONFLICT",
        ),
    ] {
        let refused = claims.supplement(user, mutation, &id, more.clone()).await;
        let found = match refused.errors().first() {
            Some(code) => code.clone(),
            None => refused.refusals(mutation).join(" "),
        };
        assert_eq!(found, expected, "{mutation} {more}");
    }
    let fields = "query($id: ID!) { supplementRequest(id: $id) { availableActions { action allowed } } }";
    let read = claims
        .app
        .graphql(&lead, fields, json!({ "id": id }))
        .await
        .accepted();
    assert_eq!(
        read.at("/supplementRequest/availableActions"),
        &json!([
            { "action": answer, "allowed": true },
            { "action": accept, "allowed": false },
            { "action": withdraw, "allowed": false },
        ])
    );
    // The obligation is not settled past its request.
    let owed = claims
        .request(&officer, &id)
        .await
        .at("/supplementRequest/obligation")
        .clone();
    let waive = json!({ "id": owed["id"], "expectedVersion": owed["version"], "reason": "x" });
    let waived = claims
        .app
        .mutate(
            claims.second(),
            "waiveObligation",
            "WaiveObligationInput",
            waive,
            "obligation { state }",
        )
        .await;
    assert_eq!(waived.refusals("waiveObligation"), ["WRONG_STATE"]);
    let hand_in = json!({ "id": owed["id"], "expectedVersion": owed["version"], "statement": "x" });
    let (mutation, kind) = ("submitObligation", "SubmitObligationInput");
    let handed_in = claims
        .app
        .mutate(&lead, mutation, kind, hand_in, "obligation { state }")
        .await;
    assert_eq!(handed_in.refusals(mutation), ["INVALID_INPUT"]);

    claims
        .supplement(&lead, answer, &id, both.clone())
        .await
        .accepted();
    for (user, mutation, more) in [
        (&lead, answer, both),
        (&officer, withdraw, json!({ "reason": "x" })),
    ] {
        let late = claims.supplement(user, mutation, &id, more).await;
        assert_eq!(late.refusals(mutation), ["WRONG_STATE"]);
    }
    claims.app.finish().await;
}

/// Goal: a rejected claim leaves nothing to be answered, and nobody is reminded of it.
#[tokio::test]
async fn a_rejected_claim_takes_its_requests_with_it() {
    let (claims, claim) = submitted().await;
    let open = claims.asked(&claim, json!({})).await["id"].clone();
    let answered = claims.asked(&claim, json!({})).await["id"].clone();
    let given = answers(&["Tämä.", "Minä."]);
    claims
        .supplement(claims.lead(), "answerSupplementRequest", &answered, given)
        .await
        .accepted();
    let reason = json!({ "reason": "Väärä kausi." });
    claims
        .step(claims.second(), "rejectClaim", &claim, reason)
        .await
        .accepted();
    for (id, state, owed) in [
        (&open, "withdrawn", "waived"),
        (&answered, "accepted", "accepted"),
    ] {
        let read = claims.request(claims.officer(), id).await;
        assert_eq!(read.text("/supplementRequest/state"), state);
        assert_eq!(read.text("/supplementRequest/obligation/state"), owed);
    }
    claims.app.work().await;
    let _ = claims.subjects();
    claims.app.travel_to(noon("2026-06-30")).await;
    assert_eq!(claims.subjects(), [""; 0]);
    claims.app.finish().await;
}
