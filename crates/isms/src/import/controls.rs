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
        [Number::Of2022(id)] if table.has_clauses && is_clause(*id, number, title) => {
            return Err(say!(
                "`{number}` has no `A.` among numbers that have one; it is a clause, and no control",
                number = number
            ));
        }
        [Number::Of2022(id)] => Some(index.take(written_short(*id, number, title), row.number)?),
        [Number::Of2013(written, successors)] => return by_successor(written, successors, row, index),
        [_, _, ..] => return Err(say!("`{number}` names several controls; give each a row", number = number)),
        [] if is_no_control(number) => {
            return Err(say!("`{number}` is no control of Annex A of 2022 or 2013; a clause is none", number = number));
        }
        [] => index.numbered(number, Some(&name), row.number)?,
    };
    Ok((found, None))
}

/// Whether a table numbers clauses beside controls: `4.1` and `5.1` there are none where others are written `A.5.1`.
pub(super) fn has_clauses<'n>(numbers: impl Iterator<Item = &'n str> + Clone) -> bool {
    let clause =
        |number: &str| control_numbers::is_numeric(number) && control_numbers::is_bare(number) && is_no_control(number);
    numbers.clone().any(clause)
        && numbers.clone().any(|number| number.starts_with(['A', 'a']) && control_numbers::is_numeric(number))
}

/// What tells of which control a row is, so that rows of the same can be joined; nothing where only a person can tell,
/// as where the title is not that of the number.
pub(super) fn key(table: &Table, row: &RowIn) -> Option<String> {
    let (number, title) = table.told(row);
    let number =
        number.filter(|number| !table.is_ragged(row) && number.contains(|letter: char| letter.is_ascii_digit()))?;
    match control_numbers::numbers(number).0.as_slice() {
        [Number::Of2022(id)] => {
            let id = written_short(*id, number, title.as_deref());
            let doubted = title.as_deref().is_some_and(|title| !is_titled(id, title));
            let clause = table.has_clauses && is_clause(id, number, title.as_deref());
            (!doubted && !clause).then(|| id.to_string())
        }
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
fn by_successor(
    written: &str, successors: &[Id], row: &RowIn, index: &mut Index,
) -> Result<(Option<Id>, Option<Message>), Message> {
    let told = links::of_2013(written, successors);
    match successors {
        [successor] => Ok((Some(index.take(*successor, row.number)?), Some(told))),
        _ => Err(say!("{told}; write which of them is meant", told = told)),
    }
}

/// What is said of a row whose number is one of 2013.
pub(super) fn of_2013(table: &Table, row: &RowIn) -> Option<Message> {
    match control_numbers::numbers(table.told(row).0?).0.as_slice() {
        [Number::Of2013(written, successors)] => Some(links::of_2013(written, successors)),
        _ => None,
    }
}

/// Numbers of clauses and of the objectives of 2013; `A.5.38` is a number that an organisation may give its own.
fn is_no_control(number: &str) -> bool {
    let bare = number.trim_start_matches(['A', 'a']).trim_start_matches(['.', ' ']);
    let of_a_theme =
        ["5.", "6.", "7.", "8."].iter().any(|theme| bare.starts_with(theme)) && bare.matches('.').count() == 1;
    control_numbers::is_numeric(number) && !of_a_theme
}

/// Whether a number without letter, beside numbers of clauses, is one of them: no title says that it is a control's.
fn is_clause(id: Id, number: &str, title: Option<&str>) -> bool {
    let id = written_short(id, number, title);
    control_numbers::is_bare(number) && !title.is_some_and(|title| is_titled(id, title))
}

fn is_titled(id: Id, title: &str) -> bool {
    annex_a::control(id).is_some_and(|control| names::similar(&control.title, title))
}

/// Whether a cell says what Annex A says of the control already, its title and its theme.
pub(super) fn is_known(id: Id, column: &Column, text: &str) -> bool {
    let Some(control) = annex_a::control(id) else { return false };
    let titled = column.path.as_deref() == Some("title") && is_titled(id, text);
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
