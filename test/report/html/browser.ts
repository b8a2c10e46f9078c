import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The machine's own browser. undefined: there is none, which is said out loud and allowed everywhere but in CI. */
export async function launchBrowser(): Promise<Browser | undefined> {
  const executablePath = [process.env['CHROMIUM'] ?? '', ...PLACES].find(
    (path) => path !== '' && existsSync(path),
  );
  if (executablePath) return await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const message = 'NOT TESTED in a browser: there is no Chromium. Install it, or name one in CHROMIUM.';
  if (process.env['CI']) throw new Error(message);
  process.stderr.write(`\n*** ${message}\n\n`);
  return undefined;
}

/** Contrast of every visible text with the ground it stands on, the worst first, by WCAG 2.2. Runs in the page. */
export function contrasts(): { text: string; ratio: number }[] {
  const page = globalThis as unknown as {
    document: PageDocument;
    getComputedStyle(element: unknown): PageStyle;
  };
  const parse = (colour: string): number[] => (colour.match(/[\d.]+/gu) ?? []).map(Number);
  const luminance = (colour: number[]): number => {
    const [red = 0, green = 0, blue = 0] = colour.map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ground = (element: PageElement | null): number[] => {
    if (element === null) return [255, 255, 255];
    const colour = parse(page.getComputedStyle(element).backgroundColor);
    return colour.length === 4 && colour[3] === 0 ? ground(element.parentElement) : colour.slice(0, 3);
  };
  return [...page.document.querySelectorAll('body *')]
    .filter((element) =>
      [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== ''),
    )
    .filter((element) => element.getBoundingClientRect().width > 0)
    .map((element) => {
      const style = page.getComputedStyle(element);
      const colour = parse(element.namespaceURI.endsWith('svg') ? style.fill : style.color).slice(0, 3);
      const [high = 0, low = 0] = [luminance(colour), luminance(ground(element))].sort((a, b) => b - a);
      return { text: element.textContent.trim().slice(0, 40), ratio: (high + 0.05) / (low + 0.05) };
    })
    .sort((a, b) => a.ratio - b.ratio);
}

interface PageStyle {
  readonly backgroundColor: string;
  readonly color: string;
  readonly fill: string;
}
interface PageNode {
  readonly nodeType: number;
  readonly textContent: string;
}
interface PageElement extends PageNode {
  readonly parentElement: PageElement | null;
  readonly childNodes: Iterable<PageNode>;
  readonly namespaceURI: string;
  getBoundingClientRect(): { readonly width: number };
}
interface PageDocument {
  querySelectorAll(selector: string): Iterable<PageElement>;
}
