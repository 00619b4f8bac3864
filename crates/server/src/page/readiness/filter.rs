//! Which duties are told: of a stage, with gaps or without.

use isms::readiness::{Judged, Outcome, Stage};
use maud::{Markup, html};
use serde::Deserialize;

use super::is_gap;
use crate::{
    page::{address, naming::Names},
    parts::{self, FilterWord},
    words::say,
};

/// What the address asks for.
#[derive(Clone, Deserialize, Default)]
#[serde(default)]
pub struct Filter {
    /// `1` or `2`.
    stage: String,
    /// `gaps` unless told, `unknown`, `met` or `all`.
    show: String,
}

/// What a stage is called.
pub fn stage_words(stage: Stage) -> &'static str {
    match stage {
        Stage::Design => "Stage 1",
        Stage::Operation => "Stage 2",
    }
}

/// What auditors ask at a stage.
pub fn asks(stage: Stage) -> &'static str {
    match stage {
        Stage::Design => {
            "Is the system designed, written down and ready? What is missing here is an area of concern, to be closed before stage 2."
        }
        Stage::Operation => {
            "Does it operate? Records have to cover the months, and the year’s internal audit and management review come before it."
        }
    }
}

impl Filter {
    /// The stage asked for, where one is.
    pub fn stage(&self) -> Option<Stage> {
        match self.stage.as_str() {
            "1" => Some(Stage::Design),
            "2" => Some(Stage::Operation),
            _ => None,
        }
    }

    /// Whether a duty is told.
    pub fn takes(&self, one: &Judged) -> bool {
        let outcome = match self.show.as_str() {
            "all" => true,
            "unknown" => one.verdict.outcome == Outcome::Unknown,
            "met" => one.verdict.outcome == Outcome::Met,
            _ => is_gap(one),
        };
        outcome && self.stage().is_none_or(|stage| stage == one.rule.stage)
    }

    fn href(&self, names: &Names) -> String {
        let pairs = [("stage", self.stage.as_str()), ("show", &self.show)];
        let said: Vec<(&str, &str)> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        names.to(&address::with("/readiness", &address::query(&said)))
    }

    /// The filters as words with counts.
    pub fn words(&self, names: &Names, all: &[Judged]) -> Markup {
        let line = |label: &str, choices: Vec<(&str, Filter, bool)>, of: &dyn Fn(&Filter, &Judged) -> bool| {
            let links: Vec<(&str, String, usize, bool)> = choices
                .into_iter()
                .map(|(words, filter, chosen)| {
                    (words, filter.href(names), all.iter().filter(|one| of(&filter, one)).count(), chosen)
                })
                .collect();
            let words: Vec<FilterWord> = links
                .iter()
                .map(|(words, href, count, chosen)| FilterWord { words, href, count: Some(*count), chosen: *chosen })
                .collect();
            parts::filter_words(label, &words)
        };
        let show = |words, show: &str, chosen| (say(words), Filter { show: show.into(), ..self.clone() }, chosen);
        let stage = |words, stage: &str, chosen| (say(words), Filter { stage: stage.into(), ..self.clone() }, chosen);
        let told = self.show.as_str();
        html! {
            (line(say("Stage"), vec![
                stage("Both stages", "", self.stage().is_none()),
                stage("Stage 1", "1", self.stage() == Some(Stage::Design)),
                stage("Stage 2", "2", self.stage() == Some(Stage::Operation)),
            ], &|filter, one| filter.takes(one)))
            (line(say("Show"), vec![
                show("With gaps", "", !matches!(told, "all" | "unknown" | "met")),
                show("Cannot tell", "unknown", told == "unknown"),
                show("No gap found", "met", told == "met"),
                show("All", "all", told == "all"),
            ], &|filter, one| filter.takes(one)))
        }
    }

    /// Where a duty is told, whatever is told now.
    pub fn all_at(names: &Names, duty: &str) -> String {
        format!("{}#{duty}", names.to("/readiness?show=all"))
    }
}
