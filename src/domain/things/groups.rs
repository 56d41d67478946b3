//! Broader words for classes that are close.

use strum::{EnumCount, IntoStaticStr, VariantArray};

/// A common word for several classes: "a dog" for all breeds.
///
/// A word is only here if it is true of each of its classes: a mosque is no church, a palace no
/// castle and a zebra no horse, so that these have none. Some lie within others: each photo gets the
/// narrowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumCount, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Group {
    Fish,
    Bird,
    Frog,
    Turtle,
    Lizard,
    Snake,
    Spider,
    Elephant,
    SeaAnimal,
    Dog,
    Wolf,
    Fox,
    Cat,
    WildCat,
    Bear,
    Insect,
    Butterfly,
    Rodent,
    Sheep,
    Car,
    Truck,
    Train,
    Boat,
    Ship,
    Plane,
    Bicycle,
    Bridge,
    Tower,
    Furniture,
    Instrument,
    Ball,
    Clock,
    Screen,
    Bottle,
    Cup,
    Drink,
    Food,
    Fruit,
    Vegetable,
    Mushroom,
    Flower,
    Beach,
    Mountain,
    Landscape,
}

impl Group {
    /// Every group.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The key of its name.
    #[must_use]
    pub fn text_key(self) -> String {
        let name: &str = self.into();
        format!("thing-group-{name}")
    }

    /// Reads [`Group::text_key`].
    pub(super) fn from_text_key(key: &str) -> Option<Self> {
        let is_key = |group: &Self| group.text_key() == key;
        Self::ALL.iter().copied().find(is_key)
    }

    /// Its classes, in order.
    #[must_use]
    pub fn classes(self) -> Vec<u16> {
        let runs = self.runs().iter();
        runs.flat_map(|run| run[0]..=run[1]).collect()
    }

    /// Its classes as runs: the first and the last of each.
    #[expect(clippy::too_many_lines, reason = "it is a table")]
    const fn runs(self) -> &'static [[u16; 2]] {
        match self {
            Self::Fish => &[[0, 6], [389, 397]],
            Self::Bird => &[[7, 24], [80, 100], [127, 146]],
            Self::Frog => &[[30, 32]],
            Self::Turtle => &[[33, 37]],
            Self::Lizard => &[[38, 48]],
            Self::Snake => &[[52, 68]],
            Self::Spider => &[[72, 77]],
            Self::Elephant => &[[101, 101], [385, 386]],
            Self::SeaAnimal => &[[107, 109], [115, 123], [125, 125], [147, 150], [327, 329]],
            Self::Dog => &[[151, 268]],
            Self::Wolf => &[[269, 271]],
            Self::Fox => &[[277, 280]],
            Self::Cat => &[[281, 285]],
            Self::WildCat => &[[286, 293]],
            Self::Bear => &[[294, 297]],
            Self::Insect => &[[300, 326]],
            Self::Butterfly => &[[321, 326]],
            Self::Rodent => &[[333, 338]],
            Self::Sheep => &[[348, 349]],
            Self::Car => &[
                [436, 436],
                [468, 468],
                [479, 479],
                [511, 511],
                [581, 581],
                [609, 609],
                [627, 627],
                [656, 656],
                [661, 661],
                [751, 751],
                [817, 817],
            ],
            Self::Truck => &[
                [555, 555],
                [569, 569],
                [675, 675],
                [717, 717],
                [864, 864],
                [867, 867],
            ],
            Self::Train => &[[466, 466], [547, 547], [565, 565], [705, 705], [820, 820]],
            Self::Boat => &[
                [472, 472],
                [484, 484],
                [554, 554],
                [576, 576],
                [625, 625],
                [780, 780],
                [814, 814],
                [871, 871],
                [914, 914],
            ],
            Self::Ship => &[[510, 510], [628, 628], [724, 724]],
            Self::Plane => &[[404, 404], [895, 895], [908, 908]],
            Self::Bicycle => &[[444, 444], [671, 671]],
            Self::Bridge => &[[821, 821], [839, 839], [888, 888]],
            Self::Tower => &[[437, 437], [900, 900]],
            Self::Furniture => &[
                [423, 423],
                [431, 431],
                [453, 453],
                [492, 493],
                [495, 495],
                [516, 516],
                [520, 520],
                [526, 526],
                [532, 532],
                [548, 548],
                [553, 553],
                [559, 559],
                [564, 564],
                [703, 703],
                [736, 736],
                [765, 765],
                [831, 831],
                [857, 857],
                [894, 894],
            ],
            Self::Instrument => &[
                [401, 402],
                [420, 420],
                [432, 432],
                [486, 486],
                [494, 494],
                [513, 513],
                [541, 541],
                [546, 546],
                [558, 558],
                [566, 566],
                [577, 577],
                [579, 579],
                [593, 594],
                [641, 642],
                [683, 684],
                [687, 687],
                [699, 699],
                [776, 776],
                [822, 822],
                [875, 875],
                [881, 881],
                [889, 889],
            ],
            Self::Ball => &[
                [429, 430],
                [522, 522],
                [574, 574],
                [722, 722],
                [768, 768],
                [805, 805],
                [852, 852],
                [890, 890],
            ],
            Self::Clock => &[[409, 409], [530, 531], [892, 892]],
            Self::Screen => &[
                [527, 527],
                [598, 598],
                [620, 620],
                [664, 664],
                [681, 681],
                [782, 782],
                [851, 851],
            ],
            Self::Bottle => &[[440, 440], [737, 737], [898, 898], [907, 907]],
            Self::Cup => &[[504, 504], [968, 968]],
            Self::Drink => &[[966, 967], [969, 969]],
            Self::Food => &[[923, 935], [959, 965]],
            Self::Fruit => &[[948, 957]],
            Self::Vegetable => &[[936, 946]],
            Self::Mushroom => &[[947, 947], [991, 997]],
            Self::Flower => &[[984, 986]],
            Self::Beach => &[[977, 978]],
            Self::Mountain => &[[970, 970], [980, 980]],
            Self::Landscape => &[[970, 970], [972, 972], [974, 980]],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Thing;
    use super::*;
    use crate::domain::language::Language;

    #[test]
    fn groups_have_several_classes_and_a_name_in_every_language() {
        for &group in Group::ALL {
            let classes = group.classes();
            assert!(classes.len() > 1, "{group:?}");
            assert!(
                classes.windows(2).all(|pair| pair[0] < pair[1]),
                "{group:?}"
            );
            assert!(classes.iter().all(|&class| Thing::new(class).is_some()));

            for language in Language::ALL {
                assert!(language.known(&group.text_key()).is_some(), "{group:?}");
            }
        }
    }

    #[test]
    fn groups_hold_what_their_names_say() {
        let members = |group: Group| -> String {
            let names = group.classes().into_iter().filter_map(Thing::new);
            let names = names.map(|thing| Language::En.text(&thing.text_key()));
            names.collect::<Vec<_>>().join(", ")
        };

        assert_eq!(
            members(Group::Elephant),
            "a tusked elephant, an Indian elephant, an African elephant"
        );
        assert_eq!(members(Group::Cup), "a coffee mug, a cup");
        assert!(members(Group::Dog).starts_with("a Chihuahua"));
        assert!(members(Group::Dog).ends_with("a Mexican hairless dog"));
        assert!(members(Group::Bird).ends_with("an albatross"));
        assert!(members(Group::Landscape).ends_with("a volcano"));
    }
}
