//! What can be done to a record: its named acts, each a box with what it asks; withdrawing and restoring.

use isms::{ActDescription, Field, Kind, Reason, annex_a};
use maud::{Markup, html};
use serde_json::Value;

use super::Item;
use crate::{
    page::form::{Form, SEEN, Typed, WHY},
    parts::{self, Act, Signer, act},
    words::{self, count, say, say_with},
};

/// Acts by which somebody signs: they show exactly which state is signed.
const SIGNATURES: [(&str, &str); 3] = [("risks", "accepted"), ("risks", "plan-approved"), ("documents", "approved")];
/// Obstacles shown of an import; with more, other work is to be done first.
const MOST_IN_THE_WAY: usize = 50;
/// Groups of four that are shown of what is signed.
const GROUPS: usize = 8;

/// The acts that the caller may do, each closed until it is wanted.
pub fn acts(item: &Item) -> Markup {
    acts_but(item, &[])
}

/// The same without those that stand elsewhere on the page.
pub fn acts_but(item: &Item, elsewhere: &[&str]) -> Markup {
    let here = |act: &&ActDescription| !elsewhere.contains(&act.word.as_str());
    let named =
        item.register.description().acts.iter().filter(|act| !item.is_withdrawn() && item.may(&act.word)).filter(here);
    let (mut now, mut not_now) = (Vec::new(), Vec::new());
    for act in named {
        match item.possible(&act.word) {
            Ok(()) => now.push(closed(item, &act.word, say(&act.verb), &act.help)),
            Err(reason) => not_now.push(html! { b { (say(&act.verb)) } ": " (reason.why) "; " (reason.remedy) "." }),
        }
    }
    let leaving = if item.is_withdrawn() { "restored" } else { "withdrawn" };
    // Organisation and Annex A stay for good, and an import that was taken back is imported again: the rules say so.
    let stays = item.register.name() == "organisation"
        || annex_a::control(item.held.id).is_some()
        || (item.is_import() && item.is_withdrawn());
    let leaving =
        (!stays && item.may(leaving)).then(|| closed(item, leaving, verb(item, leaving), help(item, leaving)));
    html! {
        @if !now.is_empty() || !not_now.is_empty() || leaving.is_some() {
            section aria-labelledby="acts" {
                h2 #acts { (say("What can be recorded")) }
                @for act in now { (act) }
                @if let Some(leaving) = leaving { (leaving) }
                @if !not_now.is_empty() {
                    p.quiet { (say("Not as it stands:")) }
                    ul.not_now { @for act in not_now { li { (act) } } }
                }
            }
        }
    }
}

const WITHDRAW: &str = "It leaves lists and views, and stays in history. Refused as long as others rely on it.";
const CONFIRM: &str = "You looked at it, and it is right. The mark of a proposal goes; nothing is signed by that.";
const RESTORE: &str = "It comes back to lists and views as it was.";
const TAKE_BACK: &str =
    "All that it created is withdrawn, and all that it changed is set back, in one act. Its files are kept.";

fn closed(item: &Item, word: &str, words: &str, help: &str) -> Markup {
    html! {
        details.what name="act" {
            summary { b { (words) } " " span.quiet { (words::help(help)) } }
            (act_box(item, word, &Typed::default(), &[]))
        }
    }
}

/// The box of an act, with what was typed and what is wrong with it.
pub fn act_box(item: &Item, word: &str, typed: &Typed, errors: &[Reason]) -> Markup {
    let means = html! { (words::help(help(item, word))) @if word == "withdrawn" { (in_the_way(item)) } };
    signed_box(item, word, typed, errors, &Signing { means, signers: &[], button: &button(item, word) })
}

fn help<'a>(item: &'a Item, word: &str) -> &'a str {
    let named = item.register.description().acts.iter().find(|act| act.word == word);
    match word {
        "withdrawn" if item.is_import() => TAKE_BACK,
        "withdrawn" => WITHDRAW,
        "confirmed" => CONFIRM,
        "restored" => RESTORE,
        _ => named.map_or("", |act| act.help.as_str()),
    }
}

/// What stands in the way of taking an import back, before anybody tries.
fn in_the_way(item: &Item) -> Markup {
    // Where it cannot be told, the act itself says so.
    let reasons = item.here.reader.in_the_way(item.held.id).unwrap_or_default();
    html! {
        @if !reasons.is_empty() {
            p { (count(reasons.len(), "{count} thing stands in the way:", "{count} things stand in the way:")) }
            ul.in_the_way {
                @for reason in reasons.iter().take(MOST_IN_THE_WAY) { li { (reason.why) "; " (reason.remedy) "." } }
                @if reasons.len() > MOST_IN_THE_WAY {
                    li.quiet { (say_with("and {more} more", &[("more", &(reasons.len() - MOST_IN_THE_WAY))])) }
                }
            }
        }
    }
}

/// What stands in the box of a signature: what signing means, and who signs.
pub struct Signing<'a> {
    pub means: Markup,
    pub signers: &'a [Signer<'a>],
    pub button: &'a str,
}

/// The box of an act by which somebody signs.
pub fn signed_box(item: &Item, word: &str, typed: &Typed, errors: &[Reason], signing: &Signing) -> Markup {
    let found = item.register.description().acts.iter().find(|act| act.word == word);
    let fields = found.map_or(&[][..], |act| act.fields.as_slice());
    // Several acts stand on one page: the fields of each have its word before them.
    let prefix = format!("{word}.");
    let filled = with_present(item, fields, typed).within(&prefix);
    let form = Form {
        shown: &item.shown,
        fields,
        typed: &filled,
        errors,
        blank: &Value::Null,
        record: &Value::Null,
        prefix: &prefix,
    };
    let hash = signed_hash(item, word);
    let drawn = act(&Act {
        action: &item.path(&format!("/{word}")),
        means: signing.means.clone(),
        signers: signing.signers,
        fields: html! {
            input type="hidden" name=(SEEN) value=(item.held.revision);
            (form.of_act())
            (why(word, found, typed, errors))
        },
        signs: hash.as_deref(),
        button: signing.button,
        instead: None,
    });
    html! { (form.summary()) (drawn) }
}

/// What one does by an act, in the words of its button.
pub fn verb<'a>(item: &'a Item, word: &str) -> &'a str {
    let named = item.register.description().acts.iter().find(|act| act.word == word);
    say(match (word, named) {
        ("withdrawn", _) if item.is_import() => "Take this import back",
        ("withdrawn", _) => "Withdraw",
        ("restored", _) => "Restore",
        ("confirmed", _) => "Confirm",
        (_, Some(act)) => &act.verb,
        (_, None) => "Go back",
    })
}

/// A verb of one word takes the record as its object.
fn button(item: &Item, word: &str) -> String {
    let verb = verb(item, word);
    if item.is_import() {
        return verb.into();
    }
    let sentence = if verb.contains(' ') { "{verb}: {called}" } else { "{verb} {called}" };
    say_with(sentence, &[("verb", &verb), ("called", &item.called())])
}

/// The reason: one of the act's own fields, needed for a withdrawal, else wanted.
fn why(word: &str, act: Option<&ActDescription>, typed: &Typed, errors: &[Reason]) -> Markup {
    if act.is_some_and(|act| act.fields.iter().any(|field| field.name == "reason")) {
        return Markup::default();
    }
    let error = errors.iter().find(|reason| reason.field.as_deref() == Some("reason"));
    let name = format!("{word}.{WHY}");
    let around = parts::Field {
        name: &name,
        label: say("Reason"),
        help: Some(say("Stands in the history beside your name.")),
        error: error.map(|reason| html! { (crate::page::form::sentence(reason)) }),
        is_optional: word != "withdrawn",
    };
    parts::text_area(&around, typed.get(WHY))
}

/// Ratings and dates that stand already are what somebody changes; nothing else is filled in for them.
fn with_present(item: &Item, fields: &[Field], typed: &Typed) -> Typed {
    let present: Vec<Field> =
        fields.iter().filter(|field| !matches!(field.kind, Kind::Text | Kind::Prose)).cloned().collect();
    let mut filled = item.shown.typed(&present, &item.held.body.record);
    for field in fields.iter().filter(|field| typed.has(&field.name)) {
        filled.take(typed, &field.name);
    }
    filled
}

fn signed_hash(item: &Item, word: &str) -> Option<String> {
    SIGNATURES.contains(&(item.register.name(), word)).then_some(())?;
    let history = item.here.reader.history(item.register, item.held.id).ok()?;
    Some(words::hash(&history.last()?.revision.hash.to_string(), GROUPS))
}
