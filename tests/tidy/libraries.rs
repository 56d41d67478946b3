//! Which library may be named where.

use crate::{Offences, references::references, source::Source};

/// A library and the only places that may name it.
pub(crate) struct Library {
    /// Its name in code.
    pub(crate) name: &'static str,
    /// Where it may be named.
    pub(crate) homes: &'static [&'static str],
}

/// Libraries without a line here are for everybody: `serde`, `tracing`, `thiserror` and the like.
pub(crate) const LIBRARIES: &[Library] = &[
    Library {
        name: "chrono",
        homes: &["src/domain/time.rs"],
    },
    Library {
        name: "strum",
        homes: &["src"],
    },
    Library {
        name: "argon2",
        homes: &["src/domain/password.rs"],
    },
    Library {
        name: "askama",
        homes: &["src/web"],
    },
    Library {
        name: "axum_extra",
        homes: &[
            "src/web/console/device.rs",
            "src/web/console/session.rs",
            "src/web/cookies.rs",
            "src/web/visitor.rs",
        ],
    },
    Library {
        name: "governor",
        homes: &[
            "src/web/console/sign_in_limiter.rs",
            "src/web/keyed_limiter.rs",
            "src/web/rate_limit.rs",
            "src/workers/inbox/pixel_budget.rs",
            "src/web/upload_limiter.rs",
        ],
    },
    Library {
        name: "tower_http",
        homes: &["src/web/deadlines.rs", "src/web/guard.rs"],
    },
    Library {
        name: "hyper",
        homes: &["src/web/held_body.rs", "src/web/server"],
    },
    Library {
        name: "hyper_util",
        homes: &["src/web/server"],
    },
    Library {
        name: "tokio_io_timeout",
        homes: &["src/web/server"],
    },
    Library {
        name: "hmac",
        homes: &[
            "src/payments/stripe/signature.rs",
            "src/web/console/device.rs",
            "src/web/visitor_key.rs",
        ],
    },
    Library {
        name: "tower",
        homes: &["src/web/server"],
    },
    Library {
        name: "subtle",
        homes: &["src/web", "src/messengers"],
    },
    Library {
        name: "webp",
        homes: &[
            "src/pictures/small.rs",
            "engine/src/image",
            "engine/src/moving/webp",
        ],
    },
    Library {
        name: "ab_glyph",
        homes: &["engine/src/sight/sheet"],
    },
    Library {
        name: "candle_core",
        homes: &["engine/src"],
    },
    Library {
        name: "rustface",
        homes: &["engine/src/faces"],
    },
    Library {
        name: "cudarc",
        homes: &["engine/src/backends/cuda"],
    },
    Library {
        name: "image",
        homes: &["engine/src/image", "engine/src/moving/webp"],
    },
    Library {
        name: "png",
        homes: &["engine/src/image", "engine/src/moving"],
    },
    Library {
        name: "gif",
        homes: &["engine/src/moving"],
    },
    Library {
        name: "rusty_h264",
        homes: &["engine/src/moving/h264"],
    },
    Library {
        name: "tiff",
        homes: &["engine/src/image"],
    },
    Library {
        name: "zune_jpeg",
        homes: &["engine/src/image"],
    },
    Library {
        name: "jpeg_decoder",
        homes: &["engine/src/image/jpeg"],
    },
    Library {
        name: "heifer",
        homes: &["engine/src/image/heic.rs"],
    },
    Library {
        name: "fax",
        homes: &["engine/src/image/tiff"],
    },
    Library {
        name: "moxcms",
        homes: &["engine/src/image"],
    },
    Library {
        name: "fast_image_resize",
        homes: &["engine/src/image"],
    },
    Library {
        name: "rustix",
        homes: &[
            "engine/src/image/save.rs",
            "src/app",
            "src/films",
            "src/pictures/free_space.rs",
        ],
    },
    Library {
        name: "close_fds",
        homes: &["src/films/child.rs"],
    },
    Library {
        name: "landlock",
        homes: &["src/films/reachable_files.rs"],
    },
    Library {
        name: "multer",
        homes: &["src/web/upload_form.rs"],
    },
    Library {
        name: "tempfile",
        homes: &[
            "engine/src/image/save.rs",
            "src/cli/simulate",
            "src/films/ffmpeg",
            "src/pictures/leftovers.rs",
            "src/pictures/on_disk.rs",
            "src/simulation/tests.rs",
        ],
    },
    Library {
        name: "url",
        homes: &["src/config", "src/validation.rs"],
    },
    Library {
        name: "pulp",
        homes: &["engine/src/sketch/convolution.rs"],
    },
    Library {
        name: "rayon",
        homes: &["engine/src/clip", "engine/src/sketch"],
    },
    Library {
        name: "safetensors",
        homes: &["engine/src"],
    },
    Library {
        name: "ipnet",
        homes: &["src/domain/sender.rs", "src/payments/yookassa/networks.rs"],
    },
    Library {
        name: "fastrand",
        homes: &["src/simulation"],
    },
    Library {
        name: "figment",
        homes: &["src/config"],
    },
    Library {
        name: "clap",
        homes: &["src/cli", "src/main.rs"],
    },
    Library {
        name: "indicatif",
        homes: &["src/cli"],
    },
    Library {
        name: "sqlx",
        homes: &["src/store/database", "src/store/sql"],
    },
    Library {
        name: "axum",
        homes: &["src/web"],
    },
    Library {
        name: "fluent_templates",
        homes: &["src/domain/language"],
    },
    Library {
        name: "ttf_parser",
        homes: &["src/print_sheet"],
    },
    Library {
        name: "krilla",
        homes: &["src/print_sheet"],
    },
    Library {
        name: "object_store",
        homes: &["src/pictures"],
    },
    Library {
        name: "getrandom",
        homes: &["src/clock.rs"],
    },
    Library {
        name: "teloxide",
        homes: &["src/messengers/telegram"],
    },
    Library {
        name: "reqwest",
        homes: &[
            "src/messengers/downloads.rs",
            "src/messengers/max",
            "src/messengers/telegram",
            "src/messengers/vk",
            "src/payments/stripe",
            "src/payments/yookassa",
            "src/reply_body.rs",
        ],
    },
    Library {
        name: "metrics_exporter_prometheus",
        homes: &["src/app"],
    },
    Library {
        name: "tracing_subscriber",
        homes: &["src/cli/logs.rs"],
    },
    Library {
        name: "tokio",
        homes: &[
            "src/app",
            "src/bells.rs",
            "src/cli",
            "src/films",
            "src/messengers",
            "src/payments",
            "src/pictures",
            "src/reply_body.rs",
            "src/simulation",
            "src/store/database",
            "src/store/sql",
            "src/web",
            "src/workers",
        ],
    },
    Library {
        name: "rpassword",
        homes: &["src/cli/console_password.rs"],
    },
    Library {
        name: "secrecy",
        homes: &["src/app", "src/config", "src/messengers"],
    },
];

/// References to a library outside of its home.
pub(crate) fn offences(sources: &[Source]) -> Offences {
    let mut offences = Vec::new();
    for source in sources {
        let references = references(source);
        for library in LIBRARIES
            .iter()
            .filter(|library| !source.is_within(library.homes))
        {
            let is_own = references.own_names.contains(library.name);
            for reference in &references.paths {
                let is_named = reference
                    .path
                    .first()
                    .is_some_and(|first| first == library.name);
                // A path that begins with the name of a module of ours is ours.
                if is_named && (reference.is_import || !is_own) {
                    offences.push(format!(
                        "{}:{}: {} belongs to {:?}",
                        source.name, reference.line, library.name, library.homes
                    ));
                }
            }
        }
    }

    offences
}
