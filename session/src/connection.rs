//! One connection's way: challenged, verifying, active, gone.

use crate::permission::{GATEWAY, OPERATOR, PRO, READ_ONLY, RETAIL, TRADE};
use crate::{Member, Rights};
use tapebook_schema as wire;
use tapebook_schema::{LimitsOf, Message, MessageType, RejectReason};

/// What every connection is held to.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Time from opening to a log-on, in ns.
    pub logon_timeout_ns: u64,
    /// Heartbeat where the client names none, in ms.
    pub heartbeat_ms: u32,
    /// Feeds one connection may have.
    pub max_subscriptions: usize,
    /// Log-ons being verified at the same time; the others wait in their sockets.
    pub max_verifying: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            logon_timeout_ns: 10_000_000_000,
            heartbeat_ms: 10_000,
            max_subscriptions: 4096,
            max_verifying: 1024,
        }
    }
}

/// A log-on whose signature is to be verified before [`Sessions::verified`] is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logon {
    pub connection: u32,
    pub key: [u8; 32],
    pub signature: [u8; 64],
    /// The bytes that were signed.
    pub message: Vec<u8>,
    pub options: u32,
    pub heartbeat_ms: u32,
    pub last_session_sequence: u64,
    pub last_sequence: u64,
}

/// Why a connection ends.
pub type Close = RejectReason;

/// What to do with a message.
#[derive(Debug, PartialEq)]
pub enum Outcome {
    /// Nothing.
    Done,
    /// Answer a heartbeat with this one.
    Heartbeat(wire::Heartbeat),
    /// Tell the client; nothing was journaled.
    Reject(RejectReason),
    /// Verify it, then call [`Sessions::verified`].
    Verify(Box<Logon>),
    /// Journal it: an order or operator request of this session for this account.
    Request {
        session: u32,
        account: u32,
    },
    /// Answer a question about this account (0 where none is meant).
    Query {
        account: u32,
    },
    /// Feed it, no faster than its tier allows.
    Subscribe(wire::Subscribe),
    Unsubscribe,
    /// Send a Logout with this reason and close.
    Close(Close),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    Challenged,
    Verifying,
    Active,
}

/// One open connection.
#[derive(Clone, Debug)]
pub struct Connection {
    state: State,
    nonce: [u8; 32],
    /// Session, once active; 0 before.
    pub session: u32,
    pub options: u32,
    heartbeat_ns: u64,
    heard_ns: u64,
    spoke_ns: u64,
    /// Messages it may send at once, in billionths.
    tokens: u64,
    tokens_ns: u64,
    rate_limit: u32,
    permissions: u32,
    /// Feeds it has, as (instrument, depth, interval).
    pub subscriptions: Vec<(u32, u8, u8)>,
}

/// All open connections.
pub struct Sessions {
    settings: Settings,
    connections: Vec<Option<Connection>>,
    /// Connection of each session; 0 for none.
    live: Vec<u32>,
    verifying: usize,
    /// Nobody is owed a heartbeat or was silent too long before.
    quiet_until: u64,
}

const SECOND: u64 = 1_000_000_000;
/// What every signed log-on begins with; the challenge follows.
const SIGNED_TEXT: &[u8] = b"tapebook logon 1";
const NONCE: usize = SIGNED_TEXT.len();
/// Most updates a second that a feed can be asked for.
const MAX_RATE: u16 = 100;

impl Sessions {
    pub fn new(settings: Settings) -> Self {
        Self { settings, connections: Vec::new(), live: Vec::new(), verifying: 0, quiet_until: 0 }
    }

    pub fn get(&self, connection: u32) -> Option<&Connection> {
        self.connections.get(connection as usize)?.as_ref()
    }

    fn get_mut(&mut self, connection: u32) -> Option<&mut Connection> {
        self.connections.get_mut(connection as usize)?.as_mut()
    }

    /// Connection numbers in use are below this.
    pub fn capacity(&self) -> u32 {
        self.connections.len() as u32
    }

    /// Open connections.
    pub fn count(&self) -> usize {
        self.connections.iter().flatten().count()
    }

    /// Connection by which a session is logged on.
    pub fn connection_of(&self, session: u32) -> Option<u32> {
        self.live.get(session as usize).copied().filter(|&connection| connection != 0)
    }

    /// A connection opened; `nonce` is 32 random bytes, to be sent in a Challenge.
    pub fn open(&mut self, connection: u32, nonce: [u8; 32], now: u64) {
        // It may be owed something before all others.
        self.quiet_until = 0;
        let at = connection as usize;
        if self.connections.len() <= at {
            self.connections.resize(at + 1, None);
        }
        self.connections[at] = Some(Connection {
            state: State::Challenged,
            nonce,
            session: 0,
            options: 0,
            heartbeat_ns: 0,
            heard_ns: now,
            spoke_ns: now,
            tokens: 0,
            tokens_ns: now,
            rate_limit: 0,
            permissions: 0,
            subscriptions: Vec::new(),
        });
    }

    /// A connection is gone; returns the session that was logged on by it.
    pub fn close(&mut self, connection: u32) -> Option<u32> {
        let gone = self.connections.get_mut(connection as usize)?.take()?;
        if gone.state == State::Verifying {
            self.verifying -= 1;
        }
        if gone.session == 0 {
            return None;
        }
        self.live[gone.session as usize] = 0;
        Some(gone.session)
    }

    /// A feed that it asked for does not exist.
    pub fn unsubscribe(&mut self, connection: u32, refused: &wire::Subscribe) {
        let key = (refused.instrument(), refused.depth().0, refused.interval().0);
        if let Some(it) = self.get_mut(connection) {
            it.subscriptions.retain(|&have| have != key);
        }
    }

    /// Something was sent to it.
    pub fn spoke(&mut self, connection: u32, now: u64) {
        if let Some(it) = self.get_mut(connection) {
            it.spoke_ns = now;
        }
    }

    /// Judges a verified frame of a connection.
    pub fn receive(
        &mut self,
        connection: u32,
        kind: MessageType,
        body: &[u8],
        now: u64,
        rights: &impl Rights,
    ) -> Outcome {
        let verifying = self.verifying;
        let max_verifying = self.settings.max_verifying;
        let max_subscriptions = self.settings.max_subscriptions;
        let Some(it) = self.get_mut(connection) else { return Outcome::Done };
        it.heard_ns = now;
        match (&it.state, kind) {
            (State::Challenged, MessageType::Logon) => {
                let Some(logon) = wire::Logon::from_bytes(body) else {
                    return Outcome::Close(RejectReason::MalformedFrame);
                };
                if verifying >= max_verifying {
                    return Outcome::Close(RejectReason::Busy);
                }
                let verdict = check_logon(&logon, rights);
                if let Err(reason) = verdict {
                    return Outcome::Close(reason);
                }
                it.state = State::Verifying;
                let logon = signed(connection, &it.nonce, &logon);
                self.verifying += 1;
                return Outcome::Verify(Box::new(logon));
            }
            (State::Active, MessageType::Logon) | (State::Verifying, _) => {
                return Outcome::Close(RejectReason::MalformedFrame);
            }
            (State::Challenged, _) => return Outcome::Close(RejectReason::NotLoggedOn),
            (State::Active, _) => {}
        }
        if kind == MessageType::Heartbeat {
            let Some(beat) = wire::Heartbeat::from_bytes(body) else { return Outcome::Done };
            return Outcome::Heartbeat(beat);
        }
        if kind == MessageType::Logout {
            return Outcome::Close(RejectReason::None);
        }
        if !it.take_token(now) {
            return Outcome::Reject(RejectReason::Throttled);
        }
        match kind {
            MessageType::Subscribe => {
                let Some(wanted) = wire::Subscribe::from_bytes(body) else { return Outcome::Done };
                let key = (wanted.instrument(), wanted.depth().0, wanted.interval().0);
                let is_candles = matches!(wanted.depth(), wire::Depth::Candles | wire::Depth::QuoteCandles);
                if wanted.rate() > MAX_RATE || !(is_candles || key.2 == 0) {
                    return Outcome::Reject(RejectReason::FieldOutOfRange);
                }
                let Some(allowed) = within_tier(wanted, it.permissions) else {
                    return Outcome::Reject(RejectReason::NotPermitted);
                };
                if it.subscriptions.len() >= max_subscriptions || it.subscriptions.contains(&key) {
                    return Outcome::Reject(RejectReason::SubscriptionLimit);
                }
                it.subscriptions.push(key);
                Outcome::Subscribe(allowed)
            }
            MessageType::Unsubscribe => {
                let Some(wanted) = wire::Unsubscribe::from_bytes(body) else { return Outcome::Done };
                let key = (wanted.instrument(), wanted.depth().0, wanted.interval().0);
                match it.subscriptions.iter().position(|&have| have == key) {
                    Some(at) => {
                        it.subscriptions.swap_remove(at);
                        Outcome::Unsubscribe
                    }
                    None => Outcome::Reject(RejectReason::SubscriptionLimit),
                }
            }
            _ => {
                let session = it.session;
                authorise(session, kind, body, rights)
            }
        }
    }

    /// The signature of a log-on was checked. `Ok` makes the session live by this connection.
    pub fn verified(
        &mut self,
        logon: &Logon,
        is_good: bool,
        now: u64,
        rights: &impl Rights,
    ) -> Result<Member, Close> {
        let default_ms = self.settings.heartbeat_ms;
        // The connection may be gone, and its number taken by another since, whose challenge is another.
        let is_this =
            |it: &Connection| it.state == State::Verifying && logon.message[NONCE..][..32] == it.nonce;
        let waiting = self.get(logon.connection).is_some_and(is_this);
        if !waiting {
            return Err(RejectReason::None);
        }
        self.verifying -= 1;
        let member = rights.by_key(&logon.key).filter(|member| !member.revoked);
        let taken = member.is_some_and(|member| self.connection_of(member.session).is_some());
        self.quiet_until = 0;
        let it = self.get_mut(logon.connection).expect("looked up above");
        it.state = State::Challenged;
        let member = member.ok_or(RejectReason::UnknownKey)?;
        if !is_good {
            return Err(RejectReason::BadSignature);
        }
        if taken {
            return Err(RejectReason::SessionInUse);
        }
        it.state = State::Active;
        it.session = member.session;
        it.options = logon.options;
        let beat_ms = if logon.heartbeat_ms == 0 { default_ms } else { logon.heartbeat_ms };
        it.heartbeat_ns = u64::from(beat_ms) * 1_000_000;
        it.heard_ns = now;
        it.rate_limit = member.rate_limit;
        it.permissions = member.permissions;
        it.tokens = u64::from(member.rate_limit) * SECOND;
        it.tokens_ns = now;
        let at = member.session as usize;
        if self.live.len() <= at {
            self.live.resize(at + 1, 0);
        }
        self.live[at] = logon.connection;
        Ok(member)
    }

    /// Connections that were silent too long, and those that are owed a heartbeat. O(1) while that can be nobody,
    /// else O(connections).
    pub fn tick(&mut self, now: u64, mut lost: impl FnMut(u32, Close), mut owed: impl FnMut(u32)) {
        if now < self.quiet_until {
            return;
        }
        // What is heard and said meanwhile only puts it off.
        let mut quiet_until = u64::MAX;
        let timeout = self.settings.logon_timeout_ns;
        for (connection, it) in self.connections.iter_mut().enumerate() {
            let Some(it) = it else { continue };
            let connection = connection as u32;
            if it.state == State::Active {
                // A heartbeat late by its own interval again counts as lost (FIX 108's custom).
                let patience = it.heartbeat_ns.saturating_mul(5) / 2;
                if now.saturating_sub(it.heard_ns) > patience {
                    lost(connection, RejectReason::HeartbeatLost);
                } else if now.saturating_sub(it.spoke_ns) >= it.heartbeat_ns {
                    it.spoke_ns = now;
                    owed(connection);
                }
                let spoken = it.spoke_ns.saturating_add(it.heartbeat_ns);
                quiet_until = quiet_until.min(it.heard_ns.saturating_add(patience)).min(spoken);
            } else {
                if now.saturating_sub(it.heard_ns) > timeout {
                    lost(connection, RejectReason::NotLoggedOn);
                }
                quiet_until = quiet_until.min(it.heard_ns.saturating_add(timeout));
            }
        }
        self.quiet_until = quiet_until;
    }
}

impl Connection {
    fn take_token(&mut self, now: u64) -> bool {
        if self.rate_limit == 0 {
            return true;
        }
        let rate = u64::from(self.rate_limit);
        let elapsed = now.saturating_sub(self.tokens_ns).min(SECOND);
        self.tokens_ns = now;
        self.tokens = (self.tokens + elapsed * rate).min(rate * SECOND);
        if self.tokens < SECOND {
            return false;
        }
        self.tokens -= SECOND;
        true
    }

    pub fn is_active(&self) -> bool {
        self.state == State::Active
    }
}

fn check_logon(logon: &wire::Logon, rights: &impl Rights) -> Result<(), RejectReason> {
    let beat = logon.heartbeat_ms();
    if beat != 0 && !(1_000..=60_000).contains(&beat) {
        return Err(RejectReason::FieldOutOfRange);
    }
    if logon.options() & !31 != 0 {
        return Err(RejectReason::FieldOutOfRange);
    }
    match rights.by_key(logon.public_key_bytes()) {
        Some(member) if !member.revoked => Ok(()),
        _ => Err(RejectReason::UnknownKey),
    }
}

/// A subscription as a market data tier allows it (MD-09); `None` for depth by order, which cannot be slowed down.
fn within_tier(mut wanted: wire::Subscribe, permissions: u32) -> Option<wire::Subscribe> {
    let most = match permissions & (PRO | RETAIL) {
        0 => return Some(wanted),
        PRO => 10,
        _ => 1,
    };
    if wanted.depth() == wire::Depth::L3 {
        return None;
    }
    wanted.set_rate(if wanted.rate() == 0 { most } else { wanted.rate().min(most) });
    Some(wanted)
}

/// The log-on with the bytes that its signature is over.
fn signed(connection: u32, nonce: &[u8; 32], logon: &wire::Logon) -> Logon {
    let mut message = Vec::with_capacity(96);
    message.extend_from_slice(SIGNED_TEXT);
    message.extend_from_slice(nonce);
    message.extend_from_slice(&logon.bytes()[96..]);
    Logon {
        connection,
        key: *logon.public_key_bytes(),
        signature: *logon.signature_bytes(),
        message,
        options: logon.options(),
        heartbeat_ms: logon.heartbeat_ms(),
        last_session_sequence: logon.last_session_sequence(),
        last_sequence: logon.last_sequence(),
    }
}

/// May an active session do this, and for whom? Never for an account that the message names alone.
fn authorise(session: u32, kind: MessageType, body: &[u8], rights: &impl Rights) -> Outcome {
    let Some(member) = rights.member(session).filter(|member| !member.revoked) else {
        return Outcome::Close(RejectReason::UnknownKey);
    };
    let own_or = |named: u32| if named == 0 { member.account } else { named };
    let is_operator = member.permissions & OPERATOR != 0;
    let group = kind.0 >> 8;
    match group {
        0x02 => {
            let named = account_of_request(body);
            let account = own_or(named);
            let may = member.permissions & (TRADE | GATEWAY) != 0 && member.permissions & READ_ONLY == 0;
            if !may || account == 0 || !rights.acts_for(session, account) {
                return Outcome::Reject(RejectReason::NotPermitted);
            }
            Outcome::Request { session, account }
        }
        0x03 => {
            if !is_operator {
                return Outcome::Reject(RejectReason::NotPermitted);
            }
            Outcome::Request { session, account: member.account }
        }
        0x06 => {
            let named = match kind {
                MessageType::QueryBalances => wire::QueryBalances::from_bytes(body).map(|it| it.account()),
                MessageType::QueryOrders => wire::QueryOrders::from_bytes(body).map(|it| it.account()),
                MessageType::QueryOrderLists => {
                    wire::QueryOrderLists::from_bytes(body).map(|it| it.account())
                }
                MessageType::QueryPositions => wire::QueryPositions::from_bytes(body).map(|it| it.account()),
                MessageType::SimulateOrder => {
                    wire::SimulateOrder::from_bytes(body).map(|it| it.order().request().account())
                }
                MessageType::QueryLimits => {
                    let it = wire::QueryLimits::from_bytes(body).expect("verified");
                    match it.of() {
                        LimitsOf::Account => Some(it.id()),
                        _ if is_operator => return Outcome::Query { account: 0 },
                        _ => return Outcome::Reject(RejectReason::NotPermitted),
                    }
                }
                _ => return Outcome::Query { account: 0 },
            };
            let account = own_or(named.unwrap_or(0));
            if account == 0 || !(is_operator || rights.acts_for(session, account)) {
                return Outcome::Reject(RejectReason::NotPermitted);
            }
            Outcome::Query { account }
        }
        _ => Outcome::Reject(RejectReason::UnknownMessageType),
    }
}

fn account_of_request(body: &[u8]) -> u32 {
    wire::RequestHeader(body[..wire::RequestHeader::SIZE].try_into().expect("verified")).account()
}

#[cfg(test)]
mod tests;
