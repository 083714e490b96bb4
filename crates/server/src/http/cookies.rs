//! The two cookies. Their `__Host-` names bind them to this very host over HTTPS; browsers take them on localhost, too.

use axum::http::{HeaderMap, HeaderValue, header};
use talkoot_app::identity::{ATTEMPT, Token};

/// Somebody is signed in.
pub(super) const SESSION: &str = "__Host-talkoot";
/// Somebody is about to sign in: binds the try to the browser.
pub(super) const SIGNING_IN: &str = "__Host-talkoot-signing-in";

/// What a cookie of the request holds; nothing when it is absent or comes twice.
pub(super) fn read(headers: &HeaderMap, name: &str) -> Option<Token> {
    let mut found = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(given, _)| *given == name)
        .map(|(_, value)| value);
    let value = found.next().filter(|value| !value.is_empty())?;
    found.next().is_none().then(|| Token::from_text(value))
}

/// Gives the browser the cookie of its session. It is forgotten with the browser; the session ends by itself.
pub(super) fn session(secret: &Token) -> HeaderValue {
    made(&format!("{SESSION}={}; {RULES}", secret.reveal()))
}

/// Gives the browser the cookie by which it is known while it signs in.
pub(super) fn signing_in(secret: &Token) -> HeaderValue {
    made(&format!(
        "{SIGNING_IN}={}; {RULES}; Max-Age={}",
        secret.reveal(),
        ATTEMPT.num_seconds()
    ))
}

/// Takes a cookie from the browser.
pub(super) fn none(name: &str) -> HeaderValue {
    made(&format!("{name}=; {RULES}; Max-Age=0"))
}

const RULES: &str = "Path=/; Secure; HttpOnly; SameSite=Lax";

fn made(text: &str) -> HeaderValue {
    // Made of our own hexadecimal secrets only; whatever else could stand there is no secret.
    HeaderValue::from_str(text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The header, and what the cookie `__Host-talkoot` holds in it.
    #[test]
    fn what_a_cookie_holds() {
        let table = [
            ("__Host-talkoot=a", Some("a")),
            ("x=1; __Host-talkoot=a; y=2", Some("a")),
            ("__Host-talkoot-signing-in=b", None),
            ("__Host-talkoot=", None),
            ("__Host-talkoot=a; __Host-talkoot=b", None),
            ("__host-talkoot=a", None),
            ("", None),
        ];
        for (text, expected) in table {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, text.parse().unwrap());
            let found = read(&headers, SESSION);
            assert_eq!(found.as_ref().map(Token::reveal), expected, "{text}");
        }
    }
}
