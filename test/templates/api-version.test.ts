import { expect, test } from 'vitest';
import { chooseApiVersion, isUsableApiVersion } from '../../src/templates/api-version.ts';

test.each(['60.0', '65.0', '99.0', '100.0'])('%s is usable', (version) => {
  expect(isUsableApiVersion(version)).toBe(true);
});

test.each(['59.0', '6.0', '65', '65.5', '065.0', 'v65.0', '65.0 ', '65.0\n', '6e1.0', ''])(
  '%j is not',
  (version) => {
    expect(isUsableApiVersion(version)).toBe(false);
  },
);

test("the user's wish goes before the project's version, and that before the kit's own", () => {
  expect(chooseApiVersion('61.0', '62.0')).toBe('61.0');
  expect(chooseApiVersion(undefined, '62.0')).toBe('62.0');
  expect(chooseApiVersion(undefined, undefined)).toBe('65.0');
});

test.each([null, 65, '59.0', '', ['65.0']])('the project may not say %j', (version) => {
  expect(() => chooseApiVersion(undefined, version)).toThrow('files.BadSourceApiVersion');
});
