use std::collections::{BTreeMap, BTreeSet};

use super::{Audience, Column, Condition, Definition, Fault, Field, FieldKind, Section, What, Words};

const MOST_SECTIONS: usize = 60;
const MOST_FIELDS: usize = 400;
const MOST_OPTIONS: usize = 400;
const MOST_COLUMNS: usize = 30;
/// A table of more rows belongs into a file.
const MOST_ROWS: u32 = 500;
const MOST_FILES: u32 = 20;
const LONGEST_TEXT: u32 = 50_000;
/// More decimals than this no exact number holds with room for the digits before the point.
const MOST_DECIMALS: u32 = 12;
const LONGEST_WORDS: usize = 4_000;
const LONGEST_CODE: usize = 60;
const DEEPEST: usize = 4;

/// A field that was seen: of whom it is asked, and its options.
struct Seen<'a> {
    asked_of: Audience,
    options: Vec<&'a str>,
}

type Known<'a> = BTreeMap<&'a str, Seen<'a>>;

impl Definition {
    /// Whether it can be asked.
    ///
    /// # Errors
    /// The first of its [faults](Self::faults).
    pub fn check(&self) -> Result<(), Fault> {
        self.faults().into_iter().next().map_or(Ok(()), Err)
    }

    /// Everything that is wrong with it, in the order of the form: codes that are none or stand twice, texts that
    /// miss a language, limits that exclude every answer, conditions on what is not asked before.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut found = |path: &[&dyn ToString], checked: Result<(), Fault>| {
            if let Err(fault) = checked {
                let path = path.iter().rev();
                faults.push(path.fold(fault, |fault, step| fault.under(step.to_string())));
            }
        };
        found(&[&"code"], code(&self.code));
        found(&[&"title"], self.title.check());
        found(&[&"help"], help(self.help.as_ref()));
        found(&[&"sections"], length(self.sections.len(), MOST_SECTIONS));
        let fields = self.fields().count();
        if fields > MOST_FIELDS {
            found(&[&"sections"], Err(Fault::here(What::TooMany(MOST_FIELDS))));
        }
        let mut sections = BTreeSet::new();
        let mut known = Known::new();
        for (place, section) in self.sections.iter().enumerate() {
            let at: [&dyn ToString; 2] = [&"sections", &place];
            found(&at, section.check(&known));
            if !sections.insert(&section.code) {
                found(&at, Err(twice(&section.code)));
            }
            for (row, field) in section.fields.iter().enumerate() {
                let at: [&dyn ToString; 4] = [&"sections", &place, &"fields", &row];
                found(&at, field.check(section.asked_of, &known));
                let seen = Seen {
                    asked_of: section.asked_of,
                    options: field.kind.options(),
                };
                if known.insert(&field.code, seen).is_some() {
                    found(&at, Err(twice(&field.code)));
                }
            }
        }
        faults
    }
}

fn twice(code: &str) -> Fault {
    Fault::here(What::CodeTwice(code.to_owned())).under("code")
}

impl Section {
    fn check(&self, known: &Known<'_>) -> Result<(), Fault> {
        code(&self.code).map_err(|fault| fault.under("code"))?;
        self.title.check().map_err(|fault| fault.under("title"))?;
        help(self.help.as_ref()).map_err(|fault| fault.under("help"))?;
        condition(self.visible_when.as_ref(), self.asked_of, known)?;
        length(self.fields.len(), MOST_FIELDS).map_err(|fault| fault.under("fields"))
    }
}

impl Field {
    fn check(&self, asked_of: Audience, known: &Known<'_>) -> Result<(), Fault> {
        code(&self.code).map_err(|fault| fault.under("code"))?;
        self.label.check().map_err(|fault| fault.under("label"))?;
        help(self.help.as_ref()).map_err(|fault| fault.under("help"))?;
        condition(self.visible_when.as_ref(), asked_of, known)?;
        self.kind.limits()
    }
}

impl FieldKind {
    fn options(&self) -> Vec<&str> {
        match self {
            Self::Choice { options, .. } => options.iter().map(|option| option.code.as_str()).collect(),
            Self::Text { .. }
            | Self::Number { .. }
            | Self::Money { .. }
            | Self::Date { .. }
            | Self::Table { .. }
            | Self::File { .. }
            | Self::Municipality
            | Self::SubArea => Vec::new(),
        }
    }

    /// Whether its limits leave room for an answer.
    fn limits(&self) -> Result<(), Fault> {
        match self {
            Self::Text { longest, .. } => between(*longest, 1, LONGEST_TEXT, "longest"),
            Self::Number {
                decimals,
                least,
                most,
            } => {
                between(*decimals, 0, MOST_DECIMALS, "decimals")?;
                crossed(*least, *most, "least")
            }
            Self::Money { least, most } => crossed(*least, *most, "least"),
            Self::Date { earliest, latest } => crossed(*earliest, *latest, "earliest"),
            Self::Choice { options, .. } => {
                length(options.len(), MOST_OPTIONS).map_err(|fault| fault.under("options"))?;
                let all = options.iter().map(|option| (option.code.as_str(), &option.label));
                named(all, "options")?;
                for (place, option) in options.iter().enumerate() {
                    help(option.ends.as_ref())
                        .map_err(|fault| fault.under("ends").under(place).under("options"))?;
                }
                Ok(())
            }
            Self::Table { columns, most_rows } => {
                between(*most_rows, 1, MOST_ROWS, "mostRows")?;
                length(columns.len(), MOST_COLUMNS).map_err(|fault| fault.under("columns"))?;
                let all = columns.iter().map(|column| (column.code.as_str(), &column.label));
                named(all, "columns")?;
                columns.iter().enumerate().try_for_each(|(place, column)| {
                    cell(column).map_err(|fault| fault.under(place).under("columns"))
                })
            }
            Self::File { most } => between(*most, 1, MOST_FILES, "most"),
            Self::Municipality | Self::SubArea => Ok(()),
        }
    }
}

fn cell(column: &Column) -> Result<(), Fault> {
    match &column.kind {
        FieldKind::Table { .. } | FieldKind::File { .. } => Err(Fault::here(What::NoCell).under("type")),
        kind @ (FieldKind::Text { .. }
        | FieldKind::Number { .. }
        | FieldKind::Money { .. }
        | FieldKind::Date { .. }
        | FieldKind::Choice { .. }
        | FieldKind::Municipality
        | FieldKind::SubArea) => kind.limits(),
    }
}

/// Codes and labels of options or columns.
fn named<'a>(all: impl Iterator<Item = (&'a str, &'a Words)>, list: &str) -> Result<(), Fault> {
    let mut seen = BTreeSet::new();
    for (place, (own, label)) in all.enumerate() {
        let checked = code(own)
            .map_err(|fault| fault.under("code"))
            .and_then(|()| label.check().map_err(|fault| fault.under("label")))
            .and_then(|()| if seen.insert(own) { Ok(()) } else { Err(twice(own)) });
        checked.map_err(|fault| fault.under(place).under(list))?;
    }
    Ok(())
}

impl Words {
    fn check(&self) -> Result<(), Fault> {
        for (text, language, key) in [
            (&self.fi, "Finnish", "fi"),
            (&self.sv, "Swedish", "sv"),
            (&self.en, "English", "en"),
        ] {
            if text.trim().is_empty() {
                return Err(Fault::here(What::NoWords(language)).under(key));
            }
            let characters = text.chars().count();
            if characters > LONGEST_WORDS {
                return Err(Fault::here(What::TooLong(characters, 4_000)).under(key));
            }
        }
        Ok(())
    }
}

fn help(words: Option<&Words>) -> Result<(), Fault> {
    words.map_or(Ok(()), Words::check)
}

fn code(text: &str) -> Result<(), Fault> {
    let small = |c: char| c.is_ascii_lowercase();
    let other = |c: char| small(c) || c.is_ascii_digit() || c == '_' || c == '-';
    if text.starts_with(small) && text.chars().all(other) && text.len() <= LONGEST_CODE {
        return Ok(());
    }
    Err(Fault::here(What::NoCode(text.to_owned())))
}

fn length(count: usize, most: usize) -> Result<(), Fault> {
    if count == 0 {
        return Err(Fault::here(What::Empty));
    }
    if count > most {
        return Err(Fault::here(What::TooMany(most)));
    }
    Ok(())
}

fn between(value: u32, least: u32, most: u32, key: &str) -> Result<(), Fault> {
    if (least..=most).contains(&value) {
        return Ok(());
    }
    Err(Fault::here(What::Limit(least, most)).under(key))
}

fn crossed<T: PartialOrd>(least: Option<T>, most: Option<T>, key: &str) -> Result<(), Fault> {
    match (least, most) {
        (Some(least), Some(most)) if least > most => Err(Fault::here(What::LimitsCrossed).under(key)),
        _ => Ok(()),
    }
}

/// It looks only at what is asked before, so that it never goes round in a circle, and only at what the same
/// owner or the lead answers.
fn condition(condition: Option<&Condition>, asked_of: Audience, known: &Known<'_>) -> Result<(), Fault> {
    let Some(condition) = condition else {
        return Ok(());
    };
    let fault = |what| Err(Fault::here(what).under("visibleWhen"));
    if condition.depth() > DEEPEST {
        return fault(What::TooDeep(DEEPEST));
    }
    for (field, option) in condition.looks_at() {
        let Some(seen) = known.get(field) else {
            return fault(What::NotAskedBefore(field.to_owned()));
        };
        if asked_of == Audience::Lead && seen.asked_of == Audience::EachPartner {
            return fault(What::OfSomebodyElse(field.to_owned()));
        }
        if let Some(option) = option
            && !seen.options.contains(&option)
        {
            return fault(What::NoSuchOption(field.to_owned(), option.to_owned()));
        }
    }
    Ok(())
}
