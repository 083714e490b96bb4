//! Laying a letter out as plain text and as HTML.

use super::NotRendered;
use super::letter::Letter;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Error, Output, State, Value, context, escape_formatter};
use std::sync::LazyLock;
use talkoot_domain::language::Language;

/// Columns of the plain text: what every mail program shows without wrapping again.
const COLUMNS: usize = 72;

static LAYOUTS: LazyLock<Result<Environment<'static>, NotRendered>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build()
        .map_err(broken)?;
    environment.set_syntax(syntax);
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|name| match name {
        "mail.html" => AutoEscape::Html,
        _ => AutoEscape::None,
    });
    environment.set_formatter(write_value);
    environment.add_filter("wrap", |text: String, indent: usize| wrap(&text, indent));
    environment
        .add_template("mail.html", include_str!("../../layouts/mail.html"))
        .map_err(broken)?;
    environment
        .add_template("mail.txt", include_str!("../../layouts/mail.txt"))
        .map_err(broken)?;
    Ok(environment)
});

/// The letter as plain text.
pub(super) fn text(letter: &Letter, language: Language) -> Result<String, NotRendered> {
    lay_out("mail.txt", letter, language)
}

/// The letter as an HTML page: escaped, without scripts, pictures or anything to fetch.
pub(super) fn html(letter: &Letter, language: Language) -> Result<String, NotRendered> {
    lay_out("mail.html", letter, language)
}

fn lay_out(template: &str, letter: &Letter, language: Language) -> Result<String, NotRendered> {
    let environment = LAYOUTS.as_ref().map_err(Clone::clone)?;
    let values = context! { letter => Serde(letter), language => language.code() };
    environment
        .get_template(template)
        .and_then(|template| template.render(values))
        .map_err(broken)
}

#[expect(clippy::needless_pass_by_value, reason = "the shape map_err asks for")]
fn broken(error: Error) -> NotRendered {
    NotRendered::Layout(error.to_string())
}

/// Escapes the five characters that mean something in HTML. minijinja would escape the slash too,
/// which makes every address in the source of the mail unreadable.
fn write_value(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if !matches!(state.auto_escape(), AutoEscape::Html) {
        return escape_formatter(out, state, value);
    }
    for character in value.to_string().chars() {
        match character {
            '&' => out.write_str("&amp;")?,
            '<' => out.write_str("&lt;")?,
            '>' => out.write_str("&gt;")?,
            '"' => out.write_str("&quot;")?,
            '\'' => out.write_str("&#39;")?,
            other => write!(out, "{other}")?,
        }
    }
    Ok(())
}

/// Breaks lines at ordinary spaces; later lines are indented. A word longer than a line stays whole.
fn wrap(text: &str, indent: usize) -> String {
    let mut out = String::new();
    for line in text.lines() {
        if !out.is_empty() {
            new_line(&mut out, indent);
        }
        let mut column = indent;
        for word in line.split(' ').filter(|word| !word.is_empty()) {
            let length = word.chars().count();
            if column > indent && column + 1 + length > COLUMNS {
                new_line(&mut out, indent);
                column = indent;
            }
            if column > indent {
                out.push(' ');
                column += 1;
            }
            out.push_str(word);
            column += length;
        }
    }
    out
}

fn new_line(out: &mut String, indent: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', indent));
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn lines_break_at_spaces_and_long_words_stay_whole() {
        let word = "a".repeat(80);
        let amount = "49\u{a0}006,24\u{a0}€";
        for (text, indent, expected) in [
            ("kunta", 0, "kunta".to_owned()),
            (
                &format!("{} b", "a".repeat(71)),
                0,
                format!("{}\nb", "a".repeat(71)),
            ),
            (&format!("x {word} y"), 2, format!("x\n  {word}\n  y")),
            ("yksi\nkaksi", 2, "yksi\n  kaksi".to_owned()),
            (
                &format!("{} {amount}", "a".repeat(65)),
                0,
                format!("{}\n{amount}", "a".repeat(65)),
            ),
        ] {
            assert_eq!(wrap(text, indent), expected);
        }
    }
}
