/** Where prettier breaks lines, in the settings of a default Salesforce DX project. */
const LINE_WIDTH = 80;

/** Numbers side by side, as many as a line holds. */
function filled(numbers: readonly string[], indent: string): string {
  const lines = [indent];
  for (const [index, number] of numbers.entries()) {
    const item = index < numbers.length - 1 ? `${number},` : number;
    const line = lines.at(-1) ?? '';
    const longer = line === indent ? `${line}${item}` : `${line} ${item}`;
    if (longer.length <= LINE_WIDTH || line === indent) {
      lines[lines.length - 1] = longer;
    } else {
      lines.push(`${indent}${item}`);
    }
  }
  return lines.join('\n');
}

/** @param before - columns that are taken on the list's first line, and by a comma behind it */
function listText(list: readonly unknown[], indent: string, before: number): string {
  const inner = `${indent}  `;
  const items = list.map((item) => valueText(item, inner, inner.length + 1));
  const oneLine = `[${items.join(', ')}]`;
  const isFlat = list.every((item) => typeof item !== 'object' || item === null);
  if (isFlat && before + oneLine.length <= LINE_WIDTH) {
    return oneLine;
  }
  const isNumbers = list.every((item) => typeof item === 'number');
  const lines = isNumbers ? filled(items, inner) : items.map((item) => `${inner}${item}`).join(',\n');
  return `[\n${lines}\n${indent}]`;
}

function valueText(value: unknown, indent: string, before: number): string {
  if (Array.isArray(value)) {
    return listText(value, indent, before);
  }
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) {
    return JSON.stringify(value);
  }
  const inner = `${indent}  `;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  const lines = entries.map(([key, item], index) => {
    const start = `${inner}${JSON.stringify(key)}: `;
    const comma = index < entries.length - 1 ? ',' : '';
    return `${start}${valueText(item, inner, start.length + comma.length)}${comma}`;
  });
  return `{\n${lines.join('\n')}\n${indent}}`;
}

/** Plain data as JSON, with a final newline, in the form that prettier leaves alone. */
export function jsonText(value: unknown): string {
  return `${valueText(value, '', 0)}\n`;
}
