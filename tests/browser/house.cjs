// The program under test, and a browser that is signed in to it.
const { spawn, execFileSync } = require('node:child_process');
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, resolve } = require('node:path');
const { chromium } = require('playwright-core');

const binary = resolve(process.env.CASTELLAN_BINARY);
const PASSWORD = 'four boats in winter';

/** Starts the program; resolves with its output once it has said `ready`. */
function start(args, ready) {
  const program = spawn(binary, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((done, failed) => {
    let said = '';
    program.stdout.on('data', (text) => {
      said += text;
      if (said.includes(ready)) done({ said, stop: () => program.kill('SIGTERM') });
    });
    program.on('exit', (code) => failed(new Error(`the program ended with ${code}: ${said}`)));
  });
}

/** The sample organisation. */
async function demo(port) {
  const listen = `127.0.0.1:${port}`;
  const { said, stop } = await start(['demo', '--listen', listen], 'Stop it with');
  const links = [...said.matchAll(/^(?:  (.+?)\s{2,})?(http:\S+)$/gm)].map(([, who, link]) => [who ?? 'administrator', link]);
  return { base: `http://${listen}`, links: Object.fromEntries(links), stop };
}

/** An organisation that has just begun. */
async function begun(port) {
  const folder = mkdtempSync(join(tmpdir(), 'castellan-test-'));
  const data = join(folder, 'data');
  const told = execFileSync(binary, ['--data', data, 'init', '--organisation', 'Three Rivers', '--admin', 'mara@example.com']);
  const token = String(told).match(/sign-in\/([0-9a-f]{64})/)[1];
  const listen = `127.0.0.1:${port}`;
  const { stop } = await start(['--data', data, 'serve', '--listen', listen], 'Stop it with');
  const end = () => { stop(); rmSync(folder, { recursive: true, force: true }); };
  return { base: `http://${listen}`, links: { administrator: `http://${listen}/sign-in/${token}` }, stop: end };
}

async function browser() {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'];
  return chromium.launch({ executablePath: '/usr/bin/chromium', args });
}

/** A page of somebody who came by a one-time link; `complaints` gathers what the browser complains of. */
async function signedIn(chrome, link) {
  const context = await chrome.newContext({ viewport: { width: 1440, height: 1000 }, locale: 'en-GB' });
  const page = await context.newPage();
  page.complaints = [];
  page.on('console', (message) => { if (message.type() === 'error') page.complaints.push(message.text()); });
  page.on('pageerror', (error) => page.complaints.push(String(error)));
  await page.goto(link);
  await page.fill('#password', PASSWORD);
  await page.click('main form button');
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  return page;
}

module.exports = { demo, begun, browser, signedIn, PASSWORD };
