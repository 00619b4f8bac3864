//! Acts: what can happen to a record. Those every register has are written here, once.

use crate::{
    any::Head,
    by_hand,
    collection::{Body, Held},
    description::Description,
    id::Id,
    read::{self, Reading, complete},
    refusal::{Reason, Refusal},
    register::{Decide, Register},
    registers::{Isms, register_of},
    revision::{Changes, Damage, Revision, apply},
    say,
    sight::Sight,
    views::sentence::RESTRICTED,
    walk,
};
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use std::{collections::BTreeSet, marker::PhantomData};

/// Who acts: an account, the person behind it, and what a rule must know of how they came.
#[derive(Clone, Debug, Default)]
pub struct Who {
    /// The account's opaque id.
    pub account: String,
    /// The person the account is linked to.
    pub person: Option<Id>,
    /// Whether the account holds the role *top management*.
    pub top_management: bool,
    /// Whether the signer came by their own sign-in or token, not by somebody's command line.
    pub own_sign_in: bool,
    /// What they may know of.
    pub sight: Sight,
}

/// An act as every face asks for it: the records, the act's word, and fields as they were written.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The records it is about: none for a new one, several for a bulk edit.
    pub on: Vec<Id>,
    /// The act's word: `added`, `edited`, `confirmed`, `withdrawn`, `restored`, `set-back`, or a named act of the register.
    pub word: String,
    /// What it states.
    pub fields: Map<String, Value>,
    /// Why, in the actor's own words; the ledger keeps it.
    pub reason: Option<String>,
    /// Earlier revisions that the act goes back to, from the ledger.
    pub earlier: Vec<Revision>,
}

/// The most records one act may touch by hand: a page of a large list; what is more is an import.
pub const MOST_AT_ONCE: usize = 1_000;

/// Answers an act with the revisions it makes, or with a refusal.
pub(crate) fn decide<R: Register>(
    described: &Description, isms: &Isms, who: &Who, now: Timestamp, asked: Asked,
) -> Result<Changes, Refusal> {
    if let Some(Err(reason)) = asked.reason.as_deref().map(read::plain_text) {
        return Err(refusal(described.label(), &asked.word, reason.at("reason").into()));
    }
    let act = Act::<R> { described, isms, who, now, asked: &asked, register: PhantomData };
    match asked.on.as_slice() {
        [] if asked.word == "added" => {
            act.added().map_err(|reasons| refusal(format!("a new {}", described.face.one), &asked.word, reasons))
        }
        [] => {
            let remedy = say!("name the record");
            let reason = Reason::new(say!("it was not said which record"), remedy);
            Err(refusal(described.label(), &asked.word, reason.into()))
        }
        many if many.len() > MOST_AT_ONCE => {
            let why = say!("{count} records are more than one act takes", count = many.len());
            let reason = Reason::new(why, say!("choose {most} at most", most = MOST_AT_ONCE));
            Err(refusal(described.label(), &asked.word, reason.into()))
        }
        many => act.one_by_one(many),
    }
}

fn refusal(called: String, word: &str, reasons: Vec<Reason>) -> Refusal {
    Refusal { asked: say!("{called} cannot be {word}", called = called, word = word.replace('-', " ")), reasons }
}

/// One act being decided.
struct Act<'a, R> {
    described: &'a Description,
    isms: &'a Isms,
    who: &'a Who,
    now: Timestamp,
    asked: &'a Asked,
    register: PhantomData<R>,
}

impl<R: Register> Act<'_, R> {
    /// Each is decided on what the ones before it leave behind: of two administrators, only one can be disabled.
    fn one_by_one(&self, ids: &[Id]) -> Result<Changes, Refusal> {
        let (mut isms, mut all) = (self.isms.clone(), Changes::new());
        for id in ids {
            let changes = Act { isms: &isms, ..*self }.on(*id)?;
            let taken_in = changes.iter().try_for_each(|revision| apply(&mut isms, revision));
            taken_in.map_err(|damage| refusal(id.to_string(), &self.asked.word, damaged(damage).into()))?;
            all.extend(changes);
        }
        Ok(all)
    }

    fn on(&self, id: Id) -> Result<Changes, Refusal> {
        let on = R::collection(self.isms).get(id);
        let called = on.map_or(id.to_string(), Held::called);
        let answer = match (self.asked.word.as_str(), on) {
            (_, None) => {
                let remedy = say!("list {register} to see which there are", register = R::NAME);
                Err(Reason::new(say!("there is no such record"), remedy).into())
            }
            ("restored", Some(on)) => self.without_fields().and_then(|()| self.restored(on)),
            (_, Some(Held { body: Body { withdrawn: Some(why), .. }, .. })) => {
                Err(Reason::new(say!("it was withdrawn ({why})", why = why), say!("restore it first")).into())
            }
            ("edited", Some(on)) => self.stated(id, &on.body).map(|body| on.next(body)),
            ("set-back", Some(on)) => self.without_fields().and_then(|()| self.set_back(on)),
            ("confirmed", Some(on)) => self.without_fields().and_then(|()| Self::confirmed(on)),
            ("withdrawn", Some(on)) => self.without_fields().and_then(|()| self.withdrawn(on)),
            (word, Some(on)) => self.named(word, on).and_then(|act: R::Act| {
                R::Act::possible(word, self.isms, on)?;
                act.decide(self.isms, self.who, self.now, on)
            }),
        };
        answer.map_err(|reasons| refusal(called, &self.asked.word, reasons))
    }

    /// These acts state nothing but why: a field that came along would be lost without a word.
    fn without_fields(&self) -> Result<(), Vec<Reason>> {
        let more = self.asked.fields.keys().filter(|name| *name != "reason");
        let reason = |name: &String| {
            let why = say!("this act takes no field `{field}`", field = name);
            Reason::new(why, say!("leave it out, and edit the record for it")).at(name)
        };
        let reasons: Vec<Reason> = more.map(reason).collect();
        if reasons.is_empty() { Ok(()) } else { Err(reasons) }
    }

    /// Records that were withdrawn, of those that a record links to and did not link to before.
    fn withdrawn_links(&self, id: Id, before: &[Id], record: &R) -> Vec<Reason> {
        let new: BTreeSet<Id> =
            walk::links(record).into_iter().filter(|to| *to != id && !before.contains(to)).collect();
        let heads = new.into_iter().filter_map(|to| register_of(to)?.head(self.isms, to));
        let reason = |head: Head| {
            let called = if self.who.sight.knows_of(head.id) { head.called() } else { RESTRICTED.into() };
            Reason::new(say!("it names {record}, which was withdrawn", record = called), say!("restore that first"))
        };
        heads.filter(|head| head.withdrawn.is_some()).map(reason).collect()
    }

    fn added(&self) -> Result<Changes, Vec<Reason>> {
        let id = Id::new(R::LETTERS, R::collection(self.isms).next_number());
        let body = self.stated(id, &Body::<R>::default())?;
        let record = body.record.clone().begun(self.isms, self.who, self.now);
        Ok(vec![Revision::new(id, 1, &Body { record, ..body })])
    }

    /// The body with the fields given now over those it had.
    fn stated(&self, id: Id, before: &Body<R>) -> Result<Body<R>, Vec<Reason>> {
        let mut fields = self.asked.fields.clone();
        let reference = self.reference(id, fields.remove("reference"), before)?;
        let restricted = match fields.remove("restricted") {
            None => before.restricted,
            Some(flag) => read::restricted(flag).map_err(|reason| reason.at("restricted"))?,
        };
        let was = json!(before.record);
        let mut reasons = by_hand::without_acts(self.described, self.isms, &was, &mut fields);
        let sight = self.who.sight.and(walk::links(&before.record));
        let reading = Reading { sight: &sight, ..Reading::of(self.described, self.isms) };
        let stated = reading.fields(&self.described.fields, fields);
        let stated = stated.unwrap_or_else(|faults| {
            reasons.extend(faults);
            Map::new()
        });
        if !reasons.is_empty() {
            return Err(reasons);
        }
        let now = Value::Object(filled(was.as_object().cloned().into_iter().flatten().chain(stated)));
        complete(&self.described.fields, &now)?;
        let record: R = typed(now)?;
        reasons = by_hand::nowhere(self.isms, &self.described.fields, &was, &json!(record));
        reasons.extend(record.check(self.isms, id));
        let body = Body { record, reference, restricted, ..before.clone() };
        if reasons.is_empty() { Ok(body) } else { Err(reasons) }
    }

    /// By hand a number is given once only; an import may bring the same twice, and a finding says so.
    fn reference(&self, id: Id, given: Option<Value>, before: &Body<R>) -> Result<Option<String>, Reason> {
        let Some(given) = given else { return Ok(before.reference.clone()) };
        let reference = read::reference(given).map_err(|reason| reason.at("reference"))?;
        self.is_free(id, &reference)?;
        Ok(reference)
    }

    fn is_free(&self, id: Id, reference: &Option<String>) -> Result<(), Reason> {
        let Some(text) = reference else { return Ok(()) };
        let other =
            R::collection(self.isms).by_reference(text).find(|other| *other != id && self.who.sight.knows_of(*other));
        other.map_or(Ok(()), |other| {
            let why = say!("{other} already has the reference `{text}`", other = other, text = text);
            Err(Reason::new(why, say!("choose another, or leave it empty")).at("reference"))
        })
    }

    /// An earlier revision's record, but what only acts set stays: going back does not undo a signature.
    fn set_back(&self, on: &Held<R>) -> Result<Changes, Vec<Reason>> {
        let missing =
            || Reason::new(say!("it was not said which revision"), say!("name an earlier revision")).at("revision");
        let earlier = self.asked.earlier.iter().find(|earlier| earlier.id == on.id).ok_or_else(missing)?;
        let earlier: Held<R> = earlier.read().map_err(damaged)?;
        self.is_free(on.id, &earlier.body.reference)?;
        let (earlier_record, today) = (json!(earlier.body.record), json!(on.body.record));
        let signed =
            R::FACE.by_act.iter().map(|name| (name.to_string(), today.get(*name).cloned().unwrap_or_default()));
        let fields = earlier_record.as_object().cloned().into_iter().flatten();
        let record: R = typed(Value::Object(filled(fields.chain(signed))))?;
        let mut reasons = record.check(self.isms, on.id);
        reasons.extend(self.withdrawn_links(on.id, &walk::links(&on.body.record), &record));
        let body = Body { record, reference: earlier.body.reference, ..on.body.clone() };
        if reasons.is_empty() { Ok(on.next(body)) } else { Err(reasons) }
    }

    /// Back in use, it must not clash with what came while it was away.
    fn restored(&self, on: &Held<R>) -> Result<Changes, Vec<Reason>> {
        if on.body.withdrawn.is_none() {
            return Err(Reason::new(say!("it is in use"), say!("leave it as it is")).into());
        }
        R::restoration(on)?;
        self.is_free(on.id, &on.body.reference)?;
        let mut reasons = on.body.record.check(self.isms, on.id);
        reasons.extend(self.withdrawn_links(on.id, &[], &on.body.record));
        if reasons.is_empty() { Ok(on.next(Body { withdrawn: None, ..on.body.clone() })) } else { Err(reasons) }
    }

    /// Somebody looked at what was proposed and takes it as theirs. An edit alone does not say that: whoever mends a word
    /// has not judged the rest.
    fn confirmed(on: &Held<R>) -> Result<Changes, Vec<Reason>> {
        if on.body.proposed.is_none() {
            return Err(Reason::new(say!("it is not proposed"), say!("leave it as it is")).into());
        }
        Ok(on.next(Body { proposed: None, ..on.body.clone() }))
    }

    fn withdrawn(&self, on: &Held<R>) -> Result<Changes, Vec<Reason>> {
        let said = self.asked.reason.as_deref().or_else(|| self.asked.fields.get("reason").and_then(Value::as_str));
        let said = read::plain_text(said.unwrap_or_default()).map_err(|reason| reason.at("reason"))?;
        let Some(reason) = Some(said.trim()).filter(|reason| !reason.is_empty()) else {
            return Err(Reason::new(say!("a withdrawal needs a reason"), say!("say why it leaves the register"))
                .at("reason")
                .into());
        };
        let others: Vec<String> = relying(self.isms, on.id, &self.who.sight).collect();
        if !others.is_empty() {
            let why = say!("it is still needed by {others}", others = others.join(", "));
            return Err(Reason::new(why, say!("change or withdraw these first")).into());
        }
        let also = R::withdrawal(self.isms, self.who, on, &self.asked.earlier)?;
        Ok([on.next(Body { withdrawn: Some(reason.into()), ..on.body.clone() }), also].concat())
    }

    /// An act of the register's own: its word is the name of a variant, its fields are the variant's.
    fn named(&self, word: &str, on: &Held<R>) -> Result<R::Act, Vec<Reason>> {
        let known = &self.described.act(word)?.fields;
        let mut fields = self.asked.fields.clone();
        if let Some(reason) = &self.asked.reason
            && known.iter().any(|field| field.name == "reason")
        {
            fields.entry("reason").or_insert_with(|| reason.as_str().into());
        }
        let sight = self.who.sight.and(walk::links(&on.body.record));
        let reading = Reading { sight: &sight, ..Reading::of(self.described, self.isms) };
        let read = reading.fields(known, fields.clone()).map_err(|faults| {
            let missing = complete(known, &Value::Object(fields)).err();
            faults.into_iter().chain(missing.into_iter().flatten()).collect::<Vec<Reason>>()
        })?;
        let fields = Value::Object(filled(read));
        let nowhere = by_hand::nowhere(self.isms, known, &Value::Null, &fields);
        if !nowhere.is_empty() {
            return Err(nowhere);
        }
        complete(known, &fields)?;
        typed(json!({ word: fields }))
    }
}

/// The person whose signature an act is: it comes from their own sign-in or token alone.
pub(crate) fn signer(who: &Who) -> Result<Id, Reason> {
    if !who.own_sign_in {
        let remedy = say!("sign in as the person who signs, or use their token");
        return Err(Reason::new(say!("a signature needs the signer's own sign-in"), remedy));
    }
    who.person.ok_or_else(|| {
        let remedy = say!("ask an administrator to link your account to your entry among the people");
        Reason::new(say!("no person stands behind this account"), remedy)
    })
}

/// What people call the records in use that link to this one, as far as somebody may know of them.
pub(crate) fn relying(isms: &Isms, id: Id, sight: &Sight) -> impl Iterator<Item = String> {
    let heads = isms.named_by(id).filter_map(|other| register_of(other)?.head(isms, other));
    heads
        .filter(move |other| other.withdrawn.is_none() && other.id != id)
        .map(move |other| if sight.knows_of(other.id) { other.called() } else { RESTRICTED.into() })
}

/// Fields without those that are empty: left out, each takes the value that its type has when nothing is said.
fn filled(fields: impl IntoIterator<Item = (String, Value)>) -> Map<String, Value> {
    let mut fields: Map<String, Value> = fields.into_iter().collect();
    fields.retain(|_, value| !value.is_null());
    fields
}

fn damaged(damage: Damage) -> Reason {
    Reason::new(damage.to_string().into(), say!("have the ledger verified"))
}

/// What the description let through, its type accepts; where the two part, a test over all registers says so.
fn typed<T: serde::de::DeserializeOwned>(value: Value) -> Result<T, Vec<Reason>> {
    serde_json::from_value(value)
        .map_err(|e| Reason::new(say!("{problem}", problem = e), say!("see the help of the fields")).into())
}

#[cfg(test)]
mod tests;
