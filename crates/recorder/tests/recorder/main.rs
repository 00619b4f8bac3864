//! The recorder from outside: rights, durability, staleness, other nodes, and the past.

mod house;
mod past;
mod rights;
mod writing;
