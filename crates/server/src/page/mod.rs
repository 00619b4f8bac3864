//! The pages. Each file is one page or one form with what it sends; the frame around them is made here.

mod account;
mod accounts;
mod address;
mod around;
mod by_rule;
mod findings;
mod home;
mod import;
mod ledger;
mod naming;
mod narrowing;
mod organisation;
mod overdue;
mod risk_map;
mod risks;
mod sign_in;
mod soa;
mod told;
mod treatment;
mod what_changed;

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
        findings::routes(),
        ledger::routes(),
        organisation::routes(),
        overdue::routes(),
        risks::routes(),
        soa::routes(),
        treatment::routes(),
        what_changed::routes(),
    ];
    all.into_iter().flatten().collect()
}
