use std::sync::atomic::Ordering;

use sqlx::{
    AssertSqlSafe, ConnectOptions as _, Connection as _, FromRow,
    postgres::{PgConnectOptions, PgConnection, PgRow},
    sqlite::{SqliteConnectOptions, SqliteConnection, SqliteRow},
};

use talkoot_storage::audit::{self, Finding};

use crate::TestApp;

enum Connection {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl TestApp {
    async fn past_the_engine(&self) -> Connection {
        if self.database_url.starts_with("postgres:") {
            let options: PgConnectOptions = self.database_url.parse().expect("the URL of the database");
            Connection::Postgres(options.connect().await.expect("a connection"))
        } else {
            let options: SqliteConnectOptions = self.database_url.parse().expect("the URL of the database");
            let options = options.foreign_keys(false);
            Connection::Sqlite(options.connect().await.expect("a connection"))
        }
    }

    /// Runs statements on the database past the engine, as somebody with the right to write would.
    ///
    /// # Errors
    /// Those of the database.
    ///
    /// # Panics
    /// When the database is not there.
    pub async fn by_hand(&self, sql: &str) -> Result<(), sqlx::Error> {
        self.tampered.store(true, Ordering::Relaxed);
        let statements = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
        match self.past_the_engine().await {
            Connection::Sqlite(mut connection) => {
                let done = statements.execute(&mut connection).await;
                connection.close().await.expect("the end of the connection");
                done.map(drop)
            }
            Connection::Postgres(mut connection) => {
                let done = statements.execute(&mut connection).await;
                connection.close().await.expect("the end of the connection");
                done.map(drop)
            }
        }
    }

    /// The same as the owner of the database, whom no trigger and no foreign key stops.
    ///
    /// # Panics
    /// When the database refuses.
    pub async fn as_owner(&self, sql: &str) {
        let unguarded = if self.database_url.starts_with("postgres:") {
            "SET session_replication_role = replica;"
        } else {
            "DROP TRIGGER IF EXISTS audit_entry_is_not_changed; DROP TRIGGER IF EXISTS \
             audit_entry_is_not_deleted; DROP TRIGGER IF EXISTS log_head_is_not_deleted; DROP TRIGGER IF \
             EXISTS log_head_goes_forward;"
        };
        self.by_hand(&format!("{unguarded} {sql}"))
            .await
            .unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// What the doctor finds after the owner changed this table; it is put back.
    ///
    /// # Panics
    /// When the database refuses.
    pub async fn found_after(&self, table: &str, sql: &str) -> Vec<Finding> {
        self.as_owner(&format!("CREATE TABLE kept_{table} AS SELECT * FROM {table}"))
            .await;
        self.as_owner(sql).await;
        let found = audit::verify(self.app.store(), None).await.expect("an answer");
        self.as_owner(&format!(
            "DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept_{table}; DROP TABLE kept_{table}"
        ))
        .await;
        found.findings
    }

    /// Writes so many cost lines past the engine into an import, copies of one that is there, each with a voucher of
    /// its own, and lets the database look at what it holds. `import` is SQL that gives the id of the import.
    ///
    /// # Panics
    /// When the database refuses.
    pub async fn many_cost_lines(&self, import: &str, count: u32) {
        let id = if self.database_url.starts_with("postgres:") {
            "gen_random_uuid()"
        } else {
            "randomblob(16)"
        };
        let sql = format!(
            "INSERT INTO cost_line (id, version, cost_report_id, import_id, row_number, voucher, line_number,
                 posted_on, account, account_name, cost_centre, project_code, supplier_name, supplier_id,
                 description, amount_cents, booked_cents, occurrence, category, sub_area_id, verification)
             WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers
                 WHERE number < {count})
             SELECT {id}, 1, one.cost_report_id, one.import_id, 1000 + numbers.number,
                 CAST(20000000 + numbers.number AS TEXT), '', one.posted_on, one.account, one.account_name,
                 one.cost_centre, '', '', '', '', numbers.number, numbers.number, 1, one.category,
                 one.sub_area_id, 'pending'
             FROM (SELECT * FROM cost_line WHERE import_id = ({import}) ORDER BY row_number LIMIT 1) AS one
             CROSS JOIN numbers;
             ANALYZE"
        );
        self.by_hand(&sql)
            .await
            .unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// A number that the database gives.
    ///
    /// # Panics
    /// When it gives none.
    pub async fn number(&self, sql: &str) -> i64 {
        self.one(sql).await
    }

    /// A text that the database gives.
    ///
    /// # Panics
    /// When it gives none.
    pub async fn text(&self, sql: &str) -> String {
        self.one(sql).await
    }

    async fn one<T>(&self, sql: &str) -> T
    where
        T: Send + Unpin,
        for<'r> (T,): FromRow<'r, SqliteRow> + FromRow<'r, PgRow>,
    {
        let text = AssertSqlSafe(sql.to_owned());
        let one: Result<(T,), sqlx::Error> = match self.past_the_engine().await {
            Connection::Sqlite(mut connection) => {
                let one = sqlx::query_as(text).fetch_one(&mut connection).await;
                connection.close().await.expect("the end of the connection");
                one
            }
            Connection::Postgres(mut connection) => {
                let one = sqlx::query_as(text).fetch_one(&mut connection).await;
                connection.close().await.expect("the end of the connection");
                one
            }
        };
        one.unwrap_or_else(|error| panic!("{sql}: {error}")).0
    }
}
