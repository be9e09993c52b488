//! Reads of a frame only what the measurement needs: which message it is and its place in the stream.

use memchr::memmem;
use serde_json::Value;

/// The 36 characters of a UUID.
pub type Id = [u8; 36];

/// Whose frames these are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    DealSmart,
    /// socket.io 4 over engine.io 4 (`42` event, `2` ping, `3` pong).
    SocketIo,
}

/// A message as its sender named it: run and number are the `client_id`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delivered {
    pub run: u32,
    pub number: usize,
    pub id: Id,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Frame {
    Message {
        seq: Option<u64>,
        delivered: Delivered,
    },
    Other {
        seq: Option<u64>,
    },
    /// The stream was cut: something may have been missed.
    Resync,
    /// Wants the answer that `Protocol::pong` gives.
    Ping,
}

pub fn client_id(run: u32, number: usize) -> String {
    format!("{run:08x}-0000-4000-8000-{number:012x}")
}

fn client_number(id: &[u8]) -> Option<(u32, usize)> {
    let hex = |range| std::str::from_utf8(id.get(range)?).ok();
    if hex(8..24)? != "-0000-4000-8000-" {
        return None;
    }
    let run = u32::from_str_radix(hex(0..8)?, 16).ok()?;
    Some((run, usize::from_str_radix(hex(24..36)?, 16).ok()?))
}

/// The characters after the first occurrence of `key`.
fn after<'a>(bytes: &'a [u8], key: &[u8]) -> Option<&'a [u8]> {
    bytes.get(memmem::find(bytes, key)? + key.len()..)
}

/// The id of the message in the answer to a POST.
pub fn answered_id(body: &[u8]) -> Option<Id> {
    let quick = after(body, br#""data":{"id":""#).and_then(|rest| rest.get(..36)?.try_into().ok());
    quick.or_else(|| {
        let body: Value = serde_json::from_slice(body).ok()?;
        body.get("data")?.get("id")?.as_str()?.as_bytes().try_into().ok()
    })
}

impl Protocol {
    pub fn pong(self) -> &'static [u8] {
        match self {
            Self::DealSmart => br#"{"type":"pong"}"#,
            Self::SocketIo => b"3",
        }
    }

    pub fn read(self, bytes: &[u8]) -> Frame {
        match self {
            Self::DealSmart => dealsmart(bytes),
            Self::SocketIo => socket_io(bytes),
        }
    }
}

fn dealsmart(bytes: &[u8]) -> Frame {
    // The order in which the program writes its keys; another order is read the slow way.
    let quick = bytes.strip_prefix(br#"{"type":""#).and_then(|rest| {
        let (kind, rest) = rest.split_at_checked(memchr::memchr(b'"', rest)?)?;
        let seq = rest.strip_prefix(br#"","seq":"#).map(number);
        Some((kind, seq))
    });
    match quick {
        Some((b"resync", _)) => Frame::Resync,
        Some((b"message.created", Some(seq))) => match after(bytes, br#""data":"#) {
            Some(data) => message(data, seq),
            None => Frame::Other { seq },
        },
        Some((kind, seq)) if kind != b"message.created" => Frame::Other { seq: seq.flatten() },
        _ => thorough(bytes),
    }
}

fn thorough(bytes: &[u8]) -> Frame {
    let Ok(frame) = serde_json::from_slice::<Value>(bytes) else {
        return Frame::Other { seq: None };
    };
    let seq = frame.get("seq").and_then(Value::as_u64);
    match frame.get("type").and_then(Value::as_str) {
        Some("resync") => Frame::Resync,
        Some("message.created") => {
            let data = frame.get("data").map(Value::to_string).unwrap_or_default();
            message(data.as_bytes(), seq)
        }
        _ => Frame::Other { seq },
    }
}

fn socket_io(bytes: &[u8]) -> Frame {
    match bytes.strip_prefix(br#"42["message.created","#) {
        Some(data) => message(data, None),
        None if bytes == b"2" => Frame::Ping,
        None => Frame::Other { seq: None },
    }
}

/// `data` begins with the message; what follows it does not matter.
fn message(data: &[u8], seq: Option<u64>) -> Frame {
    let delivered = after(data, br#""client_id":""#).and_then(client_number).zip(message_id(data));
    match delivered {
        Some(((run, number), id)) => Frame::Message { seq, delivered: Delivered { run, number, id } },
        None => Frame::Other { seq },
    }
}

fn message_id(data: &[u8]) -> Option<Id> {
    // Keys as declared, or sorted; any other order is read the slow way.
    let sorted = || after(data, br#","id":""#).filter(|rest| rest.get(36..).is_some_and(|end| end.starts_with(br#"","private":"#)));
    if let Some(rest) = data.strip_prefix(br#"{"id":""#).or_else(sorted) {
        return rest.get(..36)?.try_into().ok();
    }
    let message: Value = serde_json::Deserializer::from_slice(data).into_iter().next()?.ok()?;
    message.get("id")?.as_str()?.as_bytes().try_into().ok()
}

fn number(bytes: &[u8]) -> Option<u64> {
    let end = bytes.iter().position(|byte| !byte.is_ascii_digit())?;
    std::str::from_utf8(bytes.get(..end)?).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
    use super::*;

    const ID: &str = "0197a1b2-0000-7000-8000-000000000001";
    const SENDER: &str = "0197a1b2-0000-7000-8000-000000000002";

    fn expected(seq: Option<u64>) -> Frame {
        let id = ID.as_bytes().try_into().unwrap();
        Frame::Message { seq, delivered: Delivered { run: 7, number: 300, id } }
    }

    #[test]
    fn a_message_is_read_whatever_the_order_of_its_keys() {
        let client = client_id(7, 300);
        let written = format!(
            r#"{{"type":"message.created","seq":42,"data":{{"id":"{ID}","seq":3,"sender":{{"kind":"customer","id":"{SENDER}"}},"client_id":"{client}"}}}}"#
        );
        let sorted = format!(
            r#"{{"data":{{"client_id":"{client}","id":"{ID}","sender":{{"id":"{SENDER}","kind":"customer"}},"seq":3}},"seq":42,"type":"message.created"}}"#
        );
        assert_eq!(Protocol::DealSmart.read(written.as_bytes()), expected(Some(42)));
        let within = format!(
            r#"{{"type":"message.created","seq":42,"data":{{"client_id":"{client}","created_at":"now","id":"{ID}","private":false,"sender":{{"id":"{SENDER}"}},"seq":3}}}}"#
        );
        assert_eq!(Protocol::DealSmart.read(within.as_bytes()), expected(Some(42)));
        assert_eq!(Protocol::DealSmart.read(sorted.as_bytes()), expected(Some(42)));
    }

    #[test]
    fn socket_io_events_and_pings_are_told_apart() {
        let client = client_id(7, 300);
        let event = format!(r#"42["message.created",{{"id":"{ID}","client_id":"{client}"}}]"#);
        assert_eq!(Protocol::SocketIo.read(event.as_bytes()), expected(None));
        assert_eq!(Protocol::SocketIo.read(b"2"), Frame::Ping);
    }

    #[test]
    fn other_frames_keep_their_place_in_the_stream() {
        let typing = br#"{"type":"typing","data":{"seq":9}}"#;
        assert_eq!(Protocol::DealSmart.read(typing), Frame::Other { seq: None });
        let changed = br#"{"type":"conversation.updated","seq":43,"data":{}}"#;
        assert_eq!(Protocol::DealSmart.read(changed), Frame::Other { seq: Some(43) });
        assert_eq!(Protocol::DealSmart.read(br#"{"type":"resync","data":{}}"#), Frame::Resync);
    }
}
