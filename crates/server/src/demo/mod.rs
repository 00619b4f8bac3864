//! The sample organisation of `demo`: its story is told by `content/sample/story.json`, recorded step by step, each on
//! its own day, so that *as of* has something to show.

mod folder;
mod organisation;
mod story;

pub use folder::Folder;
pub use story::Story;

/// The sample organisation's name.
pub const NAME: &str = "Northwind Analytics Ltd";
