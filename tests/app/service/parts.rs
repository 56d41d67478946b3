//! Parts of files, as players of films ask for them.

use vernissage::domain::styles::GalleryStyle;

use crate::support::{
    service::{folder, quick, start},
    visitor::Visitor,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_part_of_a_file_is_served_to_its_owner_only() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let visitor = Visitor::new(&app).await;
    visitor.order().await;
    let url = visitor.painting_url().await;

    let whole = visitor.get(&url).await;
    let size = whole.body.len();
    let tag = whole.header("etag").unwrap();
    assert_eq!(whole.status, 200);
    assert_eq!(whole.header("accept-ranges"), Some("bytes"));

    let part = visitor.get_with(&url, &[("range", "bytes=10-19")]).await;
    assert_eq!(part.status, 206);
    assert_eq!(part.body, whole.body[10..20]);
    assert_eq!(part.header("content-length"), Some("10"));
    assert_eq!(part.header("content-type"), whole.header("content-type"));
    assert_eq!(part.header("x-content-type-options"), Some("nosniff"));
    let named = format!("bytes 10-19/{size}");
    assert_eq!(part.header("content-range"), Some(named.as_str()));

    let end = visitor.get_with(&url, &[("range", "bytes=-5")]).await;
    assert_eq!(end.status, 206);
    assert_eq!(end.body, whole.body[size - 5..]);

    let same = [("range", "bytes=0-3"), ("if-range", tag)];
    assert_eq!(visitor.get_with(&url, &same).await.body, whole.body[..4]);
    let other = [("range", "bytes=0-3"), ("if-range", "\"another\"")];
    assert_eq!(visitor.get_with(&url, &other).await.body, whole.body);

    let range = format!("bytes={size}-");
    let beyond = visitor.get_with(&url, &[("range", &range)]).await;
    assert_eq!(beyond.status, 416);
    let named = format!("bytes */{size}");
    assert_eq!(beyond.header("content-range"), Some(named.as_str()));

    let stranger = Visitor::new(&app).await;
    for range in ["bytes=0-3", &range] {
        let refused = stranger.get_with(&url, &[("range", range)]).await;
        assert_eq!(refused.status, 404);
    }

    // One that is in memory.
    let slug = GalleryStyle::all().next().unwrap().slug();
    let style = format!("/chat/pictures/{slug}");
    let whole = visitor.get(&style).await;
    let part = visitor.get_with(&style, &[("range", "bytes=5-9")]).await;
    assert_eq!(part.status, 206);
    assert_eq!(part.body, whole.body[5..10]);
    app.app.stop().await.unwrap();
}
