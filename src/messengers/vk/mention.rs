//! Mentions at the beginning of a message: who it is addressed to.
//!
//! Apps write a mention as `[club6|Name]`. What comes from other programs, or was typed where the
//! app did not replace it, is `@club6`, `*club6` or `@club6 (Name)`.

/// The kinds of communities in VKontakte's names for them.
const COMMUNITIES: [&str; 3] = ["club", "public", "event"];
/// What may stand between a mention and the text.
const SEPARATORS: [char; 4] = [',', ':', ' ', '\n'];

/// Somebody who is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mention {
    /// A community, by its id.
    Community(u64),
    /// A person, or a name that is not an id.
    Other,
}

/// A text and the mention that it begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Addressed<'a> {
    /// Who is mentioned; `None` if the text begins with something else.
    pub(super) mention: Option<Mention>,
    /// What follows.
    pub(super) text: &'a str,
}

impl<'a> Addressed<'a> {
    /// Reads the mention off a text.
    pub(super) fn parse(text: &'a str) -> Self {
        let text = text.trim();
        let plain = Self {
            mention: None,
            text,
        };

        if let Some(link) = text.strip_prefix('[') {
            return Self::linked(link).unwrap_or(plain);
        }

        text.strip_prefix(['@', '*']).map_or(plain, Self::written)
    }

    /// After the bracket of `[club6|Name], /help`; `None` if it is no mention.
    fn linked(link: &'a str) -> Option<Self> {
        let (inside, rest) = link.split_once(']')?;
        let (target, _) = inside.split_once('|')?;

        Some(Self {
            mention: Some(Mention::parse(target)),
            text: rest.trim_start_matches(SEPARATORS),
        })
    }

    /// After the sign of `@club6 (Name) /help`.
    fn written(rest: &'a str) -> Self {
        let end = rest.find(SEPARATORS).unwrap_or(rest.len());
        let (target, rest) = rest.split_at(end);
        let rest = rest.trim_start_matches(SEPARATORS);
        let named = rest
            .strip_prefix('(')
            .and_then(|rest| rest.split_once(')'))
            .map_or(rest, |(_, rest)| rest);

        Self {
            mention: Some(Mention::parse(target)),
            text: named.trim_start_matches(SEPARATORS),
        }
    }
}

impl Mention {
    /// Reads `club6`, or `club6:bp-6_9` in an answer to a comment.
    fn parse(target: &str) -> Self {
        let name = target.split(':').next().unwrap_or_default().to_lowercase();
        let id = COMMUNITIES
            .iter()
            .find_map(|kind| name.strip_prefix(kind)?.parse().ok());

        id.map_or(Self::Other, Self::Community)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_mention_is_read() {
        let six = Some(Mention::Community(6));
        let table = [
            ("[club6|@us] /help", six, "/help"),
            ("[club6|Name], /help", six, "/help"),
            (" [public6|Имя]: /help me", six, "/help me"),
            ("[event6|x]\n/help", six, "/help"),
            ("[club6:bp-6_9|Name], /help", six, "/help"),
            ("@club6 /help", six, "/help"),
            ("@club6, /help", six, "/help"),
            ("@club6 (Name) /help", six, "/help"),
            ("*club6 /help", six, "/help"),
            ("*CLUB6", six, ""),
            ("[club61|@us] /help", Some(Mention::Community(61)), "/help"),
            ("@club61 /help", Some(Mention::Community(61)), "/help"),
            ("[id6|Anna] /help", Some(Mention::Other), "/help"),
            ("@anna /help", Some(Mention::Other), "/help"),
            ("/help @club6", None, "/help @club6"),
            ("[6] /help", None, "[6] /help"),
            ("[club6 /help", None, "[club6 /help"),
            ("", None, ""),
        ];

        for (written, mention, text) in table {
            let addressed = Addressed { mention, text };
            assert_eq!(Addressed::parse(written), addressed, "{written}");
        }
    }
}
