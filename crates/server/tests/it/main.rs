//! The product as programs meet it.

mod house;

mod access;
mod api;
mod cli;
