//! Unpacking that ends at a bound.

use std::{
    error::Error,
    fmt,
    io::{self, Read},
};

use flate2::Crc;

use crate::limits::Limits;

/// Files below this size may be packed as tightly as they like.
const RATIO_FROM: u64 = 1 << 20;

/// Why unpacking stopped; it travels as the source of an input error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum UnpackingFault {
    /// More came out than is allowed.
    TooLarge { part: String },
    /// The archive cannot be unpacked.
    Damaged { why: String },
}

impl fmt::Display for UnpackingFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { part } => write!(f, "{part} unpacks to more than is allowed"),
            Self::Damaged { why } => f.write_str(why),
        }
    }
}

impl Error for UnpackingFault {}

/// How many bytes may come out of so many packed ones.
pub(super) fn allowed(packed: u64, limits: &Limits) -> u64 {
    packed
        .saturating_mul(limits.unpack_ratio)
        .max(RATIO_FROM)
        .min(limits.unpacked_bytes)
}

/// What comes out of an archive, up to a bound and, where the archive has one, with its checksum proven.
pub(super) struct Bounded<R> {
    input: R,
    left: u64,
    part: String,
    proof: Option<(Crc, u32)>,
}

impl<R: Read> Bounded<R> {
    pub fn new(input: R, allowed: u64, part: &str, crc: Option<u32>) -> Self {
        Self {
            input,
            left: allowed,
            part: part.to_owned(),
            proof: crc.map(|crc| (Crc::new(), crc)),
        }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let damaged = |why: String| io::Error::other(UnpackingFault::Damaged { why });
        let count = match self.input.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Err(error),
            read => read.map_err(|error| damaged(error.to_string()))?,
        };
        let Some(left) = self.left.checked_sub(count as u64) else {
            return Err(io::Error::other(UnpackingFault::TooLarge {
                part: self.part.clone(),
            }));
        };
        self.left = left;
        if let Some((crc, expected)) = &mut self.proof {
            crc.update(buffer.get(..count).unwrap_or_default());
            if count == 0 && !buffer.is_empty() && crc.sum() != *expected {
                return Err(damaged("its checksum is another one".to_owned()));
            }
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_files_may_be_packed_tightly_and_large_ones_not() {
        let limits = Limits {
            unpack_ratio: 10,
            unpacked_bytes: 50 << 20,
            ..Limits::default()
        };
        assert_eq!(allowed(1, &limits), 1 << 20);
        assert_eq!(allowed(1 << 20, &limits), 10 << 20);
        assert_eq!(allowed(100 << 20, &limits), 50 << 20);
    }

    #[test]
    fn a_wrong_checksum_and_too_much_content_end_the_reading() {
        let mut crc = Crc::new();
        crc.update(b"abc");
        for (allowed, sum, message) in [
            (3, crc.sum(), None),
            (3, crc.sum() ^ 1, Some("its checksum is another one")),
            (2, crc.sum(), Some("a.csv unpacks to more than is allowed")),
        ] {
            let mut read = Vec::new();
            let done = Bounded::new(b"abc".as_slice(), allowed, "a.csv", Some(sum)).read_to_end(&mut read);
            assert_eq!(done.err().map(|error| error.to_string()).as_deref(), message);
        }
    }
}
