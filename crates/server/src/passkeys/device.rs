//! What a device says about itself and a new key (authenticator data, section 6.1).

use super::{Disbelieved, cbor};

const PRESENT: u8 = 1;
const VERIFIED: u8 = 1 << 2;
const MAY_BE_COPIED: u8 = 1 << 3;
const IS_COPIED: u8 = 1 << 4;
const HAS_KEY: u8 = 1 << 6;
const HAS_MORE: u8 = 1 << 7;

/// What a device says.
#[derive(Debug)]
pub(super) struct Device<'a> {
    /// The SHA-256 of the site for which it answers.
    pub(super) party: &'a [u8],
    /// Whether somebody was there.
    pub(super) is_present: bool,
    /// Whether it has verified who, by a finger, a face or a number.
    pub(super) is_verified: bool,
    /// How often the key has signed; 0 where the device does not count.
    pub(super) sign_count: u32,
    /// The key, when it was made just now.
    pub(super) new: Option<NewKey<'a>>,
}

/// A key that was made just now.
#[derive(Debug)]
pub(super) struct NewKey<'a> {
    pub(super) credential: &'a [u8],
    pub(super) public_key: &'a [u8],
}

/// The first so many bytes, and the rest.
fn split(bytes: &[u8], length: usize) -> Result<(&[u8], &[u8]), Disbelieved> {
    bytes.split_at_checked(length).ok_or(Disbelieved::Unreadable)
}

impl<'a> Device<'a> {
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, Disbelieved> {
        let (party, rest) = split(bytes, 32)?;
        let (&[flags], rest) = rest.split_first_chunk::<1>().ok_or(Disbelieved::Unreadable)?;
        let (&count, rest) = rest.split_first_chunk::<4>().ok_or(Disbelieved::Unreadable)?;
        let has = |flag: u8| flags & flag != 0;
        if has(IS_COPIED) && !has(MAY_BE_COPIED) {
            return Err(Disbelieved::Unreadable);
        }
        let (new, mut rest) = if has(HAS_KEY) {
            let (new, rest) = new_key(rest)?;
            (Some(new), rest)
        } else {
            (None, rest)
        };
        if has(HAS_MORE) {
            // Nothing was asked for beside the key; whatever it says more is of no consequence, but written it must be.
            rest = cbor::skip(rest)?;
        }
        if !rest.is_empty() {
            return Err(Disbelieved::Unreadable);
        }
        Ok(Self {
            party,
            is_present: has(PRESENT),
            is_verified: has(VERIFIED),
            sign_count: u32::from_be_bytes(count),
            new,
        })
    }
}

fn new_key(rest: &[u8]) -> Result<(NewKey<'_>, &[u8]), Disbelieved> {
    // Of which make it is: not asked.
    let (_, rest) = split(rest, 16)?;
    let (&length, rest) = rest.split_first_chunk::<2>().ok_or(Disbelieved::Unreadable)?;
    let (credential, rest) = split(rest, u16::from_be_bytes(length).into())?;
    let after = cbor::skip(rest)?;
    let (public_key, after) = split(rest, rest.len() - after.len())?;
    let new = NewKey {
        credential,
        public_key,
    };
    Ok((new, after))
}
