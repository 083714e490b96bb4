//! An issuer made by hand that signs whatever a test wants, right or wrong.

use std::sync::{Arc, Mutex, PoisonError};

use axum::{
    Form, Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use ring::{
    hmac,
    rand::SystemRandom,
    signature::{
        ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair,
        KeyPair,
    },
};
use serde_json::{Value, json};
use tokio::net::TcpListener;

pub(crate) const CLIENT: &str = "talkoot";
pub(crate) const SECRET: &str = "a secret that both know, long enough";

/// How a key signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Es256,
    Es384,
    EdDsa,
}

impl Kind {
    /// What the header of a token calls it.
    fn name(self) -> &'static str {
        match self {
            Self::Es256 => "ES256",
            Self::Es384 => "ES384",
            Self::EdDsa => "EdDSA",
        }
    }
}

enum Pair {
    Ecdsa(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
}

/// A key of the issuer, under a name.
pub(crate) struct Key {
    pub(crate) name: String,
    kind: Kind,
    pair: Pair,
}

impl Key {
    pub(crate) fn new(name: &str) -> Self {
        Self::of(name, Kind::Es256)
    }

    pub(crate) fn of(name: &str, kind: Kind) -> Self {
        let random = SystemRandom::new();
        let algorithm = match kind {
            Kind::Es384 => &ECDSA_P384_SHA384_FIXED_SIGNING,
            Kind::Es256 | Kind::EdDsa => &ECDSA_P256_SHA256_FIXED_SIGNING,
        };
        let pair = if kind == Kind::EdDsa {
            let document = Ed25519KeyPair::generate_pkcs8(&random).expect("a key");
            Pair::Ed25519(Ed25519KeyPair::from_pkcs8(document.as_ref()).expect("a key"))
        } else {
            let document = EcdsaKeyPair::generate_pkcs8(algorithm, &random).expect("a key");
            Pair::Ecdsa(EcdsaKeyPair::from_pkcs8(algorithm, document.as_ref(), &random).expect("a key"))
        };
        Self {
            name: name.to_owned(),
            kind,
            pair,
        }
    }

    fn public(&self) -> Value {
        match &self.pair {
            Pair::Ecdsa(pair) => {
                // One byte before both coordinates.
                let (x, y) = {
                    let point = &pair.public_key().as_ref()[1..];
                    point.split_at(point.len() / 2)
                };
                let curve = if self.kind == Kind::Es384 {
                    "P-384"
                } else {
                    "P-256"
                };
                json!({
                    "kty": "EC", "crv": curve, "use": "sig", "kid": self.name,
                    "x": in_base64(x), "y": in_base64(y),
                })
            }
            Pair::Ed25519(pair) => json!({
                "kty": "OKP", "crv": "Ed25519", "use": "sig", "kid": self.name,
                "x": in_base64(pair.public_key().as_ref()),
            }),
        }
    }

    /// A token with this header and these claims, signed.
    pub(crate) fn sign(&self, header: &Value, claims: &Value) -> String {
        let text = unsigned(header, claims);
        let signature = match &self.pair {
            Pair::Ecdsa(pair) => pair
                .sign(&SystemRandom::new(), text.as_bytes())
                .expect("a signature"),
            Pair::Ed25519(pair) => pair.sign(text.as_bytes()),
        };
        format!("{text}.{}", in_base64(signature.as_ref()))
    }
}

fn in_base64(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn unsigned(header: &Value, claims: &Value) -> String {
    let part = |value: &Value| in_base64(value.to_string().as_bytes());
    format!("{}.{}", part(header), part(claims))
}

/// What stands where a signature by a key of the issuer should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Signed {
    Rightly,
    /// By a key that the issuer does not show, under the name of one that it shows.
    ByForeignKey,
    /// By a key that the issuer does not show, under its own name.
    ByUnknownKey,
    /// With the secret that both know.
    WithSharedSecret,
    /// Not at all.
    NotAtAll,
}

type Change = Box<dyn Fn(&mut Value) + Send>;

struct Inner {
    keys: Vec<Key>,
    shown: usize,
    now: DateTime<Utc>,
    nonce: String,
    subject: String,
    change: Change,
    signed: Signed,
    asked_for_keys: usize,
}

/// An issuer on loopback.
#[derive(Clone)]
pub(crate) struct Issuer {
    pub(crate) url: String,
    inner: Arc<Mutex<Inner>>,
}

impl Issuer {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let inner = Inner {
            keys: vec![Key::new("one"), Key::new("two"), Key::new("three")],
            shown: 1,
            now: DateTime::UNIX_EPOCH,
            nonce: String::new(),
            subject: "subject-1".to_owned(),
            change: Box::new(|_| {}),
            signed: Signed::Rightly,
            asked_for_keys: 0,
        };
        let issuer = Self {
            url,
            inner: Arc::new(Mutex::new(inner)),
        };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(metadata))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .with_state(issuer.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        issuer
    }

    fn with<T>(&self, look: impl FnOnce(&mut Inner) -> T) -> T {
        look(&mut self.inner.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// What the next token says, and how it is signed.
    pub(crate) fn says(
        &self,
        now: DateTime<Utc>,
        nonce: &str,
        signed: Signed,
        change: impl Fn(&mut Value) + Send + 'static,
    ) {
        self.with(|inner| {
            inner.now = now;
            nonce.clone_into(&mut inner.nonce);
            inner.signed = signed;
            inner.change = Box::new(change);
        });
    }

    /// From now on it signs with this key, and shows it and the ones before.
    pub(crate) fn rotate_to(&self, place: usize) {
        self.with(|inner| inner.shown = place + 1);
    }

    /// From now on it has one key only, a new one that signs like this.
    pub(crate) fn signs_by(&self, kind: Kind) {
        self.with(|inner| {
            inner.keys = vec![Key::of(kind.name(), kind)];
            inner.shown = 1;
        });
    }

    /// How often it was asked for its keys.
    pub(crate) fn asked_for_keys(&self) -> usize {
        self.with(|inner| inner.asked_for_keys)
    }

    /// A token of these claims signed as an ID token would be, with the newest key.
    pub(crate) fn sign(&self, signed: Signed, typ: &str, claims: &Value) -> String {
        self.with(|inner| {
            let newest = &inner.keys[inner.shown - 1];
            let header = json!({ "alg": newest.kind.name(), "kid": newest.name, "typ": typ });
            match signed {
                Signed::Rightly => newest.sign(&header, claims),
                Signed::ByForeignKey => Key::of("foreign", newest.kind).sign(&header, claims),
                Signed::ByUnknownKey => {
                    let key = Key::new("unknown");
                    key.sign(&json!({ "alg": "ES256", "kid": "unknown", "typ": typ }), claims)
                }
                Signed::WithSharedSecret => {
                    let text = unsigned(&json!({ "alg": "HS256", "typ": typ }), claims);
                    let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes());
                    format!("{text}.{}", in_base64(hmac::sign(&key, text.as_bytes()).as_ref()))
                }
                Signed::NotAtAll => format!("{}.", unsigned(&json!({ "alg": "none", "typ": typ }), claims)),
            }
        })
    }
}

async fn metadata(State(issuer): State<Issuer>) -> Json<Value> {
    let url = &issuer.url;
    Json(json!({
        "issuer": url, "authorization_endpoint": format!("{url}/auth"), "token_endpoint": format!("{url}/token"),
        "jwks_uri": format!("{url}/keys"), "response_types_supported": ["code"], "subject_types_supported": ["public"],
        // It would like to sign in every way; not every one is believed.
        "id_token_signing_alg_values_supported": ["RS256", "ES256", "ES384", "EdDSA", "HS256", "none"],
    }))
}

async fn keys(State(issuer): State<Issuer>) -> Json<Value> {
    issuer.with(|inner| {
        inner.asked_for_keys += 1;
        let shown: Vec<Value> = inner.keys[..inner.shown].iter().map(Key::public).collect();
        Json(json!({ "keys": shown }))
    })
}

async fn token(
    State(issuer): State<Issuer>,
    Form(sent): Form<Vec<(String, String)>>,
) -> (StatusCode, Json<Value>) {
    let has = |name: &str, good: &dyn Fn(&str) -> bool| {
        sent.iter().any(|(given, value)| given == name && good(value))
    };
    let is_code = has("code", &|code| code == "the-code");
    if !is_code || !has("code_verifier", &|verifier| verifier.len() >= 43) {
        let code = sent.iter().find(|(given, _)| given == "code");
        let code = code.map(|(_, value)| value.as_str()).unwrap_or_default();
        // Some repeat what they were sent, as it was.
        let refused =
            json!({ "error": "invalid_grant", "error_description": format!("no such code: {code}") });
        return (StatusCode::BAD_REQUEST, Json(refused));
    }
    let (signed, claims) = issuer.with(|inner| {
        let mut claims = json!({
            "iss": issuer.url, "aud": CLIENT, "sub": inner.subject, "nonce": inner.nonce,
            "iat": inner.now.timestamp(), "exp": inner.now.timestamp() + 300,
            "email": "officer@example.test", "email_verified": true, "sid": "their-session",
        });
        (inner.change)(&mut claims);
        (inner.signed, claims)
    });
    let token = issuer.sign(signed, "JWT", &claims);
    let answer = json!({ "access_token": "at", "token_type": "Bearer", "id_token": token });
    (StatusCode::OK, Json(answer))
}
