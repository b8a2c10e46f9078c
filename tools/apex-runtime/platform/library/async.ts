import type { PlatformType } from '../../compiler/types/platform-type.ts';
import { notNull } from '../../values/fault.ts';
import { textOf } from '../../values/text.ts';
import type { Async, EnqueueOptions } from '../async.ts';
import { PlatformObject } from '../platform-object.ts';
import type { Runtime } from '../runtime.ts';

/** Source: AsyncOptions Class. */
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

/** The asynchronous part of System. */
export function asyncMembers(rt: Runtime, async: Async): PlatformType['members'] {
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
    'static Id scheduleBatch(Object, String, Integer)': (job: object, _: string, minutes: number) =>
      async.executeBatch(job, null, notNull(minutes)),
    'static Id scheduleBatch(Object, String, Integer, Integer)': (
      job: object,
      _: string,
      minutes: number,
      scope: number,
    ) => async.executeBatch(job, scope, notNull(minutes)),
    'static void abortJob(Id)': (id: string) => async.abort(notNull(id)),
    'static Boolean isQueueable()': () => rt.tx.kind === 'queueable',
    'static Boolean isBatch()': () => rt.tx.kind === 'batch',
    'static Boolean isFuture()': () => rt.tx.kind === 'future',
    'static Boolean isScheduled()': () => rt.tx.kind === 'scheduled',
  };
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
  {
    name: 'Database.BatchableContext',
    kind: 'interface',
    members: { 'Id getJobId()': 'virtual', 'Id getChildJobId()': 'virtual' },
  },
  {
    name: 'BatchableContextImpl',
    kind: 'class',
    interfaces: ['Database.BatchableContext'],
    members: { 'Id getJobId()': 'virtual', 'Id getChildJobId()': 'virtual' },
  },
  // `start` gives an Iterable or a QueryLocator: the compiler checks it by itself.
  {
    name: 'Database.Batchable<T>',
    kind: 'interface',
    members: {
      'void execute(Database.BatchableContext, List<T>)': 'virtual',
      'void finish(Database.BatchableContext)': 'virtual',
    },
  },
  { name: 'Finalizer', kind: 'interface', members: { 'void execute(FinalizerContext)': 'virtual' } },
];

/** Queueables, finalizers, schedules, batches, and what they are given. */
export function asyncTypes(async: Async): readonly PlatformType[] {
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
