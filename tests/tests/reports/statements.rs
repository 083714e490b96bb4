//! Interim, final and follow-up reports: a statement with files, from the lead to the authority and back.

use serde_json::{Value, json};
use strum::IntoEnumIterator;
use talkoot_domain::schedule::ObligationKind;
use talkoot_test_support::{Answer, GrantedProject, TestApp, User};

use crate::{
    reports::costs,
    reports::help::{
        about, again, days_until, june, mails, noon, obligation, project, step as report_step, submitted,
        waive,
    },
};

const FIELDS: &str = "obligation { id version state dueDate nextReminderOn \
    submissions { number statement files { id name } submittedBy { name } questions } }";
/// The use period ends on 31 December 2027; the final report is due two months later.
const FINAL: (&str, &str) = ("final_report", "2028-02-29");

async fn submit(app: &TestApp, user: &User, owed: &Value, statement: &str, files: &[String]) -> Answer {
    let input = json!({
        "id": owed["id"], "expectedVersion": owed["version"], "statement": statement, "fileIds": files,
    });
    app.mutate(user, "submitObligation", "SubmitObligationInput", input, FIELDS)
        .await
}

pub async fn accept(app: &TestApp, user: &User, owed: &Value) -> Answer {
    let input = json!({ "id": owed["id"], "expectedVersion": owed["version"] });
    app.mutate(user, "acceptObligation", "ObligationStepInput", input, FIELDS)
        .await
}

async fn give_back(app: &TestApp, user: &User, owed: &Value, questions: &[&str]) -> Answer {
    let input = json!({
        "id": owed["id"], "expectedVersion": owed["version"], "questions": questions,
    });
    app.mutate(user, "returnObligation", "ReturnObligationInput", input, FIELDS)
        .await
}

async fn final_report(app: &TestApp, granted: &GrantedProject) -> Value {
    obligation(app, granted, FINAL.0, FINAL.1, "Pälkäne").await
}

/// The first obligation of a kind that is not settled, as the officer sees it.
async fn first(app: &TestApp, granted: &GrantedProject, kind: ObligationKind) -> Value {
    let query = "query($id: ID!, $filter: ObligationFilter) { project(id: $id) { obligations(first: 100, \
                 filter: $filter) { edges { node { id version state dueDate responsible { nameFi } } } } } }";
    let filter = json!({ "kinds": [kind.to_string()], "states": ["scheduled", "open", "overdue"] });
    let answer = app
        .graphql(
            &app.world.officer,
            query,
            json!({ "id": granted.id, "filter": filter }),
        )
        .await
        .accepted();
    answer.at("/project/obligations/edges/0/node").clone()
}

/// Whatever the schedule asks for can be handed in and accepted through the API, and is then left alone.
#[tokio::test]
async fn every_kind_that_the_schedule_creates_can_be_settled() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    let (lead, officer) = (&granted.lead.lead, &app.world.officer);
    let mut settled = 0;
    for kind in ObligationKind::iter().filter(|kind| !kind.has_subject()) {
        let owed = first(&app, &granted, kind).await;
        let due = owed["dueDate"].as_str().expect("a date");
        app.travel_to(noon(due)).await;
        match kind {
            ObligationKind::PortfolioReport => {
                let june = june(&app, &granted).await;
                let report = submitted(&app, &granted, &june).await;
                report_step(&app, officer, "acceptPortfolioReport", &report)
                    .await
                    .accepted();
            }
            ObligationKind::CostReport => {
                let partner = owed["responsible"]["nameFi"].as_str().expect("a name");
                let report = costs::of(&costs::open(&app, &granted).await, partner);
                costs::prepare(&app, &granted, &report, partner).await;
                let approver = &app.world.municipality(partner).approver;
                costs::step(&app, approver, "submitCostReport", &report)
                    .await
                    .accepted();
                costs::step(&app, lead, "acceptCostReport", &report)
                    .await
                    .accepted();
            }
            ObligationKind::SupplementRequest
            | ObligationKind::RecoveryHearing
            | ObligationKind::RecoveryPayment
            | ObligationKind::AgreementSignature => unreachable!("these do not come from the schedule"),
            ObligationKind::InterimReport | ObligationKind::FinalReport | ObligationKind::FollowUp => {
                let open = again(&app, &owed).await;
                submit(&app, lead, &open, "Tavoitteet saavutettiin.", &[])
                    .await
                    .accepted();
                accept(&app, officer, &again(&app, &owed).await).await.accepted();
            }
        }
        let after = again(&app, &owed).await;
        assert_eq!(after["state"], "accepted", "{kind}");
        assert_eq!(after["nextReminderOn"], Value::Null, "{kind}");
        settled += 1;
    }
    assert_eq!(settled, 5);
    app.finish().await;
}

#[tokio::test]
async fn a_statement_with_files_goes_back_and_forth_and_stays_on_record() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    app.travel_to(noon("2028-02-01")).await;
    let (lead, officer) = (&granted.lead.lead, &app.world.officer);
    let owed = final_report(&app, &granted).await;
    let file = app
        .upload(lead, granted.lead.organisation, "loppuraportti.pdf", b"%PDF-1.7")
        .await;
    let handed_in = submit(
        &app,
        lead,
        &owed,
        " Kaikki tehtiin. ",
        std::slice::from_ref(&file),
    )
    .await
    .accepted();
    let handed_in = handed_in.at("/submitObligation/obligation").clone();
    assert_eq!(handed_in["state"], "submitted");
    assert_eq!(
        handed_in["submissions"],
        json!([{
            "number": 1, "statement": "Kaikki tehtiin.", "files": [{ "id": file, "name": "loppuraportti.pdf" }],
            "submittedBy": { "name": "lead-635" }, "questions": null,
        }])
    );
    assert_eq!(
        app.download(officer, &file).await.0,
        200,
        "the authority reads what was handed in"
    );
    for stranger in [&app.world.stranger, &app.world.municipality("Virrat").lead] {
        assert_eq!(app.download(stranger, &file).await.0, 404);
    }
    let _ = mails(&app);
    let returned = give_back(&app, officer, &handed_in, &["Kuka jatkaa?", " "]).await;
    let returned = returned.accepted().at("/returnObligation/obligation").clone();
    assert_eq!(returned["state"], "open");
    assert_eq!(returned["submissions"][0]["questions"], json!(["Kuka jatkaa?"]));
    app.work().await;
    let written = app.mail.take();
    let letter = written
        .iter()
        .find(|mail| mail.subject == "Lisätietopyyntö: loppuselvitys – Digitaaliset kunnat");
    assert!(
        letter.is_some_and(|mail| mail.text.contains("Kuka jatkaa?")),
        "{written:#?}"
    );
    let again_in = submit(&app, lead, &returned, "Kaikki tehtiin. Lohja jatkaa.", &[]).await;
    let again_in = again_in.accepted().at("/submitObligation/obligation").clone();
    assert_eq!(again_in["submissions"][0]["questions"], json!(["Kuka jatkaa?"]));
    assert_eq!(again_in["submissions"][1]["number"], 2);
    accept(&app, officer, &again_in).await.accepted();
    assert_eq!(again(&app, &owed).await["state"], "accepted");
    app.finish().await;
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
async fn every_mutation_is_refused_where_it_must_be() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    let world = &app.world;
    let (lead, officer) = (&granted.lead.lead, &world.officer);
    let text = "Kaikki tehtiin.";
    let is = |answer: Answer, mutation: &str, code: &str| assert_eq!(answer.refusals(mutation), [code]);
    let (sub, acc, ret) = ("submitObligation", "acceptObligation", "returnObligation");

    let early = final_report(&app, &granted).await;
    is(submit(&app, lead, &early, text, &[]).await, sub, "DEADLINE");
    let portfolio = june(&app, &granted).await;
    is(
        submit(&app, lead, &portfolio, text, &[]).await,
        sub,
        "INVALID_INPUT",
    );
    is(accept(&app, officer, &portfolio).await, acc, "INVALID_INPUT");
    is(
        give_back(&app, officer, &portfolio, &["?"]).await,
        ret,
        "INVALID_INPUT",
    );

    app.travel_to(noon("2028-02-01")).await;
    let owed = final_report(&app, &granted).await;
    is(
        submit(&app, officer, &owed, text, &[]).await,
        sub,
        "NOT_PERMITTED",
    );
    is(
        submit(&app, &granted.lead.preparer, &owed, text, &[]).await,
        sub,
        "NOT_PERMITTED",
    );
    for stranger in [
        &world.stranger,
        &world.outsider.lead,
        &world.municipality("Virrat").lead,
    ] {
        assert_eq!(
            submit(&app, stranger, &owed, text, &[]).await.errors(),
            ["NOT_FOUND"]
        );
        assert_eq!(accept(&app, stranger, &owed).await.errors(), ["NOT_FOUND"]);
        assert_eq!(
            give_back(&app, stranger, &owed, &["?"]).await.errors(),
            ["NOT_FOUND"]
        );
    }
    is(submit(&app, lead, &owed, "  ", &[]).await, sub, "INCOMPLETE");
    is(
        submit(&app, lead, &owed, &"a".repeat(20_001), &[]).await,
        sub,
        "INVALID_INPUT",
    );
    let lohja = world.municipality("Lohja");
    let foreign = app
        .upload(&lohja.lead, lohja.organisation, "lohja.pdf", b"%PDF-1.7 x")
        .await;
    is(
        submit(&app, lead, &owed, text, &[foreign]).await,
        sub,
        "INVALID_INPUT",
    );
    let own = app
        .upload(lead, granted.lead.organisation, "own.pdf", b"%PDF-1.7 y")
        .await;
    is(
        submit(&app, lead, &owed, text, &[own.clone(), own]).await,
        sub,
        "INVALID_INPUT",
    );
    let stale = json!({ "id": owed["id"], "version": 99 });
    is(
        submit(&app, lead, &stale, text, &[]).await,
        sub,
        "VERSION_CONFLICT",
    );
    is(accept(&app, officer, &owed).await, acc, "WRONG_STATE");
    is(give_back(&app, officer, &owed, &["?"]).await, ret, "WRONG_STATE");

    let handed_in = submit(&app, lead, &owed, text, &[]).await.accepted();
    let handed_in = handed_in.at("/submitObligation/obligation").clone();
    is(
        submit(&app, lead, &handed_in, text, &[]).await,
        sub,
        "WRONG_STATE",
    );
    is(
        give_back(&app, officer, &handed_in, &[" "]).await,
        ret,
        "INCOMPLETE",
    );
    is(accept(&app, lead, &handed_in).await, acc, "NOT_PERMITTED");
    is(
        accept(&app, &world.auditor, &handed_in).await,
        acc,
        "NOT_PERMITTED",
    );
    is(
        give_back(&app, lead, &handed_in, &["?"]).await,
        ret,
        "NOT_PERMITTED",
    );
    is(accept(&app, officer, &owed).await, acc, "VERSION_CONFLICT");
    accept(&app, officer, &handed_in).await.accepted();
    is(
        waive(&app, &world.second, &again(&app, &owed).await).await,
        "waiveObligation",
        "WRONG_STATE",
    );
    app.finish().await;
}

/// Two persons, by identity: somebody with a role on both sides does not judge what they handed in.
#[tokio::test]
async fn nobody_accepts_what_they_handed_in() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    app.grant_role(&app.world.officer, &granted.lead, "LEAD_COORDINATOR")
        .await;
    app.travel_to(noon("2028-02-01")).await;
    let owed = final_report(&app, &granted).await;
    let (officer, other) = (&app.world.officer, &app.world.other_officer);
    let handed_in = submit(&app, officer, &owed, "Kaikki tehtiin.", &[])
        .await
        .accepted();
    let handed_in = handed_in.at("/submitObligation/obligation").clone();
    let own = accept(&app, officer, &handed_in).await;
    assert_eq!(own.refusals("acceptObligation"), ["SAME_PERSON"]);
    let own = give_back(&app, officer, &handed_in, &["?"]).await;
    assert_eq!(own.refusals("returnObligation"), ["SAME_PERSON"]);
    let query =
        "query($id: ID!) { obligation(id: $id) { availableActions { action allowed refusal { code } } } }";
    let offered = async |user: &User| {
        let read = app.graphql(user, query, json!({ "id": owed["id"] })).await;
        let actions = read.at("/obligation/availableActions").as_array().cloned();
        let accept = actions
            .expect("a list")
            .into_iter()
            .find(|one| one["action"] == "acceptObligation");
        accept.expect("it is offered")
    };
    assert_eq!(offered(officer).await["refusal"]["code"], "SAME_PERSON");
    assert_eq!(offered(other).await["allowed"], true);
    accept(&app, other, &handed_in).await.accepted();
    app.finish().await;
}

#[tokio::test]
async fn a_repeated_key_hands_in_once() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    app.travel_to(noon("2028-02-01")).await;
    let owed = final_report(&app, &granted).await;
    let input = json!({
        "id": owed["id"], "expectedVersion": owed["version"], "statement": "Valmis.",
        "idempotencyKey": "final-1",
    });
    for _ in 0..2 {
        let (mutation, kind) = ("submitObligation", "SubmitObligationInput");
        let lead = &granted.lead.lead;
        let answer = app
            .mutate(lead, mutation, kind, input.clone(), FIELDS)
            .await
            .accepted();
        let submissions = answer.at("/submitObligation/obligation/submissions");
        assert_eq!(submissions.as_array().map(Vec::len), Some(1));
    }
    app.finish().await;
}

/// One date to mend what came back late: the letter names it, the obligation is due then, and the
/// ladder begins anew for it.
#[tokio::test]
async fn what_comes_back_late_has_one_date_in_the_letter_and_on_the_ladder() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    app.travel_to(noon("2028-03-03")).await;
    let owed = final_report(&app, &granted).await;
    assert_eq!(owed["state"], "overdue");
    let handed_in = submit(&app, &granted.lead.lead, &owed, "Valmis.", &[])
        .await
        .accepted();
    let handed_in = handed_in.at("/submitObligation/obligation").clone();
    app.travel_to(noon("2028-03-04")).await;
    let _ = mails(&app);
    let back = give_back(&app, &app.world.officer, &handed_in, &["Kuka jatkaa?"]).await;
    let back = back.accepted().at("/returnObligation/obligation").clone();
    // Two weeks after Saturday 4 March 2028 is a Saturday; it rolls to Monday 20 March.
    assert_eq!(
        (&back["state"], &back["dueDate"]),
        (&json!("open"), &json!("2028-03-20"))
    );
    app.work().await;
    let letters = app.mail.take();
    let letter = letters
        .iter()
        .find(|mail| mail.subject.starts_with("Lisätietopyyntö: loppuselvitys"));
    let letter = letter.expect("the letter");
    assert!(letter.text.contains("20.3.2028"), "{}", letter.text);
    assert!(!letter.text.contains("29.2.2028"), "{}", letter.text);

    let of_final = |mails: Vec<String>| about("loppuselvitys", mails);
    let reminder = "lead-635: Muistutus: loppuselvitys viimeistään 20.3.2028 – Digitaaliset kunnat";
    days_until(&app, "2028-03-05", "2028-03-16").await;
    assert_eq!(of_final(mails(&app)), [reminder], "fourteen days before");
    app.travel_to(noon("2028-03-17")).await;
    assert_eq!(of_final(mails(&app)), [reminder], "three days before");
    app.finish().await;
}

/// The same for a partner's cost report.
#[tokio::test]
async fn a_cost_report_that_comes_back_late_has_one_date_too() {
    let app = TestApp::start_at(noon("2026-08-01")).await;
    let granted = project(&app).await;
    let reports = costs::open(&app, &granted).await;
    let report = costs::of(&reports, "Virrat");
    costs::prepare(&app, &granted, &report, "Virrat").await;
    app.travel_to(noon("2026-08-18")).await;
    let approver = &app.world.municipality("Virrat").approver;
    costs::step(&app, approver, "submitCostReport", &report)
        .await
        .accepted();
    app.travel_to(noon("2026-08-19")).await;
    let _ = mails(&app);
    costs::give_back(&app, &granted.lead.lead, &report)
        .await
        .accepted();
    let owed = obligation(&app, &granted, "cost_report", "2026-09-02", "Virrat").await;
    assert_eq!(
        (&owed["state"], &owed["dueDate"]),
        (&json!("open"), &json!("2026-09-02"))
    );
    app.work().await;
    let letters = app.mail.take();
    let letter = letters
        .iter()
        .find(|mail| mail.subject.starts_with("Kustannusselvitys palautettu"));
    assert!(
        letter.is_some_and(|mail| mail.text.contains("2.9.2026")),
        "{letters:#?}"
    );
    app.finish().await;
}
