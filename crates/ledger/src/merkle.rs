//! The Merkle tree of RFC 6962 (section 2.1): one hash for a list, and short proofs that a leaf stands in it.

use crate::Digest;

/// The hash of a leaf: SHA-256 over a zero byte and the leaf's bytes.
pub fn leaf_hash(leaf: &[u8]) -> Digest {
    Digest::of(&[&[0], leaf])
}

/// The hash of a node: SHA-256 over a one byte and its two children.
pub fn node_hash(left: &Digest, right: &Digest) -> Digest {
    Digest::of(&[&[1], left.as_bytes(), right.as_bytes()])
}

/// The right edge of a growing tree: all that is needed to add a leaf, in logarithmic time and space.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    /// The roots of the full subtrees, the largest first: one for each bit that is set in `size`.
    peaks: Vec<Digest>,
}

impl Frontier {
    /// The edge of a tree of `size` leaves from its stored peaks; none where their number does not fit the size.
    pub fn from_peaks(size: u64, peaks: Vec<Digest>) -> Option<Self> {
        (u64::from(size.count_ones()) == peaks.len() as u64).then_some(Self { size, peaks })
    }

    /// The number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The roots of the full subtrees, the largest first.
    pub fn peaks(&self) -> &[Digest] {
        &self.peaks
    }

    /// Adds the leaf of this hash.
    pub fn push(&mut self, leaf: Digest) {
        self.size += 1;
        let mut top = leaf;
        for _ in 0..self.size.trailing_zeros() {
            if let Some(left) = self.peaks.pop() {
                top = node_hash(&left, &top);
            }
        }
        self.peaks.push(top);
    }

    /// The root of the tree; that of no leaves is the hash of nothing.
    pub fn root(&self) -> Digest {
        let joined = self.peaks.iter().rev().copied().reduce(|right, left| node_hash(&left, &right));
        joined.unwrap_or_else(|| Digest::of(&[]))
    }
}

impl FromIterator<Digest> for Frontier {
    fn from_iter<I: IntoIterator<Item = Digest>>(leaves: I) -> Self {
        let mut frontier = Self::default();
        leaves.into_iter().for_each(|leaf| frontier.push(leaf));
        frontier
    }
}

/// The hashes that lead from the leaf at `index` to the root, from below; none where there is no such leaf.
pub fn inclusion_proof(leaves: &[Digest], index: usize) -> Option<Vec<Digest>> {
    leaves.get(index)?;
    let mut proof = Vec::new();
    collect_path(leaves, index, &mut proof);
    Some(proof)
}

/// Whether the proof leads from the leaf at `index` to the root of a tree of `size` leaves (RFC 9162, 2.1.3.2).
pub fn is_included(index: u64, size: u64, leaf: Digest, proof: &[Digest], root: Digest) -> bool {
    root_of_path(index, size, leaf, proof) == Some(root)
}

fn collect_path(leaves: &[Digest], index: usize, proof: &mut Vec<Digest>) {
    if leaves.len() < 2 {
        return;
    }
    let split = leaves.len().next_power_of_two() / 2;
    let (left, right) = leaves.split_at(split);
    let (own, own_index, other) = if index < split { (left, index, right) } else { (right, index - split, left) };
    collect_path(own, own_index, proof);
    proof.push(other.iter().copied().collect::<Frontier>().root());
}

fn root_of_path(index: u64, size: u64, leaf: Digest, proof: &[Digest]) -> Option<Digest> {
    let mut last = size.checked_sub(1).filter(|last| index <= *last)?;
    let mut node = index;
    let mut root = leaf;
    for step in proof {
        if last == 0 {
            return None;
        }
        if node & 1 == 1 || node == last {
            root = node_hash(step, &root);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            root = node_hash(&root, step);
        }
        node >>= 1;
        last >>= 1;
    }
    (last == 0).then_some(root)
}

#[cfg(test)]
mod tests;
