//! What people hold in their hands: an authenticator app, and a device with passkeys.

use crate::TestApp;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use ring::{
    digest::{SHA256, digest},
    signature::{Ed25519KeyPair, KeyPair},
};
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

/// What an authenticator app shows at a time.
#[must_use]
pub fn totp_code(secret: &str, at: DateTime<Utc>) -> String {
    let app = Builder::new().with_secret(Secret::try_from_base32(secret).expect("base32")).build().expect("a secret");
    app.generate(u64::try_from(at.timestamp()).expect("a time")).to_string()
}

/// A device with one passkey, as WebAuthn level 3 has it: Ed25519, no attestation, its user verified.
#[derive(Clone)]
pub struct Authenticator {
    seed: [u8; 32],
    id: [u8; 32],
    /// How often it signed.
    pub counter: u32,
    /// Of the page that asks, as the browser tells it.
    pub origin: String,
    pub rp_id: String,
    /// Whether it looks who holds it.
    pub verifies: bool,
    /// Whose passkey it is, once there is one.
    pub user_handle: Option<String>,
}

fn sha256(bytes: &[u8]) -> Vec<u8> {
    digest(&SHA256, bytes).as_ref().to_vec()
}

fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

impl Authenticator {
    /// In a browser that shows the app.
    #[must_use]
    pub fn of(app: &TestApp) -> Self {
        Self {
            seed: kernel::secret::random(),
            id: kernel::secret::random(),
            counter: 0,
            origin: format!("http://localhost:{}", app.address.port()),
            rp_id: "localhost".into(),
            verifies: true,
            user_handle: None,
        }
    }

    fn pair(&self) -> Ed25519KeyPair {
        Ed25519KeyPair::from_seed_unchecked(&self.seed).expect("a key")
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        let challenge = options["challenge"].as_str().expect("a challenge");
        json!({ "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false }).to_string().into_bytes()
    }

    /// User present, and verified if it looks; with a new passkey's data.
    fn authenticator_data(&self, with_passkey: bool) -> Vec<u8> {
        let flags = 0x01 | if self.verifies { 0x04 } else { 0 } | if with_passkey { 0x40 } else { 0 };
        let mut data = sha256(self.rp_id.as_bytes());
        data.push(flags);
        data.extend(self.counter.to_be_bytes());
        if with_passkey {
            data.extend([0; 16]);
            data.extend([0, 32]);
            data.extend(self.id);
            // COSE (RFC 9053): OKP, EdDSA, Ed25519, and the key.
            data.extend([0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 0x20]);
            data.extend(self.pair().public_key().as_ref());
        }
        data
    }

    /// Makes the passkey that was asked for, as `navigator.credentials.create` gives it.
    #[must_use]
    pub fn create(&mut self, options: &Value) -> Value {
        self.user_handle = Some(options["user"]["id"].as_str().expect("a user").to_owned());
        let data = self.authenticator_data(true);
        let mut attestation = vec![0xa3];
        attestation.extend(b"\x63fmt\x64none\x67attStmt\xa0\x68authData\x58");
        attestation.push(u8::try_from(data.len()).expect("a short one"));
        attestation.extend(data);
        let response = json!({
            "clientDataJSON": encode(&self.client_data("webauthn.create", options)),
            "attestationObject": encode(&attestation),
            "transports": ["internal"],
        });
        self.credential(response)
    }

    /// Signs what was asked, as `navigator.credentials.get` gives it.
    #[must_use]
    pub fn get(&mut self, options: &Value) -> Value {
        self.counter += 1;
        let (data, client) = (self.authenticator_data(false), self.client_data("webauthn.get", options));
        let signature = self.pair().sign(&[data.as_slice(), &sha256(&client)].concat());
        let response = json!({
            "clientDataJSON": encode(&client),
            "authenticatorData": encode(&data),
            "signature": encode(signature.as_ref()),
            "userHandle": self.user_handle,
        });
        self.credential(response)
    }

    fn credential(&self, response: Value) -> Value {
        let id = encode(&self.id);
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response, "clientExtensionResults": {}, "authenticatorAttachment": "platform" })
    }
}
