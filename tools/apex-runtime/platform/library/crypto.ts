import { createHash, createHmac } from 'node:crypto';
import type { PlatformType } from '../../compiler/types/platform-type.ts';
import { Blob } from '../../values/boxed.ts';
import { Fault, notNull } from '../../values/fault.ts';
import { PlatformObject } from '../platform-object.ts';
import type { Runtime } from '../runtime.ts';

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

/** Blob, EncodingUtil, Crypto and UUID. Chance comes from the org. */
export function cryptoTypes(rt: Runtime): readonly PlatformType[] {
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
