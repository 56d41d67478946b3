//! View models: entries and styles as a page shows them, with addresses, sizes and texts.

use crate::{
    domain::{
        credits::Credits,
        feed::{Entry, EntryId, PaintingRecipe, Part, PublicStyle, Size, StyleKey, StyleUse},
        job::WhichStyle,
        language::Language,
        picture_size::PictureSize,
        replies::{changes, in_date, knob_lines, of_kind, plan},
        styles::GalleryStyle,
        tier::Plan,
        time::Moment,
        work::{self, Kind, Knob},
    },
    web::assets::kind_picture,
};

/// A picture in the sizes in which it is served.
pub(super) struct PictureView {
    pub(super) small: SizedAddress,
    /// The large one, when it is larger than the small one.
    large: Option<SizedAddress>,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// The address of a picture, and its width in pixels.
pub(super) struct SizedAddress {
    pub(super) address: String,
    width: u32,
}

/// A film that is shown beside a painting.
pub(super) struct FilmView {
    pub(super) address: String,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// A style that people can take.
pub(super) struct StyleView {
    pub(super) key: StyleKey,
    /// As it is used with a link on the page.
    pub(super) style_use: StyleUse,
    pub(super) picture: PictureView,
    pub(super) title: String,
    /// How often it was taken, in words.
    pub(super) uses: Option<String>,
}

/// A kind of work that the front page tells of.
pub(super) struct KindView {
    pub(super) picture: String,
    pub(super) title: String,
    pub(super) about: String,
}

impl KindView {
    /// Those of these kinds that have a picture and words about them.
    pub(super) fn all(kinds: &[&'static Kind], language: Language) -> Vec<Self> {
        let view = |kind: &&'static Kind| {
            Some(Self {
                picture: kind_picture(kind.name)?,
                title: language.known(&kind.text("site-kind"))?,
                about: language.known(&kind.text("site-about-kind"))?,
            })
        };
        kinds.iter().filter_map(view).collect()
    }
}

/// A published painting.
pub(super) struct PaintingView {
    pub(super) id: String,
    pub(super) title: String,
    /// The title of links to it.
    pub(super) link_title: String,
    /// The description for screen readers.
    pub(super) alt: String,
    pub(super) by: String,
    pub(super) date: String,
    /// When it was published, for machines.
    pub(super) timestamp: String,
    /// The most important knobs in a few words.
    pub(super) summary: String,
    /// Every knob with its position.
    pub(super) details: Vec<Detail>,
    pub(super) picture: PictureView,
    pub(super) photo: Option<PictureView>,
    pub(super) film: Option<FilmView>,
    pub(super) styles: Vec<StyleView>,
    pub(super) likes: u32,
    pub(super) is_liked: bool,
}

/// A line of a description list.
pub(super) struct Detail {
    pub(super) name: String,
    pub(super) value: String,
}

impl PictureView {
    /// A picture of a published entry.
    fn published(entry: EntryId, part: Part, shape: PictureSize) -> Self {
        let grid = Size::Grid.scale(shape);
        let page = Size::Page.scale(shape);
        let sized = |size: Size, width: u32| SizedAddress {
            address: format!("/feed/pictures/{entry}/{}-{}", part.name(), size.name()),
            width,
        };

        Self {
            small: sized(Size::Grid, grid.width),
            large: (page.width > grid.width).then(|| sized(Size::Page, page.width)),
            width: page.width,
            height: page.height,
        }
    }

    /// A picture of the gallery.
    fn gallery(style: GalleryStyle) -> Self {
        let PictureSize { width, height } = style.size();
        let slug = style.slug();
        let small = SizedAddress {
            address: format!("/feed/styles/{slug}.webp"),
            width: GalleryStyle::SMALL.min(width),
        };
        let large = (width > small.width).then(|| SizedAddress {
            address: format!("/chat/pictures/{slug}"),
            width,
        });

        Self {
            small,
            large,
            width,
            height,
        }
    }

    /// The address of the largest one.
    pub(super) fn large(&self) -> &str {
        &self.large.as_ref().unwrap_or(&self.small).address
    }

    /// The `srcset` from which a browser chooses; `None` when there is only one size.
    pub(super) fn srcset(&self) -> Option<String> {
        let large = self.large.as_ref()?;
        Some(format!(
            "{} {}w, {} {}w",
            self.small.address, self.small.width, large.address, large.width
        ))
    }

    /// The CSS class for its proportions.
    pub(super) const fn form(&self) -> &'static str {
        match self.height * 10 / self.width {
            0..=11 => "wide",
            12..=17 => "tall",
            _ => "tower",
        }
    }
}

impl FilmView {
    fn new(entry: EntryId, shape: PictureSize) -> Self {
        Self {
            address: format!("/feed/films/{entry}.mp4"),
            width: shape.width,
            height: shape.height,
        }
    }
}

impl StyleView {
    /// A style on a page of styles; `None` when it has no picture.
    pub(super) fn new(style: &PublicStyle, language: Language) -> Option<Self> {
        let picture = match (style.key, style.face) {
            (StyleKey::Gallery(style), _) => PictureView::gallery(style),
            (StyleKey::Published(_), Some(face)) => {
                PictureView::published(face.entry, face.part, face.shape)
            }
            (StyleKey::Published(_), None) => return None,
        };

        let uses = language.fill("site-uses", &[("n", style.uses.into())]);
        Some(Self {
            key: style.key,
            style_use: StyleUse::plain(style.key),
            picture,
            title: style_title(style.key, language),
            uses: (style.uses > 0).then_some(uses),
        })
    }

    /// The styles of an entry.
    fn all_of(entry: &Entry, language: Language) -> Vec<Self> {
        let first = Self::of_part(entry, WhichStyle::First, Part::Style, language);
        let second = Self::of_part(entry, WhichStyle::Second, Part::SecondStyle, language);

        first.into_iter().chain(second).collect()
    }

    fn of_part(entry: &Entry, which: WhichStyle, part: Part, language: Language) -> Option<Self> {
        let style_use = entry.style_use(which)?;
        let key = style_use.key;
        let picture = match key {
            StyleKey::Gallery(style) => PictureView::gallery(style),
            StyleKey::Published(_) => {
                PictureView::published(entry.id, part, entry.parts.shape(part)?)
            }
        };

        Some(Self {
            key,
            style_use,
            picture,
            title: style_title(key, language),
            uses: None,
        })
    }

    /// The path of its page.
    pub(super) fn page(&self) -> String {
        format!("/style/{}", self.key)
    }
}

fn style_title(key: StyleKey, language: Language) -> String {
    match key {
        StyleKey::Gallery(style) => language.text(style.title()),
        StyleKey::Published(_) => language.text("site-visitors-style"),
    }
}

impl PaintingView {
    pub(super) fn new(entry: &Entry, is_liked: bool, language: Language) -> Self {
        let styles = StyleView::all_of(entry, language);
        let style = style_line(entry, &styles, language);
        let alt = language.fill("site-alt", &[("style", style.as_str().into())]);
        let title = entry
            .title
            .map(|word| format!("{} · {style}", word.title(language)));
        let photo = entry.parts.photo;

        Self {
            id: entry.id.to_string(),
            link_title: title.clone().unwrap_or_else(|| alt.clone()),
            alt,
            by: painter(entry, language),
            date: in_date(language, entry.published),
            timestamp: timestamp(entry.published),
            summary: summary(&entry.recipe, language),
            details: details(entry, language),
            picture: PictureView::published(entry.id, Part::Painting, entry.parts.painting),
            photo: photo.map(|shape| PictureView::published(entry.id, Part::Photo, shape)),
            film: entry.parts.film.map(|shape| FilmView::new(entry.id, shape)),
            styles,
            likes: entry.likes,
            is_liked,
            title: title.unwrap_or(style),
        }
    }

    /// The path of its page.
    pub(super) fn page(&self) -> String {
        format!("/p/{}", self.id)
    }

    /// The path of the picture that messengers and social networks show with a link.
    pub(super) fn card(&self) -> String {
        format!(
            "/feed/pictures/{}/{}-{}",
            self.id,
            Part::Painting.name(),
            Size::Card.name()
        )
    }

    /// The path that its like button posts to.
    pub(super) fn like_action(&self) -> String {
        let action = if self.is_liked { "unlike" } else { "like" };
        format!("{}/{action}", self.page())
    }
}

/// The styles by their titles, or what is said without any.
fn style_line(entry: &Entry, styles: &[StyleView], language: Language) -> String {
    if styles.is_empty() {
        return of_kind(language, "site-untitled", entry.recipe.kind);
    }

    let titles: Vec<&str> = styles.iter().map(|style| style.title.as_str()).collect();
    titles.join(" + ")
}

fn painter(entry: &Entry, language: Language) -> String {
    match &entry.name {
        Some(name) => name.to_string(),
        None if entry.is_by_service => language.text("site-showcase"),
        None => language.text("site-nameless"),
    }
}

/// The first things that were chosen, in a line.
fn summary(recipe: &PaintingRecipe, language: Language) -> String {
    let lines = work::kind(recipe.kind)
        .map(|kind| knob_lines(language, kind, recipe.knobs, recipe.is_guided))
        .unwrap_or_default();
    let first: Vec<&str> = lines.iter().take(2).map(String::as_str).collect();
    first.join(" · ")
}

fn details(entry: &Entry, language: Language) -> Vec<Detail> {
    let recipe = &entry.recipe;
    let mut details: Vec<Detail> = work::kind(recipe.kind)
        .map(|kind| knob_details(kind, recipe, language))
        .unwrap_or_default();

    if let Some(share) = recipe.share {
        details.push(Detail {
            name: language.text("site-share-of-second"),
            value: language.fill("share", &[("percent", share.percent().into())]),
        });
    }

    details.extend(edit_detail(entry, language));
    details.push(Detail {
        name: language.text("site-quality"),
        value: plan(
            language,
            recipe.kind,
            &Plan {
                tier: recipe.tier,
                size: recipe.size,
                iterations: recipe.iterations,
                price: Credits::ZERO,
            },
        ),
    });

    details
}

/// What is changed about the style.
fn edit_detail(entry: &Entry, language: Language) -> Option<Detail> {
    let without = entry
        .parts
        .painted_over
        .map(|_| language.text("edited-without"));
    let edit = changes(language, &entry.recipe.edit);
    let changes: Vec<String> = edit.into_iter().chain(without).collect();

    (!changes.is_empty()).then(|| Detail {
        name: language.text("site-edit"),
        value: changes.join(", "),
    })
}

/// What was chosen. A switch that is off says nothing.
fn knob_details(kind: &Kind, recipe: &PaintingRecipe, language: Language) -> Vec<Detail> {
    let detail = |(index, knob): (usize, &Knob)| {
        let place = recipe.knobs.place(index, knob);
        let is_silent = knob.is_switch() && place == knob.usual;
        (!is_silent).then(|| Detail {
            name: language.text(&kind.knob_text("knob", knob)),
            value: language.text(&kind.choice_text(knob, place)),
        })
    };
    kind.knobs_that_count(recipe.is_guided)
        .filter_map(detail)
        .collect()
}

/// `2026-11-26T09:41:07Z`.
pub(super) fn timestamp(at: Moment) -> String {
    at.utc().format("%Y-%m-%dT%H:%M:%SZ").to_string()
}
