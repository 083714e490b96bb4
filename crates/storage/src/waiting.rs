//! What waits for the authority, project by project.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, Statement};
use talkoot_domain::ids::{OrganisationId, ProjectId};
use uuid::Uuid;

use crate::{Access, StorageError};

/// What kind of matter waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::EnumIter)]
pub enum Kind {
    /// Reports that were handed in: portfolio, interim, final and follow-up reports.
    Reports,
    /// Claims that were submitted, or whose content is checked.
    Claims,
    /// Change requests that are not decided.
    ChangeRequests,
    /// Answers to supplement requests.
    Supplements,
}

/// What waits in a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The project.
    pub project: ProjectId,
    /// What.
    pub kind: Kind,
    /// How many.
    pub number: i64,
    /// Since when the oldest waits.
    pub since: DateTime<Utc>,
}

const fn sql(kind: Kind) -> &'static str {
    match kind {
        Kind::Reports => {
            "SELECT one.project_id, COUNT(*) AS number, MIN(one.submitted_at) AS since FROM obligation AS one \
             JOIN project ON project.id = one.project_id WHERE project.authority_id = $1 \
             AND one.state = 'submitted' \
             AND one.kind IN ('portfolio_report', 'interim_report', 'final_report', 'follow_up') \
             GROUP BY one.project_id"
        }
        Kind::Supplements => {
            "SELECT one.project_id, COUNT(*) AS number, MIN(one.submitted_at) AS since FROM obligation AS one \
             JOIN project ON project.id = one.project_id WHERE project.authority_id = $1 \
             AND one.state = 'submitted' AND one.kind = 'supplement_request' GROUP BY one.project_id"
        }
        Kind::Claims => {
            "SELECT one.project_id, COUNT(*) AS number, MIN(one.submitted_at) AS since FROM claim AS one \
             JOIN project ON project.id = one.project_id WHERE project.authority_id = $1 \
             AND one.state IN ('submitted', 'content_checked') GROUP BY one.project_id"
        }
        Kind::ChangeRequests => {
            "SELECT one.project_id, COUNT(*) AS number, MIN(one.submitted_at) AS since FROM change_request AS one \
             JOIN project ON project.id = one.project_id WHERE project.authority_id = $1 \
             AND one.state = 'submitted' GROUP BY one.project_id"
        }
    }
}

/// What waits for an authority in its projects; the caller answers for the scope.
///
/// # Errors
/// When the database fails.
pub async fn of_authority(db: &impl Access, authority: OrganisationId) -> Result<Vec<Waiting>, StorageError> {
    use strum::IntoEnumIterator;
    let connection = db.connection();
    let mut found = Vec::new();
    for kind in Kind::iter() {
        let statement = Statement::from_sql_and_values(
            connection.get_database_backend(),
            sql(kind),
            [Uuid::from(authority).into()],
        );
        for row in connection.query_all_raw(statement).await? {
            found.push(Waiting {
                project: row.try_get::<Uuid>("", "project_id")?.into(),
                kind,
                number: row.try_get("", "number")?,
                since: row.try_get("", "since")?,
            });
        }
    }
    Ok(found)
}
