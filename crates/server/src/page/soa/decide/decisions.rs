//! What the form says of each control, what is wrong with it, and the one decision that records it all.

use std::collections::BTreeMap;

use isms::{ActsOn, Id, Message, Reason, Refusal, annex_a, say, together};
use maud::{Markup, html};
use recorder::{Action, Naming};
use serde_json::{Map, Value, json};

use crate::{
    page::{
        form::sent::{Sent, refused},
        here::Here,
    },
    parts::{self, Way},
    problem::Failed,
    words::{say, say_with},
};

/// The fields of a control in the form, each followed by its number: whether it is needed, why, how far it is, and the
/// revision that was looked at.
pub const WHICH: &str = "which";
pub const WHY: &str = "why";
pub const FAR: &str = "far";
pub const SEEN: &str = "seen";
/// Who sees to all that are included.
pub const OWNER: &str = "owner";
/// Why those are included that say no reason of their own.
pub const COMMON: &str = "common_reason";

/// What can be said of a control, by the word of the act.
pub const WHICH_ONES: [(&str, &str); 3] =
    [("", "left open"), (INCLUDED, "needed here"), (EXCLUDED, "left out, not needed here")];
const INCLUDED: &str = "included";
const EXCLUDED: &str = "excluded";

/// The name of a field of a control.
pub fn name(field: &str, id: Id) -> String {
    format!("{field}.{id}")
}

/// What was chosen and typed, and what is wrong with it.
#[derive(Default)]
pub struct Decisions {
    typed: BTreeMap<String, String>,
    /// What is wrong, by field of the form.
    errors: Vec<(String, Message)>,
    /// Whether nothing of it was recorded: something is wrong, or nothing was decided.
    is_refused: bool,
}

impl Decisions {
    /// What was sent.
    pub fn sent(sent: &Sent) -> Decisions {
        let typed = sent.pairs.iter().map(|(name, text)| (name.clone(), text.trim().to_owned())).collect();
        Decisions { typed, ..Decisions::default() }
    }

    /// What stands in a field of the form.
    pub fn get(&self, field: &str) -> &str {
        self.typed.get(field).map_or("", String::as_str)
    }

    fn of(&self, field: &str, id: Id) -> &str {
        self.get(&name(field, id))
    }

    /// What is wrong with a field.
    pub fn error(&self, field: &str) -> Option<&Message> {
        self.errors.iter().find(|(wrong, _)| wrong == field).map(|(_, why)| why)
    }

    /// Records what was decided about open controls, all of it or nothing; where nothing, why.
    ///
    /// # Errors
    /// Where it could not be asked for at all.
    pub async fn record(self, here: &Here, sent: &Sent, open: &[Id]) -> Result<Result<(), Decisions>, Failed> {
        let acts: Vec<ActsOn> = open.iter().filter_map(|id| self.acts_on(*id)).collect();
        let wrong: Vec<Reason> = self.past(open).chain(self.half_said(open)).chain(self.contradicting(open)).collect();
        if acts.is_empty() {
            return Ok(Err(self.refused(wrong)));
        }
        let naming =
            Naming { register: "controls", word: "decided", request: sent.request.clone(), ..Naming::default() };
        let decide = move |isms: &_, who: &_, now| {
            let no = say!("nothing was decided");
            match together(isms, who, now, no.clone(), acts.clone()) {
                Ok(changes) if wrong.is_empty() => Ok(changes),
                Ok(_) => Err(Refusal { asked: no, reasons: wrong.clone() }),
                Err(no) => Err(Refusal { reasons: [wrong.clone(), no.reasons].concat(), ..no }),
            }
        };
        match here.app.recorder.record_decided(here.reader.caller(), Action::Change, naming, decide).await {
            Ok(_) => Ok(Ok(())),
            Err(no) => Ok(Err(self.refused(refused(no)?.reasons))),
        }
    }

    /// The decision about a control: with its reason, and where it is included with owner and state.
    fn acts_on(&self, id: Id) -> Option<ActsOn> {
        let (word, far) = match self.of(WHICH, id) {
            INCLUDED => (INCLUDED, self.of(FAR, id)),
            EXCLUDED => (EXCLUDED, ""),
            _ => return None,
        };
        let owner = if word == INCLUDED { self.get(OWNER) } else { "" };
        let said = [(OWNER, owner), ("implementation", far)].into_iter().filter(|(_, text)| !text.is_empty());
        let said: Map<String, Value> = said.map(|(name, text)| (name.to_owned(), json!(text))).collect();
        let reason = [("reason".to_owned(), json!(self.why(id)))].into_iter().collect();
        let edited = (!said.is_empty()).then_some(("edited", said));
        let acts = std::iter::once((word, reason)).chain(edited).collect();
        Some(ActsOn { on: id, seen: self.of(SEEN, id).parse().ok(), acts })
    }

    /// The reason of a control; what is included may share one.
    fn why(&self, id: Id) -> &str {
        match self.of(WHY, id) {
            "" if self.of(WHICH, id) == INCLUDED => self.get(COMMON),
            own => own,
        }
    }

    /// Decisions about controls that are not open to this reader: somebody was quicker, or they are for others.
    fn past(&self, open: &[Id]) -> impl Iterator<Item = Reason> {
        self.chosen().filter(|id| !open.contains(id)).map(|id| {
            let why = say!("not decided by this: it is decided already, or others decide on it");
            Reason::new(why, say!("send the rest again")).at(&name(WHICH, id))
        })
    }

    /// What somebody began to say of a control and did not choose: left open, it would be lost without a word.
    fn half_said(&self, open: &[Id]) -> impl Iterator<Item = Reason> {
        let half = |id: &&Id| {
            let chosen = [INCLUDED, EXCLUDED].contains(&self.of(WHICH, **id));
            !chosen && [WHICH, WHY, FAR].iter().any(|field| !self.of(field, **id).is_empty())
        };
        open.iter().filter(half).map(|id| {
            let why = say!("it is not said whether it is needed here");
            Reason::new(why, say!("choose, or empty what you typed about it")).at(&name(WHICH, *id))
        })
    }

    /// What is left out is in no state: who says both has chosen one of them by mistake.
    fn contradicting(&self, open: &[Id]) -> impl Iterator<Item = Reason> {
        let both = |id: &&Id| self.of(WHICH, **id) == EXCLUDED && !self.of(FAR, **id).is_empty();
        open.iter().filter(both).map(|id| {
            let why = say!("it is left out, so it is not in place either");
            Reason::new(why, say!("choose “not stated”, or that it is needed")).at(&name(FAR, *id))
        })
    }

    /// An owner who is nobody is told once, not for each control.
    fn refused(self, reasons: Vec<Reason>) -> Decisions {
        let mut errors: Vec<(String, Message)> = Vec::new();
        for (field, why) in reasons.into_iter().map(|reason| self.at_its_field(reason)) {
            if errors.iter().all(|(known, _)| *known != field) {
                errors.push((field, why));
            }
        }
        Decisions { errors, is_refused: true, ..self }
    }

    /// A reason about a field of a control, at the field of the form that says it.
    fn at_its_field(&self, reason: Reason) -> (String, Message) {
        let at = reason.field.unwrap_or_default();
        let of_record = |id: Id| Some((id, at.strip_prefix(&id.to_string())?.to_owned()));
        let of_record = self.chosen().filter_map(of_record).find(|(_, left)| left.is_empty() || left.starts_with('.'));
        let field = match of_record.as_ref().map(|(id, left)| (*id, left.as_str())) {
            Some((id, ".reason")) if self.why(id).is_empty() => {
                return (name(WHY, id), say!("say why: an auditor asks for each one"));
            }
            Some((id, ".reason")) if self.of(WHY, id).is_empty() => COMMON.into(),
            Some((id, ".reason")) => name(WHY, id),
            Some((_, ".owner")) => OWNER.into(),
            Some((id, ".implementation")) => name(FAR, id),
            Some((id, _)) => name(WHICH, id),
            // About all of the form, and so above all of it.
            None if at.is_empty() => COMMON.into(),
            None => at,
        };
        (field, say!("{why}: {remedy}", why = reason.why, remedy = reason.remedy))
    }

    /// The controls of which something was chosen.
    fn chosen(&self) -> impl Iterator<Item = Id> {
        let chosen = self.typed.iter().filter(|(_, text)| !text.is_empty());
        chosen.filter_map(|(field, _)| field.strip_prefix(WHICH)?.strip_prefix('.')?.parse().ok())
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
