//! Finding the record that a row is about.

use super::{
    RowIn,
    columns::name_of,
    controls,
    matching::{Index, key, known_by},
    names::is_placeholder,
    understand::Ready,
    work::Work,
};
use crate::{collection::plain, id::Id, message::Message, register::Listed, registers::Control, say};
use serde_json::Value;

/// Why a row has no record.
pub(super) enum Unfound {
    /// It is left out.
    LeftOut(Message),
    /// It could make one if it named it; another table may yet name the record that its number means.
    Nameless(Message),
}

impl Work<'_> {
    /// The record of a row, nothing where it makes a new one, or why it has none.
    pub(super) fn find(&mut self, ready: &Ready, row: &RowIn, index: &mut Index) -> Result<Option<Id>, Unfound> {
        let found = self.known(ready, row, index).map_err(Unfound::LeftOut)?;
        if found.is_none() {
            nameable(ready, row).map_err(Unfound::Nameless)?;
        }
        Ok(found)
    }

    /// The record of a row among those that are there.
    pub(super) fn known(&mut self, ready: &Ready, row: &RowIn, index: &mut Index) -> Result<Option<Id>, Message> {
        whole(ready, row)?;
        if ready.table.register.name() != Control::NAME {
            return self.matched(ready, row, index);
        }
        let (found, told) = controls::matched(&ready.table, row, index)?;
        if let Some(message) = told {
            self.problem(ready.place, Some(row.number), Some("reference"), message);
        }
        Ok(found)
    }

    fn matched(&mut self, ready: &Ready, row: &RowIn, index: &mut Index) -> Result<Option<Id>, Message> {
        let (number, name) = ready.table.told(row);
        let key = match known_by(ready.table.register.name()) {
            Some(fields) => Some(self.key_of(ready, row, fields)),
            None => name.as_deref().map(plain),
        };
        match (number, key) {
            (Some(number), key) => index.numbered(number, key.as_deref(), row.number),
            (None, Some(key)) => index.named(&key, row.number, |id| {
                let held = ready.table.register.get(&self.isms, id);
                held.is_some_and(|held| held.body.sources.contains_key(&ready.table.source))
            }),
            (None, None) => Ok(None),
        }
    }

    fn key_of(&mut self, ready: &Ready, row: &RowIn, fields: &[&str]) -> String {
        let mut values: Vec<Value> = Vec::with_capacity(fields.len());
        for field in fields {
            let column = ready.table.columns.iter().find(|column| column.path.as_deref() == Some(*field));
            let value = column.map(|column| match (ready.table.text(row, column), column.links_to()) {
                (text, Some(_)) => self.linked(ready, column, text).value,
                (text, None) => text.into(),
            });
            values.push(value.unwrap_or_default());
        }
        key(values.into_iter())
    }
}

/// A new record needs a name that can be read.
fn nameable(ready: &Ready, row: &RowIn) -> Result<(), Message> {
    let name = name_of(ready.table.register);
    let column = ready.table.columns.iter().find(|column| column.path.as_deref() == Some(name));
    let Some(told) = ready.table.told(row).1 else {
        let field = column.map_or(name, |column| column.header.as_str());
        return Err(say!("`{field}` is empty, and a record cannot be without it", field = field));
    };
    match column {
        Some(column) if ready.cells.read(column, &told).unread => {
            Err(say!("its name is too long, or holds a character that cannot be seen"))
        }
        _ => Ok(()),
    }
}

/// Why a row cannot be taken for one: its cells have shifted, or it is an example.
fn whole(ready: &Ready, row: &RowIn) -> Result<(), Message> {
    if ready.table.is_ragged(row) {
        return Err(say!(
            "the row has {has} cells, and the header {columns}: a separator without quotes shifts what follows; mend it and import again",
            has = row.cells.len(),
            columns = ready.table.width.unwrap_or_default()
        ));
    }
    let (number, name) = ready.table.told(row);
    match [number, name.as_deref()].into_iter().flatten().find(|text| is_placeholder(text)) {
        Some(example) => Err(say!("`{example}` is an example in brackets", example = example)),
        None => Ok(()),
    }
}
