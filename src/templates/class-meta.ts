import { xmlText } from './xml.ts';

/** `*.cls-meta.xml` of a class of the kit. */
export function classMeta(apiVersion: string): string {
  return xmlText('ApexClass', { apiVersion, status: 'Active' });
}
