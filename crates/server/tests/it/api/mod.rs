//! The JSON API: a file for each resource.

mod health;
mod hostile;
mod imports;
mod ledger;
mod list;
mod openapi;
mod record;
mod tokens;
mod vault;
mod written;
