//! Answers inline queries: which pictures a person can send to any conversation. Each query is
//! answered by itself, whatever waits in the inbox. Nothing about it is stored.
//!
//! A person finds their own finished paintings, as the messenger has them, and the best of the
//! public feed. A painting that is not public never gets an address: only its own author's
//! messenger knows its name.

use std::{collections::HashMap, sync::Arc, time::Duration};

use tokio::{
    sync::mpsc::Receiver,
    task::JoinSet,
    time::{Instant, timeout, timeout_at},
};

use super::{WorkerContext, leased::count_error};
use crate::{
    domain::{
        conversation::Code,
        feed::{Cursor, Entry, EntryId, Order, Part, Size, Span, StyleUse},
        job::WhichStyle,
        language::Language,
        replies::sharing::{self, PictureWords},
        sharing::{OwnPainting, SharingPlace, SharingSearch},
    },
    messengers::{
        InlineAnswer, InlineAnswers, InlineLink, InlinePicture, InlineQuery, InlineResult,
        InlineUpdate, PendingInline,
    },
    store::{Address, OwnPaintings, OwnSearch, feed::Page},
};

/// The pictures on a page of the list.
const PAGE: u32 = 20;
/// How far back a search by words goes, in each of the two lists. Telegram shows no more at once.
const SEARCHED: u32 = 25;
/// How many queries are answered at the same time.
const AT_ONCE: usize = 16;
/// After this time the messenger has forgotten the query.
const PATIENCE: Duration = Duration::from_secs(8);
/// The time limit for the database.
const READ_LIMIT: Duration = Duration::from_secs(3);
/// The period in which a person's queries are counted.
const WINDOW: Duration = Duration::from_mins(1);
/// The most queries of one person in it: faster than anybody types.
const MOST_IN_WINDOW: u32 = 60;

/// Answers the inline queries of one messenger.
pub struct InlineAnswerer {
    context: WorkerContext,
    answers: Arc<dyn InlineAnswers>,
    /// The address of the public pages, without a slash at the end; `None` where messengers cannot
    /// read them.
    site: Option<String>,
}

impl InlineAnswerer {
    /// Answers the queries of this messenger. `home` is the address of the service's pages.
    #[must_use]
    pub fn new(context: WorkerContext, answers: Arc<dyn InlineAnswers>, home: &str) -> Self {
        let is_public = context.rules.feed.enabled && home.starts_with("https://");
        Self {
            site: is_public.then(|| home.to_owned()),
            context,
            answers,
        }
    }

    /// Answers until the service stops. Nobody waits long for what is unanswered then.
    pub async fn run(self, mut updates: Receiver<PendingInline>) {
        let answerer = Arc::new(self);
        let mut limits = QueryLimits::default();
        let mut answers = JoinSet::new();
        loop {
            tokio::select! {
                () = answerer.context.stop.cancelled() => break,
                Some(pending) = updates.recv(), if answers.len() < AT_ONCE => {
                    let Some(query) = to_answer(pending.update, &mut limits) else {
                        continue;
                    };

                    let answerer = Arc::clone(&answerer);
                    let until = pending.since + PATIENCE;
                    answers.spawn(async move {
                        answerer.answer(pending.messenger, query, until).await;
                    });
                }
                Some(_) = answers.join_next() => {}
            }
        }
    }

    async fn answer(&self, messenger: &'static str, query: InlineQuery, until: Instant) {
        let answered = timeout_at(until, self.try_to_answer(messenger, &query)).await;
        let outcome = match answered {
            Ok(Ok(())) => "answered",
            Ok(Err(error)) => {
                count_error("inline_queries");
                tracing::warn!(?error, "an inline query was not answered");
                "failed"
            }
            Err(_) => "too_late",
        };

        count_query(outcome);
    }

    async fn try_to_answer(
        &self,
        messenger: &'static str,
        query: &InlineQuery,
    ) -> anyhow::Result<()> {
        let answer = timeout(READ_LIMIT, self.find(messenger, query)).await??;
        self.answers.answer_inline(&query.id, answer).await?;
        Ok(())
    }

    /// What the person finds.
    async fn find(
        &self,
        messenger: &'static str,
        query: &InlineQuery,
    ) -> anyhow::Result<InlineAnswer> {
        let question = Question {
            messenger,
            query,
            search: SharingSearch::parse(&query.text),
            place: SharingPlace::parse(&query.offset),
        };
        let own = self.own(&question).await?;
        if own.as_ref().is_some_and(|own| own.is_blocked) {
            return Ok(InlineAnswer::default());
        }

        let Question { search, place, .. } = &question;
        let place = *place;
        let language = own.as_ref().map_or(query.language, |own| own.language);
        let list = List {
            answerer: self,
            messenger,
            language,
            search,
        };
        let paintings = own.map_or_else(empty_page, |own| own.paintings);
        let has_none = paintings.items.is_empty() && place == SharingPlace::START;
        let own_ids: Vec<EntryId> = paintings.items.iter().filter_map(|one| one.entry).collect();

        let mut results = list.own_results(&paintings.items).await;
        let next = match (search, paintings.next) {
            (SharingSearch::Painting(_), _) => None,
            (SharingSearch::Everything, Some(cursor)) => Some(SharingPlace::Own(cursor)),
            (_, _) => {
                let after = match place {
                    SharingPlace::Own(_) => Cursor::START,
                    SharingPlace::Best(cursor) => cursor,
                };
                let best = self.best(after, question.limit()).await?;
                results.extend(list.entry_results(&best.items, &own_ids).await);
                best.next.map(SharingPlace::Best)
            }
        };

        Ok(InlineAnswer {
            results,
            next: next
                .filter(|_| *search == SharingSearch::Everything)
                .map(|place| place.to_string()),
            open_bot: has_none.then(|| sharing::start_label(language)),
        })
    }

    /// The person and their own paintings; `None` if the bot does not know them.
    async fn own(&self, question: &Question<'_>) -> anyhow::Result<Option<OwnPaintings>> {
        let address = Address {
            messenger: question.messenger.to_owned(),
            external: question.query.person.clone(),
        };
        let after = match question.place {
            SharingPlace::Own(cursor) => cursor,
            SharingPlace::Best(_) => Cursor::START,
        };
        let search = OwnSearch {
            job: match question.search {
                SharingSearch::Painting(job) => Some(job),
                SharingSearch::Everything | SharingSearch::Words(_) => None,
            },
            after,
            limit: question.limit(),
            now: self.context.clock.now(),
        };

        let sharing = &self.context.stores.sharing;
        let mut own = sharing.own_paintings(&address, search).await?;
        if let (Some(own), SharingPlace::Best(_)) = (&mut own, question.place) {
            own.paintings = empty_page();
        }

        Ok(own)
    }

    /// The best entries of the week, without those of authors that the operator has blocked.
    async fn best(&self, after: Cursor, limit: u32) -> anyhow::Result<Page<Entry>> {
        if self.site.is_none() {
            return Ok(empty_page());
        }

        let order = Order::Best(Span::Week);
        let mut page = self.context.feed.page(order, Some(after), limit).await?;
        let ids: Vec<EntryId> = page.items.iter().map(|entry| entry.id).collect();
        let sharing = &self.context.stores.sharing;
        let blocked = sharing.entries_of_blocked(&ids).await?;
        page.items.retain(|entry| !blocked.contains(&entry.id));

        Ok(page)
    }
}

/// A query as it was read.
struct Question<'a> {
    messenger: &'static str,
    query: &'a InlineQuery,
    search: SharingSearch,
    place: SharingPlace,
}

impl Question<'_> {
    /// The most pictures of each of the two lists.
    const fn limit(&self) -> u32 {
        match self.search {
            SharingSearch::Words(_) => SEARCHED,
            SharingSearch::Everything | SharingSearch::Painting(_) => PAGE,
        }
    }
}

/// The pictures of one answer.
struct List<'a> {
    answerer: &'a InlineAnswerer,
    messenger: &'static str,
    language: Language,
    search: &'a SharingSearch,
}

impl List<'_> {
    async fn own_results(&self, paintings: &[OwnPainting]) -> Vec<InlineResult> {
        let mut results = Vec::new();
        for painting in paintings {
            let words = sharing::own(self.language, painting);
            if !self.matches(&words) {
                continue;
            }

            results.push(InlineResult {
                id: format!("own-{}", painting.job),
                picture: InlinePicture::Sent(painting.sent_as.clone()),
                links: self.links(painting.style, painting.entry).await,
                title: words.title,
                caption: words.caption,
            });
        }

        results
    }

    /// Entries, without those that stand among the person's own paintings.
    async fn entry_results(&self, entries: &[Entry], own: &[EntryId]) -> Vec<InlineResult> {
        let mut results = Vec::new();
        let Some(site) = &self.answerer.site else {
            return results;
        };

        for entry in entries.iter().filter(|entry| !own.contains(&entry.id)) {
            let words = sharing::entry(self.language, entry);
            if !self.matches(&words) {
                continue;
            }

            let part = Part::Painting.name();
            let size = Size::Card.name();
            let style = entry.style_use(WhichStyle::First);
            results.push(InlineResult {
                id: format!("feed-{}", entry.id),
                picture: InlinePicture::Public {
                    address: format!("{site}/feed/pictures/{}/{part}-{size}", entry.id),
                    size: Size::CARD,
                },
                links: self.links(style, Some(entry.id)).await,
                title: words.title,
                caption: words.caption,
            });
        }

        results
    }

    fn matches(&self, words: &PictureWords) -> bool {
        self.search
            .matches(&format!("{}\n{}", words.title, words.caption))
    }

    /// A link into a chat with the bot, with the style if everybody can use it, and one to the page
    /// of a public entry.
    async fn links(&self, style: Option<StyleUse>, entry: Option<EntryId>) -> Vec<InlineLink> {
        let language = self.language;
        let code = style.map(Code::taking);
        let label = sharing::open_bot_label(language, style.is_some());
        let opens_bot = self.start_link(code).await;
        let opens_bot = opens_bot.map(|address| InlineLink { label, address });

        let page = self.answerer.site.as_ref().zip(entry);
        let opens_page = page.map(|(site, entry)| InlineLink {
            label: sharing::see_entry_label(language),
            address: format!("{site}/p/{entry}"),
        });

        opens_bot.into_iter().chain(opens_page).collect()
    }

    async fn start_link(&self, code: Option<String>) -> Option<String> {
        let messenger = self.answerer.context.messenger(self.messenger)?;
        let code = code.unwrap_or_else(|| Code::FROM_PICTURE.to_owned());
        messenger.invitation(&code).await
    }
}

/// The query in an update, if it is to be answered.
fn to_answer(update: InlineUpdate, limits: &mut QueryLimits) -> Option<InlineQuery> {
    match update {
        InlineUpdate::Query(query) if limits.takes(&query.person, Instant::now()) => Some(query),
        InlineUpdate::Query(_) => {
            count_query("too_many");
            None
        }
        InlineUpdate::Chosen(result) => {
            let from = if result.starts_with("own-") {
                "own"
            } else {
                "feed"
            };
            metrics::counter!("vernissage_inline_chosen_total", "from" => from).increment(1);
            None
        }
    }
}

/// How many queries each person has made lately.
struct QueryLimits {
    since: Instant,
    counts: HashMap<String, u32>,
}

impl Default for QueryLimits {
    fn default() -> Self {
        Self {
            since: Instant::now(),
            counts: HashMap::new(),
        }
    }
}

impl QueryLimits {
    /// Counts a query; false if it is one too many.
    fn takes(&mut self, person: &str, now: Instant) -> bool {
        if now.duration_since(self.since) >= WINDOW {
            self.since = now;
            self.counts.clear();
        }

        let count = self.counts.entry(person.to_owned()).or_default();
        *count += 1;
        *count <= MOST_IN_WINDOW
    }
}

fn count_query(outcome: &'static str) {
    metrics::counter!("vernissage_inline_queries_total", "outcome" => outcome).increment(1);
}

const fn empty_page<T>() -> Page<T> {
    Page {
        items: Vec::new(),
        next: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_asks_without_end() {
        let mut limits = QueryLimits::default();
        let now = Instant::now();
        let taken = (0..200).filter(|_| limits.takes("7", now)).count();

        assert_eq!(taken, MOST_IN_WINDOW as usize);
        assert!(limits.takes("8", now), "others are not concerned");
        assert!(limits.takes("7", now + WINDOW), "it passes");
    }
}
