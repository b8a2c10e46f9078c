import { createHash } from 'node:crypto';

/**
 * SHA-256 of a file after CRLF -> LF, as hex: a checkout that converts line ends is no edit.
 * Bytes are hashed as they are, so that text in another encoding never passes for ours.
 */
export function contentHash(content: Buffer | string): string {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return createHash('sha256')
    .update(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')
    .digest('hex');
}
