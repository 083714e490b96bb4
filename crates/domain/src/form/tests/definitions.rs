use super::{choice, column, definition, field, is, section, text};
use crate::form::{Audience, Condition, Definition, FieldKind};

/// Goal: what a definition may not say, and where the fault is; a line per case.
#[test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
fn faults() {
    type Change = fn(&mut Definition);
    let table = |columns| FieldKind::Table {
        columns,
        most_rows: 5,
    };
    assert_eq!(definition().faults(), []);
    let cases: [(&str, Change, &str); 19] = [
        ("a code with capitals", |d| d.code = "Exit".into(), "code"),
        ("a title without Swedish", |d| d.title.sv = " ".into(), "title/sv"),
        ("no sections", |d| d.sections.clear(), "sections"),
        (
            "a section without fields",
            |d| d.sections[1].fields.clear(),
            "sections/1/fields",
        ),
        (
            "two sections of one code",
            |d| d.sections[1].code = "a".into(),
            "sections/1/code",
        ),
        (
            "two fields of one code",
            |d| d.sections[1].fields[0].code = "any".into(),
            "sections/1/fields/0/code",
        ),
        (
            "a label without English",
            |d| d.sections[0].fields[1].label.en.clear(),
            "sections/0/fields/1/label/en",
        ),
        (
            "text without room",
            |d| {
                d.sections[0].fields[1].kind = FieldKind::Text {
                    longest: 0,
                    lines: true,
                }
            },
            "sections/0/fields/1/longest",
        ),
        (
            "limits that exclude everything",
            |d| {
                d.sections[1].fields[0].kind = FieldKind::Number {
                    decimals: 0,
                    least: Some(2.into()),
                    most: Some(1.into()),
                };
            },
            "sections/1/fields/0/least",
        ),
        (
            "no options",
            |d| {
                d.sections[1].fields[0].kind = FieldKind::Choice {
                    options: vec![],
                    several: true,
                }
            },
            "sections/1/fields/0/options",
        ),
        (
            "a condition on a later field",
            |d| d.sections[0].fields[0].visible_when = Some(is("results", "yes")),
            "sections/0/fields/0/visibleWhen",
        ),
        (
            "a condition on itself",
            |d| d.sections[0].fields[0].visible_when = Some(is("any", "yes")),
            "sections/0/fields/0/visibleWhen",
        ),
        (
            "an option that is none",
            |d| d.sections[0].fields[1].visible_when = Some(is("any", "maybe")),
            "sections/0/fields/1/visibleWhen",
        ),
        (
            "conditions nested too deep",
            |d| {
                let nest = |inner| Condition::Not(Box::new(inner));
                d.sections[0].fields[1].visible_when = Some(nest(nest(nest(nest(is("any", "yes"))))));
            },
            "sections/0/fields/1/visibleWhen",
        ),
        (
            "the lead's question after a partner's answer",
            |d| {
                let mut late = field("late", text());
                late.visible_when = Some(Condition::Answered {
                    field: "staff".into(),
                });
                d.sections.push(section("c", Audience::Lead, vec![late]));
            },
            "sections/2/fields/0/visibleWhen",
        ),
        (
            "too many files",
            |d| d.sections[0].fields[1].kind = FieldKind::File { most: 21 },
            "sections/0/fields/1/most",
        ),
        (
            "a help without Finnish",
            |d| d.help = Some(crate::form::Words::default()),
            "help/fi",
        ),
        (
            "an empty code of a section",
            |d| d.sections[0].code.clear(),
            "sections/0/code",
        ),
        (
            "a code that starts with a digit",
            |d| d.sections[0].fields[0].code = "1a".into(),
            "sections/0/fields/0/code",
        ),
    ];
    for (what, change, path) in cases {
        let mut changed = definition();
        change(&mut changed);
        let faults = changed.faults();
        assert_eq!(
            faults.first().map(|fault| fault.path.join("/")).as_deref(),
            Some(path),
            "{what}"
        );
    }
    for (columns, path) in [
        (
            vec![column("x", true, FieldKind::File { most: 1 })],
            "columns/0/type",
        ),
        (
            vec![column("x", true, choice(true)), column("x", true, text())],
            "columns/1/code",
        ),
        (vec![], "columns"),
    ] {
        let mut changed = definition();
        changed.sections[0].fields[1].kind = table(columns);
        let faults = changed.faults();
        assert_eq!(faults[0].path.join("/"), format!("sections/0/fields/1/{path}"));
    }
}

/// Goal: every fault is found, not only the first.
#[test]
fn all_faults_at_once() {
    let mut changed = definition();
    changed.code.clear();
    changed.sections[0].fields[0].label.fi.clear();
    changed.sections[1].title.en.clear();
    assert_eq!(changed.faults().len(), 3);
}
