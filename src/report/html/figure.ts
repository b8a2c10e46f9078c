import { type DataTable, dataTable } from './data-table.ts';
import { type Content, html, type Markup } from './markup.ts';

/** A chart with all that belongs to it for whoever does not see it. */
export interface Figure {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  /** What the chart shows, in a sentence or two: its text alternative, shown to everybody. */
  readonly alternative: string;
  /** Which colour is what. */
  readonly key: Content;
  /** The `<svg>`. @param labels - ids of what labels it */
  readonly drawing: (labels: string) => Markup;
  readonly data: DataTable;
}

export function figure({ id, title, alternative, key, drawing, data }: Figure): Markup {
  return html`<figure><figcaption><h4 id="${id}">${title}</h4><p id="${id}-text">${alternative}</p>${key}</figcaption>
${drawing(`${id} ${id}-text`)}
<details><summary>Data: ${title}</summary>${dataTable(data)}</details></figure>
`;
}

/** What stands in the place of a chart that would be empty. */
export function uneventful(title: string, text: string): Markup {
  return html`<div class="uneventful"><h4>${title}</h4><p class="quiet">${text}</p></div>
`;
}
