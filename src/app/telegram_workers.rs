//! What only Telegram needs: it takes money itself, and people find pictures by the bot's name.

use std::sync::Arc;

use tokio::sync::mpsc;

use super::App;
use crate::{
    messengers::{PendingCheckout, PendingInline, telegram::Telegram},
    workers::{cashier::Cashier, inline_queries::InlineAnswerer, statements::StatementWorker},
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
        questions: TelegramQuestions,
        home: &str,
    ) {
        let context = self.context.clone();
        let cashier = Cashier::new(context.clone(), Arc::clone(telegram) as _);
        let inline = InlineAnswerer::new(context.clone(), Arc::clone(telegram) as _, home);
        let statements = StatementWorker::new(context, Arc::clone(telegram) as _);

        self.spawn("cashier", cashier.run(questions.checkouts));
        self.spawn("inline_queries", inline.run(questions.inline));
        self.spawn("statements", statements.run());
    }
}
