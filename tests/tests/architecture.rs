//! The house stays as it is drawn in `docs/architecture.md`: who may know whom, and what is done in
//! one place only.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The crates of ours that each crate of ours uses outside its tests. Asked of cargo itself: a library for it would make
/// others be compiled otherwise for the tests than for the program.
fn ours() -> BTreeMap<String, Vec<String>> {
    let asked = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output();
    let asked = asked.expect("cargo");
    assert!(
        asked.status.success(),
        "{}",
        String::from_utf8_lossy(&asked.stderr)
    );
    let metadata: Value = serde_json::from_slice(&asked.stdout).expect("JSON");
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let packages = metadata["packages"].as_array().expect("packages");
    packages
        .iter()
        .map(|package| {
            let used = package["dependencies"].as_array().expect("dependencies").iter();
            // What is neither for tests nor for build scripts has no kind.
            let used = used
                .filter(|used| used["kind"].is_null())
                .map(|used| text(&used["name"]));
            (text(&package["name"]), used.collect())
        })
        .collect()
}

#[test]
fn crates_know_only_whom_they_may() {
    // One line per crate: which of ours it may use. Downwards only.
    let may: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("talkoot-domain", &[][..]),
        ("talkoot-banking", &["talkoot-domain"][..]),
        ("talkoot-ledger", &["talkoot-domain"][..]),
        ("talkoot-forms", &["talkoot-domain"][..]),
        ("talkoot-documents", &["talkoot-domain"][..]),
        ("talkoot-migrations", &[][..]),
        (
            "talkoot-storage",
            &["talkoot-domain", "talkoot-forms", "talkoot-migrations"][..],
        ),
        ("talkoot-mail", &["talkoot-domain"][..]),
        (
            "talkoot-app",
            &[
                "talkoot-banking",
                "talkoot-documents",
                "talkoot-domain",
                "talkoot-forms",
                "talkoot-ledger",
                "talkoot-mail",
                "talkoot-storage",
            ][..],
        ),
        (
            "talkoot-graphql",
            &[
                "talkoot-app",
                "talkoot-documents",
                "talkoot-domain",
                "talkoot-forms",
                "talkoot-ledger",
            ][..],
        ),
    ]);
    let ours = ours();
    for (name, may) in may {
        let used = ours
            .get(name)
            .unwrap_or_else(|| panic!("there is no crate {name}"));
        for used in used.iter().filter(|used| used.starts_with("talkoot-")) {
            assert!(may.contains(&used.as_str()), "{name} may not know {used}");
        }
    }
}

#[test]
fn libraries_stay_where_they_belong() {
    let ours = ours();
    for (library, may) in [
        ("sea-orm", &["talkoot-storage"][..]),
        ("sea-orm-migration", &["talkoot-migrations"][..]),
        ("async-graphql", &["talkoot-graphql", "talkoot-server"][..]),
        ("axum", &["talkoot-server", "talkoot-bench"][..]),
        ("openidconnect", &["talkoot-server"][..]),
        ("lettre", &["talkoot-mail", "talkoot-bench"][..]),
        ("typst", &["talkoot-documents"][..]),
        ("typst-pdf", &["talkoot-documents"][..]),
        ("quick-xml", &["talkoot-banking", "talkoot-ledger"][..]),
        ("object_store", &["talkoot-storage"][..]),
    ] {
        for (name, used) in &ours {
            assert!(
                !used.iter().any(|used| used == library) || may.contains(&name.as_str()),
                "{name} may not use {library}"
            );
        }
    }
    for forbidden in ["tokio", "sea-orm", "async-graphql", "serde", "reqwest"] {
        assert!(
            !ours["talkoot-banking"].iter().any(|used| used == forbidden),
            "banking uses {forbidden}"
        );
    }
    for forbidden in ["tokio", "serde", "serde_json"] {
        assert!(
            !ours["talkoot-domain"].iter().any(|used| used == forbidden),
            "domain uses {forbidden}"
        );
    }
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_dir() && name != "target" && name != "node_modules" {
            sources(&path, found);
        } else if name.ends_with(".rs") {
            found.push(path);
        }
    }
}

fn all_sources() -> Vec<(String, String)> {
    let root = root().canonicalize().expect("the checkout");
    let mut found = Vec::new();
    for folder in ["crates", "migrations", "tests"] {
        sources(&root.join(folder), &mut found);
    }
    found
        .into_iter()
        .map(|path| {
            let name = path
                .strip_prefix(&root)
                .expect("below the checkout")
                .display()
                .to_string();
            (name, fs::read_to_string(&path).expect("a source file"))
        })
        .collect()
}

#[test]
fn some_things_are_done_in_one_place_only() {
    for (what, places) in [
        ("Utc::now()", &["crates/app/src/clock.rs"][..]),
        (
            "begin_with_options(",
            &["crates/storage/src/store.rs", "migrations/src/steps.rs"][..],
        ),
        // What a fault shows to whoever debugs may hold anything: `told` in `crates/app/src/failure.rs` is for the log.
        ("?failure", &[][..]),
        ("?error", &[][..]),
        ("?fault", &[][..]),
    ] {
        for (name, text) in all_sources() {
            let production =
                !name.starts_with("tests/") && !name.contains("/tests/") && !name.contains("test-support");
            if production && text.contains(what) {
                assert!(
                    places.contains(&name.as_str()),
                    "{name} has {what}; it belongs into {places:?}"
                );
            }
        }
    }
}

/// Whoever calls an asynchronous function compiles its insides again, and those of the schema pass a limit of the compiler
/// with optimisation, which no test is built with: what others call is boxed where it is.
#[test]
fn the_insides_of_the_schema_are_compiled_once() {
    let mut looked_at = 0;
    for (name, text) in all_sources() {
        if name.starts_with("crates/graphql/src/") {
            looked_at += 1;
            assert!(
                !text.contains("pub async fn "),
                "{name}: box what it returns, as `execute` does"
            );
        }
    }
    assert!(looked_at > 100);
}

#[test]
fn files_fit_in_a_head() {
    for (name, text) in all_sources() {
        let lines = text.lines().count();
        assert!(
            lines <= 500,
            "{name} has {lines} lines; split it by what it is about"
        );
    }
}

/// What is generated is committed as the program would generate it now: the schema, the diagrams, the
/// table of permissions. `make schema` writes them anew.
#[test]
fn generated_files_are_up_to_date() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let fresh = tempfile::tempdir().expect("a folder");
    let run = |arguments: &[&str]| {
        let done = Command::new(env!("CARGO_BIN_EXE_talkoot-under-test"))
            .args(arguments)
            .current_dir(fresh.path())
            .output()
            .expect("the program");
        assert!(done.status.success(), "{done:?}");
    };
    run(&["schema", "--output", "schema.graphql"]);
    run(&["docs", "--output", "docs"]);
    let mut files = vec!["schema.graphql".to_owned(), "docs/permissions.md".to_owned()];
    for folder in [root.join("docs/states"), fresh.path().join("docs/states")] {
        let names = std::fs::read_dir(folder).expect("the diagrams");
        files.extend(names.map(|name| {
            let name = name.expect("a file").file_name();
            format!("docs/states/{}", name.to_string_lossy())
        }));
    }
    files.sort();
    files.dedup();
    let stale: Vec<&String> = files
        .iter()
        .filter(|file| std::fs::read(root.join(file)).ok() != std::fs::read(fresh.path().join(file)).ok())
        .collect();
    assert!(
        stale.is_empty(),
        "{stale:?} are stale: run `make schema` and commit what it writes"
    );
}
