// The peer: jsforce's own way to load a file and wait, as its documentation shows it. Polls five times as often as its default.
// Arguments: instance URL, token, file.
import { createReadStream } from 'node:fs';
import { Connection } from '@jsforce/jsforce-node';

const [instanceUrl = '', accessToken = '', file = ''] = process.argv.slice(2);
const connection = new Connection({ instanceUrl, accessToken, version: '65.0' });
const results = await connection.bulk2.loadAndWaitForResults({
  object: 'Thing__c',
  operation: 'upsert',
  externalIdFieldName: 'Ext__c',
  lineEnding: 'LF',
  input: createReadStream(file),
  pollInterval: 200,
  pollTimeout: 30 * 60_000,
});
console.log(results.successfulResults.length);
