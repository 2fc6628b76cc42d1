//! A wire between the program and the mail servers that counts what passes and cuts the program off at a chosen moment.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

/// When the program is killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The piece of data that is on its way, counted from the program's first connection.
    pub piece: u32,
    /// Whether the piece still arrives.
    pub arrives: bool,
}

#[derive(Default)]
struct Shared {
    pieces: AtomicU32,
    victim: Mutex<Option<(u32, Moment)>>,
    struck: AtomicBool,
}

/// Wires to some servers, with one count.
#[derive(Clone, Default)]
pub struct Wires(Arc<Shared>);

impl Wires {
    /// A wire to a server; the port it is reached at.
    pub fn to(&self, server: u16) -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let wires = self.clone();
        thread::spawn(move || {
            for inward in listener.incoming().flatten() {
                let Ok(outward) = TcpStream::connect(("127.0.0.1", server)) else {
                    continue;
                };
                let _ = (inward.set_nodelay(true), outward.set_nodelay(true));
                let (a, b) = (inward.try_clone().unwrap(), outward.try_clone().unwrap());
                let (one, other) = (wires.clone(), wires.clone());
                thread::spawn(move || one.pass(inward, outward));
                thread::spawn(move || other.pass(b, a));
            }
        });
        port
    }

    /// Counts from zero; nobody is to be killed.
    pub fn reset(&self) {
        *self.0.victim.lock().unwrap() = None;
        self.0.pieces.store(0, Ordering::SeqCst);
        self.0.struck.store(false, Ordering::SeqCst);
    }

    /// The process to kill, and when.
    pub fn aim(&self, process: u32, moment: Moment) {
        *self.0.victim.lock().unwrap() = Some((process, moment));
    }

    /// Pieces that passed since the last reset.
    pub fn pieces(&self) -> u32 {
        self.0.pieces.load(Ordering::SeqCst)
    }

    /// Whether the moment came.
    pub fn struck(&self) -> bool {
        self.0.struck.load(Ordering::SeqCst)
    }

    fn pass(&self, mut from: TcpStream, mut to: TcpStream) {
        let mut bytes = [0; 64 * 1024];
        while let Ok(n) = from.read(&mut bytes) {
            if n == 0 {
                break;
            }
            let piece = self.0.pieces.fetch_add(1, Ordering::SeqCst);
            let due = self.due(piece);
            if let Some((process, false)) = due {
                self.kill(process);
            }
            if due.is_none_or(|(_, arrives)| arrives) && to.write_all(&bytes[..n]).is_err() {
                break;
            }
            if let Some((process, true)) = due {
                self.kill(process);
            }
        }
        let _ = to.shutdown(Shutdown::Write);
    }

    fn due(&self, piece: u32) -> Option<(u32, bool)> {
        let victim = *self.0.victim.lock().unwrap();
        victim
            .filter(|(_, moment)| moment.piece == piece)
            .map(|(process, moment)| (process, moment.arrives))
    }

    fn kill(&self, process: u32) {
        let _ = Command::new("kill")
            .args(["-KILL", &process.to_string()])
            .status();
        self.0.struck.store(true, Ordering::SeqCst);
    }
}
