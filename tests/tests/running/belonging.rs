//! What belongs to an object is vouched for with it: whatever somebody changes of it past the engine is found.

use serde_json::{Value, json};
use talkoot_app::Engine;
use talkoot_storage::audit::{self, Finding};
use talkoot_test_support::{Stage, TestApp, User, engine};

use crate::{
    claims::setup::{Claims, S1, of},
    forms::{
        definitions::{published, small},
        writing::{answer, call_with},
    },
    portfolio::help::february,
    reports::{
        contacts::name_owner,
        help::{REPORT, green, noon, obligation, project, report},
    },
};

const PDF: &[u8] = b"%PDF-1.7";

/// That each change of a table is found, and about which kind of object.
async fn each_is_found(app: &TestApp, cases: &[(&str, &str, &str)]) {
    assert_eq!(app.found_after("project", "SELECT 1").await, []);
    for (object, table, sql) in cases {
        let found = app.found_after(table, sql).await;
        assert!(is_about(object, &found), "{sql}: {found:?}");
        let others: Vec<&Finding> = found.iter().filter(|one| !of_kind(object, one)).collect();
        assert!(others.is_empty(), "{sql}: {others:?}");
    }
}

fn is_about(object: &str, found: &[Finding]) -> bool {
    found.iter().any(|one| of_kind(object, one))
}

fn of_kind(object: &str, one: &Finding) -> bool {
    one.what.starts_with(&format!("the {object} "))
}

/// A project with costs, an owner, a note about a risk, and a report that came back with a remark.
async fn with_much() -> Claims {
    let claims = Claims::start().await;
    let (app, lead) = (&claims.app, claims.lead().clone());
    let started = february(&claims).await;
    let note = json!({ "topic": "Toimittaja", "text": "Voi viivästyä.", "probability": 3, "effect": 4 });
    let input = json!({
        "id": started["id"], "expectedVersion": started["version"], "content": green(), "newRisks": [note],
    });
    let kind = "UpdatePortfolioReportInput";
    let written = app
        .mutate(&lead, "updatePortfolioReport", kind, input, REPORT)
        .await;
    report("updatePortfolioReport", written);
    let kuhmoinen = app.world.municipality("Kuhmoinen");
    name_owner(app, &lead, &claims.project, kuhmoinen, &kuhmoinen.preparer)
        .await
        .accepted();
    let reports = claims.first_period(&S1).await;
    remark(&claims, &of(&reports, "Lohja")).await;
    let lohja = app.world.municipality("Lohja");
    let profile = json!({
        "separator": ";", "decimalSeparator": "COMMA", "dateFormat": "DAY_MONTH_YEAR",
        "columns": [{ "field": "COST_CENTRE", "column": "Kp" }],
    });
    let input = json!({ "organisationId": lohja.id, "system": "Raindance", "profile": profile });
    let mutation = "saveLedgerProfile";
    app.mutate(
        &lohja.preparer,
        mutation,
        "SaveLedgerProfileInput",
        input,
        "ledgerProfile { id }",
    )
    .await
    .accepted();
    app.work().await;
    claims
}

/// The lead gives a report back with a remark on its first line.
async fn remark(claims: &Claims, id: &str) {
    let query = "query($id: ID!) { costReport(id: $id) { version lines { edges { node { id } } } } }";
    let read = claims
        .app
        .graphql(claims.lead(), query, json!({ "id": id }))
        .await
        .accepted();
    let line = read.at("/costReport/lines/edges/0/node/id");
    let input = json!({
        "id": id, "expectedVersion": read.number("/costReport/version"), "reasons": "",
        "lines": [{ "lineId": line, "reason": "Tosite puuttuu" }],
    });
    let (mutation, kind) = ("returnCostReport", "ReturnCostReportInput");
    claims
        .app
        .mutate(claims.lead(), mutation, kind, input, "costReport { state }")
        .await
        .accepted();
}

/// A line per way to change what belongs to a project, a report, an import or a municipality: about which kind of object,
/// the table, what is done.
const BELONGING: [(&str, &str, &str); 22] = [
    (
        "project",
        "period",
        "UPDATE period SET last_day = first_day WHERE number = 1",
    ),
    ("project", "period", "DELETE FROM period WHERE number = 2"),
    (
        "project",
        "project_contact",
        "UPDATE project_contact SET last_day = first_day",
    ),
    ("project", "project_contact", "DELETE FROM project_contact"),
    (
        "project",
        "former_lead_sight",
        "INSERT INTO former_lead_sight (organisation_id, object_id) \
         SELECT (SELECT id FROM organisation WHERE code = '444'), id FROM cost_report",
    ),
    (
        "project",
        "former_lead_sight",
        "INSERT INTO former_lead_sight (organisation_id, object_id) \
         SELECT (SELECT id FROM organisation WHERE code = '444'), id FROM portfolio_report",
    ),
    (
        "project",
        "former_lead_sight",
        "INSERT INTO former_lead_sight (organisation_id, object_id) \
         SELECT (SELECT id FROM organisation WHERE code = '444'), id FROM obligation",
    ),
    (
        "application",
        "sub_area",
        "UPDATE sub_area SET name = 'x' WHERE number = 1",
    ),
    (
        "application",
        "sub_area",
        "UPDATE sub_area SET removed_at = '2026-01-01T00:00:00Z' WHERE number = 2",
    ),
    (
        "ledger import",
        "ledger_import_preparer",
        "DELETE FROM ledger_import_preparer",
    ),
    (
        "cost report",
        "cost_line_remark",
        "UPDATE cost_line_remark SET reason = 'x'",
    ),
    ("cost report", "cost_line_remark", "DELETE FROM cost_line_remark"),
    ("portfolio report", "risk_note", "UPDATE risk_note SET note = 'x'"),
    ("portfolio report", "risk_note", "DELETE FROM risk_note"),
    (
        "account mapping",
        "account_mapping",
        "UPDATE account_mapping SET saved_at = '2026-01-01T00:00:00Z'",
    ),
    (
        "account mapping",
        "account_mapping",
        "DELETE FROM account_mapping",
    ),
    (
        "ledger profile",
        "ledger_profile",
        "UPDATE ledger_profile SET system = 'x'",
    ),
    ("ledger profile", "ledger_profile", "DELETE FROM ledger_profile"),
    (
        "file",
        "stored_file",
        "UPDATE stored_file SET sha256 = (SELECT sha256 FROM file_content ORDER BY sha256 LIMIT 1)",
    ),
    ("file", "stored_file", "UPDATE stored_file SET name = 'x'"),
    (
        "file",
        "stored_file",
        "UPDATE stored_file SET organisation_id = (SELECT organisation_id FROM stored_file ORDER BY id LIMIT 1)",
    ),
    ("file", "stored_file", "DELETE FROM stored_file"),
];

/// Goal: what hangs on an object cannot be changed, added or taken away unseen either; what the clock and triggers write
/// without an entry is no change.
#[tokio::test]
async fn what_belongs_to_an_object_is_vouched_for_with_it() {
    let claims = with_much().await;
    each_is_found(&claims.app, &BELONGING).await;
    for (table, sql) in [
        (
            "project_contact",
            "UPDATE project_contact SET look_on = first_day",
        ),
        ("stored_file", "UPDATE stored_file SET waits = TRUE"),
    ] {
        assert_eq!(claims.app.found_after(table, sql).await, [], "{sql}");
    }
    let id = match engine() {
        Engine::Sqlite => "randomblob(16)",
        Engine::Postgres => "gen_random_uuid()",
    };
    let sql = format!(
        "INSERT INTO stored_file (id, organisation_id, uploaded_by, uploaded_at, name, sha256) \
         SELECT {id}, organisation_id, uploaded_by, uploaded_at, 'x', sha256 FROM \
         (SELECT * FROM stored_file ORDER BY id LIMIT 1) AS one"
    );
    let found = claims.app.found_after("stored_file", &sql).await;
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].what.contains("is in no entry"), "{found:?}");
    claims.app.finish().await;
}

/// Goal: the same with what is handed in for an obligation, and what is asked about it.
#[tokio::test]
async fn what_was_handed_in_is_vouched_for() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    app.travel_to(noon("2028-02-01")).await;
    let lead = &granted.lead.lead;
    let owed = obligation(&app, &granted, "final_report", "2028-02-29", "Pälkäne").await;
    let file = app
        .upload(lead, granted.lead.organisation, "loppuraportti.pdf", PDF)
        .await;
    let more = json!({ "statement": "Kaikki tehtiin.", "fileIds": [file] });
    let owed = settle(
        &app,
        lead,
        ("submitObligation", "SubmitObligationInput"),
        &owed,
        &more,
    )
    .await;
    let more = json!({ "questions": ["Kuka jatkaa?"] });
    let of_return = ("returnObligation", "ReturnObligationInput");
    settle(&app, &app.world.officer, of_return, &owed, &more).await;
    let file = "obligation_submission_file";
    each_is_found(
        &app,
        &[
            (
                "obligation",
                "obligation_submission",
                "UPDATE obligation_submission SET statement = 'x'",
            ),
            (
                "obligation",
                "obligation_submission",
                "UPDATE obligation_submission SET questions = '[]'",
            ),
            (
                "obligation",
                file,
                "UPDATE obligation_submission_file SET place = 2",
            ),
            ("obligation", file, "DELETE FROM obligation_submission_file"),
        ],
    )
    .await;
    app.finish().await;
}

/// A mutation of an obligation, which is given as it is then; `more` goes over the input.
async fn settle(
    app: &TestApp,
    by: &User,
    (mutation, kind): (&str, &str),
    owed: &Value,
    more: &Value,
) -> Value {
    let mut input = json!({ "id": owed["id"], "expectedVersion": owed["version"] });
    for (field, value) in more.as_object().expect("an object") {
        input[field] = value.clone();
    }
    let done = app
        .mutate(by, mutation, kind, input, "obligation { id version state }")
        .await
        .accepted();
    done.at(&format!("/{mutation}/obligation")).clone()
}

/// Goal: the same with a file in the form of an application.
#[tokio::test]
async fn files_in_forms_are_vouched_for() {
    let app = TestApp::start().await;
    let form = published(&app, &small("application")).await;
    let call = call_with(&app, &form).await;
    let applied = app.application_to(&call, Stage::Drafted).await;
    let lead = applied.lead.clone();
    let own = app
        .upload(&lead.lead, lead.organisation, "suunnitelma.pdf", PDF)
        .await;
    answer(&app, &applied, &lead.lead, &lead, &[("plan", 0, json!([own]))])
        .await
        .accepted();
    let (object, table) = ("application", "form_answer_file");
    let cases = [
        (object, table, "DELETE FROM form_answer_file"),
        (object, table, "UPDATE form_answer_file SET field = 'need'"),
    ];
    each_is_found(&app, &cases).await;
    app.finish().await;
}

/// Goal: whoever reads a file that was changed past the engine does not vouch for the change.
#[tokio::test]
async fn who_reads_a_file_vouches_for_nothing() {
    let app = TestApp::start().await;
    let lohja = app.world.municipality("Lohja").clone();
    let file = app
        .upload(&lohja.preparer, lohja.organisation, "liite.pdf", PDF)
        .await;
    app.as_owner("UPDATE stored_file SET name = 'x'").await;
    assert_eq!(app.download(&lohja.preparer, &file).await.0, 200);
    let upload = "SELECT MAX(seq) FROM audit_entry WHERE command = 'uploadFile'";
    let upload = app.number(upload).await;
    let found = audit::verify(app.app.store(), None).await.expect("an answer");
    let [finding] = found.findings.as_slice() else {
        panic!("{:?}", found.findings);
    };
    assert_eq!(finding.seq, upload, "{finding:?}");
    assert!(of_kind("file", finding), "{finding:?}");
    app.finish().await;
}
