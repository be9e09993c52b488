//! The two programs that can be measured, seen alike: sockets of agents, and visitors who write.

use std::rc::Rc;

use anyhow::Result;

use super::dealsmart::DealSmart;
use super::frame::Protocol;
use super::peer::Peer;
use crate::wire::Origin;
use crate::wire::websocket::Socket;

/// A visitor who is connected and can write.
pub struct Visitor {
    pub socket: Socket,
    /// The lines of a POST of a message up to its length.
    pub request_head: Vec<u8>,
}

pub enum Target {
    DealSmart(Rc<DealSmart>),
    Peer(Box<Peer>),
}

impl Target {
    pub fn name(&self) -> &'static str {
        match self {
            Self::DealSmart(_) => "dealsmart",
            Self::Peer(_) => "fastify+socket.io+pg",
        }
    }

    pub fn origin(&self) -> &Origin {
        match self {
            Self::DealSmart(target) => &target.origin,
            Self::Peer(target) => &target.origin,
        }
    }

    pub fn protocol(&self) -> Protocol {
        match self {
            Self::DealSmart(_) => Protocol::DealSmart,
            Self::Peer(_) => Protocol::SocketIo,
        }
    }

    /// The socket of the agent with this number.
    pub async fn agent(&self, number: usize) -> Result<Socket> {
        match self {
            Self::DealSmart(target) => target.agent_socket(number).await,
            Self::Peer(target) => target.agent_socket().await,
        }
    }

    pub async fn visitor(&self) -> Result<Visitor> {
        match self {
            Self::DealSmart(target) => target.visitor(&target.quiet_bot).await,
            Self::Peer(target) => target.visitor().await,
        }
    }
}
