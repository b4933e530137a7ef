//! stub
use crate::report::{Options, Reporter};
pub fn run(_: &Options, _: &mut Reporter) -> Result<(), String> {
    Ok(())
}
