//! Tests of the bot through its borders: the conversation as scripts and as chance drives it, the
//! texts, the store.

mod any_conversation;
mod canvas;
mod conversation;
mod feed;
mod link;
mod money;
mod purse;
mod store_contract;
mod stylize_worker;
mod texts;
mod world;
