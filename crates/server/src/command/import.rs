//! `castellan import`: spreadsheets become records.

use std::{
    io::{BufRead, IsTerminal, stdin, stdout},
    path::{Path, PathBuf},
    process::ExitCode,
};

use isms::import::{Choices, Confidence, Outcome, Plan, SheetChoice, SheetIn, SheetPlan};
use recorder::{Caller, NotRecorded};
use serde_json::{Value, json};

use super::{
    Everywhere,
    exit::WrongUsage,
    named::{Register, register},
    output::{put, say},
    progress::Progress,
};
use crate::{
    answers::with,
    app::App,
    importing::{self, Brought, LARGEST_FILE, MOST_FILES},
    table::{lines, table},
};

/// Import spreadsheets: workbooks and CSV files, in any order, all of them in one act.
#[derive(clap::Args)]
pub struct Import {
    /// The files.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The register that all of their tables are of, where their headings do not tell.
    #[arg(long = "as", value_name = "REGISTER", value_parser = register(), hide_possible_values = true)]
    register: Option<Register>,
    /// What later imports compare with, where the file's name does not tell.
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Show what would come of it, and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Ask nothing: take what is certain, and leave out the tables that are not.
    #[arg(long)]
    yes: bool,
}

impl Import {
    pub async fn run(self, everywhere: &Everywhere) -> anyhow::Result<ExitCode> {
        let files = brought(&self.files)?;
        let (app, caller) = everywhere.open()?;
        let sheets = read(&files).await?;
        let mut choices = self.choices(sheets.len());
        let plan = importing::plan(&app, &app.recorder.read(&caller), &sheets, &choices)?;
        if self.dry_run {
            return planned(everywhere, &plan);
        }
        if !self.yes {
            ask(&plan, &mut choices)?;
        }
        done(everywhere, &app, &caller, (&files, sheets, choices)).await
    }

    /// What was said of all tables alike.
    fn choices(&self, tables: usize) -> Choices {
        let said = SheetChoice {
            register: self.register.map(|register| register.name().into()),
            source: self.source.clone(),
            ..SheetChoice::default()
        };
        Choices { sheets: vec![said; tables], only_certain: self.yes }
    }
}

fn brought(paths: &[PathBuf]) -> anyhow::Result<Vec<Brought>> {
    if paths.len() > MOST_FILES {
        return Err(WrongUsage(format!("{} files are too many: give {MOST_FILES} at most", paths.len())).into());
    }
    paths.iter().map(|path| Ok(bring(path)?)).collect()
}

fn bring(path: &Path) -> Result<Brought, NotRecorded> {
    let name = path.display();
    let unreadable = |error| NotRecorded::NotTaken(format!("`{name}` cannot be read: {error}"));
    let known = std::fs::metadata(path).map_err(unreadable)?;
    if !known.is_file() {
        return Err(NotRecorded::NotTaken(format!("`{name}` is not a file: give a workbook or a CSV file")));
    }
    let size = known.len();
    if usize::try_from(size).is_ok_and(|size| size <= LARGEST_FILE) {
        return Ok(Brought { name: name.to_string(), bytes: std::fs::read(path).map_err(unreadable)? });
    }
    let why = format!("`{name}` has {size} bytes: a file holds {LARGEST_FILE} at most, so split it into several");
    Err(NotRecorded::NotTaken(why))
}

async fn read(files: &[Brought]) -> anyhow::Result<Vec<SheetIn>> {
    let (mut progress, mut sheets) = (Progress::of("reading file"), Vec::new());
    for (file, done) in files.iter().zip(0_u64..) {
        progress.tell(done, files.len() as u64);
        sheets.extend(importing::read(std::slice::from_ref(file)).await?);
    }
    Ok(sheets)
}

/// Of a table without register nothing is asked: it is a cover, a legend or a chart, and says so among the problems.
fn is_uncertain(sheet: &SheetPlan) -> bool {
    sheet.register.is_some() && sheet.confidence == Confidence::Uncertain
}

fn planned(everywhere: &Everywhere, plan: &Plan) -> anyhow::Result<ExitCode> {
    let outcome = plan.outcome();
    say(everywhere, &with(json!(outcome), "dry_run", true.into()), || {
        words("Nothing is written; this would come:", &outcome)
    })?;
    let recognised = plan.sheets.iter().any(|sheet| sheet.register.is_some());
    Ok(if recognised { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Asks of each uncertain table what it is.
fn ask(plan: &Plan, choices: &mut Choices) -> anyhow::Result<()> {
    let uncertain: Vec<String> = plan.sheets.iter().filter(|sheet| is_uncertain(sheet)).map(guess).collect();
    let somebody_answers = stdin().is_terminal() && stdout().is_terminal();
    if !uncertain.is_empty() && !somebody_answers {
        let why = "say `--as REGISTER` for a file of its own, or leave out what is not certain with `--yes`";
        return Err(WrongUsage(format!("it is not certain what {} is: {why}", uncertain.join(", "))).into());
    }
    for (sheet, choice) in plan.sheets.iter().zip(&mut choices.sheets).filter(|(sheet, _)| is_uncertain(sheet)) {
        let question = "Enter takes it so, `-` leaves it out, or name a register";
        put(format!("It is not certain what {} is. {question}: ", guess(sheet)).as_bytes())?;
        answer(sheet, choice)?;
    }
    Ok(())
}

fn guess(sheet: &SheetPlan) -> String {
    let place = sheet.sheet.as_ref().map_or_else(|| sheet.file.clone(), |name| format!("{}, {name}", sheet.file));
    format!("`{place}` (perhaps {})", sheet.register.unwrap_or_default())
}

/// Reads answers until one can be understood.
fn answer(sheet: &SheetPlan, choice: &mut SheetChoice) -> anyhow::Result<()> {
    for line in stdin().lock().lines() {
        match line?.trim() {
            "" => choice.register = sheet.register.map(String::from),
            "-" => choice.leave_out = true,
            name => match recorder::named(name) {
                Ok(register) => choice.register = Some(register.name().into()),
                Err(unknown) => {
                    put(format!("{unknown}: ").as_bytes())?;
                    continue;
                }
            },
        }
        return Ok(());
    }
    Err(NotRecorded::NotTaken("the questions were not answered; nothing is written".into()).into())
}

async fn done(
    everywhere: &Everywhere, app: &App, caller: &Caller, (files, sheets, choices): (&[Brought], Vec<SheetIn>, Choices),
) -> anyhow::Result<ExitCode> {
    let imported = importing::import(app, caller, files, (sheets, choices), None).await?;
    let record = imported.record.map(|id| id.to_string());
    let head = match &record {
        Some(id) => format!("Recorded as {id}; to undo it: castellan do imports {id} withdrawn --reason WORDS"),
        None => "Nothing is new.".into(),
    };
    say(everywhere, &with(json!(imported.outcome), "import", json!(record)), || words(&head, &imported.outcome))?;
    Ok(ExitCode::SUCCESS)
}

const SHEET: &[&str] =
    &["file", "sheet", "register", "rows", "created", "changed", "unchanged", "skipped", "also_created"];
const PROBLEM: &[&str] = &["file", "sheet", "row", "field", "message"];

fn words(head: &str, outcome: &Outcome) -> String {
    let sheets: Vec<Value> = outcome
        .files
        .iter()
        .flat_map(|file| file.sheets.iter().map(|sheet| with(json!(sheet), "file", json!(file.file))))
        .collect();
    let problems: Vec<Value> = sheets.iter().flat_map(problems).collect();
    let problems = if problems.is_empty() { String::new() } else { lines(&table("problems", PROBLEM, &problems)) };
    format!("{head}\n\n{}\n{problems}", lines(&table("tables", SHEET, &sheets)))
}

fn problems(sheet: &Value) -> Vec<Value> {
    let found = sheet.get("problems").and_then(Value::as_array).into_iter().flatten();
    let place = |key| sheet.get(key).cloned().unwrap_or_default();
    found.map(|one| with(with(one.clone(), "file", place("file")), "sheet", place("sheet"))).collect()
}
