/**
 * The config file of sf-plugin-retry as a library: read it, check it, and turn it into policies and records. Works
 * without the Salesforce CLI.
 *
 * @packageDocumentation
 */
export { configJsonSchema } from './json-schema.ts';
export { type ParsedConfig, parseConfig } from './parse.ts';
export { policyOf } from './policy-of.ts';
export { type ReadConfig, readConfig } from './read.ts';
export { customMetadataRecords } from './records.ts';
export { senderOf } from './sender-of.ts';
export type {
  CircuitBreakerSettings,
  ConfigIssue,
  ConfigScenario,
  CustomMetadataRecord,
  CustomMetadataValue,
  DeadLetterSettings,
  Integration,
  IntegrationPolicy,
  RetryConfig,
  RetrySettings,
} from './types.ts';
