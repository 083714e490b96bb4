//! Headers as municipalities publish them, and what is made of them.

use talkoot_ledger::{Field, Limits, Profile, Source, inspect};

struct Layout {
    municipality: &'static str,
    header: &'static str,
    amount: &'static str,
    fields: &'static [(Field, &'static str)],
}

const LAYOUTS: &[Layout] = &[
    Layout {
        municipality: "Valkeakoski 2023",
        header: "vuosi;kuntanumero;kunnan nimi;kunnan Y-tunnus;kustannuspaikka;kustannuspaikan nimi;tositenumero;tositepäivämäärä;laskun päivämäärä;JHS-tili;JHS-tilin nimi;palveluluokka;palveluluokan nimi;toimittajan nimi;toimittajan Y-tunnus;toimittajan maa-tunnus;tiliöity summa (ALV 0%)",
        amount: "tiliöity summa (ALV 0%)",
        fields: &[
            (Field::Account, "JHS-tili"),
            (Field::Date, "tositepäivämäärä"),
            (Field::SupplierId, "toimittajan Y-tunnus"),
        ],
    },
    Layout {
        municipality: "Oulu 2021",
        header: "Kuntanro;KUNTA;Oulun kaupungin Y-tunnus;Tosite numero;Toimittajan nimi;Toimittajan y-tunnus;Toimittajan maakoodi;Laskun summa ilman ALV:tä;Tositepäivämäärä (YYMMDD);TILI;TILIN NIMI;Palveluluokka;Kokonaissumma;ALV-KOODI;RIVIN OSUUS VERO;Kustannuspaikka",
        amount: "Laskun summa ilman ALV:tä",
        fields: &[
            (Field::Voucher, "Tosite numero"),
            (Field::Vat, "RIVIN OSUUS VERO"),
            (Field::Gross, "Kokonaissumma"),
            (Field::CostCentre, "Kustannuspaikka"),
        ],
    },
    Layout {
        municipality: "Oulu API",
        header: "kuntanumero;kunnan_nimi;tulosyksikon_id;osasto;kustannuspaikan_id;kustannuspaikan_nimi;laskun_paivamaara;tositteen_numero;kirjauspaivamaara;laskun_numero;tiliryhman_numero;tilin_numero;tilin_nimi;toimittajan_nimi;toimittajan_y_tunnus;summa_alv0_euroina;alv_maara_euroina;kokonaisumma_euroina",
        amount: "summa_alv0_euroina",
        fields: &[
            (Field::Account, "tilin_numero"),
            (Field::Date, "kirjauspaivamaara"),
            (Field::Vat, "alv_maara_euroina"),
            (Field::CostCentre, "kustannuspaikan_id"),
        ],
    },
    Layout {
        municipality: "the 6aika guideline 0.4.2",
        header: "Kuntakoodi;Kunnan nimi;Ostajan Y-tunnus;Tulosyksikön ID;Tulosyksikön nimi;Osasto;Kustannuspaikan ID;Kustannuspaikan nimi;Laskun päivämäärä;Tositteen numero;Ostotilausnumero;Sopimusnumero;Kirjauspäivämäärä;Laskun numero;Tiliryhmän numero;Tiliryhmän nimi;Tilin numero;Tilin nimi;Toimittajan nimi;Toimittajan Y-tunnus;Summa ALV0 euroina;ALVin määrä euroina;Kokonaissumma euroina",
        amount: "Summa ALV0 euroina",
        fields: &[
            (Field::Voucher, "Tositteen numero"),
            (Field::Date, "Kirjauspäivämäärä"),
            (Field::Vat, "ALVin määrä euroina"),
            (Field::SupplierId, "Toimittajan Y-tunnus"),
        ],
    },
    Layout {
        municipality: "Jyväskylä 2012",
        header: "Vastuualue;Toimittaja nro;Toimittajan nimi;Tiliryhmä;Tili nro;Tilin nimi;Netto ",
        amount: "Netto",
        fields: &[
            (Field::Account, "Tili nro"),
            (Field::SupplierName, "Toimittajan nimi"),
        ],
    },
    Layout {
        municipality: "Jyväskylä 2021",
        header: "Kuntanumero;Kunnan nimi ;Kunnan y-tunnus;Vastuualue;Tulosyksikkö;Tulosyksikön nimi;Toimittajan nimi;Toimittajan y-tunnus;Toimittajan maakoodi;Tiliryhmä;Tili;Tilin nimi;JHS-tili;JHS-tilin nimi;Laskun summa ilman ALV;Kirjauspäivämäärä;Palveluluokka",
        amount: "Laskun summa ilman ALV",
        fields: &[
            (Field::Account, "Tili"),
            (Field::AccountName, "Tilin nimi"),
            (Field::Date, "Kirjauspäivämäärä"),
        ],
    },
    Layout {
        municipality: "Paimio 2023",
        header: "Tositenumero;Tositepvä;Tilinumero;Tilin nimi;Y-tunnus;Toimittajan nimi;Summa (alv 0%);Toimielin;Tulosalue;Toimittajan maakoodi;Palveluluokka",
        amount: "Summa (alv 0%)",
        fields: &[
            (Field::Account, "Tilinumero"),
            (Field::Date, "Tositepvä"),
            (Field::SupplierId, "Y-tunnus"),
        ],
    },
    Layout {
        municipality: "Sastamala 2023",
        header: "Kuntanumero;Kunnan nimi;Kunnan Y-tunnus;Tositenumero;Toimittajan nimi;Toimittajan Y-tunnus;Laskun summa ilman ALV;Tositepäivämäärä;Kirjanpidon tilinumero;Tilin nimi",
        amount: "Laskun summa ilman ALV",
        fields: &[
            (Field::Account, "Kirjanpidon tilinumero"),
            (Field::SupplierId, "Toimittajan Y-tunnus"),
        ],
    },
    Layout {
        municipality: "Kuopio 2012-2019",
        header: "Vuosi;Tosite_paiva;OraganizationCode;Org_nimi;Docid;Toimittajanumero;Toimittajan nimi;Ly-tunnus;Laskun päivä;Laskun summa;Reskontraviite;Tilin numero;Tilin nimi;Kustp;KP_nimi;Tiliöintisumma;Timestamp",
        amount: "Tiliöintisumma",
        fields: &[
            (Field::Date, "Tosite_paiva"),
            (Field::SupplierId, "Ly-tunnus"),
            (Field::CostCentre, "Kustp"),
            (Field::CostCentreName, "KP_nimi"),
        ],
    },
    Layout {
        municipality: "Askola 2022",
        header: "kunta;kuntanumero;y-tunnus;kustannuspaikka;tositepäivä;tositenumero;tilinumero;tilin nimi;toimittajan nimi;toimittajan Y-tunnus;netto;brutto;alv",
        amount: "netto",
        fields: &[
            (Field::Gross, "brutto"),
            (Field::Vat, "alv"),
            (Field::SupplierId, "toimittajan Y-tunnus"),
            (Field::Date, "tositepäivä"),
        ],
    },
    Layout {
        municipality: "Göteborg",
        header: "forvaltning;leverantor;leverantor_id;faktura_nr;konto_nr;konto_text;belopp",
        amount: "belopp",
        fields: &[
            (Field::Account, "konto_nr"),
            (Field::AccountName, "konto_text"),
            (Field::Voucher, "faktura_nr"),
            (Field::SupplierName, "leverantor"),
        ],
    },
    Layout {
        municipality: "Umeå",
        header: "datum;forvaltning;leverantor;leverantor_id;konto_nr;konto_text;belopp;faktura_nr",
        amount: "belopp",
        fields: &[(Field::Date, "datum"), (Field::SupplierId, "leverantor_id")],
    },
];

#[test]
fn published_headers_need_no_profile() {
    for layout in LAYOUTS {
        let columns = layout.header.split(';').count();
        let text = format!("{}\n{}\n", layout.header, vec!["1"; columns].join(";"));
        let source = Source::Bytes {
            name: "ledger.csv".to_owned(),
            bytes: text.into_bytes(),
        };
        let found = inspect(&source, &Profile::default(), &Limits::default()).unwrap();
        assert_eq!(
            found.amount_column.as_deref(),
            Some(layout.amount),
            "{}",
            layout.municipality
        );
        for (field, column) in layout.fields {
            let named = found.fields.get(field).map(String::as_str);
            assert_eq!(named, Some(*column), "{field:?} of {}", layout.municipality);
        }
    }
}
