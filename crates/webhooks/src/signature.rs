//! Signatures by the Standard Webhooks specification 1.0.0 (standardwebhooks.com).

use base64::{Engine, engine::general_purpose::STANDARD};

/// The value of `webhook-signature`: one signature for each secret, so that while one is rotated the receiver's is among them.
#[must_use]
pub fn sign(secrets: &[Vec<u8>], id: &str, timestamp: i64, body: &[u8]) -> String {
    let signed = [format!("{id}.{timestamp}.").as_bytes(), body].concat();
    let signatures = secrets.iter().map(|secret| format!("v1,{}", STANDARD.encode(kernel::secret::sign(secret, &signed))));
    signatures.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification's reference libraries.
    #[test]
    fn it_is_the_specifications() {
        let secret = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let body = br#"{"test": 2432232314}"#;
        let signature = sign(std::slice::from_ref(&secret), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body);
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        let both = sign(&[secret, b"another".to_vec()], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body);
        assert!(both.starts_with(&format!("{signature} v1,")) && both.len() > signature.len() + 40);
    }
}
