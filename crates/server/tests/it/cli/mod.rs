//! The command line as a program meets it: the built binary, in a folder of its own.

mod accounts;
mod dates;
mod imports;
mod ledger;
mod northwind;
mod real_files;
mod records;
mod serving;
mod signing;
mod usage;
mod views;

use std::{
    path::PathBuf,
    process::{Command, Output, Stdio},
    sync::LazyLock,
};

use serde_json::Value;
use tempfile::TempDir;

/// A data directory in a temporary folder.
pub struct Folder {
    folder: TempDir,
}

/// What a command said, and how it ended.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Folder {
    /// A folder with nothing in it.
    pub fn empty() -> Folder {
        Folder { folder: tempfile::tempdir().unwrap() }
    }

    /// The organisation Acme, with an account for `admin@example.com`. It is founded once, and copied.
    pub fn founded() -> Folder {
        static FOUNDED: LazyLock<Folder> = LazyLock::new(|| {
            let folder = Folder::empty();
            folder.does(&["init", "--organisation", "Acme Ltd", "--admin", "admin@example.com"]);
            folder
        });
        let folder = Folder::empty();
        for inner in ["data", "data/vault", "data/keys"] {
            std::fs::create_dir(folder.path(inner)).unwrap();
        }
        for file in
            std::fs::read_dir(FOUNDED.path("data")).unwrap().map(Result::unwrap).filter(|file| file.path().is_file())
        {
            std::fs::copy(file.path(), PathBuf::from(folder.path("data")).join(file.file_name())).unwrap();
        }
        folder
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_string_lossy().into_owned()
    }

    /// The command, to be completed.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_castellan"));
        command.env_clear().env("CASTELLAN_DATA", self.path("data")).stdin(Stdio::null()).args(arguments);
        command
    }

    /// Runs a command.
    pub fn run(&self, arguments: &[&str]) -> Said {
        said(&self.command(arguments).output().unwrap())
    }

    /// Runs a command that is done: what it said.
    pub fn does(&self, arguments: &[&str]) -> String {
        let said = self.run(arguments);
        assert_eq!((said.code, said.err.as_str()), (0, ""), "{arguments:?}");
        said.out
    }

    /// Runs a command that is done: what it said in JSON.
    pub fn json(&self, arguments: &[&str]) -> Value {
        let out = self.does(arguments);
        serde_json::from_str(&out).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {out}"))
    }

    /// Runs a command that is not done, ends with this code and says nothing but why.
    pub fn refuses(&self, code: i32, arguments: &[&str]) -> String {
        let said = self.run(arguments);
        assert_eq!((said.code, said.out.as_str()), (code, ""), "{arguments:?}: {}", said.err);
        said.err
    }
}

pub fn said(output: &Output) -> Said {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Said { code: output.status.code().unwrap(), out: text(&output.stdout), err: text(&output.stderr) }
}

/// A file of the sample organisation.
pub fn northwind(file: &str) -> String {
    format!("{}/../../content/sample/northwind-analytics/{file}", env!("CARGO_MANIFEST_DIR"))
}
