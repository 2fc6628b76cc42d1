//! A Dovecot of its own for one test: on loopback, with a folder of its own, stopped with the test.

use std::fs;
use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

pub const USER: &str = "camille@studio.example";
pub const PASSWORD: &str = "s3cret";

pub struct Dovecot {
    dir: tempfile::TempDir,
    child: Option<Child>,
    pub imaps: u16,
    pub imap: u16,
    /// The server's certificate in PEM.
    pub certificate: String,
    /// What the server says it can do; all it really can when `None`.
    offers: Option<&'static str>,
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

fn run(command: &mut Command) -> String {
    let out = command.output().unwrap();
    assert!(
        out.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&out.stderr)
    );
    String::from_utf8_lossy(&out.stdout).trim().to_owned()
}

fn id(flag: &str, user: &str) -> u32 {
    run(Command::new("id").args([flag, user])).parse().unwrap()
}

/// A certificate for this machine that no authority vouches for, in `dir`.
pub fn certificate(dir: &Path) -> String {
    fs::create_dir_all(dir).unwrap();
    run(Command::new("openssl").current_dir(dir).args([
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
        "-addext",
        "subjectAltName=DNS:localhost,IP:127.0.0.1",
        "-keyout",
        "key.pem",
        "-out",
        "cert.pem",
    ]));
    fs::read_to_string(dir.join("cert.pem")).unwrap()
}

impl Dovecot {
    pub fn start() -> Self {
        Self::offering(None)
    }

    /// A server that can do no more than it is told to offer.
    pub fn offering(offers: Option<&'static str>) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let certificate = certificate(&dir.path().join("tls"));
        let mut server = Self {
            dir,
            child: None,
            imaps: free_port(),
            imap: free_port(),
            certificate,
            offers,
        };
        server.configure();
        server.up();
        server
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn configure(&self) {
        let dir = self.dir.path().display();
        let (imap, imaps) = (self.imap, self.imaps);
        // The mail belongs to somebody who is not root: a server does not read mail as root.
        let root = id("-u", &run(Command::new("id").arg("-un"))) == 0;
        let me = run(Command::new("id").arg("-un"));
        let (owner, internal) = if root {
            (
                "mail_uid = nobody\nmail_gid = nogroup".to_owned(),
                String::new(),
            )
        } else {
            (
                format!("mail_uid = {me}"),
                format!(
                    "default_internal_user = {me}\ndefault_login_user = {me}\nservice anvil {{\n  chroot =\n}}\nservice imap-login {{\n  chroot =\n}}\n"
                ),
            )
        };
        let offers = self
            .offers
            .map(|words| format!("imap_capability = {words}\n"));
        let offers = offers.unwrap_or_default();
        let conf = format!(
            "base_dir = {dir}/run\nstate_dir = {dir}/run\nlog_path = {dir}/log\nprotocols = imap\nlisten = 127.0.0.1\n\
             ssl = required\nssl_cert = <{dir}/tls/cert.pem\nssl_key = <{dir}/tls/key.pem\nauth_mechanisms = plain login\n\
             mail_location = maildir:{dir}/box\n{owner}\nfirst_valid_uid = 1\n{internal}\
             passdb {{\n  driver = passwd-file\n  args = scheme=plain username_format=%u {dir}/users\n}}\n\
             userdb {{\n  driver = static\n  args = home={dir}/box\n}}\n\
             service imap-login {{\n  inet_listener imap {{\n    port = {imap}\n  }}\n  inet_listener imaps {{\n    port = {imaps}\n    ssl = yes\n  }}\n}}\n\
             namespace inbox {{\n  inbox = yes\n  mailbox Sent {{\n    auto = create\n    special_use = \\Sent\n  }}\n  mailbox Junk {{\n    special_use = \\Junk\n  }}\n}}\n\
             {offers}"
        );
        fs::write(self.path("dovecot.conf"), conf).unwrap();
        self.password(PASSWORD);
        for part in ["box/cur", "box/new", "box/tmp"] {
            fs::create_dir_all(self.path(part)).unwrap();
        }
        if root {
            let mut open = fs::metadata(self.dir.path()).unwrap().permissions();
            std::os::unix::fs::PermissionsExt::set_mode(&mut open, 0o755);
            fs::set_permissions(self.dir.path(), open).unwrap();
            for part in ["box", "box/cur", "box/new", "box/tmp"] {
                chown(
                    self.path(part),
                    Some(id("-u", "nobody")),
                    Some(id("-g", "nobody")),
                )
                .unwrap();
            }
        }
    }

    /// Changes the password from now on.
    pub fn password(&self, password: &str) {
        fs::write(
            self.path("users"),
            format!("{USER}:{{PLAIN}}{password}::::::\n"),
        )
        .unwrap();
    }

    /// Starts the server and waits until it answers.
    pub fn up(&mut self) {
        let child = Command::new("dovecot")
            .arg("-F")
            .arg("-c")
            .arg(self.path("dovecot.conf"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("Dovecot is installed");
        self.child = Some(child);
        let until = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(("127.0.0.1", self.imaps)).is_err() {
            let log = fs::read_to_string(self.path("log")).unwrap_or_default();
            assert!(Instant::now() < until, "Dovecot did not come up: {log}");
            std::thread::yield_now();
        }
    }

    /// Stops the server and every conversation under way.
    pub fn down(&mut self) {
        if let Some(mut child) = self.child.take() {
            run(Command::new("kill").arg(child.id().to_string()));
            child.wait().unwrap();
        }
    }

    /// Puts messages into a folder (`""` is INBOX) as if they had just arrived; the names sort by number.
    pub fn deliver(&self, folder: &str, messages: impl IntoIterator<Item = (usize, String)>) {
        let base = if folder.is_empty() {
            self.path("box")
        } else {
            self.path("box").join(format!(".{folder}"))
        };
        let owner = fs::metadata(self.path("box")).unwrap();
        let owner = (
            std::os::unix::fs::MetadataExt::uid(&owner),
            std::os::unix::fs::MetadataExt::gid(&owner),
        );
        for part in ["", "cur", "new", "tmp"] {
            fs::create_dir_all(base.join(part)).unwrap();
            chown(base.join(part), Some(owner.0), Some(owner.1)).unwrap();
        }
        for (n, text) in messages {
            let file = base.join(format!("cur/{}.{n}.test:2,", 1_700_000_000 + n));
            fs::File::create(&file)
                .unwrap()
                .write_all(text.as_bytes())
                .unwrap();
            chown(&file, Some(owner.0), Some(owner.1)).unwrap();
        }
    }

    /// Marks the message of INBOX delivered as `n`, by maildir's letters (`F` flagged, `R` answered, `S` read).
    pub fn mark(&self, n: usize, letters: &str) {
        let from = self.file(n);
        let name = from.to_string_lossy();
        let (base, _) = name.split_once(":2,").unwrap();
        fs::rename(&from, format!("{base}:2,{letters}")).unwrap();
    }

    /// Takes the message of INBOX delivered as `n` away.
    pub fn remove(&self, n: usize) {
        fs::remove_file(self.file(n)).unwrap();
    }

    fn file(&self, n: usize) -> PathBuf {
        let part = format!(".{n}.test:2,");
        let mut files = self.files().into_iter();
        files
            .find(|path| path.to_string_lossy().contains(&part))
            .unwrap_or_else(|| panic!("message {n} lies in INBOX"))
    }

    /// Files of INBOX, with their flags.
    pub fn files(&self) -> Vec<PathBuf> {
        let mut files: Vec<PathBuf> = ["cur", "new"]
            .iter()
            .flat_map(|part| fs::read_dir(self.path("box").join(part)).unwrap())
            .map(|f| f.unwrap().path())
            .collect();
        files.sort();
        files
    }

    /// Makes the folder another one under the same name: every number given so far is void.
    pub fn new_validity(&mut self) {
        self.down();
        for entry in fs::read_dir(self.path("box")).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if name.starts_with("dovecot") {
                fs::remove_file(path).unwrap();
            }
        }
        self.up();
    }
}

impl Drop for Dovecot {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = Command::new("kill").arg(child.id().to_string()).status();
            let _ = child.wait();
        }
    }
}
