export type ObjectKind = 'standard' | 'custom' | 'metadata' | 'event';

export function kindOfObject(name: string): ObjectKind {
  if (name.endsWith('__mdt')) return 'metadata';
  if (name.endsWith('__e')) return 'event';
  return name.endsWith('__c') ? 'custom' : 'standard';
}

/** Objects that every org may have and that a kit may name. A name that is missing here is a finding: add it. */
export const STANDARD_OBJECTS: ReadonlySet<string> = new Set(
  `Account Asset Campaign Case Contact Contract Event Group Lead Opportunity Order OrderItem Pricebook2 Product2 Profile
  Quote Task User WorkOrder`.split(/\s+/u),
);

const SYSTEM = 'Id CreatedById CreatedDate LastModifiedById LastModifiedDate SystemModstamp';

/** Fields that an object has without being asked. Source: Object Reference; of custom metadata, also what its layouts may hold. */
export const STANDARD_FIELDS: Readonly<Record<Exclude<ObjectKind, 'standard'>, ReadonlySet<string>>> = {
  custom: new Set(
    `${SYSTEM} Name OwnerId RecordTypeId LastActivityDate LastViewedDate LastReferencedDate`.split(' '),
  ),
  metadata: new Set(
    `${SYSTEM} DeveloperName IsProtected Label Language MasterLabel NamespacePrefix QualifiedApiName`.split(
      ' ',
    ),
  ),
  event: new Set('CreatedById CreatedDate EventUuid ReplayId'.split(' ')),
};

/** Names that list views give to standard fields of custom objects. Source: Metadata API, ListView. */
export const LIST_COLUMNS: ReadonlySet<string> = new Set(
  `NAME CREATED_DATE CREATEDBY_USER CREATEDBY_USER.ALIAS LAST_UPDATE UPDATEDBY_USER UPDATEDBY_USER.ALIAS OWNER.ALIAS
  OWNER.FIRST_NAME OWNER.LAST_NAME LAST_ACTIVITY RECORDTYPE`.split(/\s+/u),
);
