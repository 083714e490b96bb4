//! What a column can hold, and the names ledgers give to such columns.

use serde::{Deserialize, Serialize};

/// What a column of a ledger holds. The amount is not among them: see [`crate::Profile::amount`].
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    strum::IntoStaticStr,
    strum::EnumIter,
)]
#[serde(rename_all = "camelCase")]
#[strum(serialize_all = "camelCase")]
pub enum Field {
    /// Number of the ledger account (*tili*).
    Account,
    /// Name of the account.
    AccountName,
    /// Number of the voucher (*tosite*).
    Voucher,
    /// Number of the line within the voucher.
    LineNumber,
    /// The day the entry belongs to (*tositepäivä*).
    Date,
    /// Cost centre (*kustannuspaikka*).
    CostCentre,
    /// Name of the cost centre.
    CostCentreName,
    /// Project code (*projekti, hanke*).
    Project,
    /// Activity code (*toiminto*).
    Activity,
    /// Name of the supplier.
    SupplierName,
    /// Business id of the supplier (*y-tunnus*).
    SupplierId,
    /// Explanation of the entry (*selite*).
    Text,
    /// Amount without value added tax.
    Net,
    /// Amount with value added tax.
    Gross,
    /// Value added tax.
    Vat,
    /// Amount on the debit side, where it has its own column.
    Debit,
    /// Amount on the credit side, where it has its own column.
    Credit,
}

/// What an amount column means, best first for a cost report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum AmountKind {
    /// The posted line (*tiliöintisumma*).
    PostedLine,
    /// Without value added tax.
    Net,
    /// The header does not say.
    Unsaid,
    /// With value added tax.
    Gross,
    /// The total of the whole invoice, which some ledgers repeat on each of its rows.
    InvoiceTotal,
    /// Debit minus credit.
    DebitMinusCredit,
}

/// A header without what differs between exports: case, accents, punctuation, line breaks and runs of
/// spaces.
#[must_use]
pub(crate) fn plain(header: &str) -> String {
    let mut plain = String::with_capacity(header.len());
    for c in header.chars().flat_map(char::to_lowercase) {
        let c = match c {
            'ä' | 'å' | 'à' | 'á' => 'a',
            'ö' | 'ø' => 'o',
            'ü' => 'u',
            'é' | 'è' => 'e',
            c if c.is_alphanumeric() => c,
            _ => ' ',
        };
        if c != ' ' || !(plain.is_empty() || plain.ends_with(' ')) {
            plain.push(c);
        }
    }
    plain.truncate(plain.trim_end().len());
    plain
}

/// The field a plain header names, and its rank among the names of that field (0 is best).
pub(crate) fn field_named(plain: &str) -> Option<(Field, usize)> {
    NAMES.iter().find_map(|(field, names)| {
        names
            .iter()
            .position(|name| matches_name(plain, name))
            .map(|rank| (*field, rank))
    })
}

/// What kind of amount a plain header names, and its rank within the kind.
pub(crate) fn amount_named(plain: &str) -> Option<(AmountKind, usize)> {
    AMOUNTS.iter().find_map(|(kind, names)| {
        names
            .iter()
            .position(|name| matches_name(plain, name))
            .map(|rank| (*kind, rank))
    })
}

/// A name that ends in `*` also matches with more words after it.
fn matches_name(plain: &str, name: &str) -> bool {
    match name.strip_suffix('*') {
        Some(start) => plain
            .strip_prefix(start)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')),
        None => plain == name,
    }
}

/// Names seen in published ledgers of Finnish, Swedish and English municipalities, in the form which
/// [`plain`] gives them; within a field the better one first (the voucher's own date before the invoice's).
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
];

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
        ] {
            assert_eq!(
                field_named(&plain(header)).map(|(field, _)| field),
                Some(field),
                "{header}"
            );
        }
    }

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
            "Kuntanumero",
            "Toimittajan maakoodi",
            "Palveluluokka",
            "Tiliryhmä",
            "Ist EUR",
            "Tilaus",
        ] {
            assert_eq!(field_named(&plain(header)), None, "{header}");
            assert_eq!(amount_named(&plain(header)), None, "{header}");
        }
    }

    #[test]
    fn every_name_is_in_its_plain_form() {
        let names = NAMES.iter().flat_map(|(_, names)| *names);
        for name in names.chain(AMOUNTS.iter().flat_map(|(_, names)| *names)) {
            let bare = name.trim_end_matches('*');
            assert_eq!(plain(bare), bare);
        }
    }
}
