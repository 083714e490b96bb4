//! What the package brings along fits with the program.

use std::{fs, path::Path, process::Command};

/// Goal: a unit of the package starts the program also when a mail server is set, as the settings beside it say.
#[test]
fn the_units_start_with_a_mail_server() {
    let packaging = Path::new(env!("CARGO_MANIFEST_DIR")).join("../packaging");
    for unit in ["talkoot.service", "talkoot-worker.service"] {
        let text = fs::read_to_string(packaging.join(unit)).expect("a unit");
        let folder = tempfile::tempdir().expect("a folder");
        let mut command = Command::new(env!("CARGO_BIN_EXE_talkoot-under-test"));
        let set = text.lines().filter_map(|line| line.strip_prefix("Environment="));
        let set: Vec<(&str, &str)> = set.filter_map(|line| line.split_once('=')).collect();
        assert!(
            set.iter().any(|(name, _)| *name == "TALKOOT_MAIL_FOLDER"),
            "{unit}"
        );
        let database = format!("sqlite://{}?mode=rw", folder.path().join("none.db").display());
        let output = command
            .envs(set)
            .env("DATABASE_URL", database)
            .env("TALKOOT_SMTP_HOST", "127.0.0.1")
            .arg("doctor")
            .output()
            .expect("the program");
        let said = String::from_utf8_lossy(&output.stderr);
        // Two: the settings were not understood.
        assert_eq!(output.status.code(), Some(1), "{unit}: {said}");
    }
}
