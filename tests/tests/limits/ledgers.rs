//! Ledgers in memory: two at a time, however many somebody asks for.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use chrono::{TimeZone, Utc};
use futures::future::join_all;
use serde_json::{Value, json};
use talkoot_app::App;
use talkoot_server::http::Extras;
use talkoot_storage::files::{Places, S3Access};
use talkoot_test_support::{Municipality, TestApp};
use tokio::net::TcpListener;

use crate::costs::{
    duplicates::open,
    ledger::{SELECTED, half_year, semicolons_in_latin1},
    steps::Costs,
};

/// Reading an object takes so long that others can begin meanwhile.
const SLOW: Duration = Duration::from_millis(100);
/// Who is not done after that waits for somebody who waits, too.
const FOREVER: Duration = Duration::from_secs(120);
const NOTHING: &str =
    "<ListBucketResult><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>";

/// A bucket on loopback that counts how many of its objects are being read.
#[derive(Default)]
struct Bucket {
    objects: Mutex<HashMap<String, Bytes>>,
    reading: AtomicUsize,
    /// The most at once so far.
    most: AtomicUsize,
}

impl Bucket {
    /// The bucket, and how it is named as a place; it ends with the test.
    async fn open() -> (Arc<Self>, Places) {
        talkoot_server::cryptography::install();
        let bucket = Arc::new(Self::default());
        let router = Router::new().fallback(answer).with_state(Arc::clone(&bucket));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(async move { axum::serve(listener, router).await });
        let access = S3Access {
            endpoint: Some(format!("http://{address}")),
            key_id: Some("talkoot".to_owned()),
            secret: Some("nobody asks for it".to_owned()),
            ..S3Access::default()
        };
        let keep = "s3://talkoot-files".parse().expect("a place");
        let places = Places::open(&keep, None, &access).expect("the place");
        (bucket, places)
    }

    async fn read(&self, name: &str) -> Response {
        let content = self.objects.lock().expect("the objects").get(name).cloned();
        let Some(content) = content else {
            return StatusCode::NOT_FOUND.into_response();
        };
        let reading = self.reading.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(reading, Ordering::SeqCst);
        tokio::time::sleep(SLOW).await;
        self.reading.fetch_sub(1, Ordering::SeqCst);
        let head = [
            (header::ETAG, "\"1\"".to_owned()),
            (header::LAST_MODIFIED, "Mon, 02 Feb 2026 10:00:00 GMT".to_owned()),
            (header::CONTENT_LENGTH, content.len().to_string()),
        ];
        (head, content).into_response()
    }
}

async fn answer(State(bucket): State<Arc<Bucket>>, method: Method, uri: Uri, body: Bytes) -> Response {
    let name = uri.path();
    if method == Method::PUT {
        let mut objects = bucket.objects.lock().expect("the objects");
        objects.insert(name.to_owned(), body);
        return ([(header::ETAG, "\"1\"")], "").into_response();
    }
    if method == Method::DELETE {
        bucket.objects.lock().expect("the objects").remove(name);
        return StatusCode::NO_CONTENT.into_response();
    }
    if uri.query().is_some_and(|query| query.contains("list-type")) {
        return NOTHING.into_response();
    }
    bucket.read(name).await
}

/// The same field of the graph so many times in one request, each under a name of its own.
fn often(times: usize, input_type: &str, field: &str) -> String {
    let fields: Vec<String> = (0..times).map(|place| format!("f{place}: {field}")).collect();
    format!("query($input: {input_type}!) {{ {} }}", fields.join(" "))
}

/// As many previews as one request may have.
fn previews() -> String {
    often(
        2,
        "PreviewLedgerInput",
        "previewLedger(input: $input) { rows(first: 1) { totalCount } }",
    )
}

async fn costs(places: Places) -> Costs {
    let start = Utc
        .with_ymd_and_hms(2026, 2, 2, 10, 0, 0)
        .single()
        .expect("a time");
    let change = |app: App| app.with_places(places);
    let app = TestApp::start_signing_in(start, change, async |_| Extras::default()).await;
    let project = app.granted_from(|_| {}).await;
    Costs::open_in(app, project).await
}

/// Goal: a request for twenty ledgers, and others beside it, have two of them in memory at a time; all are answered, and
/// so is who comes later.
#[tokio::test]
async fn two_ledgers_are_in_memory_at_a_time() {
    let (bucket, places) = Bucket::open().await;
    let costs = costs(places).await;
    let of = costs.municipality("Lohja");
    let file = costs
        .upload(&of, "a.csv", &semicolons_in_latin1(&half_year()))
        .await;
    let of_file = json!({ "input": { "fileId": file } });
    let of_report = json!({ "input": { "fileId": file, "costReportId": costs.report("Lohja") } });
    let inspect = often(
        20,
        "InspectLedgerInput",
        "inspectLedger(input: $input) { firstRows }",
    );
    let check = often(
        2,
        "CheckLedgerInput",
        "checkLedger(input: $input) { diagnosis { rows } }",
    );
    let preview = previews();
    let ask = async |query: &str, variables: &Value| {
        let answer = costs.app.graphql(&of.preparer, query, variables.clone()).await;
        answer.accepted()
    };
    let (inspected, checked, previewed) = tokio::join!(
        ask(&inspect, &of_file),
        ask(&check, &of_file),
        ask(&preview, &of_report)
    );
    for place in 0..20 {
        assert_eq!(inspected.text(&format!("/f{place}/firstRows/0/0")), "1");
    }
    for place in 0..2 {
        assert_eq!(checked.number(&format!("/f{place}/diagnosis/rows")), 8);
        assert!(previewed.number(&format!("/f{place}/rows/totalCount")) >= 8);
    }
    let most = bucket.most.load(Ordering::SeqCst);
    assert!((1..=2).contains(&most), "{most} ledgers were in memory at once");
    let later = ask(&inspect, &of_file).await;
    assert_eq!(later, inspected);
    costs.app.finish().await;
}

/// The ledger of a half-year with vouchers of its own.
fn ledger(number: u32) -> Vec<u8> {
    let mut entries = half_year();
    for entry in &mut entries {
        entry.voucher += 100 * number;
    }
    semicolons_in_latin1(&entries)
}

/// Six reports of two projects, each with a ledger to be imported.
async fn six(costs: &Costs) -> Vec<(Municipality, String, String)> {
    let lohja = costs.municipality("Lohja");
    let second = costs.app.granted_project().await;
    let mut reports = vec![(lohja.clone(), open(&costs.app, &second, 0, &lohja).await)];
    for of in costs.app.world.municipalities.clone() {
        costs.save_mapping(&of).await;
        let report = costs.report(&of.name);
        reports.push((of, report));
    }
    let mut wanted = Vec::new();
    for (number, (of, report)) in (1..).zip(reports) {
        let file = costs.upload(&of, "a.csv", &ledger(number)).await;
        wanted.push((of, report, file));
    }
    wanted
}

/// Goal: who imports has the rows of a ledger in memory until they are stored, and reads the file a second time meanwhile.
/// Six imports at once and previews beside them are all done, none waiting for one that waits for it, and two of them have a
/// ledger in memory at a time.
#[tokio::test]
async fn many_imports_at_once_are_all_done() {
    let (bucket, places) = Bucket::open().await;
    let costs = costs(places).await;
    let wanted = six(&costs).await;
    assert_eq!(wanted.len(), 6);
    let of = costs.municipality("Karkkila");
    let file = costs.upload(&of, "b.csv", &ledger(7)).await;
    let of_report = json!({ "input": { "fileId": file, "costReportId": costs.report("Karkkila") } });
    let query = previews();
    let imports = wanted.iter().map(|(of, report, file)| {
        // The sub-areas of the other project are others.
        costs.import_as(&of.preparer, report, file, json!({ "subAreaId": null }))
    });
    let looks = (0..3).map(|_| costs.app.graphql(&of.preparer, &query, of_report.clone()));
    let done = async { tokio::join!(join_all(imports), join_all(looks)) };
    let done = tokio::time::timeout(FOREVER, done).await;
    let (imported, seen) = done.expect("nobody waits for who waits");
    for answer in imported {
        let answer = answer.accepted();
        assert_eq!(
            answer.text("/importLedger/costReport/import/selectedTotal"),
            SELECTED
        );
    }
    for answer in seen {
        let answer = answer.accepted();
        for place in 0..2 {
            assert!(answer.number(&format!("/f{place}/rows/totalCount")) >= 8);
        }
    }
    let most = bucket.most.load(Ordering::SeqCst);
    assert!((1..=2).contains(&most), "{most} ledgers were in memory at once");
    costs.app.finish().await;
}
