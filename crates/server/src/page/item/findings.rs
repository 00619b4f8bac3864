//! What the rules found about a record, at its head, each with the link that mends it.

use isms::views;
use maud::Markup;

use super::Item;
use crate::{page::naming::Names, parts::findings_at_head};

/// The findings on this record; nothing for those who may not open views.
pub fn at_head(item: &Item) -> Markup {
    let Ok(isms) = item.here.reader.view() else { return Markup::default() };
    let found = views::findings(isms, item.shown.today, Some(item.register.name()));
    let names = Names { reader: &item.here.reader, isms, here: Some(item.held.id) };
    names.findings(found.iter().filter(|one| one.on == item.held.id), findings_at_head)
}
