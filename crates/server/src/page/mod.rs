//! The pages. Each file is one page or one form with what it sends; the frame around them is made here.

mod account;
mod accounts;
mod around;
mod home;
mod import;
mod sign_in;

pub use around::around;

use crate::serve::Route;

/// All pages.
pub fn routes() -> Vec<Route> {
    [sign_in::routes(), account::routes(), accounts::routes(), home::routes(), import::routes()]
        .into_iter()
        .flatten()
        .collect()
}
