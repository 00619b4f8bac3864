//! What must hold for every register in the list.
