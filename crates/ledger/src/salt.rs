//! Salts: 32 random bytes before whatever is hashed, so that nobody finds a short text by trying.

use std::fmt;
use std::sync::Arc;

use crate::StoreError;

/// The salt of one revision, or of the words of one act.
pub type Salt = [u8; 32];

/// Where salts come from: the operating system, or a fixed sequence where a test needs the same bytes again.
#[derive(Clone)]
pub struct Salts(Arc<dyn Fn() -> Result<Salt, StoreError> + Send + Sync>);

impl Salts {
    /// Salts of the operating system's random source; the only right choice outside a test.
    pub fn random() -> Self {
        Self(Arc::new(random_bytes))
    }

    /// Salts of a source of one's own.
    pub fn from_source(source: impl Fn() -> Salt + Send + Sync + 'static) -> Self {
        Self(Arc::new(move || Ok(source())))
    }

    pub(crate) fn draw(&self) -> Result<Salt, StoreError> {
        (self.0)()
    }
}

impl fmt::Debug for Salts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salts")
    }
}

/// Random bytes of the operating system: for salts, and for ids that nobody shall guess.
pub(crate) fn random_bytes<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|error| StoreError::Failed(format!("the system gave no random bytes: {error}")))?;
    Ok(bytes)
}
