import type { Files } from './gates/metadata/source-format.ts';
import { document, SAMPLE_OBJECTS, VALUES } from './sample-objects.ts';

const column = (...items: [behaviour: string, field: string][]): string =>
  `<layoutColumns>${items
    .map(
      ([behaviour, name]) =>
        `<layoutItems><behavior>${behaviour}</behavior><field>${name}</field></layoutItems>`,
    )
    .join('')}</layoutColumns>`;

/** A package in which each kind of component refers to others, and nothing is wrong. */
export const SAMPLE: Files = new Map<string, string>([
  ...SAMPLE_OBJECTS,
  [
    'objects/Box__c/listViews/Open.listView-meta.xml',
    document(
      'ListView',
      `<fullName>Open</fullName>
      <booleanFilter>1 AND (2 OR 3)</booleanFilter>
      <columns>NAME</columns>
      <columns>Code__c</columns>
      <filterScope>Everything</filterScope>
      <filters><field>State__c</field><operation>equals</operation><value>Open</value></filters>
      <filters><field>Sealed__c</field><operation>equals</operation><value>1</value></filters>
      <filters><field>Count__c</field><operation>greaterThan</operation><value>2</value></filters>
      <label>Open Boxes</label>`,
    ),
  ],
  [
    'objects/Box__c/compactLayouts/Short.compactLayout-meta.xml',
    document(
      'CompactLayout',
      '<fullName>Short</fullName>\n<fields>Name</fields>\n<fields>Code__c</fields>\n<label>Short</label>',
    ),
  ],
  [
    'layouts/Box__c-Box Layout.layout-meta.xml',
    document(
      'Layout',
      `<layoutSections>
      <customLabel>true</customLabel>
      <label>Things</label>
      ${column(['Readonly', 'Name'], ['Required', 'Code__c'])}
      ${column(['Edit', 'State__c'])}
      <style>TwoColumnsTopToBottom</style>
      </layoutSections>
      <platformActionList>
      <actionListContext>Record</actionListContext>
      <platformActionListItems><actionName>Box__c.Close</actionName><actionType>QuickAction</actionType><sortOrder>0</sortOrder></platformActionListItems>
      <platformActionListItems><actionName>Edit</actionName><actionType>StandardButton</actionType><sortOrder>1</sortOrder></platformActionListItems>
      </platformActionList>
      <quickActionList><quickActionListItems><quickActionName>Box__c.Close</quickActionName></quickActionListItems></quickActionList>
      <relatedLists><fields>Code__c</fields><relatedList>Box__c.Keeper__c</relatedList></relatedLists>`,
    ),
  ],
  [
    'layouts/Rule__mdt-Rule Layout.layout-meta.xml',
    document(
      'Layout',
      `<layoutSections>
      ${column(['Required', 'MasterLabel'], ['Required', 'DeveloperName'], ['Required', 'Limit__c'], ['Readonly', 'IsProtected'])}
      <style>OneColumn</style>
      </layoutSections>`,
    ),
  ],
  [
    'tabs/Box__c.tab-meta.xml',
    document('CustomTab', '<customObject>true</customObject>\n<motif>Custom1: Heart</motif>'),
  ],
  [
    'quickActions/Box__c.Close.quickAction-meta.xml',
    document(
      'QuickAction',
      `<fieldOverrides><field>State__c</field><literalValue>Closed</literalValue></fieldOverrides>
      <label>Close</label>
      <optionsCreateFeedItem>false</optionsCreateFeedItem>
      <quickActionLayout>
      <layoutSectionStyle>OneColumn</layoutSectionStyle>
      <quickActionLayoutColumns><quickActionLayoutItems><emptySpace>false</emptySpace><field>Count__c</field><uiBehavior>Edit</uiBehavior></quickActionLayoutItems></quickActionLayoutColumns>
      </quickActionLayout>
      <successMessage>Closed.</successMessage>
      <type>Update</type>`,
    ),
  ],
  [
    'objects/Box__c/webLinks/Empty_Boxes.webLink-meta.xml',
    document(
      'WebLink',
      `<fullName>Empty_Boxes</fullName>
      <availability>online</availability>
      <displayType>massActionButton</displayType>
      <linkType>url</linkType>
      <masterLabel>Empty</masterLabel>
      <openType>replace</openType>
      <protected>false</protected>
      <requireRowSelection>true</requireRowSelection>
      <url>/flow/Empty_Box?retURL=/lightning/o/Box__c/list</url>`,
    ),
  ],
  [
    'flows/Empty_Box.flow-meta.xml',
    document(
      'Flow',
      `<actionCalls>
      <name>Empty</name>
      <label>Empty</label>
      <locationX>0</locationX>
      <locationY>0</locationY>
      <actionName>BoxEmptier</actionName>
      <actionType>apex</actionType>
      <connector><targetReference>Done</targetReference></connector>
      <inputParameters><name>ids</name><value><elementReference>ids</elementReference></value></inputParameters>
      <outputParameters><assignToReference>message</assignToReference><name>message</name></outputParameters>
      </actionCalls>
      <label>Empty Box</label>
      <processType>Flow</processType>
      <screens>
      <name>Done</name>
      <label>Done</label>
      <locationX>0</locationX>
      <locationY>0</locationY>
      <fields><name>Text</name><fieldText>{!message} {!$Flow.CurrentDateTime}</fieldText><fieldType>DisplayText</fieldType></fields>
      </screens>
      <start><locationX>0</locationX><locationY>0</locationY><connector><targetReference>Empty</targetReference></connector></start>
      <status>Active</status>
      <variables><name>ids</name><dataType>String</dataType><isCollection>true</isCollection><isInput>true</isInput><isOutput>false</isOutput></variables>
      <variables><name>message</name><dataType>String</dataType><isCollection>false</isCollection><isInput>false</isInput><isOutput>false</isOutput></variables>`,
    ),
  ],
  [
    'classes/BoxEmptier.cls',
    `public with sharing class BoxEmptier {
  public class Ask { @InvocableVariable(label='Boxes (open)' required=true) public List<Id> ids; }
  public class Answer { @InvocableVariable public String message; }
  @InvocableMethod public static List<Answer> empty(List<Ask> asked) { return null; }
}
`,
  ],
  [
    'classes/BoxEmptier.cls-meta.xml',
    document('ApexClass', '<apiVersion>65.0</apiVersion>\n<status>Active</status>'),
  ],
  [
    'customMetadata/Rule.First.md-meta.xml',
    document(
      'CustomMetadata',
      `<label>First</label>
      <protected>false</protected>
      <values><field>Limit__c</field><value xsi:type="xsd:double">100.0</value></values>
      <values><field>Hint__c</field><value xsi:type="xsd:string">Short</value></values>
      <values><field>Mode__c</field><value xsi:type="xsd:string">Open</value></values>
      <values><field>Parent__c</field><value xsi:nil="true"/></values>`,
      ` ${VALUES}`,
    ),
  ],
  [
    'permissionsets/Keepers.permissionset-meta.xml',
    document(
      'PermissionSet',
      `<classAccesses><apexClass>Boxes</apexClass><enabled>true</enabled></classAccesses>
      <customMetadataTypeAccesses><enabled>true</enabled><name>Rule__mdt</name></customMetadataTypeAccesses>
      <description>Who keeps boxes.</description>
      <fieldPermissions><editable>true</editable><field>Box__c.Count__c</field><readable>true</readable></fieldPermissions>
      <flowAccesses><enabled>true</enabled><flow>Empty_Box</flow></flowAccesses>
      <hasActivationRequired>false</hasActivationRequired>
      <label>Keepers</label>
      <objectPermissions><allowCreate>true</allowCreate><allowDelete>false</allowDelete><allowEdit>true</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Box__c</object><viewAllRecords>true</viewAllRecords></objectPermissions>
      <tabSettings><tab>standard-Account</tab><visibility>Visible</visibility></tabSettings>
      <tabSettings><tab>Box__c</tab><visibility>Visible</visibility></tabSettings>
      <userPermissions><enabled>true</enabled><name>ViewRoles</name></userPermissions>`,
    ),
  ],
  [
    'classes/Boxes.cls',
    "public with sharing class Boxes {\n  // Not__c is a comment, and 'Nor__c' a text.\n  Box__c box = [SELECT Code__c, Keeper__r.Name FROM Box__c LIMIT 1];\n  String text = 'Nor__c';\n}\n",
  ],
  [
    'classes/Boxes.cls-meta.xml',
    document('ApexClass', '<apiVersion>65.0</apiVersion>\n<status>Active</status>'),
  ],
]);

/** Objects that the sample uses and does not define. */
export const FOREIGN: readonly string[] = ['Order__c'];
