//! The rules of the institution, told as small stories: given a desk with offices and what they did,
//! someone asks for something, and the facts or the refusal are what they should be.

#[path = "../common/mod.rs"]
mod common;

mod access;
mod clearance;
mod drafting;
mod emergency;
mod keys;
mod marking;
mod network;
mod passkeys;
mod properties;
mod refusals;
mod remarks;
mod replies;
mod standing_taskings;
mod taskings;
mod two_persons;
mod wire;
