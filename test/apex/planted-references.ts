import { mistakesIn, type Planted } from './planted-mistake.ts';

const records = [
  ...mistakesIn(
    'customMetadata/Rule.First.md-meta.xml',
    `record-field | an unknown field | Mode__c => Mood__c | no field Rule__mdt.Mood__c
    record-field | a value twice | Mode__c</field><value xsi:type="xsd:string">Open => Limit__c</field><value xsi:type="xsd:double">1 | two values
    record-field | a standard field as a value | <field>Parent__c => <field>MasterLabel | no field of a record's values
    record-value-type | a number as a text | xsi:type="xsd:double" => xsi:type="xsd:string" | takes xsd:double
    record-value-type | a value without a type | <value xsi:type="xsd:string"> => <value> | untyped
    record-value-type | a number that is none | 100.0 => many | many is no xsd:double
    record-range | a text that is too long | >Short< => >${'x'.repeat(41)}< | can not hold
    record-range | a value that the picklist does not have | >Open< => >Opened< | can not hold Opened
    record-range | a number with too many digits | 100.0 => 1000.0 | can not hold 1000.0
    record-range | a number with places that the field does not have | 100.0 => 100.5 | can not hold 100.5
    record-required | a required field without a value | <value xsi:type="xsd:double">100.0</value> => <value xsi:nil="true"/> | Limit__c is required
    record-prefix | a prefix that is not declared | xmlns:xsd= => xmlns:xs= | prefix xsd
    record-relation | a parent that is not there | xsi:nil="true"/> => xsi:type="xsd:string">Second</value> | no record Rule.Second
    record-name | an empty label | <label>First => <label> | 40 characters
    record-name | a label of 41 characters | <label>First => <label>${'x'.repeat(41)} | 40 characters`,
  ),
  ...mistakesIn(
    'customMetadata/Roule.First.md-meta.xml',
    'record-type | a record of no type | => <CustomMetadata xmlns="http://soap.sforce.com/2006/04/metadata"><label>First</label></CustomMetadata> | no custom metadata type Roule__mdt',
  ),
  ...mistakesIn(
    'customMetadata/Rule.1st.md-meta.xml',
    'record-name | a name that is none | => <CustomMetadata xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><label>First</label><values><field>Limit__c</field><value xsi:type="xsd:double">1</value></values></CustomMetadata> | no API name',
  ),
];

const layouts = [
  ...mistakesIn(
    'layouts/Box__c-Box Layout.layout-meta.xml',
    `layout-field | an unknown field | <field>State__c => <field>Stat__c | no field Box__c.Stat__c
    layout-twice | a field twice | Edit</behavior><field>State__c => Readonly</behavior><field>Name | placed twice
    layout-required | a required field that is left out | <field>Code__c => <field>Count__c | required field Code__c
    layout-required | a required field that is not marked so | <behavior>Required => <behavior>Edit | not marked so
    layout-behaviour | an automatic number to edit | <behavior>Readonly => <behavior>Edit | AutoNumber
    layout-columns | two columns in a style of one | TwoColumnsTopToBottom => OneColumn | has 2 columns
    layout-columns | a section without its label | <label>Things</label> => | no label
    layout-actions | an action that is not there | <actionName>Box__c.Close => <actionName>Box__c.Clos | no quick action
    layout-actions | a button that is not there | <actionName>Edit => <actionName>Edti | no button
    layout-actions | two actions in one place | <sortOrder>1 => <sortOrder>0 | the place 0
    layout-actions | an unknown action of the classic layout | <quickActionName>Box__c.Close => <quickActionName>Box__c.Clos | no quick action
    layout-related | a related list of an unknown lookup | Box__c.Keeper__c => Box__c.Owner__c | no lookup
    layout-related | an unknown column of a related list | <fields>Code__c => <fields>Kode__c | no field Box__c.Kode__c`,
  ),
  ...mistakesIn(
    'layouts/Rule__mdt-Rule Layout.layout-meta.xml',
    `layout-required | custom metadata without its label | <field>MasterLabel => <field>Language | required field MasterLabel
    layout-required | custom metadata without its name | <field>DeveloperName => <field>Language | required field DeveloperName`,
  ),
  ...mistakesIn(
    'layouts/Bx__c-Box Layout.layout-meta.xml',
    'layout-object | a layout of no object | => <Layout xmlns="http://soap.sforce.com/2006/04/metadata"/> | no object Bx__c',
  ),
  ...mistakesIn(
    'layouts/Alarm__e-Alarm Layout.layout-meta.xml',
    'layout-object | a layout of an event | => <Layout xmlns="http://soap.sforce.com/2006/04/metadata"/> | no layout',
  ),
];

const listView =
  '=> <ListView xmlns="http://soap.sforce.com/2006/04/metadata"><columns>NAME</columns><filterScope>Everything</filterScope><label>All</label></ListView>';

const MORE_COLUMNS =
  'CREATED_DATE CREATEDBY_USER CREATEDBY_USER.ALIAS LAST_UPDATE UPDATEDBY_USER UPDATEDBY_USER.ALIAS OWNER.ALIAS OWNER.FIRST_NAME OWNER.LAST_NAME LAST_ACTIVITY RECORDTYPE State__c Count__c Sealed__c'
    .split(' ')
    .map((column) => `<columns>${column}</columns>`)
    .join('');
const FILTER = '<filters><field>Count__c</field><operation>equals</operation><value>1</value></filters>';

const listViews = [
  ...mistakesIn(
    'objects/Box__c/listViews/Open.listView-meta.xml',
    `list-view-columns | an unknown column | <columns>Code__c => <columns>Kode__c | no field Kode__c
    list-view-columns | a column twice | <columns>Code__c => <columns>NAME | shown twice
    list-view-columns | sixteen columns | <filterScope> => ${MORE_COLUMNS}<filterScope> | at most 15
    list-view-filters | an unknown field | <field>Count__c => <field>Kount__c | no field Kount__c
    list-view-filters | a filter on a long text | <field>Count__c => <field>Note__c | no filter takes it
    list-view-filters | a value that the picklist does not have | <value>Open => <value>Open,Shut | no value Shut
    list-view-filters | a checkbox that is neither 0 nor 1 | <value>1 => <value>True | 0 or 1
    list-view-logic | a filter that nothing joins | 1 AND (2 OR 3) => 1 AND 2 | join 3
    list-view-logic | a filter that is not there | (2 OR 3) => (2 OR 3 OR 4) | join 3
    list-view-logic | a word that joins nothing | AND => UND | join 3
    list-view-object | a label of 41 characters | <label>Open Boxes => <label>${'x'.repeat(41)} | 40 characters`,
  ),
  ...mistakesIn(
    'objects/Bx__c/listViews/All.listView-meta.xml',
    `list-view-object | no object | ${listView} | no object`,
  ),
  ...mistakesIn(
    'objects/Alarm__e/listViews/All.listView-meta.xml',
    `list-view-object | an event | ${listView} | no list views`,
  ),
  ...mistakesIn(
    'objects/Box__c/listViews/All.listView-meta.xml',
    `list-view-filters | eleven filters | ${listView.replace('<label>', `${FILTER.repeat(11)}<label>`)} | at most 10`,
  ),
  ...mistakesIn(
    'objects/Box__c/listViews/1st.listView-meta.xml',
    `list-view-object | a name that is none | ${listView} | no API name`,
  ),
];

const action = (target: string): string =>
  `=> <QuickAction xmlns="http://soap.sforce.com/2006/04/metadata"><label>New</label><optionsCreateFeedItem>false</optionsCreateFeedItem><quickActionLayout><layoutSectionStyle>OneColumn</layoutSectionStyle><quickActionLayoutColumns/></quickActionLayout>${target}<type>Update</type></QuickAction>`;

const actions = [
  ...mistakesIn(
    'quickActions/Box__c.Close.quickAction-meta.xml',
    `action-field | an unknown field on the screen | <field>Count__c => <field>Kount__c | no field Box__c.Kount__c
    action-field | an unknown field that is set | <field>State__c => <field>Stat__c | no field Box__c.Stat__c
    action-field | a field twice on the screen | <field>Count__c</field><uiBehavior>Edit</uiBehavior></quickActionLayoutItems> => <field>Count__c</field><uiBehavior>Edit</uiBehavior></quickActionLayoutItems><quickActionLayoutItems><field>Count__c</field></quickActionLayoutItems> | placed twice
    action-field | a message of 256 characters | Closed. => ${'x'.repeat(256)} | 255 characters
    action-override | a value that the picklist does not have | <literalValue>Closed => <literalValue>Shut | no value Shut
    action-override | a formula of such a value | <literalValue>Closed</literalValue> => <formula>"Shut"</formula> | no value Shut
    action-override | neither formula nor literal | <literalValue>Closed</literalValue> => | either
    action-elements | an update without a layout | type>Update => type>Flow | needs flowDefinition
    action-elements | an action that nobody checks | type>Update => type>Post | no rules
    action-elements | no label | <label>Close</label> => | no label
    action-elements | two labels | <successMessage> => <standardLabel>Update</standardLabel><successMessage> | two labels
    action-elements | a style of two columns with one | OneColumn => TwoColumnsLeftToRight | has 1 columns
    action-target | a flow that is not there | <label>Close => <flowDefinition>Close_Box</flowDefinition><label>Close | no Flow Close_Box`,
  ),
  ...mistakesIn(
    'quickActions/New_Box.quickAction-meta.xml',
    `action-object | a target that is not there | ${action('<targetObject>Bx__c</targetObject>')} | no object Bx__c`,
  ),
  ...mistakesIn(
    'quickActions/Bx__c.New.quickAction-meta.xml',
    `action-object | an action of no object | ${action('')} | no object Bx__c`,
  ),
  ...mistakesIn(
    'quickActions/Box__c.1st.quickAction-meta.xml',
    `action-object | a name that is none | ${action('')} | no API name`,
  ),
];

const link = (url: string): string =>
  `=> <WebLink xmlns="http://soap.sforce.com/2006/04/metadata"><availability>online</availability><displayType>button</displayType><linkType>url</linkType><openType>replace</openType><protected>false</protected><url>${url}</url></WebLink>`;

const flows = [
  ...mistakesIn(
    'flows/Empty_Box.flow-meta.xml',
    `flow-names | two elements of one name | <fields><name>Text => <fields><name>Empty | two elements
    flow-names | an element that nobody checks | <processType> => <loops><name>Each</name><locationX>0</locationX><locationY>0</locationY></loops><processType> | no rules for loops
    flow-ways | a way to nowhere | <targetReference>Done</targetReference></connector> => <targetReference>Done</targetReference></connector><faultConnector><targetReference>Doen</targetReference></faultConnector> | no element Doen
    flow-ways | a screen that no way leads to | <connector><targetReference>Done</targetReference></connector> => | no way leads to Done
    flow-ways | no beginning | <connector><targetReference>Empty</targetReference></connector></start> => <scheduledPaths><connector><targetReference>Empty</targetReference></connector></scheduledPaths></start> | begin
    flow-variables | an unknown variable as input | <elementReference>ids => <elementReference>id | no variable id
    flow-variables | an unknown variable as output | <assignToReference>message => <assignToReference>text | no variable text
    flow-variables | an unknown variable in a text | {!message} => {!massage} | no variable massage
    flow-actions | an action that is not Apex | <actionType>apex => <actionType>emailAlert | no rules for the action
    flow-actions | an unknown class | BoxEmptier => BoxEmptyer | no class BoxEmptyer
    flow-actions | a class that is no action | BoxEmptier => Boxes | no invocable action
    flow-actions | an unknown parameter | <inputParameters><name>ids => <inputParameters><name>idz | no variable idz
    flow-actions | an unknown result | <assignToReference>message</assignToReference><name>message => <assignToReference>message</assignToReference><name>massage | no variable massage`,
  ),
  ...mistakesIn(
    'flows/1st.flow-meta.xml',
    'flow-names | a name that is none | => <Flow xmlns="http://soap.sforce.com/2006/04/metadata"><label>First</label><screens><name>One</name><locationX>0</locationX><locationY>0</locationY></screens><start><locationX>0</locationX><locationY>0</locationY><connector><targetReference>One</targetReference></connector></start></Flow> | no API name',
  ),
  ...mistakesIn(
    'objects/Box__c/webLinks/Empty_Boxes.webLink-meta.xml',
    `web-link | a flow that is not there | /flow/Empty_Box => /flow/Empty | no Flow Empty
    web-link | a page of no object | /o/Box__c => /o/Bx__c | no object Bx__c
    web-link | a button for selected rows that needs none | <requireRowSelection>true => <requireRowSelection>false | selection
    web-link | a script | <linkType>url => <linkType>javascript | URL only`,
  ),
  ...mistakesIn(
    'objects/Bx__c/webLinks/Go.webLink-meta.xml',
    `web-link | no object | ${link('/')} | no object Bx__c`,
  ),
  ...mistakesIn(
    'objects/Box__c/webLinks/1st.webLink-meta.xml',
    `web-link | a name that is none | ${link('/')} | no API name`,
  ),
];

const permissions = [
  ...mistakesIn(
    'permissionsets/Alarms.permissionset-meta.xml',
    'permission-depends | an event to edit | => <PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata"><label>Alarms</label><objectPermissions><allowCreate>true</allowCreate><allowDelete>false</allowDelete><allowEdit>true</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Alarm__e</object><viewAllRecords>false</viewAllRecords></objectPermissions></PermissionSet> | no allowEdit',
  ),
  ...mistakesIn(
    'permissionsets/Keepers.permissionset-meta.xml',
    `permission-reference | an unknown class | <apexClass>Boxes => <apexClass>Boxen | no ApexClass Boxen
    permission-reference | an unknown type of custom metadata | <name>Rule__mdt => <name>Roule__mdt | no CustomObject Roule__mdt
    permission-reference | custom metadata that is none | <name>Rule__mdt => <name>Box__c | no custom metadata type
    permission-reference | an unknown flow | <flow>Empty_Box => <flow>Empty | no Flow Empty
    permission-reference | an unknown tab | <tab>Box__c => <tab>Bx__c | no CustomTab
    permission-object | an unknown object | <object>Box__c => <object>Bx__c | no object Bx__c
    permission-object | an object that is custom metadata | <object>Box__c => <object>Rule__mdt | no object permissions
    permission-field | an unknown field | <field>Box__c.Count__c => <field>Box__c.Kount__c | no field Box__c.Kount__c
    permission-field | a required field | <field>Box__c.Count__c => <field>Box__c.Code__c | required
    permission-field | a field of custom metadata | <field>Box__c.Count__c => <field>Rule__mdt.Mode__c | fields of custom metadata
    permission-field | a standard field | <field>Box__c.Count__c => <field>Box__c.CreatedDate | has no permissions
    permission-depends | delete without edit | <allowDelete>false</allowDelete><allowEdit>true => <allowDelete>true</allowDelete><allowEdit>false | depends on allowEdit
    permission-depends | all records without the rest | <modifyAllRecords>false => <modifyAllRecords>true | depends on allowDelete
    permission-depends | a field to edit but not to read | <readable>true => <readable>false | readable
    permission-twice | a field twice | <fieldPermissions> => <fieldPermissions><editable>true</editable><field>Box__c.Count__c</field><readable>true</readable></fieldPermissions><fieldPermissions> | twice
    permission-user | an unknown user permission | ViewRoles => RuleTheWorld | RuleTheWorld
    permission-user | a user permission without what it depends on | ViewRoles => ViewSetup | depends on ViewRoles
    permission-name | a label of 81 characters | <label>Keepers => <label>${'x'.repeat(81)} | 80 characters
    permission-name | a description of 256 characters | Who keeps boxes. => ${'x'.repeat(256)} | 255 characters`,
  ),
  ...mistakesIn(
    'permissionsets/1st.permissionset-meta.xml',
    'permission-name | a name that is none | => <PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata"><label>First</label></PermissionSet> | no API name',
  ),
];

const apex = [
  ...mistakesIn(
    'classes/Boxes.cls-meta.xml',
    `apex-api-version | a version that does not exist yet | 65.0 => 68.0 | latest is 67.0
    apex-api-version | a version that no longer exists | 65.0 => 6.0 | latest is 67.0`,
  ),
  ...mistakesIn(
    'classes/Boxes.cls',
    `apex-name | a class of another name than its file | class Boxes => class Boxen | declares Boxen
    apex-schema | an object that is not there | Box__c box => Bx__c box | nothing is called Bx__c
    apex-schema | a field that is not there | Code__c => Kode__c | nothing is called Kode__c
    apex-schema | a relationship that is not there | Keeper__r => Kept__r | nothing is called Kept__r`,
  ),
];

/** Mistakes in what refers to objects and fields. */
export const PLANTED_REFERENCES: readonly Planted[] = [
  ...records,
  ...layouts,
  ...listViews,
  ...actions,
  ...flows,
  ...permissions,
  ...apex,
];
