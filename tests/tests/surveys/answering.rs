//! Answering under a secret link, and that nobody learns whose an answer is.

use serde_json::{Value, json};
use talkoot_test_support::TestApp;

use crate::surveys::help::{answer, at, form, opened, read, step, survey};

fn codes(answer: &talkoot_test_support::Answer) -> Vec<String> {
    answer.refusals("answerSurvey")
}

/// Goal: who came by the link answers without a sign-in, reads what was answered, changes it, and no more once the
/// survey has closed.
#[tokio::test]
async fn an_answer_can_be_changed_until_the_survey_closes() {
    let app = TestApp::start().await;
    let officer = app.world.officer.clone();
    let of = json!({ "callId": app.published_call(|_| {}).await });
    let (open, secrets) = opened(&app, &officer, of, "2026-02-20", 5).await;
    let mine = secrets[0].as_str();
    let before = form(&app, mine).await;
    assert_eq!(
        (&before["closesOn"], &before["answers"], &before["language"]),
        (&json!("2026-02-20"), &Value::Null, &json!("FI"))
    );
    let given = answer(&app, mine, json!({ "potential": "yes", "words": " hyvä " }))
        .await
        .accepted();
    let kept = json!({ "potential": "yes", "words": "hyvä" });
    assert_eq!(given.at("/answerSurvey/surveyForm/answers"), &kept);
    assert_eq!(form(&app, mine).await["answers"], kept);
    let changed = json!({ "potential": "no" });
    for _ in 0..2 {
        answer(&app, mine, changed.clone()).await.accepted();
    }
    assert_eq!(form(&app, mine).await["answers"], changed);
    assert!(
        form(&app, &secrets[1]).await["answers"].is_null(),
        "each has an answer of its own"
    );
    assert_eq!(read(&app, &officer, &open).await["participation"]["answered"], 1);
    assert_eq!(
        app.number("SELECT COUNT(*) FROM survey_answer WHERE changes = 1")
            .await,
        1
    );

    let closed = survey("closeSurvey", step(&app, &officer, "closeSurvey", &open).await);
    assert_eq!(closed["participation"]["responseRate"], "20");
    let late = answer(&app, mine, json!({ "potential": "yes" })).await;
    assert_eq!(codes(&late), ["INVALID_INPUT"]);
    assert!(late.text("/answerSurvey/refusals/0/message").contains("closed"));
    assert!(form(&app, mine).await.is_null());
    app.finish().await;
}

/// Goal: after the last day nothing is taken, also before the clock has closed the survey.
#[tokio::test]
async fn nothing_is_taken_after_the_last_day() {
    let app = TestApp::start().await;
    let officer = app.world.officer.clone();
    let of = json!({ "callId": app.published_call(|_| {}).await });
    let (_, secrets) = opened(&app, &officer, of, "2026-02-03", 1).await;
    app.clock.set(at("2026-02-03T21:59:59Z"));
    answer(&app, &secrets[0], json!({ "potential": "yes" }))
        .await
        .accepted();
    app.clock.set(at("2026-02-03T22:00:00Z"));
    let late = answer(&app, &secrets[0], json!({ "potential": "no" })).await;
    assert_eq!(codes(&late), ["DEADLINE"]);
    app.finish().await;
}

/// Goal: every fault of an answer at once with its path, and nothing is kept of it.
#[tokio::test]
async fn faulty_answers_are_refused_and_kept_out() {
    let app = TestApp::start().await;
    let officer = app.world.officer.clone();
    let of = json!({ "callId": app.published_call(|_| {}).await });
    let (open, secrets) = opened(&app, &officer, of, "2026-02-20", 1).await;
    let faulty = json!({ "potential": "perhaps", "invented": "x", "words": "x".repeat(41) });
    let refused = answer(&app, &secrets[0], faulty).await;
    let mut paths: Vec<String> = refused
        .at("/answerSurvey/refusals")
        .as_array()
        .expect("refusals")
        .iter()
        .map(|one| one["path"].to_string())
        .collect();
    paths.sort();
    assert_eq!(
        paths,
        [
            r#"["answers","invented"]"#,
            r#"["answers","potential"]"#,
            r#"["answers","words"]"#
        ]
    );
    assert_eq!(codes(&answer(&app, &secrets[0], json!({})).await), ["INCOMPLETE"]);
    assert_eq!(
        codes(&answer(&app, &secrets[0], json!("yes")).await),
        ["INVALID_INPUT"]
    );
    let guessed = answer(&app, "talkoot_guessed", json!({ "potential": "yes" })).await;
    assert_eq!(guessed.at("/answerSurvey/refusals/0/path"), &json!(["secret"]));
    assert_eq!(read(&app, &officer, &open).await["participation"]["answered"], 0);
    app.finish().await;
}

/// Goal: nothing that is stored says whose an answer is: no secret, no time, no key, no order, and no entry of the log.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told in its order")]
async fn nothing_stored_says_whose_an_answer_is() {
    let app = TestApp::start().await;
    let officer = app.world.officer.clone();
    let of = json!({ "callId": app.published_call(|_| {}).await });
    let (open, secrets) = opened(&app, &officer, of, "2026-02-20", 12).await;
    let entries = app.number("SELECT COUNT(*) FROM audit_entry").await;
    let keys = app.number("SELECT COUNT(*) FROM idempotency").await;
    for (place, secret) in secrets.iter().enumerate() {
        answer(&app, secret, json!({ "words": format!("sana {place:02}") }))
            .await
            .accepted();
    }
    assert_eq!(
        app.number("SELECT COUNT(*) FROM audit_entry").await,
        entries,
        "no entry of an answer"
    );
    assert_eq!(app.number("SELECT COUNT(*) FROM idempotency").await, keys);
    let mut reader = app.reader().await;
    for row in reader.rows("SELECT * FROM survey_answer").await {
        let mut columns: Vec<&str> = row.keys().map(String::as_str).collect();
        columns.sort_unstable();
        assert_eq!(columns, ["answer_key", "changes", "content", "survey_id"]);
    }
    for row in reader.rows("SELECT * FROM survey_invitation").await {
        let mut columns: Vec<&str> = row.keys().map(String::as_str).collect();
        columns.sort_unstable();
        assert_eq!(
            columns,
            [
                "address",
                "address_key",
                "answered",
                "id",
                "invited_by",
                "invited_on",
                "survey_id"
            ]
        );
    }
    let all = reader.dump().await;
    for (table, rows) in &all {
        let text = format!("{rows:?}");
        for secret in &secrets {
            assert!(!text.contains(secret.as_str()), "{table} holds a secret");
        }
    }
    let closed = survey("closeSurvey", step(&app, &officer, "closeSurvey", &open).await);
    for table in ["survey_link", "survey_answer"] {
        assert_eq!(
            app.number(&format!("SELECT COUNT(*) FROM {table}")).await,
            0,
            "{table}"
        );
    }
    let texts = closed["texts"][0]["texts"].as_array().expect("texts").clone();
    let mut sorted = texts.clone();
    sorted.sort_by_key(ToString::to_string);
    assert_eq!(sorted.len(), 12);
    assert_eq!(texts, sorted, "each question by itself, in no order of people");
    let rows = reader.rows("SELECT * FROM survey_reply ORDER BY number").await;
    let kept: Vec<String> = rows
        .iter()
        .map(|row| {
            let text = format!("{row:?}");
            let at = text.find("sana ").expect("the word");
            text[at..at + 7].to_owned()
        })
        .collect();
    let coming: Vec<String> = (0..12).map(|place| format!("sana {place:02}")).collect();
    assert_eq!(kept.len(), 12);
    // Twelve lots fall into the order of coming once in 479 million times.
    assert_ne!(kept, coming, "the order is drawn by lot");
    app.finish().await;
}

/// As a browser sends the text of a form.
fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

async fn page(app: &TestApp, secret: &str, sent: Option<&[(&str, &str)]>) -> (u16, String) {
    let client = reqwest::Client::new();
    let url = format!("{}/surveys/{secret}", app.url);
    let request = match sent {
        Some(fields) => {
            let fields: Vec<String> = fields
                .iter()
                .map(|(name, value)| format!("{name}={}", encoded(value)))
                .collect();
            let kind = "application/x-www-form-urlencoded";
            client
                .post(url)
                .header("content-type", kind)
                .body(fields.join("&"))
        }
        None => client.get(url),
    };
    let response = request.send().await.expect("an answer");
    let status = response.status().as_u16();
    (status, response.text().await.expect("a page"))
}

/// Goal: the link of the mail leads to a page on which one can answer without a sign-in and without a script; what was
/// typed is there again when it is refused.
#[tokio::test]
async fn the_link_leads_to_a_page_to_answer_on() {
    let app = TestApp::start().await;
    let officer = app.world.officer.clone();
    let of = json!({ "callId": app.published_call(|_| {}).await });
    let (open, secrets) = opened(&app, &officer, of, "2026-02-20", 1).await;
    let secret = secrets[0].as_str();
    let (status, html) = page(&app, secret, None).await;
    assert_eq!(status, 200);
    for part in [
        "Miten kokeilut onnistuivat?",
        "20.2.2026",
        "<legend>potential</legend>",
        "<form method=\"post\">",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
    let long = format!("<b>{}", "x".repeat(40));
    let (status, html) = page(&app, secret, Some(&[("potential", "yes"), ("words", &long)])).await;
    assert_eq!(status, 422);
    assert!(
        html.contains("<li>Sana: ") && html.contains("&lt;b&gt;x") && !html.contains("<b>x"),
        "{html}"
    );
    assert!(html.contains("value=\"yes\" checked"), "{html}");
    assert_eq!(read(&app, &officer, &open).await["participation"]["answered"], 0);
    let (status, html) = page(&app, secret, Some(&[("potential", "no"), ("words", "")])).await;
    assert_eq!(status, 200);
    assert!(html.contains("Kiitos"), "{html}");
    assert_eq!(form(&app, secret).await["answers"], json!({ "potential": "no" }));
    let (_, html) = page(&app, secret, None).await;
    assert!(html.contains("value=\"no\" checked"), "{html}");
    step(&app, &officer, "closeSurvey", &read(&app, &officer, &open).await)
        .await
        .accepted();
    for sent in [None, Some(&[("potential", "yes")][..])] {
        let (status, html) = page(&app, secret, sent).await;
        assert_eq!(status, 404);
        assert!(
            html.contains("sulkeutunut") && html.contains("stängd") && html.contains("closed"),
            "{html}"
        );
    }
    app.finish().await;
}
