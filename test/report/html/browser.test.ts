import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { htmlReport } from '../../../src/report/html/page.ts';
import { metrics, scenarioResult } from '../result.ts';
import { contrasts, launchBrowser } from './browser.ts';

const HOSTILE = `<script>window.hacked = true</script><img src=x onerror="window.hacked = true">`;
const folder = mkdtempSync(join(tmpdir(), 'report-'));
const url = pathToFileURL(join(folder, 'report.html')).href;
const browser: Browser | undefined = await launchBrowser();

beforeAll(() => {
  const failed = scenarioResult({
    name: HOSTILE,
    integration: '\'"><svg onload=alert(1)>',
    passed: false,
    expectations: [
      { metric: 'deadLetterShare', expected: '<= 0.1%', actual: 0.03, interval: [0.02, 0.04], passed: false },
    ],
    metrics: metrics({ submitted: 2000, delivered: 1940, deadLettered: 60, 'deliveryMinutes.p99': null }),
    comparison: {
      file: HOSTILE,
      policies: { a: ['Up to 6 retries.'], b: ['Up to 3 retries.'] },
      replications: 20,
      metrics: [
        { id: 'deadLettered', a: 60, b: 90, difference: 30, interval: [20, 40], p: 0.001, significant: true },
        {
          id: 'delivered',
          a: 1940,
          b: 1910,
          difference: -30,
          interval: [-40, -20],
          p: 0.001,
          significant: true,
        },
      ],
    },
  });
  const command = `sf retry simulate --scenario '${HOSTILE}'`;
  const html = htmlReport({
    scenarios: [scenarioResult(), failed],
    command,
    generator: 'sf-plugin-retry 1.2.3',
  });
  writeFileSync(join(folder, 'report.html'), html);
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens the report; whatever it asks for or complains of is kept. */
async function opened(
  options: BrowserContextOptions = {},
): Promise<{ page: Page; requests: string[]; complaints: string[] }> {
  if (!browser) throw new Error('no browser');
  const page = await (await browser.newContext(options)).newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(url);
  return { page, requests, complaints };
}

describe.skipIf(browser === undefined)('the report in a real browser', () => {
  test('asks for nothing but itself, and complains of nothing', async () => {
    const { page, requests, complaints } = await opened();
    await page.getByRole('slider').first().press('ArrowRight');
    expect([requests, complaints]).toEqual([[url], []]);
  });

  test('shows hostile names as text', async () => {
    const { page } = await opened();
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(await page.locator('h2 bdi').nth(2).textContent()).toBe(HOSTILE);
    expect(await page.locator('img').count()).toBe(0);
  });

  test('would run and load nothing that got into it', async () => {
    const { page, complaints } = await opened();
    const inserted = '<p onclick="window.hacked = true">x</p><script>window.hacked = true</script>';
    await page.evaluate(`document.body.insertAdjacentHTML('beforeend', ${JSON.stringify(inserted)})`);
    await page.locator('p[onclick]').click();
    const picture = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=';
    const loaded = await page.evaluate(
      `new Promise((resolve) => {
        const image = new Image();
        image.onload = () => resolve('loaded');
        image.onerror = () => resolve('blocked');
        image.src = '${picture}';
      })`,
    );
    expect([await page.evaluate('window.hacked'), loaded]).toEqual([undefined, 'blocked']);
    expect(complaints.join('\n')).toContain('Content Security Policy');
  });

  test('gives every chart a name, a text and a table of its data', async () => {
    const { page } = await opened();
    const charts = page.locator('figure');
    expect(await charts.count()).toBeGreaterThan(8);
    for (const chart of await charts.all()) {
      const image = chart.getByRole('img');
      const ids = (await image.getAttribute('aria-labelledby'))?.split(' ') ?? [];
      expect(ids).toHaveLength(2);
      for (const id of ids) {
        expect(await page.locator(`[id="${id}"]`).count()).toBe(1);
        expect((await page.locator(`[id="${id}"]`).textContent())?.length).toBeGreaterThan(5);
      }
      expect(await chart.locator('details tbody tr').count()).toBeGreaterThan(0);
    }
  });

  test('is walked with the keyboard alone: skip link, scenarios, slider, data', async () => {
    const { page } = await opened();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the report');
    const slider = page.getByRole('slider').first();
    await slider.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    const output = page.locator('output').first();
    expect(await output.textContent()).toContain('1:00 — Calls per minute 120');
    expect(await slider.getAttribute('aria-valuetext')).toBe('1:00');
    expect(await page.locator('.cursor').first().getAttribute('visibility')).toBe('visible');
    const summary = page.locator('figure summary').first();
    await summary.focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('figure table').first().isVisible()).toBe(true);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('region');
  });

  test('reads the charts where the pointer is', async () => {
    const { page } = await opened({ viewport: { width: 1000, height: 900 } });
    await page.locator('figure svg').first().scrollIntoViewIfNeeded();
    const box = await page.locator('figure svg').first().boundingBox();
    await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) * (45.5 / 62), (box?.y ?? 0) + 50);
    expect(await page.locator('output').first().textContent()).toContain('0:45 — Calls per minute 850');
  });

  test('needs no script for anything but the slider', async () => {
    const { page } = await opened({ javaScriptEnabled: false });
    expect(await page.locator('.reader').first().isVisible()).toBe(false);
    expect(await page.locator('figure svg path').first().isVisible()).toBe(true);
  });

  test.each([320, 400, 1200])(
    'fits a screen of %i pixels, all data open, without scrolling sideways',
    async (width) => {
      const { page } = await opened({ viewport: { width, height: 800 } });
      await page.evaluate('document.querySelectorAll("details").forEach((each) => { each.open = true })');
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    },
  );

  test.each(['light', 'dark'] as const)(
    'has enough contrast for every text on %s ground',
    async (colorScheme) => {
      const { page } = await opened({ colorScheme });
      await page.evaluate('document.querySelectorAll("details").forEach((each) => { each.open = true })');
      const found = await page.evaluate(contrasts);
      expect(found.length).toBeGreaterThan(300);
      expect(found.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
    },
  );
});
