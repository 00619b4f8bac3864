//! The pages. Each file is one page or one form with what it sends; the frame around them is made here.

mod account;
mod accounts;
mod around;
mod home;
mod import;
mod naming;
mod risk_map;
mod sign_in;
mod soa;
mod told;

pub use around::around;

use crate::serve::Route;

/// All pages.
pub fn routes() -> Vec<Route> {
    let all = [
        sign_in::routes(),
        account::routes(),
        accounts::routes(),
        home::routes(),
        import::routes(),
        soa::routes(),
    ];
    all.into_iter().flatten().collect()
}
