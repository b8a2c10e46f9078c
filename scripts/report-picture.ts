// The picture of the HTML report in the README, docs/report.png: the charts of the sample's outage. Run after `npm run build`,
// with Chromium at CHROMIUM or in its usual place.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const WIDTH = 860;
/** From the headline of the charts to the end of the last timeline. */
const HEIGHT = 1200;

const folder = mkdtempSync(join(tmpdir(), 'report-'));
const report = join(folder, 'report.html');
execFileSync(process.execPath, ['../../bin/run.js', 'retry', 'simulate', '--report', report], {
  cwd: resolve(import.meta.dirname, '../examples/order-sync'),
  stdio: 'ignore',
});
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
// The page lets no other style in; the picture leaves out what is folded up.
const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT }, bypassCSP: true });
await page.goto(pathToFileURL(report).href);
await page.addStyleTag({ content: 'details { display: none } .reader { position: static }' });
await page.getByRole('slider').first().fill('57');
await page.evaluate('document.activeElement.blur(); scrollTo(0, 0)');
const charts = await page.locator('h3', { hasText: 'Minute by minute' }).boundingBox();
if (!charts) throw new Error('the report has no charts');
await page.screenshot({
  path: resolve(import.meta.dirname, '../docs/report.png'),
  fullPage: true,
  clip: { x: 0, y: charts.y - 20, width: WIDTH, height: HEIGHT },
});
await browser.close();
rmSync(folder, { recursive: true });
