//! What the records say of the questions, for whoever answers again.

use super::{
    Climate, CommonAsset, Harm, Law, TooMuch,
    laws::{asks, effect},
    organisation::{consequence, limit},
};
use crate::{
    collection::Collection,
    criteria::Criteria,
    description::Kind,
    id::Id,
    register::{Listed, Register},
    registers::{Isms, Organisation, register},
};
use serde::de::DeserializeOwned;

/// The choices that the records stand for, question by question, as far as the reader may see them.
pub fn on_record(isms: &Isms, sees: &dyn Fn(Id) -> bool) -> Vec<(&'static str, String)> {
    let criteria = isms.criteria();
    let own = *criteria != Criteria::default();
    let words: Vec<&str> = criteria.consequence.iter().map(|step| step.description.as_str()).collect();
    [
        chosen("assets", |one: CommonAsset| is_there(isms.assets(), one.named().0, sees)),
        chosen("laws", |law: Law| is_there(isms.obligations(), asks(law).title, sees)),
        chosen("climate", |climate: Climate| is_there(isms.issues(), effect(climate).0, sees)),
        chosen("hurts_most", |harm: Harm| own && words == consequence(harm)),
        chosen("too_much", |much: TooMuch| own && criteria.limit == limit(much)),
    ]
    .concat()
}

fn is_there<R: Register>(all: &Collection<R>, title: &str, sees: &dyn Fn(Id) -> bool) -> bool {
    all.by_title(title).any(sees)
}

/// The words of the choices of a question of which this is so.
fn chosen<T: DeserializeOwned>(question: &'static str, is: impl Fn(T) -> bool) -> Vec<(&'static str, String)> {
    let act = register(Organisation::NAME).and_then(|register| register.description().act("begun").ok());
    let field = act.and_then(|act| act.fields.iter().find(|field| field.name == question));
    let kind = field.map(|field| if let Kind::List(item) = &field.kind { item.as_ref() } else { &field.kind });
    let Some(Kind::Choice(choices)) = kind else { return vec![] };
    let means = |word: &str| serde_json::from_value::<T>(word.into()).is_ok_and(&is);
    choices.iter().filter(|choice| means(&choice.value)).map(|choice| (question, choice.value.clone())).collect()
}
