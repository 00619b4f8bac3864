//! Lists the pages of the standards and the templates of documents, so that a new file in `content/` is one without another line.

use std::{env, fs, io, path::Path};

const FOLDERS: [&str; 3] = ["iso27001", "iso27002", "policies"];

fn main() -> io::Result<()> {
    // Asked when it runs: built in another clone, it would read that one's.
    let here = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let content = Path::new(&here).join("../../content");
    let mut list = String::new();
    for folder in FOLDERS {
        println!("cargo::rerun-if-changed={}", content.join(folder).display());
        let mut pages =
            fs::read_dir(content.join(folder))?.map(|file| Ok(file?.path())).collect::<io::Result<Vec<_>>>()?;
        pages.sort();
        let line = |page: &Path| format!("    ({:?}, include_str!({page:?})),\n", page.file_stem().unwrap_or_default());
        let lines: String = pages.iter().map(|page| line(page)).collect();
        list += &format!(
            "/// The files of `content/{folder}`: name and text.\npub(crate) static {}: &[(&str, &str)] = &[\n{lines}];\n",
            folder.to_uppercase()
        );
    }
    fs::write(Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("pages.rs"), list)
}
