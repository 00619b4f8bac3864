//! The pages. Each file is one page or one form with what it sends; the frame around them is made here.

mod around;
mod home;
mod naming;
mod risk_map;
mod sign_in;
mod soa;
mod told;

pub use around::around;

use crate::serve::Route;

/// All pages.
pub fn routes() -> Vec<Route> {
    [sign_in::routes(), home::routes(), soa::routes()].into_iter().flatten().collect()
}
