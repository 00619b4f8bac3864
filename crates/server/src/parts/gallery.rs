//! All parts on a few pages, with samples; written beside the build's other output, to be looked at in a browser.

mod decide;
mod forms;
mod home;
mod list;

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use jiff::civil::{Date, date, datetime};
use maud::Markup;

use super::frame::{Chapter, Entry, SignedIn};
use super::*;
use crate::assets;

const TODAY: Date = date(2026, 10, 31);
const LEVELS: [&str; 4] = ["Low", "Medium", "High", "Critical"];
const LIKELIHOOD: [&str; 5] = ["Rare", "Unlikely", "Possible", "Likely", "Almost certain"];
const CONSEQUENCE: [&str; 5] = ["Negligible", "Minor", "Moderate", "Major", "Severe"];

fn by_product(likelihood: usize, consequence: usize) -> Cell {
    let score = (likelihood + 1) * (consequence + 1);
    Cell { score: u32::try_from(score).ok(), level: [6, 12, 20].iter().filter(|limit| score >= **limit).count() }
}

fn badge(score: u32) -> Markup {
    let rank = [6, 12, 20].iter().filter(|limit| score >= **limit).count();
    risk_badge(Some(score), Level { name: LEVELS[rank], rank, of: 4 })
}

fn risk_map<'a>(shows: &'a str, counts: &'a [Count<'a>], course: Option<Course<'a>>) -> Markup {
    heat_map(&HeatMap {
        shows,
        likelihood: Axis { name: "likelihood", steps: &LIKELIHOOD },
        consequence: Axis { name: "consequence", steps: &CONSEQUENCE },
        levels: &LEVELS,
        limit: Some(Limit { level: 2, words: "limit 12" }),
        cell: &by_product,
        counts,
        course,
    })
}

fn chapter(title: Option<&str>, entries: &[(&str, Option<usize>, Option<&'static str>)], here: &str) -> Chapter {
    let entry = |(words, count, keys): &(&str, Option<usize>, Option<&'static str>)| Entry {
        words: (*words).to_owned(),
        href: format!("/{}", words.to_lowercase().replace(' ', "-")),
        count: *count,
        is_here: *words == here,
        keys: *keys,
    };
    Chapter { title: title.map(str::to_owned), entries: entries.iter().map(entry).collect() }
}

fn contents(here: &str) -> Vec<Chapter> {
    let plan: [(&str, Option<usize>, Option<&'static str>); 8] = [
        ("Organisation and scope", None, None),
        ("Interested parties", Some(6), None),
        ("Assets", Some(140), Some("g a")),
        ("Risks", Some(60), Some("g r")),
        ("Treatment plan", None, None),
        ("Statement of Applicability", None, Some("g s")),
        ("Objectives", Some(0), None),
        ("Documents", Some(25), None),
    ];
    vec![
        chapter(
            None,
            &[("Home", None, Some("g h")), ("My work", None, Some("g m")), ("Ledger", Some(39), Some("g l"))],
            here,
        ),
        chapter(Some("Plan"), &plan, here),
        chapter(
            Some("Do"),
            &[("Controls", Some(93), Some("g c")), ("People", Some(120), None), ("Entitlements", Some(1929), None)],
            here,
        ),
        chapter(Some("Check"), &[("Evidence", Some(0), None), ("Audits", Some(4), None)], here),
        chapter(Some("Act"), &[("Audit findings", Some(15), None), ("Corrective actions", Some(15), None)], here),
    ]
}

fn frame(here: &str) -> Frame {
    Frame {
        organisation: "Northwind Analytics Ltd".to_owned(),
        address: "/risks".to_owned(),
        query: vec![("show".to_owned(), "overdue".to_owned())],
        today: TODAY,
        as_of: None,
        signed_in: SignedIn { name: "Willa Fairbairn".to_owned(), href: "/account".to_owned() },
        contents: contents(here),
        ledger: LedgerState {
            entry: Some(39),
            at: Some(datetime(2026, 10, 31, 11, 40, 0, 0)),
            root: "03ae2dfb3f86514b45df4689e91bbeb1c2a76f9b0dd5281dc1a0ca369473c4ed".to_owned(),
            may_verify: true,
        },
        demo: Some(TODAY),
    }
}

/// Every page of the gallery, by file name.
fn pages_of_the_gallery() -> Vec<(&'static str, String)> {
    let past = Frame {
        as_of: Some(AsOf { date: date(2026, 10, 15), entry: 29, of: 39, place: "Leeds".to_owned() }),
        ..frame("Risks")
    };
    vec![
        ("home", page(&frame("Home"), "Home", &home::body())),
        ("risk", page(&frame("Risks"), "R-040", &decide::risk())),
        ("refusal", page(&frame("Risks"), "Not accepted", &decide::refused())),
        ("risks", page(&frame("Risks"), "Risks", &list::risks())),
        ("as-of", page(&past, "Risks", &list::risks_in_the_past())),
        ("empty", page(&frame("Objectives"), "Objectives", &list::empty())),
        ("scales", page(&frame("Risks"), "Scales", &list::scales())),
        ("form", page(&frame("Risks"), "Edit R-028", &forms::edit())),
        ("import", page(&frame("Home"), "Import", &forms::import())),
        ("sign-in", frame::bare("Sign in", &forms::sign_in())),
    ]
    .into_iter()
    .map(|(name, page)| (name, page.into_string()))
    .collect()
}

/// The values of an attribute, in the order they stand.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    page.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_page_is_whole_and_written_to_be_looked_at() {
    let folder = Path::new(env!("OUT_DIR")).join("gallery");
    fs::create_dir_all(&folder).unwrap();
    for (name, page) in pages_of_the_gallery() {
        assert!(page.starts_with("<!DOCTYPE html><html lang=\"en-GB\"") && page.ends_with("</html>"), "{name} is cut");
        assert_eq!((page.matches("<h1").count(), page.matches("<main").count()), (1, 1), "{name} has one page in it");
        fs::write(folder.join(format!("{name}.html")), page).unwrap();
    }
}

#[test]
fn nothing_is_inline() {
    for (name, page) in pages_of_the_gallery() {
        assert!(!page.contains(" style=") && !page.contains("<style"), "{name} holds a style");
        let scripts = page.split("<script").skip(1).map(|rest| rest.split_once('>').unwrap());
        for (tag, rest) in scripts {
            assert!(tag.contains(" src=") && rest.starts_with("</script>"), "{name} holds a script");
        }
        assert!(!page.contains(" onclick=") && !page.contains("javascript:"), "{name} holds a script");
    }
}

#[test]
fn every_asset_a_page_names_is_served() {
    for (name, page) in pages_of_the_gallery() {
        for address in values(&page, "href").into_iter().chain(values(&page, "src")) {
            let Some(file) = address.strip_prefix("/static/") else { continue };
            let file = file.split('#').next().unwrap();
            assert!(assets::is_served(file), "{name} names `{address}`");
        }
    }
}

#[test]
fn ids_are_unique_and_what_points_at_one_finds_it() {
    for (name, page) in pages_of_the_gallery() {
        let ids = values(&page, "id");
        let known: HashSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), known.len(), "{name} uses an id twice: {ids:?}");
        let pointers = ["for", "aria-controls", "aria-describedby", "aria-labelledby", "popovertarget"];
        for pointer in pointers.into_iter().flat_map(|attribute| values(&page, attribute)) {
            assert!(pointer.split(' ').all(|id| known.contains(id)), "{name}: nothing has the id `{pointer}`");
        }
    }
}
