//! Price levels of one side: a 64-way bitmap trie over ticks whose leaves hold 64 levels each.
//!
//! A level is found in `height` node loads and one leaf load; the height follows the span of prices in
//! use (1 up to 4,096 ticks, 2 up to 262,144). The next occupied level after the best one is found by bit
//! scans: never by walking empty prices, never by comparing along a tree.

use super::Side;
use crate::prefetch::prefetch;

/// Bits of a tick that pick the level inside its leaf.
pub(super) const LEAF_BITS: u32 = 6;
const FAN_BITS: u32 = 6;
const MASK: i64 = 63;
/// No node, leaf, level or slot.
pub(super) const NONE: u32 = 0;

/// One price: the queue's ends and the quantity it displays. 16 bytes, four to a cache line.
#[derive(Clone, Copy, Default)]
#[repr(C)]
pub(super) struct Level {
    pub first: u32,
    pub last: u32,
    pub total: u64,
}

/// 64 neighbouring prices of one side of one book.
#[repr(C, align(64))]
pub(super) struct Leaf {
    pub occupied: u64,
    /// Tick of the first level divided by 64.
    pub key: i64,
    parent: u32,
    /// Book index times two plus the side.
    pub owner: u32,
    pub levels: [Level; 64],
}

struct Node {
    occupied: u64,
    parent: u32,
    children: [u32; 64],
}

/// Head of one side of one book. 32 bytes: both sides share a cache line.
#[derive(Clone, Copy, Default)]
#[repr(C)]
pub(super) struct Tree {
    root: u32,
    /// Level at the best price, `NONE` when the side is empty.
    pub best: u32,
    pub best_price: i64,
    /// Quantity resting on this side.
    pub total: u64,
    /// Key of the root, shifted left by 8, and the height of the root below it.
    prefix_and_height: u64,
}

impl Tree {
    fn height(&self) -> u32 {
        (self.prefix_and_height & 0xff) as u32
    }

    fn prefix(&self) -> i64 {
        (self.prefix_and_height >> 8) as i64
    }

    fn set_shape(&mut self, prefix: i64, height: u32) {
        self.prefix_and_height = (prefix as u64) << 8 | u64::from(height);
    }
}

/// Leaves and nodes of all books, in two arenas with last-in-first-out free lists.
pub(super) struct Levels {
    pub leaves: Vec<Leaf>,
    nodes: Vec<Node>,
    free_leaf: u32,
    free_node: u32,
}

pub(super) fn leaf_of(level: u32) -> usize {
    (level >> LEAF_BITS) as usize
}

pub(super) fn bit_of(level: u32) -> usize {
    (level & 63) as usize
}

impl Levels {
    pub fn new() -> Self {
        let mut levels = Self { leaves: Vec::new(), nodes: Vec::new(), free_leaf: NONE, free_node: NONE };
        // Index 0 means "none" everywhere, so that zeroed memory is empty.
        levels.new_leaf();
        levels.new_node();
        levels
    }

    fn new_leaf(&mut self) -> u32 {
        if self.free_leaf != NONE {
            let leaf = self.free_leaf;
            self.free_leaf = self.leaves[leaf as usize].parent;
            return leaf;
        }
        let leaf = Leaf { occupied: 0, key: 0, parent: NONE, owner: 0, levels: [Level::default(); 64] };
        self.leaves.push(leaf);
        (self.leaves.len() - 1) as u32
    }

    fn new_node(&mut self) -> u32 {
        if self.free_node != NONE {
            let node = self.free_node;
            self.free_node = self.nodes[node as usize].parent;
            return node;
        }
        self.nodes.push(Node { occupied: 0, parent: NONE, children: [NONE; 64] });
        (self.nodes.len() - 1) as u32
    }

    /// Room for another leaf? Level ids are 31 bits: the highest one marks orders in groups.
    pub fn is_full(&self) -> bool {
        self.leaves.len() >= 1 << (31 - LEAF_BITS)
    }

    pub fn level(&self, level: u32) -> &Level {
        &self.leaves[leaf_of(level)].levels[bit_of(level)]
    }

    pub fn level_mut(&mut self, level: u32) -> &mut Level {
        &mut self.leaves[leaf_of(level)].levels[bit_of(level)]
    }

    /// Asks for a level's line and its leaf's header.
    pub fn prefetch(&self, level: u32) {
        let leaf = &self.leaves[leaf_of(level)];
        prefetch(&leaf.levels, bit_of(level));
        prefetch(std::slice::from_ref(&leaf.occupied), 0);
    }

    pub fn price(&self, level: u32) -> i64 {
        self.leaves[leaf_of(level)].key << LEAF_BITS | i64::from(level & 63)
    }

    /// The level at a price, if an order rests there. O(height).
    pub fn find(&self, tree: &Tree, price: i64) -> u32 {
        let key = price >> LEAF_BITS;
        if tree.root == NONE || key >> (FAN_BITS * tree.height()) != tree.prefix() {
            return NONE;
        }
        let mut at = tree.root;
        for height in (0..tree.height()).rev() {
            at = self.nodes[at as usize].children[(key >> (FAN_BITS * height) & MASK) as usize];
            if at == NONE {
                return NONE;
            }
        }
        let bit = (price & MASK) as u32;
        if self.leaves[at as usize].occupied >> bit & 1 == 0 { NONE } else { at << LEAF_BITS | bit }
    }

    /// The level at a price, made if it is not there; the caller puts an order on it. O(height).
    #[inline(always)]
    pub fn find_or_make(&mut self, tree: &mut Tree, owner: u32, price: i64) -> u32 {
        let key = price >> LEAF_BITS;
        if tree.root == NONE {
            tree.root = self.make_leaf(key, NONE, owner);
            tree.set_shape(key, 0);
        }
        while key >> (FAN_BITS * tree.height()) != tree.prefix() {
            self.grow(tree);
        }
        let mut at = tree.root;
        for height in (0..tree.height()).rev() {
            let child = (key >> (FAN_BITS * height) & MASK) as usize;
            let mut next = self.nodes[at as usize].children[child];
            if next == NONE {
                next = if height == 0 { self.make_leaf(key, at, owner) } else { self.make_node(at) };
                let node = &mut self.nodes[at as usize];
                node.children[child] = next;
                node.occupied |= 1 << child;
            }
            at = next;
        }
        let bit = (price & MASK) as u32;
        let level = at << LEAF_BITS | bit;
        let leaf = &mut self.leaves[at as usize];
        if leaf.occupied >> bit & 1 == 0 {
            leaf.occupied |= 1 << bit;
            let better = tree.best == NONE || Side::from_owner(owner).is_better(price, tree.best_price);
            if better {
                tree.best = level;
                tree.best_price = price;
            }
        }
        level
    }

    fn make_leaf(&mut self, key: i64, parent: u32, owner: u32) -> u32 {
        let leaf = self.new_leaf();
        let it = &mut self.leaves[leaf as usize];
        debug_assert!(it.occupied == 0);
        it.key = key;
        it.parent = parent;
        it.owner = owner;
        leaf
    }

    fn make_node(&mut self, parent: u32) -> u32 {
        let node = self.new_node();
        self.nodes[node as usize].parent = parent;
        node
    }

    fn grow(&mut self, tree: &mut Tree) {
        let root = self.make_node(NONE);
        let child = (tree.prefix() & MASK) as usize;
        self.nodes[root as usize].children[child] = tree.root;
        self.nodes[root as usize].occupied = 1 << child;
        self.set_parent(tree.root, tree.height(), root);
        tree.root = root;
        tree.set_shape(tree.prefix() >> FAN_BITS, tree.height() + 1);
    }

    fn set_parent(&mut self, at: u32, height: u32, parent: u32) {
        if height == 0 {
            self.leaves[at as usize].parent = parent;
        } else {
            self.nodes[at as usize].parent = parent;
        }
    }

    /// Drops a level whose queue is empty, and whatever became empty above it. O(height).
    pub fn drop_level(&mut self, tree: &mut Tree, level: u32) {
        let bit = level & 63;
        let index = level >> LEAF_BITS;
        if tree.best == level {
            tree.best = self.next(tree, level);
            if tree.best != NONE {
                tree.best_price = self.price(tree.best);
            }
        }
        let leaf = &mut self.leaves[index as usize];
        leaf.occupied &= !(1 << bit);
        leaf.levels[bit as usize] = Level::default();
        if leaf.occupied == 0 {
            self.drop_leaf(tree, index);
        }
    }

    fn drop_leaf(&mut self, tree: &mut Tree, index: u32) {
        let leaf = &mut self.leaves[index as usize];
        let key = leaf.key;
        let mut parent = leaf.parent;
        leaf.parent = self.free_leaf;
        self.free_leaf = index;
        let mut height = 0;
        while parent != NONE {
            let child = (key >> (FAN_BITS * height) & MASK) as usize;
            let node = &mut self.nodes[parent as usize];
            node.children[child] = NONE;
            node.occupied &= !(1 << child);
            if node.occupied != 0 {
                self.shrink(tree);
                return;
            }
            let above = node.parent;
            node.parent = self.free_node;
            self.free_node = parent;
            parent = above;
            height += 1;
        }
        tree.root = NONE;
        tree.set_shape(0, 0);
    }

    /// A root with one child adds a load and tells nothing: the child becomes the root.
    fn shrink(&mut self, tree: &mut Tree) {
        while tree.height() > 0 {
            let root = &self.nodes[tree.root as usize];
            if root.occupied.count_ones() != 1 {
                return;
            }
            let child = root.occupied.trailing_zeros();
            let old = tree.root;
            tree.root = root.children[child as usize];
            tree.set_shape(tree.prefix() << FAN_BITS | i64::from(child), tree.height() - 1);
            self.set_parent(tree.root, tree.height(), NONE);
            let node = &mut self.nodes[old as usize];
            node.occupied = 0;
            node.children[child as usize] = NONE;
            node.parent = self.free_node;
            self.free_node = old;
        }
    }

    /// The occupied level next worse than `level`, or `NONE`. O(height).
    pub fn next(&self, tree: &Tree, level: u32) -> u32 {
        let leaf = &self.leaves[leaf_of(level)];
        let side = Side::from_owner(leaf.owner);
        let bits = side.worse_bits(leaf.occupied, level & 63);
        if bits != 0 {
            return (level & !63) | side.best_bit(bits);
        }
        let mut parent = leaf.parent;
        let mut height = 0;
        while parent != NONE {
            let node = &self.nodes[parent as usize];
            let child = (leaf.key >> (FAN_BITS * height) & MASK) as u32;
            let bits = side.worse_bits(node.occupied, child);
            if bits != 0 {
                let mut at = node.children[side.best_bit(bits) as usize];
                for _ in 0..height {
                    let node = &self.nodes[at as usize];
                    at = node.children[side.best_bit(node.occupied) as usize];
                }
                return at << LEAF_BITS | side.best_bit(self.leaves[at as usize].occupied);
            }
            parent = node.parent;
            height += 1;
        }
        debug_assert!(tree.height() == height);
        NONE
    }
}

impl Side {
    fn from_owner(owner: u32) -> Self {
        if owner & 1 == 0 { Side::Buy } else { Side::Sell }
    }

    /// The bits of levels worse than `bit`: lower ones for bids, higher ones for asks.
    fn worse_bits(self, bits: u64, bit: u32) -> u64 {
        match self {
            Side::Buy => bits & ((1 << bit) - 1),
            Side::Sell => bits & (!0 << bit) & !(1 << bit),
        }
    }

    fn best_bit(self, bits: u64) -> u32 {
        match self {
            Side::Buy => 63 - bits.leading_zeros(),
            Side::Sell => bits.trailing_zeros(),
        }
    }
}
