//! Files travel over plain HTTP: `POST /files` (one multipart field `file`, and `organisation`, the
//! id of the municipality it belongs to), `GET /files/{id}`.

use std::convert::Infallible;

use axum::{
    Json,
    body::{Body, Bytes},
    extract::{Multipart, Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures::stream;
use serde_json::json;
use talkoot_app::{Failure, files};
use talkoot_domain::workflow::{Refusal, RefusalCode};
use talkoot_graphql::{file_id, file_key, organisation_key};

use super::{FILE_BODY, Site, room::Taken, session::Caller};

/// So much of a file goes out at a time.
const PIECE: usize = 64 * 1024;

pub(super) async fn upload(
    State(site): State<Site>,
    Caller(session): Caller,
    headers: HeaderMap,
    mut form: Multipart,
) -> Response {
    let Some(actor) = session.actor else {
        return refused(StatusCode::UNAUTHORIZED, "sign in to upload files");
    };
    // Before anything of the body is read, until nothing of it is held any more.
    let _room = match site.inwards.take(actor.person, announced(&headers)).await {
        Ok(taken) => taken,
        Err(full) => return *full,
    };
    let mut organisation = None;
    let mut file = None;
    loop {
        match form.next_field().await {
            Ok(None) => break,
            Ok(Some(field)) => {
                let name = field.name().unwrap_or_default().to_owned();
                let file_name = field.file_name().unwrap_or("file").to_owned();
                match (name.as_str(), field.bytes().await) {
                    (_, Err(fault)) => return refused(fault.status(), &fault.body_text()),
                    ("organisation", Ok(bytes)) => {
                        organisation = Some(String::from_utf8_lossy(&bytes).into_owned());
                    }
                    ("file", Ok(bytes)) => file = Some((file_name, bytes)),
                    (_, Ok(_)) => {}
                }
            }
            Err(fault) => return refused(fault.status(), &fault.body_text()),
        }
    }
    let (Some(organisation), Some((name, content))) = (organisation, file) else {
        return refused(
            StatusCode::UNPROCESSABLE_ENTITY,
            "send a multipart form with the fields \"organisation\" (the id of your municipality) and \"file\"",
        );
    };
    let Some(organisation) = organisation_key(&organisation) else {
        return refused(
            StatusCode::NOT_FOUND,
            "there is no such organisation, or it is not yours",
        );
    };
    match files::upload(&site.app, &actor, organisation, &name, &content).await {
        Ok(stored) => {
            let body = json!({
                "id": file_id(stored.id),
                "name": stored.name,
                "sha256": stored.sha256_hex(),
            });
            (StatusCode::CREATED, Json(body)).into_response()
        }
        Err(failure) => failed(&failure),
    }
}

/// How large a body is by its head; as large as it may be when its head does not say.
fn announced(headers: &HeaderMap) -> usize {
    let length = headers.get(header::CONTENT_LENGTH);
    let length = length.and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    length.unwrap_or(FILE_BODY).min(FILE_BODY)
}

pub(super) async fn download(
    State(site): State<Site>,
    Caller(session): Caller,
    Path(id): Path<String>,
) -> Response {
    let Some(actor) = session.actor else {
        return refused(StatusCode::UNAUTHORIZED, "sign in to read files");
    };
    let Some(id) = file_key(&id) else {
        return failed(&Failure::NotFound("file"));
    };
    let size = match files::size(&site.app, &actor, id).await {
        Ok(size) => size,
        Err(failure) => return failed(&failure),
    };
    let taken = match site.outwards.take(actor.person, size).await {
        Ok(taken) => taken,
        Err(full) => return *full,
    };
    match files::download(&site.app, &actor, id).await {
        Ok((file, content)) => {
            // The name goes into the header as UTF-8 in percent form only, so it cannot add a header.
            let name: String = file.name.bytes().map(|byte| format!("%{byte:02X}")).collect();
            let disposition = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{name}"))
                .unwrap_or(HeaderValue::from_static("attachment"));
            let headers = [
                (
                    header::CONTENT_TYPE,
                    HeaderValue::from_static("application/octet-stream"),
                ),
                (header::CONTENT_DISPOSITION, disposition),
                (header::CONTENT_LENGTH, HeaderValue::from(content.len())),
            ];
            (headers, in_pieces(content, taken)).into_response()
        }
        Err(failure) => failed(&failure),
    }
}

/// The content, with its room until the last of it has gone.
fn in_pieces(content: Vec<u8>, taken: Taken) -> Body {
    let pieces = stream::unfold((Bytes::from(content), taken), |(mut rest, taken)| async move {
        let piece = rest.split_to(rest.len().min(PIECE));
        (!piece.is_empty()).then_some((Ok::<_, Infallible>(piece), (rest, taken)))
    });
    Body::from_stream(pieces)
}

pub(super) fn refused(status: StatusCode, message: &str) -> Response {
    (status, Json(json!({ "message": message }))).into_response()
}

/// What is refused because somebody who has to be asked does not answer.
fn cannot_be_told_now(refusal: &Refusal) -> bool {
    refusal.code == RefusalCode::CannotCheck
}

pub(super) fn failed(failure: &Failure) -> Response {
    match failure {
        Failure::Refused(refusals) if refusals.iter().any(cannot_be_told_now) => {
            let again = [(header::RETRY_AFTER, "30")];
            (
                again,
                refused(StatusCode::SERVICE_UNAVAILABLE, &failure.to_string()),
            )
                .into_response()
        }
        Failure::Refused(_) => refused(StatusCode::UNPROCESSABLE_ENTITY, &failure.to_string()),
        Failure::NotFound(_) => refused(StatusCode::NOT_FOUND, &failure.to_string()),
        Failure::Internal(_) => {
            tracing::error!(error = failure.told(), "a file request failed");
            refused(StatusCode::INTERNAL_SERVER_ERROR, &failure.to_string())
        }
    }
}
