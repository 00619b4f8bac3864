//! The few icons, from one sprite; an icon always stands beside a word.

use maud::{Markup, html};

use crate::assets;

/// An icon of the sprite that `build.rs` makes.
#[derive(Clone, Copy, Debug)]
pub enum Icon {
    Menu,
    Close,
    Printer,
    Download,
    Upload,
}

/// Draws an icon; it says nothing to a screen reader, the word beside it does.
pub fn icon(icon: Icon) -> Markup {
    let symbol = match icon {
        Icon::Menu => "menu",
        Icon::Close => "x",
        Icon::Printer => "printer",
        Icon::Download => "download",
        Icon::Upload => "upload",
    };
    html! { svg.icon aria-hidden="true" { use href={ (assets::path("icons.svg")) "#" (symbol) } {} } }
}
