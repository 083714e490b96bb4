//! Every step from the first release on lets people work while it is taken, and older programs after it.

use std::{collections::BTreeSet, fs, path::Path};

use talkoot_storage::schema::{Steps, Version};

use super::statements::{Known, faults};

/// A step by itself, and a part of what is wrong with it; nothing for one that is fine.
#[test]
#[expect(clippy::too_many_lines, reason = "a line per statement")]
fn what_a_step_may_say() {
    let table = [
        (
            "CREATE TABLE a (id {uuid} PRIMARY KEY, b BIGINT NOT NULL CHECK (b > 0)); CREATE INDEX ab ON a (b);",
            "",
        ),
        (
            "CREATE {unlogged} TABLE a (id BIGINT); ALTER TABLE a ADD COLUMN b TEXT NOT NULL; UPDATE a SET b = '';",
            "",
        ),
        ("-- words; more words\nINSERT INTO claim VALUES (';--');", ""),
        (
            "CREATE FUNCTION f() RETURNS trigger AS $$ BEGIN UPDATE claim SET x = 1; END $$ LANGUAGE plpgsql;",
            "",
        ),
        ("CREATE INDEX x ON claim (id)", "nobody writes"),
        ("CREATE UNIQUE INDEX x ON claim (id)", "nobody writes"),
        ("CREATE INDEX {concurrently} x ON claim (id)", "earlier try"),
        (
            "DROP INDEX {concurrently} IF EXISTS x; CREATE UNIQUE INDEX {concurrently} x ON claim (id);",
            "",
        ),
        (
            "DROP INDEX {concurrently} IF EXISTS x; ALTER TABLE claim ADD COLUMN x TEXT",
            "own",
        ),
        ("DROP INDEX x", "waits for everybody"),
        ("ALTER TABLE claim ADD COLUMN x TEXT", ""),
        (
            "ALTER TABLE claim ADD x BIGINT NOT NULL DEFAULT 0, ADD COLUMN y {bool} NOT NULL DEFAULT TRUE",
            "",
        ),
        (
            "ALTER TABLE claim ADD COLUMN x TEXT NOT NULL DEFAULT 'a, b (c)'",
            "",
        ),
        ("ALTER TABLE claim ADD COLUMN x {uuid} REFERENCES person (id)", ""),
        (
            "ALTER TABLE claim ADD COLUMN x {uuid} DEFAULT gen_random_uuid()",
            "for every row",
        ),
        (
            "ALTER TABLE claim ADD COLUMN x BIGINT DEFAULT (1 + 1)",
            "for every row",
        ),
        ("ALTER TABLE claim ADD COLUMN x TEXT NOT NULL", "older programs"),
        ("ALTER TABLE claim ADD COLUMN x BIGINT CHECK (x > 0)", "NOT VALID"),
        ("ALTER TABLE claim ADD COLUMN x TEXT UNIQUE", "NOT VALID"),
        ("ALTER TABLE claim ADD COLUMN x BIGSERIAL", "every row anew"),
        (
            "ALTER TABLE claim ADD COLUMN x BIGINT GENERATED ALWAYS AS (y + 1) STORED",
            "every row anew",
        ),
        ("ALTER TABLE claim ADD CONSTRAINT c CHECK (x > 0)", "VALIDATE"),
        ("ALTER TABLE claim ADD CONSTRAINT c CHECK (x > 0) NOT VALID", ""),
        (
            "ALTER TABLE claim ADD CONSTRAINT c FOREIGN KEY (x) REFERENCES person (id)",
            "VALIDATE",
        ),
        (
            "ALTER TABLE claim ADD CONSTRAINT c FOREIGN KEY (x) REFERENCES person (id) NOT VALID",
            "",
        ),
        ("ALTER TABLE claim ADD CHECK (x > 0) NOT VALID", "a name"),
        ("ALTER TABLE claim ADD CONSTRAINT c UNIQUE (x)", "USING INDEX"),
        ("ALTER TABLE claim ADD CONSTRAINT c UNIQUE USING INDEX x", ""),
        ("ALTER TABLE claim VALIDATE CONSTRAINT c", ""),
        (
            "ALTER TABLE claim ADD CONSTRAINT c CHECK (x > 0) NOT VALID; ALTER TABLE claim VALIDATE CONSTRAINT c",
            "a step of its own",
        ),
        (
            "ALTER TABLE claim DROP CONSTRAINT c, ADD CONSTRAINT c CHECK (x IN ('a', 'b')) NOT VALID",
            "",
        ),
        ("ALTER TABLE claim DROP CONSTRAINT c", "CONTRACTS"),
        ("ALTER TABLE claim ALTER COLUMN x TYPE BIGINT", "every row anew"),
        ("ALTER TABLE claim ALTER x SET DATA TYPE BIGINT", "every row anew"),
        (
            "ALTER TABLE claim ALTER COLUMN x SET NOT NULL",
            "looks at every row",
        ),
        (
            "ALTER TABLE claim ALTER COLUMN x DROP NOT NULL, ALTER COLUMN y SET DEFAULT 0",
            "",
        ),
        ("ALTER TABLE claim DROP COLUMN x", "CONTRACTS"),
        ("ALTER TABLE claim RENAME COLUMN x TO y", "CONTRACTS"),
        ("ALTER TABLE claim SET UNLOGGED", "not known"),
        ("DROP TABLE claim", "CONTRACTS"),
        ("UPDATE claim SET x = 1", "some at a time"),
        ("DELETE FROM claim WHERE x = 1", "some at a time"),
        ("TRUNCATE claim", "not known"),
        ("LOCK TABLE claim", "not known"),
        ("VACUUM FULL claim", "not known"),
        ("DO $x$ BEGIN UPDATE claim SET x = 1; END $x$", "not known"),
    ];
    for (sql, expected) in table {
        let found = faults(sql, false, &mut Known::default());
        match expected {
            "" => assert!(found.is_empty(), "{sql}: {found:?}"),
            part => assert!(found.iter().any(|fault| fault.contains(part)), "{sql}: {found:?}"),
        }
    }
}

/// What is proven in steps before, and what a contract may.
#[test]
fn what_steps_may_say_one_after_the_other() {
    let mut known = Known::default();
    let mut judge = |sql: &str, is_contract| faults(sql, is_contract, &mut known);
    let strict = "ALTER TABLE claim ALTER COLUMN x SET NOT NULL";
    let check = "ALTER TABLE claim ADD CONSTRAINT x_is_there CHECK (x IS NOT NULL) NOT VALID";
    assert!(judge(check, false).is_empty());
    assert_eq!(judge(strict, true).len(), 1, "nobody has looked at the rows");
    assert!(judge("ALTER TABLE claim VALIDATE CONSTRAINT x_is_there", false).is_empty());
    assert_eq!(judge(strict, true), Vec::<String>::new());
    assert_eq!(judge(strict, false).len(), 1, "older programs may leave it empty");
    assert!(judge("ALTER TABLE claim DROP COLUMN y; DROP TABLE told_once", true).is_empty());
}

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../migrations"))
}

/// What PostgreSQL gets of a step: the text for both engines, and its own.
fn text(step: &str) -> String {
    let source = fs::read_to_string(folder().join(format!("src/{step}.rs"))).expect("the step");
    let (_, call) = source.split_once("sql_migration!(").expect("a step as SQL");
    let files = call.split('"').skip(1).step_by(2);
    files
        .filter(|file| !file.ends_with("_sqlite.sql"))
        .map(|file| fs::read_to_string(folder().join("src/sql").join(file)).expect("its SQL"))
        .collect::<Vec<String>>()
        .join("\n;\n")
}

/// Goal: no step from the first release on holds up who works, or breaks an older program unless it says so.
#[test]
fn every_step_lets_people_work() {
    // Nothing is added to this list: what is in it was never taken over a large table.
    let before = fs::read_to_string(folder().join("before-the-first-release.txt")).expect("the list");
    let before: BTreeSet<&str> = before.lines().collect();
    assert_eq!(before.len(), 75);
    let steps = Steps::of_this_program();
    let names: Vec<&str> = steps.names().collect();
    for step in &before {
        assert!(names.contains(step), "{step} is listed and does not exist");
    }
    let contracts: Vec<(&str, Version)> = steps.contracts().collect();
    for (step, oldest) in &contracts {
        assert!(names.contains(step), "{step} is a contract and does not exist");
        assert!(
            *oldest <= steps.version(),
            "{step}: this program itself could not run"
        );
    }
    let mut known = Known::default();
    let mut found = Vec::new();
    for step in names.iter().filter(|step| !before.contains(*step)) {
        let is_contract = contracts.iter().any(|(name, _)| name == step);
        let faults = faults(&text(step), is_contract, &mut known);
        found.extend(faults.into_iter().map(|fault| format!("{step}: {fault}")));
    }
    assert!(found.is_empty(), "{found:#?}");
}
