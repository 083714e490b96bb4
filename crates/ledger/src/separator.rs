//! Which mark separates the columns of a text file.

use crate::{limits::Limits, refusal::Refusal, row::Row, separated::SeparatedReader};

const CANDIDATES: [u8; 4] = [b';', b',', b'\t', b'|'];
const ROWS_LOOKED_AT: usize = 300;

/// The separator, and why it is thought to be the one.
pub(crate) fn detect(head: &[u8], line_end: u8, limits: &Limits) -> Result<(u8, String), Refusal> {
    if let Some(separator) = declared(head, line_end) {
        return Ok((separator, "the first line of the file says so".to_owned()));
    }
    let evenness = CANDIDATES.iter().filter_map(|separator| {
        let (columns, share) = shape(head, *separator, line_end, limits)?;
        (columns > 1).then_some((*separator, columns, share))
    });
    // More columns on more rows win; of two equals the earlier candidate.
    let best = evenness.reduce(|best, next| {
        if next.1 * next.2 > best.1 * best.2 {
            next
        } else {
            best
        }
    });
    let (separator, columns, share) = best.ok_or(Refusal::NoSeparator)?;
    Ok((
        separator,
        format!("it gives {columns} columns on {share} % of the first rows"),
    ))
}

/// Excel understands a first line `sep=;`.
fn declared(head: &[u8], line_end: u8) -> Option<u8> {
    let line = head.split(|byte| *byte == line_end).next()?.trim_ascii_end();
    match line
        .strip_prefix(b"sep=")
        .or_else(|| line.strip_prefix(b"\"sep="))
    {
        Some([separator] | [separator, b'"']) => Some(*separator),
        Some([]) => Some(b'\t'),
        _ => None,
    }
}

/// The usual number of columns with this separator, and the share of rows that have it, in per cent.
fn shape(head: &[u8], separator: u8, line_end: u8, limits: &Limits) -> Option<(usize, usize)> {
    // Too many columns are refused when the rows are read, with the number of the row.
    let limits = Limits {
        columns: usize::MAX,
        ..limits.clone()
    };
    let mut reader = SeparatedReader::new(head, separator, line_end, &limits);
    let mut row = Row::default();
    let mut widths = std::collections::BTreeMap::<usize, usize>::new();
    let mut rows = 0;
    while rows < ROWS_LOOKED_AT && reader.next(&mut row).ok()? {
        if !(row.len() == 1 && row.all_blank()) {
            *widths.entry(row.len()).or_default() += 1;
            rows += 1;
        }
    }
    let (columns, count) = widths
        .into_iter()
        .max_by_key(|(columns, count)| (*count, *columns))?;
    Some((columns, count * 100 / rows.max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_that_splits_evenly_is_the_separator() {
        for (head, expected) in [
            ("Tili;Summa\n4300;1,50\n4301;2,50\n", b';'),
            ("Kp;Selite;EUR, brutto\n1;a;1,00\n2;b;2,00\n", b';'),
            ("Tili,Summa\n4300,1.50\n", b','),
            ("Tili\tSumma\n4300\t1,50\n", b'\t'),
            ("Tili|Summa\n4300|1,50\n", b'|'),
            (
                "Otsikko\n\nTili,Nimi,Summa\n1,\"a;b;c;d\",2\n1,\"a;b;c;d\",2\n",
                b',',
            ),
            ("sep=|\na;b;c|d\n", b'|'),
        ] {
            let found = detect(head.as_bytes(), b'\n', &Limits::default()).map(|(separator, _)| separator);
            assert_eq!(found.ok(), Some(expected), "{head}");
        }
    }

    #[test]
    fn a_file_without_columns_is_refused() {
        let refusal = detect(b"just\nsome\nlines\n", b'\n', &Limits::default()).unwrap_err();
        assert_eq!(refusal.code(), "noSeparator");
    }
}
