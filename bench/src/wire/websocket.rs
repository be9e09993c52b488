//! The client's side of a WebSocket: text frames in and out, pings answered (RFC 6455).

use anyhow::{Context, Result, bail};
use memchr::memmem;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{Origin, http};

const TEXT: u8 = 0x1;
const CLOSE: u8 = 0x8;
const PING: u8 = 0x9;
const PONG: u8 = 0xA;
/// Room that is made before a read. Agents read many frames at once, visitors one now and then.
const READ: usize = 4096;

pub struct Socket {
    stream: TcpStream,
    buffer: Vec<u8>,
    /// Where the first frame that was not given out begins.
    start: usize,
    room: usize,
}

impl Socket {
    /// `busy` gives the buffer of a socket that receives everyone's messages.
    pub async fn connect(origin: &Origin, path: &str, busy: bool) -> Result<Self> {
        let mut stream = TcpStream::connect(origin.address).await?;
        stream.set_nodelay(true)?;
        let mut request = http::head(origin, "GET", path, None);
        // Any 16 bytes are a valid key; proving that the peer knows the protocol is not this program's job.
        request.extend_from_slice(
            format!(
                "origin: {}\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-version: 13\r\n\
                 sec-websocket-key: ZGVhbHNtYXJ0LWJlbmNoIQ==\r\n\r\n",
                origin.url()
            )
            .as_bytes(),
        );
        stream.write_all(&request).await?;
        let room = if busy { 16 * READ } else { READ };
        let mut buffer = Vec::with_capacity(READ);
        let start = loop {
            if let Some(at) = memmem::find(&buffer, b"\r\n\r\n") {
                break at + 4;
            }
            if stream.read_buf(&mut buffer).await? == 0 {
                bail!("the connection was closed during the handshake");
            }
        };
        if buffer.get(9..12) != Some(b"101") {
            let said = String::from_utf8_lossy(&buffer);
            bail!("the WebSocket was refused: {}", said.chars().take(400).collect::<String>());
        }
        Ok(Self { stream, buffer, start, room })
    }

    /// The next text frame; `None` when the other side closed. Safe to cancel: what was read stays.
    pub async fn next(&mut self) -> Result<Option<&[u8]>> {
        loop {
            if let Some(frame) = Frame::parse(self.buffer.get(self.start..).unwrap_or_default())? {
                let payload = self.start + frame.header..self.start + frame.header + frame.length;
                self.start = payload.end;
                match frame.opcode {
                    TEXT => return Ok(self.buffer.get(payload)),
                    CLOSE => return Ok(None),
                    PING => {
                        let echo = self.buffer.get(payload).unwrap_or_default().to_vec();
                        self.send(PONG, &echo).await?;
                    }
                    PONG => {}
                    other => bail!("a frame with the opcode {other}"),
                }
                continue;
            }
            if self.start > 0 {
                self.buffer.drain(..self.start);
                self.start = 0;
            }
            self.buffer.reserve(self.room);
            match self.stream.read_buf(&mut self.buffer).await {
                Ok(0) => return Ok(None),
                Ok(_) => {}
                Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => {
                    return Ok(None);
                }
                Err(error) => return Err(error).context("reading a WebSocket"),
            }
        }
    }

    pub async fn send_text(&mut self, text: &[u8]) -> Result<()> {
        self.send(TEXT, text).await
    }

    async fn send(&mut self, opcode: u8, payload: &[u8]) -> Result<()> {
        // Clients must mask; with a key of zeros the masked payload is the payload.
        let mut frame = vec![0x80 | opcode];
        match u8::try_from(payload.len()) {
            Ok(length) if length < 126 => frame.push(0x80 | length),
            _ => {
                frame.push(0x80 | 126);
                frame.extend_from_slice(&u16::try_from(payload.len()).context("a long frame")?.to_be_bytes());
            }
        }
        frame.extend_from_slice(&[0; 4]);
        frame.extend_from_slice(payload);
        self.stream.write_all(&frame).await.context("writing to a WebSocket")
    }
}

struct Frame {
    opcode: u8,
    header: usize,
    length: usize,
}

impl Frame {
    /// `None` while the frame is not whole.
    fn parse(bytes: &[u8]) -> Result<Option<Self>> {
        let (Some(first), Some(second)) = (bytes.first(), bytes.get(1)) else {
            return Ok(None);
        };
        if first & 0x80 == 0 {
            bail!("a message in several frames");
        }
        if second & 0x80 != 0 {
            bail!("a masked frame from a server");
        }
        let (header, length) = match second & 0x7f {
            126 => match bytes.get(2..4) {
                Some(length) => (4, length.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte))),
                None => return Ok(None),
            },
            127 => match bytes.get(2..10) {
                Some(length) => (10, length.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte))),
                None => return Ok(None),
            },
            short => (2, usize::from(short)),
        };
        if bytes.len() < header + length {
            return Ok(None);
        }
        Ok(Some(Self { opcode: first & 0x0f, header, length }))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
    use super::*;

    #[test]
    fn a_frame_is_given_out_only_when_whole() {
        let frame = [0x81, 3, b'a', b'b', b'c', 0x81];
        assert!(Frame::parse(&frame[..4]).unwrap().is_none());
        let whole = Frame::parse(&frame).unwrap().unwrap();
        assert_eq!((whole.opcode, whole.header, whole.length), (TEXT, 2, 3));
        let long = [&[0x81, 126, 0x01, 0x00][..], &[0; 256]].concat();
        assert_eq!(Frame::parse(&long).unwrap().unwrap().length, 256);
    }

    #[test]
    fn what_a_server_must_not_send_is_refused() {
        assert!(Frame::parse(&[0x01, 0]).is_err(), "a fragment");
        assert!(Frame::parse(&[0x81, 0x80, 0, 0, 0, 0]).is_err(), "a masked frame");
    }
}
