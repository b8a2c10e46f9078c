import type { PlatformType } from '../../compiler/types/platform-type.ts';
import { notNull } from '../../values/fault.ts';
import type { Runtime } from '../runtime.ts';
import type { TypeToken } from '../tokens.ts';
import { JsonReader } from './json-read.ts';
import { toJson } from './json-write.ts';

export function jsonTypes(rt: Runtime): readonly PlatformType[] {
  const reader = new JsonReader(rt);
  return [
    {
      name: 'JSON',
      kind: 'class',
      members: {
        'static String serialize(Object)': (value: unknown) => toJson(value, false, false),
        'static String serialize(Object, Boolean)': (value: unknown, suppress: boolean) =>
          toJson(value, suppress, false),
        'static String serializePretty(Object)': (value: unknown) => toJson(value, false, true),
        'static String serializePretty(Object, Boolean)': (value: unknown, suppress: boolean) =>
          toJson(value, suppress, true),
        'static Object deserializeUntyped(String)': (text: string) => reader.untyped(notNull(text)),
        'static Object deserialize(String, Type)': (text: string, token: TypeToken) =>
          reader.typed(notNull(text), token.type, false),
        'static Object deserializeStrict(String, Type)': (text: string, token: TypeToken) =>
          reader.typed(notNull(text), token.type, true),
      },
    },
  ];
}
