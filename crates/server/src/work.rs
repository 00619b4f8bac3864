//! Work on untrusted input, and the printing of reports, done in a child process that limits itself and may die alone.
//!
//! The parent starts this same program as `castellan work`, writes one job to its standard input (a line of JSON, then
//! the raw bytes), and reads one answer, in JSON, from its standard output. Whatever a crafted file does to a parser
//! (abort, endless loop, all memory) ends the child and becomes a sentence for the person who brought the file.
//!
//! A new kind of job is a variant of [`Task`], a variant of [`Answer`] and an arm in [`perform`].

mod confine;

use std::io::{self, BufRead, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{ExitCode, ExitStatus, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use formats::Sheet;
use recorder::NotRecorded;
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, ChildStdin, Command};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::problem::Failed;

/// The first argument by which the program becomes a child.
pub const COMMAND: &str = "work";

/// Children at once. Each may take a core and [`confine::MEMORY`]; the server runs on two cores and shares them.
const CHILDREN: usize = 2;

/// How long a job waits for its turn before the person is asked to come back: longer than two jobs may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// When a child is killed, above its own limit of processor time. The largest file within the limits of `formats` takes
/// a few seconds.
const DEADLINE: Duration = Duration::from_secs(20);

/// Bytes of an answer: all texts and cells that `formats` lets through, with their JSON around them.
const ANSWER: u64 = 128 * 1024 * 1024;

/// The same for a child that prints: the longest statement takes most of its processor time, and on a busy machine more
/// of the clock's.
const PRINT_DEADLINE: Duration = Duration::from_secs(45);

/// The program that is running, also after another version was put in its place on the disk.
const THIS_PROGRAM: &str = "/proc/self/exe";

/// Bytes of complaint that are logged.
const COMPLAINT: u64 = 16 * 1024;

static TURNS: Semaphore = Semaphore::const_new(CHILDREN);

/// One piece of work, on bytes that are not trusted.
#[derive(Debug, Serialize, Deserialize)]
pub struct Job {
    /// What to do.
    pub task: Task,
    /// What the bytes are called, for messages.
    pub name: String,
    /// The bytes; they follow the JSON of the job as they are.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

/// What can be done.
#[derive(Debug, Serialize, Deserialize)]
pub enum Task {
    /// Read the tables of a workbook or CSV file.
    Read,
    /// Say whether a file shows nothing at all.
    IsBlank,
    /// Print the Statement of Applicability that the bytes hold as JSON.
    Print,
    /// Print the table that the bytes hold as JSON.
    PrintTable,
}

/// What comes back.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// The tables of a file.
    Sheets(Vec<Sheet>),
    /// Whether a file shows nothing.
    Blank(bool),
    /// A PDF, in hexadecimal digits.
    Pdf(String),
}

/// Why no answer came.
#[derive(Debug, thiserror::Error)]
pub enum WorkFailed {
    /// The input was understood and refused; the sentence says why, and what to do.
    #[error("{0}")]
    Refused(String),
    /// The child died or was killed over this input.
    #[error(
        "`{0}` could not be read safely: it is damaged in a way that takes more time or memory than any register needs; \
         copy its tables into a new file, and try again"
    )]
    Died(String),
    /// The child died or was killed over this report.
    #[error(
        "{0} could not be printed: it takes more time or memory than a report may; shorten its longest texts, or take the spreadsheet"
    )]
    NotPrinted(String),
    /// Too many other jobs at once.
    #[error("{0} has to wait: too many files are being read or printed at the same time; try again in a minute")]
    Busy(String),
    /// The child could not be started at all.
    #[error("the process that reads files and prints reports could not be started: {0}")]
    NotStarted(#[from] io::Error),
}

impl From<WorkFailed> for Failed {
    fn from(failed: WorkFailed) -> Failed {
        match failed {
            WorkFailed::NotStarted(error) => anyhow::anyhow!("the child could not be started: {error}").into(),
            WorkFailed::Busy(_) => NotRecorded::Busy.into(),
            WorkFailed::Refused(_) | WorkFailed::Died(_) | WorkFailed::NotPrinted(_) => {
                NotRecorded::NotTaken(failed.to_string()).into()
            }
        }
    }
}

/// Prints a report in a child process.
///
/// # Errors
/// Says what its texts would have to be, or that too much is printed at the same time.
pub async fn print(task: Task, name: &str, report: &impl Serialize) -> Result<Vec<u8>, Failed> {
    let bytes = serde_json::to_vec(report).map_err(anyhow::Error::from)?;
    match run(Job { task, name: name.into(), bytes }).await? {
        Answer::Pdf(digits) => hex::decode(digits).map_err(|error| anyhow::Error::from(error).into()),
        Answer::Sheets(_) | Answer::Blank(_) => {
            Err(anyhow::anyhow!("a working process read a file instead of printing").into())
        }
    }
}

/// Does a job in a child process. Dropping the future kills the child, and only then is its turn another's.
pub async fn run(job: Job) -> Result<Answer, WorkFailed> {
    let _turn = timeout(PATIENCE, TURNS.acquire()).await.map_err(|_| WorkFailed::Busy(job.name.clone()))?;
    let mut child = start()?;
    match timeout(job.task.deadline(), converse(&mut child, &job)).await {
        Ok(Ok((status, answer))) if status.success() => understand(answer, job).await,
        outcome => {
            tracing::warn!(file = job.name, ?outcome, "a working process died");
            child.kill().await.ok();
            Err(job.task.died(job.name))
        }
    }
}

impl Task {
    fn deadline(&self) -> Duration {
        match self {
            Task::Read | Task::IsBlank => DEADLINE,
            Task::Print | Task::PrintTable => PRINT_DEADLINE,
        }
    }

    fn died(&self, name: String) -> WorkFailed {
        match self {
            Task::Read | Task::IsBlank => WorkFailed::Died(name),
            Task::Print | Task::PrintTable => WorkFailed::NotPrinted(name),
        }
    }
}

/// Names the program that becomes the child, where it is not this one: a test is another.
pub fn work_by(program: PathBuf) {
    _ = PROGRAM.set(program);
}

static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// Starts the child with nothing from the environment, where secrets may stand. One thread at its work: the confined
/// memory is for one, and the server shares the cores.
fn start() -> io::Result<Child> {
    let mut command = Command::new(PROGRAM.get().map_or(Path::new(THIS_PROGRAM), PathBuf::as_path));
    command.arg(COMMAND).env_clear().env("RAYON_NUM_THREADS", "1").kill_on_drop(true);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()
}

/// Sends the job and hears the answer out, both at once, since either side may wait for the other.
async fn converse(child: &mut Child, job: &Job) -> io::Result<(ExitStatus, Vec<u8>)> {
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let (_, answer, complaint) = tokio::join!(send(stdin, job), hear(stdout, ANSWER), hear(stderr, COMPLAINT));
    for line in String::from_utf8_lossy(&complaint?).lines().filter(|line| !line.is_empty()) {
        tracing::warn!(file = job.name, "working process: {line}");
    }
    Ok((child.wait().await?, answer?))
}

/// A child that dies before it has read everything breaks the pipe; its exit status tells more than that.
async fn send(stdin: Option<ChildStdin>, job: &Job) -> io::Result<()> {
    let Some(mut stdin) = stdin else { return Ok(()) };
    stdin.write_all((serde_json::to_string(job)? + "\n").as_bytes()).await?;
    stdin.write_all(&job.bytes).await?;
    stdin.shutdown().await
}

/// Reads up to a limit; a child that says more finds nobody listening, and fails.
async fn hear(source: Option<impl AsyncRead + Unpin>, limit: u64) -> io::Result<Vec<u8>> {
    let mut heard = Vec::new();
    if let Some(source) = source {
        source.take(limit).read_to_end(&mut heard).await?;
    }
    Ok(heard)
}

/// Reads the answer on a thread that may take its time.
async fn understand(answer: Vec<u8>, job: Job) -> Result<Answer, WorkFailed> {
    let read = tokio::task::spawn_blocking(move || serde_json::from_slice::<Result<Answer, String>>(&answer));
    match read.await {
        Ok(Ok(answer)) => answer.map_err(WorkFailed::Refused),
        outcome => {
            tracing::warn!(file = job.name, ?outcome, "a working process gave no answer");
            Err(job.task.died(job.name))
        }
    }
}

/// The child: limits itself, reads one job from standard input, answers on standard output. To be called before anything
/// else is started, since limits hold for the calling thread.
pub fn child() -> ExitCode {
    for gap in confine::confine() {
        eprintln!("{gap}");
    }
    match answer(io::stdin().lock(), io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn answer(mut input: impl BufRead, output: impl Write) -> io::Result<()> {
    let mut line = String::new();
    input.read_line(&mut line)?;
    let mut job: Job = serde_json::from_str(&line)?;
    input.read_to_end(&mut job.bytes)?;
    let mut output = BufWriter::new(output);
    serde_json::to_writer(&mut output, &perform(&job))?;
    output.flush()
}

fn perform(job: &Job) -> Result<Answer, String> {
    match job.task {
        Task::Read => formats::read(&job.name, &job.bytes).map(Answer::Sheets).map_err(|reason| reason.to_string()),
        Task::IsBlank => Ok(Answer::Blank(formats::is_blank(&job.bytes))),
        Task::Print => {
            let statement = serde_json::from_slice(&job.bytes).map_err(|error| error.to_string())?;
            let pdf = reports::statement_of_applicability(&statement).map_err(|failed| failed.to_string())?;
            Ok(Answer::Pdf(hex::encode(pdf)))
        }
        Task::PrintTable => {
            let table = serde_json::from_slice(&job.bytes).map_err(|error| error.to_string())?;
            let pdf = reports::table_report(&table).map_err(|failed| failed.to_string())?;
            Ok(Answer::Pdf(hex::encode(pdf)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(name: &str, bytes: &[u8]) -> Result<Answer, String> {
        let job = Job { task: Task::Read, name: name.into(), bytes: Vec::new() };
        let input = [serde_json::to_string(&job).unwrap().as_bytes(), b"\n", bytes].concat();
        let mut output = Vec::new();
        answer(input.as_slice(), &mut output).unwrap();
        serde_json::from_slice(&output).unwrap()
    }

    #[test]
    fn an_answer_crosses_the_pipe_whole() {
        let bytes = "Risk;Owner\n\"a\nb\";Jürgen €\n";
        let sheets = formats::read("risks.csv", bytes.as_bytes()).unwrap();
        assert_eq!(answered("risks.csv", bytes.as_bytes()), Ok(Answer::Sheets(sheets)));
    }

    #[test]
    fn a_refusal_is_an_answer() {
        let refusal = answered("line\nbreak.pdf", b"%PDF-1.7").unwrap_err();
        assert!(refusal.contains("line\nbreak.pdf") && refusal.contains("PDF"), "{refusal}");
    }

    #[test]
    fn a_broken_job_is_an_error() {
        for input in ["", "\n", "{}\n", "{\"task\":\"Dance\",\"name\":\"x\"}\n"] {
            assert!(answer(input.as_bytes(), Vec::new()).is_err(), "{input}");
        }
    }
}
