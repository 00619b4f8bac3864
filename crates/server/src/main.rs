//! The program `castellan`.

fn main() -> std::process::ExitCode {
    castellan::run()
}
