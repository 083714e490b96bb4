//! Places for contents: a folder, and a bucket of a real S3 server on loopback, which checks signatures.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::{Duration, SystemTime},
};

use chrono::{DateTime, Utc};
use hyper::{
    Request,
    body::Incoming,
    server::conn::http1,
    service::{Service, service_fn},
};
use hyper_util::rt::TokioIo;
use s3s::{auth::SimpleAuth, service::S3ServiceBuilder};
use s3s_fs::FileSystem;
use talkoot_storage::files::{Places, S3Access};
use tempfile::TempDir;
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, pki_types::PrivatePkcs8KeyDer},
};

const KEY_ID: &str = "talkoot-of-the-tests";
const SECRET: &str = "a secret that nobody reads";
const BUCKET: &str = "talkoot-files";
const PREFIX: &str = "kunta/tiedostot";

/// The server, which keeps a bucket as a folder.
struct Server {
    address: String,
    endpoint: String,
    root: PathBuf,
    hold: Arc<Mutex<Option<Hold>>>,
    task: JoinHandle<()>,
}

/// The next one who asks for an object waits.
struct Hold {
    object: String,
    asked: oneshot::Sender<()>,
    go_on: oneshot::Receiver<()>,
}

async fn wait(hold: &Mutex<Option<Hold>>, path: &str) {
    let held = {
        let mut waiting = hold.lock().expect("a hold");
        waiting.take_if(|hold| path.ends_with(hold.object.as_str()))
    };
    if let Some(held) = held {
        held.asked.send(()).expect("a test that waits for this");
        let _ = held.go_on.await;
    }
}

/// Takes connections, and says nothing.
async fn keep_silent(listener: TcpListener) {
    let mut open = Vec::new();
    loop {
        open.push(listener.accept().await.expect("a connection"));
    }
}

impl Server {
    async fn start(root: &Path, address: &str, tls: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind(address).await.expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let endpoint = format!("{}://{address}", if tls.is_some() { "https" } else { "http" });
        let mut service = S3ServiceBuilder::new(FileSystem::new(root).expect("a folder"));
        service.set_auth(SimpleAuth::from_single(KEY_ID, SECRET));
        let service = service.build();
        let hold: Arc<Mutex<Option<Hold>>> = Arc::default();
        let holds = hold.clone();
        let task = tokio::spawn(async move {
            // Those that are open end with the server.
            let mut open = tokio::task::JoinSet::new();
            loop {
                let (stream, _) = listener.accept().await.expect("a connection");
                let (service, holds, tls) = (service.clone(), holds.clone(), tls.clone());
                let service = service_fn(move |request: Request<Incoming>| {
                    let (service, holds) = (service.clone(), holds.clone());
                    let path = request.uri().path().to_owned();
                    async move {
                        wait(&holds, &path).await;
                        Service::call(&service, request).await
                    }
                });
                open.spawn(async move {
                    let server = http1::Builder::new();
                    let _ = match tls {
                        None => server.serve_connection(TokioIo::new(stream), service).await,
                        Some(tls) => match tls.accept(stream).await {
                            Ok(stream) => server.serve_connection(TokioIo::new(stream), service).await,
                            // Whoever does not trust it.
                            Err(_) => Ok(()),
                        },
                    };
                });
            }
        });
        Self {
            address,
            endpoint,
            root: root.to_path_buf(),
            hold,
            task,
        }
    }

    /// Lets go of its port.
    async fn end(&self) {
        self.task.abort();
        while !self.task.is_finished() {
            tokio::task::yield_now().await;
        }
    }
}

/// A place, and the folder in which its objects can be seen.
pub(super) struct Outside {
    server: Option<Server>,
    pub(super) root: PathBuf,
    _folder: TempDir,
}

impl Outside {
    pub(super) fn folder() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("tiedostot ä");
        fs::create_dir(&root).expect("a folder");
        private(&root);
        Self {
            server: None,
            root,
            _folder: folder,
        }
    }

    pub(super) async fn bucket() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join(BUCKET)).expect("a bucket");
        let server = Server::start(folder.path(), "127.0.0.1:0", None).await;
        Self::with(server, folder)
    }

    /// A bucket whose server is spoken to by TLS, and the authority behind its certificate, which nobody knows.
    pub(super) async fn secured_bucket() -> (Self, Vec<u8>) {
        talkoot_server::cryptography::install();
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join(BUCKET)).expect("a bucket");
        let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).expect("a certificate");
        let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
        let tls = ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key.into())
            .expect("a certificate and its key");
        let tls = TlsAcceptor::from(Arc::new(tls));
        let server = Server::start(folder.path(), "127.0.0.1:0", Some(tls)).await;
        (Self::with(server, folder), made.cert.pem().into_bytes())
    }

    fn with(server: Server, folder: TempDir) -> Self {
        Self {
            root: server.root.join(BUCKET),
            server: Some(server),
            _folder: folder,
        }
    }

    /// As a setting names it.
    pub(super) fn name(&self) -> String {
        match &self.server {
            None => format!("file://{}", self.root.display()),
            Some(_) => format!("s3://{BUCKET}/{PREFIX}"),
        }
    }

    fn access(&self) -> S3Access {
        S3Access {
            endpoint: self.server.as_ref().map(|server| server.endpoint.clone()),
            key_id: Some(KEY_ID.to_owned()),
            secret: Some(SECRET.to_owned()),
            ..S3Access::default()
        }
    }

    pub(super) fn places(&self) -> Places {
        self.places_trusting(None)
    }

    /// The place for somebody who trusts one more authority.
    pub(super) fn places_trusting(&self, authorities: Option<Vec<u8>>) -> Places {
        talkoot_server::cryptography::install();
        let keep = self.name().parse().expect("a place");
        let access = S3Access {
            authorities,
            ..self.access()
        };
        Places::open(&keep, None, &access).expect("the place")
    }

    /// What the program is told of it on the command line, as the place of this or of before.
    pub(super) fn arguments(&self, what: &str) -> Vec<String> {
        let mut arguments = vec![what.to_owned(), self.name()];
        if let Some(server) = &self.server {
            arguments.extend(["--s3-endpoint".to_owned(), server.endpoint.clone()]);
            arguments.extend(["--s3-key-id".to_owned(), KEY_ID.to_owned()]);
            arguments.extend(["--s3-secret".to_owned(), SECRET.to_owned()]);
        }
        arguments
    }

    /// The files of all objects, and of what is on its way to be one.
    pub(super) fn objects(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                // The server notes beside each object what it was told about it.
                let is_note = path
                    .file_name()
                    .is_some_and(|name| name.to_string_lossy().starts_with('.'));
                if path.is_dir() {
                    folders.push(path);
                } else if !is_note {
                    found.push(path);
                }
            }
        }
        found.sort();
        found
    }

    /// The place does not answer any more.
    pub(super) async fn leave(&mut self) {
        match &mut self.server {
            None => fs::rename(&self.root, self.root.with_extension("away")).expect("the folder"),
            Some(server) => {
                server.end().await;
            }
        }
    }

    /// The server of the bucket takes connections from now on, and says nothing.
    pub(super) async fn fall_silent(&mut self) {
        let server = self.server.as_mut().expect("a server");
        server.end().await;
        let listener = TcpListener::bind(&server.address).await.expect("its port");
        server.task = tokio::spawn(keep_silent(listener));
    }

    /// The next one who asks the bucket for an object waits. The first tells that it is asked for, the second lets it go on.
    pub(super) fn hold_up(&self, object: &Path) -> (oneshot::Receiver<()>, oneshot::Sender<()>) {
        let server = self.server.as_ref().expect("a server");
        let object = object.file_name().expect("a name").to_string_lossy();
        let (asked, is_asked) = oneshot::channel();
        let (go, go_on) = oneshot::channel();
        let hold = Hold {
            object: object.into_owned(),
            asked,
            go_on,
        };
        *server.hold.lock().expect("a hold") = Some(hold);
        (is_asked, go)
    }

    /// It answers again.
    pub(super) async fn come_back(&mut self) {
        match &mut self.server {
            None => fs::rename(self.root.with_extension("away"), &self.root).expect("the folder"),
            Some(server) => {
                server.end().await;
                let (root, address) = (server.root.clone(), server.address.clone());
                *server = Server::start(&root, &address, None).await;
            }
        }
    }
}

pub(super) fn private(folder: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).expect("the folder");
}

#[expect(
    clippy::disallowed_methods,
    reason = "objects are old by the clock of their place"
)]
fn now() -> SystemTime {
    SystemTime::now()
}

const DAY: Duration = Duration::from_secs(24 * 3600);

/// A time by which all that was done by the clock of the machine is over.
pub(super) fn tomorrow() -> DateTime<Utc> {
    (now() + DAY).into()
}

/// Makes a file two days older than it is.
pub(super) fn age(file: &Path) {
    let file = fs::File::options().append(true).open(file).expect("the file");
    file.set_times(fs::FileTimes::new().set_modified(now() - 2 * DAY))
        .expect("an older file");
}
