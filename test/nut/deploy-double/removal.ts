import type { Component } from '../../apex/gates/metadata/component.ts';
import type { Failure, Name } from './metadata-format.ts';

interface Removal {
  readonly left: readonly Component[];
  readonly deleted: readonly Component[];
  /** Members that are not there: an org warns of them and goes on. */
  readonly unknown: readonly Name[];
  readonly failures: readonly Failure[];
}

/** Types whose components belong to an object and go with it. */
const PARTS = ['CompactLayout', 'CustomField', 'CustomTab', 'Layout', 'ListView', 'QuickAction', 'WebLink'];

function isOf(part: Component, object: string): boolean {
  if (part.type === 'CustomMetadata') return `${part.fullName.split('.')[0]}__mdt` === object;
  return PARTS.includes(part.type) && part.fullName.split(/[.-]/u)[0] === object;
}

const isNamed = (component: Component, members: readonly Name[]): boolean =>
  members.some(({ type, fullName }) => type === component.type && fullName === component.fullName);

/** Components of an org without those that a destructive manifest names, and without what goes with them. */
export function remove(components: readonly Component[], members: readonly Name[]): Removal {
  const flows = components.filter((each) => each.type === 'Flow' && isNamed(each, members));
  const objects = members.filter(({ type }) => type === 'CustomObject').map(({ fullName }) => fullName);
  const goes = (each: Component): boolean =>
    isNamed(each, members) || objects.some((object) => isOf(each, object));
  return {
    left: components.filter((each) => !goes(each)),
    deleted: components.filter(goes),
    unknown: members.filter((member) => !components.some((each) => isNamed(each, [member]))),
    // An active flow has no delete; its versions have names that only the org knows.
    failures: flows.map(({ fullName, file }) => ({
      type: 'Flow',
      fullName,
      file,
      line: 0,
      problem: 'insufficient access rights on cross-reference id: an active flow can not be deleted',
    })),
  };
}
