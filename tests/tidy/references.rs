//! Every path that a source names: in imports, grouped or not, in types and expressions, in
//! attributes and inside macros.

use std::collections::HashSet;

use proc_macro2::{TokenStream, TokenTree};
use syn::{UseTree, spanned::Spanned, visit::Visit};

use crate::source::Source;

/// A named path.
pub(crate) struct Reference {
    /// Its line.
    pub(crate) line: usize,
    /// Its segments as they are written, such as `["crate", "store", "Job"]`.
    pub(crate) path: Vec<String>,
    /// Whether it is an import.
    pub(crate) is_import: bool,
}

impl Reference {
    /// The path below the crate, with `self` and `super` resolved; `None` when it leads elsewhere.
    pub(crate) fn within_crate(&self, module: &[String]) -> Option<Vec<String>> {
        let supers = self.path.iter().take_while(|segment| *segment == "super");
        let supers = supers.count();
        let rest = |from: usize| self.path[from..].iter().cloned();

        match self.path.first()?.as_str() {
            "crate" => Some(rest(1).collect()),
            "self" => Some(module.iter().cloned().chain(rest(1)).collect()),
            "super" => {
                let above = module.len().checked_sub(supers)?;

                Some(
                    module[..above]
                        .iter()
                        .cloned()
                        .chain(rest(supers))
                        .collect(),
                )
            }
            _ => None,
        }
    }
}

/// What a source names, and which names its imports and modules bind.
pub(crate) struct References {
    /// All paths.
    pub(crate) paths: Vec<Reference>,
    /// Names of modules and imports that stand for something of our own.
    pub(crate) own_names: HashSet<String>,
}

/// Collects the paths of a source.
pub(crate) fn references(source: &Source) -> References {
    let mut collector = Collector {
        found: References {
            paths: Vec::new(),
            own_names: HashSet::new(),
        },
    };
    collector.visit_file(&source.code);

    collector.found
}

struct Collector {
    found: References,
}

impl Collector {
    fn add(&mut self, line: usize, path: Vec<String>, is_import: bool) {
        self.found.paths.push(Reference {
            line,
            path,
            is_import,
        });
    }

    /// Flattens `use a::{b, c::d}` into `a::b` and `a::c::d`.
    fn add_imports(&mut self, prefix: &[String], tree: &UseTree) {
        let mut path = prefix.to_vec();
        match tree {
            UseTree::Path(part) => {
                path.push(part.ident.to_string());
                self.add_imports(&path, &part.tree);
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.add_imports(&path, tree);
                }
            }
            UseTree::Name(name) => {
                let bound = if name.ident == "self" {
                    path.last().cloned().unwrap_or_default()
                } else {
                    path.push(name.ident.to_string());
                    name.ident.to_string()
                };

                self.bind(&path, bound);
                self.add(tree.span().start().line, path, true);
            }
            UseTree::Rename(rename) => {
                path.push(rename.ident.to_string());
                self.bind(&path, rename.rename.to_string());
                self.add(tree.span().start().line, path, true);
            }
            UseTree::Glob(_) => self.add(tree.span().start().line, path, true),
        }
    }

    fn bind(&mut self, path: &[String], name: String) {
        if path.len() > 1 {
            self.found.own_names.insert(name);
        }
    }

    /// Paths in tokens that nobody has parsed: those of macros and attributes.
    fn add_tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut line = 0;
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) if colons == 2 && !path.is_empty() => {
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Ident(ident) => {
                    self.end_path(&mut path, line);
                    line = ident.span().start().line;
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                TokenTree::Group(group) => {
                    self.end_path(&mut path, line);
                    self.add_tokens(group.stream());
                    colons = 0;
                }
                _ => {
                    self.end_path(&mut path, line);
                    colons = 0;
                }
            }
        }

        self.end_path(&mut path, line);
    }

    fn end_path(&mut self, path: &mut Vec<String>, line: usize) {
        let ended = std::mem::take(path);
        if ended.len() > 1 {
            self.add(line, ended, false);
        }
    }
}

impl<'ast> Visit<'ast> for Collector {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.add_imports(&[], &item.tree);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.found.own_names.insert(item.ident.to_string());
        syn::visit::visit_item_mod(self, item);
    }

    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {
        // `pub(in crate::store)` opens a door and uses nothing.
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();

        if segments.len() > 1 {
            self.add(path.span().start().line, segments, false);
        }

        syn::visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.add_tokens(call.tokens.clone());
        syn::visit::visit_macro(self, call);
    }

    fn visit_meta_list(&mut self, list: &'ast syn::MetaList) {
        self.add_tokens(list.tokens.clone());
        syn::visit::visit_meta_list(self, list);
    }
}
