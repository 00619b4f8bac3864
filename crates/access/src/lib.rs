//! May this person do this to that? Facts in; how far the right reaches, and by which policy, out.
//!
//! Cedar is asked once per roles, action and kind of register, from the widest [`Scope`] to the narrowest; the first it
//! permits is the answer, and [`Scope::covers`] then picks the records. So a list of thousands costs one question.
//! The policies are `policies.cedar`, a sentence each; registers, persons and records are unknown here.
//!
#![doc = include_str!("rights.md")]

mod cedar;
mod decision;
mod gate;
mod question;
mod scope;
mod words;

pub use cedar::Damaged;
pub use decision::{Decision, Reason};
pub use gate::Gate;
pub use question::Principal;
pub use scope::{Row, Scope};
pub use words::{Action, Kind, Role, UnknownWord};

#[cfg(test)]
mod tests;
