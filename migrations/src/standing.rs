//! How the schema of a database and this program stand to each other.

use std::{collections::BTreeSet, fmt};

use sea_orm_migration::{
    SchemaManager,
    sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, Statement},
};

use crate::{Steps, Version};

/// The step with which databases began to say which programs may use them.
const NOTES: &str = "m20261129_990000_note_oldest_program";

/// Whether a program and a schema fit together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Every step of this program is taken, and no other.
    UpToDate,
    /// A newer program has taken steps, and they only add: this one goes on.
    Newer {
        /// The steps that this program does not know.
        unknown: Vec<String>,
    },
    /// Steps of this program are not taken yet.
    Older {
        /// Those steps, in order.
        pending: Vec<String>,
    },
    /// A newer program has taken away what this one uses.
    Outgrown {
        /// The step that did.
        step: String,
        /// The oldest program that does without it.
        oldest_program: String,
    },
    /// The schema has steps that this program does not know and lacks some that it does.
    Foreign {
        /// The first step that is not known.
        unknown: String,
        /// The first step that is missing.
        pending: String,
    },
}

impl Fit {
    /// Whether this program may use the database as it is.
    #[must_use]
    pub const fn is_usable(&self) -> bool {
        matches!(self, Self::UpToDate | Self::Newer { .. })
    }
}

/// In words for whoever runs it, with what to do.
impl fmt::Display for Fit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let own = Version::of_this_program();
        match self {
            Self::UpToDate => f.write_str("up to date"),
            Self::Newer { unknown } => write!(
                f,
                "newer than this program by {} steps, which only add to it; this program goes on",
                unknown.len()
            ),
            Self::Older { pending } => write!(
                f,
                "older than this program, {} migrations are pending; run `talkoot migrate`",
                pending.len()
            ),
            Self::Outgrown { step, oldest_program } => write!(
                f,
                "made for Talkoot {oldest_program} or newer by the step {step}, and this is {own}; install \
                 {oldest_program} or newer in the place of this program"
            ),
            Self::Foreign { unknown, pending } => write!(
                f,
                "of another line of versions: it has the step {unknown}, which this program ({own}) does not know, and \
                 lacks {pending}; start a version that has both"
            ),
        }
    }
}

/// Looks, and changes nothing.
///
/// # Errors
/// When the database does not answer.
pub async fn fit(db: &DatabaseConnection, steps: &Steps) -> Result<Fit, DbErr> {
    let taken = taken(db).await?;
    if let Some(outgrown) = outgrown_by(db, steps, &taken).await? {
        return Ok(outgrown);
    }
    let known: BTreeSet<&str> = steps.names().collect();
    let unknown: Vec<String> = taken
        .iter()
        .filter(|name| !known.contains(name.as_str()))
        .cloned()
        .collect();
    let pending: Vec<String> = steps
        .names()
        .filter(|&name| !taken.contains(name))
        .map(ToOwned::to_owned)
        .collect();
    Ok(match (unknown.first(), pending.first()) {
        (None, None) => Fit::UpToDate,
        (Some(_), None) => Fit::Newer { unknown },
        (None, Some(_)) => Fit::Older { pending },
        (Some(unknown), Some(pending)) => Fit::Foreign {
            unknown: unknown.clone(),
            pending: pending.clone(),
        },
    })
}

/// Why this program may not use the database any more, if that is so: one small question, asked again and again.
///
/// # Errors
/// When the database does not answer.
pub async fn outgrown(db: &DatabaseConnection, steps: &Steps) -> Result<Option<Fit>, DbErr> {
    const SQL: &str = "SELECT step, oldest_program FROM schema_needs ORDER BY step";
    let rows = db
        .query_all_raw(Statement::from_string(db.get_database_backend(), SQL))
        .await?;
    for row in rows {
        let (step, oldest_program): (String, String) =
            (row.try_get("", "step")?, row.try_get("", "oldest_program")?);
        // A version that cannot be read is one of times to come.
        let is_enough = oldest_program
            .parse::<Version>()
            .is_ok_and(|oldest| oldest <= steps.version());
        if !is_enough {
            return Ok(Some(Fit::Outgrown { step, oldest_program }));
        }
    }
    Ok(None)
}

async fn outgrown_by(
    db: &DatabaseConnection,
    steps: &Steps,
    taken: &BTreeSet<String>,
) -> Result<Option<Fit>, DbErr> {
    if taken.contains(NOTES) {
        outgrown(db, steps).await
    } else {
        Ok(None)
    }
}

async fn taken(db: &DatabaseConnection) -> Result<BTreeSet<String>, DbErr> {
    const SQL: &str = "SELECT version FROM seaql_migrations";
    if !SchemaManager::new(db).has_table("seaql_migrations").await? {
        return Ok(BTreeSet::new());
    }
    let rows = db
        .query_all_raw(Statement::from_string(db.get_database_backend(), SQL))
        .await?;
    rows.iter().map(|row| row.try_get("", "version")).collect()
}
