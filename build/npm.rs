//! Fetches the typefaces, icons and scripts of `build/package.json` for a build script, which includes this file:
//!
//! ```ignore
//! #[path = "../../build/npm.rs"]
//! mod npm;
//! let node_modules = npm::install(Path::new("../../build"));
//! ```
//!
//! The packages land in the script's own `OUT_DIR`, never in the source tree.
//! `CASTELLAN_NODE_MODULES` names a folder that already holds them, for builds without a network.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// What npm needs to see, copied into `OUT_DIR`; the settings file keeps it quiet and refuses install scripts.
const INPUTS: [&str; 3] = ["package.json", "package-lock.json", ".npmrc"];
const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// Returns the `node_modules` folder that holds the packages locked in `package_dir`, installing them when needed.
///
/// A finished install is repeated only when the lock file differs. Ends the build with one line when it cannot help.
pub fn install(package_dir: &Path) -> PathBuf {
    println!("cargo:rerun-if-env-changed=CASTELLAN_NODE_MODULES");
    for name in INPUTS {
        println!("cargo:rerun-if-changed={}", package_dir.join(name).display());
    }
    try_install(package_dir).unwrap_or_else(|reason| {
        println!("cargo::error={reason}");
        std::process::exit(1)
    })
}

fn try_install(package_dir: &Path) -> Result<PathBuf, String> {
    if let Some(folder) = env::var_os("CASTELLAN_NODE_MODULES") {
        return given(PathBuf::from(folder));
    }
    let out_dir = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set: this runs from a build script only")?;
    let work = Path::new(&out_dir).join("npm");
    let lock = read(&package_dir.join("package-lock.json"))?;
    let stamp = work.join("installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(work.join("node_modules"));
    }
    fs::create_dir_all(&work).map_err(|e| format!("cannot create `{}`: {e}", work.display()))?;
    for name in INPUTS {
        write(&work.join(name), &read(&package_dir.join(name))?)?;
    }
    run_npm(&work)?;
    // Written last: an interrupted install leaves no stamp and is repeated.
    write(&stamp, &lock)?;
    Ok(work.join("node_modules"))
}

fn given(folder: PathBuf) -> Result<PathBuf, String> {
    if folder.is_absolute() && folder.is_dir() {
        Ok(folder)
    } else {
        Err(format!("CASTELLAN_NODE_MODULES is `{}`, which is no folder: give its full path", folder.display()))
    }
}

fn run_npm(work: &Path) -> Result<(), String> {
    let arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
    let output = Command::new(NPM).args(arguments).current_dir(work).output().map_err(|e| {
        format!("cannot run npm ({e}): install Node.js 20 or later, or set CASTELLAN_NODE_MODULES to a folder that holds the packages of build/package.json")
    })?;
    if output.status.success() {
        return Ok(());
    }
    let complaint = String::from_utf8_lossy(&output.stderr);
    let complaint: Vec<&str> = complaint.lines().filter_map(|line| line.strip_prefix("npm error ")).take(3).collect();
    let complaint = complaint.join("; ");
    Err(format!(
        "`npm ci` failed for build/package-lock.json ({complaint}): mend that, or set CASTELLAN_NODE_MODULES to a folder that holds the packages"
    ))
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|e| format!("cannot read `{}`: {e}", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    fs::write(path, bytes).map_err(|e| format!("cannot write `{}`: {e}", path.display()))
}
