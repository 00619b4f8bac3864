// The first hour of somebody with spreadsheets, as they would click it.
const { test, before, after } = require('node:test');
const assert = require('node:assert/strict');
const { readdirSync } = require('node:fs');
const { join } = require('node:path');
const { begun, browser, signedIn } = require('./house.cjs');

const SHEETS = join(__dirname, '../../content/sample/northwind-analytics');
const FILES = readdirSync(SHEETS).filter((name) => name.endsWith('.csv')).map((name) => join(SHEETS, name));

let house, chrome, page;

before(async () => {
  house = await begun(8042);
  chrome = await browser();
  page = await signedIn(chrome, house.links.administrator);
});

after(async () => {
  await chrome?.close();
  house?.stop();
});

test('a mouse reaches all that is chosen and typed about an undecided control', async () => {
  await page.goto(house.base + '/soa/undecided');
  assert.equal(await page.locator('select[name^="which."]').count(), 93);
  for (const part of ['select', 'input[type=text], input:not([type])', 'summary']) {
    const one = page.locator(`tr[id="5.1"] :is(${part})`).first();
    await one.scrollIntoViewIfNeeded();
    const box = await one.boundingBox();
    const met = await page.evaluate(([x, y]) => document.elementFromPoint(x, y).tagName, [box.x + box.width / 2, box.y + box.height / 2]);
    assert.notEqual(met, 'A', part);
    assert.notEqual(met, 'TD', part);
  }
  await page.locator('tr[id="5.1"] summary').click();
  await page.locator('tr[id="5.1"] td').last().click({ position: { x: 4, y: 4 } });
  assert.match(page.url(), /\/soa\/undecided$/);
});

test('spreadsheets become registers, findings and a draft statement', async () => {
  await page.goto(house.base + '/import');
  await page.setInputFiles('input[type=file]', FILES);
  await page.click('main form button');
  await page.waitForURL(/\/import\/[0-9a-f]+$/);
  assert.match(await page.textContent('main'), /11 tables, 1,605 rows/);
  await page.click('button[name=import]');
  await page.waitForURL(/\/imported\/IM-0001/);
  assert.match(await page.textContent('main'), /140 assets/);
  await page.goto(house.base + '/soa');
  assert.match(await page.textContent('main'), /DRAFT/i);
  const pdf = await page.request.get(house.base + '/soa.pdf');
  assert.equal(pdf.status(), 200);
  assert.equal((await pdf.body()).subarray(0, 5).toString(), '%PDF-');
});

test('the same files again change nothing', async () => {
  const before = await page.request.get(house.base + '/api/v1/ledger/entries').then((answer) => answer.json());
  await page.goto(house.base + '/import');
  await page.setInputFiles('input[type=file]', FILES);
  await page.click('main form button');
  await page.waitForURL(/\/import\/[0-9a-f]+$/);
  await page.click('button[name=import]');
  await page.waitForURL((url) => !/\/import\/[0-9a-f]+$/.test(url.pathname));
  const after = await page.request.get(house.base + '/api/v1/ledger/entries').then((answer) => answer.json());
  assert.equal(JSON.stringify(after), JSON.stringify(before));
});

test('files dropped by the mouse come in together, beside one that was chosen', async () => {
  await page.goto(house.base + '/import');
  await page.setInputFiles('input[type=file]', [{ name: 'systems of ours.csv', mimeType: 'text/csv', buffer: Buffer.from('system_id,name\nSYS-90,Till\n') }]);
  const files = await page.evaluateHandle(() => {
    const dropped = new DataTransfer();
    dropped.items.add(new File(['asset_id,name,owner\nAST-901,Till,P001\n'], 'more assets.csv', { type: 'text/csv' }));
    dropped.items.add(new File(['supplier_id,name\nSUP-90,Till makers\n'], 'more suppliers.csv', { type: 'text/csv' }));
    return dropped;
  });
  await page.dispatchEvent('.drop', 'dragover', { dataTransfer: files });
  assert.match(await page.getAttribute('.drop', 'class'), /over/);
  await page.dispatchEvent('.drop', 'drop', { dataTransfer: files });
  assert.doesNotMatch(await page.getAttribute('.drop', 'class'), /over/);
  assert.deepEqual(await page.locator('.drop li').allTextContents(), ['systems of ours.csv', 'more assets.csv', 'more suppliers.csv']);
  await page.click('main form button');
  await page.waitForURL(/\/import\/[0-9a-f]+$/);
  assert.match(await page.textContent('main'), /3 tables, 3 rows/);
  await page.click('button[name=import]');
  await page.waitForURL(/\/imported\/IM-/);
  assert.match(await page.textContent('main'), /141 assets/);
});

test('a form tells beside the field what is wrong, and keeps what was typed', async () => {
  await page.goto(house.base + '/risks/new');
  await page.fill('[name="title"]', 'Laptop left on a train');
  await page.fill('[name="owner"]', 'Nobody At All');
  await page.locator('main form button:not([type=button])').last().click();
  await page.waitForSelector('[aria-invalid="true"]');
  assert.equal(await page.inputValue('[name="title"]'), 'Laptop left on a train');
  assert.equal(await page.inputValue('[name="owner"]'), 'Nobody At All');
  assert.match(await page.textContent('main'), /Nobody At All/);
  await page.fill('[name="owner"]', 'Ugo Silva');
  await page.locator('main form button:not([type=button])').last().click();
  await page.waitForURL(/\/risks\/R-\d+/);
  assert.match(await page.textContent('main'), /Laptop left on a train/);
});

test('a broken file is refused in words, and the server lives', async () => {
  await page.goto(house.base + '/import');
  await page.setInputFiles('input[type=file]', [{ name: 'broken.xlsx', mimeType: 'application/zip', buffer: Buffer.from('PK\u0003\u0004 broken') }]);
  await page.click('main form button');
  await page.waitForLoadState();
  assert.match(await page.textContent('main'), /broken\.xlsx/);
  assert.equal((await page.request.get(house.base + '/readyz')).status(), 200);
});

test('signing out ends the session', async () => {
  await page.goto(house.base + '/');
  await page.click('button.person');
  await page.click('form[action="/sign-out"] button');
  await page.waitForURL(/\/sign-in/);
  await page.goto(house.base + '/assets');
  assert.match(page.url(), /\/sign-in/);
});
