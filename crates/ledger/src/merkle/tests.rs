use std::path::{Path, PathBuf};

use proptest::prelude::*;
use serde::Deserialize;

use super::*;

/// The leaves that the tests of Certificate Transparency use, in hexadecimal digits.
const LEAVES: [&str; 8] =
    ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

/// The published roots over the first one, two … eight of them.
const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

/// RFC 6962, 2.1, word by word.
fn naive_root(leaves: &[Digest]) -> Digest {
    match leaves {
        [] => Digest::of(&[]),
        [leaf] => *leaf,
        _ => {
            let mut split = 1;
            while split * 2 < leaves.len() {
                split *= 2;
            }
            node_hash(&naive_root(&leaves[..split]), &naive_root(&leaves[split..]))
        }
    }
}

fn numbered(count: usize) -> Vec<Digest> {
    (0..count).map(|number| leaf_hash(&number.to_be_bytes())).collect()
}

#[test]
fn gives_the_published_roots() {
    let mut tree = Frontier::default();
    assert_eq!(tree.root().to_string(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (leaf, root) in LEAVES.iter().zip(ROOTS) {
        tree.push(leaf_hash(&hex::decode(leaf).expect("hexadecimal digits")));
        assert_eq!(tree.root().to_string(), root);
    }
}

#[test]
fn grows_to_the_same_root_as_the_definition() {
    let leaves = numbered(130);
    let mut tree = Frontier::default();
    for size in 0..leaves.len() {
        assert_eq!(tree.root(), naive_root(&leaves[..size]), "{size}");
        assert_eq!(Frontier::from_peaks(size as u64, tree.peaks().to_vec()), Some(tree.clone()));
        assert_eq!(Frontier::from_peaks(size as u64 ^ 1, tree.peaks().to_vec()), None);
        tree.push(leaves[size]);
    }
}

#[test]
fn there_is_no_proof_of_a_leaf_beyond_the_end() {
    assert_eq!(inclusion_proof(&numbered(3), 3), None);
    assert_eq!(inclusion_proof(&[], 0), None);
}

proptest! {
    #[test]
    fn a_proof_leads_to_the_root_and_to_nothing_else(size in 1usize..200, index in 0usize..200, bit in 0usize..256) {
        let index = index % size;
        let leaves = numbered(size);
        let root = naive_root(&leaves);
        let proof = inclusion_proof(&leaves, index).expect("the leaf is there");
        let (at, of) = (index as u64, size as u64);
        prop_assert!(is_included(at, of, leaves[index], &proof, root));
        prop_assert!(!is_included(at, of, flip(leaves[index], bit), &proof, root));
        prop_assert!(!is_included(at, of, leaves[index], &proof, flip(root, bit)));
        prop_assert!(!is_included(of, of, leaves[index], &proof, root));
        for step in 0..proof.len() {
            let mut wrong = proof.clone();
            wrong[step] = flip(wrong[step], bit);
            prop_assert!(!is_included(at, of, leaves[index], &wrong, root));
            wrong.remove(step);
            prop_assert!(!is_included(at, of, leaves[index], &wrong, root));
        }
    }
}

fn flip(digest: Digest, bit: usize) -> Digest {
    let mut bytes = *digest.as_bytes();
    bytes[bit / 8] ^= 1 << (bit % 8);
    Digest::from(bytes)
}

/// A case of the proof tests of transparency-dev/merkle.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Case {
    leaf_idx: u64,
    tree_size: u64,
    root: String,
    leaf_hash: String,
    proof: Option<Vec<String>>,
    want_err: bool,
}

impl Case {
    fn holds(&self) -> bool {
        let proof: Option<Vec<Digest>> = self.proof.iter().flatten().map(|step| digest(step)).collect();
        match (digest(&self.leaf_hash), proof, digest(&self.root)) {
            (Some(leaf), Some(proof), Some(root)) => is_included(self.leaf_idx, self.tree_size, leaf, &proof, root),
            _ => false,
        }
    }
}

#[test]
fn judges_the_proofs_of_others_as_they_do() {
    let folder = samples().join("merkle/inclusion");
    let Ok(groups) = std::fs::read_dir(&folder) else {
        eprintln!("SKIPPED: no proofs of others in `{}`; name the folder with CASTELLAN_SAMPLES", folder.display());
        return;
    };
    let files = groups.flat_map(|group| std::fs::read_dir(group.expect("a folder").path()).expect("a folder of cases"));
    let paths: Vec<PathBuf> = files.map(|file| file.expect("a case").path()).collect();
    for path in &paths {
        let case: Case = serde_json::from_slice(&std::fs::read(path).expect("readable")).expect("a case");
        assert_eq!(case.holds(), !case.want_err, "{}", path.display());
    }
    println!("{} proofs of others judged", paths.len());
    assert!(paths.len() > 20, "the folder holds {} cases only", paths.len());
}

fn samples() -> PathBuf {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/samples");
    std::env::var_os("CASTELLAN_SAMPLES").map_or(beside, PathBuf::from)
}

/// 32 bytes from base64 (RFC 4648); none where it is not that.
fn digest(base64: &str) -> Option<Digest> {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = base64.trim_end_matches('=').bytes();
    let mut bits = Vec::new();
    for digit in digits {
        let value = alphabet.iter().position(|letter| *letter == digit)?;
        bits.extend((0..6).rev().map(|bit| (value >> bit & 1) as u8));
    }
    let bytes: Vec<u8> = bits.chunks_exact(8).map(|byte| byte.iter().fold(0, |sum, bit| sum << 1 | bit)).collect();
    <[u8; 32]>::try_from(bytes).ok().map(Digest::from)
}
