//! A picture that is part of the program.

/// One of them.
pub(in crate::web) struct EmbeddedPicture {
    /// Its name in addresses.
    pub(super) file: &'static str,
    pub(in crate::web) bytes: &'static [u8],
}

/// Embeds a file below `assets/`, named by its folder and its name, which is a literal or several.
macro_rules! embedded {
    ($folder:literal, $($name:expr),+) => {
        $crate::web::site::network::embedded::EmbeddedPicture {
            file: concat!($($name),+, ".webp"),
            bytes: include_bytes!(concat!(
                env!("CARGO_MANIFEST_DIR"), "/assets/", $folder, "/", $($name),+, ".webp"
            )),
        }
    };
}

pub(super) use embedded;
