//! A PostgreSQL of the tests' own, from Debian's binaries, in a temporary folder, stopped by its
//! process id.

use std::{
    fs,
    net::TcpListener,
    os::unix::fs::{PermissionsExt, chown},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
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
    user: User,
    settings: Vec<String>,
    folder: TempDir,
}

/// Whom the server runs as: user and group, when not ourselves.
type User = Option<(u32, u32)>;

const TRIES: u32 = 150;

impl Cluster {
    /// Starts a server on a free port of loopback, as a user that is not root, without syncing to
    /// disk: it lives as long as the tests.
    ///
    /// # Errors
    /// When PostgreSQL is not installed (`apt-get install postgresql-15`) or does not start.
    pub fn start() -> anyhow::Result<Self> {
        Self::initialised(&["synchronous_commit=off", "full_page_writes=off"])
    }

    /// A server with an empty database, with these settings beside the usual.
    pub(crate) fn initialised(settings: &[&str]) -> anyhow::Result<Self> {
        Self::within(&std::env::temp_dir(), settings)
    }

    /// A server that keeps all it has below this folder, which may be a small disk: little of what it logs is kept.
    ///
    /// # Errors
    /// When PostgreSQL is not installed (`apt-get install postgresql-15`) or does not start.
    pub fn on_a_small_disk(folder: &Path) -> anyhow::Result<Self> {
        Self::within(folder, &["min_wal_size=32MB", "max_wal_size=32MB"])
    }

    fn within(parent: &Path, settings: &[&str]) -> anyhow::Result<Self> {
        let (folder, user) = data_folder(parent)?;
        let done = run_as(user, &binaries()?.join("initdb"))
            .args(["-U", "talkoot", "-A", "trust", "-E", "UTF8"])
            .args(["--locale=C.UTF-8", "--no-sync", "-D"])
            .arg(folder.path().join("data"))
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .output()?;
        well_done("initdb", &done)?;
        Self::over(folder, user, settings)
    }

    /// A server that follows another one, which must be ready for that.
    pub(crate) fn following(primary: &Self, settings: &[&str]) -> anyhow::Result<Self> {
        let (folder, user) = data_folder(&std::env::temp_dir())?;
        let done = run_as(user, &binaries()?.join("pg_basebackup"))
            .args([
                "-h",
                "127.0.0.1",
                "-p",
                &primary.port.to_string(),
                "-U",
                "talkoot",
            ])
            .args(["-R", "-X", "stream", "--checkpoint=fast", "--no-sync", "-D"])
            .arg(folder.path().join("data"))
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .output()?;
        well_done("pg_basebackup", &done)?;
        Self::over(folder, user, settings)
    }

    fn over(folder: TempDir, user: User, settings: &[&str]) -> anyhow::Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let settings = settings.iter().map(ToString::to_string).collect();
        let mut cluster = Self {
            server: launched(&folder, user, port, &settings)?,
            port,
            user,
            settings,
            folder,
        };
        cluster.wait_until_ready()?;
        Ok(cluster)
    }

    /// Loses the server as when its machine loses power: no process of it does anything more.
    pub fn lose(&mut self) {
        let children = children(self.server.id());
        let _ = self.server.kill();
        for child in children {
            // The shell's own: a bare machine has no program of that name.
            let _ = Command::new("sh")
                .args(["-c", &format!("kill -KILL {child}")])
                .status();
        }
        let _ = self.server.wait();
    }

    /// Starts it again after it was lost, on the same port over the same data.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start_again(&mut self) -> anyhow::Result<()> {
        self.server = launched(&self.folder, self.user, self.port, &self.settings)?;
        self.wait_until_ready()
    }

    /// Starts it again when it has stopped; whether it had.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start_if_it_stopped(&mut self) -> anyhow::Result<bool> {
        let has_stopped = self.server.try_wait()?.is_some();
        if has_stopped {
            self.start_again()?;
        }
        Ok(has_stopped)
    }

    /// The port of loopback that it listens on.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    fn wait_until_ready(&mut self) -> anyhow::Result<()> {
        let bin = binaries()?;
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

/// A temporary folder with an empty folder `data` in it that belongs to the user of the server.
fn data_folder(parent: &Path) -> anyhow::Result<(TempDir, User)> {
    let folder = tempfile::Builder::new()
        .prefix("talkoot-pg-")
        .tempdir_in(parent)?;
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755))?;
    let data = folder.path().join("data");
    fs::create_dir(&data)?;
    fs::set_permissions(&data, fs::Permissions::from_mode(0o700))?;
    let user = unprivileged_user()?;
    if let Some((uid, gid)) = user {
        chown(&data, Some(uid), Some(gid))?;
    }
    Ok((folder, user))
}

fn well_done(program: &str, done: &Output) -> anyhow::Result<()> {
    let said = String::from_utf8_lossy(&done.stderr);
    ensure!(done.status.success(), "{program} failed: {said}");
    Ok(())
}

fn launched(folder: &TempDir, user: User, port: u16, settings: &Vec<String>) -> anyhow::Result<Child> {
    let mut command = run_as(user, &binaries()?.join("postgres"));
    command.arg("-D").arg(folder.path().join("data"));
    command.args(["-p", &port.to_string(), "-h", "127.0.0.1"]);
    command.args([
        "-c",
        "fsync=off",
        "-c",
        "max_connections=300",
        "-c",
        "unix_socket_directories=",
    ]);
    for setting in settings {
        command.args(["-c", setting]);
    }
    Ok(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?)
}

/// The processes that a process has started.
fn children(of: u32) -> Vec<u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().filter_map(Result::ok);
    let ids = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    ids.filter(|id| {
        let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        // Behind the name, which may hold anything: the state, and the parent.
        let rest = stat.rsplit_once(')').map(|(_, rest)| rest).unwrap_or_default();
        rest.split_whitespace().nth(1) == Some(&of.to_string())
    })
    .collect()
}

/// Where a program of PostgreSQL is, as `pg_dump`.
///
/// # Errors
/// When PostgreSQL is not installed (`apt-get install postgresql-15`).
pub fn postgres_program(name: &str) -> anyhow::Result<PathBuf> {
    Ok(binaries()?.join(name))
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
fn unprivileged_user() -> anyhow::Result<User> {
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

fn run_as(user: User, program: &std::path::Path) -> Command {
    use std::os::unix::process::CommandExt;
    let mut command = Command::new(program);
    command.current_dir("/");
    if let Some((uid, gid)) = user {
        command.uid(uid).gid(gid);
    }
    command
}
