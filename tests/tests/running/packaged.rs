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
    let settings = [
        "# TALKOOT_A=a remark",
        "; TALKOOT_A=a remark",
        " \t# TALKOOT_A=a remark with a \\ in it",
        "",
        " \t\r",
        "TALKOOT_B=postgres:///talkoot?host=/run&user=talkoot",
        "TALKOOT_C=\"two words \" \t",
        "TALKOOT_D='one $HOME \\ \"'",
        "TALKOOT_E=$(touch carried-out)`touch carried-out`",
        "TALKOOT_MAIL_FOLDER=elsewhere",
        "  TALKOOT_G=indented",
        "\tTALKOOT_H\t = apart \t",
        "TALKOOT_I=of another system \r",
        "TALKOOT_J='of another system'\r",
        "TALKOOT_K=",
        "TALKOOT_L=a \"b\" c's #;=",
        "TALKOOT_M=first",
        "TALKOOT_M=second",
        "TALKOOT_PROGRAM=/bin/false",
        "TALKOOT_HOME=/nowhere",
        "TALKOOT_F=the last, without an end of line",
    ]
    .join("\n");
    let output = with_settings(folder.path(), &settings, "/usr/bin/env", &[]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let seen = String::from_utf8(output.stdout).expect("text");
    for line in [
        "TALKOOT_B=postgres:///talkoot?host=/run&user=talkoot",
        "TALKOOT_C=two words ",
        "TALKOOT_D=one $HOME \\ \"",
        "TALKOOT_E=$(touch carried-out)`touch carried-out`",
        "TALKOOT_MAIL_FOLDER=elsewhere",
        "TALKOOT_G=indented",
        "TALKOOT_H=apart",
        "TALKOOT_I=of another system",
        "TALKOOT_J=of another system",
        "TALKOOT_K=",
        "TALKOOT_L=a \"b\" c's #;=",
        "TALKOOT_M=second",
        "TALKOOT_F=the last, without an end of line",
        "DATABASE_URL=sqlite:///var/lib/talkoot/talkoot.db?mode=rwc",
    ] {
        // Not by `lines`, which leaves out a CR.
        assert!(seen.split('\n').any(|one| one == line), "{line}: {seen}");
    }
    assert!(!seen.contains("TALKOOT_A="), "{seen}");
    assert!(!folder.path().join("carried-out").exists());
}

/// Goal: what systemd reads otherwise than it stands there is refused, where it stands is told, and what it holds is not.
#[test]
fn settings_that_mean_something_else_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = format!("{}, line 2: ", folder.path().join("talkoot.env").display());
    for (line, words) in [
        ("planted", "this is no NAME=value"),
        ("=planted", "a name has letters"),
        ("1TALKOOT=planted", "a name has letters"),
        ("TALKOOT-A=planted", "a name has letters"),
        ("TALKOOT_Ä=planted", "a name has letters"),
        ("export TALKOOT_A=planted", "a name has letters"),
        ("line=planted", "would take it for its own"),
        ("TALKOOT_A=planted\\", "has a backslash in it; put ' around it"),
        ("TALKOOT_A=plan\\ted", "has a backslash in it; put ' around it"),
        ("TALKOOT_A='plan'ted'", "has a ' in it"),
        ("TALKOOT_A=\"plan\"ted\"", "has a \" or a backslash in it"),
        ("TALKOOT_A=\"plan\\ted\"", "has a \" or a backslash in it"),
        ("TALKOOT_A='planted", "does not end with the quote"),
        ("TALKOOT_A=\"planted", "does not end with the quote"),
        ("TALKOOT_A=\"planted'", "does not end with the quote"),
        ("TALKOOT_A='planted' twice", "does not end with the quote"),
        ("TALKOOT_A='", "does not end with the quote"),
        ("TALKOOT_A=plan\tted", "has a control character in it"),
        ("TALKOOT_A=plan\u{1}ted", "has a control character in it"),
        (
            "TALKOOT_A=planted\rTALKOOT_C=planted",
            "a CR stands in its middle",
        ),
        ("# planted\rTALKOOT_A=planted", "a CR stands in its middle"),
        ("# planted \\", "may hide the next line"),
        ("; planted \\ \r", "may hide the next line"),
    ] {
        let settings = format!("# The first.\n{line}\nTALKOOT_B=b\n");
        let output = with_settings(folder.path(), &settings, "/usr/bin/env", &[]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(75), "{line}: {said}");
        assert!(output.stdout.is_empty(), "{line}");
        assert!(said.starts_with(&place) && said.contains(words), "{line}: {said}");
        assert!(!said.contains("plan"), "{line}: {said}");
    }
}
