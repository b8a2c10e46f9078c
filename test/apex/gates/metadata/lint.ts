import { ACTION_RULES } from './action-rules.ts';
import { APEX_RULES } from './apex-rules.ts';
import type { Component } from './component.ts';
import { FIELD_TYPE_RULES } from './field-type-rules.ts';
import { FIELD_VALUE_RULES } from './field-value-rules.ts';
import { FLOW_RULES } from './flow-rules.ts';
import { LAYOUT_RULES } from './layout-rules.ts';
import { LIST_VIEW_RULES } from './list-view-rules.ts';
import { OBJECT_RULES } from './object-rules.ts';
import { PERMISSION_RULES } from './permission-rules.ts';
import { FULL_NAME_RULE, RECORD_RULES } from './record-rules.ts';
import type { MetadataFinding, Rule } from './rule.ts';
import { SHAPE_RULES } from './shape-rules.ts';
import { type Files, foreignObject, readSourceFormat } from './source-format.ts';
import { World } from './world.ts';

/** All rules over single components. */
export const RULES: readonly Rule[] = [
  ...SHAPE_RULES,
  FULL_NAME_RULE,
  ...OBJECT_RULES,
  ...FIELD_TYPE_RULES,
  ...FIELD_VALUE_RULES,
  ...RECORD_RULES,
  ...LAYOUT_RULES,
  ...LIST_VIEW_RULES,
  ...ACTION_RULES,
  ...FLOW_RULES,
  ...PERMISSION_RULES,
  ...APEX_RULES,
];

/** Components by the rules. */
export function ruleFindings(
  components: readonly Component[],
  world: World,
  rules: readonly Rule[] = RULES,
): MetadataFinding[] {
  return components.flatMap((component) =>
    rules
      .filter(({ of }) => of === null || of.includes(component.type))
      .flatMap(({ id, check }) =>
        [...check(component, world)].map(({ line, message, inCode }) => ({
          rule: id,
          file: inCode ? component.file.replace(/-meta\.xml$/u, '') : component.file,
          line,
          message,
          component: { type: component.type, fullName: component.fullName },
        })),
      ),
  );
}

/** API version of the WSDL that the table was made from. */
const TABLE_VERSION = 67;

/**
 * A package directory in source format through the metadata lint.
 *
 * @param files - by path; the last folders of the path say which component a file is
 * @param foreign - objects that somebody else defines
 */
export function metadataFindings(
  files: Files,
  foreign: readonly string[],
  rules: readonly Rule[] = RULES,
): MetadataFinding[] {
  const { components, findings } = readSourceFormat(files);
  const world = new World([...foreign.map(foreignObject), ...components], TABLE_VERSION);
  return [...findings, ...ruleFindings(components, world, rules)];
}
