//! The jobs of this feature.

use crate::{Identity, deletion, registration, reset};
use jobs::Queue;
use kernel::Kernel;
use std::sync::Arc;

/// The queue of this feature's jobs.
#[must_use]
pub fn queue(kernel: &Kernel, identity: &Arc<Identity>) -> Queue {
    let (kernel, identity) = (kernel.clone(), Arc::clone(identity));
    Queue::new("identity", 2)
        .on(registration::WRITE, Arc::new(registration::WriteLetter { kernel: kernel.clone(), identity: Arc::clone(&identity) }))
        .on(reset::WRITE, Arc::new(reset::WriteLetter { kernel: kernel.clone(), identity: Arc::clone(&identity) }))
        .on(deletion::ERASE, Arc::new(deletion::Erase { kernel, identity }))
}
