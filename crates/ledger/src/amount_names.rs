//! The names ledgers give to columns of amounts.

use crate::{column_names::matches_name, field::AmountKind};

/// What kind of amount a plain header names, and its rank within the kind.
pub(crate) fn amount_named(plain: &str) -> Option<(AmountKind, usize)> {
    let found = |matches: &dyn Fn(&str) -> bool| {
        AMOUNTS.iter().find_map(|(kind, names)| {
            let rank = names.iter().position(|name| matches(name))?;
            Some((*kind, rank))
        })
    };
    // A whole name goes before the beginning of one of another kind.
    let (kind, rank) = found(&|name| name == plain).or_else(|| found(&|name| matches_name(plain, name)))?;
    // `Amount of VAT` is a tax; names of amounts with or without tax are listed by kind.
    let is_tax = kind == AmountKind::Unsaid && plain.split(' ').any(|word| TAXES.contains(&word));
    (!is_tax).then_some((kind, rank))
}

const TAXES: [&str; 6] = ["vat", "tax", "alv", "moms", "vero", "arvonlisavero"];

/// As in published ledgers, in plain form; within a kind the better one first.
const AMOUNTS: &[(AmountKind, &[&str])] = &[
    (
        AmountKind::PostedLine,
        &[
            "tilioity summa alv 0",
            "tiliointisumma alv 0",
            "tilioity summa*",
            "tiliointisumma*",
            "tiliointisumma*",
            "tiliointi summa*",
            "tilioinnin summa*",
            "rivin nettosumma*",
            "kontering",
            "konteringsbelopp",
        ],
    ),
    (
        AmountKind::Net,
        &[
            "laskun summa ilman alv*",
            "laskun summa ilman arvonlisaveroa",
            "summa ilman alv*",
            "summa alv 0*",
            "summa alv0*",
            "summa alv0 euroina",
            "nettosumma*",
            "netto*",
            "veroton summa",
            "veroton",
            "verotta",
            "summa veroton",
            "summa ilman veroa",
            "belopp exkl moms",
            "belopp utan moms",
            "nettobelopp",
            "price ex vat",
            "net amount*",
            "net",
            "amount excl vat",
            "amount excluding vat",
            "amount excl tax",
            "amount excluding tax",
            "amount without vat",
            "amount net",
            "total excludes vat",
            "total excluding vat",
            "eur netto",
        ],
    ),
    (
        AmountKind::Unsaid,
        &[
            "summa",
            "summa eur",
            "summa euroina",
            "summa euroa",
            "tot eurot",
            "toteutuneet eurot",
            "euroa",
            "eurot",
            "eur",
            "maara eur",
            "belopp",
            "belopp eur",
            "belopp sek",
            "amount*",
            "betrag",
            "betrag eur",
            "rivin summa",
            "rivisumma",
        ],
    ),
    (
        AmountKind::Gross,
        &[
            "kokonaissumma*",
            "kokonaisumma*",
            "bruttosumma*",
            "brutto*",
            "amount incl vat",
            "amount incl tax",
            "amount including vat",
            "amount including tax",
            "eur brutto",
            "verollinen summa",
            "summa sis alv*",
            "belopp inkl moms",
            "bruttobelopp",
            "gross amount*",
            "gross",
            "total including vat",
        ],
    ),
    (
        AmountKind::InvoiceTotal,
        &[
            "laskun summa",
            "laskusumma",
            "laskun loppusumma",
            "fakturabelopp",
            "fakturans summa",
            "invoice total",
            "invoice amount",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::plain;

    #[test]
    fn published_amount_headers_are_known() {
        for (header, kind) in [
            ("Tiliöintisumma", AmountKind::PostedLine),
            ("tiliöity summa (ALV 0%)", AmountKind::PostedLine),
            ("Laskun summa ilman ALV", AmountKind::Net),
            ("Laskun summa ilman ALV:tä", AmountKind::Net),
            ("Summa (alv 0 %)", AmountKind::Net),
            ("Summa ALV0 euroina", AmountKind::Net),
            ("Netto ", AmountKind::Net),
            ("Total (excludes VAT)", AmountKind::Net),
            ("Tot eurot", AmountKind::Unsaid),
            ("Amount (£)", AmountKind::Unsaid),
            ("Amount incl. VAT", AmountKind::Gross),
            ("Amount excluding tax", AmountKind::Net),
            ("EUR, brutto", AmountKind::Gross),
            ("kokonaisumma_euroina", AmountKind::Gross),
            ("Laskun summa", AmountKind::InvoiceTotal),
        ] {
            assert_eq!(
                amount_named(&plain(header)).map(|(kind, _)| kind),
                Some(kind),
                "{header}"
            );
        }
    }

    #[test]
    fn other_headers_are_not_mistaken() {
        for header in [
            "",
            "Tili",
            "Ist EUR",
            "ALV",
            "Tilaus",
            "Summittelu",
            "Amount of VAT",
            "Amount (tax)",
            "Amount moms",
        ] {
            assert_eq!(amount_named(&plain(header)), None, "{header}");
        }
    }

    #[test]
    fn every_name_is_in_its_plain_form() {
        for name in AMOUNTS.iter().flat_map(|(_, names)| *names) {
            let bare = name.trim_end_matches('*');
            assert_eq!(plain(bare), bare);
        }
    }
}
