//! Codes of buttons: whatever a client sends, it is no action or the very code that the action
//! writes.

use vernissage::domain::button::Action;

/// Telegram's limit.
const LONGEST: usize = 64;

/// Reads a code from bytes that need not be a text.
pub fn check(bytes: &[u8]) {
    if let Ok(code) = std::str::from_utf8(bytes) {
        check_code(code);
    }
}

/// Reads a code.
pub fn check_code(code: &str) {
    let action = Action::parse(code);
    if action == Action::Unknown {
        return;
    }

    let written = action.to_string();
    assert!(written.len() <= LONGEST, "{written}");
    assert_eq!(written, code, "two codes for one action");
}
