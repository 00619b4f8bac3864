//! What stands in the form: as it was typed, and as criteria where it can be read.

use isms::{
    MOST_STEPS, Reason,
    criteria::{Criteria, Level, ScaleStep, Scoring},
    say as reason,
};

/// A line of a scale or of the levels: name, and description or least score.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    pub name: String,
    pub value: String,
}

/// The form as it was typed; nothing of it is lost.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Typed {
    pub likelihood: Vec<Line>,
    pub consequence: Vec<Line>,
    /// `product`, `sum`, `maximum` or `table`.
    pub score: String,
    /// The table: a line for each step of likelihood, the least first.
    pub table: String,
    pub levels: Vec<Line>,
    /// The place of the limit among the levels, from 0.
    pub limit: String,
    /// Why, for the ledger.
    pub reason: String,
    /// The revision of the organisation that was opened.
    pub seen: Option<u32>,
    /// What it re-ranks was seen.
    pub is_confirmed: bool,
    /// The group for which another line is asked for, and nothing else yet; empty otherwise.
    pub more: String,
}

/// The most lines of a scale or of the levels.
pub const MOST: usize = MOST_STEPS as usize;

impl Typed {
    /// The form for these criteria.
    pub fn of(criteria: &Criteria) -> Typed {
        let steps = |steps: &[ScaleStep]| {
            lines(steps.iter().map(|step| Line { name: step.name.clone(), value: step.description.clone() }))
        };
        let row = |row: &Vec<u32>| row.iter().map(u32::to_string).collect::<Vec<_>>().join(" ");
        Typed {
            likelihood: steps(&criteria.likelihood),
            consequence: steps(&criteria.consequence),
            score: serde_json::to_value(criteria.score)
                .ok()
                .and_then(|word| Some(word.as_str()?.to_owned()))
                .unwrap_or_default(),
            table: criteria.table.iter().map(row).collect::<Vec<_>>().join("\n"),
            levels: lines(
                criteria.levels.iter().map(|level| Line { name: level.name.clone(), value: level.from.to_string() }),
            ),
            limit: criteria.limit().to_string(),
            ..Typed::default()
        }
    }

    /// The form as it was sent.
    pub fn sent(pairs: &[(String, String)]) -> Typed {
        let find = |name: &str| {
            pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default()
        };
        let came = |name: &str| pairs.iter().any(|(known, _)| known == name);
        let more = find("more");
        let all = |group: &str| {
            let name = |at: usize| format!("{group}.{at}.name");
            let count = (0..MOST).rposition(|at| came(&name(at))).map_or(0, |last| last + 1);
            let count = MOST.min(count + usize::from(more == group));
            let line = |at| Line { name: find(&name(at)), value: find(&format!("{group}.{at}.value")) };
            (0..count).map(line).collect()
        };
        Typed {
            likelihood: all("likelihood"),
            consequence: all("consequence"),
            score: find("score"),
            table: find("table"),
            levels: all("levels"),
            limit: find("limit"),
            reason: find("reason"),
            seen: find("seen").parse().ok(),
            is_confirmed: find("confirmed") == "yes",
            more: more.clone(),
        }
    }

    /// Whether another line is asked for.
    pub fn wants_more(&self) -> bool {
        !self.more.is_empty()
    }

    /// The same as pairs, to be sent again.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let group = |name: &'static str, lines: &[Line]| {
            let pairs = lines.iter().enumerate().filter(|(_, line)| !line.is_empty()).flat_map(move |(at, line)| {
                [(format!("{name}.{at}.name"), line.name.clone()), (format!("{name}.{at}.value"), line.value.clone())]
            });
            pairs.collect::<Vec<_>>()
        };
        let single = [("score", &self.score), ("table", &self.table), ("limit", &self.limit)];
        let single = single.map(|(name, value)| (name.to_owned(), value.clone()));
        [
            group("likelihood", &self.likelihood),
            group("consequence", &self.consequence),
            group("levels", &self.levels),
            single.into(),
        ]
        .concat()
    }

    /// The criteria that were typed.
    ///
    /// # Errors
    /// All that is wrong with them, each beside its field.
    pub fn criteria(&self) -> Result<Criteria, Vec<Reason>> {
        let mut reasons = Vec::new();
        let score = self.score().map_err(|no| reasons.push(no)).unwrap_or(Scoring::Product);
        let table = if score == Scoring::Table {
            self.table().map_err(|no| reasons.push(no)).unwrap_or_default()
        } else {
            vec![]
        };
        let levels = self.levels().map_err(|no| reasons.push(no)).unwrap_or_default();
        let limit = self
            .limit
            .parse::<usize>()
            .ok()
            .and_then(|at| self.levels.get(at))
            .map(|level| level.name.trim().to_owned());
        let criteria = Criteria {
            likelihood: steps(&self.likelihood),
            consequence: steps(&self.consequence),
            score,
            table,
            levels,
            limit: limit.unwrap_or_default(),
        };
        if reasons.is_empty() {
            reasons = criteria.check();
        }
        if reasons.is_empty() { Ok(criteria) } else { Err(reasons) }
    }

    fn score(&self) -> Result<Scoring, Reason> {
        serde_json::from_value(self.score.as_str().into()).map_err(|_| {
            Reason::new(reason!("it was not said how the score is made"), reason!("choose one of the four")).at("score")
        })
    }

    fn table(&self) -> Result<Vec<Vec<u32>>, Reason> {
        let number = |text: &str| {
            let wrong = || {
                Reason::new(
                    reason!("`{text}` is no number of a table", text = text),
                    reason!("write whole numbers with spaces between them"),
                )
                .at("table")
            };
            text.parse::<u32>().map_err(|_| wrong())
        };
        let row = |line: &str| line.split([' ', '\t', ',', ';']).filter(|text| !text.is_empty()).map(number).collect();
        self.table.lines().filter(|line| !line.trim().is_empty()).take(MOST + 1).map(row).collect()
    }

    fn levels(&self) -> Result<Vec<Level>, Reason> {
        let level = |line: &Line| {
            let wrong = || {
                Reason::new(
                    reason!("`{text}` is no score to begin at", text = line.value),
                    reason!("write a whole number"),
                )
                .at("levels")
            };
            Ok(Level { name: line.name.trim().into(), from: line.value.trim().parse().map_err(|_| wrong())? })
        };
        self.levels.iter().filter(|line| !line.is_empty()).map(level).collect()
    }
}

impl Line {
    fn is_empty(&self) -> bool {
        self.name.trim().is_empty() && self.value.trim().is_empty()
    }
}

/// These lines and a blank one to go on with.
fn lines(given: impl Iterator<Item = Line>) -> Vec<Line> {
    given.chain([Line::default()]).take(MOST).collect()
}

/// Steps up to the last that says something; one that is left out between others is a fault, which the check names.
fn steps(lines: &[Line]) -> Vec<ScaleStep> {
    let count = lines.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
    lines
        .iter()
        .take(count)
        .map(|line| ScaleStep { name: line.name.trim().into(), description: line.value.trim().into() })
        .collect()
}

/// The field of the form that a reason is about: refusals of the register speak of `criteria.levels`.
pub fn field_of(field: &str) -> &str {
    let field = field.strip_prefix("criteria.").unwrap_or(field);
    field.split('.').next().unwrap_or(field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_and_sent_back_is_the_same_criteria() {
        let criteria = Criteria::default();
        let typed = Typed::of(&criteria);
        assert_eq!(Typed::sent(&typed.pairs()).criteria(), Ok(criteria));
    }

    #[test]
    fn the_form_has_a_line_for_each_step_and_one_to_go_on_with_up_to_the_most() {
        let mut typed = Typed::of(&Criteria::default());
        assert_eq!((typed.likelihood.len(), typed.levels.len()), (6, 5));
        let with = |typed: &Typed, more: &str| [typed.pairs(), vec![("more".into(), more.into())]].concat();
        assert_eq!(Typed::sent(&with(&typed, "levels")).levels.len(), 5, "four stand there");
        typed.likelihood[5].name = "Every day".into();
        let another = Typed::sent(&with(&typed, "likelihood"));
        assert_eq!((another.likelihood.len(), another.consequence.len()), (7, 5));
        typed.likelihood = vec![Line { name: "step".into(), value: "what it means".into() }; 10];
        assert_eq!(Typed::sent(&with(&typed, "likelihood")).likelihood.len(), 10);
    }

    #[test]
    fn a_table_is_read_line_by_line() {
        let table =
            Typed { score: "table".into(), table: "1 2 3\n2, 3; 5\n".into(), ..Typed::of(&Criteria::default()) };
        assert_eq!(table.table(), Ok(vec![vec![1, 2, 3], vec![2, 3, 5]]));
        assert!(Typed { table: "1 two".into(), ..table.clone() }.table().is_err());
        let reasons = table.criteria().unwrap_err();
        assert_eq!(reasons[0].field.as_deref(), Some("table"), "it does not fit five by five");
    }

    #[test]
    fn every_fault_stands_beside_its_field() {
        let good = Typed::of(&Criteria::default());
        let fields = |typed: &Typed| -> Vec<String> {
            typed
                .criteria()
                .unwrap_err()
                .into_iter()
                .filter_map(|one| one.field)
                .map(|field| field_of(&field).to_owned())
                .collect()
        };
        assert_eq!(fields(&Typed { score: "guess".into(), ..good.clone() }), ["score"]);
        assert_eq!(fields(&Typed { limit: "9".into(), ..good.clone() }), ["limit"]);
        let mut gap = good.clone();
        gap.likelihood[1] = Line::default();
        assert_eq!(fields(&gap), ["likelihood"]);
        let mut low = good;
        low.levels[2].value = "six".into();
        assert_eq!(fields(&low), ["levels"]);
        assert_eq!(low.levels[2].value, "six", "what was typed is kept");
    }
}
