//! Signing in: one-time links, passwords, sessions and tokens. Whoever calls is known by these alone.
//!
//! OWASP ASVS 5.0, chapters 6 and 7.

mod brake;
mod caller;
mod link;
mod password;
mod secret;
mod session;
mod token;

pub use brake::Brake;
pub use caller::{At, Signed, date, looking, read_on};
pub use link::{link_for, open_link, use_link};
pub use password::set as set_password;
pub use password::{check_new, could_be, verify as verify_password};
pub use secret::Secret;
pub use session::{begin, cookie_of, end, session_of};
pub use token::{MOST_TOKEN_DAYS, TOKEN_DAYS, caller_of_token, new_token};
