//! What stands around every page: whose it is, the contents with their counts, the day, and the state of the ledger.

use axum::http::Uri;
use isms::{ALL, AnyRegister, Place};
use maud::Markup;
use recorder::{Action, Reader};

use crate::{
    app::App,
    parts::{
        self, AsOf, LedgerState,
        frame::{Chapter, Entry, Frame, SignedIn},
    },
    words::say,
};

/// Draws a page in its frame.
pub struct Around {
    frame: Frame,
}

impl Around {
    /// The whole page.
    pub fn page(self, title: &str, body: &Markup) -> Markup {
        parts::page(&self.frame, title, body)
    }
}

/// The frame for this reader at this address.
pub fn around(app: &App, reader: &Reader, uri: &Uri) -> Around {
    let (organisation, zone) = reader.organisation();
    let today = app.now().to_zoned(zone.clone()).date();
    let picture = reader.picture();
    let as_of = reader.day.as_of.map(|date| AsOf {
        date,
        entry: picture.seq,
        of: app.recorder.head().seq,
        place: zone.iana_name().unwrap_or("UTC").into(),
    });
    let person = reader.person().and_then(|person| reader.head(person)).map(|head| head.title);
    let address =
        || app.accounts.by_id(&reader.caller().account.to_string()).ok().flatten().map(|account| account.email);
    let name = person.or_else(address).unwrap_or_else(|| reader.caller().account.to_string());
    let ledger = LedgerState {
        entry: (picture.seq > 0).then_some(picture.seq),
        at: picture.at.map(|at| at.to_zoned(zone).datetime()),
        root: picture.root.map(|root| root.to_string()).unwrap_or_default(),
        may_verify: reader.may_at_all(Action::Read, "ledger"),
    };
    Around {
        frame: Frame {
            organisation,
            address: uri.path().into(),
            query: query_without_day(uri),
            today: reader.day.as_of.map_or(reader.day.judged_on, |_| today),
            as_of,
            signed_in: SignedIn { name, href: "/account".into() },
            contents: contents(reader, uri),
            ledger,
            demo: app.reached.demo,
        },
    }
}

fn query_without_day(uri: &Uri) -> Vec<(String, String)> {
    let parsed = axum::extract::Query::<Vec<(String, String)>>::try_from_uri(uri);
    let pairs = parsed.map(|query| query.0).unwrap_or_default();
    pairs.into_iter().filter(|(name, _)| name != "as_of").collect()
}

/// Pages of their own beside the registers, with the keys that open them and where they stand.
const BESIDE: [(Place, &str, &str, &str); 2] =
    [(Place::Plan, "Treatment plan", "/treatment", "g t"), (Place::Plan, "Statement of Applicability", "/soa", "g s")];

/// The chapters of plan, do, check and act, with the registers somebody may read.
fn contents(reader: &Reader, uri: &Uri) -> Vec<Chapter> {
    let entry = |words: &str, href: &str, count, keys| Entry {
        words: say(words).into(),
        is_here: uri.path() == href || (href != "/" && uri.path().starts_with(&format!("{href}/"))),
        href: with_day(reader, href),
        count,
        keys,
    };
    let mut first = vec![entry("Home", "/", None, Some("g h")), entry("My work", "/my-work", None, Some("g m"))];
    if reader.may_at_all(Action::View, "risks") {
        first.push(entry("Standards", "/standards", None, Some("g d")));
        first.push(entry("Readiness", "/readiness", None, Some("g y")));
        first.push(entry("Findings", "/findings", None, Some("g f")));
        let entries = usize::try_from(reader.picture().seq).ok();
        first.push(entry("Ledger", "/ledger", entries, Some("g l")));
    }
    if reader.may_at_all(Action::ManageAccounts, "accounts") {
        first.push(entry("Accounts", "/accounts", None, None));
    }
    let mut chapters = vec![Chapter { title: None, entries: first }];
    for (place, title) in [(Place::Plan, "Plan"), (Place::Do, "Do"), (Place::Check, "Check"), (Place::Act, "Act")] {
        let mut entries: Vec<Entry> = registers_at(reader, place)
            .map(|register| {
                let keys = match register.name() {
                    "risks" => Some("g r"),
                    "controls" => Some("g c"),
                    "assets" => Some("g a"),
                    _ => None,
                };
                let count = (register.name() != "organisation").then(|| reader.count(register));
                entry(&register.description().label(), &format!("/{}", register.name()), count, keys)
            })
            .collect();
        if reader.may_at_all(Action::View, "risks") {
            entries.extend(
                BESIDE
                    .iter()
                    .filter(|beside| beside.0 == place)
                    .map(|(_, words, href, keys)| entry(words, href, None, Some(keys))),
            );
        }
        if !entries.is_empty() {
            chapters.push(Chapter { title: Some(say(title).into()), entries });
        }
    }
    chapters
}

fn registers_at(reader: &Reader, place: Place) -> impl Iterator<Item = &'static dyn AnyRegister> {
    let here = ALL.iter().copied().filter(move |register| register.description().face.place == place);
    here.filter(|register| reader.may_at_all(Action::Read, register.name()))
}

/// An address that stays on the day looked at.
pub fn with_day(reader: &Reader, href: &str) -> String {
    let Some(date) = reader.day.as_of else { return href.into() };
    let (page, place) = href.split_once('#').map_or((href, String::new()), |(page, place)| (page, format!("#{place}")));
    let joins = if page.contains('?') { '&' } else { '?' };
    format!("{page}{joins}as_of={date}{place}")
}
