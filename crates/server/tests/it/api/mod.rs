//! The JSON API: a file for each resource.

mod health;
mod list;
mod record;
