//! The pages, in the language that the browser asks for.

use std::fmt::Write as _;

use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use talkoot_app::{Failure, identity::NotSignedIn};
use talkoot_domain::{
    calendar, formats,
    language::Language,
    passkey::{LONGEST_NAME, Passkey},
};

use super::{
    Ways,
    words::{self, words},
};
use crate::http::page::{self, escaped};

/// No script but our own, which asks this site only; nothing from elsewhere, in nobody's frame.
const RULES: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'unsafe-inline'; \
                     base-uri 'none'; frame-ancestors 'none'";
/// The script of the pages with passkeys.
const SCRIPT: &str = "<script src=\"/sign-in/passkeys.js\" defer></script>";

fn page(language: Language, title: &str, body: &str) -> String {
    page::page_in(
        language.code(),
        title,
        &format!("<h1>{}</h1>{body}", escaped(title)),
    )
}

fn hidden(go_to: &str) -> String {
    format!(
        "<input type=\"hidden\" name=\"next\" value=\"{}\">",
        escaped(go_to)
    )
}

/// The ways to sign in; with what was typed where that is no address.
pub(super) fn offer(language: Language, ways: &Ways, go_to: &str, typed: Option<&str>) -> String {
    let words = words(language);
    let mut body = String::new();
    if let Some(name) = &ways.provider {
        body.push_str(&format!(
            "<form method=\"post\" action=\"/sign-in/provider\">{}<p><button type=\"submit\">{} {}</button></p></form>",
            hidden(go_to),
            words.provider,
            escaped(name)
        ));
    }
    if ways.links {
        if typed.is_some() {
            body.push_str(&format!(
                "<p class=\"note\" role=\"alert\">{}</p>",
                words.no_address
            ));
        }
        body.push_str(&format!(
            "<form method=\"post\" action=\"/sign-in\">{}<p><label for=\"email\">{}</label></p>\
             <p><input id=\"email\" name=\"email\" type=\"email\" autocomplete=\"email\" required size=\"40\" \
             value=\"{}\"></p><p>{}</p><p><button type=\"submit\">{}</button></p></form>",
            hidden(go_to),
            words.address,
            escaped(typed.unwrap_or_default()),
            words.link_help,
            words.send
        ));
    }
    if ways.passkeys {
        // Shown by the script, without which it does nothing.
        body.push_str(&format!(
            "<form data-passkey=\"sign-in\" data-stopped=\"{}\" hidden>{}<p>{}</p><p><button type=\"submit\">{}</button>\
             </p><p class=\"note\" role=\"alert\" hidden></p></form>{SCRIPT}",
            words.stopped,
            hidden(go_to),
            words.passkey_help,
            words.with_passkey
        ));
    }
    if ways.provider.is_none() && !ways.links {
        body.push_str(&format!("<p>{}</p>", words.no_way));
    }
    page(language, words.title, &body)
}

/// Who is signed in.
pub(super) fn signed_in(language: Language, name: &str, go_to: &str, passkeys: bool) -> String {
    let words = words(language);
    let to_passkeys = if passkeys {
        format!("<p><a href=\"/sign-in/passkeys\">{}</a></p>", words.passkeys)
    } else {
        String::new()
    };
    let body = format!(
        "<p>{} {}.</p><p><a href=\"{}\">{}</a></p>{to_passkeys}\
         <form method=\"post\" action=\"/sign-out\"><p><button type=\"submit\">{}</button></p></form>",
        words.signed_in,
        escaped(name),
        escaped(go_to),
        words.go_on,
        words.sign_out
    );
    page(language, words.title, &body)
}

/// The passkeys of who is signed in, and the way to another one.
pub(super) fn passkeys(language: Language, passkeys: &[Passkey]) -> Response {
    let words = words(language);
    let mut body = String::new();
    if passkeys.is_empty() {
        let _ = write!(body, "<p>{}</p>", words.no_passkey_yet);
    } else {
        let [name, added, used] = words.columns;
        let _ = write!(
            body,
            "<table><thead><tr><th scope=\"col\">{name}</th><th scope=\"col\">{added}</th>\
             <th scope=\"col\">{used}</th><td></td></tr></thead><tbody>"
        );
        for passkey in passkeys {
            let day = |at| formats::date_short(calendar::helsinki_date(at), language);
            let used = passkey.last_used_at.map_or_else(|| words.never.to_owned(), day);
            let _ = write!(
                body,
                "<tr><td>{}</td><td>{}</td><td>{used}</td><td><form method=\"post\" \
                 action=\"/sign-in/passkeys/{}/remove\"><button type=\"submit\">{}</button></form></td></tr>",
                escaped(&passkey.name),
                day(passkey.created_at),
                passkey.id,
                words.remove
            );
        }
        body.push_str("</tbody></table>");
    }
    let _ = write!(
        body,
        "<form data-passkey=\"add\" data-stopped=\"{}\" hidden><p><label for=\"name\">{}</label></p><p><input \
         id=\"name\" name=\"name\" maxlength=\"{LONGEST_NAME}\" required></p><p><button type=\"submit\">{}</button>\
         </p><p class=\"note\" role=\"alert\" hidden></p></form><p><a href=\"/\">{}</a></p>{SCRIPT}",
        words.stopped, words.passkey_name, words.add_passkey, words.go_on
    );
    answer(StatusCode::OK, page(language, words.passkeys, &body), [])
}

/// Passkeys are not offered here.
pub(super) fn no_passkeys(language: Language) -> Response {
    let words = words(language);
    let said = format!("<p>{}</p>", words.no_passkeys);
    answer(StatusCode::NOT_FOUND, told(language, words.passkeys, &said), [])
}

/// A link was asked for; whether one was sent is not told.
pub(super) fn asked(language: Language) -> String {
    let words = words(language);
    let said = format!(
        "<p role=\"status\">{}</p><p>{}</p>",
        words.asked, words.asked_more
    );
    told(language, words.title, &said)
}

/// A page that says something, and leads back to signing in.
fn told(language: Language, title: &str, said: &str) -> String {
    let again = words(language).again;
    page(
        language,
        title,
        &format!("{said}<p><a href=\"/sign-in\">{again}</a></p>"),
    )
}

/// The button under a link.
pub(super) fn confirm(language: Language) -> String {
    let words = words(language);
    let body = format!(
        "<p>{}</p><form method=\"post\"><p><button type=\"submit\">{}</button></p></form>",
        words.confirm, words.title
    );
    page(language, words.title, &body)
}

/// Somebody has signed out.
pub(super) fn signed_out(language: Language) -> String {
    let words = words(language);
    let said = format!("<p role=\"status\">{}</p>", words.signed_out);
    told(language, words.sign_out, &said)
}

/// A form that no page of this site has sent.
pub(super) fn elsewhere(language: Language) -> String {
    let words = words(language);
    told(
        language,
        words.not_signed_in,
        &format!("<p>{}</p>", words.elsewhere),
    )
}

/// Why nobody was signed in, and what to do.
pub(super) fn refused(language: Language, why: NotSignedIn) -> Response {
    let words = words(language);
    let code: &'static str = why.into();
    let body = format!(
        "<p role=\"alert\" data-reason=\"{code}\">{}</p><p><a href=\"/sign-in\">{}</a></p>",
        words::reason(language, why),
        words.again
    );
    let status = match why {
        NotSignedIn::ProviderAway => StatusCode::BAD_GATEWAY,
        _ => StatusCode::FORBIDDEN,
    };
    answer(status, page(language, words.not_signed_in, &body), [])
}

/// Something failed on our side.
pub(super) fn failed(language: Language, failure: &Failure) -> Response {
    tracing::error!(error = failure.told(), "signing in or out failed");
    let words = words(language);
    let body = format!("<p role=\"alert\">{}</p>", words.failed);
    answer(
        StatusCode::INTERNAL_SERVER_ERROR,
        page(language, words.not_signed_in, &body),
        [],
    )
}

/// A page with cookies; nothing in between keeps it.
pub(super) fn answer<const N: usize>(status: StatusCode, html: String, given: [HeaderValue; N]) -> Response {
    let mut response = (status, Html(html)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        HeaderName::from_static("content-security-policy"),
        HeaderValue::from_static(RULES),
    );
    // Without it older browsers do not say from where a form was sent; elsewhere nothing is told.
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    for cookie in given {
        headers.append(header::SET_COOKIE, cookie);
    }
    response
}

/// Goes on to another page.
pub(super) fn go_on<const N: usize>(url: &str, given: [HeaderValue; N]) -> Response {
    let mut response = answer(StatusCode::SEE_OTHER, String::new(), given);
    let url = HeaderValue::from_str(url).unwrap_or_else(|_| HeaderValue::from_static("/"));
    response.headers_mut().insert(header::LOCATION, url);
    response
}
