import type { PlatformType } from '../../compiler/types/platform-type.ts';
import { RUNNING_USER } from '../../org/dml.ts';
import { Datetime } from '../../values/dates.ts';
import { looselyEqual } from '../../values/equality.ts';
import { notNull } from '../../values/fault.ts';
import { textOf } from '../../values/text.ts';
import type { Async } from '../async.ts';
import type { Runtime } from '../runtime.ts';
import { asyncMembers } from './async.ts';

/** Old-style asserts fail like the methods of Assert. */
function asserts(rt: Runtime): PlatformType['members'] {
  const fail = (text: string, message: unknown): never => {
    const more = message === undefined || message === null ? '' : `: ${textOf(message)}`;
    throw rt.fatal('AssertException', `Assertion Failed${more}${text}`);
  };
  const equals = (expected: unknown, actual: unknown, message?: unknown): void => {
    if (!looselyEqual(expected, actual))
      fail(`: Expected: ${textOf(expected)}, Actual: ${textOf(actual)}`, message);
  };
  const differs = (expected: unknown, actual: unknown, message?: unknown): void => {
    if (looselyEqual(expected, actual)) fail(`: Same value: ${textOf(actual)}`, message);
  };
  const holds = (condition: boolean, message?: unknown): void => {
    if (!notNull(condition)) fail('', message);
  };
  return {
    'static void assert(Boolean)': holds,
    'static void assert(Boolean, Object)': holds,
    'static void assertEquals(Object, Object)': equals,
    'static void assertEquals(Object, Object, Object)': equals,
    'static void assertNotEquals(Object, Object)': differs,
    'static void assertNotEquals(Object, Object, Object)': differs,
  };
}

function system(rt: Runtime, async: Async): PlatformType {
  return {
    name: 'System',
    kind: 'class',
    members: {
      ...asserts(rt),
      ...asyncMembers(rt, async),
      'static Datetime now()': () => new Datetime(rt.tx.now),
      'static Date today()': () => new Datetime(rt.tx.now).date(),
      'static Long currentTimeMillis()': () => BigInt(rt.tx.now),
      'static void debug(Object)': (value: unknown) => rt.debug(textOf(value)),
      'static void debug(LoggingLevel, Object)': (_: unknown, value: unknown) => rt.debug(textOf(value)),
    },
  };
}

/** System and UserInfo. */
export function systemTypes(rt: Runtime, async: Async): readonly PlatformType[] {
  return [
    {
      name: 'LoggingLevel',
      kind: 'enum',
      constants: ['NONE', 'ERROR', 'WARN', 'INFO', 'DEBUG', 'FINE', 'FINER', 'FINEST'],
      members: {},
    },
    system(rt, async),
    {
      name: 'UserInfo',
      kind: 'class',
      members: {
        'static Id getUserId()': () => RUNNING_USER,
        'static String getUserName()': () => 'runtime@example.com',
        'static String getName()': () => 'Runtime User',
        'static Id getOrganizationId()': () => '00D000000000001EAA',
      },
    },
  ];
}
