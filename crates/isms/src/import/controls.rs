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

/// The control a row is about; nothing for one of the organisation's own that is new.
pub(super) fn matched(
    table: &Table, row: &RowIn, index: &mut Index, problems: &mut Vec<Message>,
) -> Result<Option<Id>, Message> {
    let (number, title) = table.told(row);
    let name = title.map(plain).unwrap_or_default();
    let Some(number) = number else { return index.named(&name, row.number, |_| false) };
    match control_numbers::numbers(number).0.as_slice() {
        [Number::Of2022(id)] => index.take(written_short(*id, number, title), row.number).map(Some),
        [Number::Of2013(written, successors)] => of_2013(written, successors, row, index, problems),
        [_, _, ..] => Err(say!("`{number}` names several controls; give each a row", number = number)),
        [] if is_no_control(number) => {
            Err(say!("`{number}` is no control of Annex A of 2022 or 2013; a clause is none", number = number))
        }
        [] => index.numbered(number, Some(&name), row.number),
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
    written: &str, successors: &[Id], row: &RowIn, index: &mut Index, problems: &mut Vec<Message>,
) -> Result<Option<Id>, Message> {
    let told = links::of_2013(written, successors);
    let [successor] = successors else {
        return Err(say!("{told}; write which of them is meant", told = told));
    };
    let id = index.take(*successor, row.number)?;
    problems.push(told);
    Ok(Some(id))
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
