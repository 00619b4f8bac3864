//! What stands above the rows: title, what the statement is, how many rows of each kind, what the rules found.

use isms::{
    Isms,
    annex_a::Theme,
    controls::Implementation,
    views::soa::{Soa, rules},
};
use maud::{Markup, html};
use recorder::Action;

use super::{
    decide::mine,
    filter::{Filter, implementation_word, theme_word},
    rows::{how_far, title as theme_title},
};
use crate::{
    page::{by_rule::by_rule, naming::Names, narrowing, narrowing::select},
    parts::{self, FilterWord, Icon, PageTitle, icon},
    words::{count, day, long_day, number, say, say_with},
};

/// The title with what can be done.
pub fn title(names: &Names, soa: &Soa, filter: &Filter) -> Markup {
    let may_publish = [Action::Approve, Action::RecordApproval]
        .iter()
        .any(|action| names.reader.may_at_all(*action, "applicability-statements"));
    let query = filter.query();
    let file = |kind: &str| names.to(&format!("/soa.{kind}{}{query}", if query.is_empty() { "" } else { "?" }));
    let undecided = mine(names.reader, soa).len();
    let acts = html! {
        @if names.is_today() && undecided > 0 {
            a.button href="/soa/undecided" { (count(undecided, "Decide on the one control left", "Decide on the {count} controls left")) }
        }
        @if names.is_today() && may_publish {
            a.button.plain[undecided > 0] href={ "/soa/publish?seen=" (names.reader.picture().seq) } { (say_with("Publish version {version}", &[("version", &next_version(names.isms))])) }
        }
        a.button.plain href=(names.to("/soa.pdf")) { (icon(Icon::Printer)) (say("PDF")) }
        (parts::exports(file))
    };
    parts::page_title(&PageTitle {
        title: say("Statement of Applicability"),
        is_draft: true,
        under: Some(html! {
            (say("Clause 6.1.3 d. All controls of Annex A, and those of our own, compared with what the risks, laws and contracts of the organisation need."))
            @if soa.published.is_some() { " " (say("This is the working state; published versions are below.")) }
        }),
        acts: Some(acts),
        ..PageTitle::default()
    })
}

/// The version that would be published next.
pub fn next_version(isms: &Isms) -> usize {
    isms.applicability_statements().all().filter_map(|one| one.version.parse::<usize>().ok()).max().unwrap_or(0) + 1
}

/// Organisation, scope, version, approver and counts; what the rules found; how to read it on paper.
pub fn what_it_is(names: &Names, soa: &Soa) -> Markup {
    html! {
        section.title_page aria-label=(say("What this statement is")) {
            div.words_and_list {
                (parts::facts(facts(names, soa)))
                div { (by_rule(names, rules(), &soa.findings, "/soa")) }
            }
            div.print_only {
                p { b { (say("How to read it.")) } " " (say(LEGEND)) }
                div.signing { p { (say("Approved by")) } p { (say("Signature")) } p { (say("Date")) } }
            }
        }
    }
}

const LEGEND: &str = "A control applies because a risk, a law, a contract or a decision of the organisation needs it; the record \
stands beside the word. Derived: nobody decided, and a record needs it. Implemented: yes, partly, planned with a date, or no. Evidence in \
italics is named, not held. The mark on the rule is a finding by the rule named in small letters; a question mark is a question.";

fn facts(names: &Names, soa: &Soa) -> Vec<(&'static str, Markup)> {
    let organisation = soa.organisation.map(|one| one.name.as_str()).unwrap_or_default();
    let scope = soa.organisation.map(|one| one.scope.trim()).filter(|scope| !scope.is_empty());
    let counts = soa.counts(&|id| names.reader.sees(id));
    let today = long_day(soa.today);
    let link = |query: &str, count: usize, words: &str| {
        html! {
            @if count == 0 { b { "0" } " " (say(words)) } @else { a href=(names.to(&format!("/soa?{query}"))) { b { (number(count)) } " " (say(words)) } }
        }
    };
    let far = |implementation: Implementation, count: usize| {
        html! {
            a.state href=(names.to(&format!("/soa?implementation={}", implementation_word(Some(implementation))))) { (how_far(Some(implementation))) b { (number(count)) } }
        }
    };
    vec![
        (say("Organisation"), html! { (organisation) }),
        (
            say("Scope"),
            html! {
                @match scope {
                    Some(scope) => (scope),
                    None => { span.quiet { (say("not written yet")) } " " a href=(names.to("/organisation")) { (say("Name the scope")) } },
                }
            },
        ),
        (
            say("Version"),
            match soa.published {
                Some(version) => html! {
                    (say_with("version {version} is published, of {day}; this is the working state of {today}",
                        &[("version", &version.version), ("day", &version.published_on.map(day).unwrap_or_default()), ("today", &today)]))
                },
                None => {
                    html! { (say_with("none published; this is the working state of {today}", &[("today", &today)])) }
                }
            },
        ),
        (say("Approved by"), html! { span.quiet { (say("nobody yet")) } }),
        (
            say("Applies"),
            html! {
                (link("show=applies", counts.apply, "apply")) ", " (link("show=excluded", counts.excluded, "excluded")) ", "
                (link("show=undecided", counts.undecided, "undecided"))
            },
        ),
        (
            say("Implemented"),
            html! {
                span.acts {
                    (far(Implementation::Yes, counts.yes)) (far(Implementation::Partly, counts.partly))
                    (far(Implementation::Planned, counts.planned)) (far(Implementation::No, counts.no))
                    @if counts.not_stated > 0 { (link("implementation=not-stated", counts.not_stated, "not stated")) }
                }
            },
        ),
    ]
}

/// The line above the rows: the usual questions as words, and the rest as a form.
pub fn filters(names: &Names, soa: &Soa, filter: &Filter) -> Markup {
    let usual = [
        ("", "All"),
        ("finding", "With a finding"),
        ("applies", "Applies"),
        ("excluded", "Excluded"),
        ("undecided", "Undecided"),
        ("overdue", "Overdue"),
    ];
    let counted: Vec<(&str, String, usize, bool)> = usual
        .iter()
        .map(|(show, words)| {
            let other = Filter { show: (*show).into(), ..filter.clone() };
            let rows = soa.rows.iter().filter(|row| names.reader.sees(row.control.id) && other.takes(soa, row)).count();
            (say(words), names.to(&format!("/soa?{}", other.query())), rows, filter.show == *show)
        })
        .collect();
    let words: Vec<FilterWord> = counted
        .iter()
        .filter(|(_, _, count, chosen)| *count > 0 || *chosen)
        .map(|(words, href, count, chosen)| FilterWord { words, href, count: Some(*count), chosen: *chosen })
        .collect();
    html! {
        div.filters {
            (parts::filter_words(say("Show"), &words))
            form.narrowing action="/soa" {
                @if let Some(date) = names.reader.day.as_of { input type="hidden" name="as_of" value=(date); }
                @if !filter.show.is_empty() { input type="hidden" name="show" value=(filter.show); }
                (select("theme", "Theme", &filter.theme, &themes()))
                (select("implementation", "Implemented", &filter.implementation, &FAR))
                (select("owner", "Owner", &filter.owner, &owners(names, soa)))
                button.plain { (say("Show")) }
            }
        }
        @if !filter.rule.is_empty() {
            p.quiet { (say("Only rows found by the rule")) " " code { (filter.rule) } ". " a href=(names.to("/soa")) { (say("Show all")) } }
        }
        p.quiet.small { (say("Evidence in")) " " em { (say("italics")) } " " (say("is named, not held.")) }
    }
}

/// How far a control is, as a choice.
pub const FAR: [(&str, &str); 5] =
    [("yes", "yes"), ("partly", "partly"), ("planned", "planned"), ("no", "no"), ("not-stated", "not stated")];

fn themes() -> Vec<(&'static str, &'static str)> {
    Theme::ALL.map(|theme| (theme_word(theme), theme_title(theme))).into()
}

fn owners(names: &Names, soa: &Soa) -> Vec<(String, String)> {
    let seen = || soa.rows.iter().filter(|row| names.reader.sees(row.control.id));
    let heads = seen().filter_map(|row| names.reader.head(row.control.owner.as_ref()?.id()?));
    narrowing::owners(heads, seen().any(|row| row.applies() && row.control.owner.is_none()))
}
