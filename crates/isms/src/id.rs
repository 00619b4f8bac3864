//! Ids of records.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::{fmt, str::FromStr};

/// The short name of a record, never reused: `R-0001`, or `5.15` for a control of Annex A.
///
/// Eight bytes that sort as people count. As text, `R-10000` would come before `R-9999`, and `5.15` before `5.2`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id {
    letters: [u8; 4],
    /// What stands after the letters.
    pub number: u32,
}

impl Id {
    /// The id with these letters and number; letters beyond the fourth are cut.
    pub fn new(letters: &str, number: u32) -> Id {
        let mut kept = [0; 4];
        kept.iter_mut().zip(letters.bytes()).for_each(|(kept, letter)| *kept = letter);
        Id { letters: kept, number }
    }

    /// The letters: `R`, or `5.` for a theme of Annex A.
    pub fn letters(&self) -> &str {
        std::str::from_utf8(&self.letters).unwrap_or_default().trim_end_matches('\0')
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.letters() {
            chapter if chapter.ends_with('.') => write!(f, "{chapter}{}", self.number),
            "X" => write!(f, "X-{:02}", self.number),
            letters => write!(f, "{letters}-{:04}", self.number),
        }
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl FromStr for Id {
    type Err = String;

    fn from_str(text: &str) -> Result<Id, String> {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let lettered = text.split_once('-').filter(|(letters, _)| letters.bytes().all(|b| b.is_ascii_alphabetic()));
        let lettered = lettered.map(|(letters, number)| (letters.to_ascii_uppercase(), number));
        let chapter = || text.split_once('.').filter(|(chapter, _)| digits(chapter));
        let parts = lettered.or_else(|| chapter().map(|(chapter, number)| (format!("{chapter}."), number)));
        let parts = parts.filter(|(letters, number)| (1..=4).contains(&letters.len()) && digits(number));
        let id = parts.and_then(|(letters, number)| Some(Id::new(&letters, number.parse().ok()?)));
        id.ok_or_else(|| format!("`{text}` is not an id"))
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Id, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id(text: &str) -> Id {
        text.parse().unwrap()
    }

    #[test]
    fn ids_are_read_as_people_write_them() {
        assert_eq!([id("R-0007"), id("r-7"), id("R-7")], [Id::new("R", 7); 3]);
        assert_eq!(id("8.5"), Id::new("8.", 5));
        assert_eq!(id("X-1").to_string(), "X-01");
        assert_eq!(id("R-12345").to_string(), "R-12345");
    }

    #[test]
    fn ids_sort_as_people_count() {
        assert!(["5.2", "5.15", "8.1", "R-9999", "R-10000", "X-01"].map(id).is_sorted());
    }

    #[test]
    fn what_is_no_id_is_refused() {
        let none = [
            "",
            "-",
            ".",
            "R",
            "7",
            "R-",
            "-7",
            "R-+7",
            "R--7",
            "R-7a",
            "R 7",
            "R-7 ",
            "5.",
            ".5",
            "A.5.15",
            "5.15.1",
            "2026-12",
            "2026-12-31",
            "LONGER-1",
            "Ä-1",
            "R-4294967296",
            "A5.-2",
            "\0-1",
        ];
        for text in none {
            assert!(text.parse::<Id>().is_err(), "`{text}`");
        }
    }

    proptest! {
        #[test]
        fn an_id_is_read_as_it_is_written(letters in "[A-Z]{1,4}|[1-9]{1,3}\\.", number: u32) {
            let id = Id::new(&letters, number);
            prop_assert_eq!(id.to_string().parse(), Ok(id));
            prop_assert_eq!(serde_json::from_str::<Id>(&serde_json::to_string(&id).unwrap()).unwrap(), id);
            prop_assert_eq!(id.letters(), letters);
        }

        #[test]
        fn no_text_makes_reading_fail_otherwise(text in ".{0,12}") {
            if let Ok(id) = text.parse::<Id>() {
                prop_assert_eq!(id.to_string().parse(), Ok(id));
            }
        }
    }
}
