import type {
  ClassBodyDeclarationContext,
  FormalParametersContext,
  InterfaceMethodDeclarationContext,
  MemberDeclarationContext,
  ModifierContext,
  PropertyDeclarationContext,
  TypeDeclarationContext,
} from '@apexdevtools/apex-parser';
import { CompileError } from '../compile-error.ts';
import type {
  Accessor,
  FieldNode,
  MemberNode,
  MethodNode,
  Modifiers,
  Parameter,
  PropertyNode,
  TypeDeclaration,
} from './declaration-ast.ts';
import { readExpr } from './expressions.ts';
import { placeOf } from './place.ts';
import { readBlock } from './statements.ts';
import { unquote } from './text.ts';
import { readType, readTypes } from './types.ts';

function readModifiers(file: string, list: readonly ModifierContext[]): Modifiers {
  const words = new Set<string>();
  const annotations: Modifiers['annotations'][number][] = [];
  for (const modifier of list) {
    const annotation = modifier.annotation();
    if (annotation) {
      const values = new Map<string, string>();
      for (const pair of annotation.elementValuePairs()?.elementValuePair_list() ?? []) {
        values.set(pair.id().getText().toLowerCase(), unquote(pair.elementValue().getText()));
      }
      annotations.push({
        place: placeOf(file, annotation),
        name: annotation.id().getText().toLowerCase(),
        values,
      });
      continue;
    }
    const children = Array.from({ length: modifier.getChildCount() }, (_, i) =>
      modifier.getChild(i).getText(),
    );
    const word = children.join(' ').toLowerCase();
    if (words.has(word)) throw new CompileError(placeOf(file, modifier), `Duplicate modifier: ${word}`);
    words.add(word);
  }
  return { words, annotations };
}

function readParameters(file: string, list: FormalParametersContext): readonly Parameter[] {
  return (list.formalParameterList()?.formalParameter_list() ?? []).map((parameter) => ({
    place: placeOf(file, parameter),
    type: readType(file, parameter.typeRef()),
    name: parameter.id().getText(),
  }));
}

function readProperty(file: string, node: PropertyDeclarationContext, modifiers: Modifiers): PropertyNode {
  let getter: Accessor | null = null;
  let setter: Accessor | null = null;
  for (const part of node.propertyBlock_list()) {
    const accessor = part.getter() ?? part.setter();
    const block = accessor.block();
    const read: Accessor = {
      place: placeOf(file, part),
      modifiers: readModifiers(file, part.modifier_list()),
      body: block ? readBlock(file, block) : null,
    };
    if (part.getter()) getter = read;
    else setter = read;
  }
  return {
    kind: 'property',
    place: placeOf(file, node.id()),
    modifiers,
    type: readType(file, node.typeRef()),
    name: node.id().getText(),
    getter,
    setter,
  };
}

type MethodLike = Pick<InterfaceMethodDeclarationContext, 'id' | 'typeRef' | 'formalParameters'>;

function readMethod(
  file: string,
  node: MethodLike,
  modifiers: Modifiers,
  body: MethodNode['body'],
): MethodNode {
  const returns = node.typeRef();
  return {
    kind: 'method',
    place: placeOf(file, node.id()),
    modifiers,
    name: node.id().getText(),
    returns: returns ? readType(file, returns) : null,
    parameters: readParameters(file, node.formalParameters()),
    body,
  };
}

function readFields(
  file: string,
  node: NonNullable<ReturnType<MemberDeclarationContext['fieldDeclaration']>>,
  modifiers: Modifiers,
): readonly FieldNode[] {
  return node
    .variableDeclarators()
    .variableDeclarator_list()
    .map((variable) => ({
      kind: 'field',
      place: placeOf(file, variable),
      modifiers,
      type: readType(file, node.typeRef()),
      name: variable.id().getText(),
      value: variable.expression() ? readExpr(file, variable.expression()) : null,
    }));
}

function readMember(
  file: string,
  node: MemberDeclarationContext,
  modifiers: Modifiers,
): readonly MemberNode[] {
  const method = node.methodDeclaration();
  if (method) {
    const block = method.block();
    return [readMethod(file, method, modifiers, block ? readBlock(file, block) : null)];
  }
  const builder = node.constructorDeclaration();
  if (builder) {
    return [
      {
        kind: 'constructor',
        place: placeOf(file, builder),
        modifiers,
        name: builder.qualifiedName().getText(),
        parameters: readParameters(file, builder.formalParameters()),
        body: readBlock(file, builder.block()),
      },
    ];
  }
  const field = node.fieldDeclaration();
  if (field) return readFields(file, field, modifiers);
  const property = node.propertyDeclaration();
  if (property) return [readProperty(file, property, modifiers)];
  return [readTypeBody(file, node, modifiers)];
}

function readBodyDeclaration(file: string, node: ClassBodyDeclarationContext): readonly MemberNode[] {
  const member = node.memberDeclaration();
  if (member) return readMember(file, member, readModifiers(file, node.modifier_list()));
  const block = node.block();
  if (!block) return [];
  const isStatic = node.STATIC() !== null && node.STATIC() !== undefined;
  return [
    { kind: 'initializer', place: placeOf(file, node), static: isStatic, body: readBlock(file, block) },
  ];
}

type Declaring = Pick<
  TypeDeclarationContext,
  'classDeclaration' | 'interfaceDeclaration' | 'enumDeclaration'
>;

function readTypeBody(file: string, node: Declaring, modifiers: Modifiers): TypeDeclaration {
  const shape = node.classDeclaration() ?? node.interfaceDeclaration() ?? node.enumDeclaration();
  const common = {
    kind: 'type' as const,
    place: placeOf(file, shape.id()),
    modifiers,
    name: shape.id().getText(),
    superType: null,
    interfaces: [],
    constants: [],
    endLine: shape.stop?.line ?? shape.start.line,
    trigger: null,
  };
  const classNode = node.classDeclaration();
  if (classNode) {
    const superType = classNode.typeRef();
    const interfaces = classNode.typeList();
    return {
      ...common,
      what: 'class',
      superType: superType ? readType(file, superType) : null,
      interfaces: interfaces ? readTypes(file, interfaces) : [],
      members: classNode
        .classBody()
        .classBodyDeclaration_list()
        .flatMap((member) => readBodyDeclaration(file, member)),
    };
  }
  const interfaceNode = node.interfaceDeclaration();
  if (interfaceNode) {
    const parents = interfaceNode.typeList();
    return {
      ...common,
      what: 'interface',
      interfaces: parents ? readTypes(file, parents) : [],
      members: interfaceNode
        .interfaceBody()
        .interfaceMethodDeclaration_list()
        .map((method) => readMethod(file, method, readModifiers(file, method.modifier_list()), null)),
    };
  }
  const constants = node.enumDeclaration().enumConstants()?.id_list() ?? [];
  return {
    ...common,
    what: 'enum',
    members: [],
    constants: constants.map((constant) => ({ place: placeOf(file, constant), name: constant.getText() })),
  };
}

/** Reads the class, interface or enum of a file. */
export function readTypeDeclaration(file: string, node: TypeDeclarationContext): TypeDeclaration {
  return readTypeBody(file, node, readModifiers(file, node.modifier_list()));
}
