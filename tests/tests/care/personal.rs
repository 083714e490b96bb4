//! All that is stored about one person, for that person.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use talkoot_app::identity::{NewSession, open_session};
use talkoot_storage::{
    Engine,
    personal::{NOT_TOLD, TOLD},
};
use talkoot_test_support::{TestApp, User};
use uuid::Uuid;

use crate::claims::setup::{Claims, SERVICES};

async fn data(app: &TestApp, by: &User, whose: &str) -> (u16, Value) {
    let (status, body) = app.get(by, &format!("people/{whose}/data.json")).await;
    (status, serde_json::from_slice(&body).expect("JSON"))
}

async fn id_of(app: &TestApp, user: &User) -> String {
    let viewer = app.graphql(user, "{ viewer { person { id } } }", json!({})).await;
    viewer.text("/viewer/person/id")
}

/// A key as the engine writes it in SQL.
fn literal(app: &TestApp, id: Uuid) -> String {
    match app.app.store().engine() {
        Engine::Sqlite => format!("x'{}'", id.simple()),
        Engine::Postgres => format!("'{id}'"),
    }
}

async fn with_contacts(app: &TestApp) {
    // Contacts are named by their addresses, in whatever case.
    app.by_hand(
        "INSERT INTO partner_contact (application_id, partner_id, place, name, position, email, phone) \
         SELECT application_id, organisation_id, 8, 'preparer', '', 'Preparer-444@example.test', '040 1' \
         FROM application_partner LIMIT 1",
    )
    .await
    .expect("a contact");
    app.by_hand(
        "INSERT INTO partner_contact (application_id, partner_id, place, name, position, email, phone) \
         SELECT application_id, organisation_id, 9, 'other', '', 'x.preparer-444@example.test', '040 2' \
         FROM application_partner LIMIT 1",
    )
    .await
    .expect("another contact");
}

/// Goal: a person is told of every row that names them, table by table, and of no secret.
#[tokio::test]
async fn everybody_gets_all_that_is_stored_about_them() {
    let claims = Claims::start().await;
    claims.first_period(&[("Lohja", &[(SERVICES, "100.00")])]).await;
    let claim = claims.submitted(0).await;
    claims.approved(&claim).await;
    claims.paid(&claim).await;
    let app = &claims.app;
    let lohja = app.world.municipality("Lohja").preparer.clone();
    let new = NewSession {
        browser: "Firefox on a train".to_owned(),
        voucher: None,
    };
    let opened = open_session(&app.app, lohja.person, new)
        .await
        .expect("a session");
    with_contacts(app).await;

    for user in [&lohja, claims.officer(), claims.second(), claims.lead()] {
        let (status, told) = data(app, user, "me").await;
        assert_eq!(status, 200);
        let own = literal(app, Uuid::from(user.person));
        for one in TOLD
            .iter()
            .filter(|one| one.address.is_empty() && one.name.is_empty())
        {
            let named: Vec<String> = one.who.split(' ').map(|who| format!("{who} = {own}")).collect();
            let sql = format!("SELECT COUNT(*) FROM {} WHERE {}", one.table, named.join(" OR "));
            let there = app.number(&sql).await;
            let rows = told["rows"][one.table].as_array().map_or(0, Vec::len);
            assert_eq!(
                i64::try_from(rows),
                Ok(there),
                "{} of {}",
                one.table,
                told["person"]
            );
        }
    }
    let (_, told) = data(app, &lohja, "me").await;
    assert_eq!(told["person"]["email"], "preparer-444@example.test");
    assert_eq!(told["rows"]["session"][0]["browser"], "Firefox on a train");
    assert_eq!(told["rows"]["partner_contact"][0]["phone"], "040 1");
    assert_eq!(told["rows"]["partner_contact"].as_array().map(Vec::len), Some(1));
    assert_eq!(told["rows"]["membership"][0]["role"], "partner_preparer");
    assert_eq!(told["rows"]["stored_file"][0]["name"], "Lohja.csv");
    assert_eq!(told["rows"]["stored_file"][0]["as"], json!(["uploaded_by"]));
    let text = told.to_string();
    for (what, secret) in [
        ("token", lohja.token.as_str()),
        ("session", opened.secret.reveal()),
    ] {
        assert!(!text.contains(secret), "the secret of a {what}");
    }
    assert!(!text.contains("hash\""), "{text}");
    claims.app.finish().await;
}

/// Goal: for the person and whoever keeps the installation, and each reading is on record.
#[tokio::test]
async fn who_reads_about_whom_is_on_record() {
    let app = TestApp::start().await;
    let world = &app.world;
    let lohja = world.municipality("Lohja").clone();
    let whose = id_of(&app, &lohja.preparer).await;
    assert_eq!(data(&app, &world.administrator, &whose).await.0, 200);
    assert_eq!(data(&app, &lohja.preparer, &whose).await.0, 200);
    for other in [
        &lohja.approver,
        &lohja.administrator,
        &world.officer,
        &world.stranger,
    ] {
        assert_eq!(data(&app, other, &whose).await.0, 404);
    }
    let reading = "SELECT COUNT(*) FROM audit_entry WHERE command = 'readPersonalData' AND object_id = ";
    let reading = format!("{reading}{}", literal(&app, Uuid::from(lohja.preparer.person)));
    assert_eq!(app.number(&reading).await, 2);
    let (_, told) = data(&app, &lohja.preparer, "me").await;
    assert_eq!(
        told["rows"]["audit_entry"].as_array().map(Vec::len),
        Some(2),
        "her own, this one as well"
    );
    for (path, status) in [
        ("people/me/data.xml", 404),
        ("people/nobody/data.json", 404),
        (format!("people/{}/data.json", lohja.id).as_str(), 404),
    ] {
        assert_eq!(app.get(&world.administrator, path).await.0, status, "{path}");
    }
    // A token for the matters of one organisation does not tell of the others.
    let browser = app.signed_in(&lohja.preparer).await;
    let input = json!({
        "personId": whose, "label": "Raportointi", "days": 1, "organisationId": lohja.id, "idempotencyKey": "1",
    });
    let query = "mutation($input: IssueTokenInput!) { issueToken(input: $input) { token refusals { code message } } }";
    let issued = browser.graphql(query, json!({ "input": input })).await.accepted();
    let confined = User {
        person: lohja.preparer.person,
        token: issued.text("/issueToken/token"),
    };
    assert_eq!(data(&app, &confined, "me").await.0, 404);
    app.finish().await;
}

/// Goal: however many rows there are, each is told once, and the file is whole.
#[tokio::test]
async fn many_rows_are_told_page_by_page() {
    const COPIES: usize = 1_234;
    let app = TestApp::start().await;
    let lohja = app.world.municipality("Lohja").clone();
    app.upload(&lohja.preparer, lohja.organisation, "a.csv", b"a;b\n")
        .await;
    let (id, key) = match app.app.store().engine() {
        Engine::Sqlite => ("randomblob(16)", "CAST(numbers.number AS TEXT)"),
        Engine::Postgres => ("gen_random_uuid()", "numbers.number::text"),
    };
    let numbers = format!(
        "WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < {COPIES})"
    );
    app.by_hand(&format!(
        "INSERT INTO stored_file (id, organisation_id, uploaded_by, uploaded_at, name, sha256) {numbers} \
         SELECT {id}, organisation_id, uploaded_by, uploaded_at, name, sha256 \
         FROM (SELECT * FROM stored_file) AS one CROSS JOIN numbers; \
         INSERT INTO idempotency (person_id, key, command, request_hash, at) {numbers} \
         SELECT uploaded_by, {key}, 'uploadFile', sha256, uploaded_at \
         FROM (SELECT * FROM stored_file WHERE name = 'a.csv' LIMIT 1) AS one CROSS JOIN numbers"
    ))
    .await
    .expect("many rows");
    let (status, told) = data(&app, &lohja.preparer, "me").await;
    assert_eq!(status, 200);
    for (table, key, rows) in [("stored_file", "id", COPIES + 1), ("idempotency", "key", COPIES)] {
        let all = told["rows"][table].as_array().expect("rows");
        let keys: BTreeSet<&str> = all.iter().filter_map(|row| row[key].as_str()).collect();
        assert_eq!((all.len(), keys.len()), (rows, rows), "{table}");
    }
    app.finish().await;
}

/// The tables of the schema with their columns, and the columns that refer to a person.
async fn schema(app: &TestApp) -> (BTreeSet<(String, String)>, BTreeSet<(String, String)>) {
    let (columns, people) = match app.app.store().engine() {
        Engine::Sqlite => (
            "SELECT m.name AS of_table, c.name AS of_column FROM sqlite_master AS m \
             JOIN pragma_table_info(m.name) AS c WHERE m.type = 'table'",
            "SELECT m.name AS of_table, f.\"from\" AS of_column FROM sqlite_master AS m \
             JOIN pragma_foreign_key_list(m.name) AS f WHERE m.type = 'table' AND f.\"table\" = 'person'",
        ),
        Engine::Postgres => (
            "SELECT table_name::text AS of_table, column_name::text AS of_column FROM information_schema.columns \
             WHERE table_schema = current_schema()",
            "SELECT c.conrelid::regclass::text AS of_table, a.attname::text AS of_column FROM pg_constraint AS c \
             JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) \
             WHERE c.contype = 'f' AND c.confrelid = 'person'::regclass",
        ),
    };
    let mut reader = app.reader().await;
    let mut read = async |sql: &str| {
        let rows = reader.rows(sql).await;
        let text = |cell: &Option<String>| cell.clone().expect("a name");
        rows.iter()
            .map(|row| (text(&row["of_table"]), text(&row["of_column"])))
            .collect::<BTreeSet<_>>()
    };
    (read(columns).await, read(people).await)
}

/// Whether a column may say something about a person, by its name.
fn looks_personal(column: &str) -> bool {
    let words = [
        "person",
        "email",
        "name",
        "phone",
        "contact",
        "address",
        "deputy",
        "browser",
        "reviewer",
        "subject",
        "recipient",
        "member",
        "birth",
    ];
    column.ends_with("_by") || words.iter().any(|word| column.contains(word))
}

/// Goal: a new column about people is decided on: told of, or not and why.
#[tokio::test]
async fn every_column_about_people_is_decided_on() {
    let app = TestApp::start().await;
    let (columns, people) = schema(&app).await;
    assert!(
        people.len() > 150 && columns.len() > 700,
        "{} {}",
        people.len(),
        columns.len()
    );
    let pair = |table: &str, column: &str| (table.to_owned(), column.to_owned());
    let told: BTreeSet<_> = TOLD
        .iter()
        .flat_map(|told| told.columns().into_iter().map(|column| pair(told.table, column)))
        .collect();
    let who: BTreeSet<_> = TOLD
        .iter()
        .flat_map(|told| told.who.split_whitespace().map(|column| pair(told.table, column)))
        .collect();
    let not: BTreeSet<_> = NOT_TOLD
        .iter()
        .map(|(table, column, _)| pair(table, column))
        .collect();
    assert!(NOT_TOLD.iter().all(|(_, _, why)| !why.is_empty()));

    let gone: Vec<_> = told.union(&not).filter(|one| !columns.contains(*one)).collect();
    assert!(gone.is_empty(), "no such columns: {gone:?}");
    let unnamed: Vec<_> = people
        .iter()
        .filter(|one| !who.contains(*one) && !not.contains(*one))
        .collect();
    assert!(
        unnamed.is_empty(),
        "columns with a person's id that nobody is told of: {unnamed:?}"
    );
    let undecided: Vec<_> = columns
        .iter()
        .filter(|(table, column)| {
            table != "seaql_migrations" && !table.starts_with("sqlite_") && looks_personal(column)
        })
        .filter(|one| !told.contains(*one) && !not.contains(*one))
        .collect();
    assert!(undecided.is_empty(), "decide in personal/list.rs: {undecided:?}");
    app.finish().await;
}
