//! All that is stored about a person as a file: `GET /people/{id}/data.json`, or `/people/me/data.json` for oneself.

use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use talkoot_app::{Failure, identity};
use talkoot_graphql::person_key;

use super::{
    Site,
    files::{failed, refused},
    session::Caller,
};

pub(super) async fn download(
    State(site): State<Site>,
    Caller(session): Caller,
    Path((id, file)): Path<(String, String)>,
) -> Response {
    let (Some(actor), Some(credential)) = (session.actor, session.credential) else {
        return refused(
            StatusCode::UNAUTHORIZED,
            "sign in to read what is stored about you",
        );
    };
    if file != "data.json" {
        return failed(&Failure::NotFound("file"));
    }
    let person = if id == "me" {
        Some(actor.person)
    } else {
        person_key(&id)
    };
    let Some(person) = person else {
        return failed(&Failure::NotFound("person"));
    };
    match identity::all_about(&site.app, &actor, credential, person).await {
        Ok(data) => {
            let headers = [
                (header::CONTENT_TYPE, "application/json"),
                (header::CONTENT_DISPOSITION, "attachment; filename=\"data.json\""),
                (header::CACHE_CONTROL, "no-store"),
            ];
            (headers, format!("{data:#}")).into_response()
        }
        Err(failure) => failed(&failure),
    }
}
