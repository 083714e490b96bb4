//! What people upload is looked at before anything of it is kept: by its bytes, and by a scanner where there is one.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

use chrono::{TimeZone, Utc};
use talkoot_server::{clamd::Clamd, http::Extras};
use talkoot_test_support::{TestApp, TestDatabase};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, UnixListener},
};

use crate::running::{refused, said, talkoot};

/// The file that every scanner takes for a virus, in two parts, so that none takes this source for one.
fn eicar() -> Vec<u8> {
    let parts = [
        "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD",
        "-ANTIVIRUS-TEST-FILE!$H+H*",
    ];
    parts.concat().into_bytes()
}

/// A daemon that speaks as ClamAV's does and knows one virus.
#[derive(Clone, Debug, Default)]
struct Daemon {
    seen: Arc<Mutex<Vec<Vec<u8>>>>,
    /// Takes no more than a few bytes, as with a small `StreamMaxLength`.
    full: Arc<AtomicBool>,
    /// Says what nobody understands.
    confused: Arc<AtomicBool>,
}

impl Daemon {
    async fn on_port(&self) -> (Clamd, tokio::task::JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let daemon = self.clone();
        let task = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.expect("a connection");
                tokio::spawn(daemon.clone().talk(stream));
            }
        });
        (address.parse().expect("an address"), task)
    }

    fn on_socket(&self, folder: &std::path::Path) -> Clamd {
        let path = folder.join("clamd.ctl");
        let listener = UnixListener::bind(&path).expect("a socket");
        let daemon = self.clone();
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.expect("a connection");
                tokio::spawn(daemon.clone().talk(stream));
            }
        });
        path.display().to_string().parse().expect("a path")
    }

    async fn talk(self, mut stream: impl AsyncRead + AsyncWrite + Unpin + Send) {
        let mut command = Vec::new();
        while command.last() != Some(&0) {
            command.push(stream.read_u8().await.expect("a command"));
        }
        let answer = match command.as_slice() {
            b"zPING\0" => "PONG".to_owned(),
            b"zINSTREAM\0" => self.scan(&mut stream).await,
            _ => "UNKNOWN COMMAND".to_owned(),
        };
        stream
            .write_all(format!("{answer}\0").as_bytes())
            .await
            .expect("an answer");
        stream.shutdown().await.expect("the end");
    }

    async fn scan(&self, stream: &mut (impl AsyncRead + Unpin)) -> String {
        let mut content = Vec::new();
        loop {
            let length = stream.read_u32().await.expect("a length");
            if length == 0 {
                break;
            }
            let mut chunk = vec![0; usize::try_from(length).expect("a length")];
            stream.read_exact(&mut chunk).await.expect("a chunk");
            content.extend(chunk);
            if self.full.load(Ordering::Relaxed) {
                return "INSTREAM size limit exceeded. ERROR".to_owned();
            }
        }
        let virus = eicar();
        let found = content.windows(virus.len()).any(|part| part == virus);
        self.seen.lock().expect("what was seen").push(content);
        match found {
            _ if self.confused.load(Ordering::Relaxed) => "stream: perhaps".to_owned(),
            true => "stream: Eicar-Test-Signature FOUND".to_owned(),
            false => "stream: OK".to_owned(),
        }
    }
}

async fn started_with(clamd: Clamd) -> TestApp {
    let now = Utc
        .with_ymd_and_hms(2026, 2, 2, 10, 0, 0)
        .single()
        .expect("a time");
    let scanned = |app: talkoot_app::App| app.with_scanner(Some(Arc::new(clamd)));
    TestApp::start_signing_in(now, scanned, async |_| Extras::default()).await
}

/// Sends a file as Lohja's preparer: the status and what was said.
async fn send(app: &TestApp, name: &str, content: &[u8]) -> (u16, String) {
    let lohja = app.world.municipality("Lohja").clone();
    let part = reqwest::multipart::Part::bytes(content.to_vec()).file_name(name.to_owned());
    let form = reqwest::multipart::Form::new()
        .text("organisation", lohja.id)
        .part("file", part);
    let page = app
        .browser()
        .request("/files", |request| {
            request.bearer_auth(&lohja.preparer.token).multipart(form)
        })
        .await;
    (page.status, page.body)
}

async fn kept(app: &TestApp) -> i64 {
    app.number("SELECT COUNT(*) FROM stored_file").await
        + app.number("SELECT COUNT(*) FROM file_content").await
}

/// Goal: what is clean is kept as it was sent, what is known to be bad is not kept at all, wherever in the file it is.
#[tokio::test]
async fn what_the_scanner_knows_is_not_kept() {
    let daemon = Daemon::default();
    let (clamd, _task) = daemon.on_port().await;
    let app = started_with(clamd).await;
    let clean = [b"%PDF-1.7\n".to_vec(), vec![b'x'; 200_000]].concat();
    assert_eq!(send(&app, "lasku.pdf", &clean).await.0, 201);
    assert_eq!(
        daemon.seen.lock().expect("it").last(),
        Some(&clean),
        "all of it was looked at"
    );
    assert_eq!(kept(&app).await, 2);

    // Alone, and over the edge of what is sent at a time.
    let within = [b"%PDF-1.7\n".to_vec(), vec![b'x'; 65_500], eicar(), vec![b'x'; 9]].concat();
    for (name, content) in [("liite.txt", eicar()), ("liite.pdf", within)] {
        let (status, said) = send(&app, name, &content).await;
        assert_eq!(status, 422, "{said}");
        assert!(
            said.contains("Eicar-Test-Signature") && said.contains("nothing of it was kept"),
            "{said}"
        );
    }
    assert_eq!(kept(&app).await, 2);
    app.finish().await;
}

/// Goal: while the scanner says nothing, or nothing that is understood, nothing is taken; then it goes on.
#[tokio::test]
async fn what_cannot_be_looked_at_is_not_taken() {
    let daemon = Daemon::default();
    let (clamd, task) = daemon.on_port().await;
    let app = started_with(clamd).await;
    let pdf: &[u8] = b"%PDF-1.7\n";
    for broken in [&daemon.confused, &daemon.full] {
        broken.store(true, Ordering::Relaxed);
        let (status, said) = send(&app, "lasku.pdf", &[pdf, &vec![b'x'; 3_000_000]].concat()).await;
        assert_eq!(status, 503, "{said}");
        assert!(said.contains("try again"), "{said}");
        broken.store(false, Ordering::Relaxed);
    }
    assert_eq!(send(&app, "lasku.pdf", pdf).await.0, 201);
    task.abort();
    let _ = task.await;
    let (status, said) = send(&app, "toinen.pdf", b"%PDF-1.7 2").await;
    assert_eq!(status, 503, "{said}");
    assert!(
        !said.contains("127.0.0.1"),
        "where it listens is nobody's business: {said}"
    );
    assert_eq!(kept(&app).await, 2);
    app.finish().await;
}

/// Goal: the same over a Unix socket, and the doctor knocks at both.
#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_knocks_at_the_scanner() {
    let folder = tempfile::tempdir().expect("a folder");
    let daemon = Daemon::default();
    let socket = daemon.on_socket(folder.path());
    let app = started_with(socket.clone()).await;
    assert_eq!(send(&app, "lasku.pdf", b"%PDF-1.7\n").await.0, 201);
    assert_eq!(send(&app, "liite.txt", &eicar()).await.0, 422);
    app.finish().await;

    let database = TestDatabase::empty().await;
    said(&talkoot(&["migrate", "--database-url", &database.url]));
    let doctor = |more: &[&str]| {
        let mut arguments = vec!["doctor", "--database-url", &database.url];
        arguments.extend(more);
        talkoot(&arguments)
    };
    let (port, task) = daemon.on_port().await;
    for clamd in [&socket, &port] {
        let well = said(&doctor(&["--clamd", &clamd.to_string()]));
        assert!(well.contains(&format!("clamd at {clamd} answers")), "{well}");
    }
    assert!(said(&doctor(&[])).contains("uploads are not looked at"));
    task.abort();
    let _ = task.await;
    let away = refused(&doctor(&["--clamd", &port.to_string()]));
    assert!(away.contains("scanner: CANNOT BE USED"), "{away}");
    assert!(refused(&doctor(&["--clamd", "nowhere"])).contains("neither host:port nor"));
}

/// A ClamAV daemon that knows one file, stopped when dropped.
struct RealDaemon(std::process::Child);

impl Drop for RealDaemon {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Goal: ClamAV's own daemon says the same as the one above.
#[tokio::test(flavor = "multi_thread")]
async fn clamav_itself_is_understood() {
    const PROGRAM: &str = "/usr/sbin/clamd";
    let is_there = std::path::Path::new(PROGRAM).exists();
    assert!(is_there, "{PROGRAM} is missing; run: make tools");
    let folder = tempfile::tempdir().expect("a folder");
    let (here, socket) = (folder.path().display(), folder.path().join("clamd.ctl"));
    std::fs::write(
        folder.path().join("own.hdb"),
        "44d88612fea8a8f36de82e1278abb02f:68:Own-Test\n",
    )
    .expect("a signature");
    let settings = format!(
        "LocalSocket {}\nDatabaseDirectory {here}\nForeground yes\nStreamMaxLength 1M\n",
        socket.display()
    );
    let file = folder.path().join("clamd.conf");
    std::fs::write(&file, settings).expect("the settings");
    let started = std::process::Command::new(PROGRAM)
        .arg("--config-file")
        .arg(&file)
        .stdout(std::process::Stdio::null())
        .spawn();
    let _daemon = RealDaemon(started.expect("the daemon"));
    let clamd: Clamd = socket.display().to_string().parse().expect("a path");
    for _ in 0..200 {
        if clamd.ping().await.is_ok() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    clamd.ping().await.expect("the daemon answers");
    let app = started_with(clamd).await;
    assert_eq!(send(&app, "lasku.pdf", b"%PDF-1.7\n").await.0, 201);
    let (status, said) = send(&app, "liite.txt", &eicar()).await;
    assert!(status == 422 && said.contains("Own-Test"), "{status} {said}");
    let large = [b"%PDF-1.7\n".to_vec(), vec![b'x'; 3_000_000]].concat();
    assert_eq!(send(&app, "lasku.pdf", &large).await.0, 503, "more than it takes");
    app.finish().await;
}

/// Goal: a file is what its bytes say: name, content, what is answered.
#[tokio::test]
async fn a_file_is_what_its_bytes_say() {
    let app = TestApp::start().await;
    let png: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    let table: [(&str, &[u8], u16, &str); 7] = [
        ("kuva.png", png, 201, ""),
        (
            "lasku.pdf",
            png,
            422,
            "holds image/png; rename it so that it ends in .png",
        ),
        (
            "lasku.pdf",
            b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0",
            422,
            "is not taken; upload PDF",
        ),
        (
            "sivu.txt",
            b"<html><script>alert(1)</script></html>",
            422,
            "holds text/html",
        ),
        ("palkat.xls", b"Tosite;Summa\n1;2,00\n", 422, "ends in .csv"),
        ("skripti.js", b"alert(1)", 422, "holds text"),
        ("tili", b"Tosite;Summa\n1;2,00\n", 201, ""),
    ];
    for (name, content, status, words) in table {
        let (answered, said) = send(&app, name, content).await;
        assert_eq!(answered, status, "{name}: {said}");
        assert!(said.contains(words), "{name}: {said}");
    }
    assert_eq!(kept(&app).await, 4, "two files with their contents");
    app.finish().await;
}
