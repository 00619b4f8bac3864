//! The JSON API.

use crate::serve::Route;

/// All calls.
pub fn routes() -> Vec<Route> {
    vec![]
}
