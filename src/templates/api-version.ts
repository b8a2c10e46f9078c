import { UserError } from '../model/user-error.ts';

/** What the kit is written and checked against. */
const KIT_API_VERSION = '65.0';

/** The oldest version whose Apex has what the kit uses (AsyncOptions with a maximum stack depth, `Assert`). */
const OLDEST_API_VERSION = 60;

const API_VERSION = /^[1-9]\d{1,2}\.0$/u;

/** True for a version as metadata writes it, such as `65.0`, that the kit works with. */
export function isUsableApiVersion(version: string): boolean {
  return API_VERSION.test(version) && Number(version) >= OLDEST_API_VERSION;
}

/**
 * The API version of the generated classes.
 *
 * @param wanted - what the user asks for in this run
 * @param ofProject - `sourceApiVersion` of the project, unchecked
 * @throws UserError `BadSourceApiVersion`
 */
export function chooseApiVersion(wanted: string | undefined, ofProject: unknown): string {
  if (wanted !== undefined) {
    return wanted;
  }
  if (ofProject === undefined) {
    return KIT_API_VERSION;
  }
  if (typeof ofProject !== 'string' || !isUsableApiVersion(ofProject)) {
    const oldest = `${OLDEST_API_VERSION}.0`;
    throw new UserError({
      area: 'files',
      code: 'BadSourceApiVersion',
      values: [JSON.stringify(ofProject), oldest],
      actionValues: [oldest],
    });
  }
  return ofProject;
}
