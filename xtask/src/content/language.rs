//! How a page reads: words that say nothing, sentences that are too long, and what stands on two pages.

use std::collections::BTreeMap;

use isms::standards::words;

use super::pages::{Page, read};

/// Words under which nobody could fail.
const EMPTY: [&str; 12] = [
    "ensure",
    "ensures",
    "ensured",
    "ensuring",
    "appropriate",
    "appropriately",
    "robust",
    "leverage",
    "leveraging",
    "compliant",
    "utilise",
    "utilize",
];
const EMPTY_PHRASES: [&str; 5] =
    ["best practice", "in a timely manner", "as needed", "where applicable", "on a regular basis"];
/// A mean sentence, and the longest one, in words.
const MEAN: usize = 17;
const LONGEST: usize = 35;
/// So many words in the same order are no chance.
const RUN: usize = 8;

pub fn check(page: &Page) -> Vec<String> {
    let mut faults = Vec::new();
    for (_, line) in page.lines() {
        let lower = words(&line).to_lowercase();
        let bare = |word: &str| word.trim_matches(|letter: char| !letter.is_alphabetic()).to_owned();
        let empty = lower.split_whitespace().map(bare).filter(|word| EMPTY.contains(&word.as_str()));
        faults.extend(empty.map(|word| format!("`{word}` says nothing: say what to do")));
        let phrases = EMPTY_PHRASES.iter().filter(|phrase| lower.contains(**phrase));
        faults.extend(phrases.map(|phrase| format!("`{phrase}` says nothing: say what to do")));
    }
    let lengths: Vec<(usize, String)> = sentences(page).map(|sentence| (sentence.len(), sentence.join(" "))).collect();
    let long = lengths.iter().filter(|(length, _)| *length > LONGEST);
    faults.extend(long.map(|(length, text)| format!("{length} words in one sentence, {LONGEST} at most: {text}")));
    let (all, count) = (lengths.iter().map(|(length, _)| length).sum::<usize>(), lengths.len());
    if all > MEAN * count {
        faults.push(format!("{all} words in {count} sentences: {MEAN} a sentence at most"));
    }
    faults
}

/// The same words in the same order on two pages.
pub fn shared(pages: &[Page]) -> Vec<(String, String)> {
    let mut seen: BTreeMap<String, &Page> = BTreeMap::new();
    let mut told: BTreeMap<(String, String), String> = BTreeMap::new();
    for page in pages {
        for sentence in sentences(page) {
            let plain: Vec<String> = sentence.iter().map(|word| plain(word)).filter(|word| !word.is_empty()).collect();
            for run in plain.windows(RUN).map(|run| run.join(" ")) {
                match seen.get(&run) {
                    Some(other) if !std::ptr::eq(*other, page) => {
                        told.entry((page.path(), other.path())).or_insert(run);
                    }
                    Some(_) => {}
                    None => _ = seen.insert(run, page),
                }
            }
        }
    }
    told.into_iter().map(|((page, other), run)| (page, format!("`{run}` stands on {other} as well"))).collect()
}

fn plain(word: &str) -> String {
    word.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The sentences of a page, word by word; a dot within a number or a control ends none.
fn sentences(page: &Page) -> impl Iterator<Item = Vec<String>> {
    page.lines().flat_map(|(_, line)| {
        let mut sentences = vec![Vec::new()];
        for word in read(&line) {
            let ends = word.trim_end_matches(['"', '”', ')']).ends_with(['.', '?', '!']);
            if let Some(sentence) = sentences.last_mut() {
                sentence.push(word);
            }
            if ends {
                sentences.push(Vec::new());
            }
        }
        sentences.retain(|sentence: &Vec<String>| !sentence.is_empty());
        sentences
    })
}
