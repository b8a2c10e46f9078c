import { ApexErrorListener, ApexParserFactory } from '@apexdevtools/apex-parser';

/** One change of one line of behaviour. */
export interface Mutant {
  /** `RetryPolicy.cls` */
  readonly file: string;
  readonly line: number;
  readonly what: string;
  /** Where it stands in the text, and what takes its place. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** What the generator looks at in a node of the parser's tree. */
interface Node {
  readonly start?: { readonly start: number; readonly line: number };
  readonly stop?: { readonly stop: number } | null;
  getChildCount?(): number;
  getChild?(index: number): Node;
  getText(): string;
  readonly symbol?: { readonly start: number; readonly stop: number; readonly line: number };
}
type Change = Omit<Mutant, 'file'>;

const SWAPS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  CmpExpressionContext: { '<': '<=', '>': '>=' },
  EqualityExpressionContext: { '==': '!=', '!=': '==' },
  LogAndExpressionContext: { '&&': '||' },
  LogOrExpressionContext: { '||': '&&' },
  NegExpressionContext: { '!': '' },
  Arth1ExpressionContext: { '*': '/', '/': '*' },
  Arth2ExpressionContext: { '+': '-', '-': '+' },
  PostOpExpressionContext: { '++': '--', '--': '++' },
  AssignExpressionContext: { '+=': '-=', '-=': '+=' },
};

const childrenOf = (node: Node): readonly Node[] =>
  Array.from({ length: node.getChildCount?.() ?? 0 }, (_, i) => node.getChild?.(i)).filter(
    (child) => child !== undefined,
  );
const fromOf = (node: Node): number => node.symbol?.start ?? node.start?.start ?? 0;
const toOf = (node: Node): number => (node.symbol?.stop ?? node.stop?.stop ?? 0) + 1;
const lineOf = (node: Node): number => node.symbol?.line ?? node.start?.line ?? 0;
const kindOf = (node: Node): string => node.constructor.name;

function operators(node: Node, children: readonly Node[]): readonly Change[] {
  const swaps = SWAPS[kindOf(node)] ?? {};
  const [, operator, equals] = children;
  if (operator && kindOf(node) === 'CmpExpressionContext' && equals?.getText() === '=') {
    const what = `${operator.getText()}= becomes ${operator.getText()}`;
    return [{ line: lineOf(equals), what, from: fromOf(equals), to: toOf(equals), text: '' }];
  }
  return children.flatMap((child) => {
    const written = child.getText();
    if (!child.symbol || !Object.hasOwn(swaps, written)) return [];
    const text = swaps[written] ?? '';
    const what = `${written} becomes ${text || 'nothing'}`;
    return [{ line: lineOf(child), what, from: fromOf(child), to: toOf(child), text }];
  });
}

function constants(node: Node): readonly Change[] {
  if (kindOf(node) !== 'LiteralContext') return [];
  const written = node.getText();
  const number = /^(\d+)(L?)$/i.exec(written);
  const flipped = { true: 'false', false: 'true' }[written.toLowerCase()];
  const text = number ? `${Number(number[1]) + 1}${number[2]}` : flipped;
  if (text === undefined) return [];
  return [
    { line: lineOf(node), what: `${written} becomes ${text}`, from: fromOf(node), to: toOf(node), text },
  ];
}

const isCall = (node: Node): boolean =>
  kindOf(node) === 'StatementContext' &&
  childrenOf(node).some((child) => kindOf(child) === 'ExpressionStatementContext');

const assigned = (node: Node): string | null =>
  /^(?:this\.)?([\w.]+)[-+]?=(?!=)/.exec(node.getText())?.[1] ?? null;

/** Whether the order of two statements can matter: both do something, or one assigns what the other reads. */
function depend(first: Node, second: Node): boolean {
  const [a, b] = [assigned(first), assigned(second)];
  if (a === null && b === null) return true;
  return (a !== null && second.getText().includes(a)) || (b !== null && first.getText().includes(b));
}

function statements(source: string, node: Node, children: readonly Node[]): readonly Change[] {
  if (kindOf(node) !== 'BlockContext') return [];
  return children.flatMap((child, i) => {
    if (!isCall(child)) return [];
    const [from, to] = [fromOf(child), toOf(child)];
    const own = source.slice(from, to);
    const dropped = { line: lineOf(child), what: 'dropped', from, to, text: '' };
    const next = children[i + 1];
    if (!next || !isCall(next) || !depend(child, next)) return [dropped];
    const [after, end] = [fromOf(next), toOf(next)];
    const text = `${source.slice(after, end)}${source.slice(to, after)}${own}`;
    return [dropped, { line: lineOf(child), what: 'swapped with the next', from, to: end, text }];
  });
}

function choices(source: string, node: Node, children: readonly Node[]): readonly Change[] {
  const [, , whenTrue, , otherwise] = children;
  if (kindOf(node) !== 'CondExpressionContext' || !whenTrue || !otherwise) return [];
  const text = (each: Node): string => source.slice(fromOf(each), toOf(each));
  const swapped = `${text(otherwise)} : ${text(whenTrue)}`;
  const what = 'the choices swapped';
  return [{ line: lineOf(whenTrue), what, from: fromOf(whenTrue), to: toOf(otherwise), text: swapped }];
}

function changesOf(source: string, node: Node): readonly Change[] {
  const children = childrenOf(node);
  // A query is changed by its own tests, and an annotation changes nothing.
  if (/Soql|Annotation/.test(kindOf(node))) return [];
  return [
    ...operators(node, children),
    ...constants(node),
    ...statements(source, node, children),
    ...choices(source, node, children),
    ...children.flatMap((child) => changesOf(source, child)),
  ];
}

/** Every change of a class, in the order of its text. Some of them are no Apex any more. */
export function mutantsOf(file: string, source: string): readonly Mutant[] {
  const { parser } = ApexParserFactory.createLexerAndParser(
    source,
    new (class extends ApexErrorListener {
      apexSyntaxError(): void {
        throw new Error(`${file} is no Apex`);
      }
    })(),
  );
  return changesOf(source, parser.compilationUnit() as unknown as Node)
    .toSorted((a, b) => a.from - b.from || a.to - b.to)
    .map((change) => ({ file, ...change }));
}

/** The text of the class with the change in it. */
export function mutated(source: string, { from, to, text }: Mutant): string {
  return source.slice(0, from) + text + source.slice(to);
}
