//! How much a file may ask of the reader before it is refused.

/// Bounds on a file. What goes beyond one of them is refused with words, never cut short.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Largest file, in bytes.
    pub file_bytes: u64,
    /// Most rows of the table, blank rows included.
    pub rows: u64,
    /// Most columns of a row.
    pub columns: usize,
    /// Longest row of a text file, in bytes. A quotation mark that is never closed ends here.
    pub row_bytes: usize,
    /// How much a workbook may hold when unpacked, in bytes.
    pub unpacked_bytes: u64,
    /// How many times larger than its packed size a part of a workbook may be.
    pub unpack_ratio: u64,
    /// How much of the beginning of a text file is looked at to find its layout, in bytes.
    pub head_bytes: usize,
    /// How many errors are listed one by one; all of them are counted.
    pub listed_errors: usize,
    /// How much of the selected rows an import keeps in memory until the whole file is known to be in order,
    /// in bytes. With more of them, the file is read a second time.
    pub kept_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 100_000_000,
            rows: 2_000_000,
            columns: 512,
            row_bytes: 1 << 20,
            unpacked_bytes: 1 << 30,
            unpack_ratio: 200,
            head_bytes: 256 << 10,
            listed_errors: 200,
            kept_bytes: 32 << 20,
        }
    }
}
