//! The bot without messengers: scripted and random conversations, the texts, the store's contract.

mod any_conversation;
mod canvas;
mod canvas_orders;
mod clip;
mod colouring;
mod conversation;
mod dream;
mod editing;
mod feed;
mod growth;
mod languages;
mod link;
mod money;
mod networks;
mod purchases;
mod sight;
mod store_contract;
mod styles;
mod texts;
mod world;
