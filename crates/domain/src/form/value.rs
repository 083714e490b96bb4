use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Column, Fault, FieldKind, Given, Names, Reference, What};
use crate::{
    identifiers::MunicipalityCode,
    ids::{FileId, SubAreaId},
    money::Money,
};

/// What was answered in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Words.
    Text(String),
    /// An exact number.
    Number(Decimal),
    /// An amount.
    Money(Money),
    /// A day.
    Date(NaiveDate),
    /// The codes of the chosen options.
    Choice(Vec<String>),
    /// Rows.
    Table(Vec<Row>),
    /// Files.
    Files(Vec<FileId>),
    /// A municipality.
    Municipality(MunicipalityCode),
    /// A sub-area.
    SubArea(SubAreaId),
}

/// A row of a table: what stands in each column that is filled.
pub type Row = BTreeMap<String, Value>;

impl FieldKind {
    /// The value of what somebody wrote; none when nothing was.
    ///
    /// # Errors
    /// The first fault, with the way to it: another type, no number, a day that is none, an option that is none.
    /// What the field limits further is looked at by [`check`](Self::check).
    pub fn read(&self, given: &Given, names: &dyn Names) -> Result<Option<Value>, Fault> {
        let wrong = |what| Err(Fault::here(What::WrongType(what)));
        let text = |what: &'static str| match given {
            Given::Text(text) => Ok(text.trim()),
            Given::Nothing | Given::Flag(_) | Given::Number(_) | Given::List(_) | Given::Fields(_) => {
                wrong(what)
            }
        };
        if empty(given) {
            return Ok(None);
        }
        Ok(Some(match self {
            Self::Text { .. } => Value::Text(text("write a text here")?.to_owned()),
            Self::Number { decimals, .. } => {
                let text = text("write the number as a text, for example \"12.5\"")?;
                number(text, *decimals)?
            }
            Self::Money { .. } => {
                let text = text("write the amount as a text, for example \"1234.56\"")?;
                let amount = text.parse().map_err(|_| What::NotAnAmount(text.to_owned()));
                Value::Money(amount.map_err(Fault::here)?)
            }
            Self::Date { .. } => {
                let text = text("write the day as a text, for example \"2026-03-31\"")?;
                Value::Date(day(text)?)
            }
            Self::Choice { several, .. } => choice(given, *several)?,
            Self::Table { columns, .. } => table(columns, given, names)?,
            Self::File { .. } => {
                let named = list(given, "name the files in a list")?;
                Value::Files(each(named, |one| key(Reference::File, one, names))?)
            }
            Self::Municipality => {
                let text = text("write the code of a municipality as a text, for example \"635\"")?;
                let code = text.parse().map_err(|_| What::NoMunicipality(text.to_owned()));
                Value::Municipality(code.map_err(Fault::here)?)
            }
            Self::SubArea => Value::SubArea(key(Reference::SubArea, given, names)?),
        }))
    }

    /// The value as somebody would write it in this field; [`read`](Self::read) reads it back.
    #[must_use]
    pub fn write(&self, value: &Value, names: &dyn Names) -> Given {
        match (self, value) {
            (Self::Choice { several: false, .. }, Value::Choice(chosen)) if chosen.len() == 1 => {
                Given::Text(chosen.concat())
            }
            (Self::Table { columns, .. }, Value::Table(rows)) => {
                let cell = |code: &String, value: &Value| {
                    let column = columns.iter().find(|column| column.code == *code);
                    column.map_or_else(|| value.given(names), |column| column.kind.write(value, names))
                };
                let row = |row: &Row| {
                    let cells = row.iter();
                    Given::Fields(
                        cells
                            .map(|(code, value)| (code.clone(), cell(code, value)))
                            .collect(),
                    )
                };
                Given::List(rows.iter().map(row).collect())
            }
            _ => value.given(names),
        }
    }

    /// Whether a value can stand in this field.
    ///
    /// # Errors
    /// The first fault, with the way to it. A value that was given to another version of the form may be of
    /// another kind.
    pub fn check(&self, value: &Value) -> Result<(), Fault> {
        let here = |what| Err(Fault::here(what));
        match (self, value) {
            (Self::Text { longest, lines }, Value::Text(text)) => {
                let characters = text.chars().count();
                if u32::try_from(characters).map_or(true, |characters| characters > *longest) {
                    return here(What::TooLong(characters, *longest));
                }
                if !lines && text.contains('\n') {
                    return here(What::OneLine);
                }
                Ok(())
            }
            (
                Self::Number {
                    decimals,
                    least,
                    most,
                },
                Value::Number(number),
            ) => {
                if number.scale() > *decimals {
                    return here(What::NotANumber(number.to_string(), *decimals));
                }
                within(*number, *least, *most, What::TooSmall, What::TooLarge)
            }
            (Self::Money { least, most }, Value::Money(amount)) => {
                within(*amount, *least, *most, What::LessThan, What::MoreThan)
            }
            (Self::Date { earliest, latest }, Value::Date(day)) => {
                within(*day, *earliest, *latest, What::Before, What::After)
            }
            (Self::Choice { options, several }, Value::Choice(chosen)) => {
                for (place, code) in chosen.iter().enumerate() {
                    if !options.iter().any(|option| option.code == *code) {
                        let fault = Fault::here(What::NoOption(code.clone()));
                        return Err(if *several { fault.under(place) } else { fault });
                    }
                }
                once(chosen.iter())?;
                if !several && chosen.len() > 1 {
                    return here(What::OneOnly);
                }
                Ok(())
            }
            (Self::Table { columns, most_rows }, Value::Table(rows)) => check_rows(columns, *most_rows, rows),
            (Self::File { most }, Value::Files(files)) => {
                once(files.iter())?;
                at_most(files.len(), *most)
            }
            (Self::Municipality, Value::Municipality(_)) | (Self::SubArea, Value::SubArea(_)) => Ok(()),
            (
                Self::Text { .. }
                | Self::Number { .. }
                | Self::Money { .. }
                | Self::Date { .. }
                | Self::Choice { .. }
                | Self::Table { .. }
                | Self::File { .. }
                | Self::Municipality
                | Self::SubArea,
                _,
            ) => here(What::WrongType(
                "this was answered when the field took another kind of answer; answer it anew",
            )),
        }
    }
}

impl Value {
    /// The value without regard to its field: every choice is a list.
    #[must_use]
    pub fn given(&self, names: &dyn Names) -> Given {
        let texts = |texts: Vec<String>| Given::List(texts.into_iter().map(Given::Text).collect());
        match self {
            Self::Text(text) => Given::Text(text.clone()),
            Self::Number(number) => Given::Text(number.to_string()),
            Self::Money(amount) => Given::Text(amount.to_string()),
            Self::Date(day) => Given::Text(day.to_string()),
            Self::Choice(chosen) => texts(chosen.clone()),
            Self::Table(rows) => Given::List(
                rows.iter()
                    .map(|row| {
                        let cells = row.iter();
                        Given::Fields(
                            cells
                                .map(|(code, value)| (code.clone(), value.given(names)))
                                .collect(),
                        )
                    })
                    .collect(),
            ),
            Self::Files(files) => {
                let files = files.iter();
                texts(
                    files
                        .map(|&file| names.write(Reference::File, file.into()))
                        .collect(),
                )
            }
            Self::Municipality(code) => Given::Text(code.to_string()),
            Self::SubArea(area) => Given::Text(names.write(Reference::SubArea, (*area).into())),
        }
    }

    /// The files and sub-areas that it points to.
    #[must_use]
    pub fn references(&self) -> (Vec<FileId>, Vec<SubAreaId>, Vec<MunicipalityCode>) {
        let (mut files, mut areas, mut codes) = (Vec::new(), Vec::new(), Vec::new());
        self.gather(&mut files, &mut areas, &mut codes);
        (files, areas, codes)
    }

    fn gather(&self, files: &mut Vec<FileId>, areas: &mut Vec<SubAreaId>, codes: &mut Vec<MunicipalityCode>) {
        match self {
            Self::Files(all) => files.extend(all),
            Self::SubArea(area) => areas.push(*area),
            Self::Municipality(code) => codes.push(*code),
            Self::Table(rows) => {
                for value in rows.iter().flat_map(BTreeMap::values) {
                    value.gather(files, areas, codes);
                }
            }
            Self::Text(_) | Self::Number(_) | Self::Money(_) | Self::Date(_) | Self::Choice(_) => {}
        }
    }
}

/// Nothing was written: nothing at all, blanks, an empty list.
fn empty(given: &Given) -> bool {
    match given {
        Given::Nothing => true,
        Given::Text(text) => text.trim().is_empty(),
        Given::List(items) => items.is_empty(),
        Given::Flag(_) | Given::Number(_) | Given::Fields(_) => false,
    }
}

fn number(text: &str, decimals: u32) -> Result<Value, Fault> {
    let fault = || Fault::here(What::NotANumber(text.to_owned(), decimals));
    let plain = |c: char| c.is_ascii_digit() || c == '.' || c == '-';
    if !text.chars().all(plain) || text.starts_with('.') || text.ends_with('.') {
        return Err(fault());
    }
    let number = Decimal::from_str_exact(text).map_err(|_| fault())?;
    Ok(Value::Number(number.normalize()))
}

/// A day as ISO 8601 writes it, with all its digits.
fn day(text: &str) -> Result<NaiveDate, Fault> {
    let fault = || Fault::here(What::NotADay(text.to_owned()));
    if text.len() != "2026-03-31".len() {
        return Err(fault());
    }
    text.parse().map_err(|_| fault())
}

fn list<'a>(given: &'a Given, what: &'static str) -> Result<&'a [Given], Fault> {
    match given {
        Given::List(items) => Ok(items),
        Given::Nothing | Given::Flag(_) | Given::Number(_) | Given::Text(_) | Given::Fields(_) => {
            Err(Fault::here(What::WrongType(what)))
        }
    }
}

/// Each entry of a list, with its place in the way to a fault.
fn each<T>(items: &[Given], read: impl Fn(&Given) -> Result<T, Fault>) -> Result<Vec<T>, Fault> {
    let items = items.iter().enumerate();
    items
        .map(|(place, item)| read(item).map_err(|fault| fault.under(place)))
        .collect()
}

fn words(given: &Given, what: &'static str) -> Result<String, Fault> {
    match given {
        Given::Text(text) => Ok(text.trim().to_owned()),
        Given::Nothing | Given::Flag(_) | Given::Number(_) | Given::List(_) | Given::Fields(_) => {
            Err(Fault::here(What::WrongType(what)))
        }
    }
}

/// A single choice may be written without a list around it.
fn choice(given: &Given, several: bool) -> Result<Value, Fault> {
    const CODE: &str = "write the code of an option as a text";
    if let Given::List(items) = given {
        return Ok(Value::Choice(each(items, |one| words(one, CODE))?));
    }
    if several && !matches!(given, Given::Text(_)) {
        return Err(Fault::here(What::WrongType(
            "write the codes of the options in a list",
        )));
    }
    Ok(Value::Choice(vec![words(given, CODE)?]))
}

fn key<T: From<uuid::Uuid>>(what: Reference, given: &Given, names: &dyn Names) -> Result<T, Fault> {
    let name = words(given, "write the id as a text")?;
    match names.read(what, &name) {
        Some(key) => Ok(key.into()),
        None => Err(Fault::here(What::NamesNothing(name))),
    }
}

fn table(columns: &[Column], given: &Given, names: &dyn Names) -> Result<Value, Fault> {
    let rows = list(given, "write the table as a list of rows")?;
    let rows = each(rows, |row| {
        let Given::Fields(cells) = row else {
            return Err(Fault::here(What::WrongType(
                "write the row as an object with a cell per column",
            )));
        };
        let mut read = Row::new();
        for (code, cell) in cells {
            let column = columns.iter().find(|column| column.code == *code);
            let column = column.ok_or_else(|| Fault::here(What::NoColumn(code.clone())).under(code))?;
            let value = column.kind.read(cell, names).map_err(|fault| fault.under(code))?;
            if let Some(value) = value
                && read.insert(code.clone(), value).is_some()
            {
                return Err(Fault::here(What::Twice).under(code));
            }
        }
        Ok(read)
    })?;
    Ok(Value::Table(rows))
}

fn check_rows(columns: &[Column], most: u32, rows: &[Row]) -> Result<(), Fault> {
    at_most(rows.len(), most)?;
    for (place, row) in rows.iter().enumerate() {
        for column in columns {
            let checked = match row.get(&column.code) {
                Some(value) => column.kind.check(value),
                None if column.required => Err(Fault::here(What::NoCellValue)),
                None => Ok(()),
            };
            checked.map_err(|fault| fault.under(&column.code).under(place))?;
        }
        let unknown = row
            .keys()
            .find(|code| !columns.iter().any(|column| column.code == **code));
        if let Some(code) = unknown {
            return Err(Fault::here(What::NoColumn(code.clone())).under(code).under(place));
        }
    }
    Ok(())
}

fn within<T: Copy + PartialOrd>(
    value: T,
    least: Option<T>,
    most: Option<T>,
    below: impl FnOnce(T) -> What,
    above: impl FnOnce(T) -> What,
) -> Result<(), Fault> {
    match (least, most) {
        (Some(least), _) if value < least => Err(Fault::here(below(least))),
        (_, Some(most)) if value > most => Err(Fault::here(above(most))),
        _ => Ok(()),
    }
}

fn once<T: Ord>(items: impl Iterator<Item = T>) -> Result<(), Fault> {
    let mut seen = BTreeSet::new();
    for (place, item) in items.enumerate() {
        if !seen.insert(item) {
            return Err(Fault::here(What::Twice).under(place));
        }
    }
    Ok(())
}

fn at_most(count: usize, most: u32) -> Result<(), Fault> {
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    if count > most {
        return Err(Fault::here(What::TooMany(most)));
    }
    Ok(())
}
