//! The controls of Annex A: filters that combine, with counts that follow, and each control with where it stands.

use isms::{
    annex_a::{self, Theme},
    standards::{Attribute, all_values},
    views::{
        assurance::{Stands, WORDS},
        soa::{Row, Soa},
    },
};
use maud::{Markup, html};

use super::filter::Filter;
use crate::{
    page::{
        control::ladder,
        naming::Names,
        narrowing,
        soa::{FAR, applies, implemented, theme_title, theme_word},
    },
    words::{count, number, say},
};

/// Choices of one filter, each with how many controls it would show beside what is chosen already.
type Choices = Vec<(String, String)>;

/// The filters above the controls.
pub fn filters(names: &Names, soa: &Soa, stands: &Stands, filter: &Filter) -> Markup {
    let counted = |choices: Vec<(String, String)>, with: &dyn Fn(&str) -> Filter| -> Choices {
        let count = |value: &str| shown(names, soa, stands, &with(value)).count();
        choices
            .into_iter()
            .map(|(value, words)| (count(&value), value, words))
            .filter(|(count, ..)| *count > 0)
            .map(|(count, value, words)| (value, format!("{words} ({})", number(count))))
            .collect()
    };
    let attribute = |attribute: Attribute, label: &str| {
        let all = all_values(attribute).into_iter().map(|value| (value.to_owned(), value.to_owned())).collect();
        let choices = counted(all, &|value| filter.with(attribute, value));
        narrowing::select(attribute.name(), label, filter.value(attribute), &choices)
    };
    let themes = Theme::ALL
        .into_iter()
        .filter(|theme| *theme != Theme::Own)
        .map(|theme| (theme_word(theme).into(), say(theme_title(theme)).into()))
        .collect();
    let far = FAR.map(|(value, words)| (value.into(), say(words).into())).to_vec();
    let rungs = WORDS.map(|word| (word.into(), say(word).into())).to_vec();
    let heads = soa.rows.iter().filter_map(|row| names.reader.head(row.control.owner.as_ref()?.id()?));
    let owners = narrowing::owners(heads, soa.rows.iter().any(|row| row.control.owner.is_none()));
    html! {
        form.narrowing.filters action="/standards#controls" {
            @if let Some(date) = names.reader.day.as_of { input type="hidden" name="as_of" value=(date); }
            (narrowing::select("theme", "Theme", &filter.theme, &counted(themes, &|value| Filter { theme: value.into(), ..filter.clone() })))
            (attribute(Attribute::ControlType, "Type"))
            (attribute(Attribute::Property, "Property"))
            (attribute(Attribute::Concept, "Concept"))
            (attribute(Attribute::Capability, "Capability"))
            (attribute(Attribute::Domain, "Domain"))
            (narrowing::select("implementation", "Implemented", &filter.implementation, &counted(far, &|value| Filter { implementation: value.into(), ..filter.clone() })))
            (narrowing::select("assurance", "Stands at", &filter.assurance, &counted(rungs, &|value| Filter { assurance: value.into(), ..filter.clone() })))
            (narrowing::select("owner", "Owner", &filter.owner, &counted(owners, &|value| Filter { owner: value.into(), ..filter.clone() })))
            (narrowing::select("gap", "Gap", &filter.gap, &counted(vec![("finding".into(), say("with a finding").into())], &|value| Filter { gap: value.into(), ..filter.clone() })))
            button.plain { (say("Show")) }
        }
    }
}

fn shown<'s, 'a>(
    names: &'s Names, soa: &'s Soa<'a>, stands: &'s Stands, filter: &'s Filter,
) -> impl Iterator<Item = &'s Row<'a>> {
    soa.rows.iter().filter(move |row| names.reader.sees(row.control.id) && filter.takes(soa, stands, row))
}

/// The controls that the filters let through.
pub fn table(names: &Names, soa: &Soa, stands: &Stands, filter: &Filter) -> Markup {
    let rows: Vec<&Row> = shown(names, soa, stands, filter).collect();
    html! {
        p.quiet { (count(rows.len(), "{count} control", "{count} controls")) @if rows.len() < annex_a::controls().count() { ". " a href=(names.to("/standards#controls")) { (say("Show all")) } } }
        @if !rows.is_empty() {
            div.wide.holds_table {
                table.register.plain_table {
                    caption.unseen { (say("Controls of Annex A")) }
                    thead { tr {
                        th.id scope="col" { (say("Control")) }
                        th scope="col" { (say("Title")) }
                        th.c2 scope="col" { (say("Applies")) }
                        th.c2 scope="col" { (say("Implemented")) }
                        th.c2 scope="col" { (say("Stands at")) }
                        th.c3 scope="col" { (say("Owner")) }
                        th.c3 scope="col" { (say("Findings")) }
                    } }
                    tbody { @for row in rows { (line(names, soa, stands, row)) } }
                }
            }
        }
    }
}

fn line(names: &Names, soa: &Soa, stands: &Stands, row: &Row) -> Markup {
    let found = soa.findings_on(row.control.id).count();
    html! {
        tr {
            td.id { (annex_a::number(row.control.id)) }
            td { a.row href=(names.href(row.control.id)) { (row.title()) } }
            td.c2.tight { (applies(row.standing)) }
            td.c2.tight { (implemented(row, soa)) }
            td.c2.tight { (ladder::small(stands, row.control.id)) }
            td.c3 { @if row.applies() || row.control.owner.is_some() { (names.owner(&row.control.owner)) } @else { "–" } }
            td.c3.tight { @if found > 0 { b { (number(found)) } } }
        }
    }
}
