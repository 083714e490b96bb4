//! Passkeys: `POST /sign-in/passkey/options` and `POST /sign-in/passkey` sign in; the page `GET /sign-in/passkeys` shows
//! those of who is signed in, `POST /sign-in/passkeys/options` and `POST /sign-in/passkeys` add one, and
//! `POST /sign-in/passkeys/{id}/remove` takes one away. The script of the two pages is `GET /sign-in/passkeys.js`.

use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Value, json};
use talkoot_app::{
    Failure,
    identity::{self, NewPasskey, NotSignedIn, Token},
};
use talkoot_domain::{ids::PasskeyId, language::Language, policy::Actor};
use uuid::Uuid;

use super::{browser, browser_name, checked, language, page_of, pages, words};
use crate::{
    http::{Site, cookies},
    passkeys::{ALGORITHMS, Answer, Answered, Disbelieved, Party, text},
};

const SCRIPT: &str = include_str!("passkeys.js");
const PAGE: &str = "/sign-in/passkeys";

#[derive(Debug, Deserialize)]
pub(super) struct Begun {
    next: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Added {
    name: String,
    #[serde(flatten)]
    answered: Answered,
}

/// The script of the pages.
pub(super) async fn script() -> Response {
    ([(header::CONTENT_TYPE, "text/javascript")], SCRIPT).into_response()
}

/// An answer for the script, with cookies.
fn said<const N: usize>(status: StatusCode, body: Value, given: [axum::http::HeaderValue; N]) -> Response {
    let mut response = (status, Json(body)).into_response();
    for cookie in given {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

fn not_signed_in(language: Language, why: NotSignedIn) -> Response {
    let reason: &'static str = why.into();
    let message = words::reason(language, why);
    said(
        StatusCode::FORBIDDEN,
        json!({ "reason": reason, "message": message }),
        [],
    )
}

fn failed(language: Language, failure: &Failure) -> Response {
    if let Failure::Refused(_) = failure {
        let message = failure.to_string();
        return said(
            StatusCode::UNPROCESSABLE_ENTITY,
            json!({ "message": message }),
            [],
        );
    }
    tracing::error!(error = failure.told(), "a passkey could not be dealt with");
    let message = words::words(language).failed;
    said(
        StatusCode::INTERNAL_SERVER_ERROR,
        json!({ "message": message }),
        [],
    )
}

/// Of this site, and where passkeys are offered.
fn guarded(site: &Site, headers: &HeaderMap) -> Result<Party, Box<Response>> {
    let language = language(headers);
    if checked(headers).is_err() {
        let message = words::words(language).elsewhere;
        let answer = said(StatusCode::FORBIDDEN, json!({ "message": message }), []);
        return Err(Box::new(answer));
    }
    site.party().ok_or_else(|| {
        let message = words::words(language).no_passkeys;
        Box::new(said(StatusCode::NOT_FOUND, json!({ "message": message }), []))
    })
}

/// Begins a sign-in: what the device of whichever passkey is to sign.
pub(super) async fn begin(
    State(site): State<Site>,
    headers: HeaderMap,
    Json(begun): Json<Begun>,
) -> Response {
    let party = match guarded(&site, &headers) {
        Ok(party) => party,
        Err(refused) => return *refused,
    };
    let browser = browser(&headers);
    let go_to = page_of(begun.next.as_deref());
    match identity::begin_with_passkey(&site.app, &browser, go_to).await {
        Ok(challenge) => {
            let options = json!({
                "challenge": text(challenge.reveal().as_bytes()),
                "rpId": party.id,
                "timeout": identity::CHALLENGE.num_milliseconds(),
                "userVerification": "required",
                "allowCredentials": [],
            });
            said(StatusCode::OK, options, [cookies::signing_in(&browser)])
        }
        Err(failure) => failed(language(&headers), &failure),
    }
}

/// Signs in with what the device answered.
pub(super) async fn sign_in(
    State(site): State<Site>,
    headers: HeaderMap,
    Json(answered): Json<Answered>,
) -> Response {
    let party = match guarded(&site, &headers) {
        Ok(party) => party,
        Err(refused) => return *refused,
    };
    let language = language(&headers);
    match signed_in(&site, &party, &headers, &answered).await {
        Ok(Ok((opened, go_to))) => said(
            StatusCode::OK,
            json!({ "page": go_to }),
            [
                cookies::session(&opened.secret),
                cookies::none(cookies::SIGNING_IN),
            ],
        ),
        Ok(Err(why)) => not_signed_in(language, why),
        Err(failure) => failed(language, &failure),
    }
}

/// First whether it was asked for, which is used up by asking; then whether it can be believed.
async fn signed_in(
    site: &Site,
    party: &Party,
    headers: &HeaderMap,
    answered: &Answered,
) -> talkoot_app::Answer<Result<(identity::Opened, String), NotSignedIn>> {
    let disbelieved = |why: Disbelieved| {
        tracing::warn!(reason = %why, "what a passkey answered is not believed");
        Ok(Err(NotSignedIn::PasskeyNotBelieved))
    };
    let answer = match Answer::read(answered) {
        Ok(answer) => answer,
        Err(why) => return disbelieved(why),
    };
    let taken = identity::take_challenge(&site.app, answer.challenge(), &browser(headers)).await?;
    let go_to = match taken {
        Ok(go_to) => go_to,
        Err(why) => return Ok(Err(why)),
    };
    let Some(passkey) = identity::passkey_called(&site.app, answer.credential()).await? else {
        return Ok(Err(NotSignedIn::UnknownPasskey));
    };
    let sign_count = match answer.signed(party, &passkey) {
        Ok(sign_count) => sign_count,
        Err(why) => return disbelieved(why),
    };
    let signed = identity::Signed {
        passkey: passkey.id,
        sign_count,
    };
    let opened = identity::sign_in_by_passkey(&site.app, signed, browser_name(headers)).await?;
    Ok(opened.map(|opened| (opened, go_to)))
}

/// Who is signed in in this browser, and the secret of the session.
async fn signed_in_here(site: &Site, headers: &HeaderMap) -> talkoot_app::Answer<Option<(Actor, Token)>> {
    let Some(secret) = cookies::read(headers, cookies::SESSION) else {
        return Ok(None);
    };
    let found = identity::in_session(&site.app, &secret).await?;
    Ok(found.map(|(actor, _)| (actor, secret)))
}

/// The person's passkeys; who is not signed in is led there first.
pub(super) async fn list(State(site): State<Site>, headers: HeaderMap) -> Response {
    let language = language(&headers);
    if site.party().is_none() {
        return pages::no_passkeys(language);
    }
    let shown = listed(&site, &headers).await;
    shown.unwrap_or_else(|failure| pages::failed(language, &failure))
}

async fn listed(site: &Site, headers: &HeaderMap) -> talkoot_app::Answer<Response> {
    let Some((actor, _)) = signed_in_here(site, headers).await? else {
        return Ok(to_sign_in());
    };
    let passkeys = identity::my_passkeys(&site.app, &actor).await?;
    Ok(pages::passkeys(language(headers), &passkeys))
}

fn to_sign_in() -> Response {
    pages::go_on(&format!("/sign-in?next={PAGE}"), [])
}

/// Begins to add one: what the device is to make.
pub(super) async fn begin_to_add(State(site): State<Site>, headers: HeaderMap) -> Response {
    let party = match guarded(&site, &headers) {
        Ok(party) => party,
        Err(refused) => return *refused,
    };
    let begun = begun(&site, &party, &headers).await;
    begun.unwrap_or_else(|failure| failed(language(&headers), &failure))
}

async fn begun(site: &Site, party: &Party, headers: &HeaderMap) -> talkoot_app::Answer<Response> {
    let Some((actor, session)) = signed_in_here(site, headers).await? else {
        return Ok(nobody(language(headers)));
    };
    let begun = identity::begin_passkey(&site.app, &actor, &session).await?;
    Ok(said(StatusCode::OK, options(site, party, &begun), []))
}

fn nobody(language: Language) -> Response {
    let message = words::words(language).nobody;
    said(StatusCode::UNAUTHORIZED, json!({ "message": message }), [])
}

fn options(site: &Site, party: &Party, begun: &identity::NewCeremony) -> Value {
    let known = begun.known.iter();
    let known = known.map(|id| json!({ "type": "public-key", "id": text(id) }));
    let kinds = ALGORITHMS.map(|kind| json!({ "type": "public-key", "alg": kind }));
    json!({
        "challenge": text(begun.challenge.reveal().as_bytes()),
        "rp": { "id": party.id, "name": site.app.mail().branding.installation },
        "user": {
            "id": text(Uuid::from(begun.person.id).as_bytes()),
            "name": begun.person.email,
            "displayName": begun.person.name,
        },
        "pubKeyCredParams": kinds,
        "timeout": identity::CHALLENGE.num_milliseconds(),
        "attestation": "none",
        "authenticatorSelection": {
            "residentKey": "required", "requireResidentKey": true, "userVerification": "required",
        },
        "excludeCredentials": known.collect::<Vec<_>>(),
    })
}

/// Adds what the device made.
pub(super) async fn add(State(site): State<Site>, headers: HeaderMap, Json(added): Json<Added>) -> Response {
    let party = match guarded(&site, &headers) {
        Ok(party) => party,
        Err(refused) => return *refused,
    };
    let language = language(&headers);
    match added_here(&site, &party, &headers, added).await {
        Ok(answer) => answer,
        Err(failure) => failed(language, &failure),
    }
}

async fn added_here(
    site: &Site,
    party: &Party,
    headers: &HeaderMap,
    added: Added,
) -> talkoot_app::Answer<Response> {
    let language = language(headers);
    let Some((actor, session)) = signed_in_here(site, headers).await? else {
        return Ok(nobody(language));
    };
    let disbelieved = |why: Disbelieved| {
        tracing::warn!(reason = %why, "what is to become a passkey is not believed");
        Ok(not_signed_in(language, NotSignedIn::PasskeyNotBelieved))
    };
    let answer = match Answer::read(&added.answered) {
        Ok(answer) => answer,
        Err(why) => return disbelieved(why),
    };
    let taken = identity::take_own_challenge(&site.app, &actor, answer.challenge(), &session).await?;
    if let Err(why) = taken {
        return Ok(not_signed_in(language, why));
    }
    let made = match answer.made(party) {
        Ok(made) => made,
        Err(why) => return disbelieved(why),
    };
    let new = NewPasskey {
        name: added.name,
        credential: made.credential,
        public_key: made.public_key,
        sign_count: made.sign_count,
    };
    identity::add_passkey(&site.app, &actor, new).await?;
    Ok(said(StatusCode::CREATED, json!({ "page": PAGE }), []))
}

/// Takes one of one's own away.
pub(super) async fn remove(State(site): State<Site>, headers: HeaderMap, Path(id): Path<Uuid>) -> Response {
    if let Err(refused) = checked(&headers) {
        return *refused;
    }
    match removed(&site, &headers, id.into()).await {
        Ok(answer) => answer,
        // Removed before, or nobody's.
        Err(Failure::NotFound(_) | Failure::Refused(_)) => pages::go_on(PAGE, []),
        Err(failure) => pages::failed(language(&headers), &failure),
    }
}

async fn removed(site: &Site, headers: &HeaderMap, id: PasskeyId) -> talkoot_app::Answer<Response> {
    let Some((actor, _)) = signed_in_here(site, headers).await? else {
        return Ok(to_sign_in());
    };
    identity::remove_passkey(&site.app, &actor, id).await?;
    Ok(pages::go_on(PAGE, []))
}
