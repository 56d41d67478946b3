//! Other users of the machine read nothing.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
    path::Path,
};

use crate::support::{
    service::{folder, quick, start, store},
    visitor::Visitor,
};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_open_to_others_is_closed() {
    let folder = folder();
    let database = folder.path().join("test.db");
    let pictures = folder.path().join("pictures");
    drop(store(folder.path()).await);
    fs::create_dir(&pictures).unwrap();
    set_mode(folder.path(), 0o755);
    set_mode(&pictures, 0o755);
    set_mode(&database, 0o644);

    let app = start(folder.path(), quick()).await;
    Visitor::new(&app).await.write("a secret").await;
    for name in ["test.db", "test.db-wal", "test.db-shm"] {
        assert_eq!(mode(&folder.path().join(name)), 0o600, "{name}");
    }

    assert_eq!(mode(&pictures), 0o700);
    // This one is not the service's own.
    assert_eq!(mode(folder.path()), 0o755);
    app.app.stop().await.unwrap();
}
