//! Which column holds the amount of a row.

use std::collections::BTreeMap;

use crate::{
    amount_names::amount_named,
    encoding::Decoder,
    field::{AmountKind, Field, plain},
    finding::{Certainty, Notes},
    header::{Header, is_number},
    number::{self, NumberFormat},
    profile::{Profile, VatHandling},
    refusal::Refusal,
    row::Row,
};

/// Where the amount of a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AmountColumn {
    Single { column: usize, kind: AmountKind },
    DebitMinusCredit { debit: usize, credit: usize },
}

impl AmountColumn {
    /// The column by which rows are told apart from blank ones.
    pub const fn first(self) -> usize {
        match self {
            Self::Single { column, .. } => column,
            Self::DebitMinusCredit { debit, .. } => debit,
        }
    }

    pub fn holds(self, column: usize) -> bool {
        match self {
            Self::Single { column: own, .. } => own == column,
            Self::DebitMinusCredit { debit, credit } => debit == column || credit == column,
        }
    }

    pub fn is_blank(self, row: &Row) -> bool {
        match self {
            Self::Single { column, .. } => row.is_blank(column),
            Self::DebitMinusCredit { debit, credit } => row.is_blank(debit) && row.is_blank(credit),
        }
    }

    pub fn name(self, header: &Header) -> String {
        match self {
            Self::Single { column, .. } => header.name(column),
            Self::DebitMinusCredit { debit, credit } => {
                format!("{} - {}", header.name(debit), header.name(credit))
            }
        }
    }

    /// The one column, when debit and credit do not share the amount.
    pub const fn single(self) -> Option<usize> {
        match self {
            Self::Single { column, .. } => Some(column),
            Self::DebitMinusCredit { .. } => None,
        }
    }

    pub const fn kind(self) -> AmountKind {
        match self {
            Self::Single { kind, .. } => kind,
            Self::DebitMinusCredit { .. } => AmountKind::DebitMinusCredit,
        }
    }
}

struct Candidate {
    column: usize,
    kind: AmountKind,
    rank: usize,
}

/// Chooses the amount column: the one asked for, else the best named one, else debit minus credit; refuses
/// when none is known or two are equally good. Also notes the net and gross columns next to it.
pub(crate) fn choose(
    header: &Header,
    rows: &[Row],
    decoder: Decoder,
    profile: &Profile,
    fields: &mut BTreeMap<Field, usize>,
    notes: &mut Notes,
) -> Result<AmountColumn, Refusal> {
    let candidates: Vec<Candidate> = header
        .names
        .iter()
        .enumerate()
        .filter_map(|(column, name)| {
            amount_named(&plain(name)).map(|(kind, rank)| Candidate { column, kind, rank })
        })
        .collect();
    let chosen = if let Some(wanted) = &profile.amount {
        let column = header.column(wanted)?;
        let named = candidates.iter().find(|candidate| candidate.column == column);
        notes.find(
            "amountColumn",
            header.name(column),
            Certainty::Given,
            "it is asked for",
        );
        AmountColumn::Single {
            column,
            kind: named.map_or(AmountKind::Unsaid, |candidate| candidate.kind),
        }
    } else if let (Some(debit), Some(credit)) = (fields.get(&Field::Debit), fields.get(&Field::Credit)) {
        let (debit, credit) = (*debit, *credit);
        if candidates.is_empty() || profile.columns.contains_key(&Field::Debit) {
            debit_minus_credit(header, debit, credit, notes)
        } else {
            beside_debit_and_credit(header, rows, decoder, &candidates, (debit, credit), notes)?
        }
    } else {
        best(header, rows, decoder, &candidates, notes)?
    };
    for (field, kind) in [(Field::Net, AmountKind::Net), (Field::Gross, AmountKind::Gross)] {
        if let Some(candidate) = candidates
            .iter()
            .filter(|one| one.kind == kind)
            .min_by_key(|one| one.rank)
            && !profile.columns.contains_key(&field)
        {
            fields.insert(field, candidate.column);
        }
    }
    warn_of_traps(header, &candidates, chosen, profile, notes);
    Ok(chosen)
}

fn debit_minus_credit(header: &Header, debit: usize, credit: usize, notes: &mut Notes) -> AmountColumn {
    let chosen = AmountColumn::DebitMinusCredit { debit, credit };
    notes.find(
        "amountColumn",
        chosen.name(header),
        Certainty::Certain,
        "debit and credit have their own columns",
    );
    chosen
}

/// Debit and credit, and a column of amounts beside them: their difference, or a running balance. The
/// difference is summed; a column that says it is the posted or the net amount and differs is a question.
fn beside_debit_and_credit(
    header: &Header,
    rows: &[Row],
    decoder: Decoder,
    candidates: &[Candidate],
    (debit, credit): (usize, usize),
    notes: &mut Notes,
) -> Result<AmountColumn, Refusal> {
    let sides = AmountColumn::DebitMinusCredit { debit, credit };
    let filled = |row: &&Row| !sides.is_blank(row);
    let both = rows
        .iter()
        .filter(|row| !row.is_blank(debit) && !row.is_blank(credit))
        .count();
    let used = rows.iter().filter(filled).count();
    if used == 0 && !rows.is_empty() {
        return best(header, rows, decoder, candidates, notes);
    }
    let cents = |row: &Row, column: usize| {
        if row.is_blank(column) {
            return Some(0);
        }
        let text = decoder.text(row.cell(column));
        let read = number::parse(&text, NumberFormat::default());
        read.ok().map(|amount| amount.cents)
    };
    let differs = |column: usize| {
        rows.iter().filter(filled).any(|row| {
            let difference = cents(row, debit)
                .zip(cents(row, credit))
                .and_then(|(debit, credit)| debit.checked_sub(credit));
            difference
                .zip(cents(row, column))
                .is_some_and(|(one, other)| one != other)
        })
    };
    let differing: Vec<&Candidate> = candidates.iter().filter(|one| differs(one.column)).collect();
    let says_so = differing.iter().any(|one| one.kind <= AmountKind::Net);
    // Two account numbers on every row are no amounts.
    if !differing.is_empty() && (says_so || both * 2 > used) {
        let mut names: Vec<String> = differing.iter().map(|one| header.name(one.column)).collect();
        names.push(sides.name(header));
        return Err(Refusal::AmountNotUnique { candidates: names });
    }
    if !differing.is_empty() {
        let names: Vec<String> = differing.iter().map(|one| header.name(one.column)).collect();
        notes.warn(
            "balanceNotSummed",
            0,
            format!(
                "\"{}\" is not the difference of debit and credit on each row, as a running balance is not, \
                 and is not summed",
                names.join("\", \"")
            ),
        );
    }
    Ok(debit_minus_credit(header, debit, credit, notes))
}

fn best(
    header: &Header,
    rows: &[Row],
    decoder: Decoder,
    candidates: &[Candidate],
    notes: &mut Notes,
) -> Result<AmountColumn, Refusal> {
    let Some(best) = candidates.iter().min_by_key(|one| (one.kind, one.rank)) else {
        let columns = (0..header.names.len())
            .filter(|column| rows.iter().any(|row| is_number(row, *column, decoder)))
            .map(|column| header.name(column));
        return Err(Refusal::ChooseAmount {
            candidates: columns.collect(),
        });
    };
    let equals: Vec<String> = candidates
        .iter()
        .filter(|one| (one.kind, one.rank) == (best.kind, best.rank))
        .map(|one| header.name(one.column))
        .collect();
    if equals.len() > 1 {
        return Err(Refusal::AmountNotUnique { candidates: equals });
    }
    let others: Vec<String> = candidates
        .iter()
        .filter(|one| one.column != best.column)
        .map(|one| header.name(one.column))
        .collect();
    let (certainty, why) = if others.is_empty() {
        (
            Certainty::Certain,
            "it is the only column known to hold amounts".to_owned(),
        )
    } else {
        let rule = match best.kind {
            AmountKind::PostedLine => "it is the amount posted on the row",
            AmountKind::Net => "it is the amount without tax",
            _ => "it comes first in the order posted line, net, plain, gross, invoice total",
        };
        (
            Certainty::Likely,
            format!("{rule}; not chosen: {}", others.join(", ")),
        )
    };
    notes.find("amountColumn", header.name(best.column), certainty, why);
    Ok(AmountColumn::Single {
        column: best.column,
        kind: best.kind,
    })
}

/// Kuopio repeats the invoice total on each accounting row: summing it counts an invoice several times.
fn warn_of_traps(
    header: &Header,
    candidates: &[Candidate],
    chosen: AmountColumn,
    profile: &Profile,
    notes: &mut Notes,
) {
    if chosen.kind() == AmountKind::InvoiceTotal {
        notes.warn(
            "invoiceTotal",
            0,
            format!(
                "\"{}\" may be the total of an invoice repeated on each of its rows: make sure it is the \
                 amount of the row",
                chosen.name(header)
            ),
        );
    } else if let Some(total) = candidates.iter().find(|one| one.kind == AmountKind::InvoiceTotal) {
        notes.warn(
            "invoiceTotalNotUsed",
            0,
            format!(
                "\"{}\" repeats the total of an invoice on each of its rows and is not summed; \"{}\" is",
                header.name(total.column),
                chosen.name(header)
            ),
        );
    }
    if chosen.kind() == AmountKind::Gross && profile.vat.is_none() {
        notes.warn(
            "amountsIncludeTax",
            0,
            format!(
                "\"{}\" includes value added tax: set \"vat\" in the profile to amountIsGross, subtractVat or \
                 takeOutByRate",
                chosen.name(header)
            ),
        );
    }
    if profile.vat == Some(VatHandling::SubtractVat) && chosen.kind() == AmountKind::Net {
        notes.warn(
            "taxSubtractedFromNet",
            0,
            "tax is subtracted from a column that says it has none",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(header: &str, profile: &Profile) -> (Result<String, &'static str>, Vec<&'static str>) {
        let mut row = Row::default();
        row.begin(1);
        row.split(header.as_bytes(), b';');
        let header = Header::new(&row, Decoder::UTF_8);
        let mut notes = Notes::default();
        let mut fields = BTreeMap::new();
        for (field, name) in [(Field::Debit, "Debet"), (Field::Credit, "Kredit")] {
            if let Ok(column) = header.column(name) {
                fields.insert(field, column);
            }
        }
        let amount = choose(&header, &[], Decoder::UTF_8, profile, &mut fields, &mut notes);
        let warnings = notes.warnings.iter().map(|warning| warning.code).collect();
        (
            amount
                .map(|amount| amount.name(&header))
                .map_err(|refusal| refusal.code()),
            warnings,
        )
    }

    /// Header, the column chosen or the refusal, the warnings.
    #[test]
    fn the_amount_column_is_chosen_by_rule() {
        for (header, expected, warnings) in [
            ("Tili;Summa", Ok("Summa"), [].as_slice()),
            (
                "Laskun summa;Tili;Tiliöintisumma",
                Ok("Tiliöintisumma"),
                &["invoiceTotalNotUsed"],
            ),
            ("Laskun summa;Tili", Ok("Laskun summa"), &["invoiceTotal"]),
            ("netto;brutto;alv", Ok("netto"), &[]),
            (
                "Kokonaissumma;Laskun summa ilman ALV:tä",
                Ok("Laskun summa ilman ALV:tä"),
                &[],
            ),
            ("Kp;EUR, brutto", Ok("EUR, brutto"), &["amountsIncludeTax"]),
            ("Tili;Debet;Kredit", Ok("Debet - Kredit"), &[]),
            ("Summa;Tili;Summa", Err("amountNotUnique"), &[]),
            ("Posten;Ist EUR;Soll EUR", Err("chooseAmount"), &[]),
        ] {
            let (found, found_warnings) = chosen(header, &Profile::default());
            assert_eq!(found, expected.map(str::to_owned), "{header}");
            assert_eq!(found_warnings, warnings, "{header}");
        }
    }

    #[test]
    fn the_profile_overrules_the_rule() {
        let profile = Profile {
            amount: Some("brutto".to_owned()),
            vat: Some(VatHandling::AmountIsGross),
            ..Profile::default()
        };
        assert_eq!(
            chosen("netto;brutto;alv", &profile),
            (Ok("brutto".to_owned()), vec![])
        );
        let profile = Profile {
            amount: Some("summa".to_owned()),
            ..Profile::default()
        };
        assert_eq!(chosen("netto;brutto", &profile).0, Err("noSuchColumn"));
    }
}
