import { readFileSync } from 'node:fs';
import {
  AnnotationContext,
  type ApexParserRuleContext,
  ClassBodyDeclarationContext,
  ClassDeclarationContext,
  DeleteStatementContext,
  DotExpressionContext,
  InsertStatementContext,
  MergeStatementContext,
  type ModifierContext,
  SoqlLiteralContext,
  SoslLiteralContext,
  TypeDeclarationContext,
  UndeleteStatementContext,
  UpdateStatementContext,
  UpsertStatementContext,
  WithClauseContext,
} from '@apexdevtools/apex-parser';
import type { Finding } from './finding.ts';
import { shortPath } from './project.ts';
import { parseApex } from './syntax.ts';

type Node = ApexParserRuleContext;
type Report = (node: Node, message: string) => void;

function childrenOf(node: Node): Node[] {
  const children = (node as unknown as { children?: (Node | null)[] | null }).children ?? [];
  return children.filter((child): child is Node => child !== null && 'ruleIndex' in child);
}

function* descendants(node: Node): Generator<Node> {
  yield node;
  for (const child of childrenOf(node)) yield* descendants(child);
}

const DML_STATEMENTS = [
  InsertStatementContext,
  UpdateStatementContext,
  UpsertStatementContext,
  DeleteStatementContext,
  UndeleteStatementContext,
  MergeStatementContext,
];
const DATABASE_METHOD =
  /^(?:insert|update|upsert|delete|undelete|merge|query|countquery|getquerylocator|getcursor|convertlead)/iu;

function namesMode(query: SoqlLiteralContext): boolean {
  return childrenOf(query.query())
    .filter((child) => child instanceof WithClauseContext)
    .some((clause) => clause.SYSTEM_MODE() !== null || clause.USER_MODE() !== null);
}

/** A call of the class Database that reads or writes records. */
function databaseCall(node: Node): string | null {
  if (!(node instanceof DotExpressionContext)) return null;
  const call = node.dotMethodCall();
  if (call === null || !/^(?:System\.)?Database$/iu.test(node.expression().getText())) return null;
  return DATABASE_METHOD.test(call.anyId().getText()) ? call.getText() : null;
}

function touchesData(node: Node): boolean {
  const statement = DML_STATEMENTS.some((type) => node instanceof type);
  return (
    statement ||
    node instanceof SoqlLiteralContext ||
    node instanceof SoslLiteralContext ||
    databaseCall(node) !== null
  );
}

/** API 67 changed the default mode of queries and DML, and no tool sees it: each has to name its own. */
function checkAccessMode(node: Node, report: Report): void {
  if (node instanceof SoqlLiteralContext && !namesMode(node)) {
    report(node, 'the query names no access mode: WITH SYSTEM_MODE or WITH USER_MODE');
  }
  if (node instanceof SoslLiteralContext && !/WITH(?:SYSTEM|USER)_MODE/iu.test(node.getText())) {
    report(node, 'the search names no access mode');
  }
  for (const type of DML_STATEMENTS) {
    if (node instanceof type && node.accessLevel() === null) {
      report(node, 'the DML statement names no access mode: "as system" or "as user"');
    }
  }
  const call = databaseCall(node);
  if (call !== null && !/AccessLevel\.\w+_MODE/iu.test(call)) {
    report(node, 'the call of Database names no AccessLevel');
  }
}

function sharingOf(modifiers: readonly ModifierContext[]): string | undefined {
  return modifiers
    .map((modifier) => modifier.getText().toLowerCase())
    .find((text) => text.endsWith('sharing'));
}

function* withinClass(node: Node): Generator<Node> {
  for (const child of childrenOf(node)) {
    yield child;
    if (!(child instanceof ClassDeclarationContext)) yield* withinClass(child);
  }
}

/** An inner class does not inherit the sharing of its outer class (Apex Developer Guide, sharing keywords). */
function checkSharing(node: Node, source: string, report: Report): void {
  if (node instanceof TypeDeclarationContext && node.classDeclaration() !== null) {
    const sharing = sharingOf(node.modifier_list());
    if (sharing === undefined) report(node, 'the class names no sharing');
    else if (!source.includes(`// "${sharing.replace('sharing', ' sharing')}"`)) {
      report(node, `the class does not say why it is ${sharing.replace('sharing', ' sharing')}`);
    }
  }
  const inner =
    node instanceof ClassBodyDeclarationContext ? node.memberDeclaration()?.classDeclaration() : null;
  if (inner && node instanceof ClassBodyDeclarationContext) {
    const accesses = [...withinClass(inner)].some(touchesData);
    if (accesses && sharingOf(node.modifier_list()) === undefined) {
      report(
        node,
        'the inner class touches data and names no sharing: it does not inherit that of its outer class',
      );
    }
  }
}

const ANNOTATIONS = new Set(
  `auraenabled deprecated future httpdelete httpget httppatch httppost httpput invocablemethod invocablevariable istest
  jsonaccess namespaceaccessible readonly remoteaction restresource suppresswarnings testsetup testvisible`.split(
    /\s+/u,
  ),
);

/** What no checker finds: an annotation that does not exist, and a test method that the platform would not run. */
function checkAnnotations(node: Node, report: Report): void {
  if (node instanceof AnnotationContext) {
    const name = node.id().getText();
    if (!ANNOTATIONS.has(name.toLowerCase())) report(node, `there is no annotation @${name}`);
    if (/isparallel=true/iu.test(node.getText())) report(node, 'a parallel test may not enqueue jobs');
  }
  if (!(node instanceof ClassBodyDeclarationContext)) return;
  const method = node.memberDeclaration()?.methodDeclaration();
  const modifiers = node.modifier_list().map((modifier) => modifier.getText().toLowerCase());
  if (!method || !modifiers.some((text) => /^@(?:istest|testsetup)/u.test(text))) return;
  if (method.formalParameters().formalParameterList() !== null)
    report(node, 'a test method has no parameters');
  if (!modifiers.includes('static') || method.VOID() === null)
    report(node, 'a test method is static and void');
}

/** Apex files through the lints of ours. */
export function lintFindings(paths: readonly string[]): Finding[] {
  return paths.flatMap((path) => {
    const findings: Finding[] = [];
    const source = readFileSync(path, 'utf8');
    const report: Report = (node, message) =>
      findings.push({ file: shortPath(path), line: node.start.line, message });
    for (const node of descendants(parseApex(path).tree)) {
      checkAccessMode(node, report);
      checkSharing(node, source, report);
      checkAnnotations(node, report);
    }
    return findings;
  });
}
