//! Search over the library: templates, and the risks, measures, roles and types of assets that many have.

use super::{asset_types, measures, roles, scenarios, templates};
use crate::{collection::plain, standards::find::has_word};
use std::sync::LazyLock;

/// Something of the library.
#[derive(Debug)]
pub struct Entry {
    /// What sort of thing it is: *Template*, *Measure*.
    pub kind: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// Where it stands, from the root of the server.
    pub path: String,
    text: String,
}

static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let entry = |kind, title: &'static String, path: String, texts: &[&str]| Entry {
        kind,
        title,
        path,
        text: plain(&texts.join(" ")),
    };
    let templates = templates()
        .iter()
        .map(|one| entry("Template", &one.title, format!("/standards/templates/{}", one.name), &[one.text]));
    let risks = scenarios().iter().map(|one| {
        entry(
            "Risk",
            &one.title,
            format!("/standards/risks#{}", one.id),
            &[&one.because, &one.consequence, &one.question],
        )
    });
    let measures = measures().iter().map(|one| {
        entry("Measure", &one.title, format!("/standards/measures#{}", one.id), &[&one.method, &one.misleads])
    });
    let roles = roles().iter().map(|one| {
        entry(
            "Role",
            &one.title,
            format!("/standards/roles#{}", one.id),
            &[&one.duties.join(" "), &one.decides, &one.needs, &one.small],
        )
    });
    let types = asset_types().iter().map(|one| {
        entry(
            "Asset type",
            &one.title,
            format!("/standards/asset-types#{}", one.anchor()),
            &[&one.is, &one.examples.join(" "), &one.ask],
        )
    });
    templates.chain(risks).chain(measures).chain(roles).chain(types).collect()
});

/// What has all these words, that first whose title has them; the long texts of templates come last.
pub fn find(text: &str) -> Vec<&'static Entry> {
    let wanted = plain(text);
    let words: Vec<&str> = wanted.split(' ').filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return vec![];
    }
    let in_title = |entry: &Entry| words.iter().all(|word| has_word(&plain(entry.title), word));
    let anywhere =
        |entry: &Entry| words.iter().all(|word| has_word(&plain(entry.title), word) || has_word(&entry.text, word));
    let mut found: Vec<&Entry> = ENTRIES.iter().filter(|entry| anywhere(entry)).collect();
    found.sort_by_key(|entry| (!in_title(entry), entry.kind == "Template"));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_leads_into_the_library() {
        for (text, kind, title) in [
            ("leaver hours", "Measure", "Hours until a leaver's last account was closed"),
            ("INCIDENT leader", "Role", "Incident leader"),
            ("memory stick", "Asset type", "Storage media"),
            ("access control policy", "Template", "Access control policy"),
        ] {
            let found = find(text);
            assert!(found.iter().any(|one| (one.kind, one.title) == (kind, title)), "{text}: {found:?}");
        }
        assert!(find("  ").is_empty() && find("zeppelin").is_empty());
    }

    #[test]
    fn a_title_comes_before_a_text() {
        let titles: Vec<bool> = find("backup").iter().map(|one| has_word(&plain(one.title), "backup")).collect();
        assert!(titles.len() > 5 && titles[0] && titles.is_sorted_by(|one, next| one >= next), "{titles:?}");
    }
}
