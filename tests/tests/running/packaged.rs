//! What the package brings along fits with the program. On a booted Debian: `make deb-check`.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

const TALKOOT: &str = env!("CARGO_BIN_EXE_talkoot-under-test");

fn packaging() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../packaging")
}

/// What `with-settings` does with these settings; `program` in the place of the one that is installed.
fn with_settings(folder: &Path, settings: &str, program: &str, arguments: &[&str]) -> Output {
    let file = folder.join("talkoot.env");
    fs::write(&file, settings).expect("a file");
    Command::new("sh")
        .arg(packaging().join("with-settings"))
        .args(arguments)
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("TALKOOT_DEFAULTS", packaging().join("defaults.env"))
        .env("TALKOOT_SETTINGS", file)
        .env("TALKOOT_HOME", folder)
        .env("TALKOOT_PROGRAM", program)
        .output()
        .expect("a shell")
}

/// Goal: both units are one user with the same settings, or one would take the folder from the other and work elsewhere.
#[test]
fn both_units_are_one_user_with_the_same_settings() {
    let what = |unit: &str| -> Vec<String> {
        let text = fs::read_to_string(packaging().join(unit)).expect("a unit");
        let lines = text.lines().filter(|line| !line.starts_with("ExecStart="));
        let lines = lines.filter(|line| !line.starts_with("Description="));
        lines.map(str::to_owned).collect()
    };
    let server = what("talkoot.service");
    assert_eq!(server, what("talkoot-worker.service"));
    for line in [
        "User=talkoot",
        "EnvironmentFile=/usr/lib/talkoot/defaults.env",
        "EnvironmentFile=/etc/talkoot/talkoot.env",
    ] {
        assert!(server.iter().any(|one| one == line), "{line}: {server:#?}");
    }
    assert!(!server.iter().any(|line| line.starts_with("Environment=")));
}

/// Goal: the program understands the settings that the package brings, also when a mail server is set, as those beside it say.
#[test]
fn the_settings_of_the_package_are_understood() {
    let folder = tempfile::tempdir().expect("a folder");
    let shipped = fs::read_to_string(packaging().join("talkoot.env")).expect("settings");
    let mut used = String::new();
    for line in shipped.lines() {
        let Some(set) = line.strip_prefix('#').filter(|line| line.contains('=')) else {
            continue;
        };
        let name = set.split('=').next().unwrap_or_default();
        // A sentence is no setting.
        if name.contains(' ') || ["DATABASE_URL", "TALKOOT_FILES", "TALKOOT_AUDIT_KEY"].contains(&name) {
            continue;
        }
        used.push_str(set);
        used.push('\n');
    }
    assert!(used.contains("TALKOOT_SMTP_HOST="), "{used}");
    let database = folder.path().join("none.db");
    used.push_str(&format!("DATABASE_URL=sqlite://{}?mode=rw\n", database.display()));
    used.push_str("TALKOOT_SMTP_HOST=127.0.0.1\n");
    let output = with_settings(folder.path(), &used, TALKOOT, &["doctor"]);
    let said = String::from_utf8_lossy(&output.stderr);
    // Two: the settings were not understood.
    assert_eq!(output.status.code(), Some(1), "{said}");
}

/// Goal: settings are read as systemd reads them, and nothing in them is carried out.
#[test]
fn settings_are_read_and_not_carried_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let settings = "# TALKOOT_A=comment\n\nTALKOOT_B=postgres:///talkoot?host=/run&user=talkoot\n\
        TALKOOT_C=\"two words\"\nTALKOOT_D='one $HOME'\nTALKOOT_E=$(touch carried-out)`touch carried-out`\n\
        TALKOOT_MAIL_FOLDER=elsewhere\nTALKOOT_F=the last, without an end of line";
    let output = with_settings(folder.path(), settings, "/usr/bin/env", &[]);
    assert!(output.status.success());
    let seen = String::from_utf8(output.stdout).expect("text");
    for line in [
        "TALKOOT_B=postgres:///talkoot?host=/run&user=talkoot",
        "TALKOOT_C=two words",
        "TALKOOT_D=one $HOME",
        "TALKOOT_E=$(touch carried-out)`touch carried-out`",
        "TALKOOT_MAIL_FOLDER=elsewhere",
        "TALKOOT_F=the last, without an end of line",
        "DATABASE_URL=sqlite:///var/lib/talkoot/talkoot.db?mode=rwc",
    ] {
        assert!(seen.lines().any(|one| one == line), "{line}: {seen}");
    }
    assert!(!seen.contains("TALKOOT_A="), "{seen}");
    assert!(!folder.path().join("carried-out").exists());
}
