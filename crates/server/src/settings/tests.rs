//! Secrets that are given to the program are told by nothing that it writes about its settings.

use clap::{Command, CommandFactory, Parser};

use super::Arguments;

const PLANTED: &str = "planted-7f3a";

fn is_secret(variable: &str) -> bool {
    let named = ["PASSWORD", "SECRET", "TOKEN", "DATABASE_URL"];
    named.iter().any(|word| variable.contains(word)) && !variable.ends_with("_FILE")
}

/// The settings with secrets whose values the help would show.
fn shown(command: &Command, secrets: &mut Vec<String>, shown_by: &mut Vec<String>) {
    for argument in command.get_arguments() {
        let variable = argument.get_env().map(|name| name.to_string_lossy().into_owned());
        let Some(variable) = variable.filter(|name| is_secret(name)) else {
            continue;
        };
        if !argument.is_hide_env_values_set() {
            shown_by.push(format!("{} of {}", variable, command.get_name()));
        }
        secrets.push(variable);
    }
    for sub in command.get_subcommands() {
        shown(sub, secrets, shown_by);
    }
}

#[test]
fn the_help_shows_no_secret() {
    let (mut secrets, mut shown_by) = (Vec::new(), Vec::new());
    shown(&Arguments::command(), &mut secrets, &mut shown_by);
    assert_eq!(shown_by, Vec::<String>::new());
    secrets.sort_unstable();
    secrets.dedup();
    assert_eq!(
        secrets,
        [
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "DATABASE_URL",
            "TALKOOT_OIDC_CLIENT_SECRET",
            "TALKOOT_SMTP_PASSWORD",
        ]
    );
}

#[test]
fn no_secret_is_in_what_debug_says() {
    let database = format!("postgres://talkoot:{PLANTED}@localhost/talkoot");
    let arguments = Arguments::try_parse_from([
        "talkoot",
        "serve",
        "--database-url",
        &database,
        "--oidc-issuer",
        "https://op.example.test",
        "--oidc-client-id",
        "talkoot",
        "--oidc-client-secret",
        PLANTED,
        "--smtp-password",
        PLANTED,
        "--s3-key-id",
        "key",
        "--s3-secret",
        PLANTED,
        "--s3-token",
        PLANTED,
    ]);
    let said = format!("{:?}", arguments.expect("settings"));
    assert!(
        said.contains("op.example.test") && !said.contains(PLANTED),
        "{said}"
    );
}
