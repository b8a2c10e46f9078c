import { type BadConfig, HEAD, withKeys } from './case.ts';

export const SYNTAX: readonly BadConfig[] = [
  {
    name: 'an empty file',
    text: '',
    issues: [
      'retry.yml:1:1 The file is empty. Write "integrations:" and a list of integrations below it; "sf retry init" writes a start.',
    ],
  },
  {
    name: 'a file of comments',
    text: '# nothing yet\n',
    issues: [
      'retry.yml:1:1 The file is empty. Write "integrations:" and a list of integrations below it; "sf retry init" writes a start.',
    ],
  },
  {
    name: 'a file that is one text',
    text: 'retry everything\n',
    issues: [
      'retry.yml:1:1 The file holds retry everything, which is not a section of keys. Write "integrations:" and a list of integrations below it; "sf retry init" writes a start.',
    ],
  },
  {
    name: 'a file that is a list',
    text: '- name: Erp_Orders\n',
    issues: [
      'retry.yml:1:1 The file holds - name: Erp_Orders, which is not a section of keys. Write "integrations:" and a list of integrations below it; "sf retry init" writes a start.',
    ],
  },
  {
    name: 'another format',
    text: '<?xml version="1.0"?>\n<config/>\n',
    issues: [
      'retry.yml:1:1 The file holds <?xml version="1.0"?> <config/>, which is not a section of keys. Write "integrations:" and a list of integrations below it; "sf retry init" writes a start.',
    ],
  },
  {
    name: 'a tab as indentation',
    text: 'integrations:\n\t- name: Erp_Orders\n',
    issues: ['retry.yml:2:1 This line is indented with a tab. Indent with blanks.'],
  },
  {
    name: 'a quote that is not closed',
    text: HEAD.replace('ERP', "'ERP"),
    issues: ['retry.yml:5:1 A quote or a bracket is still open here. Close it where its text or list ends.'],
  },
  {
    name: 'a bracket that is not closed',
    text: `${HEAD}    retry: { maxRetries: 3\n`,
    issues: [
      'retry.yml:6:1 This line is indented unlike those it belongs to, or stands in a bracket that is not closed. Indent the keys of one section by the same number of blanks, and close each bracket.',
    ],
  },
  {
    name: 'keys of one section in different columns',
    text: 'integrations:\n  - name: Erp_Orders\n     object: Order__c\n',
    issues: [
      'retry.yml:2:11 A key stands here in the middle of a value. Put a value that contains a colon in quotes, and each key on a line of its own, in the column of its neighbours.',
    ],
  },
  {
    name: 'a value with a colon',
    text: HEAD.replace('ERP', 'callout: ERP'),
    issues: [
      'retry.yml:3:22 A key stands here in the middle of a value. Put a value that contains a colon in quotes, and each key on a line of its own, in the column of its neighbours.',
    ],
  },
  {
    name: 'a value that starts with a reserved character',
    text: HEAD.replace('ERP', '@ERP'),
    issues: ['retry.yml:3:22 A value cannot start with this character. Put the value in quotes.'],
  },
  {
    name: 'a colon forgotten',
    text: 'integrations\n  - name: Erp_Orders\n',
    issues: ['retry.yml:1:1 This key has no colon. Write a colon and a blank after the key.'],
  },
  {
    name: 'two documents',
    text: `${HEAD}---\n${HEAD}`,
    issues: [
      'retry.yml:5:1 A second document starts here. Keep one document: remove the line "---" and what belongs to the others.',
    ],
  },
  {
    name: 'a tag',
    text: HEAD.replace('ERP', '!secret ERP'),
    issues: [
      'retry.yml:3:22 A tag stands here, which means nothing in a config. Remove the tag, which starts with "!".',
    ],
  },
  {
    name: 'a key that is a list',
    text: '[integrations]: 1\n',
    issues: ['retry.yml:1:1 This key is no name. Write a plain name before the colon.'],
  },
  {
    name: 'a key given twice',
    text: withKeys('timeoutSeconds: 5', 'retry: { maxRetries: 3 }', 'timeoutSeconds: 10'),
    issues: [
      'retry.yml:7:5 The key "timeoutSeconds" stands here again; it is already in line 5. Keep one of them.',
    ],
  },
  {
    name: 'an alias without an anchor',
    text: withKeys('retry: *standard'),
    issues: [
      'retry.yml:5:12 The alias *standard stands for nothing. Put &standard before the value it stands for, further up, or write the value here.',
    ],
  },
  {
    name: 'an alias inside its own anchor',
    text: withKeys('retry: &standard { baseDelaySeconds: *standard }'),
    issues: [
      'retry.yml:5:42 The alias *standard stands inside what it stands for. Write out what it should stand for.',
    ],
  },
  {
    name: 'hundreds of aliases',
    text: `a: &a 1\nb: [${Array.from({ length: 501 }, () => '*a').join(', ')}]\n`,
    issues: [
      'retry.yml:2:2005 There are too many aliases in this file. Write out what they stand for, until at most 500 are left.',
    ],
  },
  {
    name: 'brackets nested hundreds deep',
    text: `integrations: ${'['.repeat(300)}${']'.repeat(300)}\n`,
    issues: [
      'retry.yml:1:55 Keys or lists are nested too deeply here. Compare the indentation and the brackets with the documentation of the config file.',
    ],
  },
  {
    name: 'a key that JavaScript gives a meaning',
    text: '__proto__: { integrations: [] }\n',
    issues: ['retry.yml:1:1 The key "__proto__" has a meaning of its own and cannot be read. Remove it.'],
  },
  {
    name: 'JSON with something after it',
    text: '{ "integrations": [] } }\n',
    issues: [
      'retry.yml:1:24 This is not valid YAML: Unexpected flow-map-end token in YAML stream: "}". Check quotes, brackets, colons and indentation at this place.',
    ],
  },
];
