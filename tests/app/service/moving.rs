//! A service that moves from a file and a folder to PostgreSQL and a bucket.

use vernissage::app::{MoveError, MoveStep, move_service};

use crate::support::{
    object_server::ObjectServer,
    postgres,
    service::{folder, quickly, settings, start_with},
    visitor::Visitor,
};

fn words(error: MoveError) -> String {
    format!("{:#}", anyhow::Error::from(error))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moved_service_goes_on_where_it_was() {
    let Some(server) = postgres::server().await else {
        return;
    };
    let database = server.empty_database().await;
    let bucket = ObjectServer::start().await;
    let folder = folder();
    let app = start_with(&settings(folder.path(), ""), quickly()).await;
    let visitor = Visitor::new(&app).await;
    visitor.order().await;
    visitor.read("Your painting!").await;

    let elsewhere = format!("database.url = \"{}\"\n{}", database.url, bucket.toml());
    let elsewhere = settings(folder.path(), &elsewhere);
    let too_early = words(move_service(&elsewhere, |_| {}).await.unwrap_err());
    assert!(too_early.contains("in use"), "{too_early}");
    app.app.stop().await.unwrap();

    let mut steps = Vec::new();
    let found = move_service(&elsewhere, |step| steps.push(step)).await;
    assert_eq!(found.unwrap(), []);
    let jobs = steps.iter().find_map(|step| match step {
        MoveStep::Table(table) if table.name == "jobs" => Some(table.rows),
        _ => None,
    });
    assert_eq!(jobs, Some(1));
    let pictures = steps.iter().find_map(|step| match step {
        MoveStep::Pictures(copied) => Some(copied.files),
        _ => None,
    });
    assert_eq!(pictures, Some(bucket.files().len() as u64));
    assert!(matches!(steps.last(), Some(MoveStep::Books)));

    let too_late = words(move_service(&elsewhere, |_| {}).await.unwrap_err());
    assert!(too_late.contains("not empty"), "{too_late}");

    // The cookie, the picture and the buttons are old; file and folder are gone.
    std::fs::remove_dir_all(folder.path().join("pictures")).unwrap();
    std::fs::remove_file(folder.path().join("test.db")).unwrap();
    let app = start_with(&elsewhere, quickly()).await;
    let visitor = Visitor::back(&app, visitor.cookie.clone());
    let url = visitor.painting_url().await;
    assert_eq!(visitor.get(&url).await.status, 200);
    visitor.press("More style").await;
    visitor.read("strong").await;
    app.app.stop().await.unwrap();
}
