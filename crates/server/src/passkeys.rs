//! Passkeys (Web Authentication, level 3): what a browser and the device behind it answer, checked point by point as
//! sections 7.1 and 7.2 of the recommendation say. The signatures are `ring`'s work. Nobody is asked of which make a
//! device is: attestation is neither wanted nor looked at.

mod cbor;
mod device;
mod key;

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use ring::digest::{SHA256, digest};
use serde::Deserialize;
use talkoot_app::identity::Token;
use talkoot_domain::passkey::Passkey;

use device::Device;
pub(crate) use key::ALGORITHMS;

/// The longest name that a device may give to a credential, in bytes.
const LONGEST_CREDENTIAL: usize = 1023;

/// Why an answer is not believed. For the log; the page says less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Disbelieved {
    #[error("it is not written as it should be")]
    Unreadable,
    #[error("it is the answer to something else")]
    OtherCeremony,
    #[error("it was given on a page of another site")]
    OtherOrigin,
    #[error("it is meant for another site")]
    OtherParty,
    #[error("nobody was at the device")]
    NobodyThere,
    #[error("the device has not verified who was there")]
    Unverified,
    #[error("the key is of a kind that was not asked for")]
    OtherKey,
    #[error("the passkey belongs to somebody else than the device says")]
    OtherPerson,
    #[error("the signature is not of this key")]
    NotSigned,
}

/// This site, as devices know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Party {
    /// The host: keys are made for it.
    pub(crate) id: String,
    /// The address that pages have.
    origin: String,
}

impl Party {
    /// The site under this address; none where devices make no keys for it: over http other than on `localhost`, and
    /// under an address that is no name.
    pub(crate) fn of(base_url: &str) -> Option<Self> {
        let url = reqwest::Url::parse(base_url).ok()?;
        let id = url.domain()?.to_owned();
        let guarded = url.scheme() == "https" || (url.scheme() == "http" && id == "localhost");
        guarded.then(|| Self {
            id,
            origin: url.origin().ascii_serialization(),
        })
    }
}

/// What a browser answers, with its parts as it received them from the device.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Answered {
    id: String,
    client_data: String,
    device_data: String,
    /// Of a passkey that signs in.
    signature: Option<String>,
    /// For whom its device holds a passkey that signs in.
    user: Option<String>,
}

/// What a browser says about what it asked of a device.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    #[serde(rename = "type")]
    ceremony: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
    top_origin: Option<String>,
}

/// A new passkey, as its device describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Made {
    pub(crate) credential: Vec<u8>,
    pub(crate) public_key: Vec<u8>,
    pub(crate) sign_count: u32,
}

/// An answer that can be read.
#[derive(Debug)]
pub(crate) struct Answer {
    credential: Vec<u8>,
    client_data: Vec<u8>,
    said: ClientData,
    device_data: Vec<u8>,
    signature: Option<Vec<u8>>,
    user: Option<Vec<u8>>,
    challenge: Token,
}

fn bytes(text: &str) -> Result<Vec<u8>, Disbelieved> {
    BASE64_URL_SAFE_NO_PAD
        .decode(text)
        .map_err(|_| Disbelieved::Unreadable)
}

/// Bytes as pages send and get them.
pub(crate) fn text(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

impl Answer {
    /// Reads an answer; nothing of it is believed yet.
    pub(crate) fn read(answered: &Answered) -> Result<Self, Disbelieved> {
        let client_data = bytes(&answered.client_data)?;
        let said: ClientData = serde_json::from_slice(&client_data).map_err(|_| Disbelieved::Unreadable)?;
        let challenge = String::from_utf8(bytes(&said.challenge)?).map_err(|_| Disbelieved::Unreadable)?;
        let credential = bytes(&answered.id)?;
        if credential.is_empty() || credential.len() > LONGEST_CREDENTIAL {
            return Err(Disbelieved::Unreadable);
        }
        Ok(Self {
            credential,
            device_data: bytes(&answered.device_data)?,
            signature: answered.signature.as_deref().map(bytes).transpose()?,
            user: answered.user.as_deref().map(bytes).transpose()?,
            challenge: Token::from_text(&challenge),
            client_data,
            said,
        })
    }

    /// What it says was asked; whether it was is known elsewhere.
    pub(crate) const fn challenge(&self) -> &Token {
        &self.challenge
    }

    /// What the device calls the passkey.
    pub(crate) fn credential(&self) -> &[u8] {
        &self.credential
    }

    /// What both kinds of answer must be: for this site, on a page of this site, by somebody whom the device has
    /// verified.
    fn checked(&self, party: &Party, ceremony: &str) -> Result<Device<'_>, Disbelieved> {
        if self.said.ceremony != ceremony {
            return Err(Disbelieved::OtherCeremony);
        }
        if self.said.origin != party.origin || self.said.cross_origin || self.said.top_origin.is_some() {
            return Err(Disbelieved::OtherOrigin);
        }
        let device = Device::read(&self.device_data)?;
        if device.party != digest(&SHA256, party.id.as_bytes()).as_ref() {
            return Err(Disbelieved::OtherParty);
        }
        if !device.is_present {
            return Err(Disbelieved::NobodyThere);
        }
        if !device.is_verified {
            return Err(Disbelieved::Unverified);
        }
        Ok(device)
    }

    /// The new passkey that it describes, after everything was checked.
    pub(crate) fn made(&self, party: &Party) -> Result<Made, Disbelieved> {
        let device = self.checked(party, "webauthn.create")?;
        let new = device.new.ok_or(Disbelieved::Unreadable)?;
        if new.credential != self.credential {
            return Err(Disbelieved::Unreadable);
        }
        key::is_usable(new.public_key)?;
        Ok(Made {
            credential: self.credential.clone(),
            public_key: new.public_key.to_vec(),
            sign_count: device.sign_count,
        })
    }

    /// How often the passkey has signed, after everything was checked: that it signed this.
    pub(crate) fn signed(&self, party: &Party, passkey: &Passkey) -> Result<u32, Disbelieved> {
        let device = self.checked(party, "webauthn.get")?;
        // The device keeps for whom it made the key; one that signs in without a name typed must say it.
        if self.user.as_deref() != Some(uuid::Uuid::from(passkey.person).as_bytes().as_slice()) {
            return Err(Disbelieved::OtherPerson);
        }
        let signature = self.signature.as_deref().ok_or(Disbelieved::Unreadable)?;
        let mut message = self.device_data.clone();
        message.extend_from_slice(digest(&SHA256, &self.client_data).as_ref());
        key::verify(&passkey.public_key, &message, signature)?;
        Ok(device.sign_count)
    }
}

#[cfg(test)]
mod tests;
