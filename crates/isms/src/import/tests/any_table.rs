//! Any table at all: it is read without a panic, every row is counted once, and the same again is no news.

use super::*;
use proptest::prelude::*;

fn cell() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "",
        "",
        "-",
        "N/A",
        "Anna Weber",
        "IT Lead",
        "P117",
        "AST-1",
        "AST-2 (old)",
        "A.8.5",
        "8.30",
        "A.9.2.3; 5.1",
        "5",
        "7",
        "3 - Possible",
        "Likely",
        "2026-01-31",
        "31.12.2026",
        "Recurring",
        "Yes",
        "No (not yet)",
        "Open",
        "Accepted",
        "Modify",
        "X-01",
        "[example]",
        "a,b;c",
        "Wiki",
        "wiki ",
        "🦀 ünïcode",
        "(",
        "A.",
        ".",
        "clause 5.3",
        "C/I/A",
    ]);
    prop_oneof![9 => words.prop_map(String::from), 1 => ".{0,12}"]
}

fn heading() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "id",
        "risk id",
        "title",
        "name",
        "owner",
        "asset",
        "assets",
        "likelihood",
        "impact",
        "residual impact",
        "status",
        "treatment",
        "controls",
        "due date",
        "accepted by",
        "accepted on",
        "control id",
        "applicable",
        "person",
        "course",
        "account",
        "depends on",
        "type",
        "score",
        "",
        "anything else",
    ]);
    prop_oneof![9 => known.prop_map(String::from), 1 => ".{0,12}"]
}

fn sheets() -> impl Strategy<Value = Vec<SheetIn>> {
    let names = vec!["risks.csv", "assets.csv", "soa.csv", "people.csv", "training.csv", "access list.csv", "x.csv"];
    let rows =
        (prop::collection::vec(heading(), 1..8), prop::collection::vec(prop::collection::vec(cell(), 0..9), 0..12));
    let sheet =
        (prop::sample::select(names), prop::option::of("[a-z]{1,5}"), rows).prop_map(|(file, sheet, (head, rows))| {
            let rows = [head].into_iter().chain(rows).zip(1..).map(|(cells, number)| RowIn { number, cells });
            SheetIn { file: file.into(), sheet, rows: rows.collect() }
        });
    prop::collection::vec(sheet, 1..4)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn every_row_is_counted_once_and_the_same_again_is_no_news(sheets in sheets()) {
        let before = founded();
        let Ok((changes, outcome)) = decide(&before, now(), &sheets, &Choices::default(), vec![], SEED) else { return Ok(()) };
        let tables: Vec<&SheetOutcome> = outcome.files.iter().flat_map(|file| &file.sheets).collect();
        prop_assert_eq!(tables.len(), sheets.len());
        for sheet in tables {
            prop_assert_eq!(sheet.rows, sheet.created + sheet.changed + sheet.unchanged + sheet.skipped);
        }
        let after = fold(before.clone(), &changes).unwrap();
        if let Some(import) = after.imports().iter().last() {
            let earlier: Vec<Revision> =
                before.controls().iter().map(|held| Revision::new(held.id, held.revision, &held.body)).collect();
            let back = fold(after.clone(), &undone(&after, import, &earlier, &crate::sight::Sight::EVERYTHING).unwrap()).unwrap();
            prop_assert_eq!(in_use(&before), in_use(&back));
        }
        let (again, _) = decide(&after, now(), &sheets, &Choices::default(), vec![], SEED).unwrap();
        prop_assert_eq!(again, Changes::new());
    }
}
