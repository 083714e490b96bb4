//! Logout tokens, by which a provider says that somebody has signed out there (`OpenID Connect` Back-Channel Logout
//! 1.0, section 2.6).

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::{
    JsonWebKey, JsonWebKeyAlgorithm, JsonWebKeyUse,
    core::{CoreJsonWebKey, CoreJwsSigningAlgorithm},
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use talkoot_app::identity::ProviderLogout;

use super::verify::{SKEW, Verdict};

const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// A token that was issued longer ago says nothing any more.
const OLDEST: TimeDelta = TimeDelta::minutes(10);

/// What must be true of a token.
pub(super) struct Expected<'a> {
    pub(super) issuer: &'a str,
    pub(super) client_id: &'a str,
    pub(super) algorithms: &'a [CoreJwsSigningAlgorithm],
    pub(super) keys: &'a [CoreJsonWebKey],
    pub(super) now: DateTime<Utc>,
}

#[derive(Deserialize)]
struct Header {
    alg: CoreJwsSigningAlgorithm,
    kid: Option<String>,
    typ: Option<String>,
    crit: Option<Value>,
}

#[derive(Deserialize)]
struct Payload {
    iss: String,
    aud: Audience,
    iat: i64,
    exp: i64,
    #[serde(rename = "jti")]
    _name: String,
    events: Value,
    sub: Option<String>,
    sid: Option<String>,
    nonce: Option<Value>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

/// Reads a token; what is wrong with it, if anything.
pub(super) fn read(token: &str, expected: &Expected<'_>) -> Result<ProviderLogout, Verdict> {
    let parts: Vec<&str> = token.split('.').collect();
    let [header, payload, signature] = parts[..] else {
        return Err(Verdict::wrong("it is no signed token"));
    };
    let signed = &token.as_bytes()[..header.len() + 1 + payload.len()];
    check_signature(&decoded(header)?, signed, &bytes(signature)?, expected)?;
    let payload: Payload = decoded(payload)?;
    check(&payload, expected)?;
    let issued_at = DateTime::from_timestamp(payload.iat, 0);
    Ok(ProviderLogout {
        issuer: payload.iss,
        subject: payload.sub,
        session: payload.sid,
        issued_at: issued_at.ok_or_else(|| Verdict::wrong("it was issued at no time"))? + SKEW,
    })
}

fn bytes(part: &str) -> Result<Vec<u8>, Verdict> {
    let decoded = URL_SAFE_NO_PAD.decode(part);
    decoded.map_err(|_| Verdict::wrong("it is not written as tokens are"))
}

fn decoded<T: DeserializeOwned>(part: &str) -> Result<T, Verdict> {
    serde_json::from_slice(&bytes(part)?).map_err(|fault| Verdict::wrong(fault.to_string()))
}

fn check_signature(
    header: &Header,
    signed: &[u8],
    signature: &[u8],
    expected: &Expected<'_>,
) -> Result<(), Verdict> {
    let typ = header.typ.as_deref().unwrap_or("logout+jwt").to_ascii_lowercase();
    if !matches!(typ.as_str(), "logout+jwt" | "application/logout+jwt" | "jwt") || header.crit.is_some() {
        return Err(Verdict::wrong("it is another kind of token"));
    }
    if !expected.algorithms.contains(&header.alg) {
        return Err(Verdict::wrong("it is signed in a way that is not accepted"));
    }
    let fits = |key: &&CoreJsonWebKey| {
        let named = header.kid.as_deref().is_none_or(|kid| {
            let own = key.key_id();
            own.is_some_and(|own| own.as_str() == kid)
        });
        let signs = key.key_use().is_none_or(JsonWebKeyUse::allows_signature);
        let algorithm = match key.signing_alg() {
            JsonWebKeyAlgorithm::Algorithm(algorithm) => *algorithm == header.alg,
            JsonWebKeyAlgorithm::Unspecified => true,
            JsonWebKeyAlgorithm::Unsupported => false,
        };
        named && signs && algorithm
    };
    let keys: Vec<&CoreJsonWebKey> = expected.keys.iter().filter(fits).collect();
    if keys.is_empty() {
        return Err(Verdict::UnknownKey);
    }
    let verified = |key: &&CoreJsonWebKey| key.verify_signature(&header.alg, signed, signature).is_ok();
    if keys.iter().any(verified) {
        return Ok(());
    }
    Err(Verdict::wrong("the signature is wrong"))
}

fn check(payload: &Payload, expected: &Expected<'_>) -> Result<(), Verdict> {
    let audience = match &payload.aud {
        Audience::One(one) => one == expected.client_id,
        Audience::Many(many) => many.iter().any(|one| one == expected.client_id),
    };
    let now = expected.now;
    let wrong = if payload.iss != expected.issuer {
        "another service issued it"
    } else if !audience {
        "it is for somebody else"
    } else if payload.iat > (now + SKEW).timestamp() {
        "it was issued in the future"
    } else if payload.iat < (now - OLDEST).timestamp() || payload.exp <= now.timestamp() {
        "its time is over"
    } else if !payload.events.get(EVENT).is_some_and(Value::is_object) {
        "it is about something else"
    } else if payload.nonce.is_some() {
        "it is an ID token"
    } else if payload.sub.is_none() && payload.sid.is_none() {
        "it names neither a person nor a session"
    } else {
        return Ok(());
    };
    Err(Verdict::wrong(wrong))
}
