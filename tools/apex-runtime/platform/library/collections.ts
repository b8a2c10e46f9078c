import type { PlatformType } from '../../compiler/types/platform-type.ts';
import type { Type } from '../../compiler/types/type.ts';
import { EnumValue } from '../../values/boxed.ts';
import { ApexList, ApexMap, ApexSet } from '../../values/collections.ts';
import { compare } from '../../values/convert.ts';
import { sameValue } from '../../values/equality.ts';
import { Fault, notNull } from '../../values/fault.ts';
import type { SObject } from '../../values/sobject.ts';
import { textOf } from '../../values/text.ts';
import { deepCopy } from '../copy.ts';
import type { Runtime } from '../runtime.ts';

function itemsOf(source: ApexList | ApexSet): readonly unknown[] {
  return notNull(source) instanceof ApexSet ? (source as ApexSet).values() : (source as ApexList).items;
}

/** Order of `List.sort`: nulls first, enums by place, Comparable objects by their own word. */
function sortOrder(a: unknown, b: unknown): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  if (a instanceof EnumValue && b instanceof EnumValue) return a.ordinal - b.ordinal;
  if (typeof a === 'object' && 'compareto$Object' in a) {
    return (a as { compareto$Object(other: unknown): number })['compareto$Object'](b);
  }
  return compare(a, b);
}

function removeAt(list: ApexList, index: number): unknown {
  const value = list.get(index);
  list.items.splice(index, 1);
  return value;
}

function insertAt(list: ApexList, index: number, value: unknown): void {
  if (index < 0 || index > list.items.length)
    throw new Fault('ListException', `List index out of bounds: ${index}`);
  list.items.splice(index, 0, value);
}

const LIST: PlatformType = {
  name: 'List<T>',
  kind: 'primitive',
  interfaces: ['Iterable<T>'],
  members: {
    'new()': (type: Type) => new ApexList(type),
    'new(Set<T>)': (type: Type, source: ApexSet) => new ApexList(type, [...itemsOf(source)]),
    'new(List<T>)': (type: Type, source: ApexList) => new ApexList(type, [...itemsOf(source)]),
    'new(Integer)': (type: Type, size: number) => new ApexList(type, new Array<unknown>(size).fill(null)),
    'void add(T)': (list: ApexList, value: unknown) => {
      list.items.push(value);
    },
    'void add(Integer, T)': insertAt,
    'void addAll(List<T>)': (list: ApexList, other: ApexList) => {
      list.items.push(...itemsOf(other));
    },
    'void addAll(Set<T>)': (list: ApexList, other: ApexSet) => {
      list.items.push(...itemsOf(other));
    },
    'T get(Integer)': (list: ApexList, index: number) => list.get(notNull(index)),
    'void set(Integer, T)': (list: ApexList, index: number, value: unknown) => list.set(index, value),
    'T remove(Integer)': removeAt,
    'Integer size()': (list: ApexList) => list.items.length,
    'Boolean isEmpty()': (list: ApexList) => list.items.length === 0,
    'void clear()': (list: ApexList) => {
      list.items.length = 0;
    },
    'Boolean contains(T)': (list: ApexList, value: unknown) =>
      list.items.some((item) => sameValue(item, value)),
    'Integer indexOf(T)': (list: ApexList, value: unknown) =>
      list.items.findIndex((item) => sameValue(item, value)),
    'void sort()': (list: ApexList) => {
      list.items.sort(sortOrder);
    },
    'void sort(Comparator<T>)': (
      list: ApexList,
      comparator: { compare$T$T(a: unknown, b: unknown): number },
    ) => {
      list.items.sort((a, b) => comparator['compare$T$T'](a, b));
    },
    'List<T> clone()': (list: ApexList) => new ApexList(list.type, [...list.items]),
    'List<T> deepClone()': (list: ApexList) => deepCopy(list),
    'Boolean equals(Object)': (list: ApexList, other: unknown) => sameValue(list, other),
    'String toString()': textOf,
    'Iterator<T> iterator()': (list: ApexList) => new ListIterator(list.items),
  },
};

class ListIterator {
  readonly apexName = 'ListIterator';
  readonly #items: readonly unknown[];
  #next = 0;
  constructor(items: readonly unknown[]) {
    this.#items = items;
  }
  hasnext$(): boolean {
    return this.#next < this.#items.length;
  }
  next$(): unknown {
    return this.#items[this.#next++] ?? null;
  }
}

const SET: PlatformType = {
  name: 'Set<T>',
  kind: 'primitive',
  interfaces: ['Iterable<T>'],
  members: {
    'new()': (type: Type) => new ApexSet(type),
    'new(List<T>)': (type: Type, source: ApexList) => new ApexSet(type, itemsOf(source)),
    'new(Set<T>)': (type: Type, source: ApexSet) => new ApexSet(type, itemsOf(source)),
    'Boolean add(T)': (set: ApexSet, value: unknown) => set.add(value),
    'Boolean addAll(List<T>)': (set: ApexSet, other: ApexList) => addAll(set, other),
    'Boolean addAll(Set<T>)': (set: ApexSet, other: ApexSet) => addAll(set, other),
    'Boolean contains(T)': (set: ApexSet, value: unknown) => set.has(value),
    'Boolean containsAll(List<T>)': (set: ApexSet, other: ApexList) =>
      itemsOf(other).every((item) => set.has(item)),
    'Boolean containsAll(Set<T>)': (set: ApexSet, other: ApexSet) =>
      itemsOf(other).every((item) => set.has(item)),
    'Boolean remove(T)': (set: ApexSet, value: unknown) => set.delete(value),
    'Boolean removeAll(Set<T>)': (set: ApexSet, other: ApexSet) => removeAll(set, other),
    'Boolean removeAll(List<T>)': (set: ApexSet, other: ApexList) => removeAll(set, other),
    'Boolean retainAll(Set<T>)': (set: ApexSet, other: ApexSet) => retainAll(set, other),
    'Integer size()': (set: ApexSet) => set.entries.size,
    'Boolean isEmpty()': (set: ApexSet) => set.entries.size === 0,
    'void clear()': (set: ApexSet) => set.entries.clear(),
    'Set<T> clone()': (set: ApexSet) => new ApexSet(set.type, set.values()),
    'Boolean equals(Object)': (set: ApexSet, other: unknown) => sameValue(set, other),
    'String toString()': textOf,
    'Iterator<T> iterator()': (set: ApexSet) => new ListIterator(set.values()),
  },
};

function addAll(set: ApexSet, other: ApexList | ApexSet): boolean {
  const before = set.entries.size;
  for (const item of itemsOf(other)) set.add(item);
  return set.entries.size > before;
}

function removeAll(set: ApexSet, other: ApexList | ApexSet): boolean {
  const before = set.entries.size;
  for (const item of itemsOf(other)) set.delete(item);
  return set.entries.size < before;
}

function retainAll(set: ApexSet, other: ApexSet): boolean {
  const before = set.entries.size;
  for (const item of set.values()) if (!other.has(item)) set.delete(item);
  return set.entries.size < before;
}

function putAll(map: ApexMap, other: ApexMap): void {
  for (const entry of notNull(other).entries.values()) map.put(entry.key, entry.value);
}

function fromRecords(map: ApexMap, records: ApexList): ApexMap {
  for (const record of notNull(records).items)
    map.put(notNull(record as SObject).fields['Id'] ?? null, record);
  return map;
}

/** The lists and sets that a map gives out have types made from its own. */
function mapType(rt: Runtime): PlatformType {
  const ofArgument = (map: ApexMap, name: string, index: number): Type =>
    rt.universe.platform(name, map.type.args[index] ?? map.type);
  return {
    name: 'Map<K,V>',
    kind: 'primitive',
    members: {
      'new()': (type: Type) => new ApexMap(type),
      'new(Map<K,V>)': (type: Type, source: ApexMap) => {
        const map = new ApexMap(type);
        putAll(map, source);
        return map;
      },
      'new(List<V>)': (type: Type, records: ApexList) => fromRecords(new ApexMap(type), records),
      'V put(K, V)': (map: ApexMap, key: unknown, value: unknown) => map.put(key, value),
      'V get(K)': (map: ApexMap, key: unknown) => map.get(key),
      'V remove(K)': (map: ApexMap, key: unknown) => map.remove(key),
      'Boolean containsKey(K)': (map: ApexMap, key: unknown) => map.has(key),
      'Integer size()': (map: ApexMap) => map.entries.size,
      'Boolean isEmpty()': (map: ApexMap) => map.entries.size === 0,
      'void clear()': (map: ApexMap) => map.entries.clear(),
      'Set<K> keySet()': (map: ApexMap) => new ApexSet(ofArgument(map, 'Set', 0), map.keys()),
      'List<V> values()': (map: ApexMap) => new ApexList(ofArgument(map, 'List', 1), map.values()),
      'void putAll(Map<K,V>)': putAll,
      'void putAll(List<V>)': (map: ApexMap, records: ApexList) => {
        fromRecords(map, records);
      },
      'Map<K,V> clone()': (map: ApexMap) => {
        const copy = new ApexMap(map.type);
        putAll(copy, map);
        return copy;
      },
      'Boolean equals(Object)': (map: ApexMap, other: unknown) => sameValue(map, other),
      'String toString()': textOf,
    },
  };
}

export function collectionTypes(rt: Runtime): readonly PlatformType[] {
  return [
    {
      name: 'Iterator<T>',
      kind: 'interface',
      members: { 'Boolean hasNext()': 'virtual', 'T next()': 'virtual' },
    },
    { name: 'Iterable<T>', kind: 'interface', members: { 'Iterator<T> iterator()': 'virtual' } },
    { name: 'Comparable', kind: 'interface', members: { 'Integer compareTo(Object)': 'virtual' } },
    { name: 'Comparator<T>', kind: 'interface', members: { 'Integer compare(T, T)': 'virtual' } },
    LIST,
    SET,
    mapType(rt),
  ];
}
