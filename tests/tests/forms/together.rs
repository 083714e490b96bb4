use serde_json::{Value, json};
use talkoot_test_support::{Answer, Applied, Stage, TestApp, User};

use crate::{
    forms::definitions::{import, published, small, step},
    forms::writing::{answer, call_with, choose, fill, missing},
};

async fn at(app: &TestApp, stage: Stage) -> Applied {
    let form = published(app, &small("application")).await;
    let call = call_with(app, &form).await;
    app.application_to(&call, stage).await
}

/// The paths of the refusals.
fn paths(answer: &Answer, mutation: &str) -> Vec<String> {
    let refusals = answer.at(&format!("/{mutation}/refusals")).as_array().cloned();
    let path = |one: &Value| {
        let steps = one["path"].as_array().expect("a path").iter();
        steps.filter_map(Value::as_str).collect::<Vec<_>>().join("/")
    };
    refusals.expect("refusals").iter().map(path).collect()
}

#[tokio::test]
async fn each_writes_its_own_part_and_what_is_missing_shows_by_section_and_partner() {
    let app = TestApp::start().await;
    let applied = at(&app, Stage::Budgeted).await;
    let (lead, lohja) = (applied.lead.clone(), app.world.municipality("Lohja").clone());
    assert_eq!(
        missing(&app, &applied, &lohja.lead).await,
        [
            "project/need Pälkäne",
            "project/risky Pälkäne",
            "part/share Karkkila",
            "part/share Kuhmoinen",
            "part/share Lohja",
            "part/share Pälkäne",
            "part/share Virrat",
        ]
    );
    // Nobody writes for another municipality, not even the lead.
    let share = [("share", 0, json!("60"))];
    let karkkila = app.world.municipality("Karkkila");
    for user in [&lead.lead, &karkkila.preparer, &lohja.approver, &lohja.lead] {
        let refused = answer(&app, &applied, user, &lohja, &share).await;
        assert_eq!(refused.refusals("answerFields"), ["NOT_PERMITTED"]);
    }
    let stranger = answer(&app, &applied, &app.world.officer, &lohja, &share).await;
    assert_eq!(
        stranger.errors(),
        ["NOT_FOUND"],
        "a draft does not exist for the authority"
    );
    let refused = answer(
        &app,
        &applied,
        &lohja.preparer,
        &lohja,
        &[("need", 0, json!("x"))],
    )
    .await;
    assert_eq!(paths(&refused, "answerFields"), ["answers/0/field"]);
    answer(&app, &applied, &lohja.preparer, &lohja, &share)
        .await
        .accepted();
    // A yes opens the table of risks.
    let own = [("need", 0, json!("Tarve")), ("risky", 0, json!("yes"))];
    answer(&app, &applied, &lead.lead, &lead, &own).await.accepted();
    let left = missing(&app, &applied, &lead.lead).await;
    assert_eq!(left[0], "project/risks Pälkäne");
    assert!(!left.contains(&"part/share Lohja".to_owned()));
    let asked = app.step(&lead.lead, &applied, "requestCommitments").await;
    assert_eq!(asked.refusals("requestCommitments"), ["INCOMPLETE"]);
    let message = asked.text("/requestCommitments/refusals/0/message");
    assert!(
        message.contains("Pälkäne: \"Riskit en\" in \"Hanke en\""),
        "{message}"
    );
    app.finish().await;
}

#[tokio::test]
async fn every_fault_of_an_answer_is_named_by_its_path_and_nothing_is_stored() {
    let app = TestApp::start().await;
    let applied = at(&app, Stage::Drafted).await;
    let (lead, lohja) = (applied.lead.clone(), app.world.municipality("Lohja").clone());
    let pdf = b"%PDF-1.7";
    let foreign = app
        .upload(&lohja.preparer, lohja.organisation, "a.pdf", pdf)
        .await;
    let answers = [
        ("need", 0, json!("x".repeat(201))),
        ("risky", 0, json!("maybe")),
        (
            "risks",
            0,
            json!([{ "risk": "väki", "cost": "1.00" }, { "cost": "-1.00" }]),
        ),
        ("plan", 0, json!([foreign])),
        ("area", 0, json!(applied.id)),
        ("pilot", 0, json!("999")),
        ("share", 0, json!(50.5)),
        ("gone", 0, json!("x")),
        ("need", 0, json!("x")),
    ];
    let refused = answer(&app, &applied, &lead.lead, &lead, &answers).await;
    assert_eq!(
        paths(&refused, "answerFields"),
        [
            "answers/0/value",
            "answers/1/value",
            "answers/2/value/1/risk",
            "answers/3/value",
            "answers/4/value",
            "answers/5/value",
            "answers/6/value",
            "answers/7/field",
            "answers/8/field",
        ]
    );
    let refused = answer(&app, &applied, &lead.lead, &lead, &[]).await;
    assert_eq!(refused.refusals("answerFields"), ["INVALID_INPUT"]);
    let query = "query($id: ID!) { application(id: $id) { answers { field } form { code number } } }";
    let read = app.graphql(&lead.lead, query, json!({ "id": applied.id })).await;
    assert_eq!(read.at("/application/answers"), &json!([]));
    assert_eq!(
        read.at("/application/form"),
        &json!({ "code": "application", "number": 1 })
    );

    // The same, as it should be.
    let own = app.upload(&lead.lead, lead.organisation, "a.pdf", pdf).await;
    let answers = [
        ("risks", 0, json!([{ "risk": "väki", "cost": "1.5" }])),
        ("plan", 0, json!([own])),
        ("area", 0, json!(applied.sub_areas[1])),
        ("pilot", 0, json!("444")),
        ("share", 0, json!("50.50")),
    ];
    answer(&app, &applied, &lead.lead, &lead, &answers)
        .await
        .accepted();
    let query = "query($id: ID!) { application(id: $id) { answers { field value version } } }";
    let read = app.graphql(&lohja.lead, query, json!({ "id": applied.id })).await;
    let expected = json!([
        { "field": "area", "value": applied.sub_areas[1], "version": 1 },
        { "field": "pilot", "value": "444", "version": 1 },
        { "field": "plan", "value": [own], "version": 1 },
        { "field": "risks", "value": [{ "risk": "väki", "cost": "1.50" }], "version": 1 },
        { "field": "share", "value": "50.5", "version": 1 },
    ]);
    assert_eq!(read.at("/application/answers"), &expected);
    // Who sees the application sees the file in it.
    assert_eq!(app.download(&lohja.lead, &own).await.0, 200);
    assert_eq!(app.download(&app.world.outsider.lead, &own).await.0, 404);
    app.finish().await;
}

#[tokio::test]
async fn two_in_one_field_the_second_reads_both_texts_and_nothing_is_overwritten() {
    let app = TestApp::start().await;
    let applied = at(&app, Stage::Drafted).await;
    let lead = applied.lead.clone();
    let write = async |user: &User, seen: i64, text: &str| {
        answer(&app, &applied, user, &lead, &[("need", seen, json!(text))]).await
    };
    write(&lead.lead, 0, "Ensimmäinen").await.accepted();
    let second = write(&lead.preparer, 0, "Toinen").await;
    assert_eq!(second.refusals("answerFields"), ["VERSION_CONFLICT"]);
    assert_eq!(paths(&second, "answerFields"), ["answers/0/value"]);
    let message = second.text("/answerFields/refusals/0/message");
    assert!(message.contains("lead-635 answered this"), "{message}");
    assert!(
        message.contains("Stored: \"Ensimmäinen\". Yours: \"Toinen\""),
        "{message}"
    );
    assert_eq!(
        second.at("/answerFields/conflicts"),
        &json!([{
            "field": "need", "yours": "Toinen",
            "stored": { "value": "Ensimmäinen", "version": 1, "answeredBy": { "name": "lead-635" } },
        }])
    );
    // The same text twice is no conflict, and other fields are nobody's business.
    write(&lead.preparer, 0, "Ensimmäinen").await.accepted();
    answer(
        &app,
        &applied,
        &lead.preparer,
        &lead,
        &[("risky", 0, json!("no"))],
    )
    .await
    .accepted();
    // With both read, the second wins on purpose; taking back counts as a change.
    write(&lead.preparer, 1, "Molemmat").await.accepted();
    assert_eq!(
        write(&lead.lead, 1, "").await.refusals("answerFields"),
        ["VERSION_CONFLICT"]
    );
    write(&lead.lead, 2, " ").await.accepted();
    assert_eq!(
        write(&lead.preparer, 2, "x").await.refusals("answerFields"),
        ["VERSION_CONFLICT"]
    );
    write(&lead.preparer, 3, "x").await.accepted();
    // One stale field keeps the other of the same request from being stored.
    let both = [("need", 1, json!("y")), ("risky", 1, json!("yes"))];
    let refused = answer(&app, &applied, &lead.lead, &lead, &both).await;
    assert_eq!(paths(&refused, "answerFields"), ["answers/0/value"]);
    let query = "query($id: ID!) { application(id: $id) { answers { field value version } } }";
    let read = app.graphql(&lead.lead, query, json!({ "id": applied.id })).await;
    let expected = json!([
        { "field": "need", "value": "x", "version": 4 }, { "field": "risky", "value": "no", "version": 1 },
    ]);
    assert_eq!(read.at("/application/answers"), &expected);
    app.finish().await;
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one application, step by step")]
async fn a_commitment_falls_when_an_answer_changes_and_not_by_whoever_answered() {
    let app = TestApp::start().await;
    let applied = at(&app, Stage::Budgeted).await;
    let (lead, lohja) = (applied.lead.clone(), app.world.municipality("Lohja").clone());
    fill(&app, &applied).await;
    app.grant_role(&lohja.approver, &lohja, "PARTNER_PREPARER").await;
    let note = [("note", 0, json!("Kesällä kiinni"))];
    answer(&app, &applied, &lohja.approver, &lohja, &note)
        .await
        .accepted();
    app.step(&lead.lead, &applied, "requestCommitments")
        .await
        .accepted();
    // Somebody else set the budget, but the approver has answered.
    let refused = app.give_commitment(&applied, &lohja, &lohja.approver).await;
    assert_eq!(refused.refusals("giveCommitment"), ["SAME_PERSON"]);
    app.grant_role(&lohja.lead, &lohja, "PARTNER_APPROVER").await;
    for one in &app.world.municipalities {
        let by = if one.name == "Lohja" {
            &lohja.lead
        } else {
            &one.approver
        };
        app.give_commitment(&applied, one, by).await.accepted();
    }
    let refused = answer(
        &app,
        &applied,
        &lohja.preparer,
        &lohja,
        &[("share", 1, json!("1"))],
    )
    .await;
    assert_eq!(
        refused.refusals("answerFields"),
        ["WRONG_STATE"],
        "they are committing to it"
    );
    app.step(&lead.lead, &applied, "submitApplication")
        .await
        .accepted();
    let refused = answer(
        &app,
        &applied,
        &lohja.preparer,
        &lohja,
        &[("share", 1, json!("1"))],
    )
    .await;
    assert_eq!(
        refused.refusals("answerFields"),
        ["WRONG_STATE"],
        "it is with the authority"
    );
    let respond_by = app.app.today() + chrono::Days::new(14);
    let ask =
        |section: Value| json!({ "questions": "Miksi?", "respondBy": respond_by, "sections": [section] });
    let supplement = "RequestApplicationSupplementInput";
    let (request, officer) = ("requestApplicationSupplement", &app.world.officer);
    for faulty in [
        json!({ "section": "FORM", "question": "Miksi?" }),
        json!({ "section": "FORM", "formSection": "nothing", "question": "Miksi?" }),
        json!({ "section": "BUDGET", "formSection": "part", "question": "Miksi?" }),
    ] {
        let refused = app
            .step_with(officer, &applied, request, supplement, ask(faulty))
            .await;
        assert_eq!(refused.refusals(request), ["INVALID_INPUT"]);
        let path = refused.at(&format!("/{request}/refusals/0/path"));
        assert_eq!(path, &json!(["sections", "0", "formSection"]));
    }
    let questions = ask(json!({ "section": "FORM", "formSection": "part", "question": "Miksi?" }));
    app.step_with(
        &app.world.officer,
        &applied,
        "requestApplicationSupplement",
        supplement,
        questions,
    )
    .await
    .accepted();
    let states = async || {
        let query = "query($id: ID!) { application(id: $id) { commitments { state } } }";
        let read = app.graphql(&lead.lead, query, json!({ "id": applied.id })).await;
        read.at("/application/commitments").clone()
    };
    let all = |state: &str| Value::Array(vec![json!({ "state": state }); 5]);
    // The same answer again changes nothing that was committed to.
    answer(
        &app,
        &applied,
        &lohja.preparer,
        &lohja,
        &[("share", 1, json!("50.50"))],
    )
    .await
    .accepted();
    assert_eq!(states().await, all("given"));
    answer(
        &app,
        &applied,
        &lohja.preparer,
        &lohja,
        &[("share", 1, json!("49"))],
    )
    .await
    .accepted();
    assert_eq!(states().await, all("fallen"));
    let refused = app.step(&lead.lead, &applied, "submitApplication").await;
    assert_eq!(refused.refusals("submitApplication"), ["INCOMPLETE"]);
    let query = "query($id: ID!) { application(id: $id) { supplements { sections { section formSection } \
                 differences { section field before after } } } }";
    let read = app
        .graphql(officer, query, json!({ "id": applied.id }))
        .await
        .accepted();
    assert_eq!(
        read.at("/application/supplements"),
        &json!([{
            "sections": [{ "section": "FORM", "formSection": "part" }],
            "differences": [{ "section": "FORM", "field": "share, Lohja", "before": "50.5", "after": "49" }],
        }])
    );
    app.finish().await;
}

#[tokio::test]
async fn a_form_that_changes_while_answers_exist_keeps_them_and_says_what_to_answer_anew() {
    let app = TestApp::start().await;
    let first = published(&app, &small("application")).await;
    let call = call_with(&app, &first).await;
    let applied = app.application_to(&call, Stage::Budgeted).await;
    let lead = applied.lead.clone();
    fill(&app, &applied).await;
    assert_eq!(missing(&app, &applied, &lead.lead).await, [""; 0]);
    // The next version asks for the need in fewer words, for a budget of hours, and no more for the share.
    let mut later = small("application");
    later["sections"][0]["fields"][0]["longest"] = json!(5);
    later["sections"][1]["fields"][0]["code"] = json!("hours");
    let second = published(&app, &later).await;
    let officer = &app.world.officer;
    let other = published(&app, &small("other")).await;
    for (form, version, refused) in [
        (None, 3, "INVALID_INPUT"),
        (Some(&other), 3, "INVALID_INPUT"),
        (Some(&second), 2, "VERSION_CONFLICT"),
    ] {
        let answer = choose(&app, officer, &call, version, form.map(String::as_str)).await;
        assert_eq!(answer.refusals("chooseCallForm"), [refused], "{form:?}");
    }
    assert_eq!(
        choose(&app, &lead.lead, &call, 3, Some(&second))
            .await
            .refusals("chooseCallForm"),
        ["NOT_PERMITTED"]
    );
    choose(&app, officer, &call, 3, Some(&second)).await.accepted();
    let left = missing(&app, &applied, &lead.lead).await;
    assert_eq!(left[0], "project/need Pälkäne");
    assert_eq!(left.len(), 6, "the need and each partner's hours: {left:?}");
    let query = "query($id: ID!) { application(id: $id) { form { number } answers { field value form { number } } } }";
    let read = app.graphql(&lead.lead, query, json!({ "id": applied.id })).await;
    assert_eq!(read.number("/application/form/number"), 2);
    let kept = read
        .at("/application/answers")
        .as_array()
        .cloned()
        .expect("answers");
    assert_eq!(kept.len(), 7);
    assert!(kept.iter().all(|one| one["form"]["number"] == 1));
    answer(&app, &applied, &lead.lead, &lead, &[("need", 1, json!("Uusi"))])
        .await
        .accepted();
    let read = app.graphql(&lead.lead, query, json!({ "id": applied.id })).await;
    let kept = read
        .at("/application/answers")
        .as_array()
        .cloned()
        .expect("answers");
    let need = kept.iter().find(|one| one["field"] == "need").expect("the need");
    assert_eq!(
        need["form"]["number"], 2,
        "given under the version that was asked"
    );
    app.finish().await;
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told in its order")]
async fn only_a_published_form_of_the_authority_is_asked_and_without_one_nothing_is_answered() {
    let app = TestApp::start().await;
    let officer = &app.world.officer;
    let applied = app.application_at(Stage::Drafted).await;
    let lead = applied.lead.clone();
    let refused = answer(&app, &applied, &lead.lead, &lead, &[("need", 0, json!("x"))]).await;
    assert_eq!(refused.refusals("answerFields"), ["WRONG_STATE"]);
    assert_eq!(missing(&app, &applied, &lead.lead).await, [""; 0]);
    let draft = import(&app, officer, &small("draft")).await.accepted();
    let draft = draft.text("/importForm/form/id");
    let content = json!({
        "title": "Haku", "opensOn": app.app.today(), "closesOn": app.app.today() + chrono::Days::new(26),
        "usePeriodFirst": "2026-02-01", "usePeriodLast": "2027-12-31",
        "appropriation": "1000000.00", "largestAward": "350000.00",
    });
    let call = app
        .mutate(
            officer,
            "createCall",
            "CreateCallInput",
            json!({ "content": content }),
            "call { id }",
        )
        .await
        .accepted();
    let call = call.text("/createCall/call/id");
    assert_eq!(
        choose(&app, officer, &call, 1, Some(&draft))
            .await
            .refusals("chooseCallForm"),
        ["INVALID_INPUT"]
    );
    let theirs = import(&app, &app.world.stranger, &small("draft"))
        .await
        .accepted();
    let theirs = theirs.text("/importForm/form/id");
    assert_eq!(
        choose(&app, officer, &call, 1, Some(&theirs)).await.errors(),
        ["NOT_FOUND"]
    );
    step(&app, &app.world.second, "publishForm", &draft, 1)
        .await
        .accepted();
    choose(&app, officer, &call, 1, Some(&draft)).await.accepted();
    let none = choose(&app, officer, &call, 2, None).await.accepted();
    assert!(none.at("/chooseCallForm/call/form").is_null());
    // Who chose the form had a hand in the call.
    choose(&app, &app.world.both, &call, 3, Some(&draft))
        .await
        .accepted();
    let input = json!({ "id": call, "expectedVersion": 4 });
    let refused = app
        .mutate(
            &app.world.both,
            "publishCall",
            "CallStepInput",
            input,
            "call { id }",
        )
        .await;
    assert_eq!(refused.refusals("publishCall"), ["SAME_PERSON"]);
    // A copy of the call asks the same; not when the form is asked no more.
    let input = json!({
        "fromId": call, "title": "Seuraava", "opensOn": "2026-03-02", "closesOn": "2026-03-27",
        "usePeriodFirst": "2026-05-01", "usePeriodLast": "2027-12-31",
    });
    let copy = async || {
        app.mutate(
            officer,
            "copyCall",
            "CopyCallInput",
            input.clone(),
            "call { form { id } }",
        )
        .await
        .accepted()
    };
    assert_eq!(copy().await.text("/copyCall/call/form/id"), draft);
    step(&app, officer, "retireForm", &draft, 2).await.accepted();
    assert!(copy().await.at("/copyCall/call/form").is_null());
    app.finish().await;
}
