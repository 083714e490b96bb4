//! Files made by hand: workbooks of Excel 97, `OpenDocument` spreadsheets, archives.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

use std::io::{Cursor, Write};

use flate2::{Compression, write::GzEncoder};
use zip::{ZipWriter, write::SimpleFileOptions};

/// A cell of a made workbook.
#[derive(Clone, Copy, Debug)]
pub enum Cell {
    Blank,
    Text(&'static str),
    Number(f64),
    /// Hundredths in a packed number.
    Cents(i32),
    /// A day number with the format of a date.
    Day(f64),
    /// A formula and its stored value.
    Formula(f64),
    /// A formula and the text it gives.
    TextFormula(&'static str),
    Truth(bool),
    Error,
}

/// Rows of cells.
pub type Rows<'a> = &'a [&'a [Cell]];

pub fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn record(stream: &mut Vec<u8>, kind: u16, data: &[u8]) {
    stream.extend(kind.to_le_bytes());
    stream.extend(u16::try_from(data.len()).unwrap().to_le_bytes());
    stream.extend(data);
}

fn text(text: &str, length_bytes: usize) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = u16::try_from(units.len()).unwrap().to_le_bytes()[..length_bytes].to_vec();
    bytes.push(1);
    bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    bytes
}

/// Records of a workbook with these sheets: name, hidden or not, rows. `extra` go before the list of sheets.
pub fn biff(sheets: &[(&str, bool, Rows<'_>)], extra: &[(u16, &[u8])]) -> Vec<u8> {
    let bof = |kind: u8| [0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    let mut strings: Vec<&str> = Vec::new();
    let mut bodies = Vec::new();
    for (_, _, rows) in sheets {
        let mut body = Vec::new();
        record(&mut body, 0x0809, &bof(0x10));
        for (number, row) in (0_u16..).zip(*rows) {
            for (column, cell) in (0_u16..).zip(*row) {
                cell_records(&mut body, number, column, *cell, &mut strings);
            }
        }
        record(&mut body, 0x0A, &[]);
        bodies.push(body);
    }
    let globals = |places: &[u32]| {
        let mut stream = Vec::new();
        record(&mut stream, 0x0809, &bof(0x05));
        for (kind, data) in extra {
            record(&mut stream, *kind, data);
        }
        let mut format = 164_u16.to_le_bytes().to_vec();
        format.extend(text("dd.mm.yyyy", 2));
        record(&mut stream, 0x041E, &format);
        for number in [0_u16, 164] {
            let mut cell_format = vec![0; 20];
            cell_format[2..4].copy_from_slice(&number.to_le_bytes());
            record(&mut stream, 0xE0, &cell_format);
        }
        for ((name, hidden, _), place) in sheets.iter().zip(places) {
            let mut data = place.to_le_bytes().to_vec();
            data.extend([u8::from(*hidden), 0]);
            data.extend(text(name, 1));
            record(&mut stream, 0x85, &data);
        }
        let count = u32::try_from(strings.len()).unwrap().to_le_bytes();
        let mut data = [count, count].concat();
        data.extend(strings.iter().flat_map(|string| text(string, 2)));
        record(&mut stream, 0xFC, &data);
        record(&mut stream, 0x0A, &[]);
        stream
    };
    let mut place = globals(&vec![0; sheets.len()]).len();
    let mut places = Vec::new();
    for body in &bodies {
        places.push(u32::try_from(place).unwrap());
        place += body.len();
    }
    let mut stream = globals(&places);
    bodies.into_iter().for_each(|body| stream.extend(body));
    stream
}

fn cell_records<'a>(body: &mut Vec<u8>, row: u16, column: u16, cell: Cell, strings: &mut Vec<&'a str>)
where
    'static: 'a,
{
    let place = |format: u16| {
        let mut data = row.to_le_bytes().to_vec();
        data.extend(column.to_le_bytes());
        data.extend(format.to_le_bytes());
        data
    };
    let with = |format: u16, more: &[u8]| [place(format), more.to_vec()].concat();
    match cell {
        Cell::Blank => {}
        Cell::Text(string) => {
            let index = strings
                .iter()
                .position(|known| *known == string)
                .unwrap_or_else(|| {
                    strings.push(string);
                    strings.len() - 1
                });
            record(body, 0xFD, &with(0, &u32::try_from(index).unwrap().to_le_bytes()));
        }
        Cell::Number(number) => record(body, 0x0203, &with(0, &number.to_le_bytes())),
        Cell::Cents(cents) => {
            let packed = (cents.cast_unsigned() << 2) | 3;
            record(body, 0x027E, &with(0, &packed.to_le_bytes()));
        }
        Cell::Day(number) => record(body, 0x0203, &with(1, &number.to_le_bytes())),
        Cell::Formula(number) => {
            record(
                body,
                0x06,
                &with(
                    0,
                    &[&number.to_le_bytes()[..], &[0; 6], &[3, 0, 0x1E, 1, 0]].concat(),
                ),
            );
        }
        Cell::TextFormula(string) => {
            let result = [0, 0, 0, 0, 0, 0, 0xFF, 0xFF];
            record(
                body,
                0x06,
                &with(0, &[&result[..], &[0; 6], &[3, 0, 0x1E, 1, 0]].concat()),
            );
            record(body, 0x0207, &text(string, 2));
        }
        Cell::Truth(truth) => record(body, 0x0205, &with(0, &[u8::from(truth), 0])),
        Cell::Error => record(body, 0x0205, &with(0, &[0x17, 1])),
    }
}

/// A compound file with these streams, each padded to the length from which a stream has sectors of its own.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    const SECTOR: usize = 512;
    let mut next: Vec<u32> = vec![0xFFFF_FFFD, 0xFFFF_FFFE];
    let mut sectors: Vec<u8> = Vec::new();
    let mut directory = entry("Root Entry", 5, 0xFFFF_FFFE, 0);
    for (name, content) in streams {
        let mut content = content.to_vec();
        content.resize(content.len().max(4096).next_multiple_of(SECTOR), 0);
        let start = u32::try_from(next.len()).unwrap();
        let count = u32::try_from(content.len() / SECTOR).unwrap();
        next.extend((1..count).map(|index| start + index));
        next.push(0xFFFF_FFFE);
        directory.extend(entry(name, 2, start, content.len()));
        sectors.extend(content);
    }
    assert!(
        next.len() <= 128 && directory.len() <= SECTOR,
        "one sector for each table"
    );
    next.resize(128, 0xFFFF_FFFF);
    directory.resize(SECTOR, 0);
    let mut file = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    file.resize(24, 0);
    file.extend([0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    file.resize(44, 0);
    // One table of sectors, the directory in sector 1, small streams below 4096 bytes, none of them.
    for number in [1, 1, 0, 4096, 0xFFFF_FFFE, 0, 0xFFFF_FFFE, 0, 0] {
        file.extend(u32::to_le_bytes(number));
    }
    file.resize(SECTOR, 0xFF);
    file.extend(next.iter().flat_map(|number| number.to_le_bytes()));
    file.extend(directory);
    file.extend(sectors);
    file
}

fn entry(name: &str, kind: u8, start: u32, length: usize) -> Vec<u8> {
    let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let used = u16::try_from(entry.len() + 2).unwrap();
    entry.resize(64, 0);
    entry.extend(used.to_le_bytes());
    entry.extend([kind, 1]);
    entry.extend([0xFF; 12]);
    entry.resize(116, 0);
    entry.extend(start.to_le_bytes());
    entry.extend(u32::try_from(length).unwrap().to_le_bytes());
    entry.resize(128, 0);
    entry
}

pub fn xls(sheets: &[(&str, bool, Rows<'_>)]) -> Vec<u8> {
    compound(&[("Workbook", &biff(sheets, &[]))])
}

/// An `OpenDocument` spreadsheet with this content between its sheets' tags.
pub fn ods(tables: &str) -> Vec<u8> {
    ods_with(tables, &[])
}

pub fn ods_with(tables: &str, parts: &[(&str, &[u8])]) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" \
         xmlns:text=\"x\" xmlns:style=\"s\" xmlns:calcext=\"c\"><office:automatic-styles>\
         <style:style style:name=\"hidden\"><style:table-properties table:display=\"false\"/></style:style>\
         </office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>\
         </office:document-content>"
    );
    let manifest = b"<manifest:manifest xmlns:manifest=\"m\"/>".as_slice();
    let mut all: Vec<(&str, &[u8])> = vec![
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ];
    if !parts.iter().any(|(name, _)| *name == "META-INF/manifest.xml") {
        all.push(("META-INF/manifest.xml", manifest));
    }
    all.extend(parts);
    archive(&all)
}

/// A sheet of texts and, where a cell is a number, of numbers.
pub fn ods_table(name: &str, rows: &[&[&str]]) -> String {
    let cell = |cell: &&str| {
        if cell.parse::<f64>().is_ok() {
            format!(
                "<table:table-cell office:value-type=\"float\" office:value=\"{cell}\"><text:p>x</text:p></table:table-cell>"
            )
        } else if cell.is_empty() {
            "<table:table-cell/>".to_owned()
        } else {
            format!(
                "<table:table-cell office:value-type=\"string\"><text:p>{cell}</text:p></table:table-cell>"
            )
        }
    };
    let rows: String = rows
        .iter()
        .map(|row| {
            format!(
                "<table:table-row>{}</table:table-row>",
                row.iter().map(cell).collect::<String>()
            )
        })
        .collect();
    format!("<table:table table:name=\"{name}\">{rows}</table:table>")
}
