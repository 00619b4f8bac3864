//! Which risks are shown, by which rating and in which order, as words in the address.

use std::cmp::Reverse;

use isms::{
    Id,
    risks::Status,
    views::risks::{Filter as OnMap, Rated, RiskView, Row, Which},
};
use jiff::civil::Date;
use serde::Deserialize;

use crate::page::address;

/// What the address asks for; what is empty lets all risks through.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// The rating that is shown: `inherent`, `current` or `residual`.
    pub rating: String,
    /// A cell of the map: `5x4` is likelihood 5, consequence 4.
    pub cell: String,
    /// `over`, `overdue`, `finding`, `unrated` or `unaccepted`.
    pub show: String,
    /// A status, as `in-treatment`.
    pub status: String,
    /// The owner's id, or `nobody`.
    pub owner: String,
    /// An asset's id.
    pub asset: String,
    /// The place of a level among the levels, 1 for the lowest.
    pub level: String,
    /// The name of a rule that found something.
    pub rule: String,
    /// `rating`, `number`, `title`, `residual` or `due`; with `-` before it from the other end.
    pub sort: String,
    /// Which page of the list, from 1.
    pub page: String,
}

impl Filter {
    /// The rating that is shown.
    pub fn which(&self) -> Which {
        match self.rating.as_str() {
            "current" => Which::Current,
            "residual" => Which::Residual,
            _ => Which::Inherent,
        }
    }

    /// What of the filter narrows the map as well.
    pub fn on_map(&self) -> OnMap {
        OnMap { owner: self.owner.parse().ok(), asset: self.asset.parse().ok(), status: self.status() }
    }

    fn status(&self) -> Option<Status> {
        serde_json::from_value(self.status.as_str().into()).ok()
    }

    /// Whether a risk is shown.
    pub fn takes(&self, view: &RiskView, row: &Row, today: Date) -> bool {
        self.on_map().takes(row)
            && self.takes_state(view, row, today)
            && self.takes_place(row)
            && (self.owner != "nobody" || row.risk.owner.is_none())
            && (self.level.is_empty()
                || self.shown(row).is_some_and(|rated| self.level == (rated.level + 1).to_string()))
            && (self.rule.is_empty() || view.findings_on(row.risk.id).any(|found| found.rule.name == self.rule))
    }

    fn takes_state(&self, view: &RiskView, row: &Row, today: Date) -> bool {
        match self.show.as_str() {
            "over" => self.shown(row).is_some_and(|rated| view.criteria.over_limit(rated.score)) && !row.is_closed(),
            "overdue" => is_overdue(row, today),
            "finding" => view.findings_on(row.risk.id).next().is_some(),
            "unrated" => self.shown(row).is_none() && !row.is_closed(),
            "unaccepted" => !row.is_accepted() && !row.is_closed(),
            _ => true,
        }
    }

    fn takes_place(&self, row: &Row) -> bool {
        let place = |rated: Rated| format!("{}x{}", rated.likelihood, rated.consequence);
        self.cell.is_empty() || (self.shown(row).is_some_and(|rated| place(rated) == self.cell) && !row.is_closed())
    }

    /// The rating that is shown, of one risk.
    pub fn shown(&self, row: &Row) -> Option<Rated> {
        self.which().of(row)
    }

    /// Puts rows in the order asked for: the greatest of the rating shown first, unless told.
    pub fn order(&self, rows: &mut [&Row], title: impl Fn(Id) -> String) {
        let (key, backwards) = self.sort.strip_prefix('-').map_or((self.sort.as_str(), false), |key| (key, true));
        let score = |rated: Option<Rated>| Reverse(rated.map(|rated| rated.score));
        match key {
            "number" => rows.sort_by_cached_key(|row| title(row.risk.id)),
            "title" => rows.sort_by_cached_key(|row| row.risk.title.to_lowercase()),
            "residual" => rows.sort_by_key(|row| (score(row.residual), row.risk.id)),
            "due" => rows.sort_by_key(|row| (row.risk.due.is_none(), row.risk.due, row.risk.id)),
            _ => rows.sort_by_key(|row| (score(self.shown(row)), score(row.residual), row.risk.id)),
        }
        if backwards {
            rows.reverse();
        }
    }

    /// The address of the page with this filter.
    pub fn address(&self) -> String {
        address::with("/risks", &self.query())
    }

    /// The filter as a query.
    pub fn query(&self) -> String {
        address::query(&[
            ("rating", &self.rating),
            ("cell", &self.cell),
            ("show", &self.show),
            ("status", &self.status),
            ("owner", &self.owner),
            ("asset", &self.asset),
            ("level", &self.level),
            ("rule", &self.rule),
            ("sort", &self.sort),
            ("page", &self.page),
        ])
    }

    /// What goes along when a number of the map is followed.
    pub fn kept_on_map(&self) -> String {
        let kept = Filter {
            owner: self.owner.clone(),
            asset: self.asset.clone(),
            status: self.status.clone(),
            ..Filter::default()
        };
        let query = kept.query();
        if query.is_empty() { query } else { format!("&{query}") }
    }
}

/// Whether the treatment was to be done before this day.
pub fn is_overdue(row: &Row, today: Date) -> bool {
    let open = !matches!(row.risk.status, Status::Treated | Status::Accepted | Status::Closed);
    open && row.risk.due.is_some_and(|due| due < today)
}
