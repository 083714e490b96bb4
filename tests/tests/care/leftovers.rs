//! What is removed although it stands where nobody looks first: in the results bank, and in what was submitted under an
//! earlier version of a form.

use ring::digest::{SHA256, digest};
use serde_json::{Value, json};
use talkoot_app::Engine;
use talkoot_test_support::TestApp;
use uuid::Uuid;

use crate::{
    care::{
        erasing::{close, closed, vouch_for_the_application},
        search::Needles,
    },
    claims::setup::Claims,
    forms::definitions::{published, small},
    results::help as results,
};

/// Whom to ask about a public result, and about one that is still written.
const ASKED: [&str; 2] = ["Tiina Tulos", "luonnos@virrat.example"];
/// Who is named in what was submitted, and the forms and fields in which they were asked for.
const NAMED: [&str; 2] = ["Ville Vanha", "Eeva Edellinen"];
const FORMS: [(&str, &str); 2] = [("earlier", "caller"), ("earliest", "answerer")];

async fn bank(app: &TestApp) -> Value {
    let query = "{ publicResults { totalCount edges { node { version title tried worked notWorked contact reuseCount } } } }";
    app.anonymous(query).await.accepted().at("/publicResults").clone()
}

/// Goal: whom to ask about a result goes with the rest, also from a public one, which stays in the bank and in use.
#[tokio::test]
async fn whom_to_ask_about_results_goes_and_the_results_stay() {
    let claims = Claims::start_with(&json!({ "award": "170000.00" })).await;
    let app = &claims.app;
    let mut said = results::content(app);
    said["contact"] = json!(format!("{}, tiina.tulos@virrat.example", ASKED[0]));
    let public = results::public(app, &claims.project, said.clone()).await;
    said["contact"] = json!(ASKED[1]);
    let draft = results::create(app, claims.lead(), &claims.project.id, said).await;
    let draft = results::result("createProjectResult", draft);
    close(&claims).await;
    let needles = Needles::new(&ASKED);
    let places = needles.places(&app.reader().await.dump().await);
    assert_eq!(places, ["project_result.contact", "project_result.contact"]);
    let mut expected = bank(app).await;
    assert_eq!(expected["totalCount"], json!(1));

    claims.keep_for(claims.officer(), 0, 1, None).await.accepted();
    let removed = claims.erased().await;
    assert_eq!(removed["contacts"], json!(2));
    let dump = app.reader().await.dump().await;
    assert_eq!(needles.places(&dump), Vec::<String>::new());

    expected["edges"][0]["node"]["contact"] = json!("***");
    assert_eq!(bank(app).await, expected);
    let (status, csv) = app.get(&app.world.stranger, "public/results.csv").await;
    let csv = String::from_utf8(csv).expect("text");
    assert!(status == 200 && csv.contains(",***,"), "{csv}");
    assert_eq!(results::read(app, claims.lead(), &draft).await["contact"], "***");
    let outsider = app.world.outsider.clone();
    let uses = json!({ "municipalityId": outsider.id, "usedSince": "2026-02-01" });
    results::step(app, &outsider.preparer, "recordResultReuse", &public, uses)
        .await
        .accepted();
    claims.app.finish().await;
}

/// A form with a question about people.
fn asking((code, field): (&str, &str)) -> Value {
    let label = json!({ "fi": "Kuka?", "sv": "Vem?", "en": "Who?" });
    let mut form = small(code);
    form["sections"][0]["fields"] = json!([{
        "code": field, "label": label, "type": "text", "longest": 100, "lines": false, "required": false,
        "personal": true,
    }]);
    form
}

/// A document as it is written in SQL, and its hash.
fn written(app: &TestApp, document: &Value) -> (String, String) {
    let document = document.to_string();
    let hash = digest(&SHA256, document.as_bytes());
    let hash: String = hash.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    let hash = match app.app.store().engine() {
        Engine::Postgres => format!("'\\x{hash}'::bytea"),
        Engine::Sqlite => format!("x'{hash}'"),
    };
    (format!("'{document}'"), hash)
}

/// Two submissions that answer forms of which nothing is answered now: one names its form, of the other only the answer does.
async fn under_earlier_forms(claims: &Claims) {
    let app = &claims.app;
    for form in FORMS {
        published(app, &asking(form)).await;
    }
    let [(first, of_first), (second, of_second)] = FORMS;
    let query = format!("SELECT id FROM form WHERE code = '{second}'");
    let found = app.reader().await.rows(&query).await;
    let form = Uuid::parse_str(found[0]["id"].as_ref().expect("an id")).expect("an id");
    let answers = json!([{ "field": of_first, "value": NAMED[0] }]);
    let (one, hash) = written(app, &json!({ "title": "Hanke", "answers": answers }));
    let answers = json!([{ "field": of_second, "value": NAMED[1], "form": form.to_string() }]);
    let (two, hash_of_two) = written(app, &json!({ "title": "Hanke", "answers": answers }));
    let (without, again) = match app.app.store().engine() {
        Engine::Postgres => (String::new(), String::new()),
        Engine::Sqlite => {
            let guard = "SELECT sql FROM sqlite_master WHERE name = 'application_submission_stays'";
            let guard = app.text(guard).await;
            ("DROP TRIGGER application_submission_stays;".to_owned(), guard)
        }
    };
    app.as_owner(&format!(
        "{without} UPDATE application_submission SET document = {one}, sha256 = {hash}, \
         form_id = (SELECT id FROM form WHERE code = '{first}'); \
         INSERT INTO application_submission (application_id, number, submitted_by, submitted_at, snapshot, document, sha256) \
         SELECT application_id, number + 1, submitted_by, submitted_at, snapshot, {two}, {hash_of_two} \
         FROM application_submission; {again}"
    ))
    .await;
    vouch_for_the_application(app).await;
}

/// Goal: who was named under an earlier version of the form, with other fields, is removed like everybody else.
#[tokio::test]
async fn what_was_submitted_under_an_earlier_form_goes_too() {
    let claims = closed().await;
    under_earlier_forms(&claims).await;
    let needles = Needles::new(&NAMED);
    let places = needles.places(&claims.app.reader().await.dump().await);
    let submitted = places
        .iter()
        .filter(|place| place.starts_with("application_submission.document"));
    assert_eq!((submitted.count(), places.len()), (2, 2), "{places:?}");
    claims.keep_for(claims.officer(), 0, 1, None).await.accepted();
    let removed = claims.erased().await;
    assert_eq!(removed["submissions"], json!(2));
    let dump = claims.app.reader().await.dump().await;
    assert_eq!(needles.places(&dump), Vec::<String>::new());
    let kept =
        "SELECT COUNT(*) FROM application_submission WHERE document LIKE '%Hanke%' AND document LIKE '%***%'";
    assert_eq!(claims.app.number(kept).await, 2, "everything else");
    claims.app.finish().await;
}
