//! At the organisation's own sign-in service.

use axum::{
    Form, Json,
    extract::{Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::json;
use talkoot_app::{
    Answer,
    identity::{self, NotSignedIn, Opened, Token},
};

use super::{GoTo, browser, browser_name, checked, language, pages};
use crate::{
    http::{Site, cookies},
    provider::{Brought, Provider},
};

/// Goes to the sign-in service.
pub(super) async fn begin(State(site): State<Site>, headers: HeaderMap, Form(go_to): Form<GoTo>) -> Response {
    if let Err(refused) = checked(&headers) {
        return *refused;
    }
    let language = language(&headers);
    let Some(provider) = &site.provider else {
        let page = pages::offer(language, &site.ways(), go_to.page(), None);
        return pages::answer(StatusCode::NOT_FOUND, page, []);
    };
    let browser = browser(&headers);
    let attempt = match identity::begin_at_provider(&site.app, &browser, go_to.page()).await {
        Ok(attempt) => attempt,
        Err(failure) => return pages::failed(language, &failure),
    };
    match provider.sign_in_url(&site.app, &attempt).await {
        Ok(url) => pages::go_on(&url, [cookies::signing_in(&browser)]),
        Err(why) => pages::refused(language, why),
    }
}

/// What the service sends the browser back with.
#[derive(Debug, Deserialize)]
pub(super) struct Back {
    state: Option<String>,
    code: Option<String>,
    iss: Option<String>,
    error: Option<String>,
}

/// Back from the sign-in service.
pub(super) async fn back(State(site): State<Site>, headers: HeaderMap, Query(back): Query<Back>) -> Response {
    let language = language(&headers);
    let Some(provider) = &site.provider else {
        return pages::refused(language, NotSignedIn::Gone);
    };
    match signed_in(&site, provider, &headers, back).await {
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

async fn signed_in(
    site: &Site,
    provider: &Provider,
    headers: &HeaderMap,
    back: Back,
) -> Answer<Result<(Opened, String), NotSignedIn>> {
    let Some(state) = back.state else {
        return Ok(Err(NotSignedIn::Gone));
    };
    let Some(browser) = cookies::read(headers, cookies::SIGNING_IN) else {
        return Ok(Err(NotSignedIn::OtherBrowser));
    };
    let taken = identity::back_from_provider(&site.app, Token::from_text(&state), &browser).await?;
    let (attempt, go_to) = match taken {
        Ok(taken) => taken,
        Err(why) => return Ok(Err(why)),
    };
    if let Some(error) = back.error {
        tracing::info!(error, "the sign-in service signed nobody in");
        return Ok(Err(NotSignedIn::ProviderRefused));
    }
    let brought = Brought {
        code: back.code,
        issuer: back.iss,
    };
    let vouched = match provider.vouched(&site.app, &attempt, brought).await {
        Ok(vouched) => vouched,
        Err(why) => return Ok(Err(why)),
    };
    let name = browser_name(headers);
    let opened = identity::sign_in_by_provider(&site.app, vouched, name).await?;
    Ok(opened.map(|opened| (opened, go_to)))
}

#[derive(Debug, Deserialize)]
pub(super) struct LogoutForm {
    logout_token: String,
}

/// The sign-in service itself says that somebody has signed out there. What it signs is checked; no cookie is looked at.
pub(super) async fn logout(State(site): State<Site>, Form(form): Form<LogoutForm>) -> Response {
    let Some(provider) = &site.provider else {
        return said(StatusCode::NOT_FOUND, "there is no sign-in service");
    };
    let logout = match provider.logged_out(&site.app, &form.logout_token).await {
        Ok(logout) => logout,
        Err(NotSignedIn::ProviderAway) => {
            return said(
                StatusCode::SERVICE_UNAVAILABLE,
                "the service cannot be asked for its keys",
            );
        }
        Err(_) => return said(StatusCode::BAD_REQUEST, "the logout token is not accepted"),
    };
    match identity::end_by_provider(&site.app, &logout).await {
        Ok(number) => {
            tracing::info!(number, "the sign-in service ended sessions");
            said(StatusCode::OK, "done")
        }
        Err(failure) => {
            tracing::error!(error = failure.told(), "sessions could not be ended");
            said(
                StatusCode::INTERNAL_SERVER_ERROR,
                "sessions could not be ended; try again",
            )
        }
    }
}

fn said(status: StatusCode, message: &str) -> Response {
    let body = if status.is_success() {
        json!({})
    } else {
        json!({ "error": "invalid_request", "error_description": message })
    };
    let headers = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    (status, headers, Json(body)).into_response()
}
