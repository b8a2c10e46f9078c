import { type Content, html, type Markup } from './markup.ts';

export interface DataTable {
  /** Said by screen readers before the table. */
  readonly caption: string;
  readonly head: readonly string[];
  /** The first cell of a row is its heading. */
  readonly rows: readonly (readonly Content[])[];
}

/** A table that scrolls within itself where the screen is too narrow for it. */
export function dataTable({ caption, head, rows }: DataTable): Markup {
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${caption}"><table><caption>${caption}</caption><thead><tr>${head.map(
    (text) => html`<th scope="col">${text}</th>`,
  )}</tr></thead><tbody>${rows.map(
    ([heading, ...cells]) =>
      html`<tr><th scope="row">${heading ?? ''}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`,
  )}</tbody></table></div>`;
}
