import { mistakesIn, type Planted } from './planted-mistake.ts';

const x = (count: number): string => 'x'.repeat(count);
const XMLNS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const COLUMNS =
  'CREATED_DATE CREATEDBY_USER CREATEDBY_USER.ALIAS LAST_UPDATE UPDATEDBY_USER UPDATEDBY_USER.ALIAS OWNER.ALIAS OWNER.FIRST_NAME OWNER.LAST_NAME LAST_ACTIVITY RECORDTYPE State__c Count__c'
    .split(' ')
    .map((column) => `<columns>${column}</columns>`)
    .join('');
const FIELDS =
  'Id CreatedById CreatedDate LastModifiedById LastModifiedDate SystemModstamp OwnerId RecordTypeId'
    .split(' ')
    .map((name) => `<fields>${name}</fields>`)
    .join('');
const FILTERS =
  '<filters><field>Count__c</field><operation>equals</operation><value>1</value></filters>'.repeat(10);
const LABELS = `<label>${x(40)}</label><pluralLabel>${x(40)}</pluralLabel>`;

/** Changes of the sample that go as far as an org lets one go, or that are rare and right. */
export const AT_BOUNDS: readonly Planted[] = [
  ...mistakesIn(
    `objects/${x(40)}__mdt/${x(40)}__mdt.object-meta.xml`,
    `none | the longest names | => <CustomObject ${XMLNS}><description>Ten signs.</description>${LABELS}<visibility>Public</visibility></CustomObject> `,
  ),
  ...mistakesIn(
    'objects/Box__c/fields/Code__c.field-meta.xml',
    `none | the longest text | <length>40 => <length>255
    none | the shortest text | <length>40 => <length>1
    none | the longest label | <label>Code => <label>${x(40)}
    none | the shortest description | What it is for. => Ten signs.
    none | the longest description | What it is for. => ${x(1000)}`,
  ),
  ...mistakesIn(
    'objects/Box__c/fields/Note__c.field-meta.xml',
    `none | the longest long text | <length>4096 => <length>131072
    none | the shortest long text | <length>4096 => <length>256
    none | two lines | <visibleLines>3 => <visibleLines>2
    none | fifty lines | <visibleLines>3 => <visibleLines>50
    none | no uniqueness where there could be none | <type>LongTextArea</type> => <type>LongTextArea</type><unique>false</unique>`,
  ),
  ...mistakesIn(
    'objects/Box__c/fields/Count__c.field-meta.xml',
    `none | all digits | <precision>5 => <precision>18
    none | places only | <scale>2 => <scale>5`,
  ),
  ...mistakesIn(
    'objects/Rule__mdt/fields/Limit__c.field-meta.xml',
    'none | a unique number of custom metadata | <type>Number</type> => <type>Number</type><unique>true</unique>',
  ),
  ...mistakesIn(
    'objects/Box__c/listViews/Open.listView-meta.xml',
    `none | fifteen columns | <filterScope> => ${COLUMNS}<filterScope>
    none | the longest label | <label>Open Boxes => <label>${x(40)}`,
  ),
  ...mistakesIn(
    'objects/Box__c/listViews/Many.listView-meta.xml',
    `none | ten filters | => <ListView ${XMLNS}><columns>NAME</columns><filterScope>Mine</filterScope>${FILTERS}<label>Many</label></ListView>`,
  ),
  ...mistakesIn(
    'objects/Box__c/compactLayouts/Short.compactLayout-meta.xml',
    `none | ten fields | <label> => ${FIELDS}<label>`,
  ),
  ...mistakesIn(
    'customMetadata/Rule.First.md-meta.xml',
    `none | the longest label | <label>First => <label>${x(40)}
    none | the longest text | >Short< => >${x(40)}<
    none | a negative number | 100.0 => -100`,
  ),
  ...mistakesIn(
    'permissionsets/Keepers.permissionset-meta.xml',
    `none | the longest label | <label>Keepers => <label>${x(80)}
    none | the longest description | Who keeps boxes. => ${x(255)}`,
  ),
  ...mistakesIn(
    'quickActions/Box__c.Close.quickAction-meta.xml',
    `none | the longest message | Closed. => ${x(255)}
    none | a formula that is no literal | <literalValue>Closed</literalValue> => <formula>TEXT(1)</formula>`,
  ),
  ...mistakesIn(
    'classes/Boxes.cls-meta.xml',
    `none | the latest version | 65.0 => 67.0
    none | the first version | 65.0 => 7.0`,
  ),
  ...mistakesIn(
    'objects/Box__c/Box__c.object-meta.xml',
    'none | the visibility that a retrieve writes | </sharingModel> => </sharingModel><visibility>Public</visibility>',
  ),
  ...mistakesIn(
    'layouts/Box__c-Box Layout.layout-meta.xml',
    `none | links in one column | </layoutSections> => </layoutSections><layoutSections><layoutColumns/><style>CustomLinks</style></layoutSections>
    none | a field of a parent in a related list | <fields>Code__c => <fields>Box__c.Code__c
    none | the button of the sharing hierarchy | <actionName>Edit => <actionName>RecordShareHierarchy`,
  ),
  ...mistakesIn(
    'objects/Rule__mdt/fields/Parent__c.field-meta.xml',
    'none | custom metadata that refers to objects | <referenceTo>Rule__mdt => <referenceTo>EntityDefinition',
  ),
  ...mistakesIn('classes/Boxes.cls', 'none | another case of a name | Code__c => CODE__c'),
  ...mistakesIn(
    'objects/Order__c/fields/Digit__c.field-meta.xml',
    `none | one digit | => <CustomField ${XMLNS}><description>What it is for.</description><label>Digit</label><precision>1</precision><scale>0</scale><type>Number</type></CustomField>`,
  ),
  ...mistakesIn(
    'objects/Order__c/fields/Choice__c.field-meta.xml',
    `none | the longest value | => <CustomField ${XMLNS}><description>What it is for.</description><label>Choice</label><type>Picklist</type><valueSet><valueSetDefinition><sorted>false</sorted><value><fullName>${x(255)}</fullName><default>false</default><label>x</label></value></valueSetDefinition></valueSet></CustomField>`,
  ),
];
