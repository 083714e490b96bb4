//! Signing out.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::Response,
};
use talkoot_app::identity;

use super::{checked, language, pages};
use crate::http::{Site, cookies};

/// Ends the session of this browser, and goes on to the provider's own sign-out where it offers one.
pub(super) async fn sign_out(State(site): State<Site>, headers: HeaderMap) -> Response {
    if let Err(refused) = checked(&headers) {
        return *refused;
    }
    let language = language(&headers);
    let taken = [cookies::none(cookies::SESSION)];
    let Some(secret) = cookies::read(&headers, cookies::SESSION) else {
        return pages::answer(StatusCode::OK, pages::signed_out(language), taken);
    };
    let voucher = match identity::sign_out(&site.app, &secret).await {
        Ok(voucher) => voucher,
        Err(failure) => {
            // Its cookie goes all the same.
            let mut answer = pages::failed(language, &failure);
            answer
                .headers_mut()
                .append(header::SET_COOKIE, cookies::none(cookies::SESSION));
            return answer;
        }
    };
    if let (Some(provider), Some(voucher)) = (&site.provider, voucher)
        && voucher.issuer == provider.issuer()
        && let Some(url) = provider.sign_out_url(&site.app).await
    {
        return pages::go_on(&url, taken);
    }
    pages::answer(StatusCode::OK, pages::signed_out(language), taken)
}

/// Where a provider sends the browser after it has signed out there, too.
pub(super) async fn done(headers: HeaderMap) -> Response {
    pages::answer(StatusCode::OK, pages::signed_out(language(&headers)), [])
}
