//! What a death leaves in a place is swept, and nothing else.

use std::fs;

use chrono::Duration;
use talkoot_app::worker;
use talkoot_storage::{
    audit::{self, Anchor},
    files,
};
use tokio::{sync::watch, time::timeout};

use super::{
    counted, keeping_in,
    moved::run,
    pdf,
    place::{Outside, age},
    read, sent, start,
};
use crate::running::refused;

/// Nobody waits for longer than this, also on a machine that is busy.
const ENOUGH: std::time::Duration = std::time::Duration::from_secs(60);

/// Goal: an object whose transaction never came goes when it is a day old; one that is fresh, one that a row names, and one
/// of another installation stay.
#[tokio::test]
async fn what_nobody_names_is_swept() {
    for outside in [Outside::folder(), Outside::bucket().await] {
        let app = keeping_in(&outside).await;
        let named = sent(&app, &pdf(1)).await;
        age(&outside.objects()[0]);
        // Two that died between the object and its row, one of them long ago.
        let store = app.app.store();
        files::keep(store, &pdf(2)).await.expect("an object");
        let before: Vec<_> = outside.objects();
        files::keep(store, &pdf(3)).await.expect("an object");
        let fresh = outside
            .objects()
            .into_iter()
            .find(|object| !before.contains(object));
        let fresh = fresh.expect("the last one");
        for object in &before {
            age(object);
        }
        // One of a second installation in the same place.
        let home = before[0].ancestors().nth(2).expect("a folder");
        let object = before[0].strip_prefix(home).expect("below it");
        let others = home.with_file_name("0123456789abcdef").join(object);
        fs::create_dir_all(others.parent().expect("a folder")).expect("folders");
        fs::write(&others, "another one's").expect("an object");
        age(&others);
        assert_eq!(outside.objects().len(), 4);

        app.travel_to(start() + Duration::days(1)).await;
        let left = outside.objects();
        assert!(left.contains(&fresh) && left.contains(&others), "{left:?}");
        assert_eq!(left.len(), 3, "{left:?}");
        assert_eq!(counted(&app).await, (0, 1));
        assert_eq!(read(&app, &named).await, (200, pdf(1)));
        app.finish().await;
    }
}

/// Goal: what a death in the middle of writing leaves in a folder is swept too, and is no content before.
#[tokio::test]
async fn what_was_half_written_is_swept() {
    let outside = Outside::folder();
    let app = keeping_in(&outside).await;
    sent(&app, &pdf(1)).await;
    let object = outside.objects()[0].clone();
    let torn = object.with_extension("gz#1");
    let writing = object.with_extension("gz#2");
    for file in [&torn, &writing] {
        fs::write(file, "half").expect("a file");
    }
    age(&torn);
    app.work().await;
    assert_eq!(outside.objects(), [object, writing]);
    app.finish().await;
}

/// Goal: a worker notes in the place how far the log has come, when it starts already: a copy that was made before has another
/// end.
#[tokio::test(flavor = "multi_thread")]
async fn a_worker_notes_how_far_the_log_has_come() {
    let outside = Outside::folder();
    let app = keeping_in(&outside).await;
    sent(&app, &pdf(1)).await;
    let home = outside.objects()[0]
        .ancestors()
        .nth(2)
        .expect("a folder")
        .to_path_buf();
    let note = home.join(".log-head");
    assert!(!note.exists());
    let (stop, stopped) = watch::channel(false);
    let worker = tokio::spawn(worker::run(app.app.clone(), stopped, |_, _| {}));
    let noted = async {
        while !note.exists() {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    };
    timeout(ENOUGH, noted).await.expect("a note");
    stop.send_replace(true);
    worker.await.expect("the worker ends");
    let head = fs::read_to_string(&note).expect("the note");
    let head = head.parse::<Anchor>().expect("a head");
    let ours = audit::entry_hash(app.app.store(), head.seq).await;
    assert_eq!(ours.expect("an answer"), Some(head.hash));
    app.finish().await;
}

/// Goal: a copy of a database that was given the place of the original deletes nothing there, and says what to do.
#[tokio::test(flavor = "multi_thread")]
async fn where_another_log_is_noted_nothing_is_deleted() {
    for outside in [Outside::folder(), Outside::bucket().await] {
        let app = keeping_in(&outside).await;
        let named = sent(&app, &pdf(1)).await;
        let store = app.app.store();
        let known = outside.objects();
        files::keep(store, &pdf(2)).await.expect("an object");
        let objects = outside.objects();
        let orphan = objects.iter().find(|object| !known.contains(object));
        let orphan = orphan.expect("the last one");
        age(orphan);
        let home = orphan.ancestors().nth(2).expect("a folder");
        let key = orphan
            .strip_prefix(home.parent().expect("a folder"))
            .expect("a key");
        let key = key.to_str().expect("text");
        // What the original noted after this copy of it was made.
        let note = home.join(".log-head");
        fs::write(&note, format!("900000:{}", "ab".repeat(32))).expect("a note");
        for refused in [
            files::sweep(store).await.map(drop),
            files::delete_object(store, key).await,
        ] {
            let told = refused.expect_err("another one's").to_string();
            assert!(told.contains("another database keeps its files here"), "{told}");
            assert!(
                told.contains("/.log-head"),
                "what to delete where it is the original: {told}"
            );
        }
        let doctor = refused(&run(
            &["doctor"],
            &app.database_url,
            &[outside.arguments("--files")],
        ));
        assert!(doctor.contains("files: NOT OURS"), "{doctor}");
        assert_eq!(outside.objects(), objects);
        assert_eq!(read(&app, &named).await, (200, pdf(1)), "reading harms nobody");

        fs::remove_file(&note).expect("no note");
        assert_eq!(files::sweep(store).await.expect("swept"), 1);
        assert_eq!(outside.objects(), known);
        let head = fs::read_to_string(&note)
            .expect("the note")
            .parse::<Anchor>()
            .expect("a head");
        let ours = audit::entry_hash(store, head.seq).await.expect("an answer");
        assert_eq!(ours, Some(head.hash));
        app.finish().await;
    }
}
