//! Layouts in which municipalities have published their ledgers: names of columns and what the amounts mean.
//!
//! Read from the published files and their descriptions (open data of the municipalities named, 2012-2025), and
//! from the guidelines of 6aika (0.4.2, 2016) and Kuntaliitto (2021). Where only the guideline that a municipality
//! follows is known, and not its columns, those of the guideline stand here and the notes say so.

use crate::profile::{Profile, VatHandling};

/// What the amounts of a layout are with regard to value added tax.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tax {
    Without,
    With,
    /// Its description does not say.
    Unsaid,
}

/// A layout that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownLayout {
    /// Municipality and years.
    pub name: &'static str,
    /// The accounting system, where it is known.
    pub system: Option<&'static str>,
    /// The names of the columns in their order, with `;` between them.
    columns: &'static str,
    /// The column with the amount of the row.
    pub amount: &'static str,
    /// What to look at before it is used.
    pub notes: &'static str,
    tax: Tax,
}

impl KnownLayout {
    /// The names of the columns, in their order.
    #[must_use]
    pub fn columns(&self) -> Vec<&'static str> {
        self.columns.split(';').collect()
    }

    /// The profile of the layout. Encoding, separator and formats are found in each file.
    #[must_use]
    pub fn profile(&self) -> Profile {
        Profile {
            amount: Some(self.amount.to_owned()),
            vat: match self.tax {
                Tax::Without => Some(VatHandling::AmountIsNet),
                Tax::With => Some(VatHandling::AmountIsGross),
                Tax::Unsaid => None,
            },
            ..Profile::default()
        }
    }
}

/// All layouts that are known.
#[must_use]
pub const fn known_layouts() -> &'static [KnownLayout] {
    LAYOUTS
}

const fn layout(
    name: &'static str,
    columns: &'static str,
    amount: &'static str,
    tax: Tax,
    notes: &'static str,
) -> KnownLayout {
    KnownLayout {
        name,
        system: None,
        columns,
        amount,
        notes,
        tax,
    }
}

const fn from_system(system: &'static str, mut layout: KnownLayout) -> KnownLayout {
    layout.system = Some(system);
    layout
}

/// The guideline of 6aika and Kuntaliitto, 0.4.2 (2016).
const GUIDELINE_2016: &str = "Kuntakoodi;Kunnan nimi;Ostajan Y-tunnus;Tulosyksikön ID;Tulosyksikön nimi;Osasto;\
         Kustannuspaikan ID;Kustannuspaikan nimi;Laskun päivämäärä;Tositteen numero;Ostotilausnumero;\
         Sopimusnumero;Kirjauspäivämäärä;Laskun numero;Tiliryhmän numero;Tiliryhmän nimi;\
         Tilin numero;Tilin nimi;Toimittajan nimi;Toimittajan Y-tunnus;Summa ALV0 euroina;\
         ALVin määrä euroina;Kokonaissumma euroina";

/// The guideline of Kuntaliitto, 2021.
const GUIDELINE_2021: &str = "Kuntanumero;Kunnan nimi;Kunnan y-tunnus;Tositenumero;Tositepäivämäärä;Toimittajan nimi;\
         Toimittajan y-tunnus;Toimittajan maakoodi;Laskun summa ilman ALV;Kirjanpidon tilinumero;\
         Tilin nimi;Palveluluokka";

const LAYOUTS: &[KnownLayout] = &[
    from_system(
        "Raindance",
        layout(
            "Valkeakoski 2018-2019",
            "Toslaji;Tili;Tilin nimi;Kp;KP:n nimi;Tositepvm;Tositenumero;Tot eurot;Toimittajan nimi;\
         Toimittaja Y-tun/sotu;Docid",
            "Tot eurot",
            Tax::Unsaid,
            "names of accounts, cost centres and suppliers are cut short",
        ),
    ),
    from_system(
        "Raindance UDP",
        layout(
            "Valkeakoski 2023",
            "vuosi;kuntanumero;kunnan nimi;kunnan Y-tunnus;kustannuspaikka;kustannuspaikan nimi;\
         tositenumero;tositepäivämäärä;laskun päivämäärä;JHS-tili;JHS-tilin nimi;palveluluokka;\
         palveluluokan nimi;toimittajan nimi;toimittajan Y-tunnus;toimittajan maa-tunnus;\
         tiliöity summa (ALV 0%)",
            "tiliöity summa (ALV 0%)",
            Tax::Without,
            "",
        ),
    ),
    layout(
        "Kemijärvi 2022",
        "org_number;org_name;org_bid;voucher;suppl_name;suppl_id;price_ex_vat;date;account_number;\
         account_name",
        "price_ex_vat",
        Tax::Without,
        "dates are whole numbers that lost their leading zero; accounts of the balance sheet are among the rows",
    ),
    layout(
        "Oulu 2021",
        "Kuntanro;KUNTA;Oulun kaupungin Y-tunnus;Tosite numero;Toimittajan nimi;Toimittajan y-tunnus;\
         Toimittajan maakoodi;Laskun summa ilman ALV:tä;Tositepäivämäärä (YYMMDD);TILI;TILIN NIMI;\
         Palveluluokka;Kokonaissumma;ALV-KOODI;RIVIN OSUUS VERO;Kustannuspaikka",
        "Laskun summa ilman ALV:tä",
        Tax::Without,
        "the tax code is no percentage",
    ),
    layout(
        "Oulu, interface since 2016",
        "kuntanumero;kunnan_nimi;tulosyksikon_id;tulosyksikon_nimi;osasto;kustannuspaikan_id;\
         kustannuspaikan_nimi;laskun_paivamaara;tositteen_numero;ostotilausnumero;sopimusnumero;\
         kirjauspaivamaara;laskun_numero;tiliryhman_numero;tiliryhman_nimi;tilin_numero;tilin_nimi;\
         toimittajan_nimi;toimittajan_y_tunnus;summa_alv0_euroina;alv_maara_euroina;\
         kokonaisumma_euroina;verkkolaskuosoite;tilausnumero;toimittajan_numero;kumppaniyhtio;\
         kumppanin_id;kumppanin_selkokielinen_nimi;kumppaniryhma;kumppaniryhman_selkokielinen_nimi",
        "summa_alv0_euroina",
        Tax::Without,
        "the column of business ids at times holds a bank account or an address for invoices",
    ),
    layout(
        "Tampere 2016",
        GUIDELINE_2016,
        "Summa ALV0 euroina",
        Tax::Without,
        "vouchers of purchase orders have no invoice date",
    ),
    layout(
        "Jyväskylä 2012-2013",
        "Vastuualue;Toimittaja nro;Toimittajan nimi;Tiliryhmä;Tili nro;Tilin nimi;Netto",
        "Netto",
        Tax::Without,
        "rows have neither voucher nor date",
    ),
    layout(
        "Jyväskylä 2014",
        "Vastuualue;Toimittajan nro;Toimittajan nimi;Tiliryhmä;Tili nro;Tilin nimi;Netto",
        "Netto",
        Tax::Without,
        "rows have neither voucher nor date",
    ),
    layout(
        "Jyväskylä 2015",
        "Vastuualue;Toimittajan nro;Toimittajan nimi;Tiliryhmä;Tilit;Tilin nimi;Netto",
        "Netto",
        Tax::Without,
        "rows have neither voucher nor date",
    ),
    layout(
        "Jyväskylä 2016",
        "Vastuualue;Toimittaja nro;Y-tunnus;Toimittajan nimi;Tiliryhmä;Tili nro;Tilin nimi;Netto",
        "Netto",
        Tax::Without,
        "rows have neither voucher nor date; a stray value stands behind the last column",
    ),
    layout(
        "Jyväskylä 2017-2018",
        "Vastuualue;Toimittaja nro;Y-tunnus;Toimittajan nimi;Tiliryhmä;Tili;Tilin nimi;Nettosumma;\
         Kirjauspäivä",
        "Nettosumma",
        Tax::Without,
        "the last row of 2018 is the total",
    ),
    layout(
        "Jyväskylä 2019",
        "Vastuualue;Toimittaja nro;Y-tunnus;Toimittajan nimi;Tiliryhmä;Tili;Tilin nimi;Nettosumma;\
         Kirjauspäivämäärä",
        "Nettosumma",
        Tax::Without,
        "rows of credit cards have no supplier",
    ),
    layout(
        "Jyväskylä 2020",
        "Vastuualue;Toimittaja nro;Y-tunnus;Toimittajan nimi;Tiliryhmä;Tili;Tilin nimi;Nettosumma;\
         Kirjauspvm;Postinumero",
        "Nettosumma",
        Tax::Without,
        "the last row is the total",
    ),
    layout(
        "Jyväskylä 2021",
        "Kuntanumero;Kunnan nimi;Kunnan y-tunnus;Vastuualue;Tulosyksikkö;Tulosyksikön nimi;\
         Toimittajan nimi;Toimittajan y-tunnus;Toimittajan maakoodi;Tiliryhmä;Tili;Tilin nimi;\
         JHS-tili;JHS-tilin nimi;Laskun summa ilman ALV;Kirjauspäivämäärä;Palveluluokka",
        "Laskun summa ilman ALV",
        Tax::Without,
        "the last row is the total, with fractions of a cent",
    ),
    layout(
        "Kaarina 2023",
        "Tapaht.pvm;Tilin nimi;Toimittajan nimi;Toimittajan maakoodi;Laskun summa ilman ALV",
        "Laskun summa ilman ALV",
        Tax::Without,
        "rows of earlier years are among them",
    ),
    layout(
        "Porvoo 2021",
        "Kustannuspaikka;Kustannuspaikan nimi;Tositenumero;Tositelaji;Selite;EUR, brutto;Rondo ID",
        "EUR, brutto",
        Tax::With,
        "there is no account: the mapping goes by cost centre",
    ),
    layout(
        "Paimio 2020-2022",
        "Tapahtumanumero;Tapaht.pvm;Tili nro;Tilin nimi;Y-tunnus;Toimittaja;Summa;Toimielin;\
         Tulosalue;Toimittajan maakoodi;Palveluluokka",
        "Summa",
        Tax::Unsaid,
        "names and order change from year to year; vouchers of the years before and after are among the rows",
    ),
    layout(
        "Paimio 2023-2025",
        "Tositenumero;Tositepvä;Tilinumero;Tilin nimi;Y-tunnus;Toimittajan nimi;Summa (alv 0%);\
         Toimielin;Tulosalue;Toimittajan maakoodi;Palveluluokka",
        "Summa (alv 0%)",
        Tax::Without,
        "2025 has neither Toimielin nor Tulosalue",
    ),
    layout(
        "Sastamala 2023",
        "Kuntanumero;Kunnan nimi;Kunnan Y-tunnus;Tositenumero;Toimittajan nimi;Toimittajan Y-tunnus;\
         Laskun summa ilman ALV;Tositepäivämäärä;Kirjanpidon tilinumero;Tilin nimi",
        "Laskun summa ilman ALV",
        Tax::Without,
        "taken from the purchase ledger: later corrections of accounts are not in it",
    ),
    layout(
        "Kuopio 2012-2019",
        "Vuosi;Tosite_paiva;OraganizationCode;Org_nimi;Docid;Toimittajanumero;Toimittajan nimi;\
         Ly-tunnus;Laskun päivä;Laskun summa;Reskontraviite;Tilin numero;Tilin nimi;Kustp;KP_nimi;\
         Tiliöintisumma;Timestamp",
        "Tiliöintisumma",
        Tax::With,
        "only Tiliöintisumma may be summed: Laskun summa repeats the total of an invoice on each of its rows",
    ),
    layout(
        "Askola 2022",
        "kunta;kuntanumero;y-tunnus;kustannuspaikka;tositepäivä;tositenumero;tilinumero;tilin nimi;\
         toimittajan nimi;toimittajan Y-tunnus;netto;brutto;alv",
        "netto",
        Tax::Without,
        "the business id of the municipality stands beside that of the supplier",
    ),
    layout(
        "Siilinjärvi 2021",
        GUIDELINE_2016,
        "Summa ALV0 euroina",
        Tax::Without,
        "columns of the guideline; a chart of accounts of its own; the total of an invoice is repeated on its rows",
    ),
    layout(
        "Helsinki 2012-2014",
        GUIDELINE_2016,
        "Summa ALV0 euroina",
        Tax::Without,
        "columns of the guideline; HKR, HKL and Stara have sheets, accounts and suppliers of their own: say which sheet it is",
    ),
    layout(
        "Rantasalmi 2023",
        GUIDELINE_2021,
        "Laskun summa ilman ALV",
        Tax::Without,
        "columns of the guideline; a column \"vv\" marks costs of the water utility",
    ),
    layout(
        "Humppila",
        GUIDELINE_2021,
        "Laskun summa ilman ALV",
        Tax::Without,
        "columns of the guideline; taken from the purchase ledger: later corrections of accounts are not in it",
    ),
    layout(
        "Kurikka 2022",
        GUIDELINE_2021,
        "Laskun summa ilman ALV",
        Tax::Without,
        "columns of the guideline; a chart of accounts of its own",
    ),
    layout(
        "Göteborg",
        "forvaltning;leverantor;leverantor_id;faktura_nr;konto_nr;konto_text;belopp",
        "belopp",
        Tax::Unsaid,
        "there is no date: export one period at a time",
    ),
    layout(
        "Umeå",
        "datum;forvaltning;leverantor;leverantor_id;konto_nr;konto_text;belopp;faktura_nr",
        "belopp",
        Tax::Unsaid,
        "",
    ),
    layout(
        "Örebro",
        "datum;forvaltning;leverantor;leverantor_id;faktura_nr;konto_nr;belopp",
        "belopp",
        Tax::Unsaid,
        "number and name of the account stand in one cell",
    ),
];
