//! Which risks are shown, by which rating and in which order, as words in the address.

use std::collections::HashMap;

use isms::{
    Id, register,
    risks::Status,
    views::risks::{Filter as OnMap, Rated, RiskView, Row, Which, rules},
};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Map;

use crate::{
    listing::{Found, Question},
    page::{address, here::Here, naming::Names, shown::Shown},
    parts::encoded,
};

/// What the address asks for; what is empty lets all risks through.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
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
    /// The name of a rule that found something; other lists call it `finding`.
    #[serde(alias = "finding")]
    pub rule: String,
    /// Words that stand in number, title or a column of the list.
    pub q: String,
    /// `rating`, `number`, `title`, `residual` or `due`; with `-` before it from the other end.
    pub sort: String,
    /// Which page of the list, from 1.
    pub page: String,
}

/// What an address may hold beside the filter: what is done with the risks that it finds.
const BESIDE: [&str; 3] = ["format", "all", "_field"];

/// The orders of the page beside its own, by the rating shown; and the field that each is.
const ORDERS: [(&str, &str); 4] =
    [("number", "reference"), ("title", "title"), ("residual", "residual"), ("due", "due")];

impl Filter {
    /// The filter of this address; none where it asks for something else, such as any field of the register, or either of
    /// two values.
    pub fn asked(here: &Here) -> Option<Filter> {
        let pairs = here.query().into_iter().filter(|(name, _)| !BESIDE.contains(&name.as_str()));
        let pairs: Vec<(String, String)> = pairs.collect();
        let filter: Map<_, _> = pairs.iter().map(|(name, text)| (name.clone(), text.as_str().into())).collect();
        let says_each_once = filter.len() == pairs.len();
        let filter = serde_json::from_value(filter.into()).ok().filter(|_| says_each_once);
        filter.filter(Filter::is_understood)
    }

    /// Whether each of its words means something here: an order, an owner or a rule that this page does not know is asked of
    /// the list of any register.
    fn is_understood(&self) -> bool {
        let is_id = |text: &str| text.is_empty() || text.parse::<Id>().is_ok();
        is_id(&self.asset)
            && (is_id(&self.owner) || matches!(self.owner.as_str(), "nobody" | "none"))
            && (self.status.is_empty() || self.status().is_some())
            && (self.rule.is_empty() || rules().any(|rule| rule.name == self.rule))
            && (self.is_by_rating() || self.sorted().is_some())
    }

    /// The name of the order, and whether it was turned around.
    fn order(&self) -> (&str, bool) {
        self.sort.strip_prefix('-').map_or((self.sort.as_str(), false), |name| (name, true))
    }

    fn is_by_rating(&self) -> bool {
        matches!(self.order().0, "" | "rating")
    }

    /// The field that it is sorted by, and whether from the end, as any register is.
    fn sorted(&self) -> Option<(String, bool)> {
        let (wanted, from_end) = self.order();
        ORDERS.iter().find(|(name, _)| *name == wanted).map(|(_, field)| ((*field).into(), from_end))
    }

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

    /// The risks that are shown and that the reader may see, in the order asked for.
    pub fn rows<'a>(&self, names: &Names, view: &'a RiskView<'a>) -> Vec<&'a Row<'a>> {
        let takes = self.taking(view, names.reader.day.judged_on);
        let mut taken: HashMap<Id, &Row> =
            view.rows.iter().filter(|row| takes(row)).map(|row| (row.risk.id, row)).collect();
        let mut rows: Vec<&Row> = self.found(names).into_iter().filter_map(|id| taken.remove(&id)).collect();
        if self.is_by_rating() {
            rows.sort_by_key(|row| (self.place(self.shown(row)), self.place(row.residual), row.risk.id));
        }
        rows
    }

    /// The risks in which the words stand, in the order of a field: as in the list of any register.
    fn found(&self, names: &Names) -> Vec<Id> {
        let question = Question { words: self.q.trim().into(), sort: self.sorted(), ..Question::default() };
        let found = |register| Shown::to(names.reader).found(register, &question, &Found::new());
        register("risks").map(found).unwrap_or_default()
    }

    /// By a rating the greatest comes first, unless turned around; none is last.
    fn place(&self, rated: Option<Rated>) -> (bool, i64) {
        let score = rated.map_or(0, |rated| i64::from(rated.score));
        (rated.is_none(), if self.order().1 { score } else { -score })
    }

    /// Whether a risk is shown: made once for thousands of them.
    pub fn taking<'a>(&'a self, view: &'a RiskView, today: Date) -> impl Fn(&Row) -> bool + 'a {
        let on_map = self.on_map();
        move |row| on_map.takes(row) && self.takes_state(view, row, today) && self.takes_rest(view, row)
    }

    fn takes_rest(&self, view: &RiskView, row: &Row) -> bool {
        self.takes_place(row)
            && (!matches!(self.owner.as_str(), "nobody" | "none") || row.risk.owner.is_none())
            && (self.level.is_empty()
                || self.shown(row).is_some_and(|rated| self.level == (rated.level + 1).to_string()))
            && (self.rule.is_empty() || view.findings_on(row.risk.id).any(|found| found.rule.name == self.rule))
    }

    fn takes_state(&self, view: &RiskView, row: &Row, today: Date) -> bool {
        match self.show.as_str() {
            "over" => self.shown(row).is_some_and(|rated| view.criteria.over_limit(rated.score)) && !row.is_closed(),
            "overdue" => is_overdue(row, today) || row.risk.to_be_assessed().is_some_and(|due| due < today),
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

    /// The address of the page with this filter.
    pub fn address(&self) -> String {
        address::with("/risks", &self.query())
    }

    /// The filter as a query.
    pub fn query(&self) -> String {
        let words = Some(self.q.trim()).filter(|words| !words.is_empty());
        let words = words.map(|words| format!("q={}", encoded(words)));
        let choices = Some(self.choices()).filter(|choices| !choices.is_empty());
        choices.into_iter().chain(words).collect::<Vec<_>>().join("&")
    }

    fn choices(&self) -> String {
        let of_the_form = [("owner", self.owner.as_str()), ("level", &self.level)];
        let all = [self.beside_the_form().as_slice(), &of_the_form, &[("page", &self.page)]].concat();
        address::query(&all)
    }

    /// What goes along when the form above the rows is sent: all but its own fields, and the page, for it begins anew.
    pub fn beside_the_form(&self) -> [(&'static str, &str); 7] {
        [
            ("rating", &self.rating),
            ("cell", &self.cell),
            ("show", &self.show),
            ("status", &self.status),
            ("asset", &self.asset),
            ("rule", &self.rule),
            ("sort", &self.sort),
        ]
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
    row.risk.to_be_treated().is_some_and(|due| due < today)
}
