//! Processes of the product that die at the edge of a commit.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    time::Duration,
};

/// Where a process dies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Death {
    /// Before its commit of this number.
    Before(usize),
    /// After its commit of this number, before anybody is told.
    After(usize),
    /// Only when it is killed.
    Never,
}

/// A process, killed when dropped.
pub struct Process(Child);

impl Process {
    fn start(arguments: &[&str], database_url: &str, death: Death, settings: &[(&str, &str)]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_talkoot-under-test"));
        command
            .args(arguments)
            .env("DATABASE_URL", database_url)
            .env("PORT", "0")
            .envs(settings.iter().copied())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        match death {
            Death::Before(number) => command.env("TALKOOT_UNDER_TEST_DIES", format!("before {number}")),
            Death::After(number) => command.env("TALKOOT_UNDER_TEST_DIES", format!("after {number}")),
            Death::Never => &mut command,
        };
        Self(command.spawn().expect("the binary under test"))
    }

    /// A server without a worker, and its address.
    pub fn server(database_url: &str, death: Death) -> (Self, String) {
        Self::server_with(database_url, death, &[])
    }

    /// The same with these settings.
    pub fn server_with(database_url: &str, death: Death, settings: &[(&str, &str)]) -> (Self, String) {
        Self::start(&["serve", "--no-worker"], database_url, death, settings).serving()
    }

    /// Waits until it serves; its address.
    fn serving(mut self) -> (Self, String) {
        let output = self.0.stdout.take().expect("its output");
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line).expect("a line");
        let url = line.trim().replace("serving on ", "");
        assert!(url.starts_with("http"), "the server says {line:?}");
        (self, url)
    }

    /// A server with a worker in it, and its address.
    pub fn everything_with(database_url: &str, settings: &[(&str, &str)]) -> (Self, String) {
        Self::start(&["serve"], database_url, Death::Never, settings).serving()
    }

    /// A worker that puts its mails into a folder.
    pub fn worker(database_url: &str, death: Death, folder: &str) -> Self {
        let settings = [("TALKOOT_MAIL_FOLDER", folder)];
        Self::start(&["worker"], database_url, death, &settings)
    }

    /// A worker with these settings.
    pub fn worker_with(database_url: &str, settings: &[(&str, &str)]) -> Self {
        Self::start(&["worker"], database_url, Death::Never, settings)
    }

    /// Ends it without a warning, as a power cut would.
    pub fn kill(&mut self) {
        self.0.kill().expect("a process that lives");
        self.0.wait().expect("its end");
    }

    /// Whether it dies by itself within this time.
    pub async fn dies_within(&mut self, patience: Duration) -> bool {
        const PAUSE: Duration = Duration::from_millis(20);
        let mut waited = Duration::ZERO;
        while waited < patience {
            if self.0.try_wait().expect("its state").is_some() {
                return true;
            }
            tokio::time::sleep(PAUSE).await;
            waited += PAUSE;
        }
        false
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
