//! The 93 controls of Annex A and the numbers they had in 2013: facts, read from `content/facts`.
//!
//! Titles and themes are joined for display and never stored in a record.

use crate::id::Id;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt, sync::LazyLock};

/// A control of ISO/IEC 27001:2022, Annex A.
#[derive(Debug)]
pub struct AnnexControl {
    /// `5.15`.
    pub id: Id,
    /// Its title, as ISO/IEC 27001 prints it.
    pub title: String,
    /// Its theme.
    pub theme: Theme,
    /// The controls of 2013 whose place it took; none where it is new.
    pub predecessors: Vec<String>,
}

/// The four themes of Annex A, and the organisation's own controls beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// A.5
    Organizational,
    /// A.6
    People,
    /// A.7
    Physical,
    /// A.8
    Technological,
    /// Controls of the organisation's own.
    Own,
}

impl Theme {
    /// All of them, in the order of a Statement of Applicability.
    pub const ALL: [Theme; 5] =
        [Theme::Organizational, Theme::People, Theme::Physical, Theme::Technological, Theme::Own];

    /// The theme of a control.
    pub fn of(control: Id) -> Theme {
        match control.letters() {
            "5." => Theme::Organizational,
            "6." => Theme::People,
            "7." => Theme::Physical,
            "8." => Theme::Technological,
            _ => Theme::Own,
        }
    }
}

impl fmt::Display for Theme {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Theme::Organizational => "Organizational",
            Theme::People => "People",
            Theme::Physical => "Physical",
            Theme::Technological => "Technological",
            Theme::Own => "Own",
        })
    }
}

#[derive(Deserialize)]
struct Row {
    id: Id,
    title: String,
    title_variant_27001: String,
    predecessors_2013: String,
}

#[derive(Deserialize)]
struct Row2013 {
    id: String,
    successors_2022: String,
}

/// The rows of a table of `content/facts`; a test reads each to its end.
pub(crate) fn rows<T: for<'de> Deserialize<'de>>(table: &str) -> Vec<T> {
    csv::Reader::from_reader(table.as_bytes()).into_deserialize().filter_map(Result::ok).collect()
}

static CONTROLS: LazyLock<BTreeMap<Id, AnnexControl>> = LazyLock::new(|| {
    let control = |Row { id, title, title_variant_27001, predecessors_2013 }| {
        let title = if title_variant_27001.is_empty() { title } else { title_variant_27001 };
        let predecessors = predecessors_2013.split(';').filter(|one| !one.is_empty()).map(String::from).collect();
        (id, AnnexControl { id, title, theme: Theme::of(id), predecessors })
    };
    rows(include_str!("../../../content/facts/annex-a.csv")).into_iter().map(control).collect()
});

static OF_2013: LazyLock<BTreeMap<String, Vec<Id>>> = LazyLock::new(|| {
    let successors = |Row2013 { id, successors_2022 }| {
        (id, successors_2022.split(';').filter_map(|id| id.trim().parse().ok()).collect())
    };
    rows(include_str!("../../../content/facts/annex-a-2013.csv")).into_iter().map(successors).collect()
});

/// The 93 controls, in the order of their numbers.
pub fn controls() -> impl Iterator<Item = &'static AnnexControl> {
    CONTROLS.values()
}

/// The control of Annex A with this id.
pub fn control(id: Id) -> Option<&'static AnnexControl> {
    CONTROLS.get(&id)
}

/// The controls of 2022 that took the place of a control of 2013 (`A.9.2.3`); empty where there is no such number.
pub fn successors(number_of_2013: &str) -> &'static [Id] {
    OF_2013.get(number_of_2013).map_or(&[], Vec::as_slice)
}

/// How a control is written in a text: `A.5.15`, or `X-01` for one of the organisation's own.
pub fn number(control: Id) -> String {
    if Theme::of(control) == Theme::Own { control.to_string() } else { format!("A.{control}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn annex_a_has_93_controls_in_four_themes() {
        let count = |theme| controls().filter(|control| control.theme == theme).count();
        assert_eq!([37, 8, 14, 34], [Theme::ALL[0], Theme::ALL[1], Theme::ALL[2], Theme::ALL[3]].map(count));
        assert_eq!(OF_2013.len(), 114);
    }

    #[test]
    fn numbers_of_2013_find_their_successors() {
        let ids = |number| successors(number).iter().map(Id::to_string).collect::<Vec<_>>();
        assert_eq!(ids("A.9.2.3"), ["8.2"]);
        assert_eq!(ids("A.18.2.3"), ["5.36", "8.8"]);
        assert!(successors("A.8.5").is_empty());
    }
}
