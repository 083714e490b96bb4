//! The binary `talkoot` word for word, so that a test can start it and kill it.

#[tokio::main]
async fn main() -> std::process::ExitCode {
    talkoot_server::commands::main().await
}
