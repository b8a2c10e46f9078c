/** Text that is HTML already. Only {@link html} and {@link trusted} make it: whatever else goes onto a page is escaped. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template; null and false stand for nothing. */
export type Content = Markup | string | number | null | false | readonly Content[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that HTML does not know, halves of characters, and those that turn the order of what follows. */
const UNSEEN = /(?![\t\n])[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Noncharacter_Code_Point}]/gu;

function escaped(text: string): string {
  return text.replaceAll(UNSEEN, '\ufffd').replaceAll(/[&<>"']/gu, (character) => ENTITIES[character] ?? '');
}

function rendered(content: Content): string {
  if (content === null || content === false) return '';
  if (content instanceof Markup) return content.text;
  if (typeof content === 'object') return content.map(rendered).join('');
  return escaped(String(content));
}

/** A template of HTML: what stands in it is markup, what is put into it is text, unless it is markup itself. */
export function html(pieces: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  const filled = contents.map((content, index) => `${rendered(content)}${pieces[index + 1] ?? ''}`);
  return new Markup(`${pieces[0] ?? ''}${filled.join('')}`);
}

/** Text of our own that goes onto the page as it stands, such as a style sheet. */
export function trusted(text: string): Markup {
  return new Markup(text);
}
