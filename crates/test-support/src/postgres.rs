//! A PostgreSQL of the tests' own, from Debian's binaries, in a temporary folder, stopped by its
//! process id.

use std::{
    fs,
    net::TcpListener,
    os::unix::fs::{PermissionsExt, chown},
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use anyhow::{Context, bail, ensure};
use tempfile::TempDir;

/// A running server. Stops when dropped.
#[derive(Debug)]
pub struct Cluster {
    server: Child,
    port: u16,
    _folder: TempDir,
}

const TRIES: u32 = 150;

impl Cluster {
    /// Starts a server on a free port of loopback, as a user that is not root, without syncing to
    /// disk: it lives as long as the tests.
    ///
    /// # Errors
    /// When PostgreSQL is not installed (`apt-get install postgresql-15`) or does not start.
    pub fn start() -> anyhow::Result<Self> {
        let bin = binaries()?;
        let folder = tempfile::Builder::new().prefix("talkoot-pg-").tempdir()?;
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755))?;
        let data = folder.path().join("data");
        fs::create_dir(&data)?;
        let user = unprivileged_user()?;
        if let Some((uid, gid)) = user {
            chown(&data, Some(uid), Some(gid))?;
        }
        let done = run_as(user, &bin.join("initdb"))
            .args([
                "-U",
                "talkoot",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
                "-D",
            ])
            .arg(&data)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .output()?;
        ensure!(
            done.status.success(),
            "initdb failed: {}",
            String::from_utf8_lossy(&done.stderr)
        );
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let server = run_as(user, &bin.join("postgres"))
            .arg("-D")
            .arg(&data)
            .args(["-p", &port.to_string(), "-h", "127.0.0.1"])
            .args([
                "-c",
                "fsync=off",
                "-c",
                "synchronous_commit=off",
                "-c",
                "full_page_writes=off",
            ])
            .args(["-c", "max_connections=300", "-c", "unix_socket_directories="])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let mut cluster = Self {
            server,
            port,
            _folder: folder,
        };
        cluster.wait_until_ready(&bin)?;
        Ok(cluster)
    }

    fn wait_until_ready(&mut self, bin: &std::path::Path) -> anyhow::Result<()> {
        for _ in 0..TRIES {
            if let Some(status) = self.server.try_wait()? {
                bail!("PostgreSQL ended at once with {status}");
            }
            let ready = Command::new(bin.join("pg_isready"))
                .args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()])
                .status()?;
            if ready.success() {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(100));
        }
        bail!("PostgreSQL was not ready in time")
    }

    /// The URL of the server without a database name, ending in a slash.
    #[must_use]
    pub fn url(&self) -> String {
        format!("postgres://talkoot@127.0.0.1:{}/", self.port)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // Killing the postmaster takes its children along; nothing of the data is kept.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn binaries() -> anyhow::Result<PathBuf> {
    let mut versions: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .context("PostgreSQL is not installed; run: apt-get install -y postgresql-15")?
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|bin| bin.join("initdb").exists())
        .collect();
    versions.sort();
    versions
        .pop()
        .context("PostgreSQL's server is not installed; run: apt-get install -y postgresql-15")
}

/// The user `postgres` when we are root, who may not run the server; otherwise ourselves.
fn unprivileged_user() -> anyhow::Result<Option<(u32, u32)>> {
    let id = Command::new("id").arg("-u").output()?;
    if String::from_utf8_lossy(&id.stdout).trim() != "0" {
        return Ok(None);
    }
    let passwd = fs::read_to_string("/etc/passwd")?;
    let line = passwd
        .lines()
        .find(|line| line.starts_with("postgres:"))
        .context("there is no user postgres; run: apt-get install -y postgresql-15")?;
    let mut fields = line.split(':').skip(2);
    let mut number = || fields.next().and_then(|field| field.parse().ok());
    number()
        .zip(number())
        .map(Some)
        .context("the user postgres has no numbers in /etc/passwd")
}

fn run_as(user: Option<(u32, u32)>, program: &std::path::Path) -> Command {
    use std::os::unix::process::CommandExt;
    let mut command = Command::new(program);
    command.current_dir("/");
    if let Some((uid, gid)) = user {
        command.uid(uid).gid(gid);
    }
    command
}
