//! Signing in and out with a browser, on pages that need no script but for passkeys: `GET /sign-in` offers the ways,
//! `POST /sign-in` sends a link, `POST /sign-in/provider` goes to the organisation's sign-in service, which sends the
//! browser back to `GET /sign-in/callback`; `POST /sign-out` ends the session.

mod link;
mod out;
mod pages;
mod passkey;
mod provider;
mod words;

use axum::{
    Router,
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::Response,
    routing::{get, post},
};
use serde::Deserialize;
use talkoot_app::identity::{self, Token};
use talkoot_domain::language::Language;

use super::{Site, cookies, session::is_same_origin};

/// The longest address of a page to go to afterwards.
const LONGEST_PAGE: usize = 500;

pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route("/sign-in", get(offer).post(link::ask))
        .route("/sign-in/link/{secret}", get(link::look).post(link::sign_in))
        .route("/sign-in/passkey", post(passkey::sign_in))
        .route("/sign-in/passkey/options", post(passkey::begin))
        .route("/sign-in/passkeys", get(passkey::list).post(passkey::add))
        .route("/sign-in/passkeys/options", post(passkey::begin_to_add))
        .route("/sign-in/passkeys/{id}/remove", post(passkey::remove))
        .route("/sign-in/passkeys.js", get(passkey::script))
        .route("/sign-in/provider", post(provider::begin))
        .route("/sign-in/callback", get(provider::back))
        .route("/sign-in/logout", post(provider::logout))
        .route("/sign-out", get(out::done).post(out::sign_out))
}

/// Where to go afterwards: a page of this site, or the first page.
#[derive(Debug, Deserialize)]
pub(super) struct GoTo {
    next: Option<String>,
}

impl GoTo {
    fn page(&self) -> &str {
        page_of(self.next.as_deref())
    }
}

/// A path of this site; anything that could lead elsewhere becomes the first page.
fn page_of(next: Option<&str>) -> &str {
    next.filter(|next| {
        let mut bytes = next.bytes();
        let local = bytes.next() == Some(b'/') && !matches!(bytes.next(), Some(b'/' | b'\\'));
        local
            && next.len() <= LONGEST_PAGE
            && next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
    })
    .unwrap_or("/")
}

/// The language of the page: the first one of ours that the browser asks for, else Finnish.
pub(super) fn language(headers: &HeaderMap) -> Language {
    let asked = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    asked
        .split(',')
        .filter_map(|one| one.split([';', '-']).next())
        .find_map(|code| code.trim().to_ascii_lowercase().parse().ok())
        .unwrap_or(Language::Fi)
}

/// What the browser calls itself.
fn browser_name(headers: &HeaderMap) -> String {
    let name = headers.get(header::USER_AGENT);
    name.and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_owned()
}

/// The cookie by which the browser is known while it signs in; a new one where it has none of ours.
fn browser(headers: &HeaderMap) -> Token {
    let known = cookies::read(headers, cookies::SIGNING_IN);
    known
        .filter(|known| {
            known
                .reveal()
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        })
        .filter(|known| known.reveal().len() >= 64)
        .unwrap_or_else(Token::random)
}

/// Whether a form was sent by a page of this site; if not, the answer that says so.
fn checked(headers: &HeaderMap) -> Result<(), Box<Response>> {
    if is_same_origin(headers) {
        return Ok(());
    }
    let page = pages::elsewhere(language(headers));
    Err(Box::new(pages::answer(StatusCode::FORBIDDEN, page, [])))
}

/// The ways to sign in, or who is signed in.
async fn offer(State(site): State<Site>, Query(go_to): Query<GoTo>, headers: HeaderMap) -> Response {
    let language = language(&headers);
    if let Some(secret) = cookies::read(&headers, cookies::SESSION) {
        match identity::in_session(&site.app, &secret).await {
            Ok(Some((actor, _))) => {
                let page = pages::signed_in(language, &actor.name, go_to.page(), site.ways().passkeys);
                return pages::answer(StatusCode::OK, page, []);
            }
            Ok(None) => {
                let page = pages::offer(language, &site.ways(), go_to.page(), None);
                return pages::answer(StatusCode::OK, page, [cookies::none(cookies::SESSION)]);
            }
            Err(failure) => return pages::failed(language, &failure),
        }
    }
    let page = pages::offer(language, &site.ways(), go_to.page(), None);
    pages::answer(StatusCode::OK, page, [])
}

/// The ways to sign in that are offered.
pub(super) struct Ways {
    /// The name of the organisation's sign-in service.
    pub(super) provider: Option<String>,
    /// Links by e-mail.
    pub(super) links: bool,
    /// Passkeys.
    pub(super) passkeys: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_goes_to_pages_of_this_site_only() {
        for (next, page) in [
            (Some("/projects/1?x=2#y"), "/projects/1?x=2#y"),
            (Some("//evil.example"), "/"),
            (Some("/\\evil.example"), "/"),
            (Some("/a\\b"), "/"),
            (Some("https://evil.example"), "/"),
            (Some("/a\r\nSet-Cookie: x"), "/"),
            (Some(""), "/"),
            (None, "/"),
        ] {
            assert_eq!(page_of(next), page, "{next:?}");
        }
    }

    #[test]
    fn the_page_speaks_the_language_that_is_asked_for() {
        for (asked, expected) in [
            ("sv-FI,sv;q=0.9,en;q=0.8", Language::Sv),
            ("de,en-GB;q=0.8", Language::En),
            ("de", Language::Fi),
            ("", Language::Fi),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, asked.parse().unwrap());
            assert_eq!(language(&headers), expected, "{asked}");
        }
    }
}
