//! Tests of the bot through its borders: the conversation as scripts and as chance drives it, the texts, the store.

mod any_conversation;
mod conversation;
mod store_contract;
mod texts;
mod world;
