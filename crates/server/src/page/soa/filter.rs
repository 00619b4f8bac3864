//! Which rows of the statement are shown, as words in the address.

use isms::{
    annex_a::Theme,
    controls::Implementation,
    views::soa::{Row, Soa, Standing},
};
use jiff::civil::Date;
use serde::Deserialize;

use crate::page::address;

/// What the address asks for; what is empty lets all rows through.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// `applies`, `derived`, `excluded`, `undecided`, `finding`, `overdue`.
    pub show: String,
    /// `5`, `6`, `7`, `8` or `own`.
    pub theme: String,
    /// `yes`, `partly`, `planned`, `no` or `not-stated`.
    pub implementation: String,
    /// An owner's id, or `nobody`.
    pub owner: String,
    /// The name of a rule that found something.
    pub rule: String,
}

impl Filter {
    /// Whether a row is shown.
    pub fn takes(&self, soa: &Soa, row: &Row) -> bool {
        self.takes_standing(soa, row)
            && self.takes_theme(row)
            && self.takes_implementation(row)
            && self.takes_owner(row)
            && (self.rule.is_empty() || soa.findings_on(row.control.id).any(|found| found.rule.name == self.rule))
    }

    fn takes_standing(&self, soa: &Soa, row: &Row) -> bool {
        match self.show.as_str() {
            "applies" => row.applies(),
            "derived" => row.standing == Standing::Derived,
            "excluded" => row.standing == Standing::NotApplicable,
            "undecided" => row.standing == Standing::Undecided,
            "finding" => soa.findings_on(row.control.id).next().is_some(),
            "overdue" => is_overdue(row, soa.today),
            _ => true,
        }
    }

    fn takes_theme(&self, row: &Row) -> bool {
        self.theme.is_empty() || self.theme == theme_word(row.theme())
    }

    fn takes_implementation(&self, row: &Row) -> bool {
        self.implementation.is_empty()
            || (row.applies() && self.implementation == implementation_word(row.control.implementation))
    }

    fn takes_owner(&self, row: &Row) -> bool {
        let owner = row.control.owner.as_ref();
        match self.owner.as_str() {
            "" => true,
            "nobody" => owner.is_none() && row.applies(),
            wanted => owner.and_then(|owner| owner.id()).is_some_and(|id| id.to_string() == wanted),
        }
    }

    /// The filter as a query, without what is empty.
    pub fn query(&self) -> String {
        address::query(&[
            ("show", &self.show),
            ("theme", &self.theme),
            ("implementation", &self.implementation),
            ("owner", &self.owner),
            ("rule", &self.rule),
        ])
    }
}

/// A theme in an address.
pub fn theme_word(theme: Theme) -> &'static str {
    match theme {
        Theme::Organizational => "5",
        Theme::People => "6",
        Theme::Physical => "7",
        Theme::Technological => "8",
        Theme::Own => "own",
    }
}

/// How far a control is, in an address and on the page.
pub fn implementation_word(implementation: Option<Implementation>) -> &'static str {
    match implementation {
        Some(Implementation::Yes) => "yes",
        Some(Implementation::Partly) => "partly",
        Some(Implementation::Planned) => "planned",
        Some(Implementation::No) => "no",
        None => "not-stated",
    }
}

/// Whether a control should have been in place before this day.
pub fn is_overdue(row: &Row, today: Date) -> bool {
    let open = row.applies() && row.control.implementation != Some(Implementation::Yes);
    open && row.control.planned_for.is_some_and(|day| day < today)
}
