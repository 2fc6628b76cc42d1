//! One writer on its own thread, readers from a small pool.
//!
//! The rule it protects: writes queue in one place and each is whole or absent; a reader sees one moment and cannot write.

use crate::{Key, ReadTx, StoreError, WriteTx, connection};
use rusqlite::{Connection, TransactionBehavior};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// Idle readers kept open.
const READERS: usize = 4;

struct Inner {
    path: PathBuf,
    key: Key,
    jobs: Option<mpsc::Sender<Job>>,
    thread: Option<thread::JoinHandle<()>>,
    readers: Mutex<Vec<Connection>>,
}

impl Drop for Inner {
    fn drop(&mut self) {
        // Closing the queue ends the thread after the work that is in it.
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The cache of one open profile. Cheap to clone; the file closes with the last clone.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store")
            .field("path", &self.inner.path)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// Takes over `writer`, if writing is allowed, and starts its thread.
    pub(crate) fn start(
        path: &Path,
        key: Key,
        writer: Option<Connection>,
    ) -> Result<Self, StoreError> {
        let (jobs, thread) = match writer {
            None => (None, None),
            Some(mut conn) => {
                let (send, receive) = mpsc::channel::<Job>();
                let work = move || {
                    while let Ok(job) = receive.recv() {
                        job(&mut conn);
                    }
                    // Whoever copies the file alone then has everything. A reader that is busy only leaves the log behind.
                    let _ = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
                };
                let thread = thread::Builder::new()
                    .name("store-writer".to_owned())
                    .spawn(work);
                (
                    Some(send),
                    Some(thread.map_err(|e| StoreError::io(path, e))?),
                )
            }
        };
        Ok(Self {
            inner: Arc::new(Inner {
                path: path.to_owned(),
                key,
                jobs,
                thread,
                readers: Mutex::new(Vec::new()),
            }),
        })
    }

    /// Runs `work` in one immediate transaction on the writer thread and waits. `Ok` commits, `Err` rolls back.
    ///
    /// It blocks: call it from a blocking thread, not from an async task.
    ///
    /// # Errors
    /// What `work` returns, or a [`StoreError`] of opening or committing the transaction.
    pub fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut WriteTx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.on_writer(move |conn| in_transaction(conn, work))?
    }

    /// As [`Store::write`], and what is committed outlives a power cut: the file is on the disk when this returns. For what
    /// is said to others next; everything else may lose its last moments together with the machine.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub fn write_durably<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut WriteTx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.on_writer(move |conn| {
            conn.pragma_update(None, "synchronous", "full")
                .map_err(StoreError::from)?;
            let done = in_transaction(conn, work);
            conn.pragma_update(None, "synchronous", "normal")
                .map_err(StoreError::from)?;
            done
        })?
    }

    /// Runs `work` on the writer thread, outside a transaction.
    pub(crate) fn on_writer<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        F: FnOnce(&mut Connection) -> T + Send + 'static,
        T: Send + 'static,
    {
        let jobs = self.inner.jobs.as_ref().ok_or(StoreError::ReadOnly)?;
        let (reply, answer) = mpsc::channel();
        let job: Job = Box::new(move |conn| {
            // A panic must not take the writer with it. Its transaction rolled back while unwinding.
            let result =
                catch_unwind(AssertUnwindSafe(|| work(conn))).map_err(|_| StoreError::Panicked);
            // Nobody waiting any more is no reason to stop.
            let _ = reply.send(result);
        });
        jobs.send(job).map_err(|_| StoreError::Closed)?;
        answer.recv().map_err(|_| StoreError::Closed)?
    }

    /// Runs `work` on a snapshot that cannot write and does not wait for writers.
    ///
    /// # Errors
    /// What `work` returns, or a [`StoreError`] of opening the snapshot.
    pub fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&ReadTx<'_>) -> Result<T, E>,
        E: From<StoreError>,
    {
        let mut conn = self.borrow_reader()?;
        let result = (|| {
            let tx = conn
                .transaction_with_behavior(TransactionBehavior::Deferred)
                .map_err(StoreError::from)?;
            work(&ReadTx::new(&tx))
        })();
        let mut idle = self
            .inner
            .readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if idle.len() < READERS {
            idle.push(conn);
        }
        result
    }

    fn borrow_reader(&self) -> Result<Connection, StoreError> {
        let idle = self
            .inner
            .readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        match idle {
            Some(conn) => Ok(conn),
            None => connection::reader(&self.inner.path, &self.inner.key),
        }
    }

    /// The database file.
    pub fn path(&self) -> &Path {
        &self.inner.path
    }

    pub(crate) fn key(&self) -> &Key {
        &self.inner.key
    }
}

fn in_transaction<T, E, F>(conn: &mut Connection, work: F) -> Result<T, E>
where
    F: FnOnce(&mut WriteTx<'_>) -> Result<T, E>,
    E: From<StoreError>,
{
    let tx = conn
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(StoreError::from)?;
    let mut write = WriteTx::new(&tx);
    let value = work(&mut write)?;
    write.flush()?;
    drop(write);
    tx.commit().map_err(StoreError::from)?;
    Ok(value)
}
