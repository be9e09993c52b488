use crate::job::Handler;
use std::{collections::HashMap, sync::Arc};

/// Job kinds that share a number of places, so that heavy work never takes those of quick work.
pub struct Queue {
    pub(crate) name: &'static str,
    pub(crate) places: usize,
    pub(crate) per_tenant: Option<usize>,
    pub(crate) handlers: HashMap<&'static str, Arc<dyn Handler>>,
}

impl Queue {
    /// `places` jobs at a time in each process.
    #[must_use]
    pub fn new(name: &'static str, places: usize) -> Self {
        Self { name, places: places.max(1), per_tenant: None, handlers: HashMap::new() }
    }
    /// At most so many of one tenant at a time, over all processes.
    #[must_use]
    pub fn per_tenant(mut self, most: usize) -> Self {
        self.per_tenant = Some(most.max(1));
        self
    }
    #[must_use]
    pub fn on(mut self, kind: &'static str, handler: Arc<dyn Handler>) -> Self {
        self.handlers.insert(kind, handler);
        self
    }
}
