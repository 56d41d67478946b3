//! Sample photos that come with the program. An idle machine paints them for the feed.

static PHOTOS: [&[u8]; 4] = [
    include_bytes!("../../assets/photos/astronaut.jpg"),
    include_bytes!("../../assets/photos/chelsea.jpg"),
    include_bytes!("../../assets/photos/coffee.jpg"),
    include_bytes!("../../assets/photos/rocket.jpg"),
];

/// One of the photos, a JPEG file; every number selects one.
#[must_use]
pub fn photo(drawn: u64) -> &'static [u8] {
    PHOTOS[(drawn % PHOTOS.len() as u64) as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_names_a_jpeg() {
        assert!(
            [0, 3, 4, u64::MAX]
                .iter()
                .all(|drawn| photo(*drawn)[..2] == [0xff, 0xd8])
        );
    }
}
