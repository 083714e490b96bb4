use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderName, Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use talkoot_app::{
    Answer,
    identity::{self, Credential, Token},
};
use talkoot_domain::policy::Actor;
use talkoot_graphql::Session;

use super::{Site, cookies};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Who sends the request: by the bearer token, else by the cookie of a session; nobody without either. A token that
/// signs nobody in is refused; a cookie whose session has ended is as good as none. The request is counted, too.
pub(super) struct Caller(pub(super) Session);

impl FromRequestParts<Site> for Caller {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        let changes = !matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS);
        if let Some(header) = parts.headers.get(header::AUTHORIZATION) {
            let token = header
                .to_str()
                .ok()
                .and_then(|value| value.strip_prefix("Bearer "))
                .map(Token::from_text)
                .ok_or_else(|| unauthorized("send the token as \"Authorization: Bearer …\""))?;
            let found = known(identity::sign_in(&site.app, &token).await).map_err(|refused| *refused)?;
            let Some((actor, credential)) = found else {
                site.counted.by_guess(parts).await.map_err(|refused| *refused)?;
                return Err(unauthorized("this token is unknown or has expired; sign in anew"));
            };
            site.counted
                .by_person(parts, actor.person)
                .await
                .map_err(|refused| *refused)?;
            // GraphQL tells questions from changes itself.
            if changes && !credential.may_change() && parts.uri.path() != "/graphql" {
                return Err(forbidden(
                    "this token only reads; make the change with one of scope WRITE",
                ));
            }
            return Ok(Self(Session::of(actor, credential)));
        }
        let Some(secret) = cookies::read(&parts.headers, cookies::SESSION) else {
            site.counted.by_address(parts).await.map_err(|refused| *refused)?;
            return Ok(Self(Session::NOBODY));
        };
        if changes && !is_same_origin(&parts.headers) {
            return Err(forbidden(
                "a change with the cookie of a session must come from a page of this site itself; programs send a \
                 token as \"Authorization: Bearer …\"",
            ));
        }
        let found = known(identity::in_session(&site.app, &secret).await).map_err(|refused| *refused)?;
        let Some((actor, credential)) = found else {
            site.counted.by_guess(parts).await.map_err(|refused| *refused)?;
            return Ok(Self(Session::NOBODY));
        };
        site.counted
            .by_person(parts, actor.person)
            .await
            .map_err(|refused| *refused)?;
        Ok(Self(Session::of(actor, credential)))
    }
}

/// Who cannot be looked up is not let in, and is told to come again.
fn known(found: Answer<Option<(Actor, Credential)>>) -> Result<Option<(Actor, Credential)>, Box<Response>> {
    found.map_err(|failure| {
        tracing::error!(error = failure.told(), "signing in failed");
        let message = "who you are cannot be looked up just now; nothing was done; try again in a moment";
        let again = [(header::RETRY_AFTER, "5")];
        Box::new((StatusCode::SERVICE_UNAVAILABLE, again, message).into_response())
    })
}

/// Whether a page of this site itself sends the request. Browsers say so in `Sec-Fetch-Site`; where it is missing, in
/// `Origin`, which must name the host that was asked. What says neither cannot be checked and is refused.
pub(super) fn is_same_origin(headers: &HeaderMap) -> bool {
    if let Some(site) = headers.get(SEC_FETCH_SITE) {
        return site == "same-origin";
    }
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let (Some(origin), Some(host)) = (text(header::ORIGIN), text(header::HOST)) else {
        return false;
    };
    let origin = origin
        .strip_prefix("https://")
        .or_else(|| origin.strip_prefix("http://"));
    origin.is_some_and(|origin| origin.eq_ignore_ascii_case(host))
}

fn unauthorized(message: &'static str) -> Response {
    (
        StatusCode::UNAUTHORIZED,
        [(header::WWW_AUTHENTICATE, "Bearer")],
        message,
    )
        .into_response()
}

fn forbidden(message: &'static str) -> Response {
    (StatusCode::FORBIDDEN, message).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sec-Fetch-Site, Origin, Host: whether a page of the site itself sends it.
    #[test]
    fn what_comes_from_a_page_of_this_site() {
        let table = [
            (Some("same-origin"), None, "a.example", true),
            (Some("same-site"), Some("https://a.example"), "a.example", false),
            (Some("cross-site"), Some("https://a.example"), "a.example", false),
            (Some("none"), None, "a.example", false),
            (None, Some("https://a.example"), "a.example", true),
            (None, Some("http://localhost:8080"), "localhost:8080", true),
            (None, Some("http://localhost:8081"), "localhost:8080", false),
            (None, Some("https://b.example"), "a.example", false),
            (None, Some("https://a.example.b.example"), "a.example", false),
            (None, Some("null"), "null", false),
            (None, None, "a.example", false),
        ];
        for (site, origin, host, expected) in table {
            let mut headers = HeaderMap::new();
            if let Some(site) = site {
                headers.insert(SEC_FETCH_SITE, site.parse().unwrap());
            }
            if let Some(origin) = origin {
                headers.insert(header::ORIGIN, origin.parse().unwrap());
            }
            headers.insert(header::HOST, host.parse().unwrap());
            assert_eq!(is_same_origin(&headers), expected, "{site:?} {origin:?} {host}");
        }
    }
}
