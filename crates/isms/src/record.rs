//! The words a register's file is written in.

pub use crate::acts::Who;
pub(crate) use crate::acts::signer;
pub use crate::collection::Held;
pub use crate::id::Id;
pub use crate::link::Link;
pub use crate::refusal::Reason;
pub use crate::register::{Decide, Due, Face, NoActs, Place, Register};
pub(crate) use crate::register::{once_confirmed, while_open};
pub use crate::registers::*;
pub use crate::revision::Changes;
pub use crate::say;
pub use crate::step::{Prose, Step};
pub use jiff::{Timestamp, civil::Date, civil::date};
pub use schemars::JsonSchema;
pub use serde::{Deserialize, Serialize};
