//! The agreement of a project's municipalities as a file: `GET /agreements/{id}/agreement.pdf` (PDF/A) or
//! `agreement.txt`, for whoever sees the project.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use talkoot_app::{Failure, agreements};
use talkoot_graphql::agreement_key;

use super::{
    Site,
    decisions::{pdf, text},
    files::{failed, refused},
    session::Caller,
};

pub(super) async fn download(
    State(site): State<Site>,
    Caller(session): Caller,
    Path((id, file)): Path<(String, String)>,
) -> Response {
    let Some(actor) = session.actor else {
        return refused(StatusCode::UNAUTHORIZED, "sign in to read an agreement");
    };
    let Some(id) = agreement_key(&id) else {
        return failed(&Failure::NotFound("agreement"));
    };
    let as_pdf = match file.as_str() {
        "agreement.pdf" => true,
        "agreement.txt" => false,
        _ => return failed(&Failure::NotFound("file")),
    };
    match agreements::document(&site.app, &actor, id).await {
        Ok(document) if as_pdf => pdf(document).await,
        Ok(document) => text(&document),
        Err(failure) => failed(&failure),
    }
}
