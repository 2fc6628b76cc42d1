// A mailbox and a server that takes mail, both on loopback and in a folder of their own: Dovecot keeps the mail (scripts/setup-linux
// installs it), smtp-server takes what goes out. Neither is ours.
//
// The rule it protects: the flow of a deal speaks to servers that know nothing of the program it tests.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { SMTPServer } from 'smtp-server';

export const USER = 'camille@studio.example';
export const PASSWORD = 's3cret';

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Whether Dovecot can be started here. */
export function haveDovecot() {
  try {
    execFileSync('sh', ['-c', 'PATH=$PATH:/usr/sbin:/sbin command -v dovecot'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const id = (flag, user) => Number(execFileSync('id', [flag, user], { encoding: 'utf8' }));

/** Starts both in `folder`, which is opened to the user the mail belongs to; no folder above it may be closed to them. */
export async function startMail(folder) {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', 'key.pem', '-out', 'cert.pem'], { cwd: folder, stdio: 'ignore' });
  const certificate = readFileSync(path.join(folder, 'cert.pem'), 'utf8');
  const [imaps, submission] = [await freePort(), await freePort()];
  const me = execFileSync('id', ['-un'], { encoding: 'utf8' }).trim();
  // A mail server does not read mail as root: the box belongs to nobody then.
  const owner = me === 'root' ? [id('-u', 'nobody'), id('-g', 'nobody')] : null;
  const inner = owner === null
    ? `mail_uid = ${me}\ndefault_internal_user = ${me}\ndefault_login_user = ${me}\nservice anvil {\n  chroot =\n}\nservice imap-login {\n  chroot =\n}\n`
    : 'mail_uid = nobody\nmail_gid = nogroup\n';
  writeFileSync(path.join(folder, 'users'), `${USER}:{PLAIN}${PASSWORD}::::::\n`);
  writeFileSync(
    path.join(folder, 'dovecot.conf'),
    `base_dir = ${folder}/run\nstate_dir = ${folder}/run\nlog_path = ${folder}/log\nprotocols = imap\nlisten = 127.0.0.1\n` +
      `ssl = required\nssl_cert = <${folder}/cert.pem\nssl_key = <${folder}/key.pem\nauth_mechanisms = plain login\n` +
      `mail_location = maildir:${folder}/box\n${inner}first_valid_uid = 1\n` +
      `passdb {\n  driver = passwd-file\n  args = scheme=plain username_format=%u ${folder}/users\n}\n` +
      `userdb {\n  driver = static\n  args = home=${folder}/box\n}\n` +
      `service imap-login {\n  inet_listener imap {\n    port = 0\n  }\n  inet_listener imaps {\n    port = ${imaps}\n    ssl = yes\n  }\n}\n` +
      'namespace inbox {\n  inbox = yes\n  mailbox Sent {\n    auto = create\n    special_use = \\Sent\n  }\n}\n',
  );
  for (const part of ['box', 'box/cur', 'box/new', 'box/tmp']) {
    mkdirSync(path.join(folder, part), { recursive: true });
    if (owner !== null) chownSync(path.join(folder, part), ...owner);
  }
  const dovecot = spawn('dovecot', ['-F', '-c', path.join(folder, 'dovecot.conf')], {
    stdio: 'ignore',
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
  });
  for (let attempt = 0; ; attempt += 1) {
    const up = await new Promise((resolve) => {
      const socket = net.connect(imaps, '127.0.0.1');
      socket.once('connect', () => { socket.destroy(); resolve(true); });
      socket.once('error', () => resolve(false));
    });
    if (up) break;
    if (attempt > 400 || dovecot.exitCode !== null) throw new Error(`Dovecot did not come up: ${readFileSync(path.join(folder, 'log'), 'utf8')}`);
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  const sent = [];
  let smtp = null;
  let delivered = 0;
  const mail = {
    imaps,
    submission,
    certificate,
    /** What went out, each message whole, in order. */
    sent,
    /** Puts a message into INBOX as a server does when it arrives. */
    deliver(text) {
      delivered += 1;
      const name = `${1_700_000_000 + delivered}.${delivered}.test`;
      const file = path.join(folder, 'box/tmp', name);
      writeFileSync(file, text.replace(/\r?\n/gu, '\r\n'));
      if (owner !== null) chownSync(file, ...owner);
      execFileSync('mv', [file, path.join(folder, 'box/new', name)]);
    },
    /** Takes mail, over STARTTLS and for a name with its password only. */
    async sendingUp() {
      const server = new SMTPServer({
        key: readFileSync(path.join(folder, 'key.pem')),
        cert: certificate,
        authMethods: ['PLAIN', 'LOGIN'],
        disableReverseLookup: true,
        onAuth(auth, _session, done) {
          if (auth.username === USER && auth.password === PASSWORD) done(null, { user: USER });
          else done(new Error('invalid login'));
        },
        onData(stream, _session, done) {
          const parts = [];
          stream.on('data', (part) => parts.push(part));
          stream.on('end', () => {
            sent.push(Buffer.concat(parts).toString('utf8'));
            done(null, 'queued');
          });
        },
      });
      await new Promise((resolve) => { server.listen(submission, '127.0.0.1', resolve); });
      smtp = server;
    },
    /** Nobody listens any more: the network is gone, as far as sending goes. */
    async sendingDown() {
      const server = smtp;
      smtp = null;
      if (server !== null) await new Promise((resolve) => { server.close(resolve); });
    },
    async stop() {
      await mail.sendingDown();
      dovecot.kill();
    },
  };
  return mail;
}
