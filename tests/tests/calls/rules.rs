//! The rules of a call: set as data, shown, copied, and kept to by whoever applies.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, Stage, TestApp};

use crate::calls::content;

async fn create(app: &TestApp, content: Value) -> Answer {
    let fields = "call { id version }";
    let input = json!({ "content": content });
    app.mutate(&app.world.officer, "createCall", "CreateCallInput", input, fields)
        .await
}

fn with(more: &Value) -> Value {
    let mut content = content();
    for (name, value) in more.as_object().expect("an object") {
        content[name] = value.clone();
    }
    content
}

const RULES: &str = "terms { smallestAward leastOwnShare eligibility { leadCodes leastPartners mostPartners } \
    reportingSchedule { portfolioDays { month day } costPeriod costReportDays interimReport finalReportMonths \
    followUpMonths openDaysBefore } reminderLadder { days repeatEvery ownerFrom leadFrom officerFrom } \
    topics { code name nameSv nameEn } largestAward useOf: usePeriodLast appropriationExpiresOn }";

fn everything() -> Value {
    json!({
        "smallestAward": "5000.00", "leastOwnShare": "10",
        "eligibility": { "leadCodes": ["635", "049"], "leastPartners": 3, "mostPartners": 8 },
        "reportingSchedule": {
            "portfolioDays": [{ "month": 3, "day": 31 }], "costPeriod": "QUARTER", "costReportDays": 30,
            "interimReport": false, "finalReportMonths": 3, "followUp": false, "openDaysBefore": 14,
        },
        "reminderLadder": { "days": [-7, 0, 5], "repeatEvery": 10, "ownerFrom": 0, "leadFrom": 5, "officerFrom": 15 },
        "topics": [{ "code": "remote", "name": "Etätyö", "nameSv": "Distansarbete", "nameEn": "Remote work" },
            { "code": "local", "name": "Lähidemokratia" }],
    })
}

fn as_read(expires: &Value, last: &str) -> Value {
    json!({
        "smallestAward": "5000.00", "leastOwnShare": "10",
        "eligibility": { "leadCodes": ["049", "635"], "leastPartners": 3, "mostPartners": 8 },
        "reportingSchedule": {
            "portfolioDays": [{ "month": 3, "day": 31 }], "costPeriod": "QUARTER", "costReportDays": 30,
            "interimReport": false, "finalReportMonths": 3, "followUpMonths": null, "openDaysBefore": 14,
        },
        "reminderLadder": { "days": [-7, 0, 5], "repeatEvery": 10, "ownerFrom": 0, "leadFrom": 5, "officerFrom": 15 },
        "topics": [{ "code": "remote", "name": "Etätyö", "nameSv": "Distansarbete", "nameEn": "Remote work" },
            { "code": "local", "name": "Lähidemokratia", "nameSv": "Lähidemokratia", "nameEn": "Lähidemokratia" }],
        "largestAward": "300000.00", "useOf": last, "appropriationExpiresOn": expires,
    })
}

/// Goal: an officer sets every rule without a developer, and reads back what was set.
#[tokio::test]
async fn every_rule_is_data() {
    let app = TestApp::start().await;
    let drafted = create(&app, with(&everything())).await.accepted();
    let id = drafted.text("/createCall/call/id");
    let query = format!("query($id: ID!) {{ call(id: $id) {{ {RULES} }} }}");
    let read = app
        .graphql(&app.world.officer, &query, json!({ "id": id }))
        .await
        .accepted();
    assert_eq!(read.at("/call/terms"), &as_read(&Value::Null, "2027-12-31"));
    app.finish().await;
}

/// Goal: a faulty rule is refused when it is written, and the field is named.
#[tokio::test]
async fn a_faulty_rule_names_its_field() {
    let app = TestApp::start().await;
    for (more, field) in [
        (json!({ "smallestAward": "300000.01" }), "smallestAward"),
        (json!({ "leastOwnShare": "15.01" }), "leastOwnShare"),
        (json!({ "eligibility": { "leadCodes": ["49"] } }), "leadCodes"),
        (
            json!({ "eligibility": { "leastPartners": 9, "mostPartners": 8 } }),
            "leastPartners",
        ),
        (json!({ "eligibility": { "mostPartners": 51 } }), "mostPartners"),
        (
            json!({ "reportingSchedule": { "portfolioDays": [{ "month": 2, "day": 30 }] } }),
            "reportingSchedule",
        ),
        (
            json!({ "reportingSchedule": { "finalReportMonths": 12 } }),
            "reportingSchedule",
        ),
        (json!({ "reminderLadder": { "days": [0, -3] } }), "reminderLadder"),
        (
            json!({ "reminderLadder": { "repeatEvery": 0 } }),
            "reminderLadder",
        ),
        (
            json!({ "topics": [{ "code": "a", "name": "A" }, { "code": "a", "name": "B" }] }),
            "topics",
        ),
    ] {
        let refused = create(&app, with(&more)).await;
        assert_eq!(
            refused.at("/createCall/refusals/0/path"),
            &json!([field]),
            "{more} {refused:?}"
        );
    }
    app.finish().await;
}

/// Goal: a call is copied with its terms; what is of its own time is told anew, and checked.
#[tokio::test]
async fn an_earlier_call_is_copied() {
    let app = TestApp::start().await;
    let drafted = create(&app, with(&everything())).await.accepted();
    let from = drafted.text("/createCall/call/id");
    let input = |last: &str| {
        json!({
            "fromId": from, "title": "Digikannustin 2027", "opensOn": "2027-02-01", "closesOn": "2027-02-26",
            "usePeriodFirst": "2027-05-01", "usePeriodLast": last, "appropriationExpiresOn": "2029-12-31",
        })
    };
    let fields = format!("call {{ id title state opensOn closesOn {RULES} }}");
    let copy = async |user, input| {
        app.mutate(user, "copyCall", "CopyCallInput", input, &fields)
            .await
    };
    // Another officer of the authority copies it; nobody else does.
    let copied = copy(&app.world.other_officer, input("2028-12-31"))
        .await
        .accepted();
    assert_eq!(copied.text("/copyCall/call/state"), "draft");
    assert_eq!(copied.text("/copyCall/call/title"), "Digikannustin 2027");
    assert_eq!(copied.text("/copyCall/call/closesOn"), "2027-02-26");
    assert_eq!(
        copied.at("/copyCall/call/terms"),
        &as_read(&json!("2029-12-31"), "2028-12-31")
    );
    let late = copy(&app.world.officer, input("2029-12-31")).await;
    assert_eq!(
        late.at("/copyCall/refusals/0/path"),
        &json!(["appropriationExpiresOn"])
    );
    for user in [&app.world.second, &app.world.auditor] {
        let refused = copy(user, input("2028-12-31")).await;
        assert_eq!(refused.refusals("copyCall"), ["NOT_PERMITTED"]);
    }
    for user in [&app.world.stranger, &app.world.municipality("Lohja").lead] {
        assert_eq!(copy(user, input("2028-12-31")).await.errors(), ["NOT_FOUND"]);
    }
    app.finish().await;
}

/// Goal: who may apply with whom, and for how much, is held at the latest when partners are asked.
#[tokio::test]
async fn applicants_are_held_to_the_rules() {
    for (more, code, said) in [
        (
            json!({ "eligibility": { "leadCodes": ["049"] } }),
            "LIMIT_EXCEEDED",
            "may lead",
        ),
        (
            json!({ "eligibility": { "leastPartners": 9 } }),
            "LIMIT_EXCEEDED",
            "for 9 to 50",
        ),
        (
            json!({ "eligibility": { "leastPartners": 1, "mostPartners": 1 } }),
            "LIMIT_EXCEEDED",
            "for 1 to 1",
        ),
        (
            json!({ "smallestAward": "349999.99" }),
            "LIMIT_EXCEEDED",
            "is at least",
        ),
    ] {
        let app = TestApp::start().await;
        let call = app
            .published_call(|content| {
                for (name, value) in more.as_object().expect("an object") {
                    content[name] = value.clone();
                }
            })
            .await;
        let applied = app.application_to(&call, Stage::Budgeted).await;
        let refused = app.step(&applied.lead.lead, &applied, "requestCommitments").await;
        assert_eq!(refused.refusals("requestCommitments"), [code], "{more}");
        let message = refused.text("/requestCommitments/refusals/0/message");
        assert!(message.contains(said), "{message}");
        app.finish().await;
    }
}
