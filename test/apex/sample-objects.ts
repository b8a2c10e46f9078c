const NAMESPACES = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
export const VALUES =
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"';

/** A metadata file; each element on a line of its own, from the second line on. */
export function document(root: string, lines: string, more = ''): string {
  return `<${root} ${NAMESPACES}${more}>\n${lines
    .trim()
    .split('\n')
    .map((line) => line.trim())
    .join('\n')}\n</${root}>\n`;
}

const field = (name: string, lines: string): [string, string] => [
  `objects/${name.replace('.', '/fields/')}.field-meta.xml`,
  document('CustomField', lines),
];

const text = (name: string, more = ''): [string, string] =>
  field(
    name,
    `<fullName>${name.split('.')[1]}</fullName>
    <description>What it is for.</description>
    <externalId>false</externalId>
    <label>${name.split('.')[1]?.replace('__c', '')}</label>
    <length>40</length>
    <required>false</required>
    <type>Text</type>
    <unique>false</unique>
    ${more}`,
  );

const VALUE_SET = `<valueSet>
  <restricted>true</restricted>
  <valueSetDefinition>
  <sorted>false</sorted>
  <value><fullName>Open</fullName><default>true</default><label>Open</label></value>
  <value><fullName>Closed</fullName><default>false</default><label>Closed</label></value>
  </valueSetDefinition>
  </valueSet>`;

/** Objects of the sample package, by path. */
export const SAMPLE_OBJECTS: readonly (readonly [path: string, text: string])[] = [
  [
    'objects/Box__c/Box__c.object-meta.xml',
    document(
      'CustomObject',
      `<compactLayoutAssignment>Short</compactLayoutAssignment>
      <deploymentStatus>Deployed</deploymentStatus>
      <description>Holds things for the sample.</description>
      <enableHistory>false</enableHistory>
      <label>Box</label>
      <nameField><displayFormat>B-{0000}</displayFormat><label>Number</label><type>AutoNumber</type></nameField>
      <pluralLabel>Boxes</pluralLabel>
      <searchLayouts><customTabListAdditionalFields>Code__c</customTabListAdditionalFields><listViewButtons>Empty_Boxes</listViewButtons></searchLayouts>
      <sharingModel>Private</sharingModel>`,
    ),
  ],
  field(
    'Box__c.Code__c',
    `<fullName>Code__c</fullName>
    <caseSensitive>true</caseSensitive>
    <defaultValue>"none"</defaultValue>
    <description>What it is for.</description>
    <externalId>true</externalId>
    <label>Code</label>
    <length>40</length>
    <required>true</required>
    <trackHistory>false</trackHistory>
    <type>Text</type>
    <unique>true</unique>`,
  ),
  field(
    'Box__c.Count__c',
    `<fullName>Count__c</fullName>
    <defaultValue>0</defaultValue>
    <description>What it is for.</description>
    <externalId>false</externalId>
    <label>Count</label>
    <precision>5</precision>
    <required>false</required>
    <scale>2</scale>
    <type>Number</type>
    <unique>false</unique>`,
  ),
  field(
    'Box__c.Note__c',
    `<fullName>Note__c</fullName>
    <description>What it is for.</description>
    <label>Note</label>
    <length>4096</length>
    <type>LongTextArea</type>
    <visibleLines>3</visibleLines>`,
  ),
  field(
    'Box__c.State__c',
    `<fullName>State__c</fullName>
    <description>What it is for.</description>
    <label>State</label>
    <required>false</required>
    <type>Picklist</type>
    ${VALUE_SET}`,
  ),
  field(
    'Box__c.Keeper__c',
    `<fullName>Keeper__c</fullName>
    <deleteConstraint>SetNull</deleteConstraint>
    <description>What it is for.</description>
    <label>Keeper</label>
    <referenceTo>User</referenceTo>
    <relationshipName>Kept_Boxes</relationshipName>
    <required>false</required>
    <type>Lookup</type>`,
  ),
  field(
    'Box__c.Sealed__c',
    `<fullName>Sealed__c</fullName>
    <defaultValue>false</defaultValue>
    <description>What it is for.</description>
    <label>Sealed</label>
    <type>Checkbox</type>`,
  ),
  text('Order__c.Box_Code__c'),
  [
    'objects/Rule__mdt/Rule__mdt.object-meta.xml',
    document(
      'CustomObject',
      '<description>Rules for the sample.</description>\n<label>Rule</label>\n<pluralLabel>Rules</pluralLabel>\n<visibility>Public</visibility>',
    ),
  ],
  field(
    'Rule__mdt.Limit__c',
    `<fullName>Limit__c</fullName>
    <description>What it is for.</description>
    <fieldManageability>SubscriberControlled</fieldManageability>
    <label>Limit</label>
    <precision>3</precision>
    <required>true</required>
    <scale>0</scale>
    <type>Number</type>`,
  ),
  field(
    'Rule__mdt.Hint__c',
    `<fullName>Hint__c</fullName>
    <description>What it is for.</description>
    <fieldManageability>SubscriberControlled</fieldManageability>
    <label>Hint</label>
    <length>40</length>
    <required>false</required>
    <type>Text</type>
    <unique>false</unique>`,
  ),
  field(
    'Rule__mdt.Mode__c',
    `<fullName>Mode__c</fullName>
    <description>What it is for.</description>
    <fieldManageability>SubscriberControlled</fieldManageability>
    <label>Mode</label>
    <required>false</required>
    <type>Picklist</type>
    ${VALUE_SET}`,
  ),
  field(
    'Rule__mdt.Parent__c',
    `<fullName>Parent__c</fullName>
    <description>What it is for.</description>
    <fieldManageability>SubscriberControlled</fieldManageability>
    <label>Parent</label>
    <referenceTo>Rule__mdt</referenceTo>
    <relationshipName>Children</relationshipName>
    <required>false</required>
    <type>MetadataRelationship</type>`,
  ),
  [
    'objects/Alarm__e/Alarm__e.object-meta.xml',
    document(
      'CustomObject',
      `<deploymentStatus>Deployed</deploymentStatus>
      <description>Says that a box is open.</description>
      <eventType>HighVolume</eventType>
      <label>Alarm</label>
      <pluralLabel>Alarms</pluralLabel>
      <publishBehavior>PublishAfterCommit</publishBehavior>`,
    ),
  ],
  text('Alarm__e.Code__c'),
];
