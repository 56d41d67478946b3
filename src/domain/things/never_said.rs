//! Classes that are never said. The classifier knows no people, so that it takes them for what they
//! wear, hold or resemble, and many a class is an insult if it is wrong. Better no word than such a
//! one, even where it would be right.

/// Said of a portrait, a remark on somebody's clothes, body or taste; swimwear and underwear worst.
const WORN: &[u16] = &[
    399, // an abaya
    400, // an academic gown
    411, // an apron
    433, // a swimming cap
    434, // a bath towel
    439, // a bearskin hat
    443, // a bib
    445, // a bikini
    451, // a bolo tie
    452, // a bonnet
    457, // a bow tie
    459, // a bra
    464, // a buckle
    474, // a cardigan
    496, // a Christmas stocking
    501, // a cloak
    502, // a clog
    514, // a cowboy boot
    515, // a cowboy hat
    518, // a crash helmet
    552, // a feather boa
    560, // an American football helmet
    568, // a fur coat
    578, // an evening gown
    584, // a hair clip
    601, // a hoop skirt
    608, // jeans
    610, // a T-shirt
    614, // a kimono
    615, // a knee pad
    617, // a lab coat
    630, // a loafer
    638, // a one-piece swimsuit
    639, // a swimsuit
    643, // a mask
    652, // a military uniform
    655, // a miniskirt
    658, // a mitten
    667, // a mortarboard
    679, // a necklace
    689, // an overskirt
    697, // pyjamas
    735, // a poncho
    770, // a running shoe
    774, // a sandal
    775, // a sarong
    785, // a seat belt
    793, // a shower cap
    796, // a ski mask
    806, // a sock
    808, // a sombrero
    824, // a stole
    834, // a suit
    836, // dark glasses
    837, // sunglasses
    841, // a sweatshirt
    842, // swimming trunks
    869, // a trench coat
    885, // velvet
    887, // a church vestment
    903, // a wig
    906, // a necktie
    911, // wool
];

/// Cosmetics and hair: a remark on how somebody looks.
const COSMETICS: &[u16] = &[
    424, // a barber's shop
    551, // face powder
    585, // hair spray
    589, // a hairdryer
    629, // lipstick
    631, // a bottle of lotion
    711, // a bottle of perfume
    838, // sunscreen
];

/// People by what they do: it may be wrong, and whether they are such is nobody's business.
const PEOPLE: &[u16] = &[
    981, // a baseball player
    982, // a bridegroom
    983, // a scuba diver
];

/// Apes, monkeys and lemurs: a racist insult where a face was meant.
const PRIMATES: std::ops::RangeInclusive<u16> = 365..=384;

/// Animals whose names are insults in English or Russian, and vermin.
const INSULTS: &[u16] = &[
    8,   // a hen
    23,  // a vulture
    78,  // a tick
    79,  // a centipede
    110, // a flatworm
    111, // a roundworm
    113, // a snail
    114, // a slug
    147, // a grey whale
    149, // a dugong
    276, // a hyena
    305, // a dung beetle
    314, // a cockroach
    341, // a pig
    342, // a wild boar
    343, // a warthog
    344, // a hippopotamus
    345, // an ox
    348, // a ram
    350, // an ibex, in Russian a goat
    356, // a weasel
    358, // a polecat
    361, // a skunk
    364, // a sloth
    719, // a piggy bank
];

/// Weapons, armour and war: a threat, or an accusation.
const WEAPONS: &[u16] = &[
    403, // an aircraft carrier
    413, // an assault rifle
    456, // an archer's bow
    461, // a breastplate
    465, // a bulletproof vest
    471, // a cannon
    490, // chain mail
    491, // a chainsaw
    499, // a cleaver
    524, // a cuirass
    586, // a half-track
    596, // a hatchet
    597, // a holster
    623, // a letter opener
    657, // a missile
    715, // a spiked helmet
    747, // a punchbag
    763, // a revolver
    764, // a rifle
    777, // a scabbard
    787, // a shield
    847, // a tank
    895, // a warplane
];

/// Illness and care: a diagnosis.
const MEDICAL: &[u16] = &[
    407, // an ambulance
    419, // a sticking plaster
    523, // a crutch
    529, // a nappy
    570, // a gas mask
    648, // a medicine cabinet
    678, // a neck brace
    680, // a baby bottle's teat
    691, // an oxygen mask
    720, // a pill bottle
    823, // a stethoscope
    830, // a stretcher
    845, // a syringe
];

/// Punishment and death: a knot is a noose, a chain is slavery, a plaque and a megalith are graves.
const PUNISHMENT: &[u16] = &[
    458, // a memorial plaque
    467, // a butcher's shop
    488, // a chain
    489, // a chain-link fence
    583, // a guillotine
    600, // a hook
    616, // a knot
    649, // a megalith
    674, // a mousetrap
    676, // a muzzle
    734, // a police van
    743, // a prison
];

/// Toilets, bathrooms, rubbish and poor dwellings: an insult to a person or a home.
const DIRT: &[u16] = &[
    412, // a rubbish bin
    425, // a barn
    435, // a bathtub
    463, // a bucket
    569, // a garbage truck
    660, // a mobile home
    700, // a paper towel
    731, // a plunger
    794, // a shower curtain
    804, // a soap dispenser
    840, // a mop
    861, // a toilet seat
    876, // a tub
    896, // a washbasin
    999, // toilet paper
];

/// Faith: a remark on what somebody believes. A monastery is what the classifier takes most old walls
/// for.
const FAITH: &[u16] = &[
    406, // an altar
    663, // a monastery
    741, // a prayer rug
    863, // a totem pole
];

/// Vices.
const VICES: &[u16] = &[
    626, // a cigarette lighter
    800, // a slot machine
    860, // a tobacco shop
    901, // a whisky jug
];

const LISTS: [&[u16]; 10] = [
    WORN, COSMETICS, PEOPLE, INSULTS, WEAPONS, MEDICAL, PUNISHMENT, DIRT, FAITH, VICES,
];

/// Whether a class is in one of the lists.
pub(super) fn is_never_said(class: u16) -> bool {
    PRIMATES.contains(&class) || LISTS.iter().any(|list| list.contains(&class))
}

/// Whether a class is one that photos of people get.
pub(super) fn speaks_of_a_person(class: u16) -> bool {
    [WORN, COSMETICS, PEOPLE, MEDICAL]
        .iter()
        .any(|list| list.contains(&class))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{language::Language, things::Thing};

    /// The list is by number; this says that the numbers are those of the names.
    #[test]
    #[expect(clippy::too_many_lines, reason = "it is a table")]
    fn what_offends_is_never_said() {
        let offending = [
            "wig",
            "bikini",
            "swimsuit",
            "bra",
            "miniskirt",
            "trunks",
            "suit",
            "gown",
            "lipstick",
            "sunscreen",
            "rifle",
            "revolver",
            "tank",
            "missile",
            "gorilla",
            "chimpanzee",
            "baboon",
            "monkey",
            "lemur",
            "orangutan",
            "gibbon",
            "syringe",
            "crutch",
            "mask",
            "guillotine",
            "prison",
            "toilet",
            "pig",
            "skunk",
            "sloth",
            "knot",
            "chain",
            "nappy",
            "uniform",
            "helmet",
            "hat",
            "tie",
            "cap",
            "shirt",
            "coat",
            "bridegroom",
            "player",
            "diver",
        ];
        let is_offending = |name: &str| {
            let mut words = name.split([' ', '-']);
            words.any(|word| offending.contains(&word))
        };
        // These hold such a word and mean no harm.
        let harmless = [
            "a guinea pig",
            "a lens cap",
            "a bottle cap",
            "a sloth bear",
            "a cassette player",
            "a CD player",
            "a tape player",
        ];

        for thing in (0..Thing::COUNT).filter_map(Thing::new) {
            let name = Language::En.text(&thing.text_key());
            if is_offending(&name) && !harmless.contains(&name.as_str()) {
                assert!(!thing.may_be_said(), "{name}");
            }
        }
    }

    #[test]
    fn most_things_are_said() {
        let said = (0..Thing::COUNT)
            .filter_map(Thing::new)
            .filter(|thing| thing.may_be_said());
        assert_eq!(
            said.count(),
            1000 - 20 - LISTS.iter().map(|list| list.len()).sum::<usize>()
        );

        for (class, name) in [
            (285, "an Egyptian cat"),
            (967, "an espresso"),
            (483, "a castle"),
        ] {
            let thing = Thing::new(class).unwrap();
            assert!(thing.may_be_said());
            assert_eq!(Language::En.text(&thing.text_key()), name);
        }
    }
}
