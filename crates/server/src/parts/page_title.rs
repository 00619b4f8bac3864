//! The head of a page: number in the margin, title, one line under it, what can be done at the right.

use maud::{Markup, html};

use super::draft;

/// The head of a page.
#[derive(Default)]
pub struct PageTitle<'a> {
    /// The record's number, for the margin.
    pub number: Option<&'a str>,
    pub title: &'a str,
    pub is_draft: bool,
    pub under: Option<Markup>,
    /// Buttons and links; give the button that adds a record `data-keys="n"`, the one that edits `data-keys="e"`.
    pub acts: Option<Markup>,
}

/// Draws the head of a page.
pub fn page_title(head: &PageTitle) -> Markup {
    html! {
        header.page_title {
            @if let Some(number) = head.number { p.in_margin { (number) } }
            h1 {
                (head.title)
                @if head.is_draft { " " (draft()) }
            }
            @if let Some(under) = &head.under { p.under { (under) } }
            @if let Some(acts) = &head.acts { div.acts { (acts) } }
        }
    }
}
