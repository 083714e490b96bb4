//! A content in the database that is not what was uploaded, as one outside: `outside::kept`.

use talkoot_app::Engine;
use talkoot_test_support::{TestApp, engine};

fn pdf(number: usize) -> Vec<u8> {
    format!("%PDF-1.7\n% liite {number}\n").into_bytes()
}

/// Goal: what somebody put in the place of a content past the engine is not given, and it is said which file it is.
#[tokio::test]
async fn what_is_altered_in_the_database_is_refused() {
    let app = TestApp::start().await;
    let lohja = app.world.municipality("Lohja").clone();
    let upload = async |number: usize| {
        let name = format!("{number}.pdf");
        app.upload(&lohja.preparer, lohja.organisation, &name, &pdf(number))
            .await
    };
    let (file, _) = (upload(1).await, upload(2).await);
    let hex = match engine() {
        Engine::Sqlite => "lower(hex(sha256))",
        Engine::Postgres => "encode(sha256, 'hex')",
    };
    let name = app
        .text(&format!("SELECT {hex} FROM stored_file WHERE name = '1.pdf'"))
        .await;
    let first = "(SELECT sha256 FROM stored_file WHERE name = '1.pdf')";
    let other = format!("(SELECT content FROM file_content WHERE sha256 <> {first} LIMIT 1)");
    let packed_nothing = match engine() {
        Engine::Sqlite => "x'00'",
        Engine::Postgres => "'\\x00'",
    };
    app.by_hand("CREATE TABLE kept_content AS SELECT * FROM file_content")
        .await
        .expect("a copy");
    for altered in [other.as_str(), packed_nothing] {
        app.by_hand(&format!(
            "UPDATE file_content SET content = {altered} WHERE sha256 = {first}"
        ))
        .await
        .expect("an altered content");
        let (status, said) = app.download(&lohja.preparer, &file).await;
        let said = String::from_utf8_lossy(&said).into_owned();
        assert_eq!(status, 503, "{altered}: {said}");
        assert!(said.contains(&name), "{altered}: {said}");
    }
    app.by_hand(&format!(
        "UPDATE file_content SET content = (SELECT content FROM kept_content WHERE kept_content.sha256 = \
         file_content.sha256) WHERE sha256 = {first}; DROP TABLE kept_content"
    ))
    .await
    .expect("as it was");
    assert_eq!(app.download(&lohja.preparer, &file).await, (200, pdf(1)));
    app.finish().await;
}
