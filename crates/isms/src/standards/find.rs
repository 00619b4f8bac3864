//! Search over the pages of both standards: "MFA", "leaver" and "backup" at once.

use super::{Clause, clause, embedded};
use crate::{annex_a, collection::plain, id::Id};
use std::sync::LazyLock;

/// A page that was found.
#[derive(Clone, Copy, Debug)]
pub enum Page {
    /// Of a clause.
    Clause(&'static Clause),
    /// Of a control.
    Control(Id),
}

/// Where words were found, the best place first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In its number or title.
    Title,
    /// Among the words by which people look for it.
    Known,
    /// Somewhere on it.
    Text,
}

/// What a page is searched by, in small letters.
struct Searched {
    page: Page,
    title: String,
    known: Vec<String>,
    text: String,
}

static PAGES: LazyLock<Vec<Searched>> = LazyLock::new(|| {
    let clauses = embedded::ISO27001.iter().filter_map(|(name, text)| {
        let clause = clause(name)?;
        Some(searched(Page::Clause(clause), &format!("clause {} {}", clause.id, clause.title), text))
    });
    let controls = embedded::ISO27002.iter().filter_map(|(name, text)| {
        let control = annex_a::control(name.parse().ok()?)?;
        Some(searched(Page::Control(control.id), &format!("a.{} {}", control.id, control.title), text))
    });
    clauses.chain(controls).collect()
});

fn searched(page: Page, title: &str, text: &str) -> Searched {
    let known = text.lines().find_map(|line| line.strip_prefix("search: [")).unwrap_or_default();
    let known = known.trim_end_matches(']').split(',').map(plain).collect();
    let body = text.splitn(3, "---\n").nth(2).unwrap_or_default();
    Searched { page, title: plain(title), known, text: plain(body) }
}

/// The pages on which all these words stand, the best first.
pub fn find(text: &str) -> Vec<(Page, Place)> {
    let wanted = plain(text);
    let words: Vec<&str> = wanted.split(' ').filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return vec![];
    }
    let of_2013 = successors(&wanted.to_uppercase());
    if !of_2013.is_empty() {
        return of_2013;
    }
    let all = |text: &str| words.iter().all(|word| has_word(text, word));
    let place = |page: &Searched| match () {
        () if all(&page.title) => Some(Place::Title),
        () if page.known.iter().any(|known| all(known)) => Some(Place::Known),
        () if all(&page.text) => Some(Place::Text),
        () => None,
    };
    let mut found: Vec<_> = PAGES.iter().filter_map(|page| Some((page.page, place(page)?))).collect();
    found.sort_by_key(|(_, place)| *place);
    // A bare `9.2.1` is the clause; a bare `9.2.3`, which no title has, the control of 2013.
    if found.first().is_none_or(|(_, place)| *place != Place::Title) {
        found.splice(..0, successors(&format!("A.{wanted}")));
    }
    found
}

/// The pages of what took the place of a control of 2013: who types its number looks for them.
fn successors(number: &str) -> Vec<(Page, Place)> {
    annex_a::successors(number).iter().map(|id| (Page::Control(*id), Place::Title)).collect()
}

/// Whether a word begins so somewhere in a text: `leaver` finds `leavers`, and `mit` not `commit`.
pub(crate) fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word)
        .any(|(at, _)| !text.get(..at).unwrap_or_default().ends_with(|before: char| before.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, Place)> {
        let named = |page| match page {
            Page::Clause(clause) => clause.id.clone(),
            Page::Control(id) => format!("A.{id}"),
        };
        find(text).into_iter().map(|(page, place)| (named(page), place)).collect()
    }

    #[test]
    fn what_people_type_leads_to_the_pages_about_it() {
        for (text, id) in
            [("leaver", "A.5.18"), ("MFA", "A.8.5"), ("backup", "A.8.13"), ("risk matrix", "6.1.2"), ("USB", "A.7.10")]
        {
            let best = found(text);
            assert!(best.iter().take(5).any(|(found, place)| found == id && *place < Place::Text), "{text}: {best:?}");
        }
        assert_eq!(found("a.9.4.2"), [("A.8.5".into(), Place::Title)], "a number of 2013");
        assert_eq!(found("9.2.3"), [("A.8.2".into(), Place::Title)], "a bare number of 2013");
        assert_eq!(found("9.2.1")[0], ("9.2.1".into(), Place::Title), "a clause, though there was an A.9.2.1");
        assert_eq!(found("clause 5.3")[0], ("5.3".into(), Place::Title));
        assert_eq!(found("A.5.3")[0], ("A.5.3".into(), Place::Title));
        assert_eq!((found("  "), found("no such words anywhere")), (vec![], vec![]));
    }

    #[test]
    fn a_naive_search_finds_no_other_pages() {
        let files: Vec<_> = embedded::ISO27001.iter().chain(embedded::ISO27002).collect();
        for word in ["shredder", "quarterly", "passkey"] {
            let naive = files.iter().filter(|(_, text)| {
                text.to_lowercase().split(|letter: char| !letter.is_alphanumeric()).any(|one| one.starts_with(word))
            });
            assert_eq!(found(word).len(), naive.count(), "{word}");
        }
    }
}
