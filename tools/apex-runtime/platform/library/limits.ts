import type { PlatformType } from '../../compiler/types/platform-type.ts';
import type { LimitName } from '../../org/limits.ts';
import { ApexMap } from '../../values/collections.ts';
import { PlatformObject } from '../platform-object.ts';
import type { Runtime } from '../runtime.ts';

/** Names of the Limits class, by what they count. Source: Limits Class. */
const NAMES: Readonly<Record<string, LimitName>> = {
  Queries: 'queries',
  QueryRows: 'queryRows',
  DmlStatements: 'dmlStatements',
  DmlRows: 'dmlRows',
  Callouts: 'callouts',
  QueueableJobs: 'queueableJobs',
  FutureCalls: 'futureCalls',
  PublishImmediateDml: 'immediatePublishes',
};

class OrgLimit extends PlatformObject {
  readonly apexName = 'OrgLimit';
  readonly name: string;
  readonly value: number;
  readonly limit: number;
  constructor(name: string, value: number, limit: number) {
    super();
    this.name = name;
    this.value = value;
    this.limit = limit;
  }
}

/** Limits and OrgLimits. CPU and heap are not simulated: asking for them is a compile error. */
export function limitTypes(rt: Runtime): readonly PlatformType[] {
  const members: Record<string, () => number> = {};
  for (const [name, limit] of Object.entries(NAMES)) {
    members[`static Integer get${name}()`] = () => rt.tx.usage[limit];
    members[`static Integer getLimit${name}()`] = () => rt.tx.limit(limit);
  }
  return [
    { name: 'Limits', kind: 'class', members },
    {
      name: 'OrgLimit',
      kind: 'class',
      members: {
        'String getName()': (limit: OrgLimit) => limit.name,
        'Integer getValue()': (limit: OrgLimit) => limit.value,
        'Integer getLimit()': (limit: OrgLimit) => limit.limit,
      },
    },
    {
      name: 'OrgLimits',
      kind: 'class',
      members: {
        // Source: OrgLimits Class. Only the limit that this runtime keeps is reported.
        'static Map<String, OrgLimit> getMap()': () => {
          const { universe, org } = rt;
          const map = new ApexMap(
            universe.platform('Map', universe.platform('String'), universe.platform('OrgLimit')),
          );
          const name = 'DailyAsyncApexExecutions';
          map.put(name, new OrgLimit(name, org.daily.count(rt.tx.now), org.settings.dailyAsyncLimit));
          return map;
        },
      },
    },
  ];
}
