//! Ledgers with wages in which personal data is planted.

use rust_xlsxwriter::Workbook;

/// Who is paid. Individual numbers 900-999 are never given to anybody.
pub const PLANTED: [&str; 9] = [
    "Kuupalinna",
    "Ylermi",
    "Äijälänaho",
    "010190-999A",
    "020290A998B",
    "PN774411",
    "887766554433",
    "11.12.1961",
    "0409998877",
];
/// Stands in rows that are no wages, so that the search is seen to find something.
pub const CONTROL: &str = "Konsulttitoimisto Verrokki";

/// The columns, wages of the project and of others, the sum of somebody's, and something that is no wages.
const ROWS: [&str; 6] = [
    "Tosite;Tositepvm;Tili;Tilin nimi;Kustannuspaikka;Toimittaja;Toimittajan y-tunnus;Selite;Henkilönumero;\
     Syntymäaika;Puhelin;Summa",
    "1;31.3.2026;4000;Palkat;6101;Kuupalinna Ylermi;PN774411;Palkka Ylermi Kuupalinna 010190-999A;887766554433;\
     11.12.1961;0409998877;2000,00",
    ";;;;;;;Kuupalinna Ylermi yhteensä;;;;2000,00",
    "2;31.3.2026;4000;Palkat;6101;Äijälänaho;020290A998B;Lomaraha;887766554433;;;1000,00",
    "3;31.3.2026;4000;Palkat;9999;Äijälänaho;020290A998B;Muu hanke;887766554433;;;700,00",
    "4;31.3.2026;4340;Asiantuntijapalvelut;6101;Konsulttitoimisto Verrokki;;Raportti, laskuttaja 010190-999A;;;;500,00",
];

fn rows() -> Vec<Vec<&'static str>> {
    ROWS.iter().map(|row| row.split(';').collect()).collect()
}

fn separated(rows: &[Vec<&str>]) -> String {
    rows.iter().map(|row| row.join(";") + "\r\n").collect()
}

fn workbook(rows: &[Vec<&str>]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (number, row) in (0..).zip(rows) {
        for (place, cell) in (0..).zip(row) {
            sheet.write_string(number, place, *cell).expect("a cell");
        }
    }
    workbook.save_to_buffer().expect("a workbook")
}

/// The same rows as four accounting systems write them, the last in disorder.
pub fn ledgers() -> [(&'static str, &'static str, Vec<u8>); 4] {
    let text = separated(&rows());
    let mut disordered = rows();
    disordered[1][1] = "Ylermi";
    disordered[3][11] = "Kuupalinna";
    disordered[4][7] = "\"Muu hanke Äijälänaho";
    [
        (
            "Lohja",
            "palkat.csv",
            encoding_rs::WINDOWS_1252.encode(&text).0.into_owned(),
        ),
        ("Virrat", "palkat.txt", format!("\u{feff}{text}").into_bytes()),
        ("Karkkila", "palkat.xlsx", workbook(&rows())),
        ("Kuhmoinen", "virheet.csv", separated(&disordered).into_bytes()),
    ]
}
