//! Two services on one database behind one address: the page shows it, no matter which one answers.

use std::{
    net::{SocketAddr, TcpListener},
    process::Child,
    time::Duration,
};

use vernissage::store::DutyStore;

use crate::support::{
    process::ServiceProcess, service::toml, shared_database::SharedDatabase, visitor::Visitor,
    wait::wait_until,
};

/// How often connections that listen are cut, where they are.
const CUT_EVERY: Duration = Duration::from_millis(100);

/// A service that is killed when it is dropped.
struct Served {
    process: Child,
    address: SocketAddr,
}

impl Served {
    async fn start(shared: &SharedDatabase, in_all: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let settings = format!("server.lease_seconds = 3\n{}", shared.settings());

        let process = ServiceProcess::new(
            &toml(shared.folder(), &settings),
            &shared.folder().join("log"),
        )
        .with_pause(Duration::from_millis(500))
        .with_listener(&listener)
        .spawn();
        let served = Self { process, address };

        wait_until("as many services as expected", async || {
            let Some(store) = shared.store().await else {
                return false;
            };
            store.processes().await.unwrap().len() == in_all
        })
        .await;

        served
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_shows_what_another_service_answers_and_cancels_what_it_paints() {
    pages_agree(&SharedDatabase::on_sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_shows_what_another_service_on_postgres_answers() {
    if let Some(shared) = SharedDatabase::on_postgres().await {
        pages_agree(&shared).await;
    }
}

/// Without notifications, processes look by themselves.
#[tokio::test(flavor = "multi_thread")]
async fn a_page_shows_what_another_service_answers_though_nobody_can_listen() {
    let Some(shared) = SharedDatabase::on_postgres().await else {
        return;
    };
    let database = shared.postgres.clone().unwrap();
    let cut_again_and_again = async move {
        loop {
            database.cut_listeners().await;
            tokio::time::sleep(CUT_EVERY).await;
        }
    };

    tokio::select! {
        () = cut_again_and_again => {}
        () = pages_agree(&shared) => {}
    }
}

async fn pages_agree(shared: &SharedDatabase) {
    let first = Served::start(shared, 1).await;
    let second = Served::start(shared, 2).await;

    // The same person on two pages; only one of them writes.
    let here = Visitor::at(first.address).await;
    let there = Visitor::back_at(second.address, here.cookie.clone());
    for _ in 0..3 {
        there.write("/help").await;
    }
    there.write("/start").await;
    there.read("Hello!").await;
    here.read("Hello!").await;
    wait_until(
        "the page shows what was written on the other one",
        async || here.count("/help") == there.count("/help") && here.count("/help") >= 3,
    )
    .await;

    // Each service paints one; both are cancelled by the first one, so that another can begin.
    let someone = Visitor::at(first.address).await;
    let waiting = Visitor::at(second.address).await;
    for visitor in [&there, &someone] {
        visitor.order().await;
        visitor.read("Painting: ").await;
    }

    waiting.order().await;
    waiting.read("You're next").await;
    for visitor in [&here, &someone] {
        visitor.write("/cancel").await;
        visitor.read("Cancelled").await;
    }
    there.read("Cancelled").await;
    waiting.read("Painting: ").await;
}
