//! Turns the pages' own typefaces into the form the typesetter reads, and lists them for `faces.rs`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "../../build/npm.rs"]
mod npm;

/// Package, family and styles of each typeface; the styles are what the templates ask for and no more.
const FACES: [(&str, &str, &[&str]); 2] = [
    ("ysabeau-office", "Ysabeau Office", &["500-normal", "500-italic", "600-normal"]),
    ("spline-sans-mono", "Spline Sans Mono", &["400-normal"]),
];

/// The scripts a face is cut into. A package has some of them.
const SUBSETS: [&str; 8] = ["latin", "latin-ext", "greek", "cyrillic", "cyrillic-ext", "vietnamese", "math", "symbols"];

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=../../build/npm.rs");
    if let Err(reason) = write_faces() {
        println!("cargo::error={reason}");
        std::process::exit(1)
    }
}

fn write_faces() -> Result<(), String> {
    let node_modules = npm::install(Path::new("../../build"));
    let out_dir = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    let mut list = String::from("&[\n");
    for (package, family, styles) in FACES {
        let files = node_modules.join("@fontsource").join(package).join("files");
        let mut found = 0;
        for (subset, style) in SUBSETS.iter().flat_map(|subset| styles.iter().map(move |style| (subset, style))) {
            let name = format!("{package}-{subset}-{style}");
            let Ok(packed) = fs::read(files.join(format!("{name}.woff2"))) else { continue };
            let font =
                wuff::decompress_woff2(&packed).map_err(|e| format!("cannot unpack the font `{name}`: {e:?}"))?;
            let target = out_dir.join(format!("{name}.ttf"));
            fs::write(&target, font).map_err(|e| format!("cannot write `{}`: {e}", target.display()))?;
            // The debug form of a path is a valid string literal, also with the backslashes of Windows.
            let _ = writeln!(list, "    (\"{family} {subset}\", include_bytes!({target:?})),");
            found += 1;
        }
        if found == 0 {
            return Err(format!("no font of `@fontsource/{package}` in `{}`", files.display()));
        }
    }
    list.push(']');
    fs::write(out_dir.join("faces.rs"), list).map_err(|e| format!("cannot write the list of fonts: {e}"))
}
