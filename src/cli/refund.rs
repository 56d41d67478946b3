//! `vernissage refund`: the operator gives money back.

use std::time::Duration;

use anyhow::anyhow;
use clap::Args;

use super::{Failure, serve::block_on};
use crate::{
    app::open_store,
    clock::{Clock, SystemClock},
    config::Settings,
    domain::{
        ids::{OrderId, PurchaseId},
        payment::Provider,
        time::Moment,
    },
    store::{ChargeKey, KeptCharge, RefundOrder, RefundState, Store},
};

/// The service is given so long to hear from the provider before the command ends.
const PATIENCE: Duration = Duration::from_secs(15);
const PAUSE: Duration = Duration::from_millis(250);

/// Give a payment back in full; its credits go with it
#[derive(Debug, Args)]
pub(super) struct Refund {
    /// The purchase, the order of a canvas, or the payment itself as provider:id
    payment: String,
    /// Why, for the books and the provider
    #[arg(long)]
    reason: String,
    /// Also when some of its credits were spent, which are written off then, or the canvas is made already
    #[arg(long)]
    force: bool,
}

impl Refund {
    /// Begins it; the running service asks the provider, at its next start if it does not run now.
    #[expect(clippy::print_stdout, reason = "the command line's own output")]
    pub(super) fn run(&self, settings: &Settings) -> Result<(), Failure> {
        block_on(async {
            let store = open_store(settings).await?;
            let charge = self.charge(&store).await?;
            let key = ChargeKey { provider: charge.charge.provider, id: charge.charge.id.clone() };
            let name = format!("{}:{}", key.provider.name(), key.id);
            let now = SystemClock.now();
            let order = RefundOrder { charge: key.clone(), reason: self.reason.clone(), force: self.force, now };
            let begun = store.begin_refund(order).await.map_err(anyhow::Error::from)?;
            begun.map_err(|refusal| Failure::Input(format!("{name}: {refusal}")))?;
            println!("{name}: the refund of {} has begun", charge.charge.amount);
            match answer(&store, &key).await? {
                Some(RefundState::Done) => println!("{name}: given back"),
                Some(RefundState::Refused) => {
                    return Err(anyhow!("{name}: the provider refuses; what was bought is the person's again").into());
                }
                Some(RefundState::Asked) | None => {
                    println!("{name}: the provider has not answered yet; the service asks it until it does");
                }
            }
            Ok(())
        })
    }

    /// The payment that is meant: of a purchase the only one that was not given back.
    async fn charge(&self, store: &dyn Store) -> Result<KeptCharge, Failure> {
        let all = store.charges(Moment::from_millis(i64::MIN), Moment::from_millis(i64::MAX)).await;
        let mut meant: Vec<KeptCharge> = all.map_err(anyhow::Error::from)?;
        let unknown = || Failure::Input(format!("no payment is known as {}", self.payment));
        if let Some((provider, id)) = self.payment.split_once(':') {
            let provider = Provider::parse(provider).ok_or_else(unknown)?;
            return meant
                .into_iter()
                .find(|kept| kept.charge.provider == provider && kept.charge.id == id)
                .ok_or_else(unknown);
        }
        if let Some(key) = order_charge(store, &self.payment).await? {
            let is_meant = |kept: &KeptCharge| kept.charge.provider == key.provider && kept.charge.id == key.id;
            return meant.into_iter().find(is_meant).ok_or_else(unknown);
        }
        let purchase = PurchaseId::parse(&self.payment).ok_or_else(unknown)?;
        meant.retain(|kept| kept.charge.purchase == Some(purchase));
        if meant.len() > 1 {
            meant.retain(|kept| !kept.refunded);
        }
        match meant.len() {
            0 => Err(unknown()),
            1 => Ok(meant.remove(0)),
            _ => Err(Failure::Input(several(&self.payment, &meant))),
        }
    }
}

/// The payment of an order, if that is what was named.
async fn order_charge(store: &dyn Store, number: &str) -> Result<Option<ChargeKey>, Failure> {
    let Some(id) = OrderId::parse(number) else { return Ok(None) };
    let kept = store.order(id).await.map_err(anyhow::Error::from)?;
    Ok(kept.and_then(|kept| kept.charge))
}

fn several(purchase: &str, charges: &[KeptCharge]) -> String {
    let names: Vec<String> =
        charges.iter().map(|kept| format!("{}:{}", kept.charge.provider.name(), kept.charge.id)).collect();
    format!("purchase {purchase} was paid more than once; say which payment: {}", names.join(", "))
}

/// What the provider said, if the service has heard it in time.
async fn answer(store: &dyn Store, key: &ChargeKey) -> anyhow::Result<Option<RefundState>> {
    let mut waited = Duration::ZERO;
    loop {
        let state = store.refund(key).await?;
        if state != Some(RefundState::Asked) || waited >= PATIENCE {
            return Ok(state);
        }
        tokio::time::sleep(PAUSE).await;
        waited += PAUSE;
    }
}
