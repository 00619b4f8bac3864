//! Which register a table is of, and which of its rows heads the columns.

use super::{Confidence, RowIn, SheetIn, columns, control_numbers, names, source, words};
use crate::{any::AnyRegister, collection::plain, registers::register};
use std::collections::BTreeMap;

/// The header is looked for among this many rows; titles, legends and counts stand above it.
const ROWS_SEARCHED: usize = 20;
/// Rows below the header whose first cells tell what they number.
const ROWS_SAMPLED: usize = 25;
/// What files and sheets are called beside the names of the registers.
const CALLED: &[(&str, &[&str])] = &[
    ("actions", &["risk treatment plan", "risk treatment", "treatment plan", "action plan"]),
    ("assets", &["asset register", "asset inventory", "inventory of assets", "information assets"]),
    ("controls", &["statement of applicability", "soa", "applicability", "annex a", "control tracker"]),
    ("corrective-actions", &["capa", "capa register", "nonconformities", "nonconformity"]),
    ("documents", &["policies", "policy", "policy register", "procedures", "document register"]),
    ("entitlements", &["access list", "access rights", "user access", "accounts"]),
    ("exceptions", &["waivers", "exceptions register"]),
    ("incidents", &["incident log", "incident register"]),
    ("objectives", &["security objectives"]),
    ("obligations", &["legal compliance register", "legal register", "laws", "legal", "compliance register"]),
    ("people", &["employees", "staff", "hr list", "personnel"]),
    ("risks", &["risk register", "risk assessment", "risk log"]),
    ("suppliers", &["vendors", "supplier register", "third parties", "providers"]),
    ("systems", &["applications", "application inventory"]),
    ("trainings", &["training", "training register", "training records", "awareness"]),
];

/// What was recognised in a table.
#[derive(Clone)]
pub(super) struct Recognised {
    pub register: &'static dyn AnyRegister,
    /// The place of the heading row among the rows.
    pub header: usize,
    pub confidence: Confidence,
    /// Other registers it might be of, the likeliest first.
    pub instead: Vec<&'static str>,
}

/// How well a row heads the columns of a register.
struct Score {
    register: &'static dyn AnyRegister,
    header: usize,
    points: f64,
    /// Columns that are understood, of those that are headed.
    matched: usize,
    headed: usize,
    /// Whether a record could be told by number or name.
    told: bool,
    named: bool,
}

/// Finds the register and the heading row; a register or a row that somebody chose is not doubted.
pub(super) fn recognise(sheet: &SheetIn, chosen: Option<&str>, header_row: Option<u32>) -> Option<Recognised> {
    let named = named(sheet);
    let mut best: BTreeMap<&str, Score> = BTreeMap::new();
    let mut below = sheet.rows.iter().enumerate().take(ROWS_SEARCHED).collect::<Vec<_>>();
    if let Some(number) = header_row {
        below = sheet.rows.iter().enumerate().filter(|(_, row)| row.number == number).collect();
    }
    for (place, row) in below {
        for score in scores(place, row, &named) {
            let known = best.get(score.register.name());
            if known.is_none_or(|known| known.points < score.points) {
                best.insert(score.register.name(), score);
            }
        }
    }
    let mut scores: Vec<Score> = best.into_values().collect();
    for score in &mut scores {
        score.points += numbered_so(score, sheet);
    }
    scores.sort_by(|one, other| other.points.total_cmp(&one.points));
    match chosen {
        Some(name) => as_chosen(name, scores, header_row.is_some(), sheet),
        None => guessed(scores),
    }
}

fn as_chosen(name: &str, scores: Vec<Score>, row_chosen: bool, sheet: &SheetIn) -> Option<Recognised> {
    let score = scores.into_iter().find(|score| score.register.name() == name);
    let header = match score {
        Some(score) if row_chosen || score.matched > 0 => score.header,
        _ => sheet.rows.iter().position(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()))?,
    };
    let register = register(name).filter(|register| words::importable().any(|one| one.name() == register.name()))?;
    Some(Recognised { register, header, confidence: Confidence::Certain, instead: vec![] })
}

fn guessed(scores: Vec<Score>) -> Option<Recognised> {
    let (best, others) = scores.split_first()?;
    if best.matched < 2 {
        return None;
    }
    let next = others.first().map_or(0.0, |other| other.points);
    let lead = if next > 0.0 { best.points / next } else { f64::INFINITY };
    let covered = best.matched as f64 / best.headed.max(1) as f64;
    let confidence = match () {
        () if !best.told => Confidence::Uncertain,
        () if best.matched > 2 && covered >= 0.4 && (best.named || lead >= 1.5) => Confidence::Certain,
        () if best.named || lead >= 1.15 => Confidence::Likely,
        () => Confidence::Uncertain,
    };
    let near = others.iter().filter(|other| other.points * 2.0 >= best.points).take(3);
    let instead = near.map(|other| other.register.name()).collect();
    Some(Recognised { register: best.register, header: best.header, confidence, instead })
}

/// A word that few registers know tells more than one that all know.
fn scores(place: usize, row: &RowIn, named: &[(&'static str, f64)]) -> Vec<Score> {
    let headings: Vec<String> =
        row.cells.iter().map(|cell| words::heading(cell)).filter(|head| !head.is_empty()).collect();
    let mut paths: BTreeMap<&str, (Score, Vec<&str>)> = BTreeMap::new();
    for heading in &headings {
        let meanings = words::meanings(heading);
        for meaning in meanings {
            let empty = || Score {
                register: meaning.register,
                header: place,
                points: 0.0,
                matched: 0,
                headed: headings.len(),
                told: false,
                named: false,
            };
            let (score, known) = paths.entry(meaning.register.name()).or_insert_with(|| (empty(), vec![]));
            if !known.contains(&meaning.path) {
                known.push(meaning.path);
                score.matched += 1;
                score.points += 0.25 + 1.0 / meanings.len() as f64;
            }
        }
    }
    let told = |(mut score, paths): (Score, Vec<&str>)| {
        let name = paths.contains(&columns::name_of(score.register));
        score.told = name || paths.contains(&"reference");
        score.points += f64::from(u8::from(name)) + f64::from(u8::from(paths.contains(&"reference"))) / 2.0;
        let called = named.iter().find(|(name, _)| *name == score.register.name());
        score.named = called.is_some();
        score.points += called.map_or(0.0, |(_, points)| *points);
        score
    };
    paths.into_values().map(told).collect()
}

/// The registers that the names of sheet and file speak of: the sheet's counts more, and the longest words win.
fn named(sheet: &SheetIn) -> Vec<(&'static str, f64)> {
    let stem = source::stem(&sheet.file);
    let telling = sheet.sheet.as_deref().filter(|name| !is_silent(name));
    let said = [(telling.unwrap_or_default(), 3.5), (stem.as_str(), if telling.is_some() { 1.0 } else { 3.5 })];
    said.into_iter().flat_map(|(text, points)| longest(text).into_iter().map(move |name| (name, points))).collect()
}

/// `Sheet1` is what a spreadsheet calls a sheet that nobody named.
fn is_silent(sheet: &str) -> bool {
    let word = sheet.trim_end_matches(|letter: char| letter.is_ascii_digit()).trim().to_lowercase();
    ["", "sheet", "table", "tabelle", "feuil", "blad", "hoja", "foglio"].contains(&word.as_str())
}

fn longest(text: &str) -> Vec<&'static str> {
    let text = format!(" {} ", plain(&text.replace(['_', '-', '.', '(', ')'], " ")));
    let mut found: Vec<(usize, &'static str)> = Vec::new();
    for register in words::importable() {
        let (name, one) = (register.name(), register.description().face.one);
        let more = CALLED.iter().filter(|(called, _)| *called == name).flat_map(|(_, more)| more.iter().copied());
        let all = [name.replace('-', " "), one.to_string()].into_iter().chain(more.map(String::from));
        let length = all.filter(|words| text.contains(&format!(" {words} "))).map(|words| words.len()).max();
        found.extend(length.map(|length| (length, name)));
    }
    let most = found.iter().map(|(length, _)| *length).max();
    found.into_iter().filter(|(length, _)| Some(*length) == most).map(|(_, name)| name).collect()
}

/// What the first cells below the header number: controls of Annex A, or records with these letters.
fn numbered_so(score: &Score, sheet: &SheetIn) -> f64 {
    let below = sheet.rows.iter().skip(score.header + 1).take(ROWS_SAMPLED);
    let first = below.filter_map(|row| row.cells.iter().map(|cell| cell.trim()).find(|cell| !cell.is_empty()));
    let (mut rows, mut fit) = (0_u32, 0_u32);
    for cell in first {
        rows += 1;
        let letters = cell.split('-').next().unwrap_or_default();
        let fits = match score.register.name() {
            "controls" => control_numbers::whole(cell).is_some(),
            _ => names::is_code(cell) && letters.eq_ignore_ascii_case(score.register.letters()),
        };
        fit += u32::from(fits);
    }
    let weight = if score.register.name() == "controls" { 3.0 } else { 0.75 };
    if rows > 0 && fit * 2 >= rows { weight } else { 0.0 }
}
