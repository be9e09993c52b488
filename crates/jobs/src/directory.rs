//! Which kinds there are: known in every process, whether it runs jobs or not.

use crate::{job::Handler, queue::Queue};
use std::{collections::BTreeMap, sync::Arc};

/// What the screens know beside the tables.
#[derive(Clone, Default)]
pub struct Directory(Arc<BTreeMap<&'static str, Kind>>);

struct Kind {
    queue: &'static str,
    handler: Arc<dyn Handler>,
}

impl Directory {
    #[must_use]
    pub fn of(queues: &[Queue]) -> Self {
        let kinds = queues
            .iter()
            .flat_map(|queue| {
                queue.handlers.iter().map(|(kind, handler)| (*kind, Kind { queue: queue.name, handler: Arc::clone(handler) }))
            })
            .collect();
        Self(Arc::new(kinds))
    }

    /// The queue of a kind; none for a kind that nothing handles any more.
    pub(crate) fn queue(&self, kind: &str) -> Option<&'static str> {
        self.0.get(kind).map(|kind| kind.queue)
    }

    /// Every kind, with its queue.
    pub(crate) fn kinds(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.0.iter().map(|(kind, known)| (*kind, known.queue))
    }

    pub(crate) fn handler(&self, kind: &str) -> Option<&Arc<dyn Handler>> {
        self.0.get(kind).map(|kind| &kind.handler)
    }

    pub(crate) fn shows(&self, kind: &str) -> &'static [&'static str] {
        self.0.get(kind).map_or(&[], |kind| kind.handler.shows())
    }
}
