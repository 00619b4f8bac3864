//! The JSON API: what programs read and do, under `/api/v1`. It has no rules of its own.
//!
//! Every answer is JSON, every no a problem document (RFC 9457). What a caller may see and do is decided by the
//! recorder; a record that may not be seen is answered as one that is not there.

mod act;
mod answer;
mod asked;
mod history;
mod imports;
mod ledger;
mod list;
mod openapi;
mod record;
mod register;
mod tokens;
mod vault;
mod views;

pub use openapi::document;
pub use vault::attached;

use crate::serve::Route;

/// All calls.
pub fn routes() -> Vec<Route> {
    let registers = [register::routes(), record::routes(), history::routes(), act::routes()];
    let others =
        [openapi::routes(), imports::routes(), views::routes(), vault::routes(), ledger::routes(), tokens::routes()];
    registers.into_iter().chain(others).flatten().collect()
}
