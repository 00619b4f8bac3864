//! The work of an import, on a copy of the state: first every row finds its record or makes one, then every name in a
//! cell finds its record, so that the files may come in any order; then all is written at once.

use super::{
    Becomes, Choices, Confidence, Problem, RowIn, RowPlan, SheetChoice, SheetIn, SheetPlan,
    cells::Cells,
    columns::{Column, Target, name_of},
    controls,
    draft::{Draft, Origin, at},
    links::Links,
    matching::{Index, key, known_by},
    names,
    rating::Scales,
    risks, source,
    table::Table,
};
use crate::{
    changes::{Changes, Revision},
    collection::plain,
    id::Id,
    message::Message,
    register::Listed,
    registers::{Asset, Control, Isms, Person, Risk, register_of},
    say,
};
use jiff::Timestamp;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What came of the work.
pub(super) struct Done {
    pub sheets: Vec<SheetPlan>,
    pub after: Isms,
    /// The new revisions, and which of them begin a record.
    pub created: Changes,
    pub changed: Changes,
}

/// An import at work.
struct Work<'a> {
    isms: Isms,
    now: Timestamp,
    seed: &'a [u8],
    drafts: BTreeMap<Id, Draft>,
    written: BTreeMap<Id, Revision>,
    /// Records that were made of names in cells.
    made: Vec<Id>,
    sheets: Vec<SheetPlan>,
    /// Rows that altered their record, by sheet and row.
    altered: BTreeSet<(usize, usize)>,
}

/// A table with what reading its cells needs.
struct Ready<'a> {
    place: usize,
    table: Table<'a>,
    scales: Scales,
}

/// Does all of it on a copy of the state.
pub(super) fn work(isms: &Isms, sheets: &[SheetIn], choices: &Choices, now: Timestamp, seed: &[u8]) -> Done {
    let mut work = Work {
        isms: isms.clone(),
        now,
        seed,
        drafts: BTreeMap::new(),
        written: BTreeMap::new(),
        made: Vec::new(),
        sheets: Vec::new(),
        altered: BTreeSet::new(),
    };
    let mut tables: Vec<Ready> = Vec::new();
    for (place, sheet) in sheets.iter().enumerate() {
        let choice = choices.sheets.get(place).cloned().unwrap_or_default();
        tables.extend(work.understood(place, sheet, &choice, choices.only_certain));
    }
    // Those that are known by the records they link to come last.
    tables.sort_by_key(|ready| (known_by(ready.table.register.name()).is_some(), ready.place));
    tables.iter().for_each(|ready| work.rows_of(ready));
    work.write_renamed();
    tables.iter().for_each(|ready| work.links_of(ready));
    work.finish(&tables);
    work.done()
}

impl<'a> Work<'a> {
    /// Recognises a sheet, or says why it is left out.
    fn understood<'t>(
        &mut self, place: usize, sheet: &'t SheetIn, choice: &SheetChoice, only_certain: bool,
    ) -> Option<Ready<'t>> {
        let file = source::file_name(&sheet.file).to_string();
        self.sheets.push(SheetPlan { file, sheet: sheet.sheet.clone(), ..SheetPlan::default() });
        let table = Table::of(sheet, choice);
        let why = match &table {
            _ if choice.leave_out => Some(say!("left out, as you chose")),
            None => Some(say!("no register was recognised; say which it is of, or leave it out")),
            Some(table) if only_certain && table.confidence == Confidence::Uncertain => {
                let register = table.register.name();
                Some(say!(
                    "it may be of {register}, which is not certain; say which register it is of",
                    register = register
                ))
            }
            Some(_) => None,
        };
        if let Some(table) = &table {
            self.describe(place, table);
        }
        let Some(why) = why else {
            let table = table?;
            let scales = Scales::of(&self.isms.criteria(), &table);
            let table = self.readable(place, table, &scales);
            return Some(Ready { place, table, scales });
        };
        let rows: Vec<u32> = match &table {
            Some(table) => table.rows.iter().map(|row| row.number).collect(),
            None => sheet
                .rows
                .iter()
                .filter(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()))
                .map(|row| row.number)
                .collect(),
        };
        let plan = self.sheets.get_mut(place)?;
        plan.rows = rows.into_iter().map(|row| RowPlan { row, becomes: Becomes::Skipped, record: None }).collect();
        if table.is_none() {
            plan.register = None;
        }
        if !plan.rows.is_empty() {
            plan.problems.push(Problem { row: None, field: None, message: why });
        }
        None
    }

    fn describe(&mut self, place: usize, table: &Table) {
        if let Some(plan) = self.sheets.get_mut(place) {
            plan.register = Some(table.register.name());
            plan.confidence = table.confidence;
            plan.instead = table.instead.clone();
            plan.source = table.source.clone();
            plan.header_row = Some(table.header_row);
            plan.columns = table.columns.iter().map(Column::plan).collect();
        }
    }

    /// A column of which no cell reads was misunderstood, and is kept in the notes.
    fn readable<'t>(&mut self, place: usize, mut table: Table<'t>, scales: &Scales) -> Table<'t> {
        const ENOUGH: usize = 3;
        let cells = Cells::of(table.register, &self.isms, scales);
        let misread = |column: &Column| {
            let texts = table
                .rows
                .iter()
                .map(|row| table.text(row, column))
                .filter(|text| !names::is_empty_word(text) && !text.is_empty());
            let mut texts = texts.peekable();
            column.links_to().is_none()
                && texts.peek().is_some()
                && texts.by_ref().take(ENOUGH).filter(|text| cells.read(column, text).unread).count() == ENOUGH
                && texts.all(|text| cells.read(column, text).unread)
        };
        let notes: Vec<usize> =
            table.columns.iter().filter(|column| misread(column)).map(|column| column.place).collect();
        for place in &notes {
            if let Some(column) = table.columns.get_mut(*place) {
                *column = column.as_note();
            }
        }
        if scales.cannot_place(&table) {
            let message =
                say!("the scale of the ratings could not be placed on yours; its words and numbers are kept as stated");
            self.problem(place, None, None, message);
        }
        self.describe(place, &table);
        table
    }

    /// Every row finds its record or makes one, and its plain cells are taken in.
    fn rows_of(&mut self, ready: &Ready) {
        let mut index = Index::of(&self.isms, ready.table.register);
        for place in 0..ready.table.rows.len() {
            let Some(row) = ready.table.rows.get(place).copied() else { continue };
            let record = match self.found(ready, row, &mut index) {
                Ok(id) => Some(self.plain_cells(ready, place, row, id)),
                Err(message) => {
                    self.problem(ready.place, Some(row.number), None, message);
                    None
                }
            };
            if let Some(plan) = self.sheets.get_mut(ready.place) {
                plan.rows.push(RowPlan { row: row.number, becomes: Becomes::Skipped, record });
            }
        }
    }

    /// The record of a row, nothing for a new one, or why the row is left out.
    fn found(&mut self, ready: &Ready, row: &RowIn, index: &mut Index) -> Result<Option<Id>, Message> {
        let table = &ready.table;
        if table.is_ragged(row) {
            let (has, columns) = (row.cells.len(), table.columns.len());
            return Err(say!(
                "the row has {has} cells, and the header {columns}: a comma without quotes shifts what follows; mend it and import again",
                has = has,
                columns = columns
            ));
        }
        let (number, name) = table.told(row);
        if let Some(example) =
            [number, name].into_iter().flatten().find(|text| text.starts_with('[') && text.ends_with(']'))
        {
            return Err(say!("`{text}` is an example in brackets", text = example));
        }
        let id = if table.register.name() == Control::NAME {
            let mut problems = Vec::new();
            let id = controls::matched(table, row, index, &mut problems);
            problems
                .into_iter()
                .for_each(|message| self.problem(ready.place, Some(row.number), Some("reference"), message));
            id?
        } else {
            self.matched(ready, row, index)?
        };
        if id.is_none() && name.is_none() {
            let field = table.columns.iter().find(|column| column.path.as_deref() == Some(name_of(table.register)));
            let field = field.map_or(name_of(table.register), |column| column.header.as_str());
            return Err(say!("`{field}` is empty, and a record cannot be without it", field = field));
        }
        Ok(id)
    }

    fn matched(&mut self, ready: &Ready, row: &RowIn, index: &mut Index) -> Result<Option<Id>, Message> {
        let (number, name) = ready.table.told(row);
        let key = match known_by(ready.table.register.name()) {
            Some(fields) => Some(self.key_of(ready, row, fields)),
            None => name.map(plain),
        };
        match (number, key) {
            (Some(number), key) => index.numbered(number, key.as_deref(), row.number),
            (None, Some(key)) => {
                let register = ready.table.register;
                let said = |id| {
                    register.get(&self.isms, id).is_some_and(|held| held.body.sources.contains_key(&ready.table.source))
                };
                index.named(&key, row.number, said)
            }
            (None, None) => Ok(None),
        }
    }

    fn key_of(&mut self, ready: &Ready, row: &RowIn, fields: &[&str]) -> String {
        let mut values: Vec<Value> = Vec::with_capacity(fields.len());
        for field in fields {
            let column = ready.table.columns.iter().find(|column| column.path.as_deref() == Some(*field));
            let value = column.map(|column| {
                let text = ready.table.text(row, column);
                match column.links_to() {
                    Some(_) => self.linked(ready, column, text).value,
                    None => text.into(),
                }
            });
            values.push(value.unwrap_or_default());
        }
        key(values.into_iter())
    }

    fn linked(&mut self, ready: &Ready, column: &Column, text: &str) -> super::cells::Read {
        let list = matches!(column.target, Target::Field { list: true, .. });
        let before = self.made.len();
        let read = Links { isms: &mut self.isms, now: self.now, made: &mut self.made }.read(
            ready.table.register,
            column,
            list,
            text,
        );
        if let Some(plan) = self.sheets.get_mut(ready.place) {
            plan.also_created += (self.made.len() - before) as u32;
        }
        read
    }

    fn plain_cells(&mut self, ready: &Ready, place: usize, row: &RowIn, found: Option<Id>) -> Id {
        let table = &ready.table;
        let mut draft = self.draft(table, found);
        let id = draft.id;
        let mut altered = false;
        if let Some(number) =
            table.told(row).0.filter(|_| draft.body.reference.is_none() && crate::annex_a::control(id).is_none())
        {
            draft.body.reference = Some(number.into());
            altered = true;
        }
        altered |= confirm(&mut draft);
        draft.by = (ready.place, place);
        for column in table.columns.iter().filter(|column| column.links_to().is_none()) {
            altered |= self.plain_cell(ready, row, &mut draft, column);
        }
        if altered {
            self.altered.insert((ready.place, place));
        }
        let new = draft.revision == 0;
        self.drafts.insert(id, draft);
        if new {
            self.write(id);
        }
        id
    }

    fn draft(&mut self, table: &Table, found: Option<Id>) -> Draft {
        let id = found.unwrap_or_else(|| table.register.next_id(&self.isms));
        if let Some(draft) = self.drafts.remove(&id) {
            return draft;
        }
        let held = found.and_then(|id| table.register.get(&self.isms, id));
        let (revision, was) = held.map_or((0, None), |held| (held.revision, Some(held.body)));
        let mut draft = Draft::of(table.register, id, revision, was, table.register.blank(&self.isms, self.now));
        if revision == 0 && table.register.name() == Risk::NAME {
            risks::begin(&mut draft);
        }
        draft
    }

    fn plain_cell(&mut self, ready: &Ready, row: &RowIn, draft: &mut Draft, column: &Column) -> bool {
        let table = &ready.table;
        let text = table.text(row, column);
        let of_annex_a = table.register.name() == Control::NAME && crate::annex_a::control(draft.id).is_some();
        if matches!(column.target, Target::Reference) || (of_annex_a && controls::is_known(draft.id, column, text)) {
            return false;
        }
        let origin = Origin { source: &table.source, seed: self.seed };
        if of_annex_a && column.path.as_deref() == Some("title") && !text.is_empty() {
            let message = controls::contradiction(draft.id, text);
            let note = column.as_note();
            let read = super::cells::Read { problem: message, ..super::cells::Read::value(text.into()) };
            return self.take(ready, row, draft, &note, origin, read);
        }
        let read = Cells::of(table.register, &self.isms, &ready.scales).read(column, text);
        self.take(ready, row, draft, column, origin, read)
    }

    fn take(
        &mut self, ready: &Ready, row: &RowIn, draft: &mut Draft, column: &Column, origin: Origin,
        mut read: super::cells::Read,
    ) -> bool {
        let problem = read.problem.take();
        let (altered, edited) = draft.take(origin, column, ready.table.text(row, column), read);
        if let Some(message) = edited.or(problem) {
            self.problem(ready.place, Some(row.number), Some(column.called()), message);
        }
        altered
    }

    /// Names that other rows may use must be known before links are looked up.
    fn write_renamed(&mut self) {
        let known: Vec<Id> =
            self.drafts.values().filter(|draft| draft.revision > 0 && draft.is_news()).map(|draft| draft.id).collect();
        known.into_iter().for_each(|id| self.write(id));
    }

    /// Every name in a cell finds its record.
    fn links_of(&mut self, ready: &Ready) {
        let rows: Vec<(usize, Id)> = self
            .sheets
            .get(ready.place)
            .into_iter()
            .flat_map(|plan| plan.rows.iter().enumerate())
            .filter_map(|(place, row)| Some((place, row.record?)))
            .collect();
        let columns: Vec<&Column> = ready.table.columns.iter().filter(|column| column.links_to().is_some()).collect();
        for (place, id) in rows {
            let Some((row, mut draft)) = ready.table.rows.get(place).copied().zip(self.drafts.remove(&id)) else {
                continue;
            };
            let origin = Origin { source: &ready.table.source, seed: self.seed };
            for column in &columns {
                let read = self.linked(ready, column, ready.table.text(row, column));
                if self.take(ready, row, &mut draft, column, origin, read) {
                    self.altered.insert((ready.place, place));
                }
            }
            self.drafts.insert(id, draft);
        }
    }

    /// States what every draft became, and then the acceptances, which stand for all that was known by then.
    fn finish(&mut self, tables: &[Ready]) {
        let ids: Vec<Id> = self.drafts.keys().copied().collect();
        for id in &ids {
            self.objections(*id, tables);
        }
        for id in ids {
            let Some(mut draft) = self.drafts.remove(&id) else { continue };
            if draft.accepts {
                match risks::acceptance(&self.isms, &draft) {
                    Ok(Some(acceptance)) => risks::accept(&mut draft, &acceptance),
                    Ok(None) => {}
                    Err(message) => self.about(&draft, tables, "acceptances", message),
                }
            }
            self.drafts.insert(id, draft);
            self.write(id);
        }
    }

    /// What the register has against a draft: a field that it refuses is left blank, and its words are kept.
    fn objections(&mut self, id: Id, tables: &[Ready]) {
        let Some(mut draft) = self.drafts.remove(&id) else { return };
        let reasons = draft.register.revise(&self.isms, id, draft.revision + 1, &draft.body);
        for reason in reasons.map(|(_, reasons)| reasons).unwrap_or_default() {
            let field = reason.field.as_deref().and_then(|field| field.split('.').next()).unwrap_or_default();
            // A register of risks may state that a risk is accepted; a view says where nobody signed.
            let stated = draft.register.name() == Risk::NAME && field == "status";
            let ready = tables.iter().find(|ready| ready.place == draft.by.0).filter(|_| !stated);
            let column = ready.and_then(|ready| {
                Some((ready, ready.table.columns.iter().find(|column| column.path.as_deref() == Some(field))?))
            });
            if let Some((ready, column)) = column
                && let Some(row) = ready.table.rows.get(draft.by.1)
            {
                draft.empty(column, ready.table.text(row, column));
                self.about(&draft, tables, field, say!("{why}; left blank, and kept in the notes", why = reason.why));
            }
        }
        self.drafts.insert(id, draft);
        self.write(id);
    }

    fn about(&mut self, draft: &Draft, tables: &[Ready], field: &str, message: Message) {
        let row =
            tables.iter().find(|ready| ready.place == draft.by.0).and_then(|ready| ready.table.rows.get(draft.by.1));
        self.problem(draft.by.0, row.map(|row| row.number), Some(field), message);
    }

    /// Puts a draft into the state as it stands.
    fn write(&mut self, id: Id) {
        let Some(draft) = self.drafts.get(&id).filter(|draft| draft.is_news()) else { return };
        match draft.register.revise(&self.isms, id, draft.revision + 1, &draft.body) {
            Ok((revision, _)) => {
                if self.written.get(&id) != Some(&revision) && draft.register.apply(&mut self.isms, &revision).is_ok() {
                    self.written.insert(id, revision);
                }
            }
            Err(problem) => {
                let place = draft.by.0;
                self.problem(
                    place,
                    None,
                    None,
                    say!("{id} could not be written: {problem}", id = id, problem = problem),
                );
            }
        }
    }

    fn problem(&mut self, place: usize, row: Option<u32>, field: Option<&str>, message: Message) {
        if let Some(plan) = self.sheets.get_mut(place) {
            plan.problems.push(Problem { row, field: field.map(String::from), message });
        }
    }

    fn done(mut self) -> Done {
        let mut begun: BTreeSet<Id> = BTreeSet::new();
        for (place, plan) in self.sheets.iter_mut().enumerate() {
            for (row, line) in plan.rows.iter_mut().enumerate() {
                let Some(id) = line.record else { continue };
                let new = self.drafts.get(&id).is_some_and(|draft| draft.revision == 0) && begun.insert(id);
                line.becomes = match () {
                    () if new => Becomes::Created,
                    () if self.altered.contains(&(place, row)) => Becomes::Changed,
                    () => Becomes::Unchanged,
                };
            }
            plan.problems.sort_by_key(|problem| problem.row);
        }
        let (mut created, mut changed) = (Changes::new(), Changes::new());
        for (id, revision) in self.written {
            if self.drafts.get(&id).is_some_and(|draft| draft.revision > 0) {
                changed.push(revision)
            } else {
                created.push(revision)
            }
        }
        let made = self.made.iter().filter_map(|id| register_of(*id)?.get(&self.isms, *id).map(|held| (id, held)));
        created.extend(
            made.filter_map(|(id, held)| Some(register_of(*id)?.revise(&self.isms, *id, 1, &held.body).ok()?.0)),
        );
        Done { sheets: self.sheets, after: self.isms, created, changed }
    }
}

/// A person or an asset that was made of a name is confirmed by a list that names it.
fn confirm(draft: &mut Draft) -> bool {
    let doubted =
        [Person::NAME, Asset::NAME].contains(&draft.register.name()) && at(&draft.body.record, "unconfirmed") == true;
    if doubted {
        super::draft::put(&mut draft.body.record, "unconfirmed", false.into());
    }
    doubted
}
