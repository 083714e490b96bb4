//! The row with the names of the columns.

use crate::{
    amount_names::amount_named,
    column_names::field_named,
    encoding::Decoder,
    field::plain,
    number::{self, NumberFormat, NumberProblem},
    refusal::Refusal,
    row::{CellKind, Row},
};

const ROWS_LOOKED_AT: usize = 100;

/// The names of the columns, as shown to people: without line breaks and runs of spaces.
#[derive(Clone, Debug)]
pub(crate) struct Header {
    pub row: Row,
    pub names: Vec<String>,
    /// The names without case, accents and punctuation.
    plain: Vec<String>,
}

impl Header {
    pub fn new(row: &Row, decoder: Decoder) -> Self {
        let names: Vec<String> = (0..row.len())
            .map(|column| tidy(&decoder.text(row.raw(column))))
            .collect();
        Self {
            row: row.clone(),
            plain: names.iter().map(|name| plain(name)).collect(),
            names,
        }
    }

    /// How many columns there are up to the last one with a name. Separators at the end of the header make no
    /// columns: what stands there was moved by a separator inside a cell.
    pub fn width(&self) -> usize {
        self.names
            .iter()
            .rposition(|name| !name.is_empty())
            .map_or(0, |last| last + 1)
    }

    /// The name of a column; columns without a name are called by their position.
    pub fn name(&self, column: usize) -> String {
        match self.names.get(column) {
            Some(name) if !name.is_empty() => name.clone(),
            _ => format!("#{}", column + 1),
        }
    }

    /// The column a profile means: by position (`#3`), by the exact name, or by the name without its
    /// case, accents and punctuation.
    pub fn column(&self, wanted: &str) -> Result<usize, Refusal> {
        if let Some(position) = wanted
            .strip_prefix('#')
            .and_then(|number| number.parse::<usize>().ok())
            && (1..=self.names.len()).contains(&position)
        {
            return Ok(position - 1);
        }
        let exact = tidy(wanted);
        let alike = plain(wanted);
        let matching = |test: &dyn Fn(&String) -> bool| -> Vec<usize> {
            self.names
                .iter()
                .enumerate()
                .filter(|(_, name)| test(name))
                .map(|(column, _)| column)
                .collect()
        };
        let mut found = matching(&|name| *name == exact);
        if found.is_empty() && !alike.is_empty() {
            found = matching(&|name| plain(name) == alike);
        }
        match found.as_slice() {
            [column] => Ok(*column),
            [] => Err(Refusal::NoSuchColumn {
                wanted: wanted.to_owned(),
                columns: self.listed(),
            }),
            _ => Err(Refusal::ColumnNotUnique {
                wanted: wanted.to_owned(),
            }),
        }
    }

    fn listed(&self) -> Vec<String> {
        (0..self.names.len()).map(|column| self.name(column)).collect()
    }

    /// True when a later row is the header once more, in whatever case.
    pub fn is_repeated_by(&self, row: &Row, amount: usize, decoder: Decoder) -> bool {
        // Nearly every row has a number here; and most names have as many letters as their repetition.
        let starts_like_a_name = row
            .cell(amount)
            .first()
            .is_some_and(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii());
        starts_like_a_name
            && row.len() >= self.width()
            && self
                .plain
                .iter()
                .enumerate()
                .all(|(column, name)| plain(&decoder.text(row.cell(column))) == *name)
    }
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Finds the header among the first rows; says why it is thought to be the one.
pub(crate) fn find(rows: &[Row], decoder: Decoder, amount: Option<&str>) -> Option<(usize, &'static str)> {
    let first = rows.get(..rows.len().min(ROWS_LOOKED_AT)).unwrap_or_default();
    if let Some(wanted) = amount.map(plain).filter(|wanted| !wanted.is_empty()) {
        let names_it =
            |row: &Row| (0..row.len()).any(|column| plain(&decoder.text(row.cell(column))) == wanted);
        if let Some(index) = first.iter().position(names_it) {
            return Some((index, "it names the amount column that is asked for"));
        }
    }
    let known = |row: &Row| {
        row.filled()
            .filter(|column| {
                let name = plain(&decoder.text(row.cell(*column)));
                field_named(&name).is_some() || amount_named(&name).is_some()
            })
            .count()
    };
    let best = first.iter().map(known).max().unwrap_or_default();
    if best >= 2 {
        let index = first.iter().position(|row| known(row) == best)?;
        return Some((index, "it holds names of columns that ledgers use"));
    }
    by_shape(first, decoder).map(|index| (index, "it is the first full row of text above rows with numbers"))
}

/// A row of words, as wide as the table, with numbers below it.
fn by_shape(rows: &[Row], decoder: Decoder) -> Option<usize> {
    let widest = rows
        .iter()
        .map(|row| row.filled().count())
        .max()
        .unwrap_or_default();
    let has_number = |row: &Row| row.filled().any(|column| is_number(row, column, decoder));
    rows.iter().enumerate().position(|(index, row)| {
        let filled = row.filled().count();
        let below = rows.iter().skip(index + 1).find(|row| !row.all_blank());
        filled >= 2 && filled * 10 >= widest * 6 && !has_number(row) && below.is_some_and(has_number)
    })
}

/// True when a cell holds a number, even one whose marks are in doubt.
pub(crate) fn is_number(row: &Row, column: usize, decoder: Decoder) -> bool {
    match row.kind(column) {
        CellKind::Number => true,
        CellKind::Date | CellKind::Error => false,
        CellKind::Text => !matches!(
            number::parse(&decoder.text(row.cell(column)), NumberFormat::default()),
            Err(NumberProblem::NotANumber)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(lines: &[&str]) -> Vec<Row> {
        let numbered = lines.iter().zip(1..);
        numbered
            .map(|(line, number)| {
                let mut row = Row::default();
                row.begin(number);
                row.split(line.as_bytes(), b';');
                row
            })
            .collect()
    }

    fn found(lines: &[&str], amount: Option<&str>) -> Option<usize> {
        find(&rows(lines), Decoder::UTF_8, amount).map(|(index, _)| index)
    }

    #[test]
    fn title_rows_are_passed_over() {
        assert_eq!(
            found(
                &["Ostolaskut 2018;;", ";;", "Tili;Selite;Summa", "4300;a;1"],
                None
            ),
            Some(2)
        );
        assert_eq!(found(&["Tili;Selite;Summa", "4300;Summa;1"], None), Some(0));
    }

    #[test]
    fn unknown_names_are_found_by_shape_or_by_the_amount_column() {
        let lines = ["Rechnung", "Posten;Art;Ist EUR;Soll EUR", "'1.0';A;12.50;3.00"];
        assert_eq!(found(&lines, None), Some(1));
        assert_eq!(found(&lines, Some("ist eur")), Some(1));
        assert_eq!(found(&["1;2", "3;4"], None), None);
    }

    #[test]
    fn a_column_is_named_exactly_or_loosely_or_by_position() {
        let row = rows(&["Tili;Summa ;SUMMA;;Tilin\tnimi"]).remove(0);
        let header = Header::new(&row, Decoder::UTF_8);
        assert_eq!(header.column("Summa").unwrap(), 1);
        assert_eq!(header.column("tilin  NIMI").unwrap(), 4);
        assert_eq!(header.column("#4").unwrap(), 3);
        assert_eq!(header.column("summa").unwrap_err().code(), "columnNotUnique");
        let refusal = header.column("Netto").unwrap_err();
        assert_eq!(
            refusal.to_string(),
            "there is no column \"Netto\": the file has Tili, Summa, SUMMA, #4, Tilin nimi"
        );
        assert!(header.column("#6").is_err());
    }
}
