const NAME = /^[A-Za-z](?:_?[A-Za-z0-9])*$/u;
const NAMESPACED = /^[A-Za-z][A-Za-z0-9]{0,14}__(?=[A-Za-z])/u;

/**
 * Why a text is no API name; null: it is one. Source: Metadata API, "Metadata Components and Types": letters, digits and single underscores, a
 * letter first, no underscore last.
 *
 * @param suffix - what the name has to end with, such as `__c`
 * @param most - longest name, in characters, without namespace and suffix
 */
export function apiNameTrouble(name: string, suffix = '', most = 40): string | null {
  if (!name.endsWith(suffix)) return `the name ${name} does not end with ${suffix}`;
  const bare = (suffix === '' ? name : name.slice(0, -suffix.length)).replace(NAMESPACED, '');
  if (!NAME.test(bare)) return `${name} is no API name`;
  return bare.length > most ? `the name ${name} is over ${most} characters` : null;
}
