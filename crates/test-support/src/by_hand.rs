use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};

use crate::TestApp;

impl TestApp {
    /// Runs statements on the database past the engine, as somebody with the right to would.
    ///
    /// # Errors
    /// Those of the database.
    ///
    /// # Panics
    /// When the database is not there.
    pub async fn by_hand(&self, sql: &str) -> Result<(), sqlx::Error> {
        let statements = AssertSqlSafe(sql.to_owned());
        if self.database_url.starts_with("postgres:") {
            let options: sqlx::postgres::PgConnectOptions =
                self.database_url.parse().expect("the URL of the database");
            let mut connection = options.connect().await.expect("a connection");
            let done = sqlx::raw_sql(statements).execute(&mut connection).await;
            connection.close().await.expect("the end of the connection");
            return done.map(drop);
        }
        let options: sqlx::sqlite::SqliteConnectOptions =
            self.database_url.parse().expect("the URL of the database");
        let mut connection = options.connect().await.expect("a connection");
        let done = sqlx::raw_sql(statements).execute(&mut connection).await;
        connection.close().await.expect("the end of the connection");
        done.map(drop)
    }
}
