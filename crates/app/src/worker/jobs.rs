mod digest;
mod send_mail;

use chrono::Duration;
use strum::IntoEnumIterator;
use talkoot_storage::jobs::{self, Job};
use tracing::{Instrument as _, field::Empty};

use crate::{Answer, App, Failure, TRACED, files, identity, surveys};

/// The kinds of jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum JobKind {
    /// Sends one mail.
    SendMail,
    /// Sends one mail about a survey, to an address.
    SendSurveyMail,
    /// Sends one link to sign in with.
    SendSignInLink,
    /// Deletes the object of a content that no file has any more.
    DeleteFileObject,
    /// Brings a content to where contents are kept.
    MoveFileContent,
    /// Deletes objects that no row names.
    SweepFileObjects,
}

/// After so many tries, which take more than seven days, a job is parked until a person asks for it again
/// with `talkoot resend`.
const MOST_ATTEMPTS: i32 = 180;

/// So many jobs are run before the clock is looked at again.
const AT_ONCE: u64 = 100;

/// Runs jobs that are due, some at a time. Says how many.
///
/// # Errors
/// When the database fails.
pub(super) async fn run_due(app: &App) -> Answer<u64> {
    let known: Vec<&'static str> = JobKind::iter().map(Into::into).collect();
    let mut ran = 0;
    while ran < AT_ONCE
        && let Some(job) = jobs::take(app.store(), &known, app.now()).await?
    {
        ran += 1;
        if let Err(failure) = run(app, &job).await {
            put_back(app, &job, &failure).await?;
        }
    }
    Ok(ran)
}

async fn run(app: &App, job: &Job) -> Answer<()> {
    let kind: JobKind = job.kind.parse().map_err(|_| {
        Failure::internal(format!(
            "no worker of this version knows jobs of kind {}",
            job.kind
        ))
    })?;
    let name: &'static str = kind.into();
    let span = tracing::info_span!(
        target: TRACED,
        "job",
        otel.name = format!("job {name}"),
        otel.kind = "consumer",
        otel.status_code = Empty,
        job.attempts = job.attempts,
    );
    let done = async {
        match kind {
            JobKind::SendMail => send_mail::send(app, job).await,
            JobKind::SendSurveyMail => surveys::send(app, job).await,
            JobKind::SendSignInLink => identity::send_link(app, job).await,
            JobKind::DeleteFileObject => files::delete_object(app, job).await,
            JobKind::MoveFileContent => files::move_content(app, job).await,
            JobKind::SweepFileObjects => files::sweep(app, job).await,
        }
    };
    let done = done.instrument(span.clone()).await;
    if done.is_err() {
        span.record("otel.status_code", "ERROR");
    }
    done
}

/// Tries again later; after more than seven days the job is parked, its mail still unsent and in view.
async fn put_back(app: &App, job: &Job, failure: &Failure) -> Answer<()> {
    let work = app.begin_system("putBackJob").await?;
    // A mail server names the address that it refuses; the mail itself keeps that, and is emptied in its time.
    let error = failure.told();
    tracing::warn!(job = %job.id, kind = job.kind, attempts = job.attempts, error, "a job failed");
    if job.attempts >= MOST_ATTEMPTS {
        jobs::dead(&work.tx, job.id, &error, work.now).await?;
    } else {
        jobs::retry(&work.tx, job.id, &error, work.now + wait(job.attempts)).await?;
    }
    work.close().await
}

/// Each time twice as long, from half a minute to an hour.
pub(super) fn wait(attempts: i32) -> Duration {
    let doublings = u32::try_from(attempts.clamp(1, 8)).unwrap_or(1) - 1;
    Duration::seconds((30_i64 << doublings).min(3600))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_is_tried_for_more_than_seven_days_and_at_least_hourly() {
        let waits: Vec<Duration> = (1..MOST_ATTEMPTS).map(wait).collect();
        assert!(waits.iter().sum::<Duration>() > Duration::days(7));
        assert!(waits.iter().all(|&wait| wait <= Duration::hours(1)));
        assert_eq!(waits[..3], [30, 60, 120].map(Duration::seconds));
    }
}
