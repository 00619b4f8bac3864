//! The pages. Each file is one page or one form with what it sends; the frame around them is made here.

mod account;
mod accounts;
mod act;
mod address;
mod around;
mod bulk;
mod by_rule;
mod compare;
mod control;
mod edit;
mod export;
mod files;
mod findings;
mod first_steps;
mod form;
mod here;
mod history;
mod home;
mod import;
mod item;
mod ledger;
mod list;
mod my_work;
mod naming;
mod narrowing;
mod organisation;
mod overdue;
mod pick;
mod readiness;
mod risk;
mod risk_map;
mod risks;
mod search;
pub mod shown;
mod sign_in;
mod soa;
mod standards;
mod told;
mod treatment;
mod waiting;
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
        my_work::routes(),
        search::routes(),
        pick::routes(),
        files::routes(),
        import::routes(),
        findings::routes(),
        first_steps::routes(),
        ledger::routes(),
        organisation::routes(),
        overdue::routes(),
        readiness::routes(),
        risks::routes(),
        soa::routes(),
        standards::routes(),
        treatment::routes(),
        what_changed::routes(),
        list::routes(),
        export::routes(),
        bulk::routes(),
        item::routes(),
        edit::routes(),
        history::routes(),
        compare::routes(),
        act::routes(),
        form::routes(),
    ];
    all.into_iter().flatten().collect()
}
