//! Names and words that a newcomer would have to decode.

use syn::{Ident, spanned::Spanned, visit::Visit};

use crate::{
    Offences,
    source::{Document, Source},
};

/// Names that types, modules and files had, with what the code says instead.
const RIDDLES: [(&str, &str); 38] = [
    ("Aside", "PausedDraft"),
    ("BadDays", "Failures"),
    ("Board", "QueueNotifier"),
    ("Booth", "MasterThread"),
    ("By", "ActionOrigin"),
    ("Cabinet", "what it holds"),
    ("Closed", "a refusal"),
    ("Crew", "ThreadPool"),
    ("Deed", "OperatorAction"),
    ("Deeds", "actions"),
    ("Desk", "WorkerContext, or what it holds"),
    ("Door", "Approval, or MessengerLink"),
    ("Easel", "JobWorker"),
    ("Enlarger", "MasterPainter"),
    ("Exhibit", "FeedEntryLine"),
    ("Exhibits", "FeedEntries"),
    ("Found", "a noun that says what it is"),
    ("Hall", "PublicSite"),
    ("Hammered", "load"),
    ("Hand", "Actor"),
    ("Held", "LeaseState"),
    ("House", "WebState"),
    ("Kept", "a noun that says what it is"),
    ("Letter", "Notification"),
    ("Letters", "notifications"),
    ("Looked", "DecodedUpload"),
    ("Looker", "UploadReader"),
    ("Made", "a noun that says what it is"),
    ("Office", "console"),
    ("Press", "MasterWorker"),
    ("PrintOrder", "CanvasOrder"),
    ("Room", "console, feed or chat"),
    ("Said", "a noun that says what it is"),
    ("Shown", "a noun that says what it is"),
    ("Studio", "EngineThread"),
    ("Told", "Announcement"),
    ("Twins", "reference kernels"),
    ("Wanted", "Filter"),
];

/// Words that plain modern English has others for.
const OLD_WORDS: [(&str, &str); 4] = [
    ("anew", "again"),
    ("shall", "will, should or may"),
    ("whoever", "who, or anybody who"),
    ("whom", "who"),
];

/// Types, modules and files with a name from the first list, and functions called `of`.
pub(crate) fn riddles(sources: &[Source]) -> Offences {
    let mut offences = Vec::new();
    for source in sources {
        let mut names = Names::default();
        let file = source.name.rsplit('/').next().unwrap_or_default();
        names.judge(file.trim_end_matches(".rs"), 1);
        names.visit_file(&source.code);

        let places = names.offences.iter();
        offences.extend(places.map(|offence| format!("{}:{offence}", source.name)));
    }

    offences
}

/// Lines with a word from the second list. Texts in Russian have none of them.
pub(crate) fn old_words(documents: &[Document]) -> Offences {
    let mut offences = Vec::new();
    for document in documents {
        for (index, line) in document.text.lines().enumerate() {
            let words = line.split(|letter: char| !letter.is_alphanumeric());
            for (old, plain) in words.filter_map(old_word) {
                offences.push(format!(
                    "{}:{}: {old}, say {plain}",
                    document.name,
                    index + 1
                ));
            }
        }
    }

    offences
}

fn old_word(word: &str) -> Option<(&'static str, &'static str)> {
    let word = word.to_lowercase();
    OLD_WORDS.into_iter().find(|(old, _)| *old == word)
}

#[derive(Default)]
struct Names {
    offences: Offences,
}

impl Names {
    /// Judges a name, in whatever case it is written.
    fn judge(&mut self, name: &str, line: usize) {
        let plain = |name: &str| name.replace('_', "").to_lowercase();
        let riddle = RIDDLES
            .iter()
            .find(|(riddle, _)| plain(riddle) == plain(name));

        if let Some((_, better)) = riddle {
            self.offences.push(format!("{line}: {name}, say {better}"));
        }
    }

    fn judge_ident(&mut self, name: &Ident) {
        self.judge(&name.to_string(), name.span().start().line);
    }

    fn judge_function(&mut self, signature: &syn::Signature) {
        if signature.ident == "of" {
            let line = signature.span().start().line;
            self.offences
                .push(format!("{line}: of, say from, for or what it makes"));
        }
    }
}

impl<'ast> Visit<'ast> for Names {
    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.judge_ident(&item.ident);
        syn::visit::visit_item_struct(self, item);
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.judge_ident(&item.ident);
        syn::visit::visit_item_enum(self, item);
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.judge_ident(&item.ident);
        syn::visit::visit_item_trait(self, item);
    }

    fn visit_item_type(&mut self, item: &'ast syn::ItemType) {
        self.judge_ident(&item.ident);
        syn::visit::visit_item_type(self, item);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.judge_ident(&item.ident);
        syn::visit::visit_item_mod(self, item);
    }

    fn visit_signature(&mut self, signature: &'ast syn::Signature) {
        self.judge_function(signature);
        syn::visit::visit_signature(self, signature);
    }
}
