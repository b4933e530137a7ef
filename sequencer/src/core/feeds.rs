//! Feeds beside the binary port's own.

use super::*;
use crate::itch::{ItchFeed, ItchSettings};
use crate::market::listed;

impl<S: Storage, C: Clock> Core<S, C> {
    /// Starts the stock venue's feed (MD-17) as of the newest command. To be called before the first message.
    ///
    /// # Errors
    /// In words: an address or the session's file cannot be had, or commands are under way already.
    pub fn start_itch(&mut self, settings: &ItchSettings) -> Result<(), String> {
        if !self.is_drained() {
            return Err("the ITCH feed begins with the core, not later".to_owned());
        }
        let engine = &self.state.engine;
        let feed = ItchFeed::start(settings, &listed(&self.state), engine.time(), engine.generation())?;
        self.helpers.itch = Some(feed);
        Ok(())
    }

    /// The stock venue's feed, if it was started.
    pub fn itch(&self) -> Option<&ItchFeed> {
        self.helpers.itch.as_ref()
    }
}
