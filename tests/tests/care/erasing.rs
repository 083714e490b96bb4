//! What a project leaves behind about people is removed when its time is over, and the sums stay.

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use ring::digest::{SHA256, digest};
use serde_json::{Value, json};
use talkoot_app::Engine;
use talkoot_storage::audit;
use talkoot_test_support::{Answer, TestApp, User};
use uuid::Uuid;

use crate::{
    care::search::Needles,
    claims::setup::{Claims, of},
    lasting::help::publish_shipped,
    recoveries::closing::end,
    surveys::help as surveys,
};

const ERASURE: &str = "erasure { id version state keptUntil proposedBy { name } endedBy { name } \
    removed { files bytes lines contacts submissions mails invitations } kept { lines costs accepted paid } }";
const RETENTION: &str =
    "retention { version years hold lastEvent keptUntil hindrance erasures { id state } }";
/// A contact person, in the application as it is and as it was submitted.
const CONTACT: [&str; 3] = ["Aino Kontakti", "aino.kontakti@example.test", "0409998877"];
/// Who is asked in a survey of the project.
const INVITED: [&str; 3] = [
    "vastaaja1@example.org",
    "vastaaja2@example.org",
    "vastaaja3@example.org",
];

impl Claims {
    async fn retention(&self, user: &User) -> Value {
        let query = format!(
            "query($id: ID!) {{ retention(projectId: $id) {} }}",
            &RETENTION["retention ".len()..]
        );
        let read = self
            .app
            .graphql(user, &query, json!({ "id": self.project.id }))
            .await;
        read.accepted().at("/retention").clone()
    }

    pub(super) async fn keep_for(&self, user: &User, version: i64, years: i32, hold: Option<&str>) -> Answer {
        let input = json!({
            "projectId": self.project.id, "expectedVersion": version, "years": years, "hold": hold,
        });
        self.app
            .mutate(user, "setRetention", "SetRetentionInput", input, RETENTION)
            .await
    }

    async fn propose_erasure(&self, user: &User) -> Answer {
        let input = json!({ "projectId": self.project.id });
        self.app
            .mutate(user, "proposeErasure", "ProposeErasureInput", input, ERASURE)
            .await
    }

    async fn erasure_step(&self, user: &User, mutation: &str, erasure: &str, version: i64) -> Answer {
        let input = json!({ "id": erasure, "expectedVersion": version });
        self.app
            .mutate(user, mutation, "ErasureStepInput", input, ERASURE)
            .await
    }

    /// Has two persons remove it on the first day after its time; gives what was removed.
    pub(super) async fn erased(&self) -> Value {
        let until = self.retention(self.officer()).await["keptUntil"].clone();
        self.app.clock.set(noon(&until) + chrono::Duration::days(1));
        let proposed = self.propose_erasure(self.officer()).await.accepted();
        let id = proposed.text("/proposeErasure/erasure/id");
        let done = self.erasure_step(self.second(), "confirmErasure", &id, 1).await;
        done.accepted().at("/confirmErasure/erasure/removed").clone()
    }

    /// Everything that adds up, as the authority reads it.
    async fn sums(&self) -> Value {
        let query = "query($id: ID!) { project(id: $id) { award balance { granted paid owed } \
            costReports(first: 20) { edges { node { total state } } } \
            claims(first: 4) { edges { node { state totals { claimed accepted grant payable } } } } } }";
        let read = self
            .app
            .graphql(self.officer(), query, json!({ "id": self.project.id }))
            .await;
        read.accepted().at("/project").clone()
    }

    async fn count(&self, sql: &str) -> i64 {
        self.app.number(&format!("SELECT COUNT(*) FROM {sql}")).await
    }
}

/// A project that was closed without anything to return.
pub(super) async fn closed() -> Claims {
    let claims = Claims::start_with(&json!({ "award": "170000.00" })).await;
    close(&claims).await;
    claims
}

pub(super) async fn close(claims: &Claims) {
    end(claims, "16455.59", ("11183.73", true)).await;
    assert_eq!(claims.retention(claims.officer()).await["keptUntil"], Value::Null);
    let running = claims.propose_erasure(claims.officer()).await;
    assert_eq!(running.refusals("proposeErasure"), ["WRONG_STATE"]);
    claims.waive_everything().await;
    claims
        .of_project(claims.second(), "closeProject")
        .await
        .accepted();
    claims.app.work().await;
}

/// Puts a contact person into the application and into what was submitted, and has the log vouch for it: calls of the
/// tests have no form that asks for one.
async fn with_a_contact(claims: &Claims) {
    let [name, email, phone] = CONTACT;
    let app = &claims.app;
    let postgres = app.app.store().engine() == Engine::Postgres;
    let contact = json!([{ "name": name, "position": "", "email": email, "phone": phone }]);
    let answers = json!([{ "field": "contacts", "value": contact }, { "field": "owner", "value": name }]);
    let document = json!({ "title": "Hanke", "plans": [{ "contacts": contact }], "answers": answers });
    let document = document.to_string();
    let said = json!([["plan", "Lohja, contact 1", name], ["form", "owner, Lohja", name]]);
    publish_shipped(app, "digitek-application").await;
    let hash = digest(&SHA256, document.as_bytes());
    let hash: String = hash.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    let hash = if postgres {
        format!("'\\x{hash}'")
    } else {
        format!("x'{hash}'")
    };
    let (without, again) = if postgres {
        (String::new(), String::new())
    } else {
        let guard = "SELECT sql FROM sqlite_master WHERE name = 'application_submission_stays'";
        (
            "DROP TRIGGER application_submission_stays;".to_owned(),
            app.text(guard).await,
        )
    };
    app.as_owner(&format!(
        "{without} UPDATE application_submission SET document = '{document}', sha256 = {hash}; \
         INSERT INTO partner_contact (application_id, partner_id, place, name, position, email, phone) \
         SELECT application_id, organisation_id, 1, '{name}', '', '{email}', '{phone}' \
         FROM application_partner WHERE organisation_id = (SELECT lead_id FROM project); \
         INSERT INTO form_answer (object, object_id, field, owner_id, version, form_id, value, answered_by, answered_at) \
         SELECT 'application', application_id, 'owner', lead_id, 1, \
         (SELECT id FROM form WHERE code = 'digitek-application'), '\"{name}\"', closed_by, closed_at FROM project; \
         INSERT INTO application_supplement (application_id, number, asked_by, asked_at, questions, respond_by, \
         content_before, content_after, answered_by, answered_at) \
         SELECT application_id, 1, closed_by, closed_at, 'Kuka?', '2026-03-02', '{said}', '{said}', closed_by, closed_at \
         FROM project; {again}"
    ))
    .await;
    vouch_for_the_application(app).await;
}

/// Has the log vouch for the application of the only project as it is.
pub(super) async fn vouch_for_the_application(app: &TestApp) {
    let mut reader = app.reader().await;
    let row = reader
        .rows("SELECT id FROM application WHERE id = (SELECT application_id FROM project)")
        .await;
    let id = Uuid::parse_str(row[0]["id"].as_ref().expect("an id")).expect("an id");
    let entry = audit::NewEntry {
        person: None,
        on_behalf: None,
        object: "application",
        object_id: id,
        project: None,
        command: "plant".to_owned(),
        reason: None,
        before: None,
        after: Some("accepted"),
        details: json!({}),
    };
    let tx = app.app.store().begin().await.expect("a transaction");
    audit::append(&tx, &[entry], &[], app.app.now())
        .await
        .expect("an entry");
    tx.commit().await.expect("the entry");
}

/// Has people asked how it went, of whom one answers; gives the survey as it is when it is over.
async fn with_a_survey(claims: &Claims) -> Value {
    let (app, officer) = (&claims.app, claims.officer());
    let of = json!({ "projectId": claims.project.id });
    let closes_on = (app.app.today() + chrono::Duration::days(30)).to_string();
    let (asked, secrets) = surveys::opened(app, officer, of, &closes_on, INVITED.len()).await;
    surveys::answer(app, &secrets[0], json!({ "potential": "yes" }))
        .await
        .accepted();
    let seen = Needles::new(&INVITED).places(&app.reader().await.dump().await);
    assert!(!seen.is_empty());
    app.travel_to(app.app.now() + chrono::Duration::days(32)).await;
    let over = surveys::read(app, officer, &asked).await;
    assert_eq!(over["participation"]["answered"], json!(1), "{over:#}");
    over
}

fn noon(day: &Value) -> DateTime<Utc> {
    let day: NaiveDate = day.as_str().expect("a day").parse().expect("a day");
    Utc.from_utc_datetime(&day.and_hms_opt(10, 0, 0).expect("a time"))
}

/// Goal: nobody keeps for ever or for no time, and a hold says why.
async fn who_says_for_how_long(claims: &Claims) {
    let (officer, lead) = (claims.officer(), claims.lead());
    let usual = claims.retention(lead).await;
    assert_eq!((&usual["years"], &usual["version"]), (&json!(10), &json!(0)));
    let early = claims.propose_erasure(officer).await;
    assert_eq!(early.refusals("proposeErasure"), ["DEADLINE"]);
    for (user, version, years, hold, expected) in [
        (lead, 0, 1, None, "NOT_PERMITTED"),
        (&claims.app.world.administrator, 0, 1, None, "NOT_PERMITTED"),
        (officer, 0, 0, None, "INVALID_INPUT"),
        (officer, 0, 101, None, "INVALID_INPUT"),
        (officer, 0, 1, Some(" "), "INCOMPLETE"),
        (officer, 7, 1, None, "VERSION_CONFLICT"),
    ] {
        let refused = claims.keep_for(user, version, years, hold).await;
        assert_eq!(refused.refusals("setRetention"), [expected], "{years} {hold:?}");
    }
    let stranger = claims.keep_for(&claims.app.world.stranger, 0, 1, None).await;
    assert_eq!(stranger.errors(), ["NOT_FOUND"]);
    let held = claims
        .keep_for(officer, 0, 1, Some("Tarkastus kesken"))
        .await
        .accepted();
    assert_eq!(
        held.at("/setRetention/retention/hold"),
        &json!("Tarkastus kesken")
    );
}

/// Goal: nothing before its time, on hold, or by one person; gives the proposal.
async fn proposed(claims: &Claims) -> String {
    let officer = claims.officer();
    let until = claims.retention(officer).await["keptUntil"].clone();
    claims.app.clock.set(noon(&until) + chrono::Duration::days(1));
    let on_hold = claims.propose_erasure(officer).await;
    assert_eq!(on_hold.refusals("proposeErasure"), ["WRONG_STATE"]);
    assert!(
        on_hold.0.to_string().contains("Tarkastus kesken"),
        "{:#}",
        on_hold.0
    );
    let lifted = claims.keep_for(claims.second(), 1, 1, None).await.accepted();
    let lifted = lifted.at("/setRetention/retention");
    assert_eq!(
        (&lifted["hindrance"], &lifted["keptUntil"]),
        (&Value::Null, &until)
    );
    claims.app.clock.set(noon(&until));
    let last_day = claims.propose_erasure(officer).await;
    assert_eq!(last_day.refusals("proposeErasure"), ["DEADLINE"]);
    claims.app.clock.set(noon(&until) + chrono::Duration::days(1));

    for user in [claims.second(), claims.lead()] {
        let refused = claims.propose_erasure(user).await;
        assert_eq!(refused.refusals("proposeErasure"), ["NOT_PERMITTED"]);
    }
    let stranger = claims.propose_erasure(&claims.app.world.stranger).await;
    assert_eq!(stranger.errors(), ["NOT_FOUND"]);
    let first = claims.propose_erasure(officer).await.accepted();
    let first = first.text("/proposeErasure/erasure/id");
    let twice = claims.propose_erasure(officer).await;
    assert_eq!(twice.refusals("proposeErasure"), ["DUPLICATE"]);
    let withdrawn = claims
        .erasure_step(officer, "withdrawErasure", &first, 1)
        .await
        .accepted();
    assert_eq!(withdrawn.text("/withdrawErasure/erasure/state"), "withdrawn");
    let again = claims.propose_erasure(officer).await.accepted();
    again.text("/proposeErasure/erasure/id")
}

/// Goal: it takes two, who see that nothing was changed past the engine.
async fn who_confirms(claims: &Claims, erasure: &str) {
    let confirm = "confirmErasure";
    for (user, version, expected) in [
        (claims.officer(), 1, "SAME_PERSON"),
        (claims.lead(), 1, "NOT_PERMITTED"),
        (claims.second(), 9, "VERSION_CONFLICT"),
    ] {
        let refused = claims.erasure_step(user, confirm, erasure, version).await;
        assert_eq!(refused.refusals(confirm), [expected]);
    }
    let stranger = claims
        .erasure_step(&claims.app.world.stranger, confirm, erasure, 1)
        .await;
    assert_eq!(stranger.errors(), ["NOT_FOUND"]);
    let kept = "SELECT description FROM cost_line ORDER BY id LIMIT 1";
    let kept = claims.app.text(kept).await;
    let change = |text: &str| {
        format!(
            "UPDATE cost_line SET description = '{text}' WHERE id = (SELECT id FROM cost_line ORDER BY id LIMIT 1)"
        )
    };
    claims
        .app
        .by_hand(&change("Muutettu"))
        .await
        .expect("a change past the engine");
    let tampered = claims.erasure_step(claims.second(), confirm, erasure, 1).await;
    assert_eq!(tampered.refusals(confirm), ["CANNOT_CHECK"]);
    claims.app.by_hand(&change(&kept)).await.expect("as it was");
}

/// Goal: when its time is over, two persons remove what a project leaves behind about people: contents of files, texts
/// of ledger rows, contacts, mails. Sums stay to the cent, the log vouches for what is left, and there is a record.
#[tokio::test]
async fn what_a_project_leaves_behind_is_removed_by_two_persons() {
    let claims = closed().await;
    let needles = Needles::new(&CONTACT);
    with_a_contact(&claims).await;
    assert_eq!(needles.places(&claims.app.reader().await.dump().await).len(), 7);
    let asked = with_a_survey(&claims).await;
    who_says_for_how_long(&claims).await;
    let erasure = proposed(&claims).await;
    who_confirms(&claims, &erasure).await;

    let (lines, files) = (claims.count("cost_line").await, claims.count("stored_file").await);
    let mails = claims
        .count("mail WHERE project_id IS NOT NULL AND (address IS NOT NULL OR last_answer IS NOT NULL)")
        .await
        + claims.count("survey_mail WHERE outcome IS NOT NULL").await;
    let sums = claims.sums().await;
    let file = claims
        .app
        .reader()
        .await
        .rows("SELECT file_id FROM ledger_import")
        .await;
    let file: Uuid = file[0]["file_id"]
        .as_ref()
        .expect("a file")
        .parse()
        .expect("an id");
    let file = file_id(file);
    let done = claims
        .erasure_step(claims.second(), "confirmErasure", &erasure, 1)
        .await
        .accepted();
    let done = done.at("/confirmErasure/erasure").clone();
    assert_eq!((&done["state"], &done["version"]), (&json!("done"), &json!(2)));
    assert_eq!(done["endedBy"]["name"], "second");
    let removed = &done["removed"];
    assert_eq!(
        [&removed["files"], &removed["lines"], &removed["mails"]],
        [&json!(files), &json!(lines), &json!(mails)]
    );
    assert_eq!(
        [&removed["contacts"], &removed["submissions"]],
        [&json!(2), &json!(1)]
    );
    assert_eq!(removed["invitations"], json!(3));
    assert_eq!(
        surveys::read(&claims.app, claims.officer(), &asked).await,
        asked,
        "what was answered"
    );
    assert!(
        removed["bytes"].as_i64() > Some(1000) && files > 0 && mails > 10,
        "{done:#}"
    );
    assert_eq!(done["kept"]["lines"], json!(lines));
    assert_eq!(done["kept"]["paid"], json!("150000.00"));

    gone_for_good(&claims, &sums, &file, &erasure).await;
    claims.app.finish().await;
}

/// What was removed is nowhere, what stays adds up and is vouched for, and the record stays as it is.
async fn gone_for_good(claims: &Claims, sums: &Value, file: &str, erasure: &str) {
    assert_eq!(&claims.sums().await, sums, "no sum has changed");
    let left = "cost_line WHERE description NOT IN ('', '***') OR supplier_name NOT IN ('', '***')";
    assert_eq!(claims.count(left).await, 0);
    assert_eq!(
        claims
            .count("mail WHERE project_id IS NOT NULL AND text_part <> '***'")
            .await,
        0
    );
    let dump = claims.app.reader().await.dump().await;
    for gone in [&CONTACT, &INVITED] {
        assert_eq!(Needles::new(gone).places(&dump), Vec::<String>::new());
    }
    let (status, content) = claims.app.download(claims.officer(), file).await;
    let content = String::from_utf8(content).expect("text");
    assert!(
        status == 200 && content.starts_with("Removed by rule on"),
        "{status} {content}"
    );
    let checkup = audit::verify(claims.app.app.store(), None)
        .await
        .expect("the log");
    assert!(checkup.is_whole(), "{:#?}", checkup.findings);

    for mutation in ["confirmErasure", "withdrawErasure"] {
        let over = claims.erasure_step(claims.second(), mutation, erasure, 2).await;
        assert_eq!(over.refusals(mutation), ["WRONG_STATE"]);
    }
    for sql in [
        "UPDATE erasure SET removed = '{}' WHERE state = 'done'",
        "DELETE FROM erasure",
        "UPDATE application_submission SET number = number + 1",
        "DELETE FROM application_submission",
    ] {
        assert!(claims.app.by_hand(sql).await.is_err(), "{sql}");
    }
}

/// Goal: a file that two projects have stays while one of them is kept, and goes with the last; equal content of another's file
/// is not touched.
#[tokio::test]
async fn what_two_projects_share_goes_with_the_last() {
    let mut claims = Claims::start_with(&json!({ "award": "170000.00" })).await;
    let other = claims.app.granted_project().await;
    close(&claims).await;
    let of_lohja = "SELECT file.id AS id FROM stored_file AS file JOIN ledger_import AS import ON import.file_id = file.id \
        WHERE file.name = 'Lohja.csv' ORDER BY file.uploaded_at LIMIT 1";
    let mut reader = claims.app.reader().await;
    let shared = reader.rows(of_lohja).await[0]["id"].clone().expect("a file");
    let shared = file_id(shared.parse().expect("an id"));
    let lohja = claims.app.world.municipality("Lohja").preparer.clone();
    let (_, content) = claims.app.download(&lohja, &shared).await;

    let first = std::mem::replace(&mut claims.project, other);
    let reports = claims.open(0).await;
    claims.import_file(&of(&reports, "Lohja"), &lohja, &shared).await;
    let other = std::mem::replace(&mut claims.project, first);
    let organisation = claims.app.world.municipality("Lohja").organisation;
    let equal = claims
        .app
        .upload(&lohja, organisation, "sama.csv", &content)
        .await;

    claims.keep_for(claims.officer(), 0, 1, None).await.accepted();
    let removed = claims.erased().await;
    let files = claims.count("stored_file").await;
    assert_eq!(
        removed["files"],
        json!(files - 2),
        "all but the shared one and its like"
    );
    assert_eq!(claims.app.download(&lohja, &shared).await, (200, content.clone()));

    // The other project is over, too.
    let number = |text: &str| text.replace('-', "");
    let key = |id: &str| match claims.app.app.store().engine() {
        Engine::Postgres => format!("'{id}'"),
        Engine::Sqlite => format!("x'{}'", number(id)),
    };
    let (new, other) = (
        key(&Uuid::now_v7().to_string()),
        key(&project_key(&other.id).to_string()),
    );
    let copy = format!(
        "INSERT INTO erasure (id, version, project_id, proposed_by, proposed_at, last_event, kept_until, state, ended_by, \
         ended_at, removed, kept) SELECT {new}, version, {other}, proposed_by, proposed_at, last_event, kept_until, state, \
         ended_by, ended_at, removed, kept FROM erasure"
    );
    claims.app.by_hand(&copy).await.expect("its erasure");
    let removed = claims.erased().await;
    assert_eq!(removed["files"], json!(1));
    let (_, left) = claims.app.download(claims.officer(), &shared).await;
    assert!(String::from_utf8_lossy(&left).starts_with("Removed by rule on"));
    assert_eq!(
        claims.app.download(&lohja, &equal).await,
        (200, content),
        "the like of it"
    );
}

fn project_key(id: &str) -> Uuid {
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
    let read = URL_SAFE_NO_PAD.decode(id).expect("an id");
    let read = String::from_utf8(read).expect("text");
    let (_, key) = read.split_once(':').expect("a kind and a key");
    key.parse().expect("a key")
}

fn file_id(key: Uuid) -> String {
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
    URL_SAFE_NO_PAD.encode(format!("File:{key}"))
}

/// Goal: the program alone takes words out of what was submitted, and only when its project's time is over.
#[tokio::test]
async fn what_was_submitted_stays_until_then() {
    let claims = Claims::start().await;
    let change = "UPDATE application_submission SET document = '{}'";
    assert!(claims.app.by_hand(change).await.is_err());
    claims.app.finish().await;
}
