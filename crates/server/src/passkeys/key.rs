//! Public keys as COSE writes them (RFC 9053), of the three kinds that devices make.

use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};

use super::{
    Disbelieved,
    cbor::{Value, numbered},
};

/// By their numbers, the ones first that are rather wanted: `ES256`, `EdDSA`, `RS256`.
pub(crate) const ALGORITHMS: [i64; 3] = [ES256, EDDSA, RS256];
const ES256: i64 = -7;
const EDDSA: i64 = -8;
const RS256: i64 = -257;

const KIND: i64 = 1;
const ALGORITHM: i64 = 3;
const OF_EDWARDS: i64 = 1;
const OF_A_CURVE: i64 = 2;
const OF_RSA: i64 = 3;
const P256: i64 = 1;
const ED: i64 = 6;
/// An RSA key of fewer bits is no good.
const SHORTEST_RSA: usize = 2048 / 8;

#[derive(Debug, PartialEq, Eq)]
enum Key<'a> {
    /// The point, uncompressed.
    Es256(Vec<u8>),
    EdDsa(&'a [u8]),
    Rs256 {
        modulus: &'a [u8],
        exponent: &'a [u8],
    },
}

fn read(cose: &[u8]) -> Result<Key<'_>, Disbelieved> {
    let entries = numbered(cose)?;
    let find = |wanted: i64| {
        entries
            .iter()
            .find(|(key, _)| *key == wanted)
            .map(|(_, value)| *value)
    };
    let number = |wanted: i64| match find(wanted) {
        Some(Value::Number(number)) => Ok(number),
        _ => Err(Disbelieved::OtherKey),
    };
    let content = |wanted: i64| match find(wanted) {
        Some(Value::Bytes(bytes)) => Ok(bytes),
        _ => Err(Disbelieved::OtherKey),
    };
    let of_32_bytes = |wanted: i64| {
        content(wanted).and_then(|bytes| {
            if bytes.len() == 32 {
                Ok(bytes)
            } else {
                Err(Disbelieved::OtherKey)
            }
        })
    };
    match (number(ALGORITHM)?, number(KIND)?) {
        (ES256, OF_A_CURVE) if number(-1)? == P256 => {
            let mut point = vec![4];
            point.extend_from_slice(of_32_bytes(-2)?);
            point.extend_from_slice(of_32_bytes(-3)?);
            Ok(Key::Es256(point))
        }
        (EDDSA, OF_EDWARDS) if number(-1)? == ED => Ok(Key::EdDsa(of_32_bytes(-2)?)),
        (RS256, OF_RSA) => {
            let (modulus, exponent) = (content(-1)?, content(-2)?);
            if modulus.len() < SHORTEST_RSA {
                return Err(Disbelieved::OtherKey);
            }
            Ok(Key::Rs256 { modulus, exponent })
        }
        _ => Err(Disbelieved::OtherKey),
    }
}

/// Whether it is a key of a kind that was asked for.
pub(super) fn is_usable(cose: &[u8]) -> Result<(), Disbelieved> {
    read(cose).map(drop)
}

/// Whether the key has signed the message.
pub(super) fn verify(cose: &[u8], message: &[u8], signature: &[u8]) -> Result<(), Disbelieved> {
    let verdict = match read(cose)? {
        Key::Es256(point) => {
            UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(message, signature)
        }
        Key::EdDsa(point) => UnparsedPublicKey::new(&ED25519, point).verify(message, signature),
        Key::Rs256 { modulus, exponent } => RsaPublicKeyComponents {
            n: modulus,
            e: exponent,
        }
        .verify(&RSA_PKCS1_2048_8192_SHA256, message, signature),
    };
    verdict.map_err(|_| Disbelieved::NotSigned)
}
