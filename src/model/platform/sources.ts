const APEX_GUIDE = 'https://developer.salesforce.com/docs/atlas.en-us.apexcode.meta/apexcode/';
const APEX_REFERENCE = 'https://developer.salesforce.com/docs/atlas.en-us.apexref.meta/apexref/';
const BULK_GUIDE = 'https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/';

/** The pages that the facts of this room come from: key -> what the page is and where it stands. */
export const SOURCES = {
  queueable: { title: 'Queueable Apex', url: `${APEX_GUIDE}apex_queueing_jobs.htm` },
  governor: { title: 'Execution governors and limits', url: `${APEX_GUIDE}apex_gov_limits.htm` },
  finalizer: { title: 'Transaction finalizers', url: `${APEX_GUIDE}apex_transaction_finalizers.htm` },
  elastic: { title: 'Async Apex elastic limits', url: `${APEX_GUIDE}apex_limits_elastic_limits.htm` },
  timeouts: { title: 'Callout limits and time-outs', url: `${APEX_GUIDE}apex_callouts_timeouts.htm` },
  locking: { title: 'Locking statements', url: `${APEX_GUIDE}langCon_apex_locking_statements.htm` },
  system: { title: 'System class', url: `${APEX_REFERENCE}apex_methods_system_system.htm` },
  asyncOptions: { title: 'AsyncOptions class', url: `${APEX_REFERENCE}apex_class_System_AsyncOptions.htm` },
  customMetadata: {
    title: 'Custom metadata type methods',
    url: `${APEX_REFERENCE}apex_methods_system_custom_metadata_types.htm`,
  },
  customField: {
    title: 'CustomField metadata',
    url: 'https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/customfield.htm',
  },
  asyncFundamentals: {
    title: 'Architect guide: asynchronous fundamentals',
    url: 'https://architect.salesforce.com/docs/architect/fundamentals/guide/async-fundamentals',
  },
  bulkGuide: { title: 'Bulk API guide', url: BULK_GUIDE },
  bulkUpload: { title: 'Bulk API 2.0: upload job data', url: `${BULK_GUIDE}upload_job_data.htm` },
  bulkCsv: { title: 'Bulk API: prepare CSV files', url: `${BULK_GUIDE}datafiles_prepare_csv.htm` },
  bulkLimits: {
    title: 'Limits cheat sheet: Bulk API',
    url: 'https://developer.salesforce.com/docs/platform/salesforce-app-limits-cheatsheet/guide/salesforce-app-limits-platform-bulkapi.html',
  },
  bulkIngest: {
    title: 'Bulk API 2.0: understanding ingest',
    url: 'https://developer.salesforce.com/docs/atlas.en-us.264.0.api_asynch.meta/api_asynch/datafiles_understanding_bulk2_ingest.htm',
  },
  restErrors: {
    title: 'REST API: status and error codes',
    url: 'https://developer.salesforce.com/docs/atlas.en-us.264.0.api_rest.meta/api_rest/errorcodes.htm',
  },
} as const satisfies Readonly<Record<string, { readonly title: string; readonly url: string }>>;

export type SourceKey = keyof typeof SOURCES;
