//! `vernissage simulate`: how long people would wait on a day, and what the database would take.

mod print;

use std::time::Duration;

use anyhow::{Context, bail};
use clap::Args;
use tempfile::TempDir;

use super::{Failure, output::Output, serve::block_on};
use crate::{
    app::simulated::{self, SimulatedStore},
    config::Settings,
    domain::time::Moment,
    simulation::{
        books::CheckedBooks,
        device::Device,
        events::{Painters, play},
        line::Rhythm,
        model_line::Passing,
        orders::{Day, Mix, Order},
        record::{hours, waits},
        search::find_painters,
        store_line::StoreLine,
        workers::Workers,
    },
    store::sql::Durability,
};
use print::{DayReport, Report, SearchReport, SpeedReport, WorkersReport};

/// The largest number of painters that is tried.
const MOST_PAINTERS: usize = 10_000;

/// Play a day of orders with painters that only wait: how long people wait, and what the database takes
#[derive(Debug, Args)]
pub(super) struct Simulate {
    /// Orders in a day, in the shape of a day with a quiet night and a busy evening
    #[arg(long, default_value_t = 40_000, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    jobs_a_day: u32,
    /// Painters, each of which paints one job at a time
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = painters)]
    painters: usize,
    /// How fast a painter is, as measured in docs/speed.md: h200 (one GPU) or cpu2 (two cores)
    #[arg(long, default_value = "h200", value_parser = device, conflicts_with = "speed")]
    device: Device,
    /// How fast a painter is, in pixel iterations a second (size² × iterations of a job by its seconds)
    #[arg(long, value_name = "SPEED", value_parser = positive)]
    speed: Option<f64>,
    /// The part of premium paintings in percent; what is neither premium nor HD is free
    #[arg(long, default_value_t = 10, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    premium: u8,
    /// The part of HD paintings in percent
    #[arg(long, default_value_t = 5, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    hd: u8,
    /// How many people the orders come from (half as many as orders if not given)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    people: Option<u32>,
    /// The first hour of the day to play
    #[arg(long, default_value_t = 0, value_name = "HOUR", value_parser = clap::value_parser!(u8).range(0..=23))]
    from: u8,
    /// How many hours to play
    #[arg(long, default_value_t = 24, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=24))]
    hours: u8,
    /// The same seed draws the same orders
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// A new database for the simulation, never the service's own: a file, or an address such as
    /// postgres://user@host/trial (a temporary file if not given)
    #[arg(long, value_name = "PLACE")]
    database: Option<String>,
    /// Find the smallest number of painters with which 95 of 100 jobs of each tier begin in time, without
    /// a database
    #[arg(long, conflicts_with_all = ["compress", "throughput", "database"])]
    find_painters: bool,
    /// The time for --find-painters
    #[arg(long, default_value_t = 60.0, value_name = "SECONDS", value_parser = positive, requires = "find_painters")]
    target_seconds: f64,
    /// Play in real time, so many times as fast, with the workers themselves
    #[arg(long, value_name = "FACTOR", value_parser = positive, conflicts_with = "throughput")]
    compress: Option<f64>,
    /// Measure instead how many paid jobs a second the workers bring from the claim to the end
    #[arg(long)]
    throughput: bool,
    /// How many jobs for --throughput
    #[arg(long, default_value_t = 5000, value_name = "N", value_parser = clap::value_parser!(u32).range(1..), requires = "throughput")]
    jobs: u32,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

fn device(name: &str) -> Result<Device, String> {
    Device::named(name).ok_or_else(|| format!("{name} was not measured; choose h200 or cpu2"))
}

fn positive(text: &str) -> Result<f64, String> {
    let number = text.parse().ok();
    let number = number.filter(|number: &f64| number.is_finite() && *number > 0.0);
    number.ok_or_else(|| format!("{text} is not a number above 0"))
}

fn painters(text: &str) -> Result<usize, String> {
    let number = text.parse().ok();
    let number = number.filter(|number| (1..=MOST_PAINTERS).contains(number));
    number.ok_or_else(|| format!("{text} is not a number from 1 to {MOST_PAINTERS}"))
}

impl Simulate {
    /// Plays, and prints what happened.
    pub(super) fn run(&self, settings: &Settings, output: &mut Output) -> Result<(), Failure> {
        if self.premium + self.hd > 100 {
            let message = "premium and HD together are more than 100 percent";
            return Err(Failure::Settings(message.to_owned()));
        }

        block_on(async {
            let report = self.play(settings).await?;
            if self.json {
                let json = serde_json::to_string(&report).map_err(anyhow::Error::from)?;
                output.line(json);
            } else {
                report.print(output);
            }

            match report.problem() {
                None => Ok(()),
                Some(problem) => Err(Failure::Broken(anyhow::anyhow!(problem))),
            }
        })
    }

    async fn play(&self, settings: &Settings) -> anyhow::Result<Report> {
        if self.find_painters {
            return self.search(settings).await;
        }

        let place = Place::new(settings, self.database.as_deref())?;
        // What is left of a day is of no use after a power cut; what is measured in real time has to
        // wait for the disk as the service does.
        let durability = if self.database.is_some() || self.compress.is_some() || self.throughput {
            Durability::PowerCut
        } else {
            Durability::ProcessExit
        };
        let store = simulated::open(&place.settings, durability).await?;
        refuse_used(&store).await?;

        if self.throughput {
            self.measure(&place.settings, store).await
        } else if let Some(faster) = self.compress {
            self.compressed(&place.settings, store, faster).await
        } else {
            self.day(&place.settings, store).await
        }
    }

    /// Event after event, in the store.
    async fn day(&self, settings: &Settings, store: SimulatedStore) -> anyhow::Result<Report> {
        let orders = self.orders(settings);
        let claim = simulated::claim(settings, "painter");
        let mut line = StoreLine::new(store.stores, settings.rules(), claim);
        let records = play(&orders, self.painters(settings), &mut line).await?;

        Ok(Report::Day(DayReport {
            title: self.title(),
            waits: waits(&records),
            hours: hours(&records, self.from.into(), self.painters),
            books: CheckedBooks::read(line.stores()).await?,
            prices: prices(&orders),
            costs: line.costs.into(),
        }))
    }

    /// In real time, by the workers.
    async fn compressed(
        &self,
        settings: &Settings,
        store: SimulatedStore,
        faster: f64,
    ) -> anyhow::Result<Report> {
        let orders = self.orders(settings);
        let mut workers = Workers::new(settings, store, faster)?;
        let played = workers
            .faster(self.painters, self.device(), &orders, faster)
            .await?;

        Ok(Report::Workers(WorkersReport {
            title: self.title(),
            faster,
            waits: waits(&played.records),
            hours: hours(&played.records, self.from.into(), self.painters),
            late: played.late,
            longer: played.longer,
            seconds: played.took.as_secs_f64(),
            books: CheckedBooks::read(workers.stores()).await?,
            prices: prices(&orders),
        }))
    }

    /// As fast as they can, by the workers.
    async fn measure(&self, settings: &Settings, store: SimulatedStore) -> anyhow::Result<Report> {
        let day = Day {
            jobs: self.jobs,
            people: self.people.unwrap_or_else(|| self.jobs.div_ceil(3)),
            mix: Mix::PREMIUM,
            from_hour: 0,
            hours: 24,
            seed: self.seed,
        };
        let orders = day.orders(&settings.rules());
        let mut workers = Workers::new(settings, store, 1.0)?;
        let throughput = workers.as_fast_as_they_can(self.painters, &orders).await?;

        Ok(Report::Speed(SpeedReport {
            painters: self.painters,
            jobs: throughput.jobs,
            seconds: throughput.took.as_secs_f64(),
            jobs_a_second: throughput.jobs_a_second(),
            renewals_a_job: throughput.renewals as f64 / throughput.jobs.max(1) as f64,
            claim_to_end: throughput.claim_to_end,
            books: CheckedBooks::read(workers.stores()).await?,
            prices: prices(&orders),
        }))
    }

    async fn search(&self, settings: &Settings) -> anyhow::Result<Report> {
        let orders = self.orders(settings);
        let queue = &settings.queue;
        let passing = Passing {
            free_waits: Duration::from_mins(queue.free_waits_minutes.into()),
            paid_in_a_row: queue.paid_in_a_row,
        };
        let target = Duration::try_from_secs_f64(self.target_seconds)?;
        let painters = self.painters(settings);

        let trials = find_painters(&orders, painters, passing, target, MOST_PAINTERS).await?;
        Ok(Report::Search(SearchReport {
            title: self.title(),
            target_seconds: self.target_seconds,
            trials: trials.with_context(|| format!("{MOST_PAINTERS} painters are not enough"))?,
        }))
    }

    fn device(&self) -> Device {
        self.speed.map_or(self.device, |speed| Device {
            speed,
            seconds_besides: 0.0,
        })
    }

    fn painters(&self, settings: &Settings) -> Painters {
        let queue = &settings.queue;
        Painters {
            count: self.painters,
            device: self.device(),
            rhythm: Rhythm {
                preview: Duration::from_secs(queue.preview_seconds.into()),
                checkpoint: Duration::from_secs(queue.checkpoint_seconds.into()),
                lease: Duration::from_secs(queue.lease_seconds.into()),
            },
        }
    }

    fn orders(&self, settings: &Settings) -> Vec<Order> {
        let mix = Mix {
            premium: self.premium,
            hd: self.hd,
        };
        let day = Day {
            jobs: self.jobs_a_day,
            people: self.people.unwrap_or_else(|| self.jobs_a_day.div_ceil(2)),
            mix,
            from_hour: self.from.into(),
            hours: self.hours.into(),
            seed: self.seed,
        };

        day.orders(&settings.rules())
    }

    /// What is played, in words.
    fn title(&self) -> String {
        let Device {
            speed,
            seconds_besides,
        } = self.device();
        let free = 100 - self.premium - self.hd;
        let until = (u32::from(self.from) + u32::from(self.hours)) % 24;
        let painters = if self.find_painters {
            "painters".to_owned()
        } else {
            format!("{} painter(s)", self.painters)
        };

        format!(
            "{} orders a day, {} to {} o'clock; {free} % free, {} % premium, {} % HD; seed {}\n\
             {painters}, each {:.3e} pixel iterations a second, and {seconds_besides} s a job besides",
            self.jobs_a_day,
            self.from,
            if until == 0 { 24 } else { until },
            self.premium,
            self.hd,
            self.seed,
            speed,
        )
    }
}

/// The settings with a database and a folder of the simulation's own.
struct Place {
    settings: Settings,
    /// Is deleted with this.
    _folder: TempDir,
}

impl Place {
    fn new(settings: &Settings, database: Option<&str>) -> anyhow::Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("vernissage-simulation-")
            .tempdir()
            .context("there is no room for a temporary folder")?;

        let mut settings = settings.clone();
        settings.storage.path = folder.path().join("pictures");
        let file = folder.path().join("simulation.db");
        let place = database.map_or_else(|| file.to_string_lossy().into_owned(), str::to_owned);
        settings.database = settings.database.elsewhere(&place);

        Ok(Self {
            settings,
            _folder: folder,
        })
    }
}

/// A simulation makes up people and jobs, so it keeps away from any database that has some.
async fn refuse_used(store: &SimulatedStore) -> anyhow::Result<()> {
    let counts = store.stores.maintenance.counts(Moment::default()).await?;
    let is_used = counts
        .iter()
        .any(|count| ["jobs", "inbox_waiting"].contains(&count.name.as_str()) && count.value > 0);
    if is_used {
        bail!("this database is in use: a simulation needs a new one of its own");
    }

    Ok(())
}

fn prices(orders: &[Order]) -> i64 {
    let prices = orders.iter().map(|order| order.plan.price.amount());
    prices.map(i64::from).sum()
}
