import type { Assumption } from '../org/assumptions.ts';

/** What the metadata of the kit relies on and no document confirms: not rules of the runtime, but of the same kind. */
export const METADATA_ASSUMPTIONS: readonly Assumption[] = [
  {
    id: 'enqueue-permission',
    rule: 'Whoever causes a job to be enqueued may need View Setup and Configuration: Retry_Integration_User has it, with View Roles, which it requires.',
    basis:
      'A digest of the Apex guide says that enqueuing is not in system mode; whether the check strikes in user code is not confirmed. Take the two permissions out if your org does without.',
  },
  {
    id: 'publish-permission',
    rule: 'Publishing Integration_Alert__e from Apex may need Create on the event: Retry_Integration_User has it.',
    basis: 'Documented for API clients; for Apex the pages say nothing.',
  },
  {
    id: 'principal-access',
    rule: 'The running user needs access to a principal of the external credential behind the named credential. No permission set of the kit has it, since the kit does not know your credential.',
    basis: 'Documented for callouts in general; who counts as running user in a Finalizer is not.',
  },
  {
    id: 'flow-needs-run-flows',
    rule: 'Run Flows lets operators use the two screen flows. Retry_Operator has it instead of access to each flow.',
    basis:
      'Run Flows is documented. Access to each flow would be narrower, but the XML plugin of prettier, which default projects run at every commit, takes the element <flow> for JavaScript and breaks it.',
  },
  {
    id: 'flow-activation',
    rule: 'A deployment to production leaves the two flows inactive unless "Deploy processes and flows as active" is set: activate them in Setup then.',
    basis: 'Documented in the Metadata API Developer Guide, Flow; not tried.',
  },
  {
    id: 'flow-deletion',
    rule: 'A deployment cannot delete a flow by its name, only inactive versions by number: they are deleted in Setup before the removal.',
    basis:
      'Observed by others (sfdx-git-delta issue 366: "insufficient access rights on cross-reference id"); the guide names versions only.',
  },
  {
    id: 'flow-version',
    rule: 'The flows name no API version: the org runs them at its latest.',
    basis: 'Documented for the object FlowVersionView; for the metadata type it is not said.',
  },
  {
    id: 'deletion-with-object',
    rule: 'Deleting a custom object deletes its fields, layouts, list views, compact layouts, buttons and actions, so the removal does not name them.',
    basis: 'Documented for fields, layouts and buttons in Salesforce Help; inferred for the others.',
  },
  {
    id: 'record-value-types',
    rule: 'Values of custom metadata records are written as xsd:string, xsd:boolean and xsd:double, and what is empty as xsi:nil.',
    basis:
      'string and boolean are in the samples of the guide; double and nil are what orgs give back, by observation.',
  },
];
