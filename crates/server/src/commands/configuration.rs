//! The settings as a page, from the types that read them.

use std::{
    collections::BTreeMap,
    fmt::{self, Write},
};

use clap::{Arg, ArgAction, Command, CommandFactory};

use crate::settings::Arguments;

/// What a setting is, and which commands read it.
struct Setting {
    flag: String,
    usual: String,
    meaning: String,
    commands: Vec<String>,
}

/// Every setting that the environment can give, and every command with its own arguments.
pub(super) fn page() -> Result<String, fmt::Error> {
    let program = Arguments::command();
    let mut settings = BTreeMap::new();
    let mut commands = Vec::new();
    of_all(&program, &mut settings);
    gather(&program, "", &mut settings, &mut commands);
    let mut text = String::from(
        "# Settings\n\nFrom the environment or the command line; the command line wins. Nothing is read from a file, except \
         secrets where a setting says so.\n\n| Environment | Argument | Unless told | What it is | Read by |\n|---|---|---|---|---|\n",
    );
    for (name, setting) in &settings {
        writeln!(
            text,
            "| `{name}` | `{}` | {} | {} | {} |",
            setting.flag,
            setting.usual,
            setting.meaning,
            setting.commands.join(", ")
        )?;
    }
    text.push_str("\n`RUST_LOG` chooses what is logged: `info,sqlx=warn` unless told.\n\n## Commands\n\n");
    for (name, about, own) in &commands {
        writeln!(text, "- `talkoot {name}`: {about}")?;
        for argument in own {
            writeln!(text, "  - {argument}")?;
        }
    }
    Ok(text)
}

/// What every command reads.
fn of_all(program: &Command, settings: &mut BTreeMap<String, Setting>) {
    for argument in program.get_arguments() {
        if let Some(variable) = argument.get_env() {
            let mut setting = setting(argument);
            setting.commands.push("all".to_owned());
            settings.insert(variable.to_string_lossy().into_owned(), setting);
        }
    }
}

fn gather(
    command: &Command,
    path: &str,
    settings: &mut BTreeMap<String, Setting>,
    commands: &mut Vec<(String, String, Vec<String>)>,
) {
    for sub in command.get_subcommands() {
        let name = format!("{path} {}", sub.get_name()).trim().to_owned();
        let mut own = Vec::new();
        for argument in sub.get_arguments() {
            match argument.get_env() {
                Some(variable) => {
                    let setting = settings
                        .entry(variable.to_string_lossy().into_owned())
                        .or_insert_with(|| setting(argument));
                    setting.commands.push(format!("`{name}`"));
                }
                None => own.push(format!("`{}`: {}", flag(argument), meaning(argument))),
            }
        }
        let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
        commands.push((name.clone(), about, own));
        gather(sub, &name, settings, commands);
    }
}

fn setting(argument: &Arg) -> Setting {
    let usual: Vec<String> = argument
        .get_default_values()
        .iter()
        .map(|value| format!("`{}`", value.to_string_lossy()))
        .collect();
    Setting {
        flag: flag(argument),
        usual: usual.join(", "),
        meaning: meaning(argument),
        commands: Vec::new(),
    }
}

fn flag(argument: &Arg) -> String {
    let name = argument
        .get_long()
        .map_or_else(|| format!("<{}>", argument.get_id()), |long| format!("--{long}"));
    let takes_value = matches!(argument.get_action(), ArgAction::Set | ArgAction::Append);
    if takes_value && argument.get_long().is_some() {
        return format!("{name} …");
    }
    name
}

fn meaning(argument: &Arg) -> String {
    let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
    help.replace('|', "\\|")
}
