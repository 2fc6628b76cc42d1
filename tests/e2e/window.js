// One real window under WebDriver: started with its own profile folder, closed at the end.
//
// The rule it protects: tests speak to the window only as a person or a screen reader would (roles, names, keys), and wait
// for what they expect to see, never for time to pass.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { remote } from 'webdriverio';

const require = createRequire(import.meta.url);
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const root = path.resolve(import.meta.dirname, '../..');
const application = process.env.CREATOR_STUDIO_APP ?? path.join(root, 'target/debug/creator-studio');
const driverProgram = process.env.TAURI_DRIVER ?? path.join(root, 'target/tools/bin/tauri-driver');

/** A folder for one creator's profiles, removed by the system. */
export function newHome() {
  return mkdtempSync(path.join(tmpdir(), 'creator-studio-e2e-'));
}

/** A loopback port nobody uses. */
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

/** Waits until something listens on `port`; bounded by tries, each ended by the system's own answer. */
async function listening(port, child) {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`the driver ended with ${child.exitCode}`);
    const open = await new Promise((resolve) => {
      const socket = net.connect(port, '127.0.0.1');
      socket.once('connect', () => { socket.destroy(); resolve(true); });
      socket.once('error', () => resolve(false));
    });
    if (open) return;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  throw new Error('the driver did not start');
}

/**
 * Opens the window.
 * @param {{ home: string, env?: Record<string, string>, args?: string[], width?: number, height?: number }} options
 */
export async function openWindow({ home, env = {}, args = [], width = 1280, height = 860 }) {
  const [port, nativePort] = [await freePort(), await freePort()];
  const driver = spawn(driverProgram, ['--port', String(port), '--native-port', String(nativePort)], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      CREATOR_STUDIO_HOME: home,
      CREATOR_STUDIO_KEYCHAIN: 'off',
      XDG_DATA_HOME: path.join(home, 'xdg-data'),
      XDG_CONFIG_HOME: path.join(home, 'xdg-config'),
      XDG_CACHE_HOME: path.join(home, 'xdg-cache'),
      WEBKIT_DISABLE_DMABUF_RENDERER: '1',
      LANG: 'en_GB.UTF-8',
      ...env,
    },
  });
  // The driver answers before the engine's own one, to which it hands every request on, may be up.
  await listening(port, driver);
  await listening(nativePort, driver);
  const browser = await remote({
    hostname: '127.0.0.1',
    port,
    logLevel: 'error',
    connectionRetryCount: 0,
    capabilities: {
      'wdio:enforceWebDriverClassic': true,
      'tauri:options': { application, args },
    },
  });
  // Making the sample creator is one long answer.
  await browser.setTimeout({ script: 240_000, pageLoad: 60_000, implicit: 0 });
  await browser.setWindowSize(width, height);
  return {
    browser,
    /** Closes the window and the driver. */
    async close() {
      try {
        await browser.deleteSession();
      } finally {
        driver.kill();
      }
    },
  };
}

/** Serious and critical findings of axe on what is shown now, as one line each. */
export async function seriousFindings(browser) {
  await browser.execute(axeSource);
  const result = await browser.executeAsync((done) => {
    window.axe.run(document, { resultTypes: ['violations'] }).then(
      (r) => done(r.violations.map((v) => ({ id: v.id, impact: v.impact, help: v.help, nodes: v.nodes.map((n) => n.target.join(' ') + ' :: ' + n.failureSummary) }))),
      (e) => done([{ id: 'axe', impact: 'critical', help: String(e), nodes: [] }]),
    );
  });
  return result
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .map((v) => `${v.id}: ${v.help} at ${v.nodes.slice(0, 3).join(' | ')}`);
}

/** Saves a picture of the window as it stands on the display (the driver's own pictures can take for ever without a GPU). */
export async function picture(browser, file) {
  mkdirSync(path.dirname(file), { recursive: true });
  const { x, y, width, height } = await browser.getWindowRect();
  const taken = spawnSync('import', ['-window', 'root', '-crop', `${width}x${height}+${x}+${y}`, '+repage', '+dither', '-colors', '255', `png8:${file}`], {
    timeout: 20_000,
  });
  if (taken.status !== 0) throw new Error(`no picture of the window: ${taken.stderr}`);
}

/** Waits until the page says it is not busy: a heading stands and nothing is marked `aria-busy`. */
export async function settled(browser) {
  await browser.waitUntil(
    () =>
      browser.execute(
        () => document.querySelector('h1, h2') !== null && document.querySelector('[aria-busy="true"]') === null,
      ),
    { timeout: 60_000, interval: 50, timeoutMsg: 'the screen stayed busy' },
  );
  // Two frames, so that what was measured after the data arrived is drawn.
  await browser.executeAsync((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));
}
