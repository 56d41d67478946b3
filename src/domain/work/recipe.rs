//! What is chosen for a piece of work, besides its pictures.

use serde::{Deserialize, Serialize};

use super::{KindName, Knobs, painting};
use crate::domain::look::Look;
use crate::domain::tier::Quality;

/// The choices besides the pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipe {
    /// What is made. Drafts from the time when there was nothing else are paintings.
    #[serde(default = "painting::name")]
    pub kind: KindName,
    /// Tier and iterations.
    pub quality: Quality,
    /// What was chosen on the kind's knobs.
    #[serde(alias = "look")]
    pub knobs: Knobs,
}

impl Default for Recipe {
    fn default() -> Self {
        Self::usual(painting::NAME)
    }
}

impl Recipe {
    /// The usual choices of a kind.
    #[must_use]
    pub fn usual(kind: KindName) -> Self {
        Self {
            kind,
            quality: Quality::default(),
            knobs: Knobs::default(),
        }
    }

    /// The usual painting of a person with this look.
    #[must_use]
    pub fn painting(look: Look) -> Self {
        Self {
            knobs: look.into(),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::look::Level;

    #[test]
    fn the_draft_of_an_older_version_is_a_painting() {
        let kept = r#"{"quality":"premium","look":{"strength":2,"stroke":-1,"keep_colours":true}}"#;
        let recipe: Recipe = serde_json::from_str(kept).unwrap();
        let look = Look {
            strength: Level::ALL[4],
            stroke: Level::ALL[1],
            keep_colours: true,
        };

        assert_eq!(
            recipe,
            Recipe {
                quality: Quality::Premium,
                ..Recipe::painting(look)
            }
        );
    }
}
