//! Length and SHA-256 of a file, found out while it is read.

use std::{
    io::{self, BufReader, Read},
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread,
};

use sha2::{Digest, Sha256};

use crate::{refusal::Refusal, source::Source};

/// How many pieces the hashing may lie behind the reading: bounded memory.
const PIECES_WAITING: usize = 4;

/// Two readings with one fingerprint are about the same bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fingerprint {
    pub bytes: u64,
    pub sha256: String,
}

/// The fingerprint of the file as it is now.
pub(crate) fn of(source: &Source) -> io::Result<Fingerprint> {
    let mut hasher = Sha256::new();
    let bytes = io::copy(
        &mut BufReader::with_capacity(1 << 16, source.open()?),
        &mut hasher,
    )?;
    Ok(Fingerprint::new(bytes, hasher))
}

/// Hashes on a second thread the very bytes that `read` takes from the input: what is said about the rows
/// and the fingerprint cannot be of two versions of a file. It is the file's when `read` goes to the end.
pub(crate) fn of_what_is_read<T>(
    source: &Source,
    read: impl FnOnce(&mut dyn Read) -> Result<T, Refusal>,
) -> Result<(T, Fingerprint), Refusal> {
    let input = source.open()?;
    thread::scope(|scope| {
        let (pieces, received) = sync_channel(PIECES_WAITING);
        let hashing = scope.spawn(move || hash(&received));
        // `read` owns no more than a borrow: the pieces end here, and with them the hashing.
        let done = read(&mut Copying { input, pieces });
        let fingerprint = hashing
            .join()
            .map_err(|_| io::Error::other("the hashing stopped"))?;
        Ok((done?, fingerprint))
    })
}

/// The fingerprint of a file that `work` does not read from one end to the other: it is taken before and
/// behind the work, and a file that was changed meanwhile is refused.
pub(crate) fn of_file_around<T>(
    source: &Source,
    work: impl FnOnce() -> Result<T, Refusal>,
) -> Result<(T, Fingerprint), Refusal> {
    let before = of(source)?;
    let done = work()?;
    if of(source)? == before {
        Ok((done, before))
    } else {
        Err(Refusal::Changed)
    }
}

impl Fingerprint {
    fn new(bytes: u64, hasher: Sha256) -> Self {
        Self {
            bytes,
            sha256: hex::encode(hasher.finalize()),
        }
    }
}

fn hash(pieces: &Receiver<Vec<u8>>) -> Fingerprint {
    let (mut hasher, mut bytes) = (Sha256::new(), 0);
    for piece in pieces {
        hasher.update(&piece);
        bytes += piece.len() as u64;
    }
    Fingerprint::new(bytes, hasher)
}

/// Hands a copy of all that is read to the hashing.
struct Copying<R> {
    input: R,
    pieces: SyncSender<Vec<u8>>,
}

impl<R: Read> Read for Copying<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        let piece = buffer.get(..count).unwrap_or_default();
        if !piece.is_empty() {
            let sent = self.pieces.send(piece.to_vec());
            sent.map_err(|_| io::Error::other("the hashing stopped"))?;
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// SHA-256 of `abc`, FIPS 180-2 appendix B.1.
    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    fn bytes(content: &[u8]) -> Source {
        Source::Bytes {
            name: "a.csv".to_owned(),
            bytes: content.to_vec(),
        }
    }

    #[test]
    fn the_fingerprint_is_the_sha256_of_the_bytes() {
        let fingerprint = of(&bytes(b"abc")).unwrap();
        assert_eq!((fingerprint.bytes, fingerprint.sha256.as_str()), (3, ABC));
    }

    #[test]
    fn what_is_read_in_pieces_has_the_fingerprint_of_the_whole() {
        let content: Vec<u8> = (0..1_000_000_u32).map(|number| number.to_le_bytes()[0]).collect();
        for piece in [1, 999, 1 << 18] {
            let source = bytes(content.get(..piece * 20).unwrap_or(&content));
            let (read, fingerprint) = of_what_is_read(&source, |input| {
                let (mut piece, mut all) = (vec![0; piece], 0);
                loop {
                    match input.read(&mut piece)? {
                        0 => return Ok(all),
                        count => all += count as u64,
                    }
                }
            })
            .unwrap();
            assert_eq!(
                (read, &fingerprint),
                (fingerprint.bytes, &of(&source).unwrap()),
                "{piece}"
            );
        }
    }

    #[test]
    fn a_reading_that_stops_early_or_fails_does_not_hang() {
        let source = bytes(&vec![b'x'; 1 << 20]);
        let (_, fingerprint) = of_what_is_read(&source, |input| Ok(input.read(&mut [0; 10])?)).unwrap();
        assert_eq!(fingerprint.bytes, 10);
        let refused = of_what_is_read::<()>(&source, |_| Err(Refusal::NoHeader));
        assert!(matches!(refused, Err(Refusal::NoHeader)));
    }

    #[test]
    fn a_file_that_changes_while_it_is_used_is_refused() {
        let path = std::env::temp_dir().join(format!("talkoot-fingerprint-{}", std::process::id()));
        fs::write(&path, b"abc").unwrap();
        let source = Source::Path(path.clone());
        let unchanged = of_file_around(&source, || Ok(())).unwrap();
        assert_eq!(unchanged.1.sha256, ABC);
        let changed = of_file_around(&source, || Ok(fs::write(&path, b"abd")?));
        fs::remove_file(&path).unwrap();
        assert!(matches!(changed, Err(Refusal::Changed)));
    }
}
