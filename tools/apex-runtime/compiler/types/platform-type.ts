/** A function of the platform library. Instance methods get the object as their first argument. */
export type Implementation = (...args: never[]) => unknown;

/**
 * A type of the platform library, as the compiler sees it and as the runtime runs it.
 *
 * The keys of `members` are signatures as Apex writes them: `Integer length()`, `static String join(Object, String)`,
 * `new(String)`, and without parentheses for fields and constants: `Integer depth`, `static AccessLevel USER_MODE`.
 */
export interface PlatformType {
  /** `List<T>`, `Database.SaveResult`. The namespaces System and Schema are left out. */
  readonly name: string;
  readonly kind: 'primitive' | 'class' | 'interface' | 'enum';
  readonly superType?: string;
  readonly interfaces?: readonly string[];
  /** May be a superclass of a class of the project. */
  readonly extensible?: boolean;
  readonly constants?: readonly string[];
  /**
   * The implementation of each member. `'virtual'`: the object itself has the method, under its mangled name.
   * `'field'`: the object itself has the field.
   */
  readonly members: Readonly<Record<string, Implementation | 'virtual' | 'field'>>;
}
