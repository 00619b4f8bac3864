//! What the new criteria would change, before they are recorded.

use isms::{
    criteria::Criteria,
    views::reranked::{NewLevel, reranked},
};
use maud::{Markup, html};

use super::typed::Typed;
use crate::{
    page::{naming::Names, organisation::levels, risk_map},
    parts::{self, Act, Field, PageTitle, Way, text_area},
    words::{count, say},
};

/// Draws the map by the new criteria, what it re-ranks, and the act.
pub fn page(names: &Names, typed: &Typed, criteria: &Criteria) -> Markup {
    let found = reranked(names.isms, criteria, names.reader.day.judged_on);
    let seen: Vec<&NewLevel> = found.levels.iter().filter(|one| names.reader.sees(one.risk)).collect();
    html! {
        (parts::page_title(&PageTitle { title: say("What these criteria re-rank"), under: Some(html! { (say("Nothing is recorded yet.")) }), ..PageTitle::default() }))
        section aria-label=(say("The new criteria")) {
            div.chart_and_words {
                figure { (risk_map::empty(criteria, say("What a likelihood and a consequence make by the new criteria"))) }
                div { (levels(criteria)) }
            }
        }
        section aria-labelledby="levels_title" {
            h2 #levels_title { (count(found.levels.len(), "{count} rating changes its level", "{count} ratings change their level")) }
            @if seen.is_empty() { p { (say("No rating changes its level.")) } } @else { (table(names, criteria, &seen)) }
            @if !found.outdated.is_empty() {
                p {
                    (count(found.outdated.len(), "{count} acceptance becomes outdated, because it was given under other criteria:", "{count} acceptances become outdated, because they were given under other criteria:"))
                    " " (names.records(&found.outdated)) "."
                }
            }
        }
        section aria-label=(say("Record them")) { (act(names, typed)) }
    }
}

fn table(names: &Names, criteria: &Criteria, changes: &[&NewLevel]) -> Markup {
    let now = names.isms.criteria();
    html! {
        div.holds_table {
            table.register.plain_table {
                caption.unseen { (say("Ratings whose level changes")) }
                thead { tr { th scope="col" { (say("Risk")) } th scope="col" { (say("Rating")) } th scope="col" { (say("Today")) } th scope="col" { (say("Then")) } } }
                tbody {
                    @for one in changes {
                        tr {
                            td { (names.titled(one.risk)) }
                            td.tight { (say(risk_map::word(one.which))) }
                            td.tight { (badge(&now, one.from.as_ref())) }
                            td.tight { (badge(criteria, one.to.as_ref())) }
                        }
                    }
                }
            }
        }
    }
}

fn badge(criteria: &Criteria, rated: Option<&(u32, String)>) -> Markup {
    match rated {
        Some((score, _)) => parts::risk_badge(Some(*score), risk_map::level(criteria, criteria.level(*score))),
        None => html! { span.quiet { (say("no rating: beyond the scale")) } },
    }
}

fn act(names: &Names, typed: &Typed) -> Markup {
    let why = Field {
        name: "reason",
        label: say("Why"),
        help: Some(say("Stands in the history beside your name.")),
        error: None,
        is_optional: true,
    };
    let seen = names.isms.the_organisation().map(|one| one.revision);
    parts::act(&Act {
        action: "/organisation/criteria",
        means: html! { (say("From now on every risk is weighed by these criteria. Ratings stay as they were typed; their scores and levels follow.")) },
        signers: &[],
        fields: html! {
            @for (name, value) in typed.pairs() { input type="hidden" name=(name) value=(value); }
            @if let Some(seen) = seen { input type="hidden" name="seen" value=(seen); }
            input type="hidden" name="confirmed" value="yes";
            (text_area(&why, &typed.reason))
        },
        signs: None,
        button: say("Record these criteria"),
        instead: Some(Way::new(say("Leave them as they are"), "/organisation")),
    })
}
