//! The pages. Each file is one page or one form with what it sends; the frame around them is made here.

mod act;
mod around;
mod bulk;
mod compare;
mod edit;
mod export;
mod files;
mod form;
mod here;
mod history;
mod home;
mod item;
mod list;
mod my_work;
mod pick;
mod search;
mod shown;
mod sign_in;

pub use around::around;

use crate::serve::Route;

/// All pages.
pub fn routes() -> Vec<Route> {
    let pages = [
        sign_in::routes(),
        home::routes(),
        my_work::routes(),
        search::routes(),
        pick::routes(),
        files::routes(),
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
    pages.into_iter().flatten().collect()
}
