//! The letter of a decision: written once, in the lead's language, with the way to a correction.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, Applied, Stage, TestApp, User};

const LETTER: &str = "query($id: ID!) { decision(id: $id) { conditions letter {
    number language title text sha256 receivedOn claimCorrectionUntil pdfPath parts { kind text rows }
} } }";

async fn read(app: &TestApp, by: &User, applied: &Applied) -> Answer {
    app.graphql(by, LETTER, json!({ "id": applied.decision })).await
}

async fn drafted(app: &TestApp, more: Value) -> Applied {
    let mut applied = app.application_at(Stage::Evaluated).await;
    let mut decision = json!({ "awarded": true, "award": "300000.00", "reasoning": "Hanke täyttää ehdot." });
    for (name, value) in more.as_object().expect("an object") {
        decision[name] = value.clone();
    }
    let officer = &app.world.officer;
    let answer = app
        .draft_decision_as(officer, &applied, &decision)
        .await
        .accepted();
    applied.decision = Some(answer.text("/draftDecision/decision/id"));
    applied
}

async fn made(app: &TestApp, more: Value) -> Applied {
    let applied = drafted(app, more).await;
    app.decide(&app.world.second, &applied, "approveDecision")
        .await
        .accepted();
    applied
}

fn path(applied: &Applied, file: &str) -> String {
    format!(
        "decisions/{}/{file}",
        applied.decision.as_deref().expect("a decision")
    )
}

/// Goal: the letter tells what was granted of what was asked, why, on which conditions, when what is paid and
/// reported, and until when a correction can be claimed.
#[tokio::test]
async fn a_letter_says_what_was_decided_and_what_can_be_done_about_it() {
    let app = TestApp::start().await;
    let more = json!({
        "conditions": ["  Tulokset julkaistaan.  "],
        "advance": { "clearingRate": "50", "instalments": [
            { "amount": "60000.00" }, { "amount": "30000.00", "payableFrom": "2026-09-01" },
        ] },
    });
    let applied = made(&app, more).await;
    let lead = &applied.lead.lead;
    let letter = read(&app, lead, &applied).await.accepted();
    assert_eq!(
        letter.at("/decision/conditions"),
        &json!(["Tulokset julkaistaan."])
    );
    assert_eq!(letter.text("/decision/letter/language"), "fi");
    assert_eq!(letter.text("/decision/letter/number"), "2026-0001");
    let text = letter.text("/decision/letter/text").replace('\u{a0}', " ");
    for said in [
        "Haettu avustus: 323 000,00 €",
        "Myönnetty avustus: 300 000,00 €",
        "myönnetään haettua pienempänä",
        "Hanke täyttää ehdot.",
        "- Tulokset julkaistaan.",
        "1 | kun avustus on hyväksytty | 60 000,00 €",
        "2 | 1.9.2026 | 30 000,00 €",
        "Lohja | 76 000,00 €",
        "Kustannusselvitykset 1.2.2026–30.6.2026",
        "Loppuselvitys",
        "Oikaisuvaatimusohje",
        "Päättäjä: second",
        "Valmistelija, antaa lisätietoja: officer",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    let until: chrono::NaiveDate = letter
        .text("/decision/letter/claimCorrectionUntil")
        .parse()
        .unwrap();
    let received: chrono::NaiveDate = letter.text("/decision/letter/receivedOn").parse().unwrap();
    assert_eq!((received - app.app.today()).num_days(), 3);
    assert!((until - received).num_days() >= 30);
    assert_eq!(letter.at("/decision/letter/parts/0/kind"), "FACTS");
    app.finish().await;
}

#[tokio::test]
async fn a_rejection_has_its_reasons_and_the_same_way_to_a_correction() {
    let app = TestApp::start().await;
    let more = json!({ "awarded": false, "award": null, "reasoning": "Määräraha ei riitä." });
    let applied = made(&app, more).await;
    let letter = read(&app, &applied.lead.lead, &applied).await.accepted();
    let text = letter.text("/decision/letter/text");
    for said in [
        "ei myönnä hankkeeseen",
        "Määräraha ei riitä.",
        "Oikaisuvaatimusohje",
        "Haettu avustus",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert!(!text.contains("Raportointi"), "{text}");
    app.finish().await;
}

#[tokio::test]
async fn the_letter_is_written_in_the_language_of_the_lead() {
    let app = TestApp::start().await;
    app.as_owner("UPDATE organisation SET language = 'sv' WHERE code = '635'")
        .await;
    let applied = made(&app, json!({})).await;
    let letter = read(&app, &applied.lead.lead, &applied).await.accepted();
    assert_eq!(letter.text("/decision/letter/language"), "sv");
    let text = letter.text("/decision/letter/text");
    for said in [
        "Beslut om statsunderstöd",
        "Lojo",
        "Anvisning om begäran om omprövning",
    ] {
        assert!(
            text.to_lowercase().contains(&said.to_lowercase()),
            "{said} in {text}"
        );
    }
    app.finish().await;
}

/// Goal: a draft has no letter; a letter is read by whoever sees the decision and by nobody else, as data, text
/// and PDF.
#[tokio::test]
async fn who_sees_the_decision_reads_its_letter() {
    let app = TestApp::start().await;
    let world = &app.world;
    let applied = drafted(&app, json!({})).await;
    let draft = read(&app, &world.officer, &applied).await.accepted();
    assert_eq!(draft.at("/decision/letter"), &Value::Null);
    assert_eq!(
        app.get(&world.officer, &path(&applied, "letter.pdf")).await.0,
        404
    );
    app.decide(&world.second, &applied, "approveDecision")
        .await
        .accepted();
    for user in [
        &applied.lead.lead,
        &world.municipality("Lohja").preparer,
        &world.officer,
        &world.auditor,
    ] {
        assert!(
            read(&app, user, &applied)
                .await
                .accepted()
                .at("/decision/letter")
                .is_object()
        );
        let (status, text) = app.get(user, &path(&applied, "letter.txt")).await;
        assert!(status == 200 && String::from_utf8_lossy(&text).contains("Päätös"));
    }
    for user in [&world.stranger, &world.outsider.lead] {
        assert_eq!(read(&app, user, &applied).await.at("/decision"), &Value::Null);
        assert_eq!(app.get(user, &path(&applied, "letter.txt")).await.0, 404);
        assert_eq!(app.get(user, &path(&applied, "letter.pdf")).await.0, 404);
    }
    let (status, pdf) = app.get(&applied.lead.lead, &path(&applied, "letter.pdf")).await;
    assert_eq!(status, 200, "{}", String::from_utf8_lossy(&pdf));
    assert!(pdf.starts_with(b"%PDF-"));
    let (_, again) = app.get(&world.officer, &path(&applied, "letter.pdf")).await;
    assert_eq!(pdf, again, "the same letter is the same file");
    for (file, expected) in [("letter.docx", 404), ("letter.pdf", 404)] {
        let other = if file == "letter.pdf" {
            "decisions/nothing"
        } else {
            &path(&applied, "")[..]
        };
        let path = format!("{}/{file}", other.trim_end_matches('/'));
        assert_eq!(app.get(&world.officer, &path).await.0, expected, "{path}");
    }
    app.finish().await;
}

/// What another program says about a file.
fn tool(name: &str, arguments: &[&str]) -> String {
    let done = std::process::Command::new(name).args(arguments).output();
    let done = done.unwrap_or_else(|fault| panic!("{name}: {fault}; `make tools` installs it"));
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(
        done.status.success(),
        "{name}: {said}{}",
        String::from_utf8_lossy(&done.stderr)
    );
    said
}

/// Programs that are not ours find a sound file that names its standards and its language, is tagged, and says what
/// the letter says.
#[tokio::test]
async fn the_letter_is_an_accessible_file() {
    let app = TestApp::start().await;
    let applied = made(&app, json!({})).await;
    let letter = read(&app, &app.world.officer, &applied).await.accepted();
    let (status, pdf) = app.get(&applied.lead.lead, &path(&applied, "letter.pdf")).await;
    assert_eq!(status, 200);
    let file = concat!(env!("CARGO_TARGET_TMPDIR"), "/letter.pdf");
    std::fs::write(file, pdf).expect("a file");
    tool("qpdf", &["--check", file]);
    let info = tool("pdfinfo", &[file]);
    for said in ["Tagged:          yes", "Title:           ", "JavaScript:      no"] {
        assert!(info.contains(said), "{said} in {info}");
    }
    let structure = tool("pdfinfo", &["-struct", file]);
    for tag in ["Document", "H1", "Table", "TH", "LI"] {
        assert!(structure.contains(tag), "{tag} in {structure}");
    }
    let all = tool("qpdf", &["--qdf", "--object-streams=disable", file, "-"]);
    // The language, PDF/A-2a and PDF/UA-1.
    for said in [
        "/Lang (fi)",
        "pdfaid:part>2<",
        "pdfaid:conformance>A<",
        "pdfuaid:part>1<",
    ] {
        assert!(all.contains(said), "{said}");
    }
    let squeezed = |text: &str| text.split_whitespace().collect::<String>().replace('\u{ad}', "");
    let shown = squeezed(&tool("pdftotext", &["-layout", file, "-"]));
    for part in [
        letter.text("/decision/letter/title"),
        letter.text("/decision/letter/number"),
    ] {
        assert!(shown.contains(&squeezed(&part)), "{part} in {shown}");
    }
    app.finish().await;
}

#[tokio::test]
async fn a_letter_stays_as_it_was_written() {
    let app = TestApp::start().await;
    let applied = made(&app, json!({})).await;
    app.work().await;
    for sql in [
        "UPDATE decision_letter SET document = 'x'",
        "UPDATE decision_letter SET number = '1'",
        "DELETE FROM decision_letter",
    ] {
        assert!(app.by_hand(sql).await.is_err(), "{sql}");
    }
    let before = read(&app, &applied.lead.lead, &applied).await.accepted();
    // What it was made of may change; the letter does not.
    app.as_owner("UPDATE organisation SET name_fi = 'Toinen' WHERE code = '635'")
        .await;
    assert_eq!(read(&app, &applied.lead.lead, &applied).await.accepted(), before);
    app.decide(&applied.lead.lead, &applied, "acceptDecision")
        .await
        .accepted();
    assert_eq!(read(&app, &applied.lead.lead, &applied).await.accepted(), before);
    app.finish().await;
}

#[tokio::test]
async fn conditions_have_words_and_bind_a_grant() {
    let app = TestApp::start().await;
    let applied = app.application_at(Stage::Evaluated).await;
    let many: Vec<String> = (0..51).map(|number| number.to_string()).collect();
    for (more, code, path) in [
        (
            json!({ "conditions": ["a", " "] }),
            "INCOMPLETE",
            json!(["conditions", "1"]),
        ),
        (
            json!({ "conditions": ["x".repeat(4001)] }),
            "INVALID_INPUT",
            json!(["conditions", "0"]),
        ),
        (
            json!({ "conditions": many }),
            "INVALID_INPUT",
            json!(["conditions"]),
        ),
        (
            json!({ "awarded": false, "award": null, "conditions": ["a"] }),
            "INVALID_INPUT",
            json!(["conditions"]),
        ),
    ] {
        let mut decision = json!({ "awarded": true, "award": "300000.00", "reasoning": "Perustelut." });
        for (name, value) in more.as_object().expect("an object") {
            decision[name] = value.clone();
        }
        let answer = app
            .draft_decision_as(&app.world.officer, &applied, &decision)
            .await;
        assert_eq!(answer.refusals("draftDecision"), [code]);
        assert_eq!(answer.at("/draftDecision/refusals/0/path"), &path);
    }
    app.finish().await;
}

/// Goal: numbers follow each other without a gap, also past an approval that was refused.
#[tokio::test]
async fn decisions_are_numbered_without_a_gap() {
    let app = TestApp::start().await;
    let first = drafted(&app, json!({})).await;
    let second = drafted(&app, json!({})).await;
    let refused = app.decide(&app.world.officer, &first, "approveDecision").await;
    assert_eq!(refused.refusals("approveDecision"), ["NOT_PERMITTED"]);
    let mut numbers = Vec::new();
    for applied in [&second, &first] {
        app.decide(&app.world.second, applied, "approveDecision")
            .await
            .accepted();
        let letter = read(&app, &app.world.officer, applied).await.accepted();
        numbers.push(letter.text("/decision/letter/number"));
    }
    assert_eq!(numbers, ["2026-0001", "2026-0002"]);
    app.finish().await;
}

/// Goal: those who run projects in the lead municipality hear of the decision once, nobody else does.
#[tokio::test]
async fn the_lead_is_told_of_the_decision() {
    let app = TestApp::start().await;
    let applied = drafted(&app, json!({})).await;
    app.work().await;
    drop(app.mail.take());
    app.decide(&app.world.second, &applied, "approveDecision")
        .await
        .accepted();
    for _ in 0..2 {
        app.work().await;
    }
    let sent = app.mail.take();
    let told: Vec<&str> = sent.iter().map(|mail| mail.to.address.as_str()).collect();
    assert_eq!(told, ["lead-635@example.test"]);
    assert!(
        sent[0].text.contains("2026-0001") && sent[0].text.contains("/decisions/"),
        "{}",
        sent[0].text
    );
    app.finish().await;
}
