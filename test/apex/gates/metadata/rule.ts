import type { Finding } from '../finding.ts';
import type { Component } from './component.ts';
import type { Element } from './element.ts';
import type { World } from './world.ts';

/** What a rule has against a component. */
export interface Problem {
  readonly line: number;
  readonly message: string;
  /** In the code, not in the metadata beside it. */
  readonly inCode?: true;
}

export interface Rule {
  readonly id: string;
  /** Types of components that it is for; null: all. */
  readonly of: readonly string[] | null;
  /** `org`: an org refuses to deploy what breaks it. `house`: we do. */
  readonly keeper: 'org' | 'house';
  readonly check: (component: Component, world: World) => Iterable<Problem>;
}

export interface MetadataFinding extends Finding {
  readonly rule: string;
  /** Component that it is about; null where a file is none. */
  readonly component: Pick<Component, 'type' | 'fullName'> | null;
}

export function at(element: Element, message: string): Problem {
  return { line: element.line, message };
}

/** Texts that stand more than once, at their second place. */
export function repeated(elements: readonly Element[]): readonly Element[] {
  return elements.filter((each, index) => elements.findIndex((other) => other.text === each.text) < index);
}
