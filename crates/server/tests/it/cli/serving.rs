//! `serve`: where it listens, and beyond loopback only over TLS.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Stdio},
    sync::Arc,
};

use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use super::Folder;

/// A server that ends with its test.
struct Serving {
    child: Child,
    address: String,
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn serving(folder: &Folder, arguments: &[&str]) -> Serving {
    let mut child = folder.command(arguments).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.strip_prefix("Castellan listens on ").and_then(|rest| rest.split(". ").next());
    Serving { address: address.unwrap_or_else(|| panic!("{line}")).into(), child }
}

/// A demonstration in this folder, once it has said all that it says.
fn demonstrating(folder: &Folder, listen: &str) -> Serving {
    let arguments = ["demo", "--data", &folder.path("data"), "--listen", listen];
    let mut child = folder.command(&arguments).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    assert!(lines.any(|line| line.starts_with("Today is always")));
    Serving { child, address: format!("http://{listen}") }
}

/// The answer to `GET /readyz` over this connection.
fn ready(mut stream: impl Read + Write) -> String {
    stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// A port that was free a moment ago.
fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

#[test]
fn it_answers_on_loopback_and_a_command_beside_it_is_seen() {
    let folder = Folder::founded();
    let listen = format!("127.0.0.1:{}", free_port());
    let serving = serving(&folder, &["serve", "--listen", &listen]);
    assert_eq!(serving.address, format!("http://{listen}"));
    let answer = ready(TcpStream::connect(&listen).unwrap());
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("ready\n"), "{answer}");
    folder.does(&["add", "assets", "name=Laptop"]);
    // A link printed beside it leads to it, as long as it serves.
    let link = folder.does(&["user", "link", "admin@example.com"]);
    assert!(link.starts_with(&format!("http://{listen}/sign-in/")), "{link}");
    let taken = folder.refuses(1, &["serve", "--listen", &listen]);
    assert!(taken.contains("cannot be listened on"), "{taken}");
}

#[test]
fn a_link_printed_beside_a_demonstration_leads_to_it() {
    let folder = Folder::founded();
    let demo = demonstrating(&folder, &format!("127.0.0.1:{}", free_port()));
    let link = folder.does(&["user", "link", "admin@example.com"]);
    assert!(link.starts_with(&format!("{}/sign-in/", demo.address)), "{link}");
}

#[test]
fn asked_to_stop_it_closes_its_store_and_tells_no_address_any_more() {
    let folder = Folder::founded();
    let mut serving = serving(&folder, &["serve", "--listen", &format!("127.0.0.1:{}", free_port())]);
    folder.does(&["add", "assets", "name=Laptop"]);
    let process = serving.child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-TERM", &process]).status().unwrap().success());
    assert!(serving.child.wait().unwrap().success());
    assert!(!fs::exists(folder.path("data/castellan.db-wal")).unwrap(), "the log is in the database");
    let said = folder.run(&["user", "link", "admin@example.com"]);
    assert!(said.out.starts_with("http://127.0.0.1:8027/sign-in/") && said.out.lines().count() == 1, "{said:?}");
    assert!(said.err.contains("Nothing serves this data now") && said.err.contains("--public-url"), "{said:?}");
}

#[test]
fn beyond_loopback_it_wants_tls_and_says_how() {
    let folder = Folder::founded();
    let refused = folder.refuses(1, &["serve", "--listen", "0.0.0.0:0"]);
    assert!(
        refused.contains("--public-url https://…") && refused.contains("--tls-cert` with `--tls-key`"),
        "{refused}"
    );
    let plain = folder.refuses(1, &["serve", "--listen", "0.0.0.0:0", "--public-url", "http://isms.example.com"]);
    assert!(plain.contains("`http://isms.example.com` is not an https:// address"), "{plain}");
    assert_eq!(folder.run(&["serve", "--tls-cert", "cert.pem"]).code, 2);
    let missing =
        folder.refuses(1, &["serve", "--listen", "127.0.0.1:0", "--tls-cert", "none.pem", "--tls-key", "none.key"]);
    assert!(missing.contains("`none.pem` and `none.key` are no certificate with its key"), "{missing}");
}

/// A client that trusts this certificate alone.
fn trusting(certificate: &rcgen::Certificate) -> ClientConnection {
    let mut roots = RootCertStore::empty();
    roots.add(certificate.der().clone()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = config.with_root_certificates(roots).with_no_client_auth();
    ClientConnection::new(Arc::new(config), "localhost".try_into().unwrap()).unwrap()
}

#[test]
fn with_a_certificate_it_ends_tls_itself() {
    let folder = Folder::founded();
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let (chain, key) = (folder.path("chain.pem"), folder.path("key.pem"));
    fs::write(&chain, made.cert.pem()).unwrap();
    fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    let port = free_port();
    let listen = format!("0.0.0.0:{port}");
    let serving = serving(&folder, &["serve", "--listen", &listen, "--tls-cert", &chain, "--tls-key", &key]);
    assert_eq!(serving.address, format!("https://{listen}"));
    let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let answer = ready(StreamOwned::new(trusting(&made.cert), stream));
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("strict-transport-security: max-age="), "{answer}");
}
