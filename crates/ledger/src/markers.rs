//! The words that mark totals and balances, told apart from the names of companies.

use crate::{field::plain, profile::Profile};

/// No company is called so: these mark a sum alone, before and behind other words (`Yhteensä 4301`,
/// `Koulut yhteensä`).
const TOTALS: &[&str] = &[
    "yhteensa",
    "kaikki yhteensa",
    "loppusumma",
    "summa yhteensa",
    "kokonaissumma",
    "yht",
    "grand total",
    "slutsumma",
    "sammanlagt",
    "gesamtsumme",
    "tulos yhteensa",
];
/// Companies are called so too: these mark a sum alone, before a number or a word for an amount, and behind
/// other words. Before other words they are in doubt.
const TOTALS_OR_NAMES: &[&str] = &["total", "totalt", "summa", "sum", "summe"];
const SUBTOTALS: &[&str] = &["valisumma", "subtotal", "sub total", "delsumma", "zwischensumme"];
const OPENING: &[&str] = &[
    "alkusaldo",
    "edellinen saldo",
    "ingaende saldo",
    "ingaende balans",
    "opening balance",
    "balance brought forward",
];
const CLOSING: &[&str] = &[
    "loppusaldo",
    "utgaende saldo",
    "utgaende balans",
    "closing balance",
    "balance carried forward",
];
const CLOSING_OR_NAMES: &[&str] = &["saldo", "balance", "balans"];
/// Words that may follow a total without making it a name.
const QUALIFIERS: &[&str] = &[
    "eur",
    "euro",
    "euroa",
    "euros",
    "e",
    "amount",
    "sum",
    "for",
    "of",
    "alv",
    "vat",
    "moms",
    "excl",
    "incl",
    "excludes",
    "includes",
    "excluding",
    "including",
    "exkl",
    "inkl",
    "sis",
    "ilman",
    "net",
    "gross",
    "netto",
    "brutto",
    "tili",
    "konto",
    "account",
    "kp",
    "rows",
    "all",
];
const LEGAL_FORMS: &[&str] = &[
    "oy", "oyj", "ab", "abp", "ky", "ay", "tmi", "ry", "rf", "osk", "ltd", "limited", "plc", "llc", "inc",
    "gmbh", "ag", "as", "aps", "ou", "sa", "srl", "bv", "nv", "corp", "co", "group", "se",
];
/// Every marker known here holds one of these.
const STEMS: [[u8; 3]; 6] = [*b"yht", *b"sum", *b"tot", *b"sam", *b"sal", *b"bal"];

/// What the text of a row says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Marked {
    Total,
    Subtotal,
    /// The balance before the entries.
    Opening,
    /// The balance behind the entries: their sum, or that and the balance before them.
    Closing,
    /// It begins like a total and goes on like a name: a sum if it is one, and else an open question.
    Doubtful,
}

/// A marker, and how it stands in its cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Marker {
    pub marked: Marked,
    /// The cell holds nothing else but numbers and words for amounts.
    pub whole: bool,
}

/// The words that mark totals: the usual ones and those of the profile, in plain form.
#[derive(Clone, Debug)]
pub(crate) struct Markers {
    totals: Vec<String>,
    subtotals: Vec<String>,
    /// The profile has words of its own, which no stem announces.
    own: bool,
}

impl Markers {
    pub fn new(profile: &Profile) -> Self {
        let with = |known: &[&str], own: &[String]| {
            known
                .iter()
                .map(ToString::to_string)
                .chain(own.iter().map(|marker| plain(marker)))
                .collect()
        };
        Self {
            totals: with(TOTALS, &profile.total_markers),
            subtotals: with(SUBTOTALS, &profile.subtotal_markers),
            own: !profile.total_markers.is_empty() || !profile.subtotal_markers.is_empty(),
        }
    }

    /// True when the cell may hold a marker; quickly, for it is asked of every row of some files.
    pub fn possible_in(&self, cell: &[u8]) -> bool {
        self.own
            || cell.windows(3).any(|window| {
                let [a, b, c] = window else { return false };
                STEMS.contains(&[
                    a.to_ascii_lowercase(),
                    b.to_ascii_lowercase(),
                    c.to_ascii_lowercase(),
                ])
            })
    }

    /// What a cell says.
    pub fn read(&self, cell: &str) -> Option<Marker> {
        let cell = plain(cell);
        let clear = [
            (Marked::Opening, known(&cell, OPENING)),
            (Marked::Closing, known(&cell, CLOSING)),
            (Marked::Subtotal, known(&cell, &self.subtotals)),
            (Marked::Total, known(&cell, &self.totals)),
        ];
        if let Some((marked, Some(place))) = clear.into_iter().find(|(_, place)| place.is_some()) {
            return Some(Marker {
                marked,
                whole: place == Place::Whole,
            });
        }
        let marker = |marked, whole| Some(Marker { marked, whole });
        if known(&cell, CLOSING_OR_NAMES) == Some(Place::Whole) {
            return marker(Marked::Closing, true);
        }
        let is_company = cell.split(' ').any(|word| LEGAL_FORMS.contains(&word));
        match known(&cell, TOTALS_OR_NAMES) {
            Some(Place::Whole) => marker(Marked::Total, true),
            Some(_) if is_company => None,
            Some(Place::Behind) => marker(Marked::Total, false),
            Some(Place::Before) => marker(Marked::Doubtful, false),
            None => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Whole,
    Before,
    Behind,
}

/// Where one of the markers stands in the cell, as whole words.
fn known<S: AsRef<str>>(cell: &str, markers: &[S]) -> Option<Place> {
    let mut found = None;
    for marker in markers {
        let marker = marker.as_ref();
        if let Some(rest) = cell.strip_prefix(marker)
            && (rest.is_empty() || rest.starts_with(' '))
        {
            let plain_rest = rest.split(' ').all(|word| {
                word.chars().any(|c| c.is_ascii_digit()) || word.is_empty() || QUALIFIERS.contains(&word)
            });
            let leads_on = rest
                .split(' ')
                .nth(1)
                .is_some_and(|word| matches!(word, "for" | "of"));
            if plain_rest || leads_on {
                return Some(Place::Whole);
            }
            found = Some(Place::Before);
        } else if found.is_none() && cell.strip_suffix(marker).is_some_and(|rest| rest.ends_with(' ')) {
            found = Some(Place::Behind);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_words_not_names_of_companies() {
        use Marked::{Closing, Doubtful, Opening, Subtotal, Total};
        let markers = Markers::new(&Profile {
            total_markers: vec!["Σ Kaikki".to_owned()],
            ..Profile::default()
        });
        for (cell, expected) in [
            ("Yhteensä", Some((Total, true))),
            ("Yhteensä 4301", Some((Total, true))),
            ("Yhteensä EUR", Some((Total, true))),
            ("KAIKKI YHTEENSÄ", Some((Total, true))),
            ("Koulut yhteensä", Some((Total, false))),
            ("Malli Oy yhteensä", Some((Total, false))),
            ("Yhteensä palvelut", Some((Total, false))),
            ("Välisumma:", Some((Subtotal, true))),
            ("σ kaikki", Some((Total, true))),
            ("Total", Some((Total, true))),
            ("Total 4300", Some((Total, true))),
            ("Total amount", Some((Total, true))),
            ("Total for all schools", Some((Total, true))),
            ("Schools total", Some((Total, false))),
            ("Total services", Some((Doubtful, false))),
            ("Total Energies", Some((Doubtful, false))),
            ("Alkusaldo 1.1.2026", Some((Opening, true))),
            ("Loppusaldo", Some((Closing, true))),
            ("Saldo", Some((Closing, true))),
            ("Saldo 31.12.2026", Some((Closing, true))),
            ("Total Finland Oy", None),
            ("Summa Oy", None),
            ("Energy Sum Ltd", None),
            ("Saldo Konsultointi", None),
            ("Totalisaattori Oy", None),
            ("Summassa Oy", None),
            ("", None),
        ] {
            let found = markers.read(cell).map(|marker| (marker.marked, marker.whole));
            assert_eq!(found, expected, "{cell}");
            assert!(found.is_none() || markers.possible_in(cell.as_bytes()), "{cell}");
        }
    }

    #[test]
    fn every_known_marker_has_its_stem() {
        let markers = Markers::new(&Profile::default());
        let all = [
            TOTALS,
            TOTALS_OR_NAMES,
            SUBTOTALS,
            OPENING,
            CLOSING,
            CLOSING_OR_NAMES,
        ];
        for marker in all.into_iter().flatten() {
            assert!(markers.possible_in(marker.as_bytes()), "{marker}");
            assert_eq!(plain(marker), *marker);
        }
    }
}
