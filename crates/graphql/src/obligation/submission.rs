use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use talkoot_app::files::StoredFile;
use talkoot_domain::obligation::Submission;

use crate::{
    context::loaders,
    node::{self, Kind},
    organisation::PersonObject,
    outcome::not_found,
};

/// A statement with files, handed in for an obligation. It is never edited: what comes back is handed
/// in anew.
pub(crate) struct SubmissionObject(pub(crate) Submission);

/// A statement with files, handed in for an obligation. It is never edited: what comes back is handed
/// in anew.
#[Object(name = "ObligationSubmission")]
impl SubmissionObject {
    /// Its place among the submissions of the obligation, from 1.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// The statement.
    async fn statement(&self) -> &str {
        &self.0.statement
    }

    /// The files that belong to it.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn files(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<StoredFileObject>> {
        let loaders = loaders(ctx)?;
        let files = self.0.files.iter().map(|&file| loaders.one(file));
        let files = futures::future::try_join_all(files).await?;
        Ok(files.into_iter().flatten().map(StoredFileObject).collect())
    }

    /// Who handed it in.
    async fn submitted_by(&self, ctx: &Context<'_>) -> async_graphql::Result<PersonObject> {
        let person = loaders(ctx)?.one(self.0.submitted.by).await?;
        person.map(PersonObject).ok_or_else(|| not_found("person"))
    }

    /// When.
    async fn submitted_at(&self) -> DateTime<Utc> {
        self.0.submitted.at
    }

    /// What was asked when it came back; absent unless it did.
    async fn questions(&self) -> Option<&[String]> {
        let answered = self.0.answered.as_ref();
        answered.map(|answered| answered.questions.as_slice())
    }

    /// When it came back; absent unless it did.
    async fn returned_at(&self) -> Option<DateTime<Utc>> {
        self.0.answered.as_ref().map(|answered| answered.returned.at)
    }
}

/// A file that was uploaded.
pub(crate) struct StoredFileObject(pub(crate) StoredFile);

/// A file that was uploaded.
#[Object(name = "StoredFile")]
impl StoredFileObject {
    /// Its id in the graph; its content is at `GET /files/{id}`.
    async fn id(&self) -> ID {
        node::id(Kind::File, self.0.id)
    }

    /// The name it was uploaded with.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Its SHA-256, in hexadecimal.
    async fn sha256(&self) -> String {
        self.0.sha256_hex()
    }
}
