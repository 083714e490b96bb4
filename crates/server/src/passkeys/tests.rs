use ring::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _},
};
use serde_json::json;

use super::*;

/// Of a key that was made for this test, with its signature of [`MESSAGE`].
const MODULUS: &str = "bb2fbdd31006cd43619334ef1e906be14e8b200ccbe6dabb726c00012bc1408f8e313637bc4bddc34f7fa62ee72c8f08 \
     c0076c1a475536be4c7e1a9741bc26dc5100db77407a18bc22ee4459b59f11849f84bbec6681933ea25a5a635b81b702 \
     5a3dea28edd82f6967e55def922c98bd667f2de34320feed114ae85b77b8477464503d1c57f964c867daaeaafaff99b0 \
     37f29a307405be92031cb197cfbcb435d370ca7be110ac331aaf675eeb0971f9e3f9ee05ff533c8b989cd6fcb4c66e6a \
     3155c25a51553ec5cc62cdf8a0adc6799daffacb770a1829d4a43244e90e2bd1b80a3f671935c64b3022843bbfc08bf4 \
     fa8be1d2ac4e2755af277bc854bd66f5";
const SIGNATURE: &str = "7de218d09378c3fa3cafce24c68eac614800088a2d42d3658aa5692dc293a271fc9a510edf7db5fc31821a14155c58a1 \
     d09a44a0a4d48a21acc4212873d5a13b69ab8d74779358d524739bdb087e692e1e5ce4e819302ec6fe0935757453a4ad \
     44b23d750791a474eb02ce3358afacd8e79d3febcb784d0f4e8deb6632d0809790a5c20391a5bee6b9c9aa0b0ee24bfd \
     3b4ded9da447f8a65e7cec6ef6e29e24470a3400f2ac1ab464765512892a54c66685c81854c0399f773201f8b066331b \
     99bbceeaf22eab283d2deae6d9b4fd31a054f4d41524732412bbb433d18306d150b3be32340631c87b459717cb060d17 \
     a44a695e79a6c36e2de07e883e859426";
const MESSAGE: &[u8] = b"what was asked";

fn decoded(hex: &str) -> Vec<u8> {
    hex::decode(hex.replace(char::is_whitespace, "")).expect("hex")
}

fn es256(point: &[u8]) -> Vec<u8> {
    let mut cose = decoded("a5010203262001215820");
    cose.extend_from_slice(&point[1..33]);
    cose.extend_from_slice(&decoded("225820"));
    cose.extend_from_slice(&point[33..]);
    cose
}

/// Each kind of key believes its own signature and no other one, and no signature of something else.
#[test]
fn each_kind_of_key_is_verified() {
    let random = SystemRandom::new();
    let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).expect("a key");
    let curve =
        EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, made.as_ref(), &random).expect("a key");
    let made = Ed25519KeyPair::generate_pkcs8(&random).expect("a key");
    let edwards = Ed25519KeyPair::from_pkcs8(made.as_ref()).expect("a key");
    let mut of_edwards = decoded("a4010103272006215820");
    of_edwards.extend_from_slice(edwards.public_key().as_ref());
    let mut of_rsa = decoded("a401030339010020590100");
    of_rsa.extend_from_slice(&decoded(MODULUS));
    of_rsa.extend_from_slice(&decoded("2143010001"));
    let by_curve = curve.sign(&random, MESSAGE).expect("a signature");
    let signed = [
        (es256(curve.public_key().as_ref()), by_curve.as_ref().to_vec()),
        (of_edwards, edwards.sign(MESSAGE).as_ref().to_vec()),
        (of_rsa, decoded(SIGNATURE)),
    ];
    for (place, (cose, _)) in signed.iter().enumerate() {
        assert_eq!(key::is_usable(cose), Ok(()), "{place}");
        for (other, (_, signature)) in signed.iter().enumerate() {
            let expected = if place == other {
                Ok(())
            } else {
                Err(Disbelieved::NotSigned)
            };
            assert_eq!(key::verify(cose, MESSAGE, signature), expected, "{place} {other}");
            let else_signed = key::verify(cose, b"something else", signature);
            assert_eq!(else_signed, Err(Disbelieved::NotSigned), "{place} {other}");
        }
    }
}

/// What is no key of a kind that was asked for: the map in hex, why.
#[test]
fn other_keys_are_refused() {
    let zeros = "00".repeat(32);
    for (hex, why) in [
        (String::new(), Disbelieved::Unreadable),
        ("a0".to_owned(), Disbelieved::OtherKey),
        ("80".to_owned(), Disbelieved::Unreadable),
        // ES256 over a point of another length, over another curve, with the number of another algorithm.
        ("a5010203262001214100224100".to_owned(), Disbelieved::OtherKey),
        (
            format!("a5010203262002215820{zeros}225820{zeros}"),
            Disbelieved::OtherKey,
        ),
        (
            format!("a50102032720012158 20{zeros}225820{zeros}").replace(' ', ""),
            Disbelieved::OtherKey,
        ),
        // A short RSA key.
        ("a40103033901002041012143010001".to_owned(), Disbelieved::OtherKey),
        // The same key twice, something behind the map, an end that is missing, of indefinite length.
        ("a201020102".to_owned(), Disbelieved::Unreadable),
        ("a000".to_owned(), Disbelieved::Unreadable),
        ("a1".to_owned(), Disbelieved::Unreadable),
        ("bf0102ff".to_owned(), Disbelieved::Unreadable),
        ("bbffffffffffffffff".to_owned(), Disbelieved::Unreadable),
        ("a1015bffffffffffffffff".to_owned(), Disbelieved::Unreadable),
    ] {
        assert_eq!(key::is_usable(&decoded(&hex)), Err(why), "{hex}");
    }
}

/// Whatever a device writes, it is read to its end or refused, and nothing is nested without end.
#[test]
fn what_is_cut_or_nested_is_refused() {
    let nested = vec![0x81; 100_000];
    assert_eq!(cbor::skip(&nested), Err(Disbelieved::Unreadable));
    let mut whole = vec![0; 32];
    whole.push(0b0100_0101);
    whole.extend_from_slice(&[0, 0, 0, 7]);
    whole.extend_from_slice(&[0; 16]);
    whole.extend_from_slice(&[0, 2, 8, 9]);
    whole.extend_from_slice(&decoded("a10102"));
    let read = Device::read(&whole).expect("a device");
    let new = read.new.expect("a key");
    assert_eq!(
        (read.sign_count, new.credential, new.public_key),
        (7, &[8, 9][..], &[0xa1, 1, 2][..])
    );
    for length in 0..whole.len() {
        assert_eq!(
            Device::read(&whole[..length]).err(),
            Some(Disbelieved::Unreadable),
            "{length}"
        );
    }
    whole.push(0);
    assert_eq!(
        Device::read(&whole).err(),
        Some(Disbelieved::Unreadable),
        "something behind it"
    );
    // Extensions must be announced, and then there are some.
    whole[32] |= 0b1000_0000;
    assert!(Device::read(&whole).is_ok());
    // Copied, though the device says that it makes no copies.
    whole[32] |= 0b0001_0000;
    assert_eq!(Device::read(&whole).err(), Some(Disbelieved::Unreadable));
}

/// The address of the installation, the name and the origin for which devices make keys.
#[test]
fn for_which_sites_devices_make_keys() {
    for (url, expected) in [
        (
            "https://talkoot.example/",
            Some(("talkoot.example", "https://talkoot.example")),
        ),
        (
            "https://talkoot.example:8443/x",
            Some(("talkoot.example", "https://talkoot.example:8443")),
        ),
        (
            "http://localhost:8080",
            Some(("localhost", "http://localhost:8080")),
        ),
        ("http://talkoot.example", None),
        ("http://127.0.0.1:8080", None),
        ("https://[::1]", None),
        ("talkoot", None),
    ] {
        let found = Party::of(url);
        let found = found
            .as_ref()
            .map(|party| (party.id.as_str(), party.origin.as_str()));
        assert_eq!(found, expected, "{url}");
    }
}

/// What cannot be read is refused before anything is looked up.
#[test]
fn an_answer_is_written_as_it_should_be() {
    let client = |said: serde_json::Value| text(said.to_string().as_bytes());
    let good = json!({ "type": "webauthn.get", "challenge": text(b"x"), "origin": "https://a.example" });
    for (id, client_data, readable) in [
        ("AQ".to_owned(), client(good.clone()), true),
        (String::new(), client(good.clone()), false),
        (text(&[0; 1024]), client(good.clone()), false),
        ("A=".to_owned(), client(good.clone()), false),
        ("AQ".to_owned(), client(json!({ "type": "webauthn.get" })), false),
        (
            "AQ".to_owned(),
            client(json!({ "type": 1, "challenge": "x", "origin": "x" })),
            false,
        ),
        ("AQ".to_owned(), text(b"{"), false),
        ("AQ".to_owned(), text(&[0xff]), false),
        (
            "AQ".to_owned(),
            client(json!({ "type": "x", "challenge": text(&[0xff]), "origin": "x" })),
            false,
        ),
    ] {
        let answered = Answered {
            id: id.clone(),
            client_data: client_data.clone(),
            device_data: String::new(),
            signature: None,
            user: None,
        };
        assert_eq!(Answer::read(&answered).is_ok(), readable, "{id} {client_data}");
    }
}
