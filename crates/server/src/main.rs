#[allow(dead_code)]
mod assets;
#[allow(dead_code, unused_imports)]
mod parts;
#[allow(dead_code)]
mod words;

fn main() {}
