//! The management system of one organisation: registers, acts, refusals, views, and the reading of spreadsheets.
//!
//! Nothing here reads a clock, a file or the network, so the same ledger always gives the same state.

mod acts;
pub mod annex_a;
mod any;
mod by_hand;
mod collection;
pub mod criteria;
mod description;
pub mod first_steps;
pub mod founding;
#[cfg(test)]
mod given;
mod id;
pub mod import;
pub mod library;
mod link;
mod message;
mod read;
pub mod readiness;
mod record;
mod refusal;
mod register;
pub mod registers;
mod revision;
mod shape;
mod sight;
pub mod standards;
mod step;
mod together;
pub mod views;
mod walk;

pub use acts::{Asked, MOST_AT_ONCE, Who};
pub use any::{AnyRegister, Head};
pub use collection::{Body, Collection, Held, Said, plain};
pub use description::{ActDescription, Choice, Description, Field, Kind, label};
pub use id::Id;
pub use link::{Link, To};
pub use message::Message;
pub use read::{LONGEST_LIST, LONGEST_REFERENCE, LONGEST_TEXT, is_unseen};
pub use refusal::{Reason, Refusal};
pub use register::{Decide, Due, Face, Listed, NoActs, Place, Register};
pub use registers::*;
pub use revision::{Changes, Damage, Revision, apply, fold};
pub use shape::{link_shown, name_shown, record_shown};
pub use sight::Sight;
pub use step::{MOST_STEPS, Prose, Step};
pub use together::{ActsOn, together};
