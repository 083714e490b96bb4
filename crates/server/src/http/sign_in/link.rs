//! Links by e-mail.

use axum::{
    Form,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use serde::Deserialize;
use talkoot_app::{
    Failure,
    identity::{self, Token},
};

use super::{browser, browser_name, checked, language, page_of, pages};
use crate::http::{Site, cookies, rates::AskedFrom};

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    email: String,
    next: Option<String>,
}

/// Asks for a link. The answer is the same whoever the address belongs to.
pub(super) async fn ask(
    State(site): State<Site>,
    AskedFrom(place): AskedFrom,
    headers: HeaderMap,
    Form(asked): Form<Asked>,
) -> Response {
    if let Err(refused) = checked(&headers) {
        return *refused;
    }
    let language = language(&headers);
    let go_to = page_of(asked.next.as_deref());
    if !site.ways().links {
        let page = pages::offer(language, &site.ways(), go_to, None);
        return pages::answer(StatusCode::NOT_FOUND, page, []);
    }
    let browser = browser(&headers);
    match identity::ask_for_link(&site.app, &asked.email, &browser, &place, go_to).await {
        Ok(()) => pages::answer(
            StatusCode::OK,
            pages::asked(language),
            [cookies::signing_in(&browser)],
        ),
        Err(Failure::Refused(_)) => {
            let page = pages::offer(language, &site.ways(), go_to, Some(&asked.email));
            pages::answer(StatusCode::UNPROCESSABLE_ENTITY, page, [])
        }
        Err(failure) => pages::failed(language, &failure),
    }
}

/// The page under a link: a button. Nothing happens by looking.
pub(super) async fn look(
    State(site): State<Site>,
    headers: HeaderMap,
    Path(secret): Path<String>,
) -> Response {
    let language = language(&headers);
    let secret = Token::from_text(&secret);
    match identity::look_at_link(&site.app, &secret, &browser(&headers)).await {
        Ok(Ok(())) => pages::answer(StatusCode::OK, pages::confirm(language), []),
        Ok(Err(why)) => pages::refused(language, why),
        Err(failure) => pages::failed(language, &failure),
    }
}

/// Signs in with the link.
pub(super) async fn sign_in(
    State(site): State<Site>,
    headers: HeaderMap,
    Path(secret): Path<String>,
) -> Response {
    if let Err(refused) = checked(&headers) {
        return *refused;
    }
    let language = language(&headers);
    let secret = Token::from_text(&secret);
    if !site.ways().links {
        return pages::refused(language, identity::NotSignedIn::Gone);
    }
    let name = browser_name(&headers);
    match identity::use_link(&site.app, &secret, &browser(&headers), name).await {
        Ok(Ok((opened, go_to))) => pages::go_on(
            &go_to,
            [
                cookies::session(&opened.secret),
                cookies::none(cookies::SIGNING_IN),
            ],
        ),
        Ok(Err(why)) => pages::refused(language, why),
        Err(failure) => pages::failed(language, &failure),
    }
}
