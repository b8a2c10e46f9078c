import type { PlatformType } from '../../compiler/types/platform-type.ts';
import type { Async } from '../async.ts';
import type { Database } from '../database.ts';
import type { JobRunner } from '../job-runner.ts';
import type { Runtime } from '../runtime.ts';
import type { RuntimeTypes } from '../runtime-types.ts';
import { asyncTypes } from './async.ts';
import { collectionTypes } from './collections.ts';
import { cryptoTypes } from './crypto.ts';
import { databaseTypes } from './database.ts';
import { dateTypes } from './dates.ts';
import { eventTypes } from './events.ts';
import { exceptionTypes } from './exceptions.ts';
import { httpTypes } from './http.ts';
import { jsonTypes } from './json.ts';
import { limitTypes } from './limits.ts';
import { numberTypes } from './numbers.ts';
import { enumType, objectType } from './object.ts';
import { patternTypes } from './patterns.ts';
import { schemaTypes } from './schema.ts';
import { simpleTypes, stringTypes } from './strings.ts';
import { systemTypes } from './system.ts';
import { testTypes } from './tests.ts';
import { triggerTypes } from './triggers.ts';

/** The whole platform library, bound to a runtime. */
export function platformTypes(
  rt: Runtime,
  types: RuntimeTypes,
  database: Database,
  async: Async,
  runner: JobRunner,
): readonly PlatformType[] {
  return [
    objectType(),
    ...collectionTypes(rt),
    ...stringTypes(rt),
    ...simpleTypes(),
    enumType(),
    ...numberTypes(rt),
    ...dateTypes(rt),
    ...patternTypes(),
    ...schemaTypes(rt, types),
    ...exceptionTypes(rt),
    ...databaseTypes(rt, database, async),
    ...asyncTypes(async),
    ...cryptoTypes(rt),
    ...limitTypes(rt),
    ...jsonTypes(rt),
    ...httpTypes(rt, async),
    ...systemTypes(rt, async),
    ...eventTypes(rt),
    ...triggerTypes(rt),
    ...testTypes(rt, types, async, runner),
  ];
}
