//! Views: every question about the management system, as a pure function of it and a day.

pub mod soa;
