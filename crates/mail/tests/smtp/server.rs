//! Starts and stops the SMTP server that `server.mjs` runs.

use serde_json::Value;
use std::fs::File;
use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(20);

/// A running SMTP server on a free port of this machine. Stopped when dropped.
pub struct Server {
    process: Child,
    events: Receiver<Value>,
    pub port: u16,
}

impl Server {
    /// Starts the server with these arguments of `server.mjs`.
    pub fn start(arguments: &[&str]) -> Self {
        let folder = folder();
        install(&folder);
        let mut process = Command::new("node")
            .arg(folder.join("server.mjs"))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node is needed for the SMTP tests");
        let output = BufReader::new(process.stdout.take().unwrap());
        let (sender, events) = channel();
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                let Ok(event) = serde_json::from_str(&line) else {
                    continue;
                };
                if sender.send(event).is_err() {
                    break;
                }
            }
        });
        let mut server = Self {
            process,
            events,
            port: 0,
        };
        let port = server.event("listening")["port"].as_u64().unwrap();
        server.port = port.try_into().unwrap();
        server
    }

    /// Tells it how to behave from now on; the words are in `server.mjs`.
    pub fn tell(&mut self, behaviour: &Value) {
        let input = self.process.stdin.as_mut().unwrap();
        writeln!(input, "{behaviour}").unwrap();
        self.event("told");
    }

    /// The next event of this kind; others before it are skipped.
    pub fn event(&self, kind: &str) -> Value {
        loop {
            let event = self
                .events
                .recv_timeout(PATIENCE)
                .expect("the SMTP server reports nothing");
            if event["event"] == kind {
                return event;
            }
        }
    }

    /// The next mail the server took.
    pub fn mail(&self) -> Value {
        self.event("mail")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The server's folder, also for the tests of other crates that use this file.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|above| above.join("crates/mail/tests/smtp"))
        .find(|folder| folder.join("server.mjs").exists())
        .expect("the folder of the SMTP server")
}

/// Installs the server's packages once; tests in other processes wait meanwhile.
fn install(folder: &Path) {
    let lock = File::create(Path::new(env!("CARGO_TARGET_TMPDIR")).join("smtp-server.lock")).unwrap();
    lock.lock().unwrap();
    // npm writes this file last; it is older than the list when that has changed since.
    let changed = |file: &str| {
        std::fs::metadata(folder.join(file))
            .and_then(|file| file.modified())
            .ok()
    };
    let installed = changed("node_modules/.package-lock.json");
    if installed.is_some() && installed >= changed("package-lock.json") {
        return;
    }
    let npm = Command::new("npm")
        .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
        .current_dir(folder)
        .stdout(Stdio::null())
        .status()
        .expect("npm is needed for the SMTP tests");
    assert!(npm.success(), "npm ci failed in {}", folder.display());
}
