//! Builds the program again when a migration was added: the macro that embeds them sees only those
//! that were there.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
