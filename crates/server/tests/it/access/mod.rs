//! Access: every route of the router, with every role, on records in every state, against a table written from the words
//! of what was asked for.

pub mod hidden;
mod positions;
mod routes;
mod seed;
mod table;
mod walk;
