//! Entries and styles as a page shows them: addresses, sizes and words.

use std::fmt::Write;

use crate::domain::{
    feed::{Entry, EntryId, PaintingRecipe, Part, PublicStyle, Shape, Size, StyleKey},
    language::Language,
    replies::in_date,
    styles::GalleryStyle,
    time::Moment,
};

/// A picture in the sizes in which it is served.
pub(super) struct Shown {
    /// The small one's address.
    pub(super) small: String,
    small_width: u32,
    /// The large one's, where it is larger.
    large: Option<(String, u32)>,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// A style that can be taken.
pub(super) struct ShownStyle {
    pub(super) key: StyleKey,
    pub(super) shown: Shown,
    pub(super) title: String,
    /// How often it was taken, in words.
    pub(super) uses: Option<String>,
}

/// A published painting.
pub(super) struct Work {
    pub(super) id: String,
    pub(super) title: String,
    /// What a screen reader says of the painting.
    pub(super) alt: String,
    pub(super) by: String,
    pub(super) date: String,
    /// The moment as machines read it.
    pub(super) stamp: String,
    /// The knobs in a few words.
    pub(super) in_short: String,
    /// Every knob and its position.
    pub(super) how: Vec<(String, String)>,
    pub(super) painting: Shown,
    pub(super) photo: Option<Shown>,
    pub(super) styles: Vec<ShownStyle>,
    pub(super) likes: u32,
    pub(super) is_liked: bool,
}

impl Shown {
    /// One of the pictures of an entry.
    fn published(entry: EntryId, part: Part, shape: Shape) -> Self {
        let address =
            |size: Size| format!("/feed/pictures/{entry}/{}-{}", part.name(), size.name());
        let grid = Size::Grid.of(shape);
        let page = Size::Page.of(shape);

        Self {
            small: address(Size::Grid),
            small_width: grid.width,
            large: (page.width > grid.width).then(|| (address(Size::Page), page.width)),
            width: page.width,
            height: page.height,
        }
    }

    fn gallery(style: GalleryStyle) -> Self {
        let (width, height) = style.size();
        let slug = style.slug();
        let small_width = GalleryStyle::SMALL.min(width);
        let large = (width > small_width).then(|| (format!("/chat/pictures/{slug}"), width));

        Self {
            small: format!("/feed/styles/{slug}.webp"),
            small_width,
            large,
            width,
            height,
        }
    }

    /// The largest one's address.
    pub(super) fn large(&self) -> &str {
        self.large
            .as_ref()
            .map_or(&self.small, |(address, _)| address)
    }

    /// What a browser may choose from.
    pub(super) fn choice(&self) -> Option<String> {
        let (address, width) = self.large.as_ref()?;
        Some(format!(
            "{} {}w, {address} {width}w",
            self.small, self.small_width
        ))
    }

    /// For the style sheet: how wide it may hang among others.
    pub(super) const fn form(&self) -> &'static str {
        match self.height * 10 / self.width {
            0..=11 => "wide",
            12..=17 => "tall",
            _ => "tower",
        }
    }
}

impl ShownStyle {
    /// A style on a page of styles.
    pub(super) fn of(style: &PublicStyle, language: Language) -> Option<Self> {
        let shown = match (style.key, style.face) {
            (StyleKey::Gallery(style), _) => Shown::gallery(style),
            (StyleKey::Published(_), Some(face)) => {
                Shown::published(face.entry, face.part, face.shape)
            }
            (StyleKey::Published(_), None) => return None,
        };

        let uses =
            (style.uses > 0).then(|| language.fill("site-uses", &[("n", style.uses.into())]));
        Some(Self {
            key: style.key,
            shown,
            title: title(style.key, language),
            uses,
        })
    }

    /// The styles that an entry shows.
    fn of_entry(entry: &Entry, language: Language) -> Vec<Self> {
        let parts = [
            (entry.style, Part::Style),
            (entry.second_style, Part::SecondStyle),
        ];
        let shown = |(key, part): (Option<StyleKey>, Part)| {
            let key = key?;
            let shown = match key {
                StyleKey::Gallery(style) => Shown::gallery(style),
                StyleKey::Published(_) => {
                    Shown::published(entry.id, part, entry.parts.shape(part)?)
                }
            };

            Some(Self {
                key,
                shown,
                title: title(key, language),
                uses: None,
            })
        };

        parts.into_iter().filter_map(shown).collect()
    }

    /// Its page.
    pub(super) fn page(&self) -> String {
        format!("/style/{}", self.key)
    }
}

fn title(key: StyleKey, language: Language) -> String {
    match key {
        StyleKey::Gallery(style) => language.text(style.title()),
        StyleKey::Published(_) => language.text("site-visitors-style"),
    }
}

impl Work {
    pub(super) fn of(entry: &Entry, is_liked: bool, language: Language) -> Self {
        let styles = ShownStyle::of_entry(entry, language);
        let titles: Vec<&str> = styles.iter().map(|style| style.title.as_str()).collect();
        let title = if titles.is_empty() {
            language.text("site-untitled")
        } else {
            titles.join(" + ")
        };

        Self {
            id: entry.id.to_string(),
            alt: language.fill("site-alt", &[("style", title.as_str().into())]),
            by: by(entry, language),
            date: in_date(language, entry.published),
            stamp: stamp(entry.published),
            in_short: in_short(&entry.made, language),
            how: how(&entry.made, language),
            painting: Shown::published(entry.id, Part::Painting, entry.parts.painting),
            photo: entry
                .parts
                .photo
                .map(|shape| Shown::published(entry.id, Part::Photo, shape)),
            styles,
            likes: entry.likes,
            is_liked,
            title,
        }
    }

    /// Its page.
    pub(super) fn page(&self) -> String {
        format!("/p/{}", self.id)
    }

    /// The picture that messengers and networks show with a link.
    pub(super) fn card(&self) -> String {
        format!(
            "/feed/pictures/{}/{}-{}",
            self.id,
            Part::Painting.name(),
            Size::Card.name()
        )
    }

    /// Where its likes go.
    pub(super) fn like(&self) -> String {
        format!(
            "{}/{}",
            self.page(),
            if self.is_liked { "unlike" } else { "like" }
        )
    }
}

fn by(entry: &Entry, language: Language) -> String {
    match &entry.name {
        Some(name) => name.to_string(),
        None if entry.is_of_the_house => language.text("site-house"),
        None => language.text("site-nameless"),
    }
}

fn in_short(made: &PaintingRecipe, language: Language) -> String {
    let strength = language.text(&format!("strength-{}", made.look.strength.index()));
    let stroke = language.text(&format!("stroke-{}", made.look.stroke.index()));

    language.fill(
        "site-how",
        &[("strength", strength.into()), ("stroke", stroke.into())],
    )
}

fn how(made: &PaintingRecipe, language: Language) -> Vec<(String, String)> {
    let PaintingRecipe {
        look,
        tier,
        size,
        iterations,
        share,
    } = *made;
    let plan = [("size", size.into()), ("iterations", iterations.into())];
    let said = |label: &str, value: String| (language.text(label), value);
    let mut how = vec![
        said(
            "button-strength",
            language.text(&format!("strength-{}", look.strength.index())),
        ),
        said(
            "button-stroke",
            language.text(&format!("stroke-{}", look.stroke.index())),
        ),
    ];

    how.extend(
        look.keep_colours
            .then(|| said("site-colours", language.text("site-colours-kept"))),
    );

    let shares = share.map(|share| language.fill("share", &[("percent", share.percent().into())]));
    how.extend(shares.map(|share| said("site-share-of-second", share)));
    how.push(said(
        "site-quality",
        language.fill(&format!("plan-{}", tier.name()), &plan),
    ));

    how
}

/// `2026-11-26T09:41:07Z`.
pub(super) fn stamp(at: Moment) -> String {
    let (year, month, day) = at.date();
    let second = at.millis().div_euclid(1000).rem_euclid(86_400);
    let mut stamp = format!("{year:04}-{month:02}-{day:02}");

    // Writing to a string does not fail.
    let _ = write!(
        stamp,
        "T{:02}:{:02}:{:02}Z",
        second / 3600,
        second / 60 % 60,
        second % 60
    );

    stamp
}
