//! Guards the architecture and the form of the code: which module may know which, where each
//! library lives, how long a file may be, how a function looks.
//!
//! Every rule is a function from parsed sources to offences. `planted.rs` feeds each rule a source
//! that breaks it, so that a rule which has gone blind is noticed.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod cycles;
mod form;
mod layers;
mod libraries;
mod operating;
mod planted;
mod printing;
mod references;
mod source;
mod text;
mod words;

/// What breaks a rule, with file and line.
type Offences = Vec<String>;

/// Fails with the rule and everything that breaks it.
fn check(rule: &str, offences: &[String]) {
    assert!(offences.is_empty(), "{rule}:\n{}", offences.join("\n"));
}

#[test]
fn arrows_point_inwards() {
    let sources = source::program();

    check(
        "a module names one that it must not know",
        &layers::offences(&sources),
    );
}

#[test]
fn files_do_not_import_each_other_in_a_circle() {
    let sources = source::program();

    check(
        "these files import each other in a circle",
        &cycles::offences(&sources),
    );
}

#[test]
fn each_library_has_one_home() {
    let sources = source::program();

    check(
        "a library is named outside of its home",
        &libraries::offences(&sources),
    );
}

#[test]
fn only_its_own_home_knows_vkontakte() {
    let sources = source::program();

    check(
        "VKontakte is known outside of its home",
        &text::vkontakte_outside_its_home(&sources),
    );
}

#[test]
fn what_operators_read_is_true() {
    let documents = source::for_operators();
    let sources = source::program();

    check(
        "this variable sets nothing",
        &operating::unknown_variables(&documents),
    );
    check(
        "there is no such setting",
        &operating::unknown_settings(&documents),
    );
    check(
        "there is no such metric",
        &operating::unknown_metrics(&documents, &sources),
    );
}

#[test]
fn unsafe_stays_in_its_module_and_is_explained() {
    let sources = source::program();

    check(
        "unsafe outside of its module, or without a SAFETY comment",
        &form::unexplained_unsafe(&sources),
    );
}

#[test]
fn parameters_have_names() {
    let sources = source::all();

    check(
        "a tuple pattern as a parameter: use a struct or one more parameter",
        &form::tuple_parameters(&sources),
    );
}

#[test]
fn traits_are_small() {
    let sources = source::program();

    check(
        "traits with too many methods",
        &form::large_traits(&sources),
    );
}

#[test]
fn files_are_short() {
    let sources = source::all();

    check("files that are too long", &form::long_files(&sources));
}

#[test]
fn functions_breathe() {
    let sources = source::all();

    check("packed code", &form::packed_code(&sources));
}

#[test]
fn there_is_one_way_to_print() {
    let sources = source::program();

    check(
        "printed outside of src/cli/output.rs, which panics where nobody reads",
        &printing::outside_its_home(&sources),
    );
}

#[test]
fn nothing_is_left_for_later() {
    let sources = source::all();

    check("work left for later", &text::left_for_later(&sources));
}

#[test]
fn every_module_says_what_it_is_for() {
    let sources = source::program();

    check(
        "modules without a head comment",
        &text::without_head_comment(&sources),
    );
}

#[test]
fn names_need_no_decoding() {
    let sources = source::all();

    check(
        "a name that a newcomer has to decode",
        &words::riddles(&sources),
    );
}

#[test]
fn words_are_plain_and_modern() {
    let documents = source::documents();

    check("old words", &words::old_words(&documents));
}
