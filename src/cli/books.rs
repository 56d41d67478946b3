//! `vernissage books`: income, what became of the credits, and whether the ledger is in order.

use clap::Args;

use super::{Failure, output::Output, serve::block_on};
use crate::{
    app::open_store,
    clock::{Clock, SystemClock},
    config::Settings,
    domain::{language::Language, replies::in_date, time::Moment},
    store::{Books as Summary, LedgerStore, ledger::CreditTotal},
};

/// Show income and what became of the credits, or audit the ledger
#[derive(Debug, Args)]
pub(super) struct Books {
    /// The first day (UTC), such as 2026-01-31; the beginning if not given
    #[arg(long, value_name = "DATE", value_parser = day)]
    from: Option<Moment>,
    /// The last day (UTC), included; today if not given
    #[arg(long, value_name = "DATE", value_parser = day)]
    to: Option<Moment>,
    /// Print CSV: kind, name, currency, amount
    #[arg(long)]
    csv: bool,
    /// Recompute every balance, compare charges, movements and refunds, and print each difference
    #[arg(long)]
    audit: bool,
}

fn day(text: &str) -> Result<Moment, String> {
    Moment::parse_date(text).ok_or_else(|| format!("{text:?} is not a day such as 2026-01-31"))
}

const DAY: std::time::Duration = std::time::Duration::from_hours(24);

impl Books {
    /// Reads the ledger, also while the service runs.
    pub(super) fn run(&self, settings: &Settings, output: &mut Output) -> Result<(), Failure> {
        block_on(async {
            let store = open_store(settings).await?;
            if self.audit {
                return audit(&store, output).await;
            }

            let from = self.from.unwrap_or(Moment::from_millis(i64::MIN));
            let until = self.to.map_or(SystemClock.now(), |last| last.plus(DAY));
            let summary = store
                .books(from, until)
                .await
                .map_err(anyhow::Error::from)?;

            if self.csv {
                print_csv(&summary, output);
            } else {
                self.print(&summary, output);
            }

            Ok(())
        })
    }

    fn print(&self, summary: &Summary, output: &mut Output) {
        let date = |day: Option<Moment>, none: &str| {
            day.map_or(none.to_owned(), |day| in_date(Language::En, day))
        };
        output.line(format_args!(
            "from {} to {}\n",
            date(self.from, "the beginning"),
            date(self.to, "now")
        ));

        output.line(format_args!(
            "{:14} {:>8} {:>16} {:>16} {:>10}",
            "income", "payments", "taken", "returned", "unmatched"
        ));

        for income in &summary.income {
            let taken = income.taken.to_string();
            let returned = income.returned.to_string();
            let name = income.provider.name();
            let payments = income.charges;
            output.line(format_args!(
                "{name:14} {payments:>8} {taken:>16} {returned:>16} {:>10}",
                income.unmatched
            ));
        }

        if !summary.canvases.is_empty() {
            output.line(format_args!(
                "\n{:14} {:>6} {:>16} {:>16} {:>16}",
                "canvases", "orders", "prints", "delivery", "returned"
            ));
        }

        for canvases in &summary.canvases {
            let prints = canvases.prints.to_string();
            let delivery = canvases.delivery.to_string();
            let returned = canvases.returned.to_string();
            let name = canvases.provider.name();
            let orders = canvases.orders;
            output.line(format_args!(
                "{name:14} {orders:>6} {prints:>16} {delivery:>16} {returned:>16}"
            ));
        }

        output.line(format_args!("\n{:24} {:>10}", "credits", ""));

        for CreditTotal { name, amount } in &summary.credits {
            output.line(format_args!("{:24} {amount:>10}", name.replace('_', " ")));
        }
    }
}

/// Names and amounts contain neither commas nor quotes, so nothing is escaped.
fn print_csv(summary: &Summary, output: &mut Output) {
    output.line("kind,name,currency,amount");

    for income in &summary.income {
        let name = income.provider.name();
        let currency = income.taken.currency.code();
        output.line(format_args!(
            "payments,{name},{currency},{}",
            income.charges
        ));
        output.line(format_args!(
            "taken,{name},{currency},{}",
            income.taken.decimal()
        ));
        output.line(format_args!(
            "returned,{name},{currency},{}",
            income.returned.decimal()
        ));

        output.line(format_args!(
            "unmatched,{name},{currency},{}",
            income.unmatched
        ));
    }

    for canvases in &summary.canvases {
        let name = canvases.provider.name();
        let currency = canvases.prints.currency.code();
        output.line(format_args!(
            "canvases,{name},{currency},{}",
            canvases.orders
        ));
        output.line(format_args!(
            "canvas_prints,{name},{currency},{}",
            canvases.prints.decimal()
        ));

        output.line(format_args!(
            "canvas_delivery,{name},{currency},{}",
            canvases.delivery.decimal()
        ));

        output.line(format_args!(
            "canvas_returned,{name},{currency},{}",
            canvases.returned.decimal()
        ));
    }

    for CreditTotal { name, amount } in &summary.credits {
        output.line(format_args!("credits,{name},,{amount}"));
    }
}

async fn audit(store: &dyn LedgerStore, output: &mut Output) -> Result<(), Failure> {
    let discrepancies = store.audit().await.map_err(anyhow::Error::from)?;
    for discrepancy in &discrepancies {
        output.line(format_args!("{discrepancy}"));
    }

    if discrepancies.is_empty() {
        output.line("the books are in order");
        return Ok(());
    }

    Err(anyhow::anyhow!(
        "the books are not in order: {} differences, see above",
        discrepancies.len()
    )
    .into())
}
