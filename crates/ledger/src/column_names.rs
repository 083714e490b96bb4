//! The names ledgers give to their columns.

use crate::field::Field;

/// The field a plain header names, and its rank among the names of that field (0 is best).
pub(crate) fn field_named(plain: &str) -> Option<(Field, usize)> {
    NAMES.iter().find_map(|(field, names)| {
        names
            .iter()
            .position(|name| matches_name(plain, name))
            .map(|rank| (*field, rank))
    })
}

/// A name that ends in `*` also matches with more words after it.
pub(crate) fn matches_name(plain: &str, name: &str) -> bool {
    match name.strip_suffix('*') {
        Some(start) => plain
            .strip_prefix(start)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')),
        None => plain == name,
    }
}

/// Names seen in published ledgers of Finnish, Swedish and English municipalities, in the form which
/// `plain` gives them; within a field the better one first (the voucher's own date before the invoice's).
const NAMES: &[(Field, &[&str])] = &[
    (
        Field::Account,
        &[
            "kirjanpidon tilinumero",
            "tilin numero",
            "tilinumero",
            "tilinro",
            "tili nro",
            "tilin nro",
            "tilinnumero",
            "tili numero",
            "tili",
            "tilit",
            "paakirjatili",
            "tilikoodi",
            "konto",
            "kontonummer",
            "kontonr",
            "konto nr",
            "account",
            "account number",
            "account no",
            "account code",
            "account id",
            "ledger account",
            "gl account",
            "nominal code",
            "jhs tili",
            "tilinumero jhs",
        ],
    ),
    (
        Field::AccountName,
        &[
            "tilin nimi",
            "tilinimi",
            "tili nimi",
            "tilin selite",
            "kontonamn",
            "konto namn",
            "konto text",
            "kontotext",
            "kontobenamning",
            "account name",
            "account description",
            "expenditure account",
            "expense type",
            "jhs tilin nimi",
        ],
    ),
    (
        Field::Voucher,
        &[
            "tositenumero",
            "tositteen numero",
            "tosite numero",
            "tositenro",
            "tosite nro",
            "tapahtumanumero",
            "tosite",
            "tositetunnus",
            "verifikat",
            "verifikatnummer",
            "verifikationsnummer",
            "verifikation",
            "verifikatnr",
            "ver nr",
            "verif nr",
            "voucher",
            "voucher number",
            "voucher no",
            "document number",
            "document no",
            "transaction number",
            "internal ref",
            "faktura nr",
            "fakturanummer",
            "reskontraviite",
        ],
    ),
    (
        Field::LineNumber,
        &[
            "rivinumero",
            "rivi",
            "rivinro",
            "rivi nro",
            "radnummer",
            "rad",
            "line",
            "line number",
            "line no",
        ],
    ),
    (
        Field::Date,
        &[
            "tositepaivamaara*",
            "tositepaiva",
            "tosite paiva",
            "tositepvm",
            "tositepva",
            "tositteen pvm",
            "tositteen paivamaara",
            "tapaht pvm",
            "tapahtumapvm",
            "tapahtumapaiva",
            "tapahtumapaivamaara",
            "kirjauspaivamaara",
            "kirjauspaiva",
            "kirjauspvm",
            "bokforingsdatum",
            "verifikationsdatum",
            "verifikatdatum",
            "transaktionsdatum",
            "posting date",
            "transaction date",
            "voucher date",
            "accounting date",
            "document date",
            "pvm",
            "paivamaara",
            "datum",
            "date",
            "laskun paivamaara",
            "laskun paiva",
            "laskun pvm",
            "laskupaiva",
            "laskupvm",
            "fakturadatum",
            "invoice date",
            "paid date",
            "payment date",
            "clearing date",
            "maksupaiva",
        ],
    ),
    (
        Field::CostCentre,
        &[
            "kustannuspaikka",
            "kustannuspaikan id",
            "kustannuspaikan numero",
            "kustannuspaikkanumero",
            "kustp",
            "kp",
            "kustannuspaikan koodi",
            "kostnadsstalle",
            "kostnadsstallenummer",
            "kst",
            "cost centre",
            "cost center",
            "cost centre code",
        ],
    ),
    (
        Field::CostCentreName,
        &[
            "kustannuspaikan nimi",
            "kp n nimi",
            "kp nimi",
            "kustp nimi",
            "kostnadsstallets namn",
            "cost centre name",
            "cost center name",
        ],
    ),
    (
        Field::Project,
        &[
            "projekti",
            "projektinumero",
            "projektin numero",
            "projektikoodi",
            "projektitunnus",
            "hanke",
            "hankekoodi",
            "hankenumero",
            "hanketunnus",
            "projekt",
            "projektnummer",
            "projektkod",
            "project",
            "project code",
            "project number",
            "project id",
        ],
    ),
    (
        Field::Activity,
        &[
            "toiminto",
            "toimintokoodi",
            "toiminnon numero",
            "verksamhet",
            "verksamhetskod",
            "aktivitet",
            "activity",
            "activity code",
        ],
    ),
    (
        Field::SubArea,
        &[
            "osa alue",
            "osa alueen koodi",
            "osa aluekoodi",
            "osaalue",
            "osaaluekoodi",
            "tyopaketti",
            "delomrade",
            "arbetspaket",
            "sub area",
            "sub area code",
            "work package",
        ],
    ),
    (
        Field::SupplierName,
        &[
            "toimittajan nimi",
            "toimittaja nimi",
            "toimittaja",
            "leverantor",
            "leverantorens namn",
            "leverantorsnamn",
            "leverantor namn",
            "supplier",
            "supplier name",
            "suppl name",
            "vendor",
            "vendor name",
            "beneficiary name",
            "payee",
            "payee name",
        ],
    ),
    (
        Field::SupplierId,
        &[
            "toimittajan y tunnus",
            "toimittajan ytunnus",
            "toimittaja y tun sotu",
            "toimittaja y tunnus",
            "y tunnus",
            "ly tunnus",
            "toimittajan ly tunnus",
            "leverantorens fo nummer",
            "fo nummer",
            "organisationsnummer",
            "orgnr",
            "leverantor id",
            "suppl id",
            "supplier id",
            "supplier business id",
            "vendor id",
            "business id",
        ],
    ),
    (
        Field::Text,
        &[
            "selite",
            "kirjausselite",
            "selitys",
            "tapahtuman selite",
            "vientiselite",
            "text",
            "forklaring",
            "beskrivning",
            "description",
            "explanation",
        ],
    ),
    (
        Field::Vat,
        &[
            "alvin maara euroina",
            "alv maara euroina",
            "alv maara",
            "alvin maara",
            "rivin osuus vero",
            "alv",
            "alv euroa",
            "alv eur",
            "vero",
            "arvonlisavero",
            "moms",
            "momsbelopp",
            "vat",
            "vat amount",
            "vat eur",
            "amount of vat",
            "tax amount",
            "amount of tax",
        ],
    ),
    (
        Field::VatRate,
        &[
            "alv prosentti",
            "alv pros",
            "alv kanta",
            "verokanta",
            "veroprosentti",
            "arvonlisaverokanta",
            "momssats",
            "moms procent",
            "momsprocent",
            "vat rate",
            "vat percent",
            "vat percentage",
            "tax rate",
        ],
    ),
    (
        Field::Debit,
        &["debet", "debit", "debet eur", "debit amount", "debetbelopp"],
    ),
    (
        Field::Credit,
        &["kredit", "credit", "kredit eur", "credit amount", "kreditbelopp"],
    ),
    (
        Field::Side,
        &[
            "d k",
            "dk",
            "d c",
            "debet kredit",
            "debit credit",
            "debet tai kredit",
            "debit or credit",
            "per an",
        ],
    ),
    (
        Field::Sign,
        &["etumerkki", "merkki", "tecken", "sign", "plus minus"],
    ),
    (
        Field::Currency,
        &[
            "valuutta",
            "valuuttakoodi",
            "valuuttatunnus",
            "valuta",
            "valutakod",
            "currency",
            "currency code",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::plain;

    /// Headers as published, with their stray spaces, line breaks and misspellings.
    #[test]
    fn published_headers_are_known() {
        for (header, field) in [
            ("Tili", Field::Account),
            ("Tili nro", Field::Account),
            ("TILI", Field::Account),
            ("Kirjanpidon tilinumero", Field::Account),
            ("tilin_numero", Field::Account),
            ("JHS-tili", Field::Account),
            ("konto_nr", Field::Account),
            ("KP:n nimi", Field::CostCentreName),
            ("Kustp", Field::CostCentre),
            ("Tapahtumanumero", Field::Voucher),
            ("Tosite numero", Field::Voucher),
            ("tositteen_numero", Field::Voucher),
            ("Tosite_paiva", Field::Date),
            ("Tapaht.pvm", Field::Date),
            ("Tositepvä", Field::Date),
            ("Tositepäivämäärä (YYMMDD)", Field::Date),
            ("Clearing Date", Field::Date),
            ("Toimittajan  nimi", Field::SupplierName),
            ("Toimittajan\nnimi", Field::SupplierName),
            (" Toimittaja Y-tun/sotu", Field::SupplierId),
            ("Ly-tunnus", Field::SupplierId),
            ("RIVIN OSUUS VERO", Field::Vat),
            ("ALVin määrä euroina", Field::Vat),
            ("Kostnadsställe", Field::CostCentre),
            ("D/K", Field::Side),
            ("ALV-kanta", Field::VatRate),
            ("Osa-alueen koodi", Field::SubArea),
            ("Debet/Kredit", Field::Side),
            ("Amount of VAT", Field::Vat),
        ] {
            assert_eq!(
                field_named(&plain(header)).map(|(field, _)| field),
                Some(field),
                "{header}"
            );
        }
    }

    #[test]
    fn other_headers_are_not_mistaken() {
        for header in [
            "",
            "Kuntanumero",
            "Toimittajan maakoodi",
            "Palveluluokka",
            "Tiliryhmä",
            "Ist EUR",
            "Tilaus",
        ] {
            assert_eq!(field_named(&plain(header)), None, "{header}");
        }
    }

    #[test]
    fn every_name_is_in_its_plain_form() {
        for name in NAMES.iter().flat_map(|(_, names)| *names) {
            let bare = name.trim_end_matches('*');
            assert_eq!(plain(bare), bare);
        }
    }
}
