//! The product as programs meet it.

mod house;

mod api;
mod cli;
