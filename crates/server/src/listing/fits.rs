//! Whether a value is what a filter asks for.

use isms::{Id, Kind, people::Presence, plain};
use serde_json::Value;

use super::question::yes_or_no;
use crate::page::shown::{Shown, is_missing, is_rating};

/// Asks for records where nothing is stated.
pub const NONE: &str = "none";
/// Asks for people who left.
pub const LEFT: &str = "left";
/// Asks for ratings at or above the limit of acceptance.
pub const AT_LIMIT: &str = "at-limit";

impl Shown<'_> {
    /// Whether a value is what was asked for: `none`, a choice, an id, a level, the same words however they are cased, or
    /// one of these in a list.
    pub fn fits(&self, kind: &Kind, value: &Value, wanted: &str) -> bool {
        if is_missing(value) {
            return wanted.is_empty() || wanted == NONE;
        }
        match (kind, value) {
            (Kind::List(item), Value::Array(items)) => items.iter().any(|one| self.fits(item, one, wanted)),
            (kind, Value::Array(items)) => items.iter().any(|one| self.fits(kind, one, wanted)),
            (Kind::Link(_), link) => self.link_fits(link, wanted),
            (Kind::Flag, Value::Bool(flag)) => yes_or_no(wanted) == Some(*flag),
            (Kind::Group(fields), rating) if is_rating(fields) => self.rating_fits(rating, wanted),
            (Kind::Date | Kind::Moment, Value::String(text)) => !wanted.is_empty() && text.starts_with(wanted),
            (_, Value::String(text)) => plain(text) == plain(wanted),
            (_, Value::Number(number)) => number.to_string() == wanted,
            (kind, value) => plain(&self.words(kind, value)) == plain(wanted),
        }
    }

    fn link_fits(&self, link: &Value, wanted: &str) -> bool {
        match link.get("id").and_then(Value::as_str) {
            Some(id) if wanted == LEFT => {
                let presence = id.parse().ok().and_then(|id| self.reader.presence(id));
                presence.is_some_and(|(presence, _)| presence == Presence::Leaver)
            }
            // A record that may not be named fits nothing: else its number could be found out by asking.
            Some(id) => id.eq_ignore_ascii_case(wanted) && id.parse().is_ok_and(|id: Id| self.reader.sees_name(id)),
            None => link.get("text").and_then(Value::as_str).is_some_and(|text| plain(text) == plain(wanted)),
        }
    }

    /// `High`, `at-limit`, or `4x5` for likelihood and consequence.
    fn rating_fits(&self, rating: &Value, wanted: &str) -> bool {
        let Some(rated) = self.rated(rating) else { return wanted == NONE };
        match wanted.split_once('x') {
            Some((likelihood, consequence))
                if likelihood.parse().is_ok_and(|step: u8| step == rated.likelihood.number()) =>
            {
                consequence.parse().is_ok_and(|step: u8| step == rated.consequence.number())
            }
            _ if wanted == AT_LIMIT => rated.level >= self.criteria.limit(),
            _ => plain(self.criteria.level_name(rated.score)) == plain(wanted),
        }
    }
}
