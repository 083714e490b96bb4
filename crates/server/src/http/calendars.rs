//! Calendars under secret links: `GET /calendars/{secret}.ics`, without a sign-in, for calendar programs. A link that
//! leads nowhere is not found, whether it never was or was revoked.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use talkoot_app::{Failure, calendar_feeds};

use super::{Site, files::failed};

pub(super) async fn read(State(site): State<Site>, Path(file): Path<String>) -> Response {
    let Some(secret) = file.strip_suffix(".ics") else {
        return failed(&Failure::NotFound("calendar"));
    };
    match calendar_feeds::published(&site.app, secret).await {
        Ok(Some(calendar)) => {
            let headers = [
                (
                    header::CONTENT_TYPE,
                    HeaderValue::from_static("text/calendar; charset=utf-8"),
                ),
                // It belongs to one person: nothing in between keeps it.
                (
                    header::CACHE_CONTROL,
                    HeaderValue::from_static("private, no-cache"),
                ),
            ];
            (headers, calendar.text).into_response()
        }
        Ok(None) => failed(&Failure::NotFound("calendar")),
        Err(failure) => failed(&failure),
    }
}
