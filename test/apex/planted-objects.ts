import { mistakesIn, type Planted } from './planted-mistake.ts';

const XMLNS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

/** The line of a field that the sample does not have, with its elements behind the label. */
function newField(type: string, elements = '', object = 'Box__c'): string {
  const manageability = object.endsWith('__mdt') ? '<fieldManageability>Locked</fieldManageability>' : '';
  const [before = '', after = ''] = elements.split('TYPE');
  return `=> <CustomField ${XMLNS}><description>What it is for.</description>${manageability}<label>New</label>${before}<type>${type}</type>${after}</CustomField>`;
}

function newPicklist(...values: readonly [name: string, label: string, isDefault: boolean][]): string {
  const all = values.map(
    ([name, label, isDefault]) =>
      `<value><fullName>${name}</fullName><default>${isDefault}</default><label>${label}</label></value>`,
  );
  return newField(
    'Picklist',
    `TYPE<valueSet><valueSetDefinition><sorted>false</sorted>${all.join('')}</valueSetDefinition></valueSet>`,
  );
}

const MORE_FIELDS =
  'Id CreatedById CreatedDate LastModifiedById LastModifiedDate SystemModstamp OwnerId RecordTypeId Count__c'
    .split(' ')
    .map((name) => `<fields>${name}</fields>`)
    .join('');

const files = [
  ...mistakesIn(
    'reports/My.report-meta.xml',
    'file-kind | a file of a kind that nobody checks | => <Report/> | of a kind',
  ),
  ...mistakesIn(
    'classes/Lonely.cls',
    'file-pair | a class without metadata | => class Lonely {} | no metadata',
  ),
  ...mistakesIn(
    'classes/Empty.cls-meta.xml',
    `file-pair | metadata without a class | => <ApexClass ${XMLNS}><apiVersion>65.0</apiVersion><status>Active</status></ApexClass> | no code`,
  ),
  ...mistakesIn(
    'tabs/Other__c.tab-meta.xml',
    `file-root | a closing tag misspelt | => <CustomTab><motif>Custom1: Heart</moti></CustomTab> | no XML
    file-root | another root element | => <Tab ${XMLNS}/> | CustomTab belongs
    file-root | another namespace | => <CustomTab xmlns="http://soap.sforce.com/2006/05/metadata"/> | namespace`,
  ),
];

const shapes = [
  ...mistakesIn(
    'objects/Box__c/fields/State__c.field-meta.xml',
    `element-order | elements in another order | <fullName>Open</fullName><default>true</default> => <default>true</default><fullName>Open</fullName> | belongs before
    element-required | an element of an element | <sorted>false</sorted> => | needs sorted`,
  ),
  ...mistakesIn(
    'objects/Box__c/fields/Note__c.field-meta.xml',
    `element-known | a misspelt element | <label> => <help>x</help><label> | no element help
    element-value | a wrong boolean | <label> => <externalId>yes</externalId><label> | no boolean
    element-value | a wrong number | <visibleLines>3 => <visibleLines>3.5 | no int
    element-value | elements in a text | <label>Note => <label>Note<b/> | holds elements
    element-text | text between elements | <label> => stray<label> | elements only
    element-once | an element twice | <label>Note</label> => <label>Note</label><label>Note</label> | more than once
    element-enumeration | an unknown type of a field | LongTextArea => LongerTextArea | no FieldType
    full-name | a field of another name than its file | <fullName>Note => <fullName>Notes | Notes__c`,
  ),
  ...mistakesIn(
    'classes/Boxes.cls-meta.xml',
    `element-value | a wrong version | 65.0 => sixty | no double
    element-required | a class without a status | <status>Active</status> => | needs status`,
  ),
  ...mistakesIn(
    'objects/Box__c/listViews/Open.listView-meta.xml',
    `element-required | a list view of nobody's records | <filterScope>Everything</filterScope> => | needs filterScope
    element-together | columns in two places | <label> => <columns>CREATED_DATE</columns><label> | apart`,
  ),
  ...mistakesIn(
    'objects/Box__c/Box__c.object-meta.xml',
    'element-enumeration | an unknown sharing model | <sharingModel>Private => <sharingModel>Secret | no SharingModel',
  ),
];

const objects = [
  ...mistakesIn(
    'objects/Box__c/Box__c.object-meta.xml',
    `object-elements | an object without a plural | <pluralLabel>Boxes</pluralLabel> => | pluralLabel
    object-elements | an object that is an event | <label>Box => <eventType>HighVolume</eventType><label>Box | eventType
    object-name | a label of 41 characters | <label>Box< => <label>${'x'.repeat(41)}< | 40 characters
    object-name | an empty plural | <pluralLabel>Boxes< => <pluralLabel>< | 40 characters
    object-name-field | an automatic number without a place for it | B-{0000} => B-0000 | format
    object-name-field | a name that is a number | AutoNumber</type> => Number</type> | Text or an AutoNumber
    object-name-field | a name without a label | <label>Number</label> => | no label
    object-description | an object that nobody explains | Holds things for the sample. => Box. | not described
    object-references | a compact layout that is not there | >Short< => >Long< | compact layout Long
    object-references | a button that is not there | >Empty_Boxes< => >Empty_Box< | no button Empty_Box
    object-references | an unknown field in a search layout | >Code__c< => >Kode__c< | Kode__c`,
  ),
  ...mistakesIn(
    'objects/Crate__c/Crate__c.object-meta.xml',
    `object-name-field | a text with a format | => <CustomObject ${XMLNS}><deploymentStatus>Deployed</deploymentStatus><description>Something new.</description><label>Crate</label><nameField><displayFormat>{0}</displayFormat><label>Name</label><type>Text</type></nameField><pluralLabel>Crates</pluralLabel><sharingModel>Private</sharingModel></CustomObject> | only an AutoNumber`,
  ),
  ...mistakesIn(
    'objects/1Box__mdt/1Box__mdt.object-meta.xml',
    `object-name | a name that begins with a digit | => <CustomObject ${XMLNS}><description>Something new.</description><label>Bad</label><pluralLabel>Bad</pluralLabel><visibility>Public</visibility></CustomObject> | no API name`,
  ),
  ...mistakesIn(
    'objects/Box__c/compactLayouts/Short.compactLayout-meta.xml',
    `compact-layout | an unknown field | >Code__c< => >Kode__c< | Kode__c
    compact-layout | a long text | >Code__c< => >Note__c< | LongTextArea
    compact-layout | a field twice | >Code__c< => >Name< | twice
    compact-layout | eleven fields | <label> => ${MORE_FIELDS}<label> | 1 to 10`,
  ),
  ...mistakesIn(
    'objects/Box__c/compactLayouts/None.compactLayout-meta.xml',
    `compact-layout | no field | => <CompactLayout ${XMLNS}><label>None</label></CompactLayout> | 1 to 10`,
  ),
  ...mistakesIn(
    'objects/Box__c/compactLayouts/1st.compactLayout-meta.xml',
    `compact-layout | a name that is none | => <CompactLayout ${XMLNS}><fields>Name</fields><label>First</label></CompactLayout> | no API name`,
  ),
  ...mistakesIn(
    'tabs/Box__c.tab-meta.xml',
    `tab | a motif that is none | Custom1: Heart => Heart | motif
    tab | a label of its own | <motif> => <label>Box</label><motif> | label`,
  ),
  ...mistakesIn(
    'tabs/Rule__mdt.tab-meta.xml',
    `tab | a tab of custom metadata | => <CustomTab ${XMLNS}><customObject>true</customObject><motif>Custom1: Heart</motif></CustomTab> | no custom object`,
  ),
];

const ofFields = [
  ...mistakesIn(
    'objects/Box__c/fields/Note__c.field-meta.xml',
    `field-length | a long text that is short | <length>4096 => <length>255 | from 256
    field-length | a long text of one line | <visibleLines>3 => <visibleLines>1 | visible lines
    field-needs | a long text without visible lines | <visibleLines>3</visibleLines> => | visibleLines
    field-needs | a field without a label | <label>Note</label> => | label
    field-needs | an empty label | <label>Note => <label> | label
    field-may | a long text that is unique | <type>LongTextArea</type> => <type>LongTextArea</type><unique>true</unique> | can not have unique
    field-type | a formula | <label> => <formula>Name</formula><label> | no rules for formulas`,
  ),
  ...mistakesIn(
    'objects/Box__c/fields/Count__c.field-meta.xml',
    `field-needs | a number without a scale | <scale>2</scale> => | scale
    field-digits | more places than digits | <scale>2 => <scale>6 | over the precision
    field-digits | more than 18 digits | <precision>5 => <precision>19 | 1 to 18
    field-may | a number with a length | <precision> => <length>5</length><precision> | can not have length
    field-default | a default that is a text | <defaultValue>0 => <defaultValue>none | no literal of a Number
    field-description | a field that nobody explains | What it is for. => Count | not described
    field-description | a description of 1,001 characters | What it is for. => ${'x'.repeat(1001)} | 1,000
    field-manageability | a manageability on data | <label> => <fieldManageability>Locked</fieldManageability><label> | only fields`,
  ),
  ...mistakesIn(
    'objects/Box__c/fields/Code__c.field-meta.xml',
    `field-case-sensitive | a unique text that does not say how | <caseSensitive>true</caseSensitive> => | case sensitive
    field-case-sensitive | a case for what is not unique | <unique>true => <unique>false | only a unique field
    field-default | a default without quotes | "none" => none | no literal of a Text
    field-length | a text of 256 characters | <length>40 => <length>256 | from 1 to 255
    field-history | a history that the object does not keep | <trackHistory>false => <trackHistory>true | history
    field-name | a label of 41 characters | <label>Code => <label>${'x'.repeat(41)} | 40 characters`,
  ),
  ...mistakesIn(
    'objects/Box__c/fields/State__c.field-meta.xml',
    `field-may | a default beside the values | <description> => <defaultValue>"Open"</defaultValue><description> | defaultValue
    field-external-id | a picklist that is an external id | <label>State => <externalId>true</externalId><label>State | no external id`,
  ),
  ...mistakesIn(
    'objects/Box__c/fields/Keeper__c.field-meta.xml',
    'field-reference | a lookup to nothing | >User< => >Usr< | no object Usr',
  ),
  ...mistakesIn(
    'objects/Box__c/fields/New__c.field-meta.xml',
    `field-values | a picklist without values | ${newPicklist()} | no values
    field-values | a value twice | ${newPicklist(['a', 'A', false], ['a', 'B', false])} | value a twice
    field-values | a label twice | ${newPicklist(['a', 'A', false], ['b', 'A', false])} | label A twice
    field-values | two defaults | ${newPicklist(['a', 'A', true], ['b', 'B', true])} | second default
    field-values | a value of 256 characters | ${newPicklist(['x'.repeat(256), 'A', true])} | 1 to 255
    field-needs | a text without a length | ${newField('Text')} | length
    field-needs | a checkbox without a default | ${newField('Checkbox')} | defaultValue
    field-type | a type that nobody checks | ${newField('Location')} | no rules
    field-type | a link of custom metadata on data | ${newField('MetadataRelationship', '<referenceTo>Rule__mdt</referenceTo>')} | custom object`,
  ),
  ...mistakesIn(
    'objects/Order__c/fields/New__c.field-meta.xml',
    `field-may | a required long text | ${newField('LongTextArea', '<length>300</length><required>true</required>TYPE<visibleLines>3</visibleLines>')} | required
    field-deletion | a required lookup that is set to null | => <CustomField ${XMLNS}><deleteConstraint>SetNull</deleteConstraint><description>What it is for.</description><label>New</label><referenceTo>User</referenceTo><required>true</required><type>Lookup</type></CustomField> | set to null
    field-deletion | a required lookup that says nothing of deletes | ${newField('Lookup', '<referenceTo>User</referenceTo><required>true</required>')} | says what`,
  ),
  ...mistakesIn(
    'objects/Box__c/fields/New.field-meta.xml',
    `field-name | no ending | ${newField('Date')} | __c`,
  ),
  ...mistakesIn(
    'objects/Box__c/fields/A___B__c.field-meta.xml',
    `field-name | no API name | ${newField('Date')} | no API name`,
  ),
  ...mistakesIn(
    `objects/Box__c/fields/${'x'.repeat(41)}__c.field-meta.xml`,
    `field-name | 41 letters | ${newField('Date')} | over 40`,
  ),
  ...mistakesIn(
    'objects/Bx__c/fields/New__c.field-meta.xml',
    `field-object | a field of no object | ${newField('Date')} | no object Bx__c`,
  ),
  ...mistakesIn(
    'objects/Alarm__e/fields/New__c.field-meta.xml',
    `field-type | an event with a link | ${newField('Url')} | event object`,
  ),
  ...mistakesIn(
    'objects/Rule__mdt/fields/New__c.field-meta.xml',
    `field-type | custom metadata with a currency | ${newField('Currency', '<precision>5</precision><scale>2</scale>', 'Rule__mdt')} | metadata object
    field-manageability | custom metadata without a manageability | ${newField('Date')} | names its manageability`,
  ),
  ...mistakesIn(
    'objects/Rule__mdt/fields/Limit__c.field-meta.xml',
    'field-external-id | an external id on custom metadata | <fieldManageability> => <externalId>true</externalId><fieldManageability> | no external id',
  ),
  ...mistakesIn(
    'objects/Rule__mdt/fields/Parent__c.field-meta.xml',
    'field-reference | custom metadata that refers to data | <referenceTo>Rule__mdt => <referenceTo>Box__c | no custom metadata type',
  ),
];

/** Mistakes in files, shapes, objects and fields. */
export const PLANTED_OBJECTS: readonly Planted[] = [...files, ...shapes, ...objects, ...ofFields];
