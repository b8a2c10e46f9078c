/** Fills in one of the Apex templates beside this file; `name` is its file's, without `.hbs`. */
export type Fill = (name: string, values: object) => string;

/** Where prettier breaks lines, in the settings of a default Salesforce DX project. */
const LINE_WIDTH = 80;

/**
 * Makes texts of templates. What a template asks for and is not given is an error, never a gap.
 *
 * @param templates - file name without `.hbs` -> its text
 */
export async function apexTexts(templates: Readonly<Record<string, string>>): Promise<Fill> {
  // Loaded here: what generates nothing needs no template engine.
  const { default: handlebars } = await import('handlebars');
  const compiled = new Map(
    Object.entries(templates).map(([name, text]) => [
      name,
      handlebars.compile(text, { noEscape: true, strict: true }),
    ]),
  );
  return (name, values) => {
    const fill = compiled.get(name);
    if (fill === undefined) throw new Error(`there is no template ${name}`);
    return fill(values);
  };
}

/**
 * What stands between parentheses, on a line of its own where prettier breaks the line: `  start(`, `inside`, `) {`.
 *
 * @param start - of the line, with its indentation
 */
export function parenthesised(start: string, inside: string): string {
  const line = `${start}(${inside}) {`;
  const indent = /^ */u.exec(start)?.[0] ?? '';
  return line.length <= LINE_WIDTH ? line : `${start}(\n${indent}  ${inside}\n${indent}) {`;
}
