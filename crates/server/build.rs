//! Gathers what the pages need from `assets/` and from the npm packages of `build/`: one stylesheet, the scripts, the
//! typefaces, one sprite of icons. Each file is named with a hash of its content and listed for `src/assets.rs`.

#[path = "../../build/npm.rs"]
mod npm;

use std::fmt::Write;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The icons of lucide that the pages show, always beside a word.
const ICONS: [&str; 5] = ["menu", "x", "printer", "download", "upload"];

/// npm package and the folder in it that holds typefaces; then the typefaces: Latin, and Latin of other languages.
const TYPEFACES: [(&str, &[&str]); 2] = [
    (
        "@fontsource-variable/ysabeau-office",
        &["latin-wght-normal", "latin-wght-italic", "latin-ext-wght-normal", "latin-ext-wght-italic"],
    ),
    ("@fontsource-variable/spline-sans-mono", &["latin-wght-normal", "latin-ext-wght-normal"]),
];

/// Packages whose files are embedded; their licences are served beside the files.
const PACKAGES: [&str; 4] =
    ["@fontsource-variable/ysabeau-office", "@fontsource-variable/spline-sans-mono", "htmx.org", "lucide-static"];

type Outcome<T> = Result<T, String>;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=assets");
    println!("cargo:rerun-if-changed=../../build/npm.rs");
    let node_modules = npm::install(Path::new("../../build"));
    if let Err(reason) = gather(&node_modules) {
        println!("cargo::error={reason}");
        std::process::exit(1);
    }
}

fn gather(node_modules: &Path) -> Outcome<()> {
    let out_dir = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    let mut shelf = Shelf { folder: out_dir.join("assets"), names: Vec::new(), table: String::new() };
    fs::create_dir_all(&shelf.folder).map_err(|e| format!("cannot create `{}`: {e}", shelf.folder.display()))?;
    for (package, faces) in TYPEFACES {
        let stem = package.rsplit('/').next().unwrap_or(package);
        for face in faces {
            let name = format!("{stem}-{face}.woff2");
            shelf.put(&name, read(&node_modules.join(package).join("files").join(&name))?)?;
        }
    }
    shelf.put("mark.svg", read(Path::new("assets/mark.svg"))?)?;
    shelf.put("icons.svg", sprite(node_modules)?.into_bytes())?;
    shelf.put("licences.txt", licences(node_modules)?.into_bytes())?;
    shelf.put("htmx.js", read(&node_modules.join("htmx.org/dist/htmx.min.js"))?)?;
    // A script that others import comes first, so that its hashed name is known where they name it.
    let mut scripts = files("assets/js")?;
    scripts.sort_by_key(|path| !path.ends_with("listbox.js"));
    for script in scripts {
        let name = script.file_name().unwrap_or_default().to_string_lossy().into_owned();
        shelf.put_text(&name, &read_text(&script)?)?;
    }
    shelf.put_text("castellan.css", &stylesheet()?)?;
    write(&out_dir.join("assets.rs"), format!("&[\n{}]\n", shelf.table).as_bytes())
}

/// The files gathered so far: what each is called, and its line in the table.
struct Shelf {
    folder: PathBuf,
    names: Vec<(String, String)>,
    table: String,
}

impl Shelf {
    fn put(&mut self, name: &str, bytes: Vec<u8>) -> Outcome<()> {
        let (stem, ending) = name.rsplit_once('.').ok_or_else(|| format!("`{name}` has no ending"))?;
        let hash = content_hash(&bytes);
        let hashed = format!("{stem}.{hash}.{ending}");
        write(&self.folder.join(&hashed), &bytes)?;
        let kind = kind_of(ending)?;
        let _ = writeln!(
            self.table,
            "    Asset {{ name: {name:?}, path: \"/static/{hashed}\", hash: \"\\\"{hash}\\\"\", kind: {kind:?}, bytes: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/assets/{hashed}\")) }},"
        );
        self.names.push((name.to_owned(), hashed));
        Ok(())
    }

    /// Puts a text in which other files are named in quotes, with or without `./`.
    fn put_text(&mut self, name: &str, text: &str) -> Outcome<()> {
        let named = self.names.iter().fold(text.to_owned(), |text, (name, hashed)| {
            text.replace(&format!("\"{name}\""), &format!("\"{hashed}\""))
                .replace(&format!("\"./{name}\""), &format!("\"./{hashed}\""))
        });
        self.put(name, named.into_bytes())
    }
}

/// One stylesheet of all: their cascade layers decide, so their order does not matter after `tokens.css`.
fn stylesheet() -> Outcome<String> {
    let mut sheets = files("assets/css")?;
    sheets.sort_by_key(|path| !path.ends_with("tokens.css"));
    sheets.extend(files("assets/css/parts")?);
    sheets.iter().map(|sheet| read_text(sheet)).collect()
}

fn sprite(node_modules: &Path) -> Outcome<String> {
    let mut sprite = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\">\n");
    for icon in ICONS {
        let source = read_text(&node_modules.join(format!("lucide-static/icons/{icon}.svg")))?;
        let drawing = source
            .split_once("<svg")
            .and_then(|(_, rest)| rest.split_once('>'))
            .and_then(|(_, rest)| rest.split_once("</svg>"))
            .map(|(drawing, _)| drawing.trim())
            .ok_or_else(|| format!("the icon `{icon}` is not drawn as an svg element"))?;
        let _ = writeln!(sprite, "<symbol id=\"{icon}\" viewBox=\"0 0 24 24\">{drawing}</symbol>");
    }
    Ok(sprite + "</svg>\n")
}

fn licences(node_modules: &Path) -> Outcome<String> {
    let mut all = String::new();
    for package in PACKAGES {
        let _ = writeln!(all, "{package}\n\n{}\n", read_text(&node_modules.join(package).join("LICENSE"))?.trim());
    }
    Ok(all)
}

fn kind_of(ending: &str) -> Outcome<&'static str> {
    match ending {
        "css" => Ok("text/css; charset=utf-8"),
        "js" => Ok("text/javascript; charset=utf-8"),
        "svg" => Ok("image/svg+xml"),
        "txt" => Ok("text/plain; charset=utf-8"),
        "woff2" => Ok("font/woff2"),
        _ => Err(format!("no content type is known for `.{ending}`")),
    }
}

/// Tells versions of a file apart; it guards against nothing, so the standard library's hash is enough.
fn content_hash(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// The files directly in a folder, by name.
fn files(folder: &str) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).map_err(|e| format!("cannot list `{folder}`: {e}"))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|e| Some(e.ok()?.path())).filter(|p| p.is_file()).collect();
    files.sort();
    Ok(files)
}

fn read(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(|e| format!("cannot read `{}`: {e}", path.display()))
}

fn read_text(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|e| format!("cannot read `{}`: {e}", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> Outcome<()> {
    fs::write(path, bytes).map_err(|e| format!("cannot write `{}`: {e}", path.display()))
}
