//! Steps of the usual kind over a table of cost lines that people use meanwhile: how long anybody waits.
//!
//! Some thousand rows, so that it is known to work; ten million with `TALKOOT_TEST_ROWS`, as `make reliability` asks.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use sqlx::{Connection as _, PgConnection};
use talkoot_storage::schema::Steps;
use talkoot_test_support::{TestApp, wish};
use tokio::task::JoinHandle;

use super::{
    fleet::several,
    statements::{Known, faults},
};
use crate::claims::setup::{Claims, SERVICES};

const FEW: u64 = 20_000;
/// Nobody may wait longer.
const MOST: Duration = Duration::from_secs(1);
/// What a newer version may bring: columns, a table that refers to the lines, an index, a check and a reference that
/// are made without looking at the rows and looked at later.
const STEPS: [(&str, &str); 7] = [
    (
        "two columns, a table that refers to the lines",
        "ALTER TABLE cost_line ADD COLUMN remark TEXT, ADD COLUMN weight BIGINT NOT NULL DEFAULT 0; \
         CREATE TABLE line_note (id {uuid} PRIMARY KEY, line_id {uuid} NOT NULL REFERENCES cost_line (id))",
    ),
    (
        "an index",
        "DROP INDEX {concurrently} IF EXISTS cost_line_weight; \
         CREATE INDEX {concurrently} cost_line_weight ON cost_line (weight, id)",
    ),
    (
        "a check, not looked at",
        "ALTER TABLE cost_line ADD CONSTRAINT cost_line_weighs CHECK (weight >= 0) NOT VALID",
    ),
    (
        "the check looked at",
        "ALTER TABLE cost_line VALIDATE CONSTRAINT cost_line_weighs",
    ),
    (
        "a reference, not looked at",
        "ALTER TABLE cost_line ADD COLUMN seen_by {uuid}; ALTER TABLE cost_line ADD CONSTRAINT cost_line_seen_by \
         FOREIGN KEY (seen_by) REFERENCES person (id) NOT VALID",
    ),
    (
        "the reference looked at",
        "ALTER TABLE cost_line VALIDATE CONSTRAINT cost_line_seen_by",
    ),
    (
        "a check that lets more through",
        "ALTER TABLE cost_line DROP CONSTRAINT cost_line_weighs, ADD CONSTRAINT cost_line_weighs \
         CHECK (weight >= -1) NOT VALID",
    ),
];

/// Copies of one cost line, each with a row of its own in the same import. Written without triggers and indexes, which
/// are made afterwards.
const GROW: &str = "
    SET session_replication_role = replica; SET maintenance_work_mem = '512MB';
    CREATE TABLE kept_index AS SELECT indexname, indexdef FROM pg_indexes
        WHERE tablename = 'cost_line' AND indexname NOT LIKE '%pkey';
    DO $$ DECLARE one RECORD; BEGIN FOR one IN SELECT * FROM kept_index LOOP
        EXECUTE 'DROP INDEX ' || one.indexname; END LOOP; END $$;
    INSERT INTO cost_line (id, version, cost_report_id, import_id, row_number, voucher, line_number, posted_on,
            account, account_name, cost_centre, project_code, supplier_name, supplier_id, description, amount_cents,
            booked_cents, occurrence, category, sub_area_id, verification)
        SELECT lpad(to_hex(number), 32, '0')::uuid, 1, one.cost_report_id, one.import_id, 1000 + number,
            (20000000 + number)::text, '', one.posted_on, one.account, one.account_name, one.cost_centre, '', '', '',
            '', number, number, 1, one.category, one.sub_area_id, 'pending'
        FROM (SELECT * FROM cost_line ORDER BY row_number LIMIT 1) AS one
        CROSS JOIN generate_series(1, {rows}) AS number;
    DO $$ DECLARE one RECORD; BEGIN FOR one IN SELECT * FROM kept_index LOOP EXECUTE one.indexdef; END LOOP; END $$;
    DROP TABLE kept_index; ANALYZE cost_line";

/// People who read and write single lines all the time, and one who reads for a second and a half in one transaction.
struct Crowd {
    shared: Arc<Shared>,
    people: Vec<JoinHandle<()>>,
}

struct Shared {
    ended: AtomicBool,
    done: AtomicU64,
    longest: AtomicU64,
    held_up: AtomicU64,
}

impl Crowd {
    async fn begin(app: &TestApp, rows: u64) -> Self {
        let shared = Arc::new(Shared {
            ended: AtomicBool::new(false),
            done: AtomicU64::new(0),
            longest: AtomicU64::new(0),
            held_up: AtomicU64::new(0),
        });
        let watcher = PgConnection::connect(&app.database_url)
            .await
            .expect("a connection");
        let watched = Arc::clone(&shared);
        let mut people = vec![tokio::spawn(async move { watch(watcher, &watched).await })];
        for number in 0..5_u64 {
            let connection = PgConnection::connect(&app.database_url)
                .await
                .expect("a connection");
            let shared = Arc::clone(&shared);
            people.push(tokio::spawn(async move {
                if number == 4 {
                    linger(connection, &shared).await;
                } else {
                    work(connection, &shared, (number, rows)).await;
                }
            }));
        }
        Self { shared, people }
    }

    /// Since the last question: how long anybody waited for a lock at most, how long the slowest statement took, and
    /// how many there were.
    async fn since(&self) -> (Duration, Duration, u64) {
        // Who waited until the end of a step is through by then.
        tokio::time::sleep(Duration::from_millis(300)).await;
        let held_up = self.shared.held_up.swap(0, Ordering::SeqCst);
        let longest = self.shared.longest.swap(0, Ordering::SeqCst);
        (
            Duration::from_millis(held_up),
            Duration::from_micros(longest),
            self.shared.done.swap(0, Ordering::SeqCst),
        )
    }

    async fn end(self) {
        self.shared.ended.store(true, Ordering::SeqCst);
        for person in self.people {
            person.await.expect("nobody was refused");
        }
    }
}

async fn work(mut connection: PgConnection, shared: &Shared, (person, rows): (u64, u64)) {
    let mut row = person * 7919;
    while !shared.ended.load(Ordering::SeqCst) {
        row = (row + 104_729) % rows;
        let id = format!("{:032x}", row + 1);
        let statement = if person % 2 == 0 {
            "SELECT version FROM cost_line WHERE id = $1::text::uuid"
        } else {
            "UPDATE cost_line SET version = version + 1 WHERE id = $1::text::uuid"
        };
        let begun = Instant::now();
        let done = sqlx::query(statement).bind(id).execute(&mut connection).await;
        let took = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        done.expect("nobody is refused");
        shared.longest.fetch_max(took, Ordering::SeqCst);
        shared.done.fetch_add(1, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

/// Looks all the time how long anybody waits for a lock, the steps themselves among them; not for the end of an old
/// transaction, as an index does that is made concurrently, for then nobody waits behind it.
async fn watch(mut connection: PgConnection, shared: &Shared) {
    let question = "SELECT COALESCE(MAX(EXTRACT(EPOCH FROM clock_timestamp() - waitstart) * 1000), 0)::bigint
        FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE NOT granted AND datname = current_database()
        AND locktype IN ('relation', 'transactionid', 'tuple', 'extend', 'page')";
    while !shared.ended.load(Ordering::SeqCst) {
        let waits: i64 = sqlx::query_scalar(question)
            .fetch_one(&mut connection)
            .await
            .expect("an answer");
        shared.held_up.fetch_max(waits.unsigned_abs(), Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

async fn linger(mut connection: PgConnection, shared: &Shared) {
    while !shared.ended.load(Ordering::SeqCst) {
        let report = "BEGIN; SELECT version FROM cost_line LIMIT 1; SELECT pg_sleep(1.5); COMMIT";
        sqlx::raw_sql(report)
            .execute(&mut connection)
            .await
            .expect("a report");
        tokio::time::sleep(Duration::from_millis(700)).await;
    }
}

/// Goal: steps of the usual kind hold nobody up for longer than a second, also while somebody else reads for longer.
#[tokio::test(flavor = "multi_thread")]
async fn steps_over_cost_lines_hold_nobody_up() {
    if !several() {
        return;
    }
    let rows = wish::<u64>("TALKOOT_TEST_ROWS").unwrap_or(FEW);
    let claims = Claims::start().await;
    claims
        .first_period(&[("Karkkila", &[(SERVICES, "100.00")])])
        .await;
    let app = &claims.app;
    app.by_hand(&GROW.replace("{rows}", &rows.to_string()))
        .await
        .expect("many lines");
    let lines = app.number("SELECT COUNT(*) FROM cost_line").await;
    let crowd = Crowd::begin(app, rows).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let (_, longest, done) = crowd.since().await;
    println!(
        "{lines} cost lines; {done} statements in two seconds, the longest {} ms",
        longest.as_millis()
    );
    let mut known = Known::default();
    let mut steps = Steps::of_this_program();
    let mut worst = Duration::ZERO;
    for (number, (what, sql)) in STEPS.iter().enumerate() {
        assert_eq!(faults(sql, false, &mut known), Vec::<String>::new());
        steps = steps.and(&format!("m20990101_{number:06}_step"), sql);
        let begun = Instant::now();
        app.app.store().migrate_with(&steps).await.expect("the step");
        let took = begun.elapsed();
        let (held_up, longest, done) = crowd.since().await;
        println!(
            "{what}: {:.1} s; longest wait for a lock {} ms; {done} statements meanwhile, the longest {} ms",
            took.as_secs_f64(),
            held_up.as_millis(),
            longest.as_millis()
        );
        worst = worst.max(held_up);
    }
    if rows > FEW {
        careless(app, &crowd).await;
    }
    crowd.end().await;
    println!(
        "the longest that anybody waited for a lock during the steps: {} ms",
        worst.as_millis()
    );
    assert!(worst < MOST, "{worst:?}");
    if rows == FEW {
        claims.app.finish().await;
    }
}

/// For comparison, what the check of migrations refuses.
async fn careless(app: &TestApp, crowd: &Crowd) {
    let begun = Instant::now();
    app.by_hand("CREATE INDEX cost_line_careless ON cost_line (weight, id)")
        .await
        .expect("it is done");
    let took = begun.elapsed();
    let (held_up, ..) = crowd.since().await;
    println!(
        "REFUSED in migrations, an index that is not made concurrently: {:.1} s; longest wait for a lock {} ms",
        took.as_secs_f64(),
        held_up.as_millis()
    );
}
