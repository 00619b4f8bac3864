//! To come.
use crate::registers::Isms;
/// Undecided.
pub fn undecided(_: &Isms) -> Vec<String> { vec![] }
