//! Personal data that is planted in ledgers is looked for everywhere afterwards.

use std::io::{Cursor, Write as _};

use calamine::{Reader as _, open_workbook_auto_from_rs};
use chrono::Duration;
use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};
use talkoot_app::unused_files::UNUSED_DAYS;
use talkoot_test_support::{Answer, Municipality, User};

use crate::{
    care::{
        search::{Log, Needles, contains, on_disk, words_of_pdf},
        wages::{CONTROL, PLANTED, ledgers},
    },
    claims::setup::{Claims, of},
};

/// Everything that people were shown.
#[derive(Default)]
struct Shown(Vec<(String, Vec<u8>)>);

impl Shown {
    fn answer(&mut self, what: &str, answer: &Answer) {
        self.0.push((what.to_owned(), answer.0.to_string().into_bytes()));
    }

    /// A file as somebody reads it: text as it is, the words of a PDF, the cells of a workbook.
    async fn file(&mut self, claims: &Claims, user: &User, path: &str) {
        let (status, body) = claims.app.get(user, path).await;
        assert_eq!(status, 200, "{path}");
        let words = if body.starts_with(b"%PDF-") {
            words_of_pdf(&body)
        } else if body.starts_with(b"PK") {
            let mut workbook = open_workbook_auto_from_rs(Cursor::new(body)).expect("a workbook");
            format!("{:?}", workbook.worksheets()).into_bytes()
        } else {
            body
        };
        assert!(words.len() > 20, "{path} says nothing");
        self.0.push((path.to_owned(), words));
    }

    fn holding(&self, needles: &Needles) -> Vec<String> {
        let found = |(what, text): &(String, Vec<u8>)| {
            let within = needles.within(text);
            (!within.is_empty()).then(|| format!("{within:?} in {what}"))
        };
        self.0.iter().filter_map(found).collect()
    }
}

const DIAGNOSIS: &str = "diagnosis { columns errors { row column value reason } findings { what value why } \
    warnings { code message } statedTotals { row } }";

/// A ledger as its municipality looks at it before the import.
async fn looked_at_before(claims: &Claims, shown: &mut Shown, of: &Municipality, plan: &Value) {
    let file = &plan["fileId"];
    let checked = json!({ "fileId": file, "costReportId": plan["costReportId"] });
    for (query, input) in [
        (
            "query($input: InspectLedgerInput!) { inspectLedger(input: $input) { refusal firstRows columns } }".to_owned(),
            json!({ "fileId": file }),
        ),
        (
            format!(
                "query($input: CheckLedgerInput!) {{ checkLedger(input: $input) {{ refusal preview {{ firstRows \
                 question }} {DIAGNOSIS} }} }}"
            ),
            checked,
        ),
        (
            format!(
                "query($input: PreviewLedgerInput!) {{ previewLedger(input: $input) {{ refusals {{ message }} \
                 {DIAGNOSIS} rows(first: 50) {{ edges {{ node {{ row cells errors {{ value }} }} }} }} }} }}"
            ),
            plan.clone(),
        ),
    ] {
        let seen = claims.app.graphql(&of.preparer, &query, json!({ "input": input })).await;
        assert!(seen.0.to_string().contains("Tositepvm"), "{query}: {:#}", seen.0);
        shown.answer(&format!("{}: {query}", of.name), &seen);
    }
}

/// A municipality's ledger from the upload to the report with the lead, looked at in every way before.
async fn reported(
    claims: &Claims,
    shown: &mut Shown,
    report: &str,
    ledger: &(&str, &str, Vec<u8>),
) -> String {
    let (name, file_name, content) = ledger;
    let app = &claims.app;
    let of = app.world.municipality(name).clone();
    let rules = json!([
        { "account": "4340", "category": "services" },
        { "account": "4000", "category": "personnel" },
    ]);
    let mapping = json!({ "organisationId": of.id, "rules": rules });
    app.mutate(
        &of.preparer,
        "saveAccountMapping",
        "SaveAccountMappingInput",
        mapping,
        "accountMapping { version }",
    )
    .await
    .accepted();
    let file = app
        .upload(&of.preparer, of.organisation, file_name, content)
        .await;
    let plan = json!({
        "fileId": file, "costReportId": report, "subAreaId": claims.project.sub_areas[0],
        "selection": [{ "field": "COST_CENTRE", "values": ["6101"] }],
    });
    looked_at_before(claims, shown, &of, &plan).await;
    let mut input = plan;
    input["expectedVersion"] = json!(claims.version("costReport", report).await);
    let fields = "costReport { total import { diagnosis { columns } } }";
    let imported = app
        .mutate(&of.preparer, "importLedger", "ImportLedgerInput", input, fields)
        .await;
    shown.answer(&format!("{name}: importLedger"), &imported);
    if *name == "Kuhmoinen" {
        assert_eq!(imported.refusals("importLedger"), ["INVALID_INPUT"]);
        return file;
    }
    assert_eq!(
        imported.accepted().text("/importLedger/costReport/total"),
        "3500.00"
    );
    for (user, mutation) in [
        (&of.approver, "submitCostReport"),
        (claims.lead(), "acceptCostReport"),
    ] {
        let input = json!({ "id": report, "expectedVersion": claims.version("costReport", report).await });
        let fields = "costReport { state }";
        let done = app
            .mutate(user, mutation, "CostReportStepInput", input, fields)
            .await;
        shown.answer(mutation, &done.accepted());
    }
    file
}

/// What goes wrong on the way in, with what was planted in it.
async fn in_error(claims: &Claims) {
    let lohja = claims.app.world.municipality("Lohja").clone();
    let virrat = claims.app.world.municipality("Virrat").clone();
    let browser = claims.app.browser();
    let (_, name, content) = ledgers().into_iter().next().expect("a ledger");
    let multipart = |content: Vec<u8>| {
        let part = reqwest::multipart::Part::bytes(content).file_name(name);
        reqwest::multipart::Form::new()
            .text("organisation", virrat.id.clone())
            .part("file", part)
    };
    let elsewhere = browser
        .request("/files", |request| {
            request
                .bearer_auth(&lohja.preparer.token)
                .multipart(multipart(content.clone()))
        })
        .await;
    assert_eq!(elsewhere.status, 404, "another municipality");
    let cut = browser
        .request("/files", |request| {
            let request = request.header("content-type", "multipart/form-data; boundary=x");
            let mut body =
                b"--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n".to_vec();
            body.extend(&content);
            request.bearer_auth(&lohja.preparer.token).body(body)
        })
        .await;
    assert!((400..500).contains(&cut.status), "{}", cut.status);
    // What somebody types into a request comes back to them and goes nowhere else.
    let input = json!({ "fileId": PLANTED.join(" "), "costReportId": PLANTED[3] });
    for query in [
        "query($input: CheckLedgerInput!) { checkLedger(input: $input) { refusal } }",
        "query($input: CheckLedgerInput!) { checkLedger(input: $input) { kuupalinna } }",
    ] {
        let answer = claims
            .app
            .graphql(&lohja.preparer, query, json!({ "input": input }))
            .await;
        assert!(!answer.0["errors"].is_null(), "{:#}", answer.0);
    }
}

/// What the people who check the costs can read and download.
async fn looked_at(claims: &Claims, shown: &mut Shown, reports: &[(String, String)], files: &[String]) {
    const REPORT: &str = "query($id: ID!) { costReport(id: $id) { import { fileName profile selection diagnosis { columns \
        errors { value } findings { what value why } warnings { code message } } } lines(first: 50) { edges { node { \
        voucher lineNumber account accountName costCentre projectCode supplierName supplierId description } } } } }";
    let project = &claims.project;
    let readers = [claims.lead(), claims.officer(), &claims.app.world.auditor];
    for user in readers {
        for (name, report) in reports {
            let seen = claims
                .app
                .graphql(user, REPORT, json!({ "id": report }))
                .await
                .accepted();
            assert!(
                name == "Kuhmoinen" || name == "Pälkäne" || seen.0.to_string().contains(CONTROL),
                "{:#}",
                seen.0
            );
            shown.answer(&format!("the report of {name}"), &seen);
        }
        let mut paths = vec![
            format!("projects/{}/reconciliation.csv", project.id),
            format!("projects/{}/reconciliation.xlsx", project.id),
            format!("decisions/{}/letter.txt", project.decision_id),
            format!("decisions/{}/letter.pdf", project.decision_id),
            "portfolio/projects.csv".to_owned(),
            "portfolio/projects.xlsx".to_owned(),
            "portfolio/summary.pdf".to_owned(),
            "public/decisions.csv".to_owned(),
            "public/decisions.json".to_owned(),
        ];
        paths.extend(files.iter().map(|file| format!("files/{file}")));
        for path in paths {
            shown.file(claims, user, &path).await;
        }
    }
}

/// The same bytes as the database packs them, from the middle.
fn packed(content: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(content).expect("bytes");
    let packed = packed.finish().expect("bytes");
    packed[40..packed.len().min(200)].to_vec()
}

/// Goal: of what is planted in rows of wages nothing is anywhere once a ledger is imported: not in the database nor
/// its file on the disk, not in what the program logs, not in a mail, not in a file or an answer. One place is left, and
/// it is known: a file that could not be imported, for whoever uploaded it, until it has waited long enough.
#[tokio::test]
async fn what_is_planted_is_found_nowhere_but_where_it_waits() {
    let log = Log::take();
    let claims = Claims::start().await;
    let planted = Needles::new(&PLANTED);
    let mut shown = Shown::default();
    let reports = claims.open(0).await;
    let mut files = Vec::new();
    for ledger in &ledgers() {
        files.push(reported(&claims, &mut shown, &of(&reports, ledger.0), ledger).await);
    }
    let waiting = files.pop().expect("the file in disorder");
    in_error(&claims).await;
    let claim = claims.submitted(0).await;
    claims.approved(&claim).await;
    claims.paid(&claim).await;
    looked_at(&claims, &mut shown, &reports, &files).await;
    claims.app.work().await;

    assert_eq!(shown.holding(&planted), Vec::<String>::new());
    let mails = format!("{:?}", claims.app.mail.sent());
    assert!(mails.len() > 1000, "{mails}");
    assert_eq!(planted.within(mails.as_bytes()), Vec::<&str>::new(), "a mail");

    one_place_is_left(&claims, &planted, &waiting).await;

    // It does not wait for ever.
    let then = claims.app.app.now() + Duration::days(UNUSED_DAYS) + Duration::hours(1);
    claims.app.travel_to(then).await;
    let dump = claims.app.reader().await.dump().await;
    assert_eq!(planted.places(&dump), Vec::<String>::new());
    on_the_disk(&claims, &planted, &ledgers()).await;
    let preparer = &claims.app.world.municipality("Kuhmoinen").preparer;
    assert_eq!(claims.app.download(preparer, &waiting).await.0, 404);
    let noted = "SELECT COUNT(*) FROM audit_entry WHERE command = 'eraseUnusedFile'";
    assert_eq!(claims.app.number(noted).await, 1, "what was removed is on record");
    for file in &files {
        assert_eq!(
            claims.app.download(claims.officer(), file).await.0,
            200,
            "what is used stays"
        );
    }
    let logged = log.text();
    assert!(
        contains(&logged, b"TRACE") && logged.len() > 100_000,
        "{}",
        logged.len()
    );
    assert_eq!(planted.within(&logged), Vec::<&str>::new(), "the log");
    claims.app.finish().await;
}

/// The file that could not be imported is where it was put, for whoever put it there, and nothing else is anywhere.
async fn one_place_is_left(claims: &Claims, planted: &Needles, waiting: &str) {
    let dump = claims.app.reader().await.dump().await;
    let seen = Needles::new(&[CONTROL]).places(&dump);
    assert!(seen.contains(&"cost_line.supplier_name".to_owned()), "{seen:?}");
    assert_eq!(
        seen.iter()
            .filter(|place| place.starts_with("file_content"))
            .count(),
        3,
        "the copies of the text and of the workbook are the same: {seen:?}"
    );
    let query = "SELECT sha256 FROM stored_file WHERE name = 'virheet.csv'";
    let kept = claims.app.reader().await.rows(query).await;
    let place = format!(
        "file_content.content {}",
        kept[0]["sha256"].as_ref().expect("a hash")
    );
    assert_eq!(
        planted.places(&dump),
        [place],
        "the file that could not be imported"
    );
    only_for_its_uploader(claims, waiting).await;
    on_the_disk(claims, planted, &ledgers()[..3]).await;
}

async fn only_for_its_uploader(claims: &Claims, file: &str) {
    let of = claims.app.world.municipality("Kuhmoinen").clone();
    assert_eq!(claims.app.download(&of.preparer, file).await.0, 200);
    let world = &claims.app.world;
    for user in [
        &of.approver,
        &of.lead,
        claims.lead(),
        claims.officer(),
        &world.auditor,
        &world.administrator,
    ] {
        assert_eq!(claims.app.download(user, file).await.0, 404);
    }
}

/// The file of an embedded database holds neither the texts nor the packed originals.
async fn on_the_disk(claims: &Claims, planted: &Needles, originals: &[(&str, &str, Vec<u8>)]) {
    let Some(disk) = on_disk(&claims.app).await else {
        return;
    };
    assert!(contains(&disk, CONTROL.as_bytes()));
    assert_eq!(
        planted.within(&disk),
        Vec::<&str>::new(),
        "the file of the database"
    );
    for (name, _, content) in originals {
        assert!(!contains(&disk, &packed(content)), "the original of {name}");
    }
}

/// Goal: the search for packed originals finds one that is there.
#[tokio::test]
async fn a_packed_original_is_found_while_it_waits() {
    let claims = Claims::start().await;
    let of = claims.app.world.municipality("Lohja").clone();
    let (_, name, content) = ledgers().into_iter().next().expect("a ledger");
    claims
        .app
        .upload(&of.preparer, of.organisation, name, &content)
        .await;
    if let Some(disk) = on_disk(&claims.app).await {
        assert!(contains(&disk, &packed(&content)));
    }
    let dump: Value = json!(claims.app.reader().await.dump().await);
    assert!(dump["stored_file"][0]["name"] == "palkat.csv");
    claims.app.finish().await;
}
