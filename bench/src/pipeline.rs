//! stub
use crate::report::{Options, Reporter};
pub fn run(_: &Options, _: &mut Reporter) -> Result<(), String> {
    Ok(())
}
pub fn run_replay(_: &Options, _: &mut Reporter) -> Result<(), String> {
    Ok(())
}
