//! Runs a command with a PostgreSQL of its own beside it, named in `TALKOOT_TEST_POSTGRES`, and
//! stops the server when the command ends.

use std::{
    process::{Command, ExitCode},
    time::Duration,
};

use talkoot_test_support::{Cluster, drop_abandoned, migrated_template};

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<ExitCode> {
    let mut arguments = std::env::args().skip(1);
    let Some(program) = arguments.next() else {
        anyhow::bail!("say which command to run")
    };
    let cluster = Cluster::start()?;
    let template = migrated_template(&cluster.url()).await?;
    let mut command = Command::new(program)
        .args(arguments)
        .env("TALKOOT_TEST_ENGINE", "postgres")
        .env("TALKOOT_TEST_POSTGRES", cluster.url())
        .env("TALKOOT_TEST_TEMPLATE", template)
        .spawn()?;
    let status = loop {
        if let Some(status) = command.try_wait()? {
            break status;
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
        if let Err(error) = drop_abandoned(&cluster.url()).await {
            eprintln!("databases of tests that have ended are kept: {error:#}");
        }
    };
    drop(cluster);
    Ok(status
        .code()
        .and_then(|code| u8::try_from(code).ok())
        .map_or(ExitCode::FAILURE, ExitCode::from))
}
