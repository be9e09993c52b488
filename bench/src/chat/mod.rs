//! The chat load: many visitors, some agents, messages at a steady rate, everything accounted for.

mod bot;
mod crowd;
mod dealsmart;
mod frame;
mod ledger;
mod peer;
mod percentile;
mod report;
mod target;

use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use anyhow::{Context, Result};

pub use bot::{Answers, DOCUMENTS};
pub use crowd::{Crowd, Load};
pub use dealsmart::{Chatbot, DealSmart};
pub use frame::client_id;
pub use peer::Peer;
pub use percentile::Percentiles;
pub use report::{Cores, Meter, Outcome};
pub use target::Target;

use bot::Askers;

/// The rates that `find_max` tries, in messages per second.
pub const STEPS: [u64; 14] = [500, 750, 1000, 1250, 1500, 1750, 2000, 2250, 2500, 3000, 3500, 4000, 5000, 6000];
/// A message that takes longer feels late.
pub const LIMIT: Duration = Duration::from_millis(100);
/// Caches, plans and connections get warm before anything is counted.
const WARM_UP: Load = Load { rate: 100, time: Duration::from_secs(3) };

/// A target with its crowd, ready to be loaded.
pub struct Stage {
    name: &'static str,
    crowd: Crowd,
    pub meter: Meter,
    run: u32,
}

impl Stage {
    pub async fn set(target: &Target, agents: usize, visitors: usize, meter: Meter) -> Result<Self> {
        let crowd = Crowd::gather(target, agents, visitors).await?;
        let mut stage = Self { name: target.name(), crowd, meter, run: 1 };
        stage.measure(WARM_UP).await;
        Ok(stage)
    }

    pub async fn measure(&mut self, load: Load) -> Outcome {
        self.run += 1;
        Outcome::measure(self.name, &self.crowd, self.meter, self.run, load).await
    }

    /// Steps the rate up until a step fails twice; gives all outcomes and the best that passed.
    pub async fn find_max(&mut self, step: Duration, mut each: impl FnMut(&Outcome)) -> (Vec<Outcome>, Option<u64>) {
        let (mut outcomes, mut best) = (Vec::new(), None);
        for rate in STEPS {
            let mut passed = false;
            for _ in 0..2 {
                let outcome = self.measure(Load { rate, time: step }).await;
                each(&outcome);
                let gone = outcome.agents_dropped > 0;
                passed = outcome.within(LIMIT);
                outcomes.push(outcome);
                if passed || gone {
                    break;
                }
            }
            if !passed {
                break;
            }
            best = Some(rate);
        }
        (outcomes, best)
    }
}

/// With a second chatbot that answers from documents as fast as it can, beside a plain chat.
pub async fn beside_the_bot(target: Rc<DealSmart>, stage: &mut Stage, askers: usize, load: Load) -> Result<(Outcome, Answers)> {
    for (name, markdown) in DOCUMENTS {
        target.document(name, markdown).await.with_context(|| format!("uploading {name}"))?;
    }
    let bot = target.answering_bot().await.context("making the answering bot")?;
    let asking = Askers::begin(&target, &bot, askers);
    let outcome = stage.measure(load).await;
    Ok((outcome, asking.end()))
}

/// The port in a `postgres://` URL, to find the server's processes.
pub fn postgres_port(database_url: &str) -> Option<u16> {
    let place = database_url.rsplit_once('@')?.1.split('/').next()?;
    place.rsplit_once(':')?.1.parse().ok()
}

/// Where the peer is, seen from the project's folder or from `bench/`.
pub fn peer_folder() -> &'static Path {
    let from_root = Path::new("bench/peers/node-chat");
    if from_root.is_dir() { from_root } else { Path::new("peers/node-chat") }
}
