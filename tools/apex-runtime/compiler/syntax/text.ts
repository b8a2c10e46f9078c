const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  f: '\f',
  b: '\b',
  "'": "'",
  '"': '"',
  '\\': '\\',
};

/** The value of an Apex string literal, given with its quotes. */
export function unquote(literal: string): string {
  const body = literal.startsWith("'") ? literal.slice(1, -1) : literal;
  return body.replace(/\\(u[0-9a-fA-F]{4}|[\s\S])/g, (_, code: string) =>
    code.startsWith('u')
      ? String.fromCharCode(Number.parseInt(code.slice(1), 16))
      : (SIMPLE[code] ?? `\\${code}`),
  );
}
