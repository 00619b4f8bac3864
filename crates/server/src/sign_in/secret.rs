//! Secrets that we give out: shown once, kept as their SHA-256.

use recorder::Digest;
use sha2::{Digest as _, Sha256};

/// 256 random bits, as hexadecimal digits behind a prefix that leak scanners know.
pub struct Secret(String);

impl Secret {
    /// A new one.
    pub fn new(prefix: &str) -> anyhow::Result<Secret> {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes).map_err(|error| anyhow::anyhow!("the system gives no randomness: {error}"))?;
        Ok(Secret(format!("{prefix}{}", hex::encode(bytes))))
    }

    /// What is shown, once.
    pub fn shown(&self) -> &str {
        &self.0
    }

    /// What is kept.
    pub fn digest(&self) -> Digest {
        digest(&self.0)
    }
}

/// The digest under which a secret is looked up.
pub fn digest(secret: &str) -> Digest {
    Digest::from(<[u8; 32]>::from(Sha256::digest(secret.as_bytes())))
}
