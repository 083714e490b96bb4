//! Looking for what was planted wherever something is kept or shown.

use std::{
    io::{Read as _, Write as _},
    process::{Command, Stdio},
    sync::{Arc, Mutex},
};

use flate2::read::GzDecoder;
use talkoot_test_support::{Dump, TestApp};
use tracing_subscriber::filter::LevelFilter;

/// Everything that the program logs, at the most talkative level.
#[derive(Clone, Debug, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("the log").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    /// Takes the log of this process, which runs one test; before the application is started.
    pub fn take() -> Self {
        let log = Self::default();
        let writer = log.clone();
        tracing_subscriber::fmt()
            .with_max_level(LevelFilter::TRACE)
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .init();
        log
    }

    pub fn text(&self) -> Vec<u8> {
        self.0.lock().expect("the log").clone()
    }
}

/// Texts in every encoding in which they may have been written.
#[derive(Debug)]
pub struct Needles(Vec<(String, Vec<Vec<u8>>)>);

impl Needles {
    pub fn new(texts: &[&str]) -> Self {
        let of = |text: &&str| {
            let mut forms = Vec::new();
            for text in [(*text).to_owned(), text.to_lowercase(), text.to_uppercase()] {
                forms.push(encoding_rs::WINDOWS_1252.encode(&text).0.into_owned());
                forms.push(text.encode_utf16().flat_map(u16::to_le_bytes).collect());
                forms.push(
                    serde_json::Value::from(text.as_str())
                        .to_string()
                        .trim_matches('"')
                        .into(),
                );
                forms.push(text.into_bytes());
            }
            forms.sort();
            forms.dedup();
            ((*text).to_owned(), forms)
        };
        Self(texts.iter().map(of).collect())
    }

    /// Which of them stand there.
    pub fn within(&self, bytes: &[u8]) -> Vec<&str> {
        let mut firsts = [false; 256];
        for form in self.0.iter().flat_map(|(_, forms)| forms) {
            firsts[usize::from(form[0])] = true;
        }
        let mut found: Vec<&str> = Vec::new();
        for (place, _) in bytes
            .iter()
            .enumerate()
            .filter(|(_, byte)| firsts[usize::from(**byte)])
        {
            let here = |(_, forms): &&(String, Vec<Vec<u8>>)| {
                forms.iter().any(|form| bytes[place..].starts_with(form))
            };
            for (text, _) in self.0.iter().filter(here) {
                if !found.contains(&text.as_str()) {
                    found.push(text);
                }
            }
        }
        found
    }

    /// In which columns of which tables one of them stands, with what it is in; packed contents are unpacked.
    pub fn places(&self, dump: &Dump) -> Vec<String> {
        let mut places = Vec::new();
        for (table, rows) in dump {
            for row in rows {
                for (column, value) in row {
                    let Some(value) = value else { continue };
                    let found = self.within(&plain(value));
                    if !found.is_empty() {
                        let of = row.get("sha256").cloned().flatten().unwrap_or_default();
                        places.push(format!("{table}.{column} {of}").trim_end().to_owned());
                    }
                }
            }
        }
        places
    }
}

/// Whether some bytes stand among others.
pub fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// What a value of a dump holds: bytes are in hexadecimal there, and contents of files are packed.
fn plain(value: &str) -> Vec<u8> {
    let is_hex = value.len().is_multiple_of(2) && value.bytes().all(|byte| byte.is_ascii_hexdigit());
    let digits: Vec<u32> = value.chars().filter_map(|sign| sign.to_digit(16)).collect();
    if !is_hex || digits.len() != value.len() {
        return value.as_bytes().to_vec();
    }
    let bytes: Vec<u8> = digits
        .chunks(2)
        .map(|pair| u8::try_from(pair[0] * 16 + pair[1]).expect("a byte"))
        .collect();
    let mut all = value.as_bytes().to_vec();
    if bytes.starts_with(&[0x1f, 0x8b]) {
        GzDecoder::new(bytes.as_slice())
            .read_to_end(&mut all)
            .expect("packed content");
    } else {
        all.extend(bytes);
    }
    all
}

/// The file of the database and what lies beside it, as a disk has them; nothing for a server.
pub async fn on_disk(app: &TestApp) -> Option<Vec<u8>> {
    let path = app
        .database_url
        .strip_prefix("sqlite://")?
        .split('?')
        .next()?
        .to_owned();
    app.reader().await.rows("PRAGMA wal_checkpoint(TRUNCATE)").await;
    let mut bytes = std::fs::read(&path).expect("the database");
    for beside in ["-wal", "-shm", "-journal"] {
        bytes.extend(std::fs::read(format!("{path}{beside}")).unwrap_or_default());
    }
    Some(bytes)
}

/// The words of a PDF.
pub fn words_of_pdf(pdf: &[u8]) -> Vec<u8> {
    let started = Command::new("pdftotext")
        .args(["-layout", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let mut started = started.expect("pdftotext, as the tests of letters use it");
    let mut input = started.stdin.take().expect("its input");
    input.write_all(pdf).expect("a PDF");
    drop(input);
    started.wait_with_output().expect("its words").stdout
}
