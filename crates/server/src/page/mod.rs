//! The pages. Each file is one page or one form with what it sends; the frame around them is made here.

mod account;
mod accounts;
mod address;
mod around;
mod by_rule;
mod home;
mod import;
mod naming;
mod narrowing;
mod risk_map;
mod risks;
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
        risks::routes(),
        soa::routes(),
    ];
    all.into_iter().flatten().collect()
}
