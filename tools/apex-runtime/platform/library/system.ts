import { createHash, createHmac } from 'node:crypto';
import type { PlatformType } from '../../compiler/types/platform-type.ts';
import { RUNNING_USER } from '../../org/dml.ts';
import { Blob } from '../../values/boxed.ts';
import { Datetime } from '../../values/dates.ts';
import { looselyEqual } from '../../values/equality.ts';
import { Fault, notNull } from '../../values/fault.ts';
import { textOf } from '../../values/text.ts';
import type { Async, EnqueueOptions } from '../async.ts';
import { PlatformObject } from '../platform-object.ts';
import type { Runtime } from '../runtime.ts';

/** Source: [asyncopts] AsyncOptions (platform.md section 3). */
class AsyncOptions extends PlatformObject {
  readonly apexName = 'AsyncOptions';
  DuplicateSignature: Signature | null = null;
  MaximumQueueableStackDepth: number | null = null;
  MinimumQueueableDelayInMinutes: number | null = null;
}

class Signature extends PlatformObject {
  readonly apexName = 'QueueableDuplicateSignature';
  readonly parts: readonly string[];
  constructor(parts: readonly string[]) {
    super();
    this.parts = parts;
  }
}

class SignatureBuilder extends PlatformObject {
  readonly apexName = 'QueueableDuplicateSignature.Builder';
  readonly parts: string[] = [];
  add(kind: string, value: unknown): this {
    this.parts.push(`${kind}:${textOf(notNull(value))}`);
    return this;
  }
}

function optionsOf(options: AsyncOptions): EnqueueOptions {
  return {
    delayMinutes: options.MinimumQueueableDelayInMinutes,
    maximumDepth: options.MaximumQueueableStackDepth,
    signature: options.DuplicateSignature?.parts.join('|') ?? null,
  };
}

const NO_OPTIONS: EnqueueOptions = { delayMinutes: null, maximumDepth: null, signature: null };

/** Version 4, from 122 bits of chance. */
function uuid(random: () => number): string {
  const word = (): string =>
    Math.floor(random() * 4_294_967_296)
      .toString(16)
      .padStart(8, '0');
  const [a, b, c, d] = [word(), word(), word(), word()];
  const variant = (8 + (Number.parseInt(c.slice(0, 1), 16) % 4)).toString(16);
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(1, 4)}-${c.slice(4)}${d}`;
}

function bytesOf(value: Blob): Uint8Array {
  return notNull(value).bytes;
}

const ALGORITHMS: Readonly<Record<string, string>> = {
  MD5: 'md5',
  SHA1: 'sha1',
  'SHA-1': 'sha1',
  SHA256: 'sha256',
  'SHA-256': 'sha256',
  SHA512: 'sha512',
  'SHA-512': 'sha512',
};

function algorithm(name: string): string {
  const found = ALGORITHMS[notNull(name).replace(/^hmac/i, '').toUpperCase()];
  if (!found) throw new Fault('NoDataFoundException', `The algorithm ${name} is not supported`);
  return found;
}

/** Old-style asserts fail like the methods of Assert. */
function asserts(rt: Runtime): PlatformType['members'] {
  const fail = (text: string, message: unknown): never => {
    const more = message === undefined || message === null ? '' : `: ${textOf(message)}`;
    throw rt.fatal('AssertException', `Assertion Failed${more}${text}`);
  };
  const equals = (expected: unknown, actual: unknown, message?: unknown): void => {
    if (!looselyEqual(expected, actual))
      fail(`: Expected: ${textOf(expected)}, Actual: ${textOf(actual)}`, message);
  };
  const differs = (expected: unknown, actual: unknown, message?: unknown): void => {
    if (looselyEqual(expected, actual)) fail(`: Same value: ${textOf(actual)}`, message);
  };
  const holds = (condition: boolean, message?: unknown): void => {
    if (!notNull(condition)) fail('', message);
  };
  return {
    'static void assert(Boolean)': holds,
    'static void assert(Boolean, Object)': holds,
    'static void assertEquals(Object, Object)': equals,
    'static void assertEquals(Object, Object, Object)': equals,
    'static void assertNotEquals(Object, Object)': differs,
    'static void assertNotEquals(Object, Object, Object)': differs,
  };
}

function asyncMembers(rt: Runtime, async: Async): PlatformType['members'] {
  return {
    ...{
      'static Id enqueueJob(Object)': (job: object) => async.enqueue(job, NO_OPTIONS),
      'static Id enqueueJob(Object, Integer)': (job: object, delay: number) =>
        async.enqueue(job, { ...NO_OPTIONS, delayMinutes: notNull(delay) }),
      'static Id enqueueJob(Object, AsyncOptions)': (job: object, options: AsyncOptions) =>
        async.enqueue(job, optionsOf(notNull(options))),
    },
    'static void attachFinalizer(Finalizer)': (finalizer: object) => async.attachFinalizer(finalizer),
    'static Id schedule(String, String, Schedulable)': (name: string, cron: string, job: object) =>
      async.schedule(notNull(name), notNull(cron), job),
    'static void abortJob(Id)': (id: string) => async.abort(notNull(id)),
    'static Boolean isQueueable()': () => rt.tx.kind === 'queueable',
    'static Boolean isBatch()': () => rt.tx.kind === 'batch',
    'static Boolean isFuture()': () => rt.tx.kind === 'future',
    'static Boolean isScheduled()': () => rt.tx.kind === 'scheduled',
  };
}

function system(rt: Runtime, async: Async): PlatformType {
  return {
    name: 'System',
    kind: 'class',
    members: {
      ...asserts(rt),
      ...asyncMembers(rt, async),
      'static Datetime now()': () => new Datetime(rt.tx.now),
      'static Date today()': () => new Datetime(rt.tx.now).date(),
      'static Long currentTimeMillis()': () => BigInt(rt.tx.now),
      'static void debug(Object)': (value: unknown) => rt.debug(textOf(value)),
      'static void debug(LoggingLevel, Object)': (_: unknown, value: unknown) => rt.debug(textOf(value)),
    },
  };
}

function cryptoTypes(rt: Runtime): readonly PlatformType[] {
  const word = (): number => Math.floor(rt.org.settings.random() * 4_294_967_296) | 0;
  return [
    {
      name: 'Blob',
      kind: 'primitive',
      members: {
        'static Blob valueOf(String)': (text: string) => new Blob(Buffer.from(notNull(text), 'utf8')),
        'String toString()': (value: Blob) => Buffer.from(value.bytes).toString('utf8'),
        'Integer size()': (value: Blob) => value.bytes.length,
      },
    },
    {
      name: 'EncodingUtil',
      kind: 'class',
      members: {
        'static String base64Encode(Blob)': (value: Blob) => Buffer.from(bytesOf(value)).toString('base64'),
        'static Blob base64Decode(String)': (text: string) => new Blob(Buffer.from(notNull(text), 'base64')),
        'static String convertToHex(Blob)': (value: Blob) => Buffer.from(bytesOf(value)).toString('hex'),
        'static Blob convertFromHex(String)': (text: string) => new Blob(Buffer.from(notNull(text), 'hex')),
        'static String urlEncode(String, String)': (text: string) =>
          encodeURIComponent(notNull(text))
            .replace(/%20/g, '+')
            .replace(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`),
        'static String urlDecode(String, String)': (text: string) =>
          decodeURIComponent(notNull(text).replaceAll('+', ' ')),
      },
    },
    {
      name: 'Crypto',
      kind: 'class',
      members: {
        'static Integer getRandomInteger()': word,
        'static Long getRandomLong()': () =>
          BigInt.asIntN(64, (BigInt(word()) << 32n) | BigInt.asUintN(32, BigInt(word()))),
        'static Blob generateDigest(String, Blob)': (name: string, input: Blob) =>
          new Blob(createHash(algorithm(name)).update(bytesOf(input)).digest()),
        'static Blob generateMac(String, Blob, Blob)': (name: string, input: Blob, key: Blob) =>
          new Blob(createHmac(algorithm(name), bytesOf(key)).update(bytesOf(input)).digest()),
      },
    },
    {
      name: 'UUID',
      kind: 'class',
      members: {
        'static UUID randomUUID()': () => new Uuid(uuid(rt.org.settings.random)),
        'static UUID fromString(String)': (text: string) => {
          if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(notNull(text))) {
            throw new Fault('IllegalArgumentException', `Invalid UUID string: ${text}`);
          }
          return new Uuid(text.toLowerCase());
        },
        'String toString()': (value: Uuid) => value.text,
        'Boolean equals(Object)': (value: Uuid, other: unknown) =>
          other instanceof Uuid && other.text === value.text,
      },
    },
  ];
}

class Uuid extends PlatformObject {
  readonly apexName = 'UUID';
  readonly serializable = true;
  readonly text: string;
  constructor(text: string) {
    super();
    this.text = text;
  }
  apexKey(): string {
    return `\0U${this.text}`;
  }
  override toString(): string {
    return this.text;
  }
}

const asyncInterfaces: readonly PlatformType[] = [
  { name: 'QueueableContext', kind: 'interface', members: { 'Id getJobId()': 'virtual' } },
  {
    name: 'QueueableContextImpl',
    kind: 'class',
    interfaces: ['QueueableContext'],
    members: { 'Id getJobId()': 'virtual' },
  },
  { name: 'Queueable', kind: 'interface', members: { 'void execute(QueueableContext)': 'virtual' } },
  { name: 'SchedulableContext', kind: 'interface', members: { 'Id getTriggerId()': 'virtual' } },
  {
    name: 'SchedulableContextImpl',
    kind: 'class',
    interfaces: ['SchedulableContext'],
    members: { 'Id getTriggerId()': 'virtual' },
  },
  { name: 'Schedulable', kind: 'interface', members: { 'void execute(SchedulableContext)': 'virtual' } },
  { name: 'ParentJobResult', kind: 'enum', constants: ['SUCCESS', 'UNHANDLED_EXCEPTION'], members: {} },
  {
    name: 'FinalizerContext',
    kind: 'interface',
    members: {
      'Id getAsyncApexJobId()': 'virtual',
      'String getRequestId()': 'virtual',
      'ParentJobResult getResult()': 'virtual',
      'Exception getException()': 'virtual',
    },
  },
  {
    name: 'FinalizerContextImpl',
    kind: 'class',
    interfaces: ['FinalizerContext'],
    members: {
      'Id getAsyncApexJobId()': 'virtual',
      'String getRequestId()': 'virtual',
      'ParentJobResult getResult()': 'virtual',
      'Exception getException()': 'virtual',
    },
  },
  { name: 'Finalizer', kind: 'interface', members: { 'void execute(FinalizerContext)': 'virtual' } },
];

function asyncTypes(async: Async): readonly PlatformType[] {
  const builder = (value: SignatureBuilder, kind: string) => (item: unknown) => value.add(kind, item);
  return [
    ...asyncInterfaces,
    { name: 'QueueableDuplicateSignature', kind: 'class', members: {} },
    {
      name: 'QueueableDuplicateSignature.Builder',
      kind: 'class',
      members: {
        'new()': () => new SignatureBuilder(),
        'QueueableDuplicateSignature.Builder addString(String)': (b: SignatureBuilder, v: string) =>
          builder(b, 's')(v),
        'QueueableDuplicateSignature.Builder addId(Id)': (b: SignatureBuilder, v: string) =>
          builder(b, 'i')(v),
        'QueueableDuplicateSignature.Builder addInteger(Integer)': (b: SignatureBuilder, v: number) =>
          builder(b, 'n')(v),
        'QueueableDuplicateSignature build()': (b: SignatureBuilder) => new Signature(b.parts),
      },
    },
    {
      name: 'AsyncOptions',
      kind: 'class',
      members: {
        'new()': () => new AsyncOptions(),
        'QueueableDuplicateSignature DuplicateSignature': 'field',
        'Integer MaximumQueueableStackDepth': 'field',
        'Integer MinimumQueueableDelayInMinutes': 'field',
      },
    },
    {
      name: 'AsyncInfo',
      kind: 'class',
      members: {
        'static Integer getCurrentQueueableStackDepth()': () => async.currentJob?.depth ?? 0,
        'static Integer getMaximumQueueableStackDepth()': () => async.currentJob?.maximumDepth ?? null,
        'static Integer getMinimumQueueableDelayInMinutes()': () => async.currentJob?.delayMinutes ?? null,
        'static Boolean hasMaxStackDepth()': () => (async.currentJob?.maximumDepth ?? null) !== null,
      },
    },
  ];
}

/** System, its asynchronous parts, and Crypto. */
export function systemTypes(rt: Runtime, async: Async): readonly PlatformType[] {
  return [
    {
      name: 'LoggingLevel',
      kind: 'enum',
      constants: ['NONE', 'ERROR', 'WARN', 'INFO', 'DEBUG', 'FINE', 'FINER', 'FINEST'],
      members: {},
    },
    ...cryptoTypes(rt),
    ...asyncTypes(async),
    system(rt, async),
    {
      name: 'UserInfo',
      kind: 'class',
      members: {
        'static Id getUserId()': () => RUNNING_USER,
        'static String getUserName()': () => 'runtime@example.com',
        'static String getName()': () => 'Runtime User',
        'static Id getOrganizationId()': () => '00D000000000001EAA',
      },
    },
  ];
}
