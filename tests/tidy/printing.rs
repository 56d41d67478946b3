//! One way to print: what panics when nobody reads it stays out of the program.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::{Offences, source::Source};

/// Prints, and gives every error back. The log has a writer of its own that cannot panic.
const HOMES: [&str; 2] = ["src/cli/output.rs", "src/cli/logs.rs"];

/// They panic on a closed pipe and on a full disk.
const MACROS: [&str; 5] = ["print", "println", "eprint", "eprintln", "dbg"];

const STREAMS: [&str; 2] = ["stdout", "stderr"];

/// Macros that print, and the streams themselves, outside of their home.
pub(crate) fn outside_its_home(sources: &[Source]) -> Offences {
    let mut offences = Vec::new();
    for source in sources.iter().filter(|source| !source.is_within(&HOMES)) {
        let mut words = Vec::new();
        flatten(source.text.parse().unwrap(), &mut words);

        for (place, word) in words.iter().enumerate() {
            let at = |offset: usize| words.get(place + offset).map_or("", |word| &word.text);
            let before = &words[..place];
            if prints(&word.text, before, [at(1), at(2)]) {
                offences.push(format!("{}:{}: {}", source.name, word.line, word.text));
            }
        }
    }

    offences
}

fn prints(word: &str, before: &[Word], after: [&str; 2]) -> bool {
    let [next, second] = after;
    let is_macro = MACROS.contains(&word) && next == "!" && second != "=";
    let is_after = |text: &str| before.last().is_some_and(|word| word.text == text);
    let is_in_io = matches!(before, [.., io, _, colon] if io.text == "io" && colon.text == ":");
    let is_call = next == "(" && !is_after(".") && !is_after("fn");

    is_macro || STREAMS.contains(&word) && (is_in_io || is_call)
}

/// A token, or the bracket that opens a group.
struct Word {
    text: String,
    line: usize,
}

fn flatten(tokens: TokenStream, words: &mut Vec<Word>) {
    for token in tokens {
        let line = token.span().start().line;
        let text = match &token {
            TokenTree::Group(group) => match group.delimiter() {
                Delimiter::Parenthesis => "(".to_owned(),
                Delimiter::Brace => "{".to_owned(),
                Delimiter::Bracket | Delimiter::None => "[".to_owned(),
            },
            token => token.to_string(),
        };

        words.push(Word { text, line });
        if let TokenTree::Group(group) = token {
            flatten(group.stream(), words);
        }
    }
}
