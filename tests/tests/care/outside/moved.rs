//! Contents moved between places, copied and restored, and what the doctor says of them.

use std::{
    path::Path,
    process::{Command, Output, Stdio},
    time::Duration,
};

use talkoot_app::{Engine, Store};
use talkoot_storage::files::{self, Places};
use talkoot_test_support::{TestApp, engine};

use super::{
    counted, keeping_in, pdf,
    place::{Outside, private, tomorrow},
    read, sent, start,
};
use crate::running::{refused, said, talkoot};

/// The program with a database and places.
pub(super) fn run(command: &[&str], url: &str, places: &[Vec<String>]) -> Output {
    let mut arguments = command.to_vec();
    arguments.extend(["--database-url", url]);
    let mut seen = Vec::new();
    for (argument, value) in places
        .iter()
        .flat_map(|place| place.chunks(2))
        .map(|pair| (&pair[0], &pair[1]))
    {
        // What both places have in common is said once.
        if !seen.contains(&argument) {
            arguments.extend([argument.as_str(), value.as_str()]);
            seen.push(argument);
        }
    }
    talkoot(&arguments)
}

async fn all_are_read(store: &Store, number: usize) {
    let rows = files::after(store, None, 100, false).await.expect("the contents");
    assert_eq!(rows.len(), number);
    for row in rows {
        files::content(store, row.sha256).await.expect("a whole content");
    }
}

/// Goal: everything goes where the setting says, in any direction, also when it is killed again and again; it can be read all
/// the time.
#[tokio::test(flavor = "multi_thread")]
async fn contents_move_in_every_direction() {
    const FILES: usize = 30;
    let app = TestApp::start().await;
    let mut sent_files = Vec::new();
    for number in 0..FILES {
        sent_files.push(sent(&app, &pdf(number)).await);
    }
    let (folder, bucket) = (Outside::folder(), Outside::bucket().await);
    let database = vec!["--files".to_owned(), "database".to_owned()];
    let url = app.database_url.clone();
    let legs = [
        (folder.arguments("--files"), Vec::new(), Some(&folder)),
        (
            bucket.arguments("--files"),
            folder.arguments("--files-before"),
            Some(&bucket),
        ),
        (database, bucket.arguments("--files-before"), None),
    ];
    for (to, from, place) in legs {
        let places = [to.clone(), from.clone()];
        // Killed on the way, some contents are here and some there.
        for killed in 1..4 {
            let mut command = Command::new(env!("CARGO_BIN_EXE_talkoot-under-test"));
            command.args(["files", "move", "--database-url", &url]).args(&to);
            command
                .args(from.iter().take(2))
                .stdout(Stdio::null())
                .stderr(Stdio::null());
            if !to.iter().any(|argument| argument == "--s3-endpoint") {
                command.args(from.iter().skip(2));
            }
            let mut child = command.spawn().expect("the program");
            tokio::time::sleep(Duration::from_millis(150 * killed)).await;
            child.kill().expect("killed");
            child.wait().expect("dead");
        }
        let moved = said(&run(&["files", "move"], &url, &places));
        assert!(moved.contains("were moved to"), "{moved}");
        let again = said(&run(&["files", "move"], &url, &places));
        assert!(again.starts_with("0 contents"), "{again}");
        let expected = i64::try_from(FILES).expect("a number");
        let expected = if place.is_some() {
            (0, expected)
        } else {
            (expected, 0)
        };
        assert_eq!(counted(&app).await, expected);
        let places = place.map(Outside::places).unwrap_or_default();
        all_are_read(&app.app.store().clone().with_places(places), FILES).await;
    }
    // What was killed between an object and its row is left for the sweep; the rest of both is empty.
    assert!(folder.objects().len() <= 3, "{:?}", folder.objects());
    assert!(bucket.objects().len() <= 3, "{:?}", bucket.objects());
    for (number, file) in sent_files.iter().enumerate() {
        assert_eq!(read(&app, file).await, (200, pdf(number)));
    }
    // The jobs of what came back have nothing left to do, with a place to do it in.
    app.clock.set(tomorrow());
    let app_of_before = app.app.clone().with_places(folder.places());
    talkoot_app::worker::run_until_idle(&app_of_before)
        .await
        .expect("the jobs");
    app.finish().await;
}

/// Goal: where a place goes away in the middle, it says so and goes on afterwards; what is lost is named.
#[tokio::test(flavor = "multi_thread")]
async fn a_move_says_what_it_could_not_do() {
    let mut outside = Outside::folder();
    let app = keeping_in(&outside).await;
    let url = app.database_url.clone();
    for number in 0..3 {
        sent(&app, &pdf(number)).await;
    }
    let back = [outside.arguments("--files-before")];
    outside.leave().await;
    let told = refused(&run(&["files", "move"], &url, &back));
    assert!(
        told.contains("run it again") && told.contains("0 contents"),
        "{told}"
    );
    outside.come_back().await;
    let lost = outside.objects()[1].clone();
    let whole = std::fs::read(&lost).expect("an object");
    std::fs::remove_file(&lost).expect("no object");
    let told = refused(&run(&["files", "move"], &url, &back));
    assert!(
        told.contains("2 contents") && told.contains("LOST: the content"),
        "{told}"
    );
    let nowhere = refused(&run(&["files", "move"], &url, &[]));
    assert!(nowhere.contains("TALKOOT_FILES_BEFORE"), "{nowhere}");
    std::fs::write(&lost, whole).expect("from a backup");
    said(&run(&["files", "move"], &url, &back));
    assert_eq!(counted(&app).await, (3, 0));
    app.clock.set(tomorrow());
    app.finish().await;
}

/// Goal: a content that somebody altered in the database is named, and holds up no other.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_altered_holds_up_nothing_else() {
    let outside = Outside::folder();
    let app = keeping_in(&outside).await;
    for number in 0..3 {
        sent(&app, &pdf(number)).await;
    }
    let url = app.database_url.clone();
    said(&run(
        &["files", "move"],
        &url,
        &[outside.arguments("--files-before")],
    ));
    assert_eq!(counted(&app).await, (3, 0));
    let first = "sha256 = (SELECT sha256 FROM file_content ORDER BY sha256 LIMIT 1)";
    app.by_hand(&format!(
        "CREATE TABLE kept_content AS SELECT * FROM file_content WHERE {first};
         UPDATE file_content SET content = substr(content, 2) WHERE {first}"
    ))
    .await
    .expect("an altered content");
    let out = [outside.arguments("--files")];
    let told = refused(&run(&["files", "move"], &url, &out));
    assert!(
        told.contains("2 contents") && told.contains("LOST: the content") && told.contains("in the database"),
        "{told}"
    );
    assert_eq!(counted(&app).await, (1, 2));
    app.by_hand(&format!(
        "UPDATE file_content SET content = (SELECT content FROM kept_content) WHERE {first}; DROP TABLE kept_content"
    ))
    .await
    .expect("from a backup");
    said(&run(&["files", "move"], &url, &out));
    assert_eq!(counted(&app).await, (0, 3));
    app.clock.set(tomorrow());
    app.finish().await;
}

/// Goal: one place that is named in two ways is not emptied into itself.
#[tokio::test(flavor = "multi_thread")]
async fn one_place_named_twice_is_not_emptied() {
    let outside = Outside::folder();
    let app = keeping_in(&outside).await;
    sent(&app, &pdf(1)).await;
    let link = outside.root.with_extension("link");
    std::os::unix::fs::symlink(&outside.root, &link).expect("a link");
    let before = vec!["--files-before".to_owned(), format!("file://{}", link.display())];
    let twice = [outside.arguments("--files"), before];
    let told = refused(&run(&["files", "move"], &app.database_url, &twice));
    assert!(told.contains("name one place in two ways"), "{told}");
    assert_eq!(outside.objects().len(), 1);
    app.finish().await;
}

/// Goal: the doctor tries the place, reads some of what is outside, and says what to do.
#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_looks_at_the_place() {
    for mut outside in [Outside::folder(), Outside::bucket().await] {
        let app = keeping_in(&outside).await;
        let url = app.database_url.clone();
        sent(&app, &pdf(1)).await;
        let named = [outside.arguments("--files")];
        let well = said(&run(&["doctor"], &url, &named));
        assert!(well.contains("takes, gives and deletes"), "{well}");
        assert!(
            well.contains("1 of those outside were read, 1 are whole"),
            "{well}"
        );
        assert_eq!(outside.objects().len(), 1, "no probe is left");
        let nowhere = refused(&run(&["doctor"], &url, &[]));
        assert!(nowhere.contains("NO PLACE is named"), "{nowhere}");
        let object = outside.objects()[0].clone();
        let whole = std::fs::read(&object).expect("an object");
        std::fs::write(&object, "altered").expect("an altered object");
        let told = refused(&run(&["doctor"], &url, &named));
        assert!(told.contains("files: LOST: the content"), "{told}");
        std::fs::write(&object, whole).expect("as it was");
        outside.leave().await;
        let told = refused(&run(&["doctor"], &url, &named));
        assert!(told.contains("files: CANNOT BE USED"), "{told}");
        outside.come_back().await;
        app.finish().await;
    }
    let app = TestApp::start().await;
    let outside = Outside::folder();
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(&outside.root, mode).expect("an open folder");
    let named = [outside.arguments("--files")];
    let told = refused(&run(&["doctor"], &app.database_url, &named));
    assert!(told.contains("chmod 700"), "{told}");
    private(&outside.root);
    let mut wrong = Outside::bucket().await.arguments("--files");
    *wrong.last_mut().expect("a secret") = "not the secret".to_owned();
    let told = refused(&run(&["doctor"], &app.database_url, &[wrong]));
    assert!(
        told.contains("CANNOT BE USED") && !told.contains("not the secret"),
        "{told}"
    );
    for wrong in ["gs://bucket", "file://relative", "s3://A"] {
        let wrong = vec!["--files".to_owned(), wrong.to_owned()];
        let told = refused(&run(&["doctor"], &app.database_url, &[wrong]));
        assert!(told.contains("--files"), "{told}");
    }
    app.finish().await;
}

/// Goal: a backup holds what is outside, and restores it to wherever contents are to be kept then; what is missing is said.
#[tokio::test(flavor = "multi_thread")]
async fn a_backup_holds_what_is_outside() {
    if engine() != Engine::Sqlite {
        return;
    }
    for outside in [Outside::folder(), Outside::bucket().await] {
        let app = keeping_in(&outside).await;
        let url = app.database_url.clone();
        for number in 0..3 {
            sent(&app, &pdf(number)).await;
        }
        let here = [outside.arguments("--files")];
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name).display().to_string();
        let printed = said(&run(&["backup", "--output", &at("copy.db")], &url, &here));
        assert!(printed.contains("3 contents of files"), "{printed}");
        let without = ["backup", "--without-files", "--output", &at("alone.db")];
        let printed = said(&run(&without, &url, &here));
        assert!(printed.contains("NOT IN IT: 3 contents"), "{printed}");
        assert!(!Path::new(&at("alone.db.files")).exists());
        for object in outside.objects() {
            std::fs::remove_file(object).expect("a disaster");
        }
        let lossy = refused(&run(&["backup", "--output", &at("lossy.db")], &url, &here));
        assert!(
            lossy.contains("NOT IN IT: 3 contents of files that are LOST"),
            "{lossy}"
        );

        // Into the database, into another folder, and back into the same place.
        let second = Outside::folder();
        let restored = [
            ("inside.db", Vec::new()),
            ("second.db", vec![second.arguments("--files")]),
            ("here.db", here.to_vec()),
        ];
        let alone = at("none.db");
        let into = |name: &str| format!("sqlite://{name}?mode=rwc");
        let told = refused(&run(
            &["restore", "--from", &at("alone.db")],
            &into(&alone),
            &here,
        ));
        assert!(told.contains("3 contents of files are neither"), "{told}");
        for (name, places) in restored {
            let there = into(&at(name));
            let told = said(&run(&["restore", "--from", &at("copy.db")], &there, &places));
            assert!(told.contains("3 contents of files were brought"), "{told}");
            let doctor = said(&run(&["doctor"], &there, &places));
            assert!(doctor.contains("audit log: whole"), "{doctor}");
            let keep = match name {
                "inside.db" => Places::default(),
                "second.db" => second.places(),
                _ => outside.places(),
            };
            let store = Store::connect(&there)
                .await
                .expect("a database")
                .with_places(keep);
            all_are_read(&store, 3).await;
            store.close().await.expect("closed");
        }
        let told = said(&run(
            &["restore", "--from", &at("alone.db")],
            &into(&alone),
            &here,
        ));
        assert!(told.contains("3 were in their place"), "{told}");
        app.finish().await;
    }
}

/// Goal: what is erased while a backup is made is not in it: when it begins anew it keeps nothing of what it has copied.
#[tokio::test(flavor = "multi_thread")]
async fn a_backup_keeps_nothing_that_was_erased_meanwhile() {
    if engine() != Engine::Sqlite {
        return;
    }
    let outside = Outside::bucket().await;
    let app = keeping_in(&outside).await;
    for number in 0..2 {
        sent(&app, &pdf(number)).await;
    }
    // Copied in the order of their hashes, which is that of their names: the first is there when the second is asked for.
    let objects = outside.objects();
    let (is_asked, go_on) = outside.hold_up(&objects[1]);
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("copy.db").display().to_string();
    let (output, url) = (copy.clone(), app.database_url.clone());
    let here = [outside.arguments("--files")];
    let copying = tokio::task::spawn_blocking(move || run(&["backup", "--output", &output], &url, &here));
    tokio::time::timeout(Duration::from_secs(60), is_asked)
        .await
        .expect("in a minute")
        .expect("it is asked for");
    let partial = folder.path().join(".copy.db.files.partial");
    assert!(partial.is_dir(), "the first is copied");
    // Nobody has put them to use.
    app.travel_to(start() + chrono::Duration::days(31)).await;
    assert_eq!(counted(&app).await, (0, 0));
    go_on.send(()).expect("it waits");
    let printed = said(&copying.await.expect("the backup"));
    assert!(
        printed.contains("verified") && !printed.contains("contents of files"),
        "{printed}"
    );
    assert!(!Path::new(&format!("{copy}.files")).exists());
    assert!(!partial.exists());
    app.finish().await;
}
