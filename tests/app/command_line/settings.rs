//! Settings that make no sense stop the start with an error that names the key.

use std::{collections::BTreeSet, fs, process::Output};

use super::{Workspace, complaint, refused};

const DEFAULTS: &str = include_str!("../../../config/default.toml");

/// The settings with values that make no sense, in the order of `config/default.toml`. Where every
/// text will do, the value is none.
const NONSENSE: &[(&str, &[&str])] = &[
    ("environment", &["\"moon\"", "\"\""]),
    ("promo", &["5", "[{ code = \"a\" }]"]),
    ("operator.name", &["5"]),
    ("operator.contact", &["5"]),
    (
        "server.listen",
        &[
            "\"nonsense\"",
            "\"127.0.0.1\"",
            "\"127.0.0.1:99999\"",
            "\"\"",
            "8080",
        ],
    ),
    (
        "server.public_url",
        &[
            "\"paint.example.org\"",
            "\"ftp://paint.example.org\"",
            "\"https://\"",
            "\"https://paint.example.org/bot\"",
            "\"https://paint.example.org/bot/\"",
            "\"https://paint.example.org?a\"",
            "\"https://paint.example.org/#a\"",
            "\"https://me@paint.example.org\"",
            "\"https://paint example.org\"",
            "\"https://paint.example.org:99999\"",
        ],
    ),
    (
        "server.trusted_proxies",
        &["[\"10.0.0.0/33\"]", "[\"proxy\"]", "\"10.0.0.1\""],
    ),
    ("server.stop_seconds", &["0", "-1", "1.5", "100000"]),
    ("server.drain_seconds", &["-1", "5", "3601"]),
    ("server.lease_seconds", &["0", "301"]),
    (
        "server.monitor_listen",
        &["\"9090\"", "\"127.0.0.1\"", "\"127.0.0.1:8080\"", "9090"],
    ),
    ("server.connections", &["0", "15", "1000001", "\"many\""]),
    ("server.head_seconds", &["0", "3601"]),
    ("server.request_seconds", &["0", "3601"]),
    ("server.upload_seconds", &["0", "86401"]),
    ("server.upload_pause_seconds", &["0", "3601"]),
    ("server.write_seconds", &["0", "3601"]),
    ("server.exchange_seconds", &["0", "599", "86401"]),
    (
        "database.path",
        &["\"\"", "\" \"", "\":memory:\"", "\"file:a.db\"", "5"],
    ),
    (
        "database.url",
        &[
            "\"data/vernissage.db\"",
            "\"mysql://a:b@c/d\"",
            "\"postgres://host\"",
            "\"postgres://a:b@c:port/d\"",
            "5",
        ],
    ),
    (
        "database.listen_url",
        &["\"data/vernissage.db\"", "\"postgres://a:b@c/d\"", "5"],
    ),
    ("database.connections", &["1", "1001", "\"many\""]),
    (
        "storage.path",
        &["\"\"", "\"data/vernissage.db\"", "\"a\\u0000\""],
    ),
    (
        "storage.url",
        &[
            "\"pictures\"",
            "\"https://bucket\"",
            "\"s3://\"",
            "\"s3://ab\"",
            "\"s3://Upper\"",
            "\"s3://bucket/a//b\"",
            "\"s3://bucket/../b\"",
            "\"s3://bucket?a\"",
            "\"s3://me@bucket\"",
        ],
    ),
    (
        "storage.endpoint",
        &["\"s3.example.org\"", "\"ftp://a\"", "\"https://me@a\""],
    ),
    ("storage.region", &["\"\"", "\"eu west\""]),
    ("storage.access_key", &["\"a\"", "\"a b\""]),
    ("storage.secret_key", &["\"a\""]),
    ("storage.timeout_seconds", &["0", "301"]),
    ("models.path", &["5"]),
    (
        "engine.device",
        &["\"tpu\"", "\"cuda:\"", "\"cuda:-1\"", "\"\""],
    ),
    ("engine.precision", &["\"f16\"", "\"\"", "32"]),
    ("engine.vector_unit", &["\"sse\"", "\"\"", "512"]),
    ("painter.enabled", &["\"yes\"", "1"]),
    ("worker.listen", &["\"9090\"", "\"127.0.0.1\"", "9090"]),
    ("engine.at_once", &["17", "-1"]),
    ("tiers.free.size", &["0", "31", "20001", "\"large\""]),
    ("tiers.free.iterations", &["0", "100001"]),
    ("tiers.free.per_day", &["-1", "4000000000"]),
    ("tiers.premium.size", &["0", "20001"]),
    ("tiers.premium.iterations", &["0"]),
    ("tiers.premium.price", &["-1", "4000000000"]),
    ("tiers.hd.size", &["0"]),
    ("tiers.hd.min_iterations", &["0"]),
    ("tiers.hd.max_iterations", &["50"]),
    ("tiers.hd.min_price", &["-1", "4000000000"]),
    ("tiers.hd.max_price", &["49", "4000000000"]),
    ("kinds.dream.offered", &["\"perhaps\"", "1"]),
    ("kinds.dream.free_size", &["0", "31", "20001", "\"large\""]),
    ("kinds.dream.free_per_day", &["-1", "10001"]),
    (
        "kinds.dream.premium",
        &[
            "5",
            "{ size = 31 }",
            "{ size = 20001 }",
            "{ price = -1 }",
            "{ colour = 1 }",
        ],
    ),
    (
        "kinds.dream.hd",
        &["{ size = 31 }", "{ price = 4000000000 }"],
    ),
    ("kinds.colouring.offered", &["5"]),
    ("kinds.colouring.free_size", &["31"]),
    ("kinds.colouring.free_per_day", &["10001"]),
    ("kinds.colouring.premium", &["{ size = 1 }"]),
    ("kinds.colouring.hd", &["{ size = 1 }"]),
    ("kinds.styles.offered", &["5"]),
    ("kinds.styles.free_size", &["31"]),
    ("kinds.styles.free_per_day", &["10001"]),
    ("kinds.styles.premium", &["{ size = 1 }"]),
    ("kinds.styles.hd", &["{ size = 1 }"]),
    ("kinds.sight.offered", &["5"]),
    ("kinds.sight.free_size", &["31"]),
    ("kinds.sight.free_per_day", &["10001"]),
    ("kinds.sight.premium", &["{ size = 1 }"]),
    ("kinds.sight.hd", &["{ size = 1 }"]),
    ("kinds.wallpaper.offered", &["5"]),
    ("kinds.wallpaper.free_size", &["31"]),
    ("kinds.wallpaper.free_per_day", &["10001"]),
    ("kinds.wallpaper.premium", &["{ size = 1 }"]),
    ("kinds.wallpaper.hd", &["{ size = 1 }"]),
    ("kinds.clip.offered", &["5"]),
    ("kinds.clip.free_size", &["31"]),
    ("kinds.clip.free_per_day", &["10001"]),
    ("kinds.clip.premium", &["{ size = 1 }"]),
    ("kinds.clip.hd", &["{ size = 1 }"]),
    ("kinds.quickclip.offered", &["5"]),
    ("kinds.quickclip.free_size", &["31"]),
    ("kinds.quickclip.free_per_day", &["10001"]),
    ("kinds.quickclip.premium", &["{ size = 1 }"]),
    ("kinds.quickclip.hd", &["{ size = 1 }"]),
    (
        "kinds.clip.films.free",
        &["5", "{ seconds = 0 }", "{ frames_per_second = 31 }"],
    ),
    ("kinds.clip.films.premium", &["{ seconds = 61 }"]),
    ("kinds.clip.films.hd", &["{ frames_per_second = 0 }"]),
    ("kinds.quickclip.films.free", &["{ seconds = 0 }"]),
    ("kinds.growth.offered", &["5"]),
    ("kinds.growth.free_size", &["31"]),
    ("kinds.growth.free_per_day", &["10001"]),
    ("kinds.growth.premium", &["{ size = 1 }"]),
    ("kinds.growth.hd", &["{ size = 1 }"]),
    ("kinds.zoom.offered", &["5"]),
    ("kinds.zoom.free_size", &["31"]),
    ("kinds.zoom.free_per_day", &["10001"]),
    ("kinds.zoom.premium", &["{ size = 1 }"]),
    ("kinds.zoom.hd", &["{ size = 1 }"]),
    ("limits.free_at_once", &["0", "-1"]),
    ("limits.jobs_at_once", &["0"]),
    ("limits.keep_inputs_days", &["0", "100000"]),
    ("limits.keep_visitors_days", &["0", "3651"]),
    ("limits.picture_megabytes", &["0", "1001"]),
    ("limits.picture_megapixels", &["0"]),
    ("limits.picture_side", &["31", "65536"]),
    ("limits.megapixels_per_hour", &["59", "10000001"]),
    ("limits.decoding_seconds", &["0", "3601"]),
    ("limits.painting_seconds", &["0"]),
    ("limits.requests_per_minute", &["0"]),
    ("network.connections", &["0", "1000001"]),
    ("network.requests_at_once", &["0", "1000001"]),
    ("network.reads_per_minute", &["0", "1000001"]),
    ("network.posts_per_minute", &["0", "1000001"]),
    ("network.new_visitors_per_hour", &["0", "1000001"]),
    ("network.free_at_once", &["0", "1000001"]),
    ("network.free_per_day", &["0", "1000001"]),
    ("network.purchases_per_hour", &["0", "1000001"]),
    ("network.promo_uses_per_day", &["0", "1000001"]),
    ("network.wrong_codes_per_hour", &["0", "1000001"]),
    ("network.support_per_day", &["0", "1000001"]),
    ("network.likes_per_entry", &["0", "1000001"]),
    ("network.likes_per_day", &["0", "1000001"]),
    ("network.reports_per_day", &["0", "1000001"]),
    ("network.megapixels_per_hour", &["59", "10000001"]),
    ("server.uploads_at_once", &["0", "100001"]),
    ("server.event_streams", &["0", "100001"]),
    ("limits.event_streams", &["0", "100001"]),
    ("limits.upload_megabytes_per_hour", &["0", "29", "1000001"]),
    ("limits.kept_megabytes", &["0", "29", "1000001"]),
    ("network.uploads_at_once", &["0", "100001"]),
    ("network.event_streams", &["0", "100001"]),
    ("network.upload_megabytes_per_hour", &["0", "29", "1000001"]),
    ("network.kept_megabytes", &["0", "29", "1000001"]),
    ("storage.free_megabytes_floor", &["-1", "1000000001"]),
    ("queue.lease_seconds", &["0", "3601"]),
    ("queue.attempts", &["0"]),
    ("queue.free_waits_minutes", &["-1", "4000000000"]),
    ("queue.paid_in_a_row", &["-1", "4000000000"]),
    ("queue.preview_seconds", &["0"]),
    ("queue.checkpoint_seconds", &["0"]),
    ("quick.workers", &["-1", "17", "\"two\""]),
    ("quick.percent", &["0", "101"]),
    ("quick.burst_seconds", &["0", "3601"]),
    ("quick.sketches", &["\"yes\"", "1"]),
    ("clips.ffmpeg", &["\"ffmpeg\"", "\"bin/ffmpeg\"", "5"]),
    ("clips.longest_seconds", &["0", "61"]),
    ("clips.film_seconds", &["0", "5", "601"]),
    ("clips.film_megabytes", &["0", "1001"]),
    ("clips.reading_seconds", &["0", "3601"]),
    (
        "telegram.token",
        &[
            "\"abc\"",
            "\"12:\"",
            "\":abc\"",
            "\"12:ab \"",
            "\"a:b\"",
            "\"12:a:b\"",
            "\" \"",
        ],
    ),
    (
        "telegram.api_url",
        &["\"api.telegram.org\"", "\"file:///a\""],
    ),
    (
        "telegram.webhook_url",
        &["\"here\"", "\"http://paint.example.org\""],
    ),
    ("telegram.webhook_secret", &["\"not allowed\""]),
    ("telegram.messages_per_second", &["0", "10001"]),
    ("telegram.provider_token", &["\"1:TEST:2\""]),
    ("telegram.groups", &["\"yes\"", "1"]),
    ("vk.token", &["\"a b\""]),
    ("vk.group_id", &["-1", "\"club\""]),
    ("vk.api_url", &["\"api.vk.com\""]),
    ("vk.callback_url", &["\"paint.example.org\""]),
    ("vk.secret", &["\"not allowed\""]),
    ("vk.confirmation", &["\"a b\""]),
    ("max.token", &["\"a b\"", "\"ж\""]),
    ("max.api_url", &["\"platform-api2.max.ru\""]),
    ("max.root_certificates", &["5"]),
    (
        "max.webhook_url",
        &["\"here\"", "\"http://paint.example.org\""],
    ),
    ("max.webhook_secret", &["\"1234\"", "\"not allowed\""]),
    ("packs", &["5", "[{ credits = 1 }]"]),
    ("prints.enabled", &["\"yes\""]),
    ("prints.receipt_item", &["\"\"", "\" \""]),
    ("prints.wrap_millimetres", &["9", "101"]),
    ("prints.keep_drafts_days", &["0"]),
    ("prints.master_minutes", &["-1", "1441"]),
    (
        "prints.sizes",
        &["5", "[{ width = 30, height = 40, price = \"1\", dpi = 5 }]"],
    ),
    ("prints.zones", &["[]", "5"]),
    ("gifts.first_purchase", &["-1", "100001"]),
    ("gifts.inviter", &["100001"]),
    ("terms.ru", &["5"]),
    ("terms.en", &["5"]),
    ("receipt.ask", &["\"letter\""]),
    ("receipt.item", &["5"]),
    ("receipt.vat_code", &["0", "13"]),
    ("receipt.tax_system_code", &["7"]),
    (
        "payments.currencies",
        &[
            "[\"EURO\"]",
            "[\"XTR\"]",
            "[\"EUR\", \"EUR\"]",
            "\"EUR\"",
            "[\"EUR\"]",
        ],
    ),
    (
        "payments.by_language",
        &[
            "{ xx = \"RUB\" }",
            "{ en = \"USD\" }",
            "{ en = \"EURO\" }",
            "5",
        ],
    ),
    ("payments.choice", &["\"perhaps\"", "1"]),
    ("yookassa.shop_id", &["\"shop\""]),
    ("yookassa.secret_key", &["\"x\"", "\"a b\""]),
    ("yookassa.api_url", &["\"api.yookassa.ru\""]),
    ("yookassa.trusted_proxies", &["[\"a\"]"]),
    (
        "stripe.secret_key",
        &["\"x\"", "\"pk_live_a\"", "\"sk_live_a b\""],
    ),
    ("stripe.webhook_secret", &["\"x\"", "\"whsec_a\""]),
    ("stripe.api_url", &["\"api.stripe.com\""]),
    ("stripe.receipts", &["\"paper\""]),
    ("test_payments.enabled", &["\"perhaps\"", "true"]),
    ("feed.enabled", &["\"yes\""]),
    ("feed.approval", &["5"]),
    ("feed.per_day", &["0", "10001"]),
    ("feed.idle_paintings", &["5"]),
    ("console.password_hash", &["\"correct horse battery\""]),
    ("console.idle_minutes", &["0", "1441"]),
    ("console.session_hours", &["0", "721"]),
    ("console.free_attempts", &["0", "101"]),
    ("console.wrong_password_seconds", &["0", "11"]),
    ("log.format", &["\"xml\""]),
    (
        "log.level",
        &[
            "\"warning\"",
            "\"\"",
            "\"verbose\"",
            "\"vernissage\"",
            "\"info,sqlx\"",
            "\"sqlx=warn\"",
            "3",
        ],
    ),
];

/// Settings that make no sense beside others, with the key that the error names.
const TOGETHER: &[(&str, &str)] = &[
    ("storage.access_key", "storage.url = \"s3://bucket\""),
    (
        "storage.secret_key",
        "storage = { url = \"s3://bucket\", access_key = \"a\" }",
    ),
    (
        "telegram.api_url",
        "telegram = { token = \"1:a\", api_url = \"\" }",
    ),
    (
        "telegram.webhook_secret",
        "telegram = { token = \"1:a\", webhook_url = \"https://a.example\" }",
    ),
    (
        "vk.api_url",
        "vk = { token = \"a\", group_id = 1, api_url = \"\" }",
    ),
    ("vk.group_id", "vk = { token = \"a\" }"),
    (
        "vk.secret",
        "vk = { token = \"a\", group_id = 1, callback_url = \"https://a.example\" }",
    ),
    ("max.api_url", "max = { token = \"a\", api_url = \"\" }"),
    (
        "max.webhook_secret",
        "max = { token = \"a\", webhook_url = \"https://a.example\" }",
    ),
    (
        "yookassa.api_url",
        "yookassa = { shop_id = \"1\", secret_key = \"a\", api_url = \"\" }",
    ),
    (
        "receipt.item",
        "receipt = { ask = \"email\", item = \" \" }",
    ),
    (
        "prints.zones.cities",
        "prints.zones = [{ name = \"a\", ru = \"a\", en = \"a\", price = \"1\", countries = [\"RU\"], cities = [\"\"] }]",
    ),
    (
        "kinds.nightmare",
        "kinds.nightmare = { offered = true, free_size = 600, free_per_day = 1 }",
    ),
    (
        "kinds.painting",
        "kinds.painting = { offered = true, free_size = 600, free_per_day = 1 }",
    ),
    ("no_such_section", "no_such_section = 1"),
    ("levels", "log.levels = \"info\""),
];

/// Checks these settings and no others.
fn check(workspace: &Workspace, toml: &str) -> Output {
    fs::write(workspace.path("vernissage.toml"), toml).unwrap();
    let mut command = workspace.command();
    command
        .arg("check")
        .env_remove("VERNISSAGE__MODELS__PATH")
        .output()
        .unwrap()
}

#[test]
fn a_value_that_makes_no_sense_is_named() {
    let workspace = Workspace::new();
    for (key, values) in NONSENSE {
        for value in *values {
            let output = check(&workspace, &format!("{key} = {value}"));
            refused(&output, 2, key);
        }
    }

    for (key, toml) in TOGETHER {
        refused(&check(&workspace, toml), 2, key);
    }
}

#[test]
fn every_setting_has_a_value_that_makes_no_sense() {
    let tried: BTreeSet<&str> = NONSENSE.iter().map(|(key, _)| *key).collect();
    let mut section = String::new();
    let mut is_list = false;
    for line in DEFAULTS.lines() {
        if line.starts_with('[') {
            is_list = line.starts_with("[[");
            section = format!("{}.", line.trim_matches(['[', ']']));
        } else if let Some((key, _)) = line.split_once(" = ")
            && !line.starts_with('#')
            && !is_list
        {
            let key = format!("{section}{key}");
            assert!(tried.contains(&*key), "{key} is not tried with nonsense");
        }
    }
}

#[test]
fn a_wrong_level_of_the_log_stops_the_start() {
    let workspace = Workspace::new();
    let levels = "must be one of error, warn, info, debug, trace, off";
    fs::write(workspace.path("vernissage.toml"), "log.level = \"warning\"").unwrap();
    for command in ["serve", "worker", "check", "books"] {
        let output = workspace.run(&[command]);
        refused(&output, 2, "log.level");
        refused(&output, 2, levels);
        assert_eq!(complaint(&output).lines().count(), 1);
    }

    fs::remove_file(workspace.path("vernissage.toml")).unwrap();
    let mut command = workspace.command();
    let by_environment = command
        .arg("check")
        .env("VERNISSAGE__LOG__LEVEL", "warning")
        .output()
        .unwrap();
    refused(&by_environment, 2, levels);
}

#[test]
fn a_path_in_the_public_address_is_refused_with_the_reason() {
    let workspace = Workspace::new();
    let output = check(
        &workspace,
        "server.public_url = \"https://paint.example.org/bot\"",
    );

    refused(&output, 2, "server.public_url");
    refused(&output, 2, "an address without a path");

    let root = "server.public_url = \"https://paint.example.org/\"";
    fs::write(workspace.path("vernissage.toml"), root).unwrap();
    let root = workspace.run(&["support"]);
    assert!(root.status.success(), "{}", complaint(&root));
}
