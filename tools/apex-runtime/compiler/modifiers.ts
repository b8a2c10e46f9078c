import { CompileError } from './compile-error.ts';
import type { MethodNode, Modifiers, TypeDeclaration } from './syntax/declaration-ast.ts';
import type { Method, TypeDef, Visibility } from './types/type.ts';

const VISIBILITIES: readonly Visibility[] = ['global', 'public', 'protected', 'private'];
const ANNOTATIONS = new Set([
  'istest',
  'testsetup',
  'testvisible',
  'invocablemethod',
  'invocablevariable',
  'suppresswarnings',
  'namespaceaccessible',
  'jsonaccess',
  'auraenabled',
  'deprecated',
  'readonly',
]);

export function visibilityOf(modifiers: Modifiers, fallback: Visibility): Visibility {
  return VISIBILITIES.find((word) => modifiers.words.has(word)) ?? fallback;
}

export function hasAnnotation(modifiers: Modifiers, name: string): boolean {
  return modifiers.annotations.some((annotation) => annotation.name === name);
}

/** @throws CompileError for what no declaration may have */
export function checkModifiers(node: {
  place: TypeDeclaration['place'];
  modifiers: Modifiers;
  name: string;
}): void {
  const { words, annotations } = node.modifiers;
  for (const annotation of annotations) {
    if (!ANNOTATIONS.has(annotation.name)) {
      throw new CompileError(annotation.place, `Unknown annotation: @${annotation.name}`);
    }
  }
  if (VISIBILITIES.filter((word) => words.has(word)).length > 1) {
    throw new CompileError(node.place, `More than one access modifier: ${node.name}`);
  }
  if (!/^[A-Za-z](?!.*__)\w*(?<!_)$/.test(node.name)) {
    throw new CompileError(node.place, `Invalid identifier: ${node.name}`);
  }
}

/** @throws CompileError where modifiers and body of a method do not go together */
export function checkBody(node: MethodNode, method: Method, def: TypeDef): void {
  const refuse = (wrong: boolean, text: string): void => {
    if (wrong) throw new CompileError(node.place, `${text}: ${node.name}`);
  };
  const abstractClass = def.kind !== 'class' || def.isAbstract;
  const ownEquality = !method.isStatic && /^(equals\$Object|hashcode\$)$/.test(method.jsName);
  refuse(method.isAbstract && node.body !== null, 'Abstract methods have no body');
  refuse(!method.isAbstract && node.body === null, 'Method must have a body');
  refuse(method.isAbstract && !abstractClass, 'Class must be abstract to have abstract methods');
  refuse(method.isVirtual && method.isStatic, 'Static methods are not virtual');
  refuse(ownEquality, 'Own equals and hashCode are not supported by this runtime');
  const isTest = hasAnnotation(node.modifiers, 'istest') || hasAnnotation(node.modifiers, 'testsetup');
  if (!isTest) return;
  const plain = method.isStatic && node.parameters.length === 0 && method.returns.def.name === 'void';
  refuse(!plain, 'Test methods are static, return nothing and take no parameters');
  refuse(!def.isTest, 'Test methods stand in test classes');
}
