//! The command line, tested as people use it: the real binary, in a folder of its own, by what it prints, how it
//! ends and what it says to programs. One file a matter; the ministry they all work in is in `ministry`.

mod bad_input;
mod canaries;
mod cycle;
mod drafting;
mod emergency;
mod household;
mod keys;
mod ministry;
mod provider;
mod serving;
mod shape;
mod signing_in;
mod taking_in;
mod two_nodes;
