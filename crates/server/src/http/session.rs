use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    http::{StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use talkoot_app::identity::{self, Token};
use talkoot_graphql::Session;

use super::Site;

/// Who sends the request, by the bearer token; nobody without one.
pub(super) struct Caller(pub(super) Session);

impl FromRequestParts<Site> for Caller {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        let Some(header) = parts.headers.get(header::AUTHORIZATION) else {
            return Ok(Self(Session { actor: None }));
        };
        let token = header
            .to_str()
            .ok()
            .and_then(|value| value.strip_prefix("Bearer "))
            .map(Token::from_text)
            .ok_or_else(|| unauthorized("send the token as \"Authorization: Bearer …\""))?;
        match identity::sign_in(&site.app, &token).await {
            Ok(Some(actor)) => Ok(Self(Session {
                actor: Some(Arc::new(actor)),
            })),
            Ok(None) => Err(unauthorized("this token is unknown or has expired; sign in anew")),
            Err(failure) => {
                tracing::error!(error = ?failure, "signing in failed");
                Err(StatusCode::INTERNAL_SERVER_ERROR.into_response())
            }
        }
    }
}

fn unauthorized(message: &'static str) -> Response {
    (
        StatusCode::UNAUTHORIZED,
        [(header::WWW_AUTHENTICATE, "Bearer")],
        message,
    )
        .into_response()
}
