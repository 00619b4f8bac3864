//! Types of assets, from `content/assets`: each with a question that finds the forgotten ones.
//!
//! ISO/IEC 27001, Annex A, A.5.9.

use super::{controls, list};
use crate::{Id, Isms, annex_a::rows};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::LazyLock};

/// A type of assets.
#[derive(Debug)]
pub struct AssetType {
    /// The word for the field `type` of an asset, in small letters: `cloud service`.
    pub word: String,
    /// What such assets are called: `Cloud services`.
    pub title: String,
    /// What is to be protected for itself, or what carries it.
    pub kind: AssetKind,
    /// What belongs here.
    pub is: String,
    /// Some of them.
    pub examples: Vec<String>,
    /// Words on which the name of one often ends: `laptop`, `price list`.
    pub names: Vec<String>,
    /// Who usually owns them.
    pub owner: String,
    /// A question that finds the forgotten ones.
    pub ask: String,
    /// The controls that matter most for them.
    pub controls: Vec<Id>,
}

/// Whether something is to be protected for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AssetKind {
    /// Information and business processes.
    Primary,
    /// What they rest on.
    Supporting,
}

#[derive(Deserialize)]
struct Row {
    #[serde(rename = "type")]
    word: String,
    title: String,
    kind: AssetKind,
    is: String,
    examples: String,
    names: String,
    owner: String,
    ask: String,
    controls: String,
}

const TABLE: &str = include_str!("../../../../content/assets/types.csv");

static TYPES: LazyLock<Vec<AssetType>> = LazyLock::new(|| rows(TABLE).into_iter().filter_map(asset_type).collect());

fn asset_type(row: Row) -> Option<AssetType> {
    Some(AssetType {
        word: row.word.replace('_', " "),
        title: row.title,
        kind: row.kind,
        is: row.is,
        examples: list(&row.examples),
        names: list(&row.names),
        owner: row.owner,
        ask: row.ask,
        controls: controls(&row.controls)?,
    })
}

impl AssetType {
    /// Its place on the page of types: `cloud-service`.
    pub fn anchor(&self) -> String {
        self.word.replace(' ', "-")
    }

    /// Whether the tables of the library mean it by this word: `cloud_service`.
    pub fn is_called(&self, word: &str) -> bool {
        self.word == word.replace('_', " ")
    }
}

/// All of them, in the order of the table.
pub fn asset_types() -> &'static [AssetType] {
    &TYPES
}

/// The type that a word of the organisation's own means: the word itself, its title or an example, one or many.
pub fn type_of(word: &str) -> Option<&'static AssetType> {
    let word = one_of(word);
    let by = |said: &dyn Fn(&AssetType) -> bool| asset_types().iter().find(|one| said(one));
    by(&|one| one_of(&one.word) == word || one_of(&one.title) == word)
        .or_else(|| by(&|one| one.examples.iter().any(|example| one_of(example) == word)))
}

/// The type that the name of an asset tells, by itself or by the thing that it names: a server in `Server in the cellar`, a
/// list in `Price list`. None where its words tell none.
pub fn type_told_by(name: &str) -> Option<&'static AssetType> {
    let name = crate::plain(name);
    let words: Vec<&str> =
        name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    // What stands behind such a word says where it is or what is in it.
    let thing = words.split(|word| BEHIND.contains(word)).next().unwrap_or_default();
    let ends = (0..thing.len()).filter_map(|from| thing.get(from..)).map(|end| one_of(&end.join(" ")));
    let named = |end: &String, one: &AssetType| one.names.iter().any(|name| one_of(name) == *end);
    type_of(&name).or_else(|| {
        ends.into_iter().find_map(|end| asset_types().iter().find(|one| named(&end, one)).or_else(|| type_of(&end)))
    })
}

const BEHIND: [&str; 10] = ["in", "at", "on", "of", "for", "with", "from", "by", "to", "about"];

/// A word in small letters without its end, so that one and many are the same: `process` and `processes`, `database` and
/// `databases`.
fn one_of(word: &str) -> String {
    crate::plain(word).replace('_', " ").trim_end_matches(['e', 's']).to_owned()
}

/// The words that the organisation's assets bear as their type, each with how many bear it, as far as the reader sees them;
/// by the type they mean, and last those that mean none.
pub fn on_record(isms: &Isms, sees: &dyn Fn(Id) -> bool) -> Vec<(Option<&'static AssetType>, String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for asset in isms.assets().iter().filter(|asset| sees(asset.id)) {
        *counts.entry(asset.kind.as_deref().unwrap_or_default().trim()).or_default() += 1;
    }
    counts.into_iter().map(|(word, count)| (type_of(word), word.to_owned(), count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        annex_a,
        given::{after, ask},
        views::northwind::northwind,
    };
    use serde_json::json;
    use std::collections::BTreeSet;

    #[test]
    fn each_row_is_read_and_names_what_there_is() {
        let lines = csv::Reader::from_reader(TABLE.as_bytes()).records().count();
        assert_eq!((asset_types().len(), lines), (21, 21));
        let isms = northwind();
        for one in asset_types() {
            assert!(one.controls.iter().all(|id| annex_a::control(*id).is_some()), "{}", one.word);
            assert!(one.ask.ends_with('?') && !one.examples.is_empty(), "{}", one.word);
            ask(&isms, "assets", &[], "added", json!({ "name": one.title, "type": one.word }))
                .unwrap_or_else(|no| panic!("{}: {no}", one.word));
        }
        let words: BTreeSet<String> = asset_types().iter().map(|one| one_of(&one.word)).collect();
        assert_eq!(words.len(), 21);
    }

    #[test]
    fn a_word_means_a_type_by_itself_by_its_title_or_by_an_example() {
        for (word, meant) in [
            ("Cloud service", Some("cloud service")),
            ("cloud_services", Some("cloud service")),
            ("Processes", Some("process")),
            ("business process", Some("process")),
            ("Database", Some("database")),
            ("laptop", Some("endpoint")),
            ("People", Some("personnel")),
            ("rocket", None),
            ("", None),
        ] {
            assert_eq!(type_of(word).map(|one| one.word.as_str()), meant, "{word}");
        }
    }

    #[test]
    fn a_name_tells_a_type_by_the_thing_it_names() {
        for (name, meant) in [
            ("Price list", Some("information")),
            ("Server in the cellar", Some("hardware")),
            ("Milling machines", Some("hardware")),
            ("Our booking program", Some("application")),
            ("Laptop of the boss", Some("endpoint")),
            ("Patient files", Some("document")),
            ("Phone line", Some("service")),
            ("Shared mailbox", Some("account")),
            ("Workshop", Some("building")),
            ("Production line", None),
            ("Van with tools", None),
            ("Listening post", None),
            ("Of", None),
            ("", None),
        ] {
            assert_eq!(type_told_by(name).map(|one| one.word.as_str()), meant, "{name}");
        }
        for one in asset_types() {
            let told = one.names.iter().map(|name| (name, type_told_by(name).map(|told| &told.word)));
            told.for_each(|(name, told)| assert_eq!(told, Some(&one.word), "{name}"));
        }
    }

    #[test]
    fn assets_are_counted_by_the_word_they_bear() {
        let add = |isms: Isms, kind: &str| after(&isms, "assets", &[], "added", json!({ "name": "One", "type": kind }));
        let isms = ["laptop", "laptop", "Tablets", "rocket"].into_iter().fold(Isms::default(), add);
        let told: Vec<_> = on_record(&isms, &|_| true)
            .into_iter()
            .map(|(meant, word, count)| (meant.map_or("", |one| one.word.as_str()), word, count))
            .collect();
        let expected = [("endpoint", "Tablets".into(), 1), ("endpoint", "laptop".into(), 2), ("", "rocket".into(), 1)];
        assert_eq!(told, expected);
        assert!(on_record(&isms, &|_| false).is_empty());
    }
}
