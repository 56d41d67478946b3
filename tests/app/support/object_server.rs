//! An S3 store over real HTTP in this process, which can be slow, out of order or gone, and which can
//! cut an answer in the middle. The store itself is another project's, so that our requests and
//! signatures are judged by somebody else.

use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{ConnectInfo, Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures_util::stream;
use s3s::{
    auth::SimpleAuth,
    service::{S3Service, S3ServiceBuilder},
};
use s3s_fs::FileSystem;
use tempfile::TempDir;
use tower::ServiceExt;

use crate::support::{
    connections::{Connection, listen_on_free_port, serve},
    faults::{ApiErrors, Fault, FaultInjector},
};

const BUCKET: &str = "photos";
const PREFIX: &str = "vernissage";
const ACCESS_KEY: &str = "AKIAEXAMPLE";
pub(crate) const SECRET_KEY: &str = "geheim/+0123456789";

/// The store, with one bucket.
pub(crate) struct ObjectServer {
    address: SocketAddr,
    folder: TempDir,
    faults: Arc<Mutex<FaultInjector>>,
}

#[derive(Clone)]
struct Store {
    service: S3Service,
    faults: Arc<Mutex<FaultInjector>>,
}

struct StoreErrors;

impl ApiErrors for StoreErrors {
    fn refused(code: i64, words: &str) -> Response {
        let status = u16::try_from(code).ok().map(StatusCode::from_u16);
        let body = format!("<?xml version=\"1.0\"?><Error><Code>{words}</Code></Error>");

        (status.unwrap().unwrap(), body).into_response()
    }

    fn too_many(_seconds: u32) -> Response {
        Self::refused(503, "SlowDown")
    }
}

impl ObjectServer {
    pub(crate) async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(BUCKET)).unwrap();

        let mut builder = S3ServiceBuilder::new(FileSystem::new(folder.path()).unwrap());
        builder.set_auth(SimpleAuth::from_single(ACCESS_KEY, SECRET_KEY));
        let faults = Arc::new(Mutex::new(FaultInjector::default()));
        let store = Store {
            service: builder.build(),
            faults: Arc::clone(&faults),
        };

        let (listener, address) = listen_on_free_port().await;
        serve(listener, Router::new().fallback(answer).with_state(store));

        Self {
            address,
            folder,
            faults,
        }
    }

    /// Settings for a service with its pictures here.
    pub(crate) fn toml(&self) -> String {
        self.toml_with(&format!("s3://{BUCKET}/{PREFIX}"), SECRET_KEY)
    }

    pub(crate) fn toml_with(&self, url: &str, secret_key: &str) -> String {
        format!(
            "storage.url = \"{url}\"\nstorage.endpoint = \"http://{}\"\n\
             storage.access_key = \"{ACCESS_KEY}\"\nstorage.secret_key = \"{secret_key}\"\n\
             storage.timeout_seconds = 2\n",
            self.address
        )
    }

    pub(crate) fn faults(&self) -> MutexGuard<'_, FaultInjector> {
        self.faults.lock().unwrap()
    }

    /// Where the files of the service are.
    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join(BUCKET).join(PREFIX)
    }

    /// The files of the service.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        let mut files = Vec::new();
        collect(&self.root(), &mut files);
        files
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };

    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}

async fn answer(
    State(store): State<Store>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    request: Request,
) -> Response {
    let fault = store
        .faults
        .lock()
        .unwrap()
        .next(request.method().as_str(), None);
    if let Some(fault) = &fault
        && let Some(answer) = fault.before::<StoreErrors>(&connection).await
    {
        return answer;
    }

    // The store itself would make a bucket of any name.
    let bucket = request.uri().path().split('/').nth(1);
    if bucket != Some(BUCKET) {
        return StoreErrors::refused(404, "NoSuchBucket");
    }

    let answered = store.service.oneshot(request).await.unwrap();
    let answer = answered.map(Body::new);
    match fault {
        None => answer,
        Some(Fault::HalfAnswer) => cut_in_the_middle(answer).await,
        Some(fault) => fault.after::<StoreErrors>(answer, &connection).await,
    }
}

/// The head promises more than comes.
async fn cut_in_the_middle(answer: Response) -> Response {
    let (head, body) = answer.into_parts();
    let whole = to_bytes(body, usize::MAX).await.unwrap();
    let pieces: [Result<Bytes, std::io::Error>; 2] = [
        Ok(whole.slice(..whole.len() / 2)),
        Err(std::io::ErrorKind::ConnectionReset.into()),
    ];

    Response::from_parts(head, Body::from_stream(stream::iter(pieces)))
}
