//! Kept outside, once, until nobody needs it; and not given when it is not what it was.

use std::{fs, os::unix::fs::PermissionsExt as _};

use chrono::Duration;
use futures::FutureExt as _;
use serde_json::json;
use talkoot_app::unused_files::UNUSED_DAYS;
use talkoot_server::http::Extras;
use talkoot_storage::{
    audit,
    files::{self as stored, StoredFile},
};
use talkoot_test_support::TestApp;

use super::{counted, keeping_in, pdf, place::Outside, read, send, sent, start};
use crate::costs::steps::Costs;

const WAGES: &str = "Tosite;Tositepvm;Tili;Tilin nimi;Kustannuspaikka;Toimittaja;Selite;Summa\n\
    1;31.3.2026;4001;Palkat;6101;Meikäläinen Maija;Palkka;2000,00\n\
    4;31.3.2026;4340;Asiantuntijapalvelut;6101;Konsultti Oy;Raportti;1000,00\n";

/// Files go outside, equal ones once; a ledger is replaced by its copy without names; what is not used goes.
async fn kept_outside(outside: &Outside) {
    let app = keeping_in(outside).await;
    let project = app.granted_from(|_| {}).await;
    let costs = Costs::open_in(app, project).await;
    let app = &costs.app;
    let (first, again, other) = (
        sent(app, &pdf(1)).await,
        sent(app, &pdf(1)).await,
        sent(app, &pdf(2)).await,
    );
    assert_eq!(counted(app).await, (0, 2));
    assert_eq!(outside.objects().len(), 2, "{:?}", outside.objects());
    for (file, number) in [(&first, 1), (&again, 1), (&other, 2)] {
        assert_eq!(read(app, file).await, (200, pdf(number)));
    }

    let of = costs.municipality("Lohja");
    let rules = json!([
        { "from": 4000, "to": 4299, "category": "personnel" },
        { "account": "4340", "category": "services" },
    ]);
    costs.map(&of, rules).await.accepted();
    let ledger = costs.upload(&of, "palkat.csv", WAGES.as_bytes()).await;
    let report = costs.report("Lohja");
    let named = outside.objects();
    costs
        .import_as(&of.preparer, &report, &ledger, json!({}))
        .await
        .accepted();
    app.work().await;
    let (status, copy) = read(app, &ledger).await;
    let copy = String::from_utf8_lossy(&copy).into_owned();
    assert_eq!(status, 200, "{copy}");
    assert!(copy.contains("Konsultti") && !copy.contains("Maija"), "{copy}");
    let objects = outside.objects();
    assert_eq!(objects.len(), 3, "the ledger with names is gone: {objects:?}");
    assert!(
        objects.iter().any(|object| !named.contains(object)),
        "{objects:?}"
    );

    app.travel_to(start() + Duration::days(UNUSED_DAYS + 1)).await;
    assert_eq!(
        outside.objects().len(),
        1,
        "what nobody used is gone: {:?}",
        outside.objects()
    );
    assert_eq!(counted(app).await, (0, 1));
    costs.app.finish().await;
}

/// Goal: in a folder, which nobody else enters.
#[tokio::test]
async fn contents_are_kept_in_a_folder() {
    let outside = Outside::folder();
    let app = keeping_in(&outside).await;
    sent(&app, &pdf(1)).await;
    let object = &outside.objects()[0];
    let mode = |path: &std::path::Path| fs::metadata(path).expect("it").permissions().mode() & 0o777;
    assert_eq!(mode(object), 0o600);
    let folders = object
        .ancestors()
        .skip(1)
        .take_while(|folder| *folder != outside.root);
    let modes: Vec<u32> = folders.map(mode).collect();
    assert_eq!(modes, [0o700, 0o700]);
    app.finish().await;
    kept_outside(&Outside::folder()).await;
}

/// Goal: the same in a bucket.
#[tokio::test]
async fn contents_are_kept_in_a_bucket() {
    kept_outside(&Outside::bucket().await).await;
}

/// Goal: equal contents that come at the same moment are one in the end, and what a transaction itself made comes outside after it.
#[tokio::test(flavor = "multi_thread")]
async fn what_comes_at_once_or_from_within_is_one_object_each() {
    for outside in [Outside::folder(), Outside::bucket().await] {
        let app = keeping_in(&outside).await;
        let content = pdf(1);
        let at_once = (0..8).map(|_| sent(&app, &content).boxed());
        let files: Vec<String> = futures::future::join_all(at_once).await;
        app.work().await;
        assert_eq!(outside.objects().len(), 1, "{:?}", outside.objects());
        for file in &files {
            assert_eq!(read(&app, file).await, (200, pdf(1)));
        }

        let store = app.app.store();
        let packed = stored::hold(store, &pdf(2)).expect("a content");
        let lohja = app.world.municipality("Lohja").clone();
        let file = StoredFile {
            id: app.app.new_id(),
            organisation: lohja.organisation,
            uploaded_by: lohja.preparer.person,
            uploaded_at: app.app.now(),
            name: "maksut.xml".to_owned(),
            sha256: packed.sha256(),
        };
        let tx = store.begin().await.expect("a transaction");
        stored::insert(&tx, &file, &packed).await.expect("a file");
        let entry = audit::NewEntry {
            person: None,
            on_behalf: None,
            object: "file",
            object_id: file.id.into(),
            project: None,
            command: "uploadFile".to_owned(),
            reason: None,
            before: None,
            after: None,
            details: json!({}),
        };
        audit::append(&tx, &[entry], &[], app.app.now())
            .await
            .expect("an entry");
        tx.commit().await.expect("a file");
        assert_eq!(counted(&app).await, (1, 1));
        app.work().await;
        assert_eq!(counted(&app).await, (0, 2));
        assert_eq!(outside.objects().len(), 2);
        let content = stored::content(store, file.sha256).await.expect("a content");
        assert_eq!(content, pdf(2));
        app.finish().await;
    }
}

/// Goal: what is not what was uploaded is not given, neither is nothing in its place, and it is said which file it is.
#[tokio::test]
async fn what_is_altered_or_gone_is_refused() {
    for outside in [Outside::folder(), Outside::bucket().await] {
        let app = keeping_in(&outside).await;
        let file = sent(&app, &pdf(1)).await;
        let first = outside.objects()[0].clone();
        sent(&app, &pdf(2)).await;
        let hash = first.file_name().expect("a name").to_string_lossy()[..64].to_owned();
        let other = outside.objects().into_iter().find(|object| *object != first);
        let (whole, other) = (
            fs::read(&first).expect("it"),
            fs::read(other.expect("another one")).expect("it"),
        );
        let half = whole[..whole.len() / 2].to_vec();
        for altered in [
            Some(other),
            Some(half),
            Some(Vec::new()),
            Some(vec![0; 90_000]),
            None,
        ] {
            match altered {
                Some(altered) => fs::write(&first, altered).expect("an altered object"),
                None => fs::remove_file(&first).expect("no object"),
            }
            let (status, said) = read(&app, &file).await;
            let said = String::from_utf8_lossy(&said).into_owned();
            assert_eq!(status, 503, "{said}");
            assert!(said.contains(&hash), "{said}");
        }
        fs::write(&first, whole).expect("as it was");
        assert_eq!(read(&app, &file).await, (200, pdf(1)));
        app.finish().await;
    }
}

/// Goal: while the place is away nothing is taken or half kept, who does not touch files does not notice, and what waits is
/// done afterwards.
#[tokio::test]
async fn while_the_place_is_away_nothing_is_half_kept() {
    for mut outside in [Outside::folder(), Outside::bucket().await] {
        let app = keeping_in(&outside).await;
        let file = sent(&app, &pdf(1)).await;
        outside.leave().await;
        let begun = std::time::Instant::now();
        let (status, said) = send(&app, &pdf(2)).await;
        assert_eq!(status, 503, "{said}");
        let said = said["message"].as_str().expect("words").to_owned();
        assert!(
            said.contains("nothing was kept") && said.contains("try again"),
            "{said}"
        );
        assert!(!said.contains("127.0.0.1") && !said.contains("file://"), "{said}");
        assert_eq!(read(&app, &file).await.0, 503);
        assert!(begun.elapsed() < std::time::Duration::from_secs(15));
        assert_eq!(counted(&app).await, (0, 1));
        assert_eq!(app.number("SELECT COUNT(*) FROM stored_file").await, 1);
        // Equal content needs no place; everything else goes on.
        sent(&app, &pdf(1)).await;
        app.published_call(|_| {}).await;
        let later = start() + Duration::days(UNUSED_DAYS + 1);
        app.clock.set(later);
        app.work().await;
        assert_eq!(counted(&app).await, (0, 0), "both files went");
        outside.come_back().await;
        assert_eq!(outside.objects().len(), 1, "its object waits");
        let again = sent(&app, &pdf(1)).await;
        app.clock.set(later + Duration::minutes(10));
        app.work().await;
        assert_eq!(
            outside.objects().len(),
            1,
            "that of before went, and not the new one"
        );
        assert_eq!(read(&app, &again).await, (200, pdf(1)));
        app.finish().await;
    }
}

/// Goal: a server that takes a connection and says nothing holds nobody up for ever, neither people nor the worker.
#[tokio::test]
async fn a_silent_server_is_away() {
    let mut outside = Outside::bucket().await;
    let app = keeping_in(&outside).await;
    let file = sent(&app, &pdf(1)).await;
    outside.fall_silent().await;
    let begun = std::time::Instant::now();
    let (status, said) = send(&app, &pdf(2)).await;
    assert_eq!(status, 503, "{said}");
    assert_eq!(read(&app, &file).await.0, 503);
    let later = start() + Duration::days(UNUSED_DAYS + 1);
    app.clock.set(later);
    app.work().await;
    assert!(begun.elapsed() < std::time::Duration::from_secs(30));
    assert_eq!(counted(&app).await, (0, 0), "the file went");
    outside.come_back().await;
    let again = sent(&app, &pdf(2)).await;
    app.clock.set(later + Duration::minutes(10));
    app.work().await;
    assert_eq!(outside.objects().len(), 1, "its object went");
    assert_eq!(read(&app, &again).await, (200, pdf(2)));
    app.finish().await;
}

/// Goal: a server with a certificate of the municipality's own authority is used when that one is named, and not otherwise.
#[tokio::test]
async fn a_bucket_may_have_its_own_authority() {
    let (outside, authority) = Outside::secured_bucket().await;
    for (authority, status) in [(None, 503), (Some(authority), 201)] {
        let places = outside.places_trusting(authority);
        let change = |app: talkoot_app::App| app.with_places(places);
        let app = TestApp::start_signing_in(start(), change, async |_| Extras::default()).await;
        let (answered, said) = send(&app, &pdf(1)).await;
        assert_eq!(answered, status, "{said}");
    }
    assert_eq!(outside.objects().len(), 1);
}
