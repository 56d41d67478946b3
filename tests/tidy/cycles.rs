//! Circles of imports between files. A module and those below it may know each other.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Offences, references::references, source::Source};

type Graph = BTreeMap<String, BTreeSet<String>>;

/// Groups of files of which each reaches every other by imports.
pub(crate) fn offences(sources: &[Source]) -> Offences {
    let graph = graph(sources);
    let reach: BTreeMap<&String, BTreeSet<String>> = graph
        .keys()
        .map(|name| (name, reach(&graph, name)))
        .collect();

    let mut seen = BTreeSet::new();
    let mut offences = Vec::new();
    for (name, reached) in &reach {
        let circle: Vec<&str> = reached
            .iter()
            .filter(|other| *other != *name && reach[other].contains(*name))
            .map(String::as_str)
            .collect();

        if !circle.is_empty() && seen.insert((*name).clone()) {
            seen.extend(circle.iter().map(|other| (*other).to_owned()));
            offences.push(format!("{name}, {}", circle.join(", ")));
        }
    }

    offences
}

/// Which file names which, without the arrows between a module and those below it.
fn graph(sources: &[Source]) -> Graph {
    let mut files = BTreeMap::new();
    for source in sources {
        let key = (source.crate_name(), source.module().join("::"));
        files.insert(key, source.name.clone());
    }

    let mut graph = Graph::new();
    for source in sources {
        let module = source.module();
        let mut named = BTreeSet::new();
        for reference in references(source).paths {
            let Some(target) = reference.within_crate(&module) else {
                continue;
            };

            // The deepest module on the way is the file that holds the item.
            let file = (0..=target.len())
                .rev()
                .map(|depth| target[..depth].to_vec())
                .find_map(|path| {
                    let file = files.get(&(source.crate_name(), path.join("::")))?;

                    Some((path, file))
                });

            if let Some((path, file)) = file
                && !path.starts_with(&module)
                && !module.starts_with(&path)
            {
                named.insert(file.clone());
            }
        }

        graph.insert(source.name.clone(), named);
    }

    graph
}

fn reach(graph: &Graph, from: &str) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut open = vec![from];
    while let Some(name) = open.pop() {
        for next in graph.get(name).into_iter().flatten() {
            if reached.insert(next.clone()) {
                open.push(next);
            }
        }
    }

    reached
}
