//! A WebSocket as a load client needs it: non-blocking, many messages a write, nothing allocated a message.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// A connection after its handshake.
pub struct Socket {
    stream: TcpStream,
    input: Vec<u8>,
    /// Bytes of `input` that are filled.
    filled: usize,
    output: Vec<u8>,
    written: usize,
}

const READ: usize = 256 << 10;
const BINARY: u8 = 0x82;
const CLOSE: u8 = 0x8;

impl Socket {
    pub fn connect(port: u16) -> Result<Self, String> {
        let stream =
            TcpStream::connect(("127.0.0.1", port)).map_err(|error| format!("port {port}: {error}"))?;
        stream.set_nodelay(true).map_err(|error| error.to_string())?;
        let mut it = Self { stream, input: vec![0; READ], filled: 0, output: Vec::new(), written: 0 };
        it.handshake().map_err(|error| format!("handshake: {error}"))?;
        it.stream.set_nonblocking(true).map_err(|error| error.to_string())?;
        Ok(it)
    }

    fn handshake(&mut self) -> std::io::Result<()> {
        self.stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        self.stream.write_all(
            b"GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
              Sec-WebSocket-Key: dGFwZWJvb2sgYmVuY2ghIQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
        )?;
        loop {
            let count = self.stream.read(&mut self.input[self.filled..])?;
            if count == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            self.filled += count;
            if let Some(at) = self.input[..self.filled].windows(4).position(|it| it == b"\r\n\r\n") {
                if !self.input.starts_with(b"HTTP/1.1 101") {
                    return Err(std::io::Error::other("no upgrade"));
                }
                // The server's first message may have come with the answer.
                self.input.copy_within(at + 4..self.filled, 0);
                self.filled -= at + 4;
                return Ok(());
            }
        }
    }

    pub fn stream(&self) -> &TcpStream {
        &self.stream
    }

    /// Room for one message of `length` bytes in what will be written; the caller fills it. The mask is zero: masked
    /// as the protocol asks, at no cost to the client.
    pub fn message(&mut self, length: usize) -> &mut [u8] {
        self.output.push(BINARY);
        if length < 126 {
            self.output.push(0x80 | length as u8);
        } else {
            self.output.push(0x80 | 126);
            self.output.extend_from_slice(&(length as u16).to_be_bytes());
        }
        let at = self.output.len() + 4;
        self.output.resize(at + length, 0);
        &mut self.output[at..]
    }

    /// Writes what it can; true if nothing is left.
    pub fn flush(&mut self) -> Result<bool, String> {
        while self.written < self.output.len() {
            match self.stream.write(&self.output[self.written..]) {
                Ok(count) => self.written += count,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(false),
                Err(error) => return Err(error.to_string()),
            }
        }
        self.output.clear();
        self.written = 0;
        Ok(true)
    }

    /// Reads what is there and gives each whole message.
    pub fn receive(&mut self, mut message: impl FnMut(&[u8])) -> Result<(), String> {
        loop {
            if self.filled == self.input.len() {
                self.input.resize(self.filled * 2, 0);
            }
            let room = self.input.len() - self.filled;
            let count = match self.stream.read(&mut self.input[self.filled..]) {
                Ok(0) => return Err("the server closed the connection".to_owned()),
                Ok(count) => count,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
                Err(error) => return Err(error.to_string()),
            };
            self.filled += count;
            self.take_messages(&mut message)?;
            // A short read says that the socket is empty.
            if count < room {
                return Ok(());
            }
        }
    }

    fn take_messages(&mut self, message: &mut impl FnMut(&[u8])) -> Result<(), String> {
        let bytes = &self.input[..self.filled];
        let mut at = 0;
        while let Some(&[kind, length]) = bytes.get(at..at + 2) {
            let (head, length) = match length {
                126 => match bytes.get(at + 2..at + 4) {
                    Some(long) => (4, usize::from(u16::from_be_bytes([long[0], long[1]]))),
                    None => break,
                },
                127 => match bytes.get(at + 2..at + 10) {
                    Some(long) => (10, u64::from_be_bytes(long.try_into().expect("eight bytes")) as usize),
                    None => break,
                },
                short => (2, usize::from(short)),
            };
            let Some(body) = bytes.get(at + head..at + head + length) else { break };
            if kind & 0xf == CLOSE {
                return Err(format!(
                    "the server says goodbye: {}",
                    String::from_utf8_lossy(body.get(2..).unwrap_or(&[]))
                ));
            }
            message(body);
            at += head + length;
        }
        self.input.copy_within(at..self.filled, 0);
        self.filled -= at;
        Ok(())
    }

    /// Waits for messages until `done` is content with one, for the slow steps before the load.
    pub fn wait(&mut self, mut done: impl FnMut(&[u8]) -> bool) -> Result<(), String> {
        let until = Instant::now() + Duration::from_secs(20);
        let mut is_done = false;
        // What came with the handshake's answer.
        self.take_messages(&mut |message: &[u8]| is_done |= done(message))?;
        while !is_done {
            self.flush()?;
            self.receive(|message| is_done |= done(message))?;
            if Instant::now() > until {
                return Err("no answer within 20 s".to_owned());
            }
            if !is_done {
                std::thread::sleep(Duration::from_micros(200));
            }
        }
        Ok(())
    }
}
