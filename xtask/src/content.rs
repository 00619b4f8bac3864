//! `cargo xtask content`: holds the pages of the two standards to their form, and says how many there are and how long; and
//! the risks of the library to the assets there are.
//!
//! What only a reader can judge is not here: whether a sentence is true, fits no other page, and can be done on Monday.

mod budgets;
mod language;
mod links;
mod pages;

use anyhow::bail;
use isms::library::{Scenario, scenarios};

use pages::{Page, Shelf};

/// Something on a page that departs from the form.
#[derive(Clone)]
struct Fault {
    page: String,
    words: String,
}

/// Reads all pages, prints what is wrong with them and how long they are.
pub fn run() -> anyhow::Result<()> {
    let root = crate::tidy::root();
    let pages = pages::all(&root)?;
    let faults = [faults(&pages), unknown_assets(scenarios())].concat();
    for Fault { page, words } in &faults {
        eprintln!("content/{page}: {words}");
    }
    for shelf in [Shelf::Clauses, Shelf::Controls] {
        println!("{}", lengths(shelf, &pages));
    }
    let (duties, measures) =
        (pages.iter().map(Page::duties).sum::<usize>(), pages.iter().map(Page::measures).sum::<usize>());
    println!("{duties} duties, {measures} measures");
    if !faults.is_empty() {
        bail!("{} faults in the content", faults.len());
    }
    Ok(())
}

fn faults(pages: &[Page]) -> Vec<Fault> {
    let of_page = |page: &Page| -> Vec<Fault> {
        let all = [page.form(), budgets::check(page), language::check(page), links::check(page)].concat();
        all.into_iter().map(|words| Fault { page: page.path(), words }).collect()
    };
    let shared = language::shared(pages).into_iter().map(|(page, words)| Fault { page, words });
    pages.iter().flat_map(of_page).chain(shared).collect()
}

/// What the risks of the library strike is a common asset of the first steps, or a type of assets.
fn unknown_assets(scenarios: &[Scenario]) -> Vec<Fault> {
    let fault = |(one, word): (&Scenario, &str)| Fault {
        page: "risks/scenarios.csv".into(),
        words: format!("{} strikes `{word}`, which is no common asset and no type", one.id),
    };
    scenarios.iter().flat_map(|one| one.unknown_assets().into_iter().map(move |word| (one, word))).map(fault).collect()
}

fn lengths(shelf: Shelf, pages: &[Page]) -> String {
    let mut words: Vec<usize> = pages.iter().filter(|page| page.shelf == shelf).map(budgets::whole).collect();
    words.sort_unstable();
    let at = |place: usize| words.get(place).copied().unwrap_or_default();
    let (count, last) = (words.len(), words.len().saturating_sub(1));
    format!(
        "{}: {count} pages of {} to {} words, median {}, {} in all",
        shelf.folder(),
        at(0),
        at(last),
        at(count / 2),
        words.iter().sum::<usize>()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &str = include_str!("../../content/iso27002/5.18.md");

    fn found(shelf: Shelf, name: &str, text: &str) -> Vec<String> {
        let page = Page::new(shelf, name.into(), text.into());
        faults(&[page]).into_iter().map(|fault| fault.words).collect()
    }

    #[test]
    fn the_pages_of_the_house_are_sound() {
        let pages = pages::all(&crate::tidy::root()).unwrap();
        let told: Vec<String> =
            faults(&pages).into_iter().map(|fault| format!("{}: {}", fault.page, fault.words)).collect();
        assert_eq!(told, Vec::<String>::new());
    }

    #[test]
    fn planted_faults_are_found() {
        assert_eq!(found(Shelf::Controls, "5.18", SOUND), Vec::<String>::new());
        for (old, new, said) in [
            ("## Pitfalls", "## Traps", "`Pitfalls`"),
            ("registers: [people", "registers: [folk", "`folk`"),
            ("Miss that interval", "Ensure it; miss that interval", "`ensure`"),
            ("(A.5.15)", "(5.15)", "5.15"),
            ("- A.6.5: starts", "- A.9.9: starts", "A.9.9"),
            ("**12 months**", "**Now and then**", "`Now and then`"),
            ("`A.5.18-removals-done`", "`A.5.17-removals-done`", "A.5.18"),
            ("Take two hours", "Take [two](register:hours) hours", "register:hours"),
            ("People change jobs and leave; rights stay until somebody takes them away. ", "", "Purpose"),
            (
                "Rights beyond the role",
                &format!("{}Rights beyond the role", "word ".repeat(36)),
                "words in one sentence",
            ),
        ] {
            assert!(SOUND.contains(old), "{old}");
            let told = found(Shelf::Controls, "5.18", &SOUND.replacen(old, new, 1));
            assert!(told.iter().any(|fault| fault.contains(said)), "{new}: {told:?}");
        }
        let twice =
            [("5.18", SOUND), ("5.26", SOUND)].map(|(name, text)| Page::new(Shelf::Controls, name.into(), text.into()));
        assert!(faults(&twice).iter().any(|fault| fault.words.contains("stands on")));
    }
}
