//! The disk is full for a while: nothing that was acknowledged is lost, and nobody has to start anything again.

use std::{
    fs::File,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use talkoot_app::Engine;
use talkoot_storage::audit;
use talkoot_test_support::{Cluster, TestApp, engine};

use super::{A_WHILE, load::Load};

/// Room for a database in use, and little more.
const ROOM: &str = "size=24m";
/// Room for a server and a database in use, and little more.
const ROOM_FOR_A_SERVER: &str = "size=160m";

/// A small disk of its own, which goes with it.
struct Disk(tempfile::TempDir);

impl Disk {
    /// Nothing where one may not be mounted.
    fn mount(room: &str) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().to_str().expect("a path");
        as_root(&["mount", "-t", "tmpfs", "-o", room, "tmpfs", path]).then(|| Self(folder))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let path = self.path().to_str().expect("a path");
        assert!(as_root(&["umount", "--lazy", path]), "{path} stays mounted");
    }
}

fn as_root(command: &[&str]) -> bool {
    let run = |command: &[&str]| {
        let mut run = Command::new(command[0]);
        run.args(&command[1..]).stderr(Stdio::null()).stdin(Stdio::null());
        run.status().is_ok_and(|status| status.success())
    };
    run(command) || run(&[&["sudo", "-n"], command].concat())
}

/// Writes until nothing more fits.
fn fill(ballast: &Path) {
    let mut file = File::create(ballast).expect("a file");
    for block in [1 << 20, 1 << 16, 1 << 12, 1] {
        let zeros = vec![0_u8; block];
        while file.write_all(&zeros).is_ok() {}
    }
}

/// Goal: while nothing can be written people are told so; afterwards everything goes on, and each command is there once.
#[tokio::test(flavor = "multi_thread")]
async fn the_disk_is_full_for_a_while() {
    if engine() != Engine::Sqlite {
        return;
    }
    let Some(disk) = Disk::mount(ROOM) else {
        println!("SKIPPED: a full disk; nobody here may mount a small one");
        return;
    };
    let start = "2026-02-02T10:00:00Z".parse().expect("a time");
    let app = TestApp::start_in_file(&disk.path().join("full.db"), start).await;
    let told = full_for_a_while(&app, disk.path(), || {}).await;
    println!("{told}");
    app.finish().await;
}

/// Fills the disk while people work, and makes room again; says what came of it.
async fn full_for_a_while(app: &TestApp, disk: &Path, mut after: impl FnMut()) -> String {
    let load = Load::begin_at(app, Duration::from_millis(20));
    tokio::time::sleep(A_WHILE).await;
    let ballast = disk.join("ballast");
    fill(&ballast);
    tokio::time::sleep(A_WHILE).await;
    let told = load.disturbed();
    std::fs::remove_file(&ballast).expect("room again");
    after();
    tokio::time::sleep(A_WHILE).await;
    let figures = load.end().await;
    assert!(told > 0, "nobody was told that nothing can be written");
    let kept = app.number("SELECT COUNT(*) FROM call").await;
    let acknowledged = i64::try_from(figures.acknowledged).expect("a number");
    assert_eq!(kept, acknowledged, "each command is there once, and nothing else");
    let checkup = audit::verify(app.app.store(), None).await.expect("the log");
    assert!(checkup.is_whole(), "{:#?}", checkup.findings);
    format!("disk full for {} ms: {figures}", A_WHILE.as_millis())
}

/// Goal: the same where a server of its own keeps the database: it may stop, and is started again by whoever keeps it.
#[tokio::test(flavor = "multi_thread")]
async fn the_disk_of_the_server_is_full_for_a_while() {
    if engine() != Engine::Postgres {
        return;
    }
    let Some(disk) = Disk::mount(ROOM_FOR_A_SERVER) else {
        println!("SKIPPED: a full disk; nobody here may mount a small one");
        return;
    };
    let mut server = Cluster::on_a_small_disk(disk.path()).expect("a server");
    let start = "2026-02-02T10:00:00Z".parse().expect("a time");
    let app = TestApp::start_on(&server.url(), start).await;
    let mut stopped = false;
    let told = full_for_a_while(&app, disk.path(), || {
        stopped = server.start_if_it_stopped().expect("the server");
    });
    let told = told.await;
    println!("{told}; the server stopped: {stopped}");
    app.finish().await;
}
