import type { CustomMetadataRecord } from '../config/types.ts';
import type { FilePlan } from '../files/plan.ts';
import type { Fill } from './apex-text.ts';
import { classMeta } from './class-meta.ts';
import { recordPlan } from './custom-metadata-record.ts';
import { fieldPlans, permissionSetPlan } from './driving-object.ts';
import { type Handler, handlerPlans } from './handler.ts';
import { manifestPlans } from './manifest.ts';
import { type VectorSubject, vectorTestPlans } from './vectors-test.ts';

export interface PlanInput {
  /** The config as records of the kit's custom metadata types. */
  readonly records: readonly CustomMetadataRecord[];
  /** Of each integration: what its handler and its test vectors are made of. */
  readonly integrations: readonly (Handler & VectorSubject)[];
  /** The JSON schema of config files, for editors. */
  readonly schema: { readonly path: string; readonly text: string };
  /** Paths of the kit's files, below its folder: `main/...` goes into the package directory, the rest into the root. */
  readonly assets: readonly string[];
  /** Package directory, relative to the project's root, with `/`; `.` is the root. */
  readonly packageDirectory: string;
  /** Such as `65.0`. */
  readonly apiVersion: string;
  /** Makes Apex of the templates of this room. */
  readonly fill: Fill;
}

const MAIN = 'main/default/';

function assetPlan(asset: string, packageDirectory: string, apiVersion: string): FilePlan {
  const inPackage = asset.startsWith('main/') && packageDirectory !== '.';
  const content = asset.endsWith('.cls-meta.xml') ? { text: classMeta(apiVersion) } : { asset };
  return { path: inPackage ? `${packageDirectory}/${asset}` : asset, owner: 'generated', content };
}

/**
 * Every file of a generated project, sorted by path: the kit's files, and one function of this room for each kind of file that varies
 * with the config. A new kind is one more function here; text that XML cannot build (Apex) is a template beside it.
 */
export function planFiles(input: PlanInput): FilePlan[] {
  const { records, integrations, schema, assets, packageDirectory, apiVersion, fill } = input;
  const folder = `${packageDirectory === '.' ? '' : `${packageDirectory}/`}${MAIN}`;
  const inMain = folder.slice(0, -1);
  // One spelling for each object: the config sees to it.
  const objects = [...new Set(integrations.map(({ object }) => object))];
  const components = [
    ...assets.map((asset) => assetPlan(asset, packageDirectory, apiVersion)),
    ...records.map((record) => recordPlan(record, inMain)),
    ...objects.flatMap((object) => fieldPlans(object, inMain)),
    permissionSetPlan(objects, inMain),
    ...integrations.flatMap((integration) => handlerPlans(integration, inMain, apiVersion, fill)),
    ...vectorTestPlans(integrations, records, inMain, apiVersion, fill),
  ];
  const metadata = components
    .filter(({ path }) => path.startsWith(folder))
    .map(({ path }) => path.slice(folder.length));
  const schemaPlan: FilePlan = { path: schema.path, owner: 'generated', content: { text: schema.text } };
  return [...components, ...manifestPlans(metadata, apiVersion), schemaPlan].sort((a, b) =>
    a.path < b.path ? -1 : 1,
  );
}
