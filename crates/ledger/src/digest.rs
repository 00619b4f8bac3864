//! A SHA-256 digest, written as 64 hexadecimal digits wherever a person or a program reads it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest as _, Sha256};

/// 32 bytes of SHA-256.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// SHA-256 over the parts, one after the other, with nothing between them.
    pub fn of(parts: &[&[u8]]) -> Self {
        let mut hasher = Sha256::new();
        parts.iter().for_each(|part| hasher.update(part));
        Self(hasher.finalize().into())
    }

    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<[u8; 32]> for Digest {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Digest {
    type Err = String;

    /// Lower case only: one digest, one text.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut bytes = [0; 32];
        let readable =
            hex::decode_to_slice(text, &mut bytes).is_ok() && !text.contains(|c: char| c.is_ascii_uppercase());
        readable
            .then_some(Self(bytes))
            .ok_or_else(|| format!("`{text}` is not a SHA-256 in 64 lower-case hexadecimal digits"))
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // FIPS 180-4, the examples of NIST for "" and "abc".
    const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn digests_the_published_examples() {
        assert_eq!(Digest::of(&[]).to_string(), EMPTY);
        assert_eq!(Digest::of(&[b"a", b"", b"bc"]).to_string(), ABC);
    }

    #[test]
    fn reads_what_it_writes_and_nothing_else() {
        assert_eq!(ABC.parse(), Ok(Digest::of(&[b"abc"])));
        for wrong in ["", "ba78", &ABC.to_uppercase(), &ABC.replace('b', "x")] {
            assert!(wrong.parse::<Digest>().is_err(), "{wrong}");
        }
    }
}
