//! Thousands of damaged files of every kind, the same ones in every run: a short cousin of the fuzzers (`make fuzz`)
//! that needs nothing but this test. No panic, no hang, every row accounted for.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod damage;

use std::{
    fs,
    io::{Cursor, Read, Write},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use damage::Damage;
use flate2::{Compression, write::GzEncoder};
use talkoot_ledger::{Limits, Profile, Selection, Source, check, import, inspect};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

/// No reading of so small a file takes longer, also where the machine is busy and nothing is optimised.
const LONGEST: Duration = Duration::from_secs(10);
/// How much of the beginning of a real file is used.
const HEAD: usize = 1_024;
/// What turns up where it hurts.
const TOKENS: [&[u8]; 22] = [
    b";",
    b",",
    b"\t",
    b"|",
    b"\"",
    b"\"\"",
    b"\n",
    b"\r\n",
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"-",
    b"(",
    b"1e999",
    b"99999999999999999999",
    b"9223372036854775807",
    b"0,005",
    b"Yhteens\xc3\xa4",
    b"31.2.2026",
    b"<",
    b"&#x0;",
    b"table:number-rows-repeated=\"4294967295\"",
];

fn survives(bytes: Vec<u8>, what: &str) {
    let begun = Instant::now();
    let source = Source::Bytes {
        name: "any".to_owned(),
        bytes,
    };
    let limits = Limits {
        rows: 20_000,
        unpacked_bytes: 4 << 20,
        ..Limits::default()
    };
    let (profile, selection) = (Profile::default(), Selection::default());
    let _ = inspect(&source, &profile, &limits);
    if let Ok(found) = check(&source, &profile, &selection, &limits) {
        assert_eq!(found.accounted_for(), found.total, "{what}");
        let mut cents = 0_i128;
        let imported = import(&source, &profile, &selection, &limits, &mut |posting| {
            cents += i128::from(posting.net.cents());
            Ok(())
        });
        assert_eq!(imported.is_ok(), found.is_importable(), "{what}");
        assert!(
            imported.is_err() || cents == found.selected.total.cents(),
            "{what}"
        );
    }
    assert!(begun.elapsed() < LONGEST, "{what} took {:?}", begun.elapsed());
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn seed(name: &str) -> Vec<u8> {
    fs::read(root().join("fuzz/seeds/any_file").join(name)).unwrap()
}

/// The beginnings of the real ledgers, where they stand beside the checkout.
fn real_files() -> Vec<Vec<u8>> {
    let root = root().canonicalize().unwrap();
    let folder = root
        .ancestors()
        .map(|above| above.join("shared/data/ledgers"))
        .find(|folder| folder.is_dir());
    let Some(folder) = folder else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let text = |path: &&PathBuf| path.extension().is_some_and(|extension| extension == "csv");
    paths
        .iter()
        .filter(text)
        .map(|path| {
            let mut head = Vec::new();
            let file = fs::File::open(path).unwrap();
            file.take(u64::try_from(HEAD).unwrap())
                .read_to_end(&mut head)
                .unwrap();
            head
        })
        .collect()
}

/// The parts of an archive, and the archive that they make again.
fn parts(archive: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(archive)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index(index).unwrap();
            let mut content = Vec::new();
            part.read_to_end(&mut content).unwrap();
            (part.name().unwrap().into_owned(), content)
        })
        .collect()
}

fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        archive.start_file(name.as_str(), options).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn damaged_texts() {
    let mut damage = Damage::new(0x5eed_0001, &TOKENS);
    let mut seeds: Vec<Vec<u8>> = ["semicolons.csv", "commas.csv", "tabs.csv", "latin1.csv"]
        .map(seed)
        .to_vec();
    seeds.extend(real_files());
    for round in 0..200 {
        let seed = &seeds[round % seeds.len()];
        survives(damage.done_to(seed), &format!("text {round}"));
    }
}

/// Inside the archive, so that the damage reaches the reader of the sheet instead of the checksum.
#[test]
fn damaged_workbooks() {
    let mut damage = Damage::new(0x5eed_0002, &TOKENS);
    for (name, rounds) in [("sheet.xlsx", 200), ("sheet.ods", 200)] {
        let parts = parts(&seed(name));
        for round in 0..rounds {
            let mut damaged = parts.clone();
            let part = damage.below(damaged.len());
            damaged[part].1 = damage.done_to(&damaged[part].1);
            if damage.below(20) == 0 {
                drop(damaged.swap_remove(part));
            }
            survives(packed(&damaged), &format!("{name} {round}"));
        }
    }
    let old = seed("sheet.xls");
    for round in 0..200 {
        survives(damage.done_to(&old), &format!("sheet.xls {round}"));
    }
}

#[test]
fn damaged_archives() {
    let mut damage = Damage::new(0x5eed_0003, &TOKENS);
    let text = seed("semicolons.csv");
    for round in 0..200 {
        let what = format!("archive {round}");
        survives(damage.done_to(&seed("packed.csv.gz")), &what);
        survives(damage.done_to(&seed("packed.zip")), &what);
        let inner = damage.done_to(&text);
        survives(gzip(&inner), &what);
        survives(packed(&[("ledger.csv".to_owned(), inner.clone())]), &what);
        survives(
            damage.done_to(&packed(&[("ledger.csv".to_owned(), inner)])),
            &what,
        );
    }
}
