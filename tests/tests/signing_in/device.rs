//! A device with passkeys, as far as signing in needs one: it makes its own keys and signs with them, and a test can let
//! it, or the page before it, say something else than the truth.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use ring::{
    digest::{SHA256, digest},
    rand::{SecureRandom as _, SystemRandom},
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _},
};
use serde_json::{Value, json};
use talkoot_test_support::{Browser, Page};

pub(crate) const ORIGIN: &str = "https://talkoot.example.test";
const HOST: &str = "talkoot.example.test";
pub(crate) const PRESENT: u8 = 1;
pub(crate) const VERIFIED: u8 = 1 << 2;
const HAS_KEY: u8 = 1 << 6;

fn text(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

fn bytes(text: &str) -> Vec<u8> {
    BASE64_URL_SAFE_NO_PAD.decode(text).expect("base64")
}

/// What the page and the device say around the key; unless told, what they should.
#[derive(Clone, Debug)]
pub(crate) struct Around {
    pub(crate) origin: &'static str,
    pub(crate) is_framed: bool,
    pub(crate) host: &'static str,
    pub(crate) flags: u8,
    pub(crate) ceremony: Option<&'static str>,
}

impl Default for Around {
    fn default() -> Self {
        Self {
            origin: ORIGIN,
            is_framed: false,
            host: HOST,
            flags: PRESENT | VERIFIED,
            ceremony: None,
        }
    }
}

impl Around {
    fn client_data(&self, ceremony: &str, options: &Value) -> Vec<u8> {
        json!({
            "type": self.ceremony.unwrap_or(ceremony),
            "challenge": options["challenge"],
            "origin": self.origin,
            "crossOrigin": self.is_framed,
        })
        .to_string()
        .into_bytes()
    }

    fn device_data(&self, flags: u8, count: u32) -> Vec<u8> {
        let mut data = digest(&SHA256, self.host.as_bytes()).as_ref().to_vec();
        data.push(self.flags | flags);
        data.extend_from_slice(&count.to_be_bytes());
        data
    }
}

/// A device with one passkey.
pub(crate) struct Device {
    key: EcdsaKeyPair,
    random: SystemRandom,
    pub(crate) credential: Vec<u8>,
    /// For whom the key was made.
    pub(crate) user: Vec<u8>,
    /// How often it has signed.
    pub(crate) count: u32,
}

impl Device {
    pub(crate) fn new() -> Self {
        let random = SystemRandom::new();
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).expect("a key");
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, made.as_ref(), &random);
        let mut credential = vec![0; 32];
        random.fill(&mut credential).expect("chance");
        Self {
            key: key.expect("a key"),
            random,
            credential,
            user: Vec::new(),
            count: 0,
        }
    }

    /// Makes the passkey that was asked for.
    pub(crate) fn make(&mut self, options: &Value, around: &Around, name: &str) -> Value {
        self.user = bytes(options["user"]["id"].as_str().expect("a person"));
        let mut data = around.device_data(HAS_KEY, self.count);
        data.extend_from_slice(&[0; 16]);
        data.extend_from_slice(&u16::try_from(self.credential.len()).expect("short").to_be_bytes());
        data.extend_from_slice(&self.credential);
        let point = self.key.public_key().as_ref();
        data.extend_from_slice(&[0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 0x20]);
        data.extend_from_slice(&point[1..33]);
        data.extend_from_slice(&[0x22, 0x58, 0x20]);
        data.extend_from_slice(&point[33..]);
        json!({
            "name": name,
            "id": text(&self.credential),
            "clientData": text(&around.client_data("webauthn.create", options)),
            "deviceData": text(&data),
        })
    }

    /// Signs what was asked.
    pub(crate) fn sign(&mut self, options: &Value, around: &Around) -> Value {
        self.count += 1;
        self.sign_as(options, around, self.count)
    }

    /// The same with another count.
    pub(crate) fn sign_as(&self, options: &Value, around: &Around, count: u32) -> Value {
        let client_data = around.client_data("webauthn.get", options);
        let data = around.device_data(0, count);
        let mut message = data.clone();
        message.extend_from_slice(digest(&SHA256, &client_data).as_ref());
        let signature = self.key.sign(&self.random, &message).expect("a signature");
        json!({
            "id": text(&self.credential),
            "clientData": text(&client_data),
            "deviceData": text(&data),
            "signature": text(signature.as_ref()),
            "user": text(&self.user),
        })
    }
}

/// What a page of this site asks.
pub(crate) async fn ask(browser: &Browser, path: &str, body: &Value) -> Page {
    let finish = |request: reqwest::RequestBuilder| {
        request
            .json(body)
            .header("sec-fetch-site", "same-origin")
            .header("accept-language", "en")
    };
    browser.request(path, finish).await
}

/// What a device is to sign, or to make.
pub(crate) async fn options(browser: &Browser, path: &str) -> Value {
    let page = ask(browser, path, &json!({ "next": "/graphql" })).await;
    assert_eq!(page.status, 200, "{}", page.body);
    serde_json::from_str(&page.body).expect("options")
}

pub(crate) const TO_SIGN_IN: &str = "/sign-in/passkey/options";
pub(crate) const TO_ADD: &str = "/sign-in/passkeys/options";

/// Adds a passkey in a session.
pub(crate) async fn added(browser: &Browser, name: &str) -> Device {
    let mut device = Device::new();
    let options = options(browser, TO_ADD).await;
    let made = device.make(&options, &Around::default(), name);
    let page = ask(browser, "/sign-in/passkeys", &made).await;
    assert_eq!(page.status, 201, "{}", page.body);
    device
}

/// Signs in with it: the status, and the reason where nobody was signed in.
pub(crate) async fn sign_in(browser: &Browser, device: &mut Device, around: &Around) -> (u16, String) {
    let options = options(browser, TO_SIGN_IN).await;
    let signed = device.sign(&options, around);
    answered(browser, &signed).await
}

pub(crate) async fn answered(browser: &Browser, signed: &Value) -> (u16, String) {
    let page = ask(browser, "/sign-in/passkey", signed).await;
    let said: Value = serde_json::from_str(&page.body).unwrap_or_default();
    (
        page.status,
        said["reason"].as_str().unwrap_or_default().to_owned(),
    )
}
