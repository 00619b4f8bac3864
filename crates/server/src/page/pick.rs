//! Suggestions while one types: records for a link field, and everything for the palette.

use axum::{
    Json,
    extract::{Path, Query},
    response::{IntoResponse, Response},
    routing::get,
};
use isms::{ALL, AnyRegister, Head, Place, plain};
use recorder::{Action, Reader, named};
use serde::{Deserialize, Serialize};

use super::{
    here::Here,
    list::{NOT_BY_HAND, with_article},
    shown::{Shown, called, title_of},
};
use crate::{
    serve::Route,
    words::{say, say_with},
};

/// Suggestions that a field shows.
const SUGGESTED: usize = 12;
/// Records of one register that the palette shows.
const OF_ONE: usize = 4;

pub fn routes() -> Vec<Route> {
    vec![("/pick/{register}", get(pick)), ("/palette", get(palette))]
}

#[derive(Deserialize)]
struct Words {
    #[serde(default)]
    q: String,
}

/// A record that a field may link to.
#[derive(Debug, Serialize)]
pub struct Suggestion {
    /// What goes into the field.
    pub value: String,
    pub title: String,
    pub under: String,
}

async fn pick(here: Here, Path(register): Path<String>, Query(words): Query<Words>) -> Response {
    match named(&register) {
        Ok(register) => Json(similar(&here.reader, register, &words.q, SUGGESTED)).into_response(),
        Err(no) => here.refused(no.into()),
    }
}

/// The records of a register that fit these words best, the best first.
pub fn similar(reader: &Reader, register: &dyn AnyRegister, words: &str, most: usize) -> Vec<Suggestion> {
    let found = best(reader, register, words, most).into_iter();
    found.map(|(_, head)| suggestion(reader, register, &head)).collect()
}

fn suggestion(reader: &Reader, register: &dyn AnyRegister, head: &Head) -> Suggestion {
    let value = called(head);
    // Where two are called the same, the id tells them apart.
    let value = if reader.find(register, &value) == [head.id] { value } else { head.id.to_string() };
    let described = register.description();
    let shown = Shown::to(reader);
    let second = described.face.columns.iter().skip(1).filter_map(|name| described.field(name));
    let under = second.map(|field| shown.words(&field.kind, &reader.field(register, head.id, &field.name)));
    Suggestion {
        value,
        title: title_of(head),
        under: under.into_iter().find(|words| !words.is_empty()).unwrap_or_default(),
    }
}

/// Ranked: called so, begins so, a word begins so, stands in it, nearly called so.
pub fn best(reader: &Reader, register: &dyn AnyRegister, words: &str, most: usize) -> Vec<(u8, Head)> {
    let wanted = plain(words);
    let ids = reader.ids(register, false);
    let heads = reader.heads(register, &ids).into_iter().flatten();
    let mut found: Vec<(u8, Head)> = heads.filter_map(|head| Some((rank(&head, &wanted)?, head))).collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.truncate(most);
    found
}

fn rank(head: &Head, wanted: &str) -> Option<u8> {
    let (number, title) = (plain(&called(head)), plain(&head.title));
    let id = plain(&head.id.to_string());
    if number == wanted || id == wanted {
        return Some(0);
    }
    if title.starts_with(wanted) || number.starts_with(wanted) || id.starts_with(wanted) {
        return Some(1);
    }
    let all_in = |text: &str| wanted.split(' ').all(|word| text.contains(word));
    match () {
        () if wanted.split(' ').all(|word| title.split(' ').any(|other| other.starts_with(word))) => Some(2),
        () if all_in(&format!("{number} {title}")) => Some(3),
        () if wanted.len() > 3 && nearly(&number, wanted) => Some(4),
        () if wanted.len() > 3 && wanted.split(' ').any(|word| word.len() > 3 && title.contains(word)) => Some(5),
        () => None,
    }
}

/// Whether one letter or digit is wrong, missing or too many, or two are swapped.
fn nearly(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let same = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (one, other) = (one.get(same..).unwrap_or_default(), other.get(same..).unwrap_or_default());
    match (one, other) {
        ([_, rest @ ..], [_, others @ ..]) if rest == others => true,
        ([_, rest @ ..], all) | (all, [_, rest @ ..]) if rest == all => true,
        ([a, b, rest @ ..], [c, d, others @ ..]) => a == d && b == c && rest == others,
        _ => false,
    }
}

/// A line of the palette.
#[derive(Serialize)]
struct Hit {
    kind: String,
    title: String,
    under: String,
    href: String,
}

async fn palette(here: Here, Query(words): Query<Words>) -> Json<Vec<Hit>> {
    let wanted = plain(&words.q);
    let fits = |title: &str| wanted.is_empty() || wanted.split(' ').all(|word| plain(title).contains(word));
    let pages = pages(&here).into_iter().filter(|hit| fits(&hit.title));
    let mut found: Vec<Hit> = pages.collect();
    if wanted.len() > 1 {
        found.extend(records(&here, &words.q));
        found.extend(things_to_do(&here).into_iter().filter(|hit| fits(&hit.title)));
    }
    found.truncate(SUGGESTED);
    Json(found)
}

fn pages(here: &Here) -> Vec<Hit> {
    let go =
        |title: String, href: &str| Hit { kind: say("go").into(), title, under: String::new(), href: here.href(href) };
    let mut pages = vec![go(say("Home").into(), "/"), go(say("My work").into(), "/my-work")];
    if here.reader.may_at_all(Action::View, "risks") {
        let views = [
            ("Statement of Applicability", "/soa"),
            ("First steps", "/first-steps"),
            ("Treatment plan", "/treatment"),
            ("Findings", "/findings"),
            ("Ledger", "/ledger"),
        ];
        pages.extend(views.map(|(title, href)| go(say(title).into(), href)));
    }
    let registers = ALL.iter().filter(|register| register.description().face.place != Place::Aside);
    let seen = registers.filter(|register| here.reader.may_at_all(Action::Read, register.name()));
    pages
        .extend(seen.map(|register| go(say(&register.description().label()).into(), &format!("/{}", register.name()))));
    pages
}

fn records(here: &Here, words: &str) -> Vec<Hit> {
    let mut found = Vec::new();
    for register in ALL.iter().filter(|register| register.description().face.place != Place::Aside) {
        let one = register.description().face.one;
        found.extend(best(&here.reader, *register, words, OF_ONE).into_iter().map(|(rank, head)| {
            let href = here.href(&format!("/{}/{}", register.name(), head.id));
            (rank, Hit { kind: called(&head), title: title_of(&head), under: say(one).into(), href })
        }));
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().filter(|(rank, _)| *rank < 4).map(|(_, hit)| hit).collect()
}

fn things_to_do(here: &Here) -> Vec<Hit> {
    if !here.is_today() {
        return vec![];
    }
    let by_hand = ALL.iter().filter(|register| !NOT_BY_HAND.contains(&register.name()));
    let may = by_hand.filter(|register| here.reader.may_do(**register, "added", None));
    let add = |register: &&dyn AnyRegister| Hit {
        kind: say("do").into(),
        title: say_with("Add {one}", &[("one", &with_article(register.description().face.one))]),
        under: String::new(),
        href: format!("/{}/new", register.name()),
    };
    may.map(add).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(reference: &str, title: &str) -> Head {
        let id = "A-0007".parse().unwrap();
        Head {
            id,
            revision: 1,
            reference: Some(reference.into()),
            title: title.into(),
            restricted: false,
            withdrawn: None,
            proposed: None,
        }
    }

    #[test]
    fn the_nearest_come_first() {
        let gateway = head("AST-068", "VPN gateway (break-glass)");
        let cases = [
            ("ast-068", Some(0)),
            ("A-0007", Some(0)),
            ("vpn", Some(1)),
            ("AST-06", Some(1)),
            ("gate", Some(2)),
            ("way", Some(3)),
            ("AST-069", Some(4)),
            ("AST-608", Some(4)),
            ("the gateway we had", Some(5)),
            ("laptop", None),
        ];
        for (words, expected) in cases {
            assert_eq!(rank(&gateway, &plain(words)), expected, "{words}");
        }
    }
}
