//! The product as a process of its own, and the bare route beside it.

use std::{
    net::{SocketAddr, TcpListener},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::Context;
use axum::{Router, http::header, routing::get};

use crate::client::Client;

pub struct Served {
    process: Child,
    pub address: SocketAddr,
    pub token: String,
    pub first_page: Duration,
}

impl Served {
    /// Starts the binary, and waits for its first page.
    pub fn start(program: &str, data: &Path, token: &str) -> anyhow::Result<Served> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let began = Instant::now();
        let mut command = Command::new(program);
        command.args(["serve", "--listen", &address.to_string(), "--data"]).arg(data).stdout(Stdio::null());
        let process = command.spawn().context("the binary could not be started")?;
        let mut served = Served { process, address, token: token.into(), first_page: Duration::ZERO };
        while began.elapsed() < Duration::from_secs(60) {
            let answer = Client::connect(address, Some(token)).and_then(|mut client| client.get("/assets"));
            if answer.is_ok_and(|answer| answer.status == 200) {
                served.first_page = began.elapsed();
                return Ok(served);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        anyhow::bail!("the product did not answer within a minute")
    }

    /// What it holds in memory now.
    pub fn memory_mib(&self) -> anyhow::Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("the system tells no memory")?;
        Ok(line.trim().trim_end_matches(" kB").trim().parse::<u64>()? / 1024)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        _ = self.process.kill();
        _ = self.process.wait();
    }
}

/// A bare route that answers these bytes, for as long as it is held.
pub struct Bare {
    pub address: SocketAddr,
    _runtime: tokio::runtime::Runtime,
}

impl Bare {
    pub fn start(bytes: Vec<u8>) -> anyhow::Result<Bare> {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let answer = move || {
            let bytes = bytes.clone();
            async move { ([(header::CONTENT_TYPE, "application/json")], bytes) }
        };
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))?;
        let address = listener.local_addr()?;
        runtime.spawn(async move { axum::serve(listener, Router::new().route("/", get(answer))).await });
        Ok(Bare { address, _runtime: runtime })
    }
}
