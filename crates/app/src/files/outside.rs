//! What the worker does about contents outside of the database: each a job, for their place may be away.

use serde_json::json;
use talkoot_storage::{
    StorageError, files,
    jobs::{self, Job, NewJob},
    told_once,
};
use uuid::Uuid;

use crate::{Answer, App, Failure};

const SWEEP: &str = "sweep_file_objects";

fn what(job: &Job) -> Answer<&str> {
    let what = job.payload["what"].as_str();
    what.ok_or_else(|| Failure::internal(format!("job {} does not say what it is about", job.id)))
}

async fn done(app: &App, job: &Job) -> Answer<()> {
    let work = app.begin_system("keepFiles").await?;
    jobs::done(&work.tx, job.id, work.now).await?;
    work.close().await
}

/// What went wrong outside goes into the job, and is tried again; nobody waits for it.
fn outside<T>(answer: Result<T, StorageError>) -> Answer<T> {
    answer.map_err(Failure::internal)
}

/// Deletes the object of a content that went.
pub(crate) async fn delete_object(app: &App, job: &Job) -> Answer<()> {
    outside(files::can_work(app.store()))?;
    outside(files::delete_object(app.store(), what(job)?).await)?;
    done(app, job).await
}

/// Brings a content to where contents are kept, which was kept in the database by a transaction.
pub(crate) async fn move_content(app: &App, job: &Job) -> Answer<()> {
    if app.store().places().keep().is_some() {
        outside(files::can_work(app.store()))?;
        let hash = hex::decode(what(job)?).map_err(Failure::internal)?;
        let hash: [u8; 32] = hash
            .try_into()
            .map_err(|_| Failure::internal("a hash has 32 bytes"))?;
        let row = outside(files::registered(app.store(), hash).await)?;
        // From one place to another one a person moves it.
        if row.is_some_and(|row| row.key.is_none()) {
            outside(files::bring(app.store(), hash, app.now()).await)?;
        }
    }
    done(app, job).await
}

/// Notes in the places of files how far the log has come, where there are any; what cannot be noted is said in the log, and
/// everything else goes on.
pub(crate) async fn note(app: &App) {
    if app.store().places().all().next().is_none() {
        return;
    }
    if let Err(failure) = outside(files::note(app.store()).await) {
        tracing::warn!(
            error = failure.told(),
            "the place of files could not be told how far the log has come; it is tried again in an hour"
        );
    }
}

/// Deletes what no row names.
pub(crate) async fn sweep(app: &App, job: &Job) -> Answer<()> {
    outside(files::can_work(app.store()))?;
    let deleted = outside(files::sweep(app.store()).await)?;
    if deleted > 0 {
        tracing::info!(deleted, "objects that no file has were deleted");
    }
    done(app, job).await
}

/// Has the objects outside swept once a day, where there are places outside. Says how many times.
pub(crate) async fn sweep_due(app: &App) -> Answer<u64> {
    if app.store().places().all().next().is_none() {
        return Ok(0);
    }
    let name = format!("{SWEEP}:{}", app.today());
    if told_once::was(app.store(), &name).await? {
        return Ok(0);
    }
    let work = app.begin_system("sweepFiles").await?;
    if !told_once::tell(&work.tx, &name, work.now).await? {
        return Ok(0);
    }
    let job = NewJob {
        id: app.new_id::<Uuid>(),
        kind: SWEEP,
        unique_key: name,
        payload: json!({}),
        run_at: work.now,
    };
    jobs::enqueue(&work.tx, job).await?;
    work.close().await?;
    Ok(1)
}

#[cfg(test)]
mod tests {
    use crate::worker::JobKind;

    #[test]
    fn the_worker_knows_the_jobs_by_their_names() {
        for (name, kind) in [
            (talkoot_storage::files::DELETE_OBJECT, JobKind::DeleteFileObject),
            (talkoot_storage::files::MOVE_CONTENT, JobKind::MoveFileContent),
            (super::SWEEP, JobKind::SweepFileObjects),
        ] {
            assert_eq!(name.parse(), Ok(kind), "{name}");
        }
    }
}
