//! What every store must do: one list of facts, run on every backend with a real database.

mod clock;
mod console;
mod databases;
mod duties;
mod feed;
mod finished_pieces;
mod fixtures;
mod gifts;
mod inbox;
mod interleavings;
mod jobs;
mod joins;
mod lanes;
mod ledger;
mod orders;
mod outbox;
mod people;
mod pictures;
mod postgres;
mod purchases;
mod races;
mod refunds;
mod returns;
mod sharing;
mod sketches;
mod sqlite;
mod statements;
mod steps;
mod till;

use vernissage::store::{
    ChargeStore, ConversationStore, DutyStore, FeedEntryStore, InboxStore, JobStore, LedgerStore,
    MaintenanceStore, MasterStore, OrderStore, OutboxStore, PageStore, PictureStore, PurchaseStore,
    RefundStore, SharingStore, SketchStore, SupportStore, WakeupStore,
};

/// Everything that the facts ask of a store.
pub(crate) trait Store:
    InboxStore
    + ConversationStore
    + JobStore
    + SharingStore
    + SketchStore
    + OutboxStore
    + PictureStore
    + PurchaseStore
    + ChargeStore
    + RefundStore
    + LedgerStore
    + SupportStore
    + OrderStore
    + MasterStore
    + FeedEntryStore
    + MaintenanceStore
    + DutyStore
    + PageStore
    + WakeupStore
{
}

impl<T> Store for T where
    T: InboxStore
        + ConversationStore
        + JobStore
        + SharingStore
        + SketchStore
        + OutboxStore
        + PictureStore
        + PurchaseStore
        + ChargeStore
        + RefundStore
        + LedgerStore
        + SupportStore
        + OrderStore
        + MasterStore
        + FeedEntryStore
        + MaintenanceStore
        + DutyStore
        + PageStore
        + WakeupStore
{
}

/// Makes a test of each fact on a backend: `open` returns the store and what keeps its database
/// alive, or `None` without such a database.
macro_rules! contract {
    ($open:path) => {
        $crate::bot::store_contract::facts!($open;
            inbox: an_update_is_written_down_once,
            inbox: what_was_received_and_the_files_of_a_chat_are_known,
            inbox: the_updates_of_a_chat_are_answered_in_their_order,
            inbox: an_album_is_one_turn_once_its_last_part_has_come,
            inbox: what_is_postponed_waits_and_is_counted,
            inbox: what_is_given_back_waits_and_is_not_counted,
            inbox: what_a_dead_process_was_looking_at_is_due_at_once,
            inbox: the_cursor_is_kept_with_the_updates,
            inbox: an_update_that_tells_no_language_changes_none,
            duties: a_duty_has_one_process_until_it_is_gone,
            duties: a_process_that_shows_life_is_not_buried,
            duties: what_a_process_was_sending_is_its_own_until_it_is_gone,
            duties: a_turn_is_one_processs_until_it_is_gone,
            duties: the_news_of_chats_are_read_from_a_mark,
            duties: a_process_hears_what_another_announces,
            steps: a_step_is_carried_out_once,
            steps: a_step_made_from_old_facts_is_refused,
            steps: a_step_that_fails_leaves_nothing_behind,
            steps: state_and_habits_are_kept,
            steps: what_was_said_can_be_read_again,
            jobs: a_delivered_job_is_paid_for,
            jobs: a_failed_job_gives_its_credits_back,
            jobs: a_cancelled_job_gives_its_credits_back_and_stops_its_worker,
            jobs: a_draft_starts_once,
            jobs: a_job_needs_its_pictures,
            jobs: paid_jobs_go_first_but_free_ones_do_not_starve,
            jobs: people_take_turns,
            jobs: an_expired_lease_passes_on_and_fences_the_old_worker,
            jobs: a_job_that_used_all_its_attempts_is_only_taken_to_be_failed,
            jobs: a_job_given_back_waits_for_its_time,
            jobs: free_jobs_that_never_began_do_not_count,
            jobs: each_kind_has_free_ones_of_its_own,
            jobs: paintings_and_styles_are_remembered,
            jobs: the_queue_is_told_in_its_order,
            sketches: a_sketch_is_shown_once_and_never_after_the_painting_itself,
            sketches: a_worker_that_knows_no_sketch_does_not_hide_it,
            lanes: each_lane_has_a_queue_of_its_own,
            lanes: an_abandoned_job_stays_in_its_lane,
            lanes: a_lane_is_as_fast_as_its_own_jobs,
            outbox: the_messages_of_a_chat_are_sent_in_their_order,
            outbox: a_message_that_failed_holds_back_the_next_ones_until_it_is_tried_again,
            outbox: an_old_attempt_settles_nothing,
            outbox: what_a_dead_process_was_sending_is_due_at_once,
            outbox: a_newer_edit_overtakes_the_one_that_nobody_tried,
            outbox: an_edit_knows_what_it_edits,
            outbox: a_chat_that_blocked_the_bot_is_left_alone_until_it_writes,
            outbox: who_no_longer_blocks_the_bot_is_told_what_they_have_missed,
            outbox: a_message_goes_to_the_topic_that_it_answers,
            clock: a_step_of_the_clock_holds_up_no_update,
            clock: a_step_of_the_clock_between_the_parts_of_an_album_holds_up_nothing,
            clock: a_step_of_the_clock_holds_up_no_message_and_sends_none_twice,
            clock: a_step_of_the_clock_holds_up_no_job,
            clock: a_lease_in_hand_outlives_a_clock_that_is_put_forward,
            clock: a_step_of_the_clock_holds_up_no_purchase_and_no_refund,
            pictures: what_is_kept_of_a_person_and_of_a_network_is_counted,
            pictures: a_picture_is_its_owners_only,
            pictures: an_expired_picture_is_deleted_unless_a_job_needs_it,
            pictures: a_picture_that_is_being_deleted_is_kept_again_later,
            pictures: an_old_checkpoint_is_deleted,
            pictures: a_film_is_kept_as_long_as_a_still_names_it,
            pictures: a_still_that_gets_another_film_lets_the_first_go,
            pictures: films_go_with_their_person_and_are_known_to_the_step,
            people: who_is_forgotten_leaves_nothing_but_the_books,
            people: a_late_repetition_does_not_bring_a_forgotten_person_back,
            people: a_profile_is_kept_and_goes_with_its_person,
            people: a_profile_says_a_language_only_while_nobody_else_has,
            people: who_comes_back_is_somebody_new,
            people: who_comes_back_on_the_same_day_has_no_new_free_paintings,
            ledger: a_grant_is_given_once,
            ledger: the_books_balance_whatever_happens,
            purchases: a_purchase_is_written_down_once,
            purchases: purchases_on_pages_are_due_until_they_end,
            purchases: who_waits_for_a_page_goes_first,
            purchases: the_way_to_the_page_is_told_once_it_is_open,
            purchases: a_purchase_that_closes_is_told_once_and_may_still_be_paid,
            purchases: a_charge_is_credited_once_however_often_it_comes,
            purchases: a_purchase_paid_twice_is_credited_twice,
            purchases: a_charge_that_matches_nothing_brings_nobody_credits,
            purchases: a_payer_gets_the_credits,
            purchases: credits_for_somebody_forgotten_are_nobodys,
            purchases: a_step_knows_what_it_needs_of_money,
            purchases: a_person_reads_the_last_movements_only,
            refunds: a_refund_takes_the_credits_once_its_provider_agrees,
            returns: a_part_is_kept_once_and_its_credits_stay,
            returns: the_rest_of_a_part_goes_back_as_the_rest,
            returns: a_dispute_is_kept_as_far_as_it_is,
            returns: books_are_kept_by_provider_and_currency,
            returns: a_chosen_currency_is_kept,
            refunds: a_refund_that_is_refused_gives_the_credits_back,
            refunds: spent_credits_stand_against_a_refund_unless_it_is_forced,
            refunds: what_a_provider_gives_back_by_itself_takes_what_is_there,
            refunds: a_refund_under_way_that_the_provider_reports_is_done,
            refunds: what_matched_nothing_can_be_given_back,
            refunds: a_refund_under_way_remembers_who_paid_though_they_are_forgotten,
            refunds: a_gift_goes_with_the_purchase_it_came_with,
            orders: an_order_is_its_owners_only,
            orders: a_draft_goes_once_nobody_goes_on_with_it,
            orders: an_order_is_paid_once_and_by_its_amount,
            orders: a_refunded_order_is_not_made,
            orders: a_refund_that_is_refused_leaves_the_order_as_it_was,
            orders: a_master_is_leased_as_a_job_is,
            orders: an_order_goes_its_way_step_by_step_and_each_is_told_once,
            gifts: a_first_purchase_brings_gifts_once,
            gifts: an_invitation_counts_once_and_before_the_first_purchase,
            gifts: a_promotion_is_given_once_a_person_and_only_so_often,
            gifts: who_comes_back_is_not_given_the_same_again,
            gifts: a_request_to_the_operator_is_answered_once,
            sharing: a_painting_is_found_by_its_author_once_the_messenger_has_it,
            sharing: own_paintings_come_newest_first_page_by_page,
            sharing: a_chat_in_a_group_is_its_persons_and_hears_no_news,
            sharing: people_are_counted_by_where_they_come_from,
            joins: a_code_makes_two_persons_one_once,
            joins: a_code_that_is_old_or_replaced_or_ones_own_joins_nothing,
            joins: wrong_codes_are_counted_for_an_hour,
            joins: what_is_under_way_goes_on_after_joining,
            joins: pictures_of_both_are_found_by_either_and_spared_for_their_jobs,
            joins: a_refund_of_a_former_self_takes_from_the_joined_one,
            joins: three_chats_join_one_after_the_other,
            joins: what_is_given_once_a_person_was_given_once,
            joins: limits_count_the_joined_person,
            joins: who_is_forgotten_is_forgotten_in_every_chat,
            joins: a_chat_that_joins_keeps_what_it_prepares,
            interleavings: the_books_balance_in_any_interleaving,
            finished_pieces: a_finished_piece_is_found_by_its_picture,
            finished_pieces: a_film_of_a_piece_is_no_piece_itself,
        );
        $crate::bot::store_contract::facts_of_pages!($open;
            feed: only_what_is_public_is_seen,
            feed: a_painting_is_in_the_feed_once_and_only_by_its_person,
            feed: nobody_has_two_voices,
            feed: who_joins_has_one_voice_and_keeps_what_is_published,
            feed: who_is_forgotten_takes_everything_back,
            feed: entries_grow_out_of_their_day_and_their_week,
            feed: likes_are_told_together_and_once,
            feed: a_style_counts_what_is_begun_with_it_and_is_found_by_use,
            feed: pages_follow_each_other_without_gap_or_repetition,
            finished_pieces: an_entry_shows_its_film_once_its_person_says_so,
            console: lists_have_a_line_for_each_thing,
            console: an_operator_changes_things_and_it_is_recorded,
        );
    };
}
pub(crate) use contract;

macro_rules! facts {
    ($open:path; $($module:ident: $fact:ident,)*) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $fact() {
            let Some((store, _database)) = $open().await else {
                return;
            };
            $crate::bot::store_contract::$module::$fact(&store).await;
            assert_eq!(vernissage::store::LedgerStore::audit(&store).await.unwrap(), []);
        }
    )*};
}
pub(crate) use facts;

/// Facts of the console and the feed, which have readers of their own.
macro_rules! facts_of_pages {
    ($open:path; $($module:ident: $fact:ident,)*) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $fact() {
            let Some((store, database)) = $open().await else {
                return;
            };
            $crate::bot::store_contract::$module::$fact(&store, &database).await;
            assert_eq!(vernissage::store::LedgerStore::audit(&store).await.unwrap(), []);
        }
    )*};
}
pub(crate) use facts_of_pages;
