//! The layers and their arrows.

use crate::{Offences, references::references, source::Source};

/// A part of a crate, and the parts that it may name besides itself.
pub(crate) struct Layer {
    /// Where it lies.
    pub(crate) place: &'static str,
    /// The modules that it may name, by their paths below the crate.
    pub(crate) may_name: &'static [&'static str],
}

/// Everything that has no line here (`app`, `cli`, `main.rs`; the engine's works) may name everything.
pub(crate) const LAYERS: &[Layer] = &[
    Layer {
        place: "src/domain",
        may_name: &[],
    },
    Layer {
        place: "src/clock.rs",
        may_name: &["domain"],
    },
    Layer {
        place: "src/bells.rs",
        may_name: &[],
    },
    Layer {
        place: "src/backoff.rs",
        may_name: &["clock"],
    },
    Layer {
        place: "src/reply_body.rs",
        may_name: &[],
    },
    Layer {
        place: "src/store",
        may_name: &["domain"],
    },
    Layer {
        place: "src/pictures",
        may_name: &["clock", "domain", "store"],
    },
    Layer {
        place: "src/films",
        may_name: &["engine"],
    },
    Layer {
        place: "src/print_sheet",
        may_name: &["domain"],
    },
    Layer {
        place: "src/messengers",
        may_name: &["backoff", "domain", "pictures", "reply_body", "validation"],
    },
    Layer {
        place: "src/payments",
        may_name: &["backoff", "clock", "domain", "reply_body"],
    },
    Layer {
        place: "src/update_receiver.rs",
        may_name: &["bells", "clock", "messengers", "store"],
    },
    Layer {
        place: "src/operator",
        may_name: &["domain", "store"],
    },
    Layer {
        place: "src/validation.rs",
        may_name: &[],
    },
    Layer {
        place: "src/config",
        may_name: &["domain", "engine", "messengers", "validation"],
    },
    Layer {
        place: "src/web",
        may_name: &[
            "backoff",
            "bells",
            "clock",
            "domain",
            "messengers",
            "operator",
            "payments",
            "pictures",
            "store",
            "update_receiver",
        ],
    },
    Layer {
        place: "src/workers",
        may_name: &[
            "backoff",
            "bells",
            "clock",
            "domain",
            "engine",
            "films",
            "messengers",
            "operator",
            "payments",
            "pictures",
            "print_sheet",
            "store",
            "update_receiver",
        ],
    },
    Layer {
        place: "engine/src/planes.rs",
        may_name: &[],
    },
    Layer {
        place: "engine/src/vgg",
        may_name: &[],
    },
    Layer {
        place: "engine/src/image",
        may_name: &["planes"],
    },
    Layer {
        place: "engine/src/moving",
        may_name: &["image"],
    },
    Layer {
        place: "engine/src/canvas",
        may_name: &["image"],
    },
    Layer {
        place: "engine/src/net.rs",
        may_name: &["planes", "vgg"],
    },
    Layer {
        place: "engine/src/blocks.rs",
        may_name: &["net", "planes", "vgg"],
    },
    Layer {
        place: "engine/src/loss",
        may_name: &["blocks", "net", "planes", "vector", "vgg"],
    },
    Layer {
        place: "engine/src/optimizer",
        may_name: &["loss", "net", "planes", "vector"],
    },
    Layer {
        place: "engine/src/descent.rs",
        may_name: &["loss", "net", "optimizer", "planes"],
    },
    Layer {
        place: "engine/src/backends",
        may_name: &[
            "blocks",
            "candle_device",
            "descent",
            "loss",
            "net",
            "optimizer",
            "planes",
            "vector",
            "vgg",
        ],
    },
    Layer {
        place: "engine/src/processor.rs",
        may_name: &["backends", "recipe", "vgg"],
    },
    Layer {
        place: "engine/src/candle_device.rs",
        may_name: &[],
    },
    Layer {
        place: "engine/src/device.rs",
        may_name: &[
            "backends",
            "candle_device",
            "descent",
            "memory",
            "net",
            "processor",
            "vgg",
        ],
    },
];

/// What only its own layer and `app`, which puts the service together, may name.
const HIDDEN: &[&str] = &["store::sql"];

/// References that no arrow allows.
pub(crate) fn offences(sources: &[Source]) -> Offences {
    let mut offences = Vec::new();
    for source in sources {
        let Some(layer) = LAYERS
            .iter()
            .find(|layer| source.name.starts_with(layer.place))
        else {
            continue;
        };

        let module = source.module();
        for reference in references(source).paths {
            let Some(target) = reference.within_crate(&module) else {
                continue;
            };

            let target = target.join("::");
            let own = layer.place.trim_start_matches("engine/");
            let own = own.trim_start_matches("src/").trim_end_matches(".rs");
            let own = own.replace('/', "::");
            let is_allowed = is_below(&target, &own)
                || layer.may_name.iter().any(|place| is_below(&target, place));

            let is_hidden = HIDDEN
                .iter()
                .any(|place| is_below(&target, place) && !is_below(place, &own));

            if !is_allowed || is_hidden {
                offences.push(format!("{}:{}: {target}", source.name, reference.line));
            }
        }
    }

    offences
}

fn is_below(path: &str, place: &str) -> bool {
    path == place
        || path
            .strip_prefix(place)
            .is_some_and(|rest| rest.starts_with("::"))
}
