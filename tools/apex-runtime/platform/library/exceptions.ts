import type { PlatformType } from '../../compiler/types/platform-type.ts';
import type { Type } from '../../compiler/types/type.ts';
import { ApexList } from '../../values/collections.ts';
import type { ApexException, DmlFailure } from '../../values/exception.ts';
import { Fault } from '../../values/fault.ts';
import { exceptionName, exceptionText } from '../../values/text.ts';
import type { Runtime } from '../runtime.ts';
import { apexTrace, firstFrame } from '../trace.ts';

/** Exceptions that the platform throws, apart from Exception and DmlException. */
const NAMES = [
  'AsyncException',
  'AssertException',
  'CalloutException',
  'DuplicateMessageException',
  'EmailException',
  'FinalException',
  'HandledException',
  'IllegalArgumentException',
  'InvalidParameterValueException',
  'JSONException',
  'LimitException',
  'ListException',
  'MathException',
  'NoAccessException',
  'NoDataFoundException',
  'NoSuchElementException',
  'NullPointerException',
  'QueryException',
  'SecurityException',
  'SerializationException',
  'SObjectException',
  'StringException',
  'TypeException',
  'UnexpectedException',
  'VisualforceException',
];

function rowOf(exception: ApexException, index: number): DmlFailure {
  const row = exception.rows[index];
  if (!row) throw new Fault('ListException', `List index out of bounds: ${index}`);
  return row;
}

function constructors(rt: Runtime): PlatformType['members'] {
  const make = (type: Type): ApexException => rt.exception(type.def.name, null);
  return {
    'new()': make,
    'new(String)': (type: Type, message: string | null) => make(type).new$String(message),
    'new(Exception)': (type: Type, cause: unknown) => make(type).new$Exception(cause),
    'new(String, Exception)': (type: Type, message: string | null, cause: unknown) =>
      make(type).new$String$Exception(message, cause),
  };
}

/** Source: Built-In Exceptions. */
export function exceptionTypes(rt: Runtime): readonly PlatformType[] {
  const strings = (items: readonly string[]): ApexList =>
    new ApexList(rt.universe.platform('List', rt.universe.platform('String')), [...items]);
  const base: PlatformType = {
    name: 'Exception',
    kind: 'class',
    superType: 'Object',
    extensible: true,
    members: {
      ...constructors(rt),
      'String getMessage()': (exception: ApexException) =>
        exception.message ?? (exception.isPlatform ? null : 'Script-thrown exception'),
      'String getTypeName()': (exception: ApexException) => exceptionName(exception),
      'Exception getCause()': (exception: ApexException) => exception.cause,
      'Integer getLineNumber()': (exception: ApexException) => firstFrame(exception)?.line ?? 0,
      'String getStackTraceString()': (exception: ApexException) => apexTrace(exception),
      'void setMessage(String)': (exception: ApexException, message: string | null) => {
        exception.message = message;
      },
      'void initCause(Exception)': (exception: ApexException, cause: unknown) => {
        exception.cause = cause;
      },
      'String toString()': exceptionText,
    },
  };
  const dml: PlatformType['members'] = {
    ...constructors(rt),
    'Integer getNumDml()': (exception: ApexException) => exception.rows.length,
    'Integer getDmlIndex(Integer)': (exception: ApexException, index: number) =>
      rowOf(exception, index).index,
    'Id getDmlId(Integer)': (exception: ApexException, index: number) => rowOf(exception, index).id,
    'String getDmlMessage(Integer)': (exception: ApexException, index: number) =>
      rowOf(exception, index).message,
    'List<String> getDmlFieldNames(Integer)': (exception: ApexException, index: number) =>
      strings(rowOf(exception, index).fields),
    'StatusCode getDmlType(Integer)': (exception: ApexException, index: number) =>
      rt.constants.get(`StatusCode.${rowOf(exception, index).status}`) ?? null,
    'String getDmlStatusCode(Integer)': (exception: ApexException, index: number) =>
      rowOf(exception, index).status,
  };
  return [
    base,
    ...NAMES.map(
      (name): PlatformType => ({ ...base, name, superType: 'Exception', members: constructors(rt) }),
    ),
    { ...base, name: 'DmlException', superType: 'Exception', members: dml },
  ];
}
