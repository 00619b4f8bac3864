//! How long each section of a page may be: long enough to act on, short enough to be read.

use super::pages::{Page, Shelf, read};

/// A section, and its least and most words; the three tiers of a control count as one.
type Budget = (&'static str, usize, usize);

const CONTROL: [Budget; 10] = [
    ("Purpose", 20, 35),
    ("Mandate", 45, 75),
    ("How to do it", 160, 225),
    ("Evidence", 35, 55),
    ("Questions the auditor asks", 25, 45),
    ("Pitfalls", 30, 45),
    ("Measures", 15, 30),
    ("Works with", 20, 35),
    ("Checks that can support it", 20, 45),
    ("Since 2013", 5, 25),
];
const CLAUSE: [Budget; 7] = [
    ("Mandate", 80, 145),
    ("What an auditor looks at", 40, 70),
    ("Records", 25, 55),
    ("Common nonconformities", 50, 70),
    ("Who", 25, 40),
    ("First step", 60, 90),
    ("In Castellan", 50, 85),
];

/// Lists and their least and most lines.
const LINES: [Budget; 6] = [
    ("Evidence", 3, 5),
    ("Questions the auditor asks", 3, 4),
    ("Pitfalls", 3, 4),
    ("Measures", 1, 2),
    ("Works with", 3, 5),
    ("Common nonconformities", 4, 5),
];

/// The words that a person reads on a page.
pub fn whole(page: &Page) -> usize {
    page.lines().map(|(_, line)| read(&line).len()).sum()
}

pub fn check(page: &Page) -> Vec<String> {
    let (sections, least, most) = match page.shelf {
        Shelf::Controls => (&CONTROL[..], 350, 500),
        Shelf::Clauses => (&CLAUSE[..], 300, 700),
    };
    let within = |what: &str, count: usize, least: usize, most: usize, unit: &str| {
        (!(least..=most).contains(&count)).then(|| format!("{what} has {count} {unit}, and may have {least} to {most}"))
    };
    let words =
        sections.iter().filter_map(|(name, least, most)| within(name, count(page, name), *least, *most, "words"));
    let lines = LINES.iter().filter(|(name, ..)| sections.iter().any(|(known, ..)| known == name));
    let lines = lines.filter_map(|(name, least, most)| {
        let count = page.lines().filter(|(section, _)| section.heading == *name).count();
        within(name, count, *least, *most, "lines")
    });
    words.chain(lines).chain(within("the page", whole(page), least, most, "words")).collect()
}

fn count(page: &Page, name: &str) -> usize {
    let tiers = ["A start", "Solid", "Strong"];
    let is_of = |heading: &str| heading == name || (name == "How to do it" && tiers.contains(&heading));
    page.lines().filter(|(section, _)| is_of(&section.heading)).map(|(_, line)| read(&line).len()).sum()
}
