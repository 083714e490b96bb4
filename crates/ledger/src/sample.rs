//! A large ledger for benchmarks and demonstrations, the same for the same seed.

use std::io::{self, Write};

const HEADER: &str = "Kuntanumero;Kunnan nimi;Kunnan y-tunnus;Tositenumero;Tositepäivämäärä;Toimittajan nimi;\
    Toimittajan y-tunnus;Toimittajan maakoodi;Laskun summa ilman ALV;Kirjanpidon tilinumero;Tilin nimi;\
    Palveluluokka;Kustannuspaikka;Projekti;Selite";

const SUPPLIERS: [(&str, &str); 6] = [
    ("Mallilan Lämpö Oy", "1790235-0"),
    ("Esimerkkilä & Pojat Ky", "1643256-1"),
    ("Åbo Exempel Ab", "0114162-2"),
    ("Koulukuljetus Näyte Oy", "1633241-3"),
    ("Toimistotarvike Malli Oy", "2617416-4"),
    ("Öljy ja Äly Oy", "1629284-5"),
];

const ACCOUNTS: [(u32, &str); 8] = [
    (4301, "Asiakaspalvelujen ostot valtiolta"),
    (4344, "ICT-palvelut"),
    (4360, "Painatus ja ilmoitukset"),
    (4400, "Rakennusten kunnossapitopalvelut"),
    (4470, "Koulutuspalvelut"),
    (4500, "Toimistotarvikkeet"),
    (4840, "Koneiden ja laitteiden vuokrat"),
    (1150, "Rakennukset"),
];

/// Writes a ledger of `rows` rows in Windows-1252 with `;`, a decimal comma and the field order of the
/// Association of Finnish Municipalities (*Kuntaliitto*), with cost centre, project and text at the end as
/// the guideline allows. Returns the sum of its amounts in cents. People and firms are invented.
///
/// # Errors
/// Only those of `writer`.
pub fn write_sample(mut writer: impl Write, rows: u64, seed: u64) -> io::Result<i128> {
    let mut random = Random(seed);
    let mut total = 0_i128;
    let mut line = String::new();
    put(&mut writer, HEADER)?;
    for row in 0..rows {
        let cents = amount(&mut random);
        total += i128::from(cents);
        let (supplier, business_id) = SUPPLIERS[random.below(SUPPLIERS.len())];
        let (account, account_name) = ACCOUNTS[random.below(ACCOUNTS.len())];
        let (sign, euros, rest) = (
            if cents < 0 { "-" } else { "" },
            cents.unsigned_abs() / 100,
            cents.unsigned_abs() % 100,
        );
        line.clear();
        let written = std::fmt::Write::write_fmt(
            &mut line,
            format_args!(
                "999;Mallila;2050864-5;{};{:02}.{:02}.2026;{supplier};{business_id};FI;{sign}{euros},{rest:02};\
                 {account};{account_name};;{};H{:03};Lasku {}",
                20_000_000 + row / 3,
                1 + random.below(28),
                1 + random.below(12),
                1000 + random.below(400),
                random.below(50),
                700_000 + row / 2,
            ),
        );
        written.map_err(|_| io::Error::other("a line could not be formatted"))?;
        put(&mut writer, &line)?;
    }
    writer.flush()?;
    Ok(total)
}

fn put(writer: &mut impl Write, line: &str) -> io::Result<()> {
    writer.write_all(&encoding_rs::WINDOWS_1252.encode(line).0)?;
    writer.write_all(b"\r\n")
}

/// Mostly small, some large, one in fifty a credit.
fn amount(random: &mut Random) -> i64 {
    let scale = [1_000, 10_000, 100_000, 1_000_000][random.below(4)];
    let cents = i64::try_from(random.below(scale) + 1).unwrap_or(1);
    if random.below(50) == 0 { -cents } else { cents }
}

/// SplitMix64, by Sebastiano Vigna, in the public domain.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % (bound.max(1) as u64)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Exclusion, Limits, Profile, Selection, Source, check};

    #[test]
    fn the_sample_reads_back_to_the_cent() {
        let mut bytes = Vec::new();
        let total = write_sample(&mut bytes, 5_000, 7).unwrap();
        let mut again = Vec::new();
        write_sample(&mut again, 5_000, 7).unwrap();
        assert_eq!(bytes, again);
        let source = Source::Bytes {
            name: "sample.csv".to_owned(),
            bytes,
        };
        let check = check(
            &source,
            &Profile::default(),
            &Selection::default(),
            &Limits::default(),
        )
        .unwrap();
        assert_eq!(
            (check.rows, check.total.cents(), check.error_count),
            (5_000, total, 0)
        );
        assert_eq!(check.encoding.as_deref(), Some("Windows-1252"));
        assert!(check.excluded[&Exclusion::BalanceSheetAccount].rows > 0);
    }
}
