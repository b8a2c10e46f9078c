import { expectTypeOf, test } from 'vitest';
import type { ValueOf } from '../../src/config/key.ts';
import type { configSection } from '../../src/config/schema.ts';
import type { Integration } from '../../src/config/types.ts';
import type { OrgSettings, Scenario } from '../../src/model/simulation/scenario.ts';

type Read = ValueOf<typeof configSection>;

// The compiler checks these: the types that others import are what the schema gives.
test('an integration is what the schema reads', () => {
  expectTypeOf<Read['integrations'][number]>().toEqualTypeOf<Integration>();
});

test('an org is what the schema reads', () => {
  expectTypeOf<Read['org']>().toExtend<OrgSettings>();
});

test('a scenario is what the schema reads, but for its integration and its expectations', () => {
  expectTypeOf<Pick<Read['scenarios'][number], 'name' | 'workload' | 'endpoint'>>().toExtend<
    Omit<Scenario, 'expect'>
  >();
});
