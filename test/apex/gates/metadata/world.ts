import type { Component } from './component.ts';
import { childOf, textOf } from './element.ts';
import { type FieldFacts, fieldFacts, knownField } from './field-facts.ts';
import { kindOfObject, type ObjectKind, STANDARD_OBJECTS } from './standard.ts';

const key = (type: string, fullName: string): string => `${type} ${fullName}`;

/** Everything that components may refer to: those of the package, and those of the org. */
export class World {
  readonly #components: ReadonlyMap<string, Component>;

  /** Highest API version of the org. */
  readonly apiVersion: number;

  constructor(components: Iterable<Component>, apiVersion: number) {
    this.apiVersion = apiVersion;
    this.#components = new Map([...components].map((each) => [key(each.type, each.fullName), each]));
  }

  get(type: string, fullName: string): Component | undefined {
    return this.#components.get(key(type, fullName));
  }

  has(type: string, fullName: string): boolean {
    return this.get(type, fullName) !== undefined;
  }

  all(type: string): readonly Component[] {
    return [...this.#components.values()].filter((component) => component.type === type);
  }

  /** What an object is; null: there is none of this name. */
  object(name: string): ObjectKind | null {
    if (STANDARD_OBJECTS.has(name)) return 'standard';
    return this.has('CustomObject', name) ? kindOfObject(name) : null;
  }

  /** Custom and standard fields alike; null: there is none of this name. */
  field(object: string, name: string): FieldFacts | null {
    const component = this.get('CustomField', `${object}.${name}`);
    if (component) return fieldFacts(component.xml, name);
    const kind = this.object(object);
    if (kind === null) return null;
    return knownField(kind, name, this.nameType(object));
  }

  /** Type of the field Name of an object of one's own. */
  nameType(object: string): string {
    return textOf(childOf(this.get('CustomObject', object)?.xml, 'nameField'), 'type') ?? 'Text';
  }

  /** Custom fields of an object. */
  fieldsOf(object: string): readonly FieldFacts[] {
    return this.all('CustomField')
      .filter(({ fullName }) => fullName.startsWith(`${object}.`))
      .map(({ xml, fullName }) => fieldFacts(xml, fullName.slice(object.length + 1)));
  }
}
