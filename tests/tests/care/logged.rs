//! Names and addresses of people are not in the log, neither of ordinary days nor of what the database refuses.

use chrono::Duration;
use serde_json::json;
use talkoot_app::Engine;
use talkoot_mail::DeliveryFailure;
use talkoot_test_support::{Answer, Municipality, TestApp};

use crate::{
    care::search::{Log, Needles, contains},
    claims::setup::Claims,
    results::help as results,
    surveys::help as surveys,
};

const EMAIL: &str = "kaisa.kirjautuja@lohja.example";

/// Everything that was logged, at its most talkative.
fn all_of(log: &Log) -> Vec<u8> {
    let logged = log.text();
    assert!(contains(&logged, b"TRACE"), "{}", logged.len());
    logged
}

async fn create_person(app: &TestApp, name: &str) -> Answer {
    let input = json!({ "name": name, "email": EMAIL, "language": "FI" });
    let by = &app.world.administrator;
    app.mutate(by, "createPerson", "CreatePersonInput", input, "person { id }")
        .await
}

/// How the database names a rule of a table that a row breaks.
fn broken(app: &TestApp, table: &str, rule: &str) -> String {
    match app.app.store().engine() {
        Engine::Sqlite => format!("CHECK constraint failed: {rule} (code 275)"),
        Engine::Postgres => format!("(code 23514, table {table}, constraint {rule})"),
    }
}

/// Goal: of what the database refuses the log has the rule, and nothing of the row.
#[tokio::test]
async fn what_the_database_refuses_is_logged_without_the_row() {
    const NAME: &str = "Kaisa-Liisa Kirjautuja-Meikäläinen-Virtanen";
    let log = Log::take();
    let app = TestApp::start().await;
    let rule =
        "ALTER TABLE person ADD COLUMN by_hand INTEGER CONSTRAINT short_names CHECK (length(name) < 40)";
    app.by_hand(rule).await.expect("a rule");
    let failed = create_person(&app, NAME).await;
    assert_eq!(failed.errors(), ["INTERNAL"]);

    let planted = Needles::new(&["Kirjautuja-Meikäläinen", EMAIL]);
    assert_eq!(
        planted.within(failed.0.to_string().as_bytes()),
        Vec::<&str>::new()
    );
    let logged = all_of(&log);
    let told = broken(&app, "person", "short_names");
    assert!(contains(&logged, told.as_bytes()), "{told}");
    assert_eq!(planted.within(&logged), Vec::<&str>::new(), "the log");
    if app.app.store().engine() == Engine::Postgres {
        // So it would be told to whoever debugs, who is not asked here.
        let sql = format!("UPDATE person SET name = '{NAME}', email = '{EMAIL}'");
        let refused = app.by_hand(&sql).await.expect_err("a rule");
        assert!(!planted.within(format!("{refused:?}").as_bytes()).is_empty());
    }
    app.finish().await;
}

/// Goal: the same of what the worker fails at: the log and what the job remembers name the rule, not to whom a mail goes.
#[tokio::test]
async fn what_a_job_fails_at_is_kept_without_the_row() {
    let log = Log::take();
    let app = TestApp::start().await;
    let rule = "ALTER TABLE mail ADD COLUMN by_hand INTEGER CONSTRAINT no_words CHECK (subject IS NULL)";
    app.by_hand(rule).await.expect("a rule");
    app.granted_project().await;
    app.work().await;
    assert_eq!(app.mail.sent().len(), 0, "a mail that cannot be kept is not sent");
    let told = broken(&app, "mail", "no_words");
    let failed = "SELECT last_error FROM job WHERE last_error IS NOT NULL";
    let failed = app.reader().await.rows(failed).await;
    assert!(!failed.is_empty());
    for job in &failed {
        let error = job["last_error"].as_deref().expect("an error");
        assert!(error.contains(&told) && !error.contains('@'), "{error}");
    }
    let logged = all_of(&log);
    assert!(contains(&logged, b"a job failed") && contains(&logged, told.as_bytes()));
    let written_to = Needles::new(&[
        "lead-635@example.test",
        "approver-635@example.test",
        "preparer-444@example.test",
        "officer@example.test",
        "second@example.test",
    ]);
    assert_eq!(written_to.within(&logged), Vec::<&str>::new(), "the log");
}

/// Somebody new signs in by a link; another link does not leave at once, and a third is refused.
async fn signed_in(app: &TestApp, lohja: &Municipality, name: &str) {
    let person = create_person(app, name).await.accepted();
    let person = person.text("/createPerson/person/id");
    let again = create_person(app, name).await;
    assert_eq!(again.refusals("createPerson"), ["DUPLICATE"]);
    let role = json!({ "personId": person, "organisationId": lohja.id, "role": "PARTNER_PREPARER" });
    let by = &lohja.administrator;
    app.mutate(by, "grantRole", "RoleInput", role, "person { id }")
        .await
        .accepted();
    app.work().await;
    let _ = app.mail.take();
    let answer = format!("<{EMAIL}>: not now, or never");
    let failures = [
        None,
        Some(DeliveryFailure::Temporary {
            code: Some(451),
            answer: format!("451 4.3.0 {answer}"),
        }),
        Some(DeliveryFailure::Permanent {
            code: Some(550),
            answer: format!("550 5.1.1 {answer}"),
        }),
    ];
    for (failure, number) in failures.into_iter().zip([1, 1, 0]) {
        if let Some(failure) = failure {
            app.mail.fail_next(failure);
        }
        let browser = app.browser();
        let asked = browser
            .post("/sign-in", &[("email", EMAIL), ("next", "/graphql")])
            .await;
        assert_eq!(asked.status, 200);
        app.work().await;
        app.clock.advance(Duration::minutes(1));
        app.work().await;
        let mut mails = app.mail.take();
        mails.retain(|mail| mail.text.contains("/sign-in/link/"));
        assert_eq!(mails.len(), number);
        let Some(mail) = mails.first() else { continue };
        assert_eq!(mail.to.address, EMAIL);
        let (_, secret) = mail
            .text
            .split_once("https://talkoot.example.test/sign-in/link/")
            .expect("a link");
        let secret = secret.split_whitespace().next().expect("a secret");
        let pressed = browser.post(&format!("/sign-in/link/{secret}"), &[]).await;
        assert_eq!(pressed.status, 303);
    }
}

/// Goal: people are made, sign in by links, are written to, invited and told what is stored about them, and none of them is
/// in the log.
#[tokio::test]
async fn nobody_is_named_in_the_log_of_ordinary_days() {
    const NAME: &str = "Kaisa Kirjautuja";
    let log = Log::take();
    let claims = Claims::start().await;
    let app = &claims.app;
    let lohja = app.world.municipality("Lohja").clone();
    signed_in(app, &lohja, NAME).await;
    let of = json!({ "projectId": claims.project.id });
    let closes_on = (app.app.today() + Duration::days(30)).to_string();
    surveys::opened(app, claims.officer(), of, &closes_on, 3).await;
    let mut said = results::content(app);
    said["contact"] = json!("Ville Vastaaja, ville.vastaaja@virrat.example");
    results::public(app, &claims.project, said).await;
    assert_eq!(app.get(&lohja.preparer, "people/me/data.json").await.0, 200);

    let planted = Needles::new(&[
        NAME,
        EMAIL,
        "vastaaja1@example.org",
        "Ville Vastaaja",
        "ville.vastaaja@virrat.example",
        "preparer-444@example.test",
        "lead-635@example.test",
        "officer@example.test",
    ]);
    let dump = app.reader().await.dump().await;
    assert!(planted.places(&dump).len() > 5, "they are there");
    let logged = all_of(&log);
    assert!(logged.len() > 30_000, "{}", logged.len());
    assert_eq!(planted.within(&logged), Vec::<&str>::new(), "the log");
    claims.app.finish().await;
}
