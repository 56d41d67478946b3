//! What only Telegram needs: it is asked for updates, it takes money itself, and people find pictures
//! by the bot's name.

use std::sync::Arc;

use tokio::sync::mpsc;

use super::App;
use crate::{
    messengers::{PendingCheckout, PendingInline, telegram::Telegram},
    update_receiver::UpdateReceiver,
    workers::{
        cashier::Cashier, inline_queries::InlineAnswerer, statements::StatementWorker,
        update_fetcher::UpdateFetcher,
    },
};

/// What Telegram asks and waits for only a few seconds.
pub(super) struct TelegramQuestions {
    pub(super) checkouts: mpsc::Receiver<PendingCheckout>,
    pub(super) inline: mpsc::Receiver<PendingInline>,
}

impl App {
    /// Starts the workers. `home` is the address of the service's pages.
    pub(super) fn serve_telegram(
        &mut self,
        telegram: &Arc<Telegram>,
        receiver: UpdateReceiver,
        questions: TelegramQuestions,
        home: &str,
    ) {
        let context = self.context.clone();
        let fetcher = UpdateFetcher::new(context.clone(), Arc::clone(telegram) as _, receiver);
        let cashier = Cashier::new(context.clone(), Arc::clone(telegram) as _);
        let inline = InlineAnswerer::new(context.clone(), Arc::clone(telegram) as _, home);
        let statements = StatementWorker::new(context, Arc::clone(telegram) as _);

        self.spawn("update_fetcher", fetcher.run());
        self.spawn("cashier", cashier.run(questions.checkouts));
        self.spawn("inline_queries", inline.run(questions.inline));
        self.spawn("statements", statements.run());
    }
}
