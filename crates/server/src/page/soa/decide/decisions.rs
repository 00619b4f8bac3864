//! What the form says of each control, what is wrong with it, and the acts that record it.

use std::collections::BTreeMap;

use isms::{AnyRegister, Asked, Id, Message, annex_a, register, say};
use maud::{Markup, html};
use recorder::{Doing, NotRecorded};
use serde_json::{Map, Value, json};

use crate::{
    page::{form::sent::Sent, here::Here},
    parts::{self, Way},
    problem::Failed,
    words::{say, say_with},
};

/// The fields of a control in the form, each followed by its number: whether it is needed, why, and how far it is.
pub const WHICH: &str = "which";
pub const WHY: &str = "why";
pub const FAR: &str = "far";
/// Who sees to all that are included.
pub const OWNER: &str = "owner";

/// What can be said of a control, by the word of the act.
pub const WHICH_ONES: [(&str, &str); 3] =
    [("", "left open"), ("included", "needed here"), ("excluded", "left out, not needed here")];

/// The name of a field of a control.
pub fn name(field: &str, id: Id) -> String {
    format!("{field}.{id}")
}

/// What was chosen and typed, and what is wrong with it.
#[derive(Default)]
pub struct Decisions {
    typed: BTreeMap<String, String>,
    chosen: Vec<Decision>,
    /// What is wrong, by field of the form.
    errors: Vec<(String, Message)>,
    /// Whether nothing of it can be recorded: something is wrong, or nothing was decided.
    pub is_refused: bool,
}

/// What was said of one control.
struct Decision {
    id: Id,
    /// `included` or `excluded`.
    word: String,
    why: String,
    far: String,
}

impl Decisions {
    /// What was sent about controls that are still open. What somebody else decided meanwhile is passed over.
    pub fn sent(here: &Here, sent: &Sent, open: &[Id]) -> Decisions {
        let typed: BTreeMap<String, String> =
            sent.pairs.iter().map(|(name, text)| (name.clone(), text.trim().to_owned())).collect();
        let of = |field: &str, id: Id| typed.get(&name(field, id)).cloned().unwrap_or_default();
        let decision = |id: &Id| Decision { id: *id, word: of(WHICH, *id), why: of(WHY, *id), far: of(FAR, *id) };
        let known = |one: &Decision| ["included", "excluded"].contains(&one.word.as_str());
        let chosen = open.iter().map(decision).filter(known).collect();
        let unchecked = Decisions { typed, chosen, ..Decisions::default() };
        let errors: Vec<(String, Message)> = unchecked.past(open).chain(unchecked.wrong(here)).collect();
        Decisions { is_refused: unchecked.chosen.is_empty() || !errors.is_empty(), errors, ..unchecked }
    }

    /// Decisions about controls that are not open to this reader: somebody was quicker, or they are for others.
    fn past(&self, open: &[Id]) -> impl Iterator<Item = (String, Message)> {
        let about = |field: &str| field.strip_prefix(WHICH)?.strip_prefix('.')?.parse::<Id>().ok();
        let chosen = self.typed.iter().filter(|(_, text)| !text.is_empty());
        chosen.filter(move |(field, _)| about(field).is_some_and(|id| !open.contains(&id))).map(|(field, _)| {
            (
                field.clone(),
                say!("not decided by this: it is decided already, or others decide on it. Send the rest again"),
            )
        })
    }

    /// What stands in a field of the form.
    pub fn get(&self, field: &str) -> &str {
        self.typed.get(field).map_or("", String::as_str)
    }

    /// What is wrong with a field.
    pub fn error(&self, field: &str) -> Option<&Message> {
        self.errors.iter().find(|(wrong, _)| wrong == field).map(|(_, why)| why)
    }

    /// All that is wrong, found before anything is recorded.
    fn wrong(&self, here: &Here) -> Vec<(String, Message)> {
        let Some(register) = register("controls") else { return Vec::new() };
        let unsaid = self.chosen.iter().filter(|one| one.why.is_empty());
        let unsaid = unsaid.map(|one| (name(WHY, one.id), say!("say why: an auditor asks for each one")));
        let tried = |asked: Asked| match here.reader.tried(register, asked, here.app.now()) {
            Err(NotRecorded::Refused(refusal)) => refusal.reasons.into_iter().next(),
            _ => None,
        };
        let refused = self.chosen.iter().filter(|one| !one.why.is_empty()).filter_map(|one| {
            let reason = tried(one.decided())?;
            Some((name(WHICH, one.id), reason.why))
        });
        let stated = self.chosen.iter().filter_map(|one| {
            let reason = tried(self.stated(one)?)?;
            let field = if reason.field.as_deref() == Some(OWNER) { OWNER.into() } else { name(FAR, one.id) };
            Some((field, reason.why))
        });
        unsaid.chain(refused).chain(stated).collect()
    }

    /// Owner and state of what is included; nothing where neither is said.
    fn stated(&self, one: &Decision) -> Option<Asked> {
        let said = [(OWNER, self.get(OWNER)), ("implementation", one.far.as_str())];
        let said = said.into_iter().filter(|(_, text)| !text.is_empty() && one.word == "included");
        let fields: Map<String, Value> = said.map(|(name, text)| (name.to_owned(), json!(text))).collect();
        (!fields.is_empty()).then(|| Asked { on: vec![one.id], word: "edited".into(), fields, ..Asked::default() })
    }

    /// Records each decision with its reason, then owner and state.
    pub async fn record(&self, here: &Here) -> Result<(), Failed> {
        let Some(register) = register("controls") else { return Ok(()) };
        for one in &self.chosen {
            for asked in [Some(one.decided()), self.stated(one)].into_iter().flatten() {
                record(here, register, asked).await?;
            }
        }
        Ok(())
    }

    /// Why nothing was recorded, with the way to each field.
    pub fn notice(&self) -> Markup {
        let ways: Vec<(String, String)> = self
            .errors
            .iter()
            .map(|(field, why)| {
                let control = field.split_once('.').and_then(|(_, id)| id.parse().ok()).map(annex_a::number);
                let said = say_with("{control}: {why}", &[("control", &control.unwrap_or_default()), ("why", why)]);
                (said.to_string().trim_start_matches(": ").to_owned(), format!("#{field}"))
            })
            .collect();
        let ways: Vec<Way> = ways.iter().map(|(words, href)| Way::new(words, href)).collect();
        html! {
            @if !ways.is_empty() { (parts::error_summary(&ways)) }
            @else if self.is_refused {
                div.error_summary role="alert" aria-labelledby="error_summary" {
                    h2 #error_summary { (say("Nothing was recorded")) }
                    p { (say("No control was chosen: say of at least one whether it is needed here.")) }
                }
            }
        }
    }
}

impl Decision {
    fn decided(&self) -> Asked {
        let fields = [("reason".to_owned(), json!(self.why))].into_iter().collect();
        Asked { on: vec![self.id], word: self.word.clone(), fields, ..Asked::default() }
    }
}

async fn record(here: &Here, register: &'static dyn AnyRegister, asked: Asked) -> Result<(), Failed> {
    here.app.recorder.record(here.reader.caller(), register, Doing { asked, ..Doing::default() }).await?;
    Ok(())
}
