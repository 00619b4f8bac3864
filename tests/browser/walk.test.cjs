// Every page of the sample organisation: it answers, fits its window, complains of nothing, and is accessible.
const { test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const { readFileSync } = require('node:fs');
const { demo, browser, signedIn } = require('./house.cjs');

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Each page is looked at wide and light, and narrow and dark. */
const LOOKS = [[1440, 'light'], [390, 'dark']];
const PAST = '?as_of=2026-09-12';

let house, chrome, page;

before(async () => {
  house = await demo(8041);
  chrome = await browser();
  page = await signedIn(chrome, house.links.administrator);
});

after(async () => {
  await chrome?.close();
  house?.stop();
});

/** What is wrong with the page that stands in the window. */
async function faults() {
  const found = [];
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wide > 0) found.push(`scrolls sideways by ${wide} px`);
  await page.evaluate(axe);
  const run = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: 'tag', values } }), RULES);
  for (const violation of run.violations) {
    // The link of a row covers the whole row; axe measures its words alone.
    if (violation.id === 'target-size') violation.nodes = violation.nodes.filter((node) => !/\.row$|\/controls\/|td\.id/.test(node.target.join(' ')));
    if (violation.nodes.length === 0) continue;
    found.push(`${violation.id}: ${violation.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' | ')}`);
  }
  found.push(...page.complaints.splice(0));
  return found;
}

async function look(path) {
  const wrong = [];
  for (const [width, theme] of LOOKS) {
    await page.setViewportSize({ width, height: 1000 });
    const answer = await page.goto(house.base + path);
    if (answer.status() !== 200) wrong.push(`answered ${answer.status()}`);
    await page.evaluate((chosen) => { document.documentElement.dataset.theme = chosen; }, theme);
    wrong.push(...(await faults()).map((fault) => `${width} ${theme}: ${fault}`));
  }
  return wrong;
}

/** The addresses that a page links to, of our own, without their query. */
async function links(path, within) {
  await page.goto(house.base + path);
  const all = await page.$$eval(`${within} a[href^="/"]`, (links) => links.map((link) => link.getAttribute('href')));
  return [...new Set(all.map((href) => href.split(/[?#]/)[0]))];
}

test('every page of the contents, and a record, its form and its history in each register', async (t) => {
  const pages = await links('/', 'nav.contents');
  assert.ok(pages.length > 25, `the contents list ${pages.length} pages`);
  for (const path of pages) await t.test(path, async () => assert.deepEqual(await look(path), []));
  for (const register of pages.filter((path) => path !== '/' && !/^\/(my-work|standards|readiness|findings|ledger|treatment|soa|organisation|accounts)$/.test(path))) {
    const inside = await links(register, 'main');
    const record = inside.find((href) => new RegExp(`^${register}/[A-Z0-9][A-Za-z0-9.-]*$`).test(href));
    const forms = [`${register}/new`, ...(record ? [record, `${record}/edit`, `${record}/history`] : [])];
    for (const path of forms) await t.test(path, async () => assert.deepEqual(await look(path), []));
  }
});

test('pages beside the registers', async (t) => {
  const beside = ['/soa/publish', '/soa/undecided', '/organisation', '/organisation/criteria', '/import', '/account', '/accounts', '/overdue',
    '/what-changed?from=2026-09-01&to=2026-10-31', '/search?q=backup', '/what-changed?register=assets&what=added',
    '/risks/bulk?finding=no-owner&_field=owner', '/risks/R-0040/assessed', '/ledger/1', '/imports', '/applicability-statements',
    '/standards/6.1.2', '/standards/side-by-side', '/standards/risks', '/standards/templates', '/standards/templates/scope',
    '/readiness/trend', '/readiness/mock-audit?seed=spring', '/readiness?show=all',
    '/standards/measures', '/standards/roles', '/standards/asset-types', '/standards/coverage?framework=DORA',
    '/first-steps', '/first-steps/questions', '/standards?concept=Detect&gap=finding', '/controls/8.5', '/controls/5.7', '/controls/5.18/tested'];
  for (const path of beside) await t.test(path, async () => assert.deepEqual(await look(path), []));
});

test('pages of the past say so and offer no act', async (t) => {
  for (const path of ['/', '/risks', '/soa', '/assets', '/assets/A-0001', '/treatment', '/findings', '/overdue', '/standards', '/readiness', '/readiness/trend', '/readiness/mock-audit', '/controls/8.5', '/standards/templates/scope']) {
    await t.test(path, async () => {
      assert.deepEqual(await look(path + PAST), []);
      assert.equal(await page.locator('.as_of_banner').count(), 1);
      assert.equal(await page.locator('main form[method="post"]').count(), 0);
    });
  }
});

test('the files that a list offers are of what it shows', async (t) => {
  for (const [list, choice] of [['/assets', 'type'], ['/risks', 'level']]) {
    await t.test(list, async () => {
      await page.setViewportSize({ width: 1440, height: 1000 });
      await page.goto(house.base + list);
      await page.selectOption(`select[name="${choice}"]`, { index: 1 });
      await page.waitForURL((url) => url.searchParams.get(choice));
      await page.waitForFunction((name) => document.querySelector('#exports a').href.includes(`${name}=`), choice);
      const shown = await page.locator('.pages').first().textContent();
      const file = await page.request.get(house.base + await page.getAttribute('#exports a:last-child', 'href'));
      const rows = (await file.json()).length;
      assert.ok(shown.includes(`of ${rows}`), `${rows} rows in the file, and the list says ${shown}`);
    });
  }
});
