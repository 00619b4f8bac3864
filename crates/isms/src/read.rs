//! Reading what people and programs write: text or JSON becomes the value of a field, or a reason beside it.

use crate::{
    description::{Choice, Description, Field, Kind},
    id::Id,
    refusal::Reason,
    registers::{Isms, register},
    say,
    sight::Sight,
};
use jiff::{Timestamp, civil::Date};
use serde_json::{Map, Value, json};

/// The longest text a field may hold, in characters: ten pages of print, and what a spreadsheet's cell can hold.
pub const LONGEST_TEXT: usize = 32_767;
/// The longest reference, in characters: a number or a short name, as it stands in the first column of a sheet.
pub const LONGEST_REFERENCE: usize = 200;
/// The longest list a field may hold: more links than this is a register of its own.
pub const LONGEST_LIST: usize = 5_000;

/// Where fields are read: the state in which links are looked up, and the words that mean a choice.
pub(crate) struct Reading<'a> {
    pub isms: &'a Isms,
    pub values: &'static [(&'static str, &'static [(&'static str, &'static str)])],
    pub sight: &'a Sight,
}

/// Whoever imports sees all registers.
static EVERYTHING: Sight = Sight::EVERYTHING;

impl<'a> Reading<'a> {
    pub(crate) fn of(described: &Description, isms: &'a Isms) -> Reading<'a> {
        Reading { isms, values: described.face.values, sight: &EVERYTHING }
    }

    /// Reads the fields given; every fault is found at once, so that a form is corrected once.
    pub(crate) fn fields(
        &self, fields: &[Field], given: Map<String, Value>,
    ) -> Result<Map<String, Value>, Vec<Reason>> {
        let (mut read, mut reasons) = (Map::new(), Vec::new());
        for (name, raw) in given {
            let Some(field) = fields.iter().find(|field| field.name == name) else {
                reasons.push(unknown(&name, fields));
                continue;
            };
            match self.field(field, raw) {
                Ok(value) => _ = read.insert(name, value),
                Err(inner) => reasons.extend(inner.into_iter().map(|reason| reason.within(&name))),
            }
        }
        if reasons.is_empty() { Ok(read) } else { Err(reasons) }
    }

    /// Reads one field.
    pub(crate) fn field(&self, field: &Field, raw: Value) -> Result<Value, Vec<Reason>> {
        let raw = match (&field.kind, raw) {
            (Kind::Choice(_), raw) => self.meant(&field.name, raw),
            (Kind::List(item), raw @ (Value::String(_) | Value::Array(_))) if matches!(**item, Kind::Choice(_)) => {
                let parts =
                    if let Value::Array(items) = raw { items } else { parts(raw.as_str().unwrap_or_default())? };
                parts.into_iter().map(|part| self.meant(&field.name, part)).collect()
            }
            (_, raw) => raw,
        };
        let read = self.value(&field.kind, raw.clone());
        // What is on no scale at all is told the last step of the scale that is in use.
        match (&field.kind, self.last_step(&field.name)) {
            (Kind::Number { least, .. }, Some(most)) => {
                read.or_else(|_| self.value(&Kind::Number { least: *least, most }, raw))
            }
            _ => read,
        }
    }

    fn last_step(&self, name: &str) -> Option<i64> {
        let criteria = self.isms.criteria();
        let scale = match name {
            "likelihood" => &criteria.likelihood,
            "consequence" => &criteria.consequence,
            _ => return None,
        };
        i64::try_from(scale.len()).ok()
    }

    /// The choice that a word of everyday use means in this field; any other word as it is.
    fn meant(&self, name: &str, raw: Value) -> Value {
        let words = self.values.iter().find(|(field, _)| *field == name).map_or(&[][..], |(_, words)| words);
        let wanted = raw.as_str().map(crate::collection::plain);
        let meant = words.iter().find(|(word, _)| wanted.as_deref() == Some(*word));
        meant.map_or(raw, |(_, value)| Value::from(*value))
    }

    fn value(&self, kind: &Kind, raw: Value) -> Result<Value, Vec<Reason>> {
        match (kind, raw) {
            (Kind::List(_), Value::Null) => Ok(json!([])),
            (Kind::List(item), Value::Array(items)) => self.each(item, items),
            (Kind::List(item), Value::String(text)) => self.each(item, parts(&text)?),
            (Kind::List(item), one) => self.each(item, vec![one]),
            (_, Value::Null) => Ok(Value::Null),
            (_, Value::String(text)) if text.trim().is_empty() => Ok(Value::Null),
            (Kind::Text | Kind::Prose, Value::String(text)) => Ok(plain_text(&text)?.into()),
            (Kind::Group(fields), Value::Object(given)) => self.group(fields, given),
            (Kind::Group(fields), Value::String(text)) => match serde_json::from_str(&text) {
                Ok(Value::Object(given)) => self.group(fields, given),
                _ => Err(Reason::new(
                    say!("`{text}` is not a group of fields", text = text),
                    say!("write it field by field"),
                )
                .into()),
            },
            (kind, raw) => self.single(kind, raw).map_err(Into::into),
        }
    }

    fn each(&self, item: &Kind, items: Vec<Value>) -> Result<Value, Vec<Reason>> {
        if items.len() > LONGEST_LIST {
            let why = say!("the list has {count} items", count = items.len());
            return Err(Reason::new(why, say!("a list holds {most} at most", most = LONGEST_LIST)).into());
        }
        items.into_iter().map(|raw| self.value(item, raw)).collect::<Result<_, _>>().map(Value::Array)
    }

    /// A group whose fields are all empty is empty itself.
    fn group(&self, fields: &[Field], given: Map<String, Value>) -> Result<Value, Vec<Reason>> {
        let mut read = self.fields(fields, given)?;
        read.retain(|_, value| !value.is_null());
        if read.is_empty() {
            return Ok(Value::Null);
        }
        let read = Value::Object(read);
        complete(fields, &read).map(|()| read)
    }

    fn single(&self, kind: &Kind, raw: Value) -> Result<Value, Reason> {
        let text = raw.as_str().map_or_else(|| raw.to_string(), |text| text.trim().into());
        match (kind, raw) {
            (Kind::Link(name), raw @ Value::Object(_)) => self.known(name, &raw),
            (Kind::Link(name), Value::String(_)) => self.link(name, &text),
            (Kind::Text | Kind::Prose, Value::Number(number)) => Ok(number.to_string().into()),
            (Kind::Flag, raw @ Value::Bool(_)) => Ok(raw),
            (Kind::Flag, _) => flag(&text),
            (Kind::Date, _) => date(&text),
            (Kind::Moment, _) => moment(&text),
            (Kind::Number { least, most }, _) => number(&text, *least, *most),
            (Kind::Choice(choices), _) => choice(&text, choices),
            _ => Err(Reason::new(say!("`{text}` does not fit", text = text), say!("see the help of this field"))),
        }
    }

    /// A program sends back what it was shown, title and all; what counts is `id`, else `text`.
    fn known(&self, name: &str, shown: &Value) -> Result<Value, Reason> {
        let (id, text) = (shown.get("id").and_then(Value::as_str), shown.get("text").and_then(Value::as_str));
        let text = text.map(plain_text).transpose()?;
        let Some(id) = id else {
            let text =
                text.ok_or_else(|| Reason::new(say!("a link has neither id nor text"), say!("give one of them")))?;
            return Ok(json!({ "text": text }));
        };
        let is_there = |id: &Id| register(name).is_some_and(|to| to.head(self.isms, *id).is_some());
        let found = id.parse::<Id>().ok().filter(|id| is_there(id) && self.sight.knows_of(*id));
        let missing = || {
            let remedy = say!("list {register} to see which there are", register = name);
            Reason::new(say!("there is no `{id}` among {register}", id = id, register = name), remedy)
        };
        let found = found.ok_or_else(missing)?;
        Ok(text.map_or_else(|| json!({ "id": found }), |text| json!({ "id": found, "text": text })))
    }

    /// Text is tried as reference, then as id, then as title; what is not found stays text, and two hits are an error.
    pub(crate) fn link(&self, name: &str, text: &str) -> Result<Value, Reason> {
        let mut found = register(name).map(|register| register.find(self.isms, text)).unwrap_or_default();
        found.retain(|id| self.sight.knows_of(*id));
        match found.as_slice() {
            [] => Ok(json!({ "text": plain_text(text)? })),
            [id] => Ok(json!({ "id": id })),
            [one, two, ..] => {
                let why = say!("`{text}` is both {one} and {two}", text = text, one = one, two = two);
                Err(Reason::new(why, say!("write the id")))
            }
        }
    }
}

/// Refuses what lacks a required field.
pub(crate) fn complete(fields: &[Field], read: &Value) -> Result<(), Vec<Reason>> {
    let empty = |field: &&Field| {
        let value = read.get(&field.name);
        field.required
            && value.is_none_or(|value| value.is_null() || value.as_str().is_some_and(|t| t.trim().is_empty()))
    };
    let said = |field: &Field| {
        let reason = match field.label.ends_with('?') {
            true => Reason::new(say!("it is not answered"), say!("answer it")),
            false => Reason::new(say!("{field} is empty", field = field.label.to_lowercase()), say!("fill it in")),
        };
        reason.at(&field.name)
    };
    let reasons: Vec<Reason> = fields.iter().filter(empty).map(said).collect();
    if reasons.is_empty() { Ok(()) } else { Err(reasons) }
}

/// A list as text: JSON, or parts by comma, semicolon or line.
fn parts(text: &str) -> Result<Vec<Value>, Vec<Reason>> {
    if text.trim_start().starts_with('[') {
        let wrong = |_| Reason::new(say!("`{text}` is not a list", text = text), say!("write the parts with commas"));
        return serde_json::from_str(text).map_err(|e| wrong(e).into());
    }
    let parts = text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
    Ok(parts.map(Value::from).collect())
}

/// Whether a character cannot be seen and means nothing that is written: control characters but tab and line end, those
/// that turn the order of what stands around them (Unicode Standard Annex 9), and those without width that part or mark.
/// Joiners and marks of direction stay: Persian, Hindi, Hebrew and Arabic are written with them.
pub fn is_unseen(c: char) -> bool {
    let formats = matches!(c,
        '\u{180E}' | '\u{200B}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}');
    formats || (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

/// What cannot be seen would hide in pages, print and logs, or make a text read otherwise than it is.
pub(crate) fn plain_text(text: &str) -> Result<String, Reason> {
    if text.chars().count() > LONGEST_TEXT {
        let why = say!("the text has {count} characters", count = text.chars().count());
        return Err(Reason::new(why, say!("shorten it to {most} at most", most = LONGEST_TEXT)));
    }
    if let Some(c) = text.chars().find(|c| is_unseen(*c)) {
        let remedy = say!("take it out; it often comes along when text is copied");
        let why =
            say!("the text holds a character that cannot be seen, {code}", code = format!("U+{:04X}", u32::from(c)));
        return Err(Reason::new(why, remedy));
    }
    Ok(text.replace("\r\n", "\n"))
}

/// The organisation's own number for a record; empty is none.
pub(crate) fn reference(raw: Value) -> Result<Option<String>, Reason> {
    let text = match raw {
        Value::Null => return Ok(None),
        Value::String(text) => plain_text(text.trim())?,
        Value::Number(number) => number.to_string(),
        other => {
            return Err(Reason::new(say!("`{text}` is not a reference", text = other), say!("write a short text")));
        }
    };
    if text.chars().count() > LONGEST_REFERENCE || text.contains('\n') {
        let remedy = say!("write {most} characters at most, in one line", most = LONGEST_REFERENCE);
        return Err(Reason::new(say!("the reference is too long to be a number for a record"), remedy));
    }
    Ok(Some(text).filter(|text| !text.is_empty()))
}

/// Whether a record is restricted; empty is no.
pub(crate) fn restricted(raw: Value) -> Result<bool, Reason> {
    match raw {
        Value::Null => Ok(false),
        Value::Bool(flag) => Ok(flag),
        Value::String(text) if text.trim().is_empty() => Ok(false),
        other => {
            let text = other.as_str().map_or_else(|| other.to_string(), str::to_string);
            flag(text.trim()).map(|flag| flag == Value::Bool(true))
        }
    }
}

fn flag(text: &str) -> Result<Value, Reason> {
    match text.to_lowercase().as_str() {
        "yes" | "true" | "y" | "1" | "on" => Ok(true.into()),
        "no" | "false" | "n" | "0" | "off" => Ok(false.into()),
        _ => Err(Reason::new(say!("`{text}` is neither yes nor no", text = text), say!("write `yes` or `no`"))),
    }
}

fn date(text: &str) -> Result<Value, Reason> {
    let parsed = text.parse::<Date>().ok().filter(|date| (1900..=2200).contains(&date.year()));
    parsed
        .map(|date| date.to_string().into())
        .ok_or_else(|| Reason::new(say!("`{text}` is not a date", text = text), say!("write it like `2026-12-31`")))
}

/// A moment without a zone is read as UTC.
fn moment(text: &str) -> Result<Value, Reason> {
    let text = text.replace(' ', "T");
    let parsed = text.parse::<Timestamp>().or_else(|_| format!("{text}Z").parse::<Timestamp>());
    let parsed = parsed.or_else(|_| format!("{text}T00:00Z").parse::<Timestamp>());
    parsed.map(|moment| moment.to_string().into()).map_err(|_| {
        Reason::new(say!("`{text}` is not a time", text = text), say!("write it like `2026-12-31T14:30Z`"))
    })
}

fn number(text: &str, least: i64, most: i64) -> Result<Value, Reason> {
    let parsed = text.parse::<i64>().ok().filter(|number| (least..=most).contains(number));
    parsed.map(Value::from).ok_or_else(|| {
        let why = say!("`{text}` is not a number that fits", text = text);
        Reason::new(why, say!("choose a whole number from {least} to {most}", least = least, most = most))
    })
}

fn choice(text: &str, choices: &[Choice]) -> Result<Value, Reason> {
    let wanted = text.to_lowercase().replace([' ', '_'], "-");
    let found = choices.iter().find(|choice| choice.value == wanted);
    found.map(|choice| choice.value.as_str().into()).ok_or_else(|| {
        let words: Vec<&str> = choices.iter().map(|choice| choice.value.as_str()).collect();
        let why = say!("`{text}` is not one of the choices", text = text);
        Reason::new(why, say!("choose {words}", words = words.join(", ")))
    })
}

fn unknown(name: &str, fields: &[Field]) -> Reason {
    let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    let remedy = if names.is_empty() { say!("leave it out") } else { say!("choose {names}", names = names.join(", ")) };
    Reason::new(say!("there is no field `{name}`", name = name), remedy).at(name)
}

#[cfg(test)]
mod tests;
