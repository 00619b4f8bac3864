//! What the address of a list asks for: filters, words, order, page.

use isms::Description;

use super::Path;
use crate::{parts::encoded, problem::Failed};

/// What a list is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Question {
    /// Fields, each by its path, and what must stand there; of one that is named twice, either.
    pub filters: Vec<(String, String)>,
    /// Words that must stand somewhere in the row.
    pub words: String,
    /// The field to order by, and whether from the end.
    pub sort: Option<(String, bool)>,
    /// From 1 on.
    pub page: usize,
    /// Whether withdrawn records are shown, and they alone.
    pub withdrawn: bool,
}

/// Filters that are no field: what is past its day, and what a rule found.
pub const OVERDUE: &str = "overdue";
pub const FINDING: &str = "finding";

impl Question {
    /// Reads the pairs of a page's address. Forms send what is left empty as well: it asks for nothing.
    ///
    /// # Errors
    /// Says which field there is not.
    pub fn of_page(described: &Description, pairs: &[(String, String)]) -> Result<Question, Failed> {
        let of_page = |name: &str| matches!(name, "page" | "format" | "all" | "_field");
        let page = pairs.iter().rfind(|(name, _)| name == "page").and_then(|(_, page)| page.parse().ok());
        let asked = pairs.iter().filter(|(name, value)| !of_page(name) && !value.trim().is_empty());
        Ok(Question::read(described, asked)?.on_page(page.unwrap_or(1).max(1)))
    }

    /// Reads filters, words and order.
    ///
    /// # Errors
    /// Says which field there is not.
    pub fn read<'a>(
        described: &Description, pairs: impl IntoIterator<Item = &'a (String, String)>,
    ) -> Result<Question, Failed> {
        let mut question = Question { page: 1, ..Question::default() };
        for (name, value) in pairs {
            match name.as_str() {
                "q" => question.words = value.trim().into(),
                "sort" => question.sort = Some(sort(described, value)?),
                "withdrawn" => question.withdrawn = value == "true",
                OVERDUE if yes_or_no(value).is_none() => return Err(neither(value)),
                OVERDUE | FINDING => question.filters.push((name.clone(), value.clone())),
                field => {
                    Path::read(described, field)?;
                    question.filters.push((name.clone(), value.clone()));
                }
            }
        }
        Ok(question)
    }

    /// What is chosen for a field.
    pub fn chosen(&self, name: &str) -> Option<&str> {
        self.filters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Each filter once, with all that it lets through.
    pub fn wanted(&self) -> Vec<(&str, Vec<&str>)> {
        let mut all: Vec<(&str, Vec<&str>)> = Vec::new();
        for (name, value) in &self.filters {
            match all.iter_mut().find(|(known, _)| known == name) {
                Some((_, values)) => values.push(value),
                None => all.push((name, vec![value])),
            }
        }
        all
    }

    /// The same from its first page with another value for a filter, or with none.
    pub fn with(&self, name: &str, value: Option<&str>) -> Question {
        let others = self.filters.iter().filter(|(known, _)| known != name).cloned();
        let filters = others.chain(value.map(|value| (name.to_owned(), value.to_owned()))).collect();
        Question { filters, page: 1, ..self.clone() }
    }

    /// The same in the order of a field; asked again, from the end.
    pub fn sorted_by(&self, name: &str) -> Question {
        let from_end = self.sort.as_ref().is_some_and(|(known, from_end)| known == name && !from_end);
        Question { sort: Some((name.into(), from_end)), page: 1, ..self.clone() }
    }

    /// Another page of the same.
    pub fn on_page(&self, page: usize) -> Question {
        Question { page, ..self.clone() }
    }

    /// Whether it asks for a part of the register only.
    pub fn narrows(&self) -> bool {
        !self.filters.is_empty() || !self.words.is_empty() || self.withdrawn
    }

    /// The pairs of its address.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let pair = |name: &str, value: String| (name.to_owned(), value);
        let sort = self.sort.as_ref().map(|(name, from_end)| format!("{}{name}", if *from_end { "-" } else { "" }));
        let others = [
            (!self.words.is_empty()).then(|| pair("q", self.words.clone())),
            sort.map(|sort| pair("sort", sort)),
            self.withdrawn.then(|| pair("withdrawn", "true".into())),
            (self.page > 1).then(|| pair("page", self.page.to_string())),
        ];
        self.filters.iter().cloned().chain(others.into_iter().flatten()).collect()
    }

    /// Its address below this path.
    pub fn address(&self, path: &str) -> String {
        with_query(path, &self.pairs())
    }
}

/// Whether a flag is asked for or its contrary; nothing where it is neither.
pub fn yes_or_no(value: &str) -> Option<bool> {
    match value {
        "yes" | "true" => Some(true),
        "no" | "false" => Some(false),
        _ => None,
    }
}

fn neither(value: &str) -> Failed {
    Failed::BadRequest(format!("`{OVERDUE}={value}` is not possible: choose `true` or `false`"))
}

/// A path with a query.
pub fn with_query(path: &str, pairs: &[(String, String)]) -> String {
    let query: Vec<String> =
        pairs.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    if query.is_empty() { path.into() } else { format!("{path}?{}", query.join("&")) }
}

fn sort(described: &Description, said: &str) -> Result<(String, bool), Failed> {
    let name = said.strip_prefix('-');
    Path::read(described, name.unwrap_or(said))?;
    Ok((name.unwrap_or(said).into(), name.is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Result<Question, Failed> {
        let pairs: Vec<(String, String)> = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        Question::of_page(isms::register("assets").unwrap().description(), &pairs)
    }

    #[test]
    fn an_address_says_again_what_it_was_read_from() {
        for query in ["type=information&owner=P-0001&q=data&sort=-name&withdrawn=true&page=3", "", "overdue=true"] {
            let address = read(query).unwrap().address("/assets");
            assert_eq!(address, if query.is_empty() { "/assets".into() } else { format!("/assets?{query}") });
        }
        assert_eq!(read("type=&q=&page=0&sort=name").unwrap().address("/assets"), "/assets?sort=name");
        let text = Question { words: "a&b=c d".into(), page: 1, ..Question::default() };
        assert_eq!(text.address("/assets"), "/assets?q=a%26b%3Dc%20d");
    }

    #[test]
    fn a_field_nobody_knows_is_refused() {
        assert!(read("ovner=P-0001").is_err());
        assert!(read("sort=-colour").is_err());
    }

    #[test]
    fn a_head_turns_the_order_around() {
        let once = read("page=2").unwrap().sorted_by("name");
        assert_eq!((once.sort.clone(), once.page), (Some(("name".into(), false)), 1));
        assert_eq!(once.sorted_by("name").sort, Some(("name".into(), true)));
        assert_eq!(once.sorted_by("name").sorted_by("name").sort, Some(("name".into(), false)));
    }

    #[test]
    fn a_filter_is_exchanged_and_taken_away() {
        let question = read("type=information&owner=none&page=4").unwrap();
        assert_eq!(question.with("type", Some("paper")).address("/a"), "/a?owner=none&type=paper");
        assert_eq!(question.with("type", None).address("/a"), "/a?owner=none");
    }
}
