//! The life of a survey, and every refusal on its way.

use serde_json::{Value, json};
use talkoot_test_support::{Stage, TestApp};

use crate::surveys::help::{
    SURVEY, answer, at, content, create, drafted, form, invite, opened, people, read, step, survey,
};

/// An option, how many chose it, and the percentage that was printed.
type Printed = (&'static str, usize, &'static str);

/// The answers of the evaluation of 2018 as counts of 21 (`domain.md` section 1.2): the percentages that were printed
/// are multiples of 1/21.
const COUNTED: [(&str, &[Printed]); 6] = [
    ("potential", &[("yes", 8, "38.1"), ("no", 13, "61.9")]),
    ("same", &[("yes", 14, "66.7"), ("no", 7, "33.3")]),
    ("embedding", &[("yes", 13, "61.9"), ("no", 8, "38.1")]),
    (
        "elsewhere",
        &[("largely", 10, "47.6"), ("partly", 10, "47.6"), ("no", 1, "4.8")],
    ),
    (
        "without",
        &[
            ("no", 7, "33.3"),
            ("same", 5, "23.8"),
            ("later", 5, "23.8"),
            ("narrower", 3, "14.3"),
            ("dont_know", 1, "4.8"),
        ],
    ),
    (
        "effect",
        &[
            ("some", 12, "57.1"),
            ("very_much", 3, "14.3"),
            ("much", 2, "9.5"),
            ("hardly", 2, "9.5"),
            ("none", 1, "4.8"),
            ("dont_know", 1, "4.8"),
        ],
    ),
];

/// What the one at this place of 21 answers to a question.
fn nth(options: &[Printed], place: usize) -> String {
    let each = options
        .iter()
        .flat_map(|(code, number, _)| std::iter::repeat_n(*code, *number));
    each.collect::<Vec<_>>()[place].to_owned()
}

/// Goal: the survey of `domain.md` section 1.2: 60 were asked, 23 answered, 38.3 per cent; 21 of them answered the
/// questions, and everybody reads the percentages that were printed, with their n.
#[tokio::test]
async fn the_survey_of_the_evaluation_counts_as_it_was_printed() {
    let app = TestApp::start_at(at("2018-10-19T06:00:00Z")).await;
    let officer = app.world.officer.clone();
    let call = app.published_call(|content| {
        content["opensOn"] = json!("2018-10-19");
        content["closesOn"] = json!("2018-12-31");
    });
    let of = json!({ "callId": call.await });
    let (open, secrets) = opened(&app, &officer, of, "2018-10-31", 60).await;
    assert_eq!(open["participation"]["delivered"], 60);
    for (place, secret) in secrets.iter().take(23).enumerate() {
        let mut answers = json!({ "words": format!("sana {place}") });
        if place < 21 {
            for (question, options) in COUNTED {
                answers[question] = json!(nth(options, place));
            }
        }
        answer(&app, secret, answers).await.accepted();
    }
    let running = read(&app, &officer, &open).await;
    assert_eq!(
        running["participation"],
        json!({ "invited": 60, "delivered": 60, "refused": 0, "answered": 23, "responseRate": "38.3" })
    );
    assert_eq!(
        running["results"],
        json!([]),
        "nothing is counted while people answer"
    );

    // The last day ends at midnight in Helsinki, which was 22:00 in UTC.
    app.travel_to(at("2018-10-31T21:59:59Z")).await;
    assert_eq!(read(&app, &officer, &open).await["state"], "open");
    app.travel_to(at("2018-10-31T22:00:00Z")).await;
    let closed = read(&app, &officer, &open).await;
    assert_eq!(closed["state"], "closed");
    let anybody = "{ publicSurveys { totalCount edges { node { title about asker openedOn closedOn fewestAnswers \
        participation { invited answered responseRate } \
        results { question answered withheld options { option chosen percent } } } } } }";
    let none = app.anonymous(anybody).await.accepted();
    assert_eq!(none.at("/publicSurveys/totalCount"), 0);

    let published = survey(
        "publishSurvey",
        step(&app, &officer, "publishSurvey", &closed).await,
    );
    assert_eq!(published["texts"][0]["texts"].as_array().map(Vec::len), Some(23));
    let public = app.anonymous(anybody).await.accepted();
    let public = public.at("/publicSurveys/edges/0/node").clone();
    assert_eq!(
        public["participation"],
        json!({ "invited": 60, "answered": 23, "responseRate": "38.3" })
    );
    assert_eq!(
        (&public["openedOn"], &public["closedOn"]),
        (&json!("2018-10-19"), &json!("2018-10-31"))
    );
    for (place, (question, options)) in COUNTED.iter().enumerate() {
        let options: Vec<Value> = options
            .iter()
            .map(|(code, number, percent)| json!({ "option": code, "chosen": number, "percent": percent }))
            .collect();
        let expected = json!({ "question": question, "answered": 21, "withheld": false, "options": options });
        assert_eq!(public["results"][place], expected);
    }
    assert_eq!(
        public["results"][6],
        json!({ "question": "words", "answered": 23, "withheld": false, "options": [] })
    );
    app.finish().await;
}

/// Goal: the lead asks about its project; partners see how many answered and what was counted, the lead the words.
#[tokio::test]
async fn the_lead_asks_about_its_project() {
    let app = TestApp::start().await;
    let project = app.granted_project().await;
    let (lead, partner) = (
        project.lead.lead.clone(),
        app.world.municipality("Lohja").preparer.clone(),
    );
    let of = json!({ "projectId": project.id });
    let refused = create(&app, &partner, of.clone(), content("2026-02-20")).await;
    assert_eq!(refused.refusals("createSurvey"), ["NOT_PERMITTED"]);
    let draft = drafted(&app, &lead, of.clone(), "2026-02-20").await;
    let seen = app
        .graphql(
            &partner,
            "query($id: ID!) { survey(id: $id) { id } }",
            json!({ "id": draft["id"] }),
        )
        .await;
    assert!(
        seen.accepted().at("/survey").is_null(),
        "a draft is the lead's own"
    );
    let _ = app.mail.take();
    let (open, secrets) = opened(&app, &lead, of, "2026-02-20", 6).await;
    for (place, secret) in secrets.iter().enumerate() {
        let choice = if place < 4 { "yes" } else { "no" };
        let mut answers = json!({ "potential": choice });
        if place < 4 {
            answers["same"] = json!("yes");
            answers["words"] = json!(format!("sana {place}"));
        }
        answer(&app, secret, answers).await.accepted();
    }
    let refused = step(&app, &partner, "closeSurvey", &open).await;
    assert_eq!(refused.refusals("closeSurvey"), ["NOT_PERMITTED"]);
    let closed = survey("closeSurvey", step(&app, &lead, "closeSurvey", &open).await);
    let results = closed["results"].as_array().expect("results");
    assert_eq!(
        results[0]["options"],
        json!([
            { "option": "yes", "chosen": 4, "percent": "66.7" },
            { "option": "no", "chosen": 2, "percent": "33.3" },
        ])
    );
    // Four answered the next one: how many is told, and nothing else, of the words as well.
    assert_eq!(
        (
            &results[1]["answered"],
            &results[1]["withheld"],
            &results[1]["options"]
        ),
        (&json!(4), &json!(true), &json!([]))
    );
    assert_eq!(closed["texts"], json!([]));
    let seen = read(&app, &partner, &closed).await;
    assert_eq!(seen["results"], json!([]), "whoever asked sees them first");
    let published = survey("publishSurvey", step(&app, &lead, "publishSurvey", &closed).await);
    let seen = read(&app, &partner, &published).await;
    assert_eq!(seen["results"], closed["results"]);
    let outsider = &app.world.outsider.lead;
    assert!(read(&app, outsider, &closed).await.is_null());
    let listed = "query($id: ID!) { surveys(projectId: $id) { totalCount } }";
    for (who, number) in [(&lead, 2), (&partner, 1), (outsider, 0)] {
        let read = app.graphql(who, listed, json!({ "id": project.id })).await;
        assert_eq!(read.accepted().number("/surveys/totalCount"), number);
    }
    app.finish().await;
}

/// Goal: each step is refused in every state that is not its own, at a version that was not read, and to others.
#[tokio::test]
async fn steps_are_refused_where_they_do_not_belong() {
    let app = TestApp::start().await;
    let officer = app.world.officer.clone();
    let of = json!({ "callId": app.published_call(|_| {}).await });
    let draft = drafted(&app, &officer, of, "2026-02-20").await;
    let refusals = async |mutation: &'static str, survey: &Value| {
        step(&app, &officer, mutation, survey).await.refusals(mutation)
    };
    let update = async |survey: &Value, closes_on: &str| {
        let input = json!({
            "id": survey["id"], "expectedVersion": survey["version"], "content": content(closes_on),
        });
        app.mutate(&officer, "updateSurvey", "UpdateSurveyInput", input, SURVEY)
            .await
    };
    assert_eq!(refusals("openSurvey", &draft).await, ["INCOMPLETE"]);
    assert_eq!(refusals("closeSurvey", &draft).await, ["WRONG_STATE"]);
    assert_eq!(refusals("publishSurvey", &draft).await, ["WRONG_STATE"]);
    let stranger = step(&app, &app.world.stranger, "openSurvey", &draft).await;
    assert_eq!(stranger.errors(), ["NOT_FOUND"]);
    let auditor = step(&app, &app.world.auditor, "openSurvey", &draft).await;
    assert_eq!(auditor.refusals("openSurvey"), ["NOT_PERMITTED"]);
    let written = survey("updateSurvey", update(&draft, "2026-02-21").await);
    assert_eq!(written["closesOn"], "2026-02-21");
    assert_eq!(
        update(&draft, "2026-02-22").await.refusals("updateSurvey"),
        ["VERSION_CONFLICT"]
    );
    let invited = survey(
        "inviteToSurvey",
        invite(&app, &officer, &written, &people(2)).await,
    );
    let open = survey("openSurvey", step(&app, &officer, "openSurvey", &invited).await);
    assert_eq!(
        update(&open, "2026-02-22").await.refusals("updateSurvey"),
        ["WRONG_STATE"]
    );
    assert_eq!(refusals("openSurvey", &open).await, ["WRONG_STATE"]);
    assert_eq!(refusals("publishSurvey", &open).await, ["WRONG_STATE"]);
    let closed = survey("closeSurvey", step(&app, &officer, "closeSurvey", &open).await);
    assert_eq!(
        invite(&app, &officer, &closed, &people(3))
            .await
            .refusals("inviteToSurvey"),
        ["WRONG_STATE"]
    );
    assert_eq!(refusals("closeSurvey", &closed).await, ["WRONG_STATE"]);
    let published = survey(
        "publishSurvey",
        step(&app, &officer, "publishSurvey", &closed).await,
    );
    assert_eq!(refusals("publishSurvey", &published).await, ["WRONG_STATE"]);
    let offered = published["availableActions"].as_array().expect("actions");
    assert!(offered.iter().all(|one| one["refusal"]["code"] == "WRONG_STATE"));
    app.finish().await;
}

/// Goal: what a survey says is refused with the field at fault, and a list of addresses with every address at fault.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a fault per field")]
async fn faulty_input_is_refused_with_its_path() {
    let app = TestApp::start().await;
    let officer = app.world.officer.clone();
    let of = json!({ "callId": app.published_call(|_| {}).await });
    let paths = async |of: Value, change: &dyn Fn(&mut Value)| -> Vec<String> {
        let mut content = content("2026-02-20");
        change(&mut content);
        let refused = create(&app, &officer, of, content).await;
        let refusals = refused.at("/createSurvey/refusals").as_array().cloned();
        let refusals = refusals.unwrap_or_else(|| panic!("{:#}", refused.0));
        let path = |one: &Value| {
            let path = one["path"].as_array().cloned().unwrap_or_default();
            let parts: Vec<&str> = path.iter().filter_map(Value::as_str).collect();
            parts.join(".")
        };
        refusals.iter().map(path).collect()
    };
    let nothing = |_: &mut Value| {};
    assert_eq!(paths(json!({}), &nothing).await, ["projectId"]);
    assert_eq!(
        paths(of.clone(), &|one| one["title"] = json!(" ")).await,
        ["title"]
    );
    // The day before today.
    assert_eq!(
        paths(of.clone(), &|one| one["closesOn"] = json!("2026-02-01")).await,
        ["closesOn"]
    );
    assert_eq!(
        paths(of.clone(), &|one| one["reminderDays"] = json!([7, 7])).await,
        ["reminderDays"]
    );
    assert_eq!(
        paths(of.clone(), &|one| one["reminderDays"] = json!([-1])).await,
        ["reminderDays"]
    );
    assert_eq!(
        paths(of.clone(), &|one| one["fewestAnswers"] = json!(1)).await,
        ["fewestAnswers"]
    );
    assert_eq!(
        paths(of.clone(), &|one| one["questions"] = json!({ "format": "x" })).await,
        ["questions.format"]
    );
    let field = "/questions/sections/0/fields/0";
    assert_eq!(
        paths(of.clone(), &|one| {
            one.pointer_mut(field).expect("a field")["label"]["sv"] = json!("");
        })
        .await,
        ["questions.sections.0.fields.0.label.sv"]
    );
    assert_eq!(
        paths(of.clone(), &|one| {
            *one.pointer_mut(field).expect("a field") = json!({
                "code": "file", "type": "file", "label": { "fi": "T", "sv": "T", "en": "T" }, "most": 1,
            });
        })
        .await,
        ["questions"]
    );

    let draft = drafted(&app, &officer, of, "2026-02-20").await;
    let list = ["anna@example.org", "not an address", "b@example"].map(str::to_owned);
    let refused = invite(&app, &officer, &draft, &list).await;
    assert_eq!(
        (
            refused.at("/inviteToSurvey/refusals/0/path"),
            refused.at("/inviteToSurvey/refusals/1/path")
        ),
        (&json!(["addresses", "1"]), &json!(["addresses", "2"]))
    );
    let none = invite(&app, &officer, &draft, &[]).await;
    assert_eq!(none.refusals("inviteToSurvey"), ["INVALID_INPUT"]);
    let many = invite(&app, &officer, &draft, &people(5_001)).await;
    assert_eq!(many.refusals("inviteToSurvey"), ["INVALID_INPUT"]);
    // The last day ends before it is opened: nobody could answer.
    let invited = survey("inviteToSurvey", invite(&app, &officer, &draft, &people(1)).await);
    app.travel_to(at("2026-02-20T22:00:00Z")).await;
    let late = step(&app, &officer, "openSurvey", &invited).await;
    assert_eq!(late.refusals("openSurvey"), ["DEADLINE"]);
    assert!(form(&app, "talkoot_invented").await.is_null());
    app.finish().await;
}

/// Goal: what is repeated under its key happens once.
#[tokio::test]
async fn a_repeated_request_has_no_second_effect() {
    let app = TestApp::start().await;
    let officer = app.world.officer.clone();
    let call = app.application_at(Stage::Submitted).await.call;
    let draft = drafted(&app, &officer, json!({ "callId": call }), "2026-02-20").await;
    app.work().await;
    let _ = app.mail.take();
    let input = json!({
        "id": draft["id"], "expectedVersion": draft["version"], "addresses": people(2), "idempotencyKey": "once",
    });
    for _ in 0..2 {
        let done = app
            .mutate(
                &officer,
                "inviteToSurvey",
                "InviteToSurveyInput",
                input.clone(),
                SURVEY,
            )
            .await;
        assert_eq!(survey("inviteToSurvey", done)["participation"]["invited"], 2);
    }
    let invited = read(&app, &officer, &draft).await;
    let input = json!({ "id": draft["id"], "expectedVersion": invited["version"], "idempotencyKey": "open" });
    for _ in 0..2 {
        let done = app
            .mutate(&officer, "openSurvey", "SurveyStepInput", input.clone(), SURVEY)
            .await;
        done.accepted();
    }
    app.work().await;
    assert_eq!(app.mail.take().len(), 2);
    app.finish().await;
}
