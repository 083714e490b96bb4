//! Every trap of other systems is named on `docs/traps.md` and shown by tests that carry its number.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// How many traps there are.
const TRAPS: usize = 15;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name != "target") {
                sources(&path, into);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

/// The tests of our sources whose names begin with the number of a trap. Each must be a test and not switched off.
fn named_tests() -> BTreeSet<String> {
    let mut files = Vec::new();
    for folder in ["crates", "tests"] {
        sources(&root().join(folder), &mut files);
    }
    let mut found = BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a source");
        let in_properties = |line: usize| {
            let above: Vec<&str> = text.lines().take(line).collect();
            above
                .iter()
                .rev()
                .any(|line| line.trim_start().starts_with("proptest! {"))
        };
        for (number, line) in text.lines().enumerate() {
            let declared = line.trim_start();
            let declared = declared.strip_prefix("async ").unwrap_or(declared);
            let Some(name) = declared
                .strip_prefix("fn trap_")
                .and_then(|rest| rest.split('(').next())
            else {
                continue;
            };
            let above: Vec<&str> = text.lines().take(number).collect();
            let attributes: Vec<&str> = above
                .iter()
                .rev()
                .map(|line| line.trim())
                .take_while(|line| line.starts_with("#[") || line.starts_with("///") || line.ends_with(")]"))
                .collect();
            let is_test = attributes
                .iter()
                .any(|line| line.starts_with("#[test]") || line.starts_with("#[tokio::test"));
            assert!(is_test || in_properties(number), "trap_{name} is no test");
            assert!(
                !attributes.iter().any(|line| line.starts_with("#[ignore")),
                "trap_{name} is switched off"
            );
            assert!(
                found.insert(format!("trap_{name}")),
                "two tests are called trap_{name}"
            );
        }
    }
    found
}

/// The rows of the page: the number, and the tests that it names.
fn rows() -> Vec<(usize, Vec<String>)> {
    let page = fs::read_to_string(root().join("docs/traps.md")).expect("the page");
    let rows = page.lines().filter_map(|line| {
        let cells: Vec<&str> = line.trim().trim_matches('|').split('|').map(str::trim).collect();
        let number = cells.first()?.parse().ok()?;
        let tests = cells.last()?.split('`').filter(|word| word.starts_with("trap_"));
        Some((number, tests.map(ToOwned::to_owned).collect()))
    });
    rows.collect()
}

#[test]
fn the_page_of_traps_and_the_tests_agree() {
    let rows = rows();
    let numbers: Vec<usize> = rows.iter().map(|(number, _)| *number).collect();
    assert_eq!(
        numbers,
        (1..=TRAPS).collect::<Vec<_>>(),
        "each number once, in order"
    );
    for (number, tests) in &rows {
        assert!(!tests.is_empty(), "no test shows trap {number}");
        for test in tests {
            assert!(
                test.starts_with(&format!("trap_{number:02}_")),
                "{test} in the row of trap {number}"
            );
        }
    }
    let on_page: BTreeSet<String> = rows.into_iter().flat_map(|(_, tests)| tests).collect();
    let in_sources = named_tests();
    let missing: Vec<_> = in_sources.difference(&on_page).collect();
    let gone: Vec<_> = on_page.difference(&in_sources).collect();
    assert!(missing.is_empty(), "not on docs/traps.md: {missing:?}");
    assert!(gone.is_empty(), "on docs/traps.md but no test: {gone:?}");
}
