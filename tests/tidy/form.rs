//! How the code looks: parameters, traits, files, air, `unsafe`.

use proc_macro2::{TokenStream, TokenTree};
use syn::{FnArg, Pat, spanned::Spanned, visit::Visit};

use crate::{Offences, source::Source};

/// The only modules with `unsafe`: it reaches vector units and a GPU.
const UNSAFE: [&str; 2] = ["engine/src/backends/winograd", "engine/src/backends/cuda"];

/// Lines of a file, without its module of tests.
const LONGEST_FILE: usize = 600;

/// Lines of a file that holds nothing but tests.
const LONGEST_TESTS: usize = 800;

/// Methods of a trait.
const LARGEST_TRAIT: usize = 19;

/// A function of so many lines has steps.
const LONG_FUNCTION: usize = 15;

/// At least this share of the long functions sets its steps apart by a blank line.
const AIRY_SHARE: f64 = 0.7;

/// Tokens on a line that holds code, on average over all files.
const MOST_TOKENS: f64 = 9.5;

/// Functions that take a parameter apart in their signature.
pub(crate) fn tuple_parameters(sources: &[Source]) -> Offences {
    let mut offences = Vec::new();
    for source in sources {
        let mut signatures = Signatures::default();
        signatures.visit_file(&source.code);
        let lines = signatures.tuple_patterns.iter();
        offences.extend(lines.map(|line| format!("{}:{line}", source.name)));
    }

    offences
}

#[derive(Default)]
struct Signatures {
    tuple_patterns: Vec<usize>,
}

impl<'ast> Visit<'ast> for Signatures {
    fn visit_signature(&mut self, signature: &'ast syn::Signature) {
        for input in &signature.inputs {
            if let FnArg::Typed(typed) = input
                && matches!(*typed.pat, Pat::Tuple(_))
            {
                self.tuple_patterns.push(typed.span().start().line);
            }
        }
    }
}

/// Traits with more methods than anybody keeps in mind.
pub(crate) fn large_traits(sources: &[Source]) -> Offences {
    let mut offences = Vec::new();
    for source in sources {
        for item in &source.code.items {
            let syn::Item::Trait(item) = item else {
                continue;
            };

            let is_method = |item: &&syn::TraitItem| matches!(item, syn::TraitItem::Fn(_));
            let methods = item.items.iter().filter(is_method).count();
            if methods > LARGEST_TRAIT {
                offences.push(format!("{}: {}: {methods}", source.name, item.ident));
            }
        }
    }

    offences
}

/// Files beyond the limit.
pub(crate) fn long_files(sources: &[Source]) -> Offences {
    let mut offences = Vec::new();
    for source in sources {
        let is_tests = source.name.starts_with("tests/") || source.name.ends_with("tests.rs");
        let longest = if is_tests {
            LONGEST_TESTS
        } else {
            LONGEST_FILE
        };
        let lines = source.text.lines().count() - source.test_lines;
        if lines > longest {
            offences.push(format!("{}: {lines} lines", source.name));
        }
    }

    offences
}

/// Code without air: functions without a blank line, lines full of tokens.
pub(crate) fn packed_code(sources: &[Source]) -> Offences {
    let mut functions = Functions::default();
    let mut tokens = 0;
    let mut lines = 0;
    for source in sources {
        functions.blank_lines = blank_lines(&source.text);
        functions.visit_file(&source.code);

        let code: TokenStream = source.text.parse().unwrap();
        let is_code = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with("//");
        tokens += count(code);
        lines += source.text.lines().filter(is_code).count();
    }

    let airy_share = functions.airy as f64 / functions.long as f64;
    let density = f64::from(tokens) / lines.max(1) as f64;
    let mut offences = Vec::new();
    if functions.long > 0 && airy_share < AIRY_SHARE {
        offences.push(format!(
            "only {:.0} % of {} functions of {LONG_FUNCTION} lines and more have a blank line",
            airy_share * 100.0,
            functions.long
        ));
    }

    if density > MOST_TOKENS {
        offences.push(format!("{density:.1} tokens on a line"));
    }

    offences
}

fn blank_lines(text: &str) -> Vec<usize> {
    let is_blank = |(_, line): &(usize, &str)| line.trim().is_empty();

    text.lines()
        .enumerate()
        .filter(is_blank)
        .map(|(index, _)| index + 1)
        .collect()
}

/// Tokens without comments; documentation, which the parser turns into attributes, is a comment.
fn count(tokens: TokenStream) -> u32 {
    let mut count = 0;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                let is_inner = |token: &TokenTree| token.to_string() == "!";
                let bang = tokens.next_if(is_inner);
                if tokens.next_if(is_documentation).is_none() {
                    count += 1 + u32::from(bang.is_some());
                }
            }
            TokenTree::Group(group) => count += 2 + self::count(group.stream()),
            _ => count += 1,
        }
    }

    count
}

fn is_documentation(token: &TokenTree) -> bool {
    match token {
        TokenTree::Group(group) => {
            let first = group.stream().into_iter().next();

            first.is_some_and(|token| token.to_string() == "doc")
        }
        _ => false,
    }
}

#[derive(Default)]
struct Functions {
    blank_lines: Vec<usize>,
    long: usize,
    airy: usize,
}

impl Functions {
    fn add(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let first = signature.span().start().line;
        let last = block.span().end().line;
        if last + 1 - first < LONG_FUNCTION {
            return;
        }

        let is_inside = |line: &usize| (first..last).contains(line);
        self.long += 1;
        self.airy += usize::from(self.blank_lines.iter().any(is_inside));
    }
}

impl<'ast> Visit<'ast> for Functions {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.add(&function.sig, &function.block);
        syn::visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.add(&function.sig, &function.block);
        syn::visit::visit_impl_item_fn(self, function);
    }
}

/// `unsafe` where it has no place, or without a comment that says why it holds.
pub(crate) fn unexplained_unsafe(sources: &[Source]) -> Offences {
    let mut offences = Vec::new();
    for source in sources {
        let mut places = UnsafePlaces::default();
        places.visit_file(&source.code);

        let lines: Vec<&str> = source.text.lines().collect();
        for line in places.lines {
            let before = &lines[line.saturating_sub(7)..line];
            let is_explained = before.iter().any(|line| line.contains("SAFETY:"));
            if !source.is_within(&UNSAFE) || !is_explained {
                offences.push(format!("{}:{line}", source.name));
            }
        }
    }

    offences
}

#[derive(Default)]
struct UnsafePlaces {
    lines: Vec<usize>,
}

impl<'ast> Visit<'ast> for UnsafePlaces {
    fn visit_expr_unsafe(&mut self, block: &'ast syn::ExprUnsafe) {
        self.lines.push(block.unsafe_token.span.start().line);
        syn::visit::visit_expr_unsafe(self, block);
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        if let Some(token) = &item.unsafety {
            self.lines.push(token.span.start().line);
        }

        syn::visit::visit_item_impl(self, item);
    }
}
