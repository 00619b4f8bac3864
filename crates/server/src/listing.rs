//! Which records a list shows, and in which order: the same question finds the same records on a page, in a file, by the
//! API and on the command line.
//!
//! Ten thousand records are filtered and sorted by single fields; only those that are shown become JSON or a row.

mod fits;
mod found;
pub mod order;
mod path;
mod question;

pub use fits::{AT_LIMIT, LEFT, NONE};
pub use found::{ANY, Found};
pub use path::Path;
pub use question::{FINDING, OVERDUE, Question, with_query, yes_or_no};
