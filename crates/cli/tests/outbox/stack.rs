//! Mail servers that we did not write, on loopback and in a folder of their own: Postfix takes mail over STARTTLS, Dovecot
//! keeps it and is read over TLS. Stopped with the test.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

pub const USER: &str = "camille@studio.example";
pub const PASSWORD: &str = "s3cret";

pub struct Stack {
    dir: tempfile::TempDir,
    dovecot: Option<Child>,
    pub imaps: u16,
    pub submission: u16,
    /// The servers' certificate in PEM.
    pub certificate: String,
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

fn compiled(name: &str) -> String {
    run(Command::new("postconf").args(["-d", "-h", name]))
}

impl Stack {
    pub fn start() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut open = fs::metadata(dir.path()).unwrap().permissions();
        open.set_mode(0o755);
        fs::set_permissions(dir.path(), open).unwrap();
        let mut stack = Self {
            certificate: certificate(dir.path()),
            dir,
            dovecot: None,
            imaps: free_port(),
            submission: free_port(),
        };
        let (lmtp, sasl) = (free_port(), free_port());
        stack.dovecot(lmtp, sasl);
        stack.postfix(lmtp, sasl);
        stack
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn dovecot(&mut self, lmtp: u16, sasl: u16) {
        let dir = self.dir.path().display();
        let imaps = self.imaps;
        fs::create_dir_all(self.path("box")).unwrap();
        let (nobody, nogroup) = (id("-u", "nobody"), id("-g", "nobody"));
        chown(self.path("box"), Some(nobody), Some(nogroup)).unwrap();
        fs::write(
            self.path("users"),
            format!("camille:{{PLAIN}}{PASSWORD}::::::\n"),
        )
        .unwrap();
        let conf = format!(
            "base_dir = {dir}/run\nstate_dir = {dir}/run\nlog_path = {dir}/dovecot.log\nprotocols = imap lmtp\n\
             listen = 127.0.0.1\nssl = required\nssl_cert = <{dir}/cert.pem\nssl_key = <{dir}/key.pem\n\
             auth_mechanisms = plain login\nauth_username_format = %Ln\nmail_location = maildir:{dir}/box/%u\n\
             mail_uid = nobody\nmail_gid = nogroup\nfirst_valid_uid = 1\n\
             passdb {{\n  driver = passwd-file\n  args = scheme=plain username_format=%u {dir}/users\n}}\n\
             userdb {{\n  driver = static\n  args = uid=nobody gid=nogroup home={dir}/box/%u allow_all_users=yes\n}}\n\
             service imap-login {{\n  inet_listener imap {{\n    port = 0\n  }}\n  inet_listener imaps {{\n    port = {imaps}\n    ssl = yes\n  }}\n}}\n\
             service lmtp {{\n  inet_listener lmtp {{\n    address = 127.0.0.1\n    port = {lmtp}\n  }}\n}}\n\
             service auth {{\n  inet_listener {{\n    address = 127.0.0.1\n    port = {sasl}\n  }}\n}}\n\
             protocol lmtp {{\n  postmaster_address = postmaster@studio.example\n}}\n\
             namespace inbox {{\n  inbox = yes\n  mailbox Sent {{\n    auto = create\n    special_use = \\Sent\n  }}\n}}\n"
        );
        fs::write(self.path("dovecot.conf"), conf).unwrap();
        let child = Command::new("dovecot")
            .args(["-F", "-c"])
            .arg(self.path("dovecot.conf"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("Dovecot is installed");
        self.dovecot = Some(child);
        for port in [imaps, lmtp, sasl] {
            self.answers(port, "dovecot.log");
        }
    }

    fn postfix(&self, lmtp: u16, sasl: u16) {
        let dir = self.dir.path().display();
        let submission = self.submission;
        for part in ["postfix", "spool", "data"] {
            fs::create_dir_all(self.path(part)).unwrap();
        }
        let postfix = id("-u", "postfix");
        chown(self.path("data"), Some(postfix), None).unwrap();
        let main = format!(
            "compatibility_level = 3.6\nqueue_directory = {dir}/spool\ndata_directory = {dir}/data\n\
             command_directory = {commands}\ndaemon_directory = {daemons}\nmeta_directory = {meta}\n\
             shlib_directory = {shlib}\nsetgid_group = postdrop\nmail_owner = postfix\ninet_interfaces = 127.0.0.1\n\
             inet_protocols = ipv4\nmyhostname = mx.studio.example\nmydestination =\nmynetworks =\n\
             smtpd_tls_cert_file = {dir}/cert.pem\nsmtpd_tls_key_file = {dir}/key.pem\nsmtpd_sasl_type = dovecot\n\
             smtpd_sasl_path = inet:127.0.0.1:{sasl}\nsmtpd_sasl_auth_enable = yes\nsmtpd_tls_auth_only = yes\n\
             smtpd_relay_restrictions = permit_sasl_authenticated,reject\n\
             smtpd_recipient_restrictions = check_recipient_access inline:{{{{gone@brand.example=550 5.1.1 user unknown}},{{busy@brand.example=451 4.7.1 try again later}}}},permit_sasl_authenticated,reject\n\
             virtual_mailbox_domains = static:all\nvirtual_mailbox_maps = static:all\n\
             virtual_transport = lmtp:inet:127.0.0.1:{lmtp}\nlocal_transport = error:none\n\
             default_transport = lmtp:inet:127.0.0.1:{lmtp}\nmaillog_file = {dir}/postfix.log\n\
             maillog_file_prefixes = /\nlmtp_destination_recipient_limit = 1\n",
            commands = compiled("command_directory"),
            daemons = compiled("daemon_directory"),
            meta = compiled("meta_directory"),
            shlib = compiled("shlib_directory"),
        );
        fs::write(self.path("postfix/main.cf"), main).unwrap();
        let master = format!(
            "127.0.0.1:{submission} inet n - n - - smtpd\n  -o smtpd_tls_security_level=encrypt\n\
             cleanup unix n - n - 0 cleanup\nqmgr unix n - n 300 1 qmgr\ntlsmgr unix - - n 1000? 1 tlsmgr\n\
             rewrite unix - - n - - trivial-rewrite\nbounce unix - - n - 0 bounce\ndefer unix - - n - 0 bounce\n\
             trace unix - - n - 0 bounce\nflush unix n - n 1000? 0 flush\nproxymap unix - - n - - proxymap\n\
             lmtp unix - - n - - lmtp\nerror unix - - n - - error\nretry unix - - n - - error\n\
             anvil unix - - n - 1 anvil\nscache unix - - n - 1 scache\npostlog unix-dgram n - n - 1 postlogd\n\
             showq unix n - n - - showq\n"
        );
        fs::write(self.path("postfix/master.cf"), master).unwrap();
        run(self.postfix_command("start"));
        self.answers(submission, "postfix.log");
    }

    fn postfix_command(&self, word: &str) -> &'static mut Command {
        let mut command = Command::new("postfix");
        command.arg("-c").arg(self.path("postfix")).arg(word);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        Box::leak(Box::new(command))
    }

    /// Stops taking mail.
    pub fn submission_down(&self) {
        run(self.postfix_command("stop"));
    }

    /// Takes mail again.
    pub fn submission_up(&self) {
        run(self.postfix_command("start"));
        self.answers(self.submission, "postfix.log");
    }

    fn answers(&self, port: u16, log: &str) {
        let until = Instant::now() + Duration::from_secs(30);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let log = fs::read_to_string(self.path(log)).unwrap_or_default();
            assert!(Instant::now() < until, "a server did not come up: {log}");
            std::thread::yield_now();
        }
    }

    /// Waits until the server has delivered all it took: its queue is empty.
    pub fn drained(&self) {
        let until = Instant::now() + Duration::from_secs(60);
        let queue = |name: &str| files(&self.path(&format!("spool/{name}")));
        loop {
            let left: usize = ["maildrop", "incoming", "active", "deferred"]
                .iter()
                .map(|name| queue(name).len())
                .sum();
            if left == 0 {
                return;
            }
            assert!(
                Instant::now() < until,
                "the server still holds {left} messages"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// `Message-ID`s of a mailbox's folder (`""` is INBOX), one for each copy.
    pub fn ids(&self, user: &str, folder: &str) -> Vec<String> {
        let base = match folder {
            "" => self.path("box").join(user),
            name => self.path("box").join(user).join(format!(".{name}")),
        };
        let messages = ["cur", "new"]
            .into_iter()
            .flat_map(|part| files(&base.join(part)));
        let id = |file: PathBuf| {
            let bytes = fs::read(file).unwrap();
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let line = text.lines().find_map(|l| l.strip_prefix("Message-ID: <"));
            line.and_then(|l| l.strip_suffix('>'))
                .unwrap_or_default()
                .to_owned()
        };
        messages.map(id).collect()
    }

    /// The only message of a mailbox, whole.
    pub fn message(&self, user: &str) -> String {
        let base = self.path("box").join(user);
        let found: Vec<PathBuf> = ["cur", "new"]
            .iter()
            .flat_map(|p| files(&base.join(p)))
            .collect();
        assert_eq!(found.len(), 1, "one message in the mailbox of {user}");
        String::from_utf8(fs::read(&found[0]).unwrap()).unwrap()
    }
}

/// Files below a folder; none when it is not there.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(list) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for entry in list.flatten() {
        match entry.path() {
            path if path.is_dir() => found.extend(files(&path)),
            path => found.push(path),
        }
    }
    found
}

fn certificate(dir: &Path) -> String {
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

impl Drop for Stack {
    fn drop(&mut self) {
        let _ = self.postfix_command("stop").status();
        if let Some(mut child) = self.dovecot.take() {
            let _ = Command::new("kill").arg(child.id().to_string()).status();
            let _ = child.wait();
        }
    }
}
