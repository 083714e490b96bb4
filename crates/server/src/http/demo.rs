//! What only a demonstration has: a clock that can be moved, and a page with its sign-ins.

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::json;
use talkoot_app::{SystemClock, told};
use talkoot_domain::policy::Role;
use talkoot_storage::demo_clock::{self, Demonstration};

use super::{Site, page, session::Caller};

#[derive(Debug, Deserialize)]
pub(super) struct MoveClock {
    now: DateTime<Utc>,
}

/// `POST /demo/clock {"now": "2026-07-01T09:00:00Z"}`: moves the clock forward; administrators only.
pub(super) async fn move_clock(
    State(site): State<Site>,
    Caller(session): Caller,
    Json(wanted): Json<MoveClock>,
) -> Response {
    let Some(demo) = &site.demo else {
        return answer(
            StatusCode::NOT_FOUND,
            "the clock can be moved in a demonstration only",
        );
    };
    let may = session.actor.is_some_and(|actor| {
        actor
            .memberships
            .iter()
            .any(|held| held.role == Role::Administrator)
    });
    if !may {
        return answer(
            StatusCode::FORBIDDEN,
            "only an administrator moves the demonstration's clock",
        );
    }
    if wanted.now < site.app.now() {
        return answer(
            StatusCode::UNPROCESSABLE_ENTITY,
            "time does not go backwards, here neither",
        );
    }
    use talkoot_app::Clock;
    let ahead = (wanted.now - SystemClock.now())
        .num_microseconds()
        .unwrap_or(i64::MAX);
    match store(&site, ahead).await {
        Ok(()) => {
            demo.clock.set(ahead);
            Json(json!({ "now": site.app.now() })).into_response()
        }
        Err(failure) => {
            tracing::error!(
                error = told(&failure),
                "the demonstration's clock could not be moved"
            );
            answer(StatusCode::INTERNAL_SERVER_ERROR, "the clock could not be moved")
        }
    }
}

/// `GET /demo/clock`: what the clock shows, and whether the demonstration is loaded; until then its own story
/// moves the clock.
pub(super) async fn read_clock(State(site): State<Site>) -> Response {
    if site.demo.is_none() {
        return answer(
            StatusCode::NOT_FOUND,
            "only a demonstration has a clock of its own",
        );
    }
    match demo_clock::find(site.app.store()).await {
        Ok(found) => {
            let loaded = found.is_some_and(|found| found.loaded);
            Json(json!({ "now": site.app.now(), "loaded": loaded })).into_response()
        }
        Err(failure) => {
            tracing::error!(
                error = told(&failure),
                "the demonstration's clock could not be read"
            );
            answer(
                StatusCode::INTERNAL_SERVER_ERROR,
                "the clock could not be read; try again",
            )
        }
    }
}

async fn store(site: &Site, ahead_microseconds: i64) -> Result<(), talkoot_storage::StorageError> {
    let tx = site.app.store().begin().await?;
    let loaded = demo_clock::find(&tx).await?.is_some_and(|found| found.loaded);
    demo_clock::set(
        &tx,
        Demonstration {
            ahead_microseconds,
            loaded,
        },
    )
    .await?;
    tx.commit().await
}

/// The first page.
pub(super) async fn index(State(site): State<Site>) -> Html<String> {
    Html(page::index(
        site.app.now(),
        site.demo.as_ref().map(|demo| demo.tokens.as_ref()),
    ))
}

fn answer(status: StatusCode, message: &str) -> Response {
    (status, Json(json!({ "message": message }))).into_response()
}
