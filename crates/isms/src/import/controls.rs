//! What is peculiar to a table of controls: its numbers are those of Annex A, whose titles are known.

use super::{
    RowIn,
    columns::Column,
    control_numbers::{self, Number},
    links,
    matching::Index,
    names,
    table::Table,
};
use crate::{annex_a, collection::plain, id::Id, message::Message, say};

/// The control a row is about, nothing for a new one of the organisation's own, and what a person should know.
pub(super) fn matched(table: &Table, row: &RowIn, index: &mut Index) -> Result<(Option<Id>, Option<Message>), Message> {
    let (number, title) = table.told(row);
    let title = title.as_deref();
    let name = title.map(plain).unwrap_or_default();
    let Some(number) = number else { return Ok((index.named(&name, row.number, |_| false)?, None)) };
    let found = match control_numbers::numbers(number).0.as_slice() {
        [Number::Of2022(id)] => Some(index.take(written_short(*id, number, title), row.number)?),
        [Number::Of2013(written, successors)] => return of_2013(written, successors, row, index),
        [_, _, ..] => return Err(say!("`{number}` names several controls; give each a row", number = number)),
        [] if is_no_control(number) => {
            return Err(say!("`{number}` is no control of Annex A of 2022 or 2013; a clause is none", number = number));
        }
        [] => index.numbered(number, Some(&name), row.number)?,
    };
    Ok((found, None))
}

/// What tells of which control a row is, so that rows of the same can be joined; nothing where only a person can tell.
pub(super) fn key(table: &Table, row: &RowIn) -> Option<String> {
    let (number, title) = table.told(row);
    let number =
        number.filter(|number| !table.is_ragged(row) && number.contains(|letter: char| letter.is_ascii_digit()))?;
    match control_numbers::numbers(number).0.as_slice() {
        [Number::Of2022(id)] => Some(written_short(*id, number, title.as_deref()).to_string()),
        [Number::Of2013(_, [successor])] => Some(successor.to_string()),
        [] if !is_no_control(number) => Some(plain(number)),
        _ => None,
    }
}

/// A spreadsheet that takes `8.30` for a number shows `8.3`: the title tells which is meant.
fn written_short(id: Id, number: &str, title: Option<&str>) -> Id {
    let longer = Id::new(id.letters(), id.number.saturating_mul(10));
    let agrees =
        |id| annex_a::control(id).zip(title).is_some_and(|(control, title)| names::similar(&control.title, title));
    if number.trim() == id.to_string() && !agrees(id) && agrees(longer) { longer } else { id }
}

/// What one control of 2022 took over is read as that control; what several share is for a person to divide.
fn of_2013(
    written: &str, successors: &[Id], row: &RowIn, index: &mut Index,
) -> Result<(Option<Id>, Option<Message>), Message> {
    let told = links::of_2013(written, successors);
    match successors {
        [successor] => Ok((Some(index.take(*successor, row.number)?), Some(told))),
        _ => Err(say!("{told}; write which of them is meant", told = told)),
    }
}

/// Numbers of clauses and of the objectives of 2013; `A.5.38` is a number that an organisation may give its own.
fn is_no_control(number: &str) -> bool {
    let bare = number.trim_start_matches(['A', 'a']).trim_start_matches(['.', ' ']);
    let of_a_theme =
        ["5.", "6.", "7.", "8."].iter().any(|theme| bare.starts_with(theme)) && bare.matches('.').count() == 1;
    control_numbers::is_numeric(number) && !of_a_theme
}

/// Whether a cell says what Annex A says of the control already, its title and its theme.
pub(super) fn is_known(id: Id, column: &Column, text: &str) -> bool {
    let Some(control) = annex_a::control(id) else { return false };
    let titled = column.path.as_deref() == Some("title") && names::similar(&control.title, text);
    let theme = plain(&column.header) == "theme" && plain(text) == plain(&control.theme.to_string());
    titled || theme
}

/// What is said of a title that is not the one of its number.
pub(super) fn contradiction(id: Id, text: &str) -> Option<Message> {
    let control = annex_a::control(id)?;
    let (number, known) = (annex_a::number(id), &control.title);
    Some(say!(
        "{number} is titled *{known}*, not `{text}`; see which of the two is meant",
        number = number,
        known = known,
        text = text
    ))
}
