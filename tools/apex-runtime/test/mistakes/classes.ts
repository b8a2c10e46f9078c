/** Another class, whose members the mistakes misuse. */
export const OTHER = `public class Other {
  private static Integer secret = 1;
  private Integer inside = 2;
  public Integer open { get; private set; }
  public Integer readOnly { get { return 1; } }
  public static final Integer FIXED = 3;
  public final Integer once = 4;
  private static void hidden() {}
  protected void forHeirs() {}
  private Other(String s) {}
  public Other() {}
  private class Inner {}
  public static void nothing() {}
  public static Integer number() { return 1; }
  public Integer instanceNumber() { return 1; }
  public enum Color { RED, GREEN }
  public virtual class Parent {
    public Integer plain() { return 1; }
    public virtual Integer changing() { return 1; }
  }
  public abstract class Unfinished {
    public abstract Integer missing();
  }
  public interface Shape { Integer area(); }
}`;

/** A whole class; the error that it must give. */
export const CLASSES: readonly (readonly [mistake: string, code: string, error: RegExp])[] = [
  ['missing return', 'public class C { Integer f(Boolean b) { if (b) { return 1; } } }', /Missing return/],
  [
    'missing return after a switch without else',
    'public class C { Integer f(Integer i) { switch on i { when 1 { return 1; } } } }',
    /Missing return/,
  ],
  ['method twice', 'public class C { void f() {} void F() {} }', /already defined/],
  ['field twice', 'public class C { Integer a; String A; }', /already exists/],
  ['class not finished', 'public class C implements Other.Shape { }', /must implement Other.Shape.area/],
  [
    'Queueable without execute',
    'public class C implements Queueable { }',
    /must implement Queueable.execute/,
  ],
  [
    'Finalizer with the wrong execute',
    'public class C implements Finalizer { public void execute(QueueableContext c) {} }',
    /must implement/,
  ],
  [
    'method of an interface not public',
    'public class C implements Other.Shape { Integer area() { return 1; } }',
    /must be public/,
  ],
  ['abstract method not implemented', 'public class C extends Other.Unfinished { }', /must implement/],
  ['superclass not virtual', 'public class C extends Other { }', /Not virtual/],
  [
    'override without a method',
    'public class C extends Other.Parent { public override Integer nope() { return 1; } }',
    /No method to override/,
  ],
  [
    'override missing',
    'public class C extends Other.Parent { public Integer changing() { return 1; } }',
    /Missing 'override'/,
  ],
  [
    'override of a method that is not virtual',
    'public class C extends Other.Parent { public override Integer plain() { return 1; } }',
    /Non-virtual/,
  ],
  [
    'override with another result',
    'public class C extends Other.Parent { public override String changing() { return null; } }',
    /Return type/,
  ],
  [
    'abstract method in a class that is not',
    'public class C { public abstract void f(); }',
    /must be abstract/,
  ],
  ['method without a body', 'public class C { public void f(); }', /must have a body/],
  ['unknown supertype', 'public class C extends Nope { }', /Invalid type/],
  ['interface extended', 'public class C extends Other.Shape { }', /Not a class/],
  ['class implemented', 'public class C implements Other { }', /Not an interface/],
  ['circular inheritance', 'public virtual class C extends C { }', /Circular/],
  ['exception without the name of one', 'public class C extends Exception { }', /Names of exceptions/],
  [
    'name of an exception without being one',
    'public class C { class BadException { } }',
    /Names of exceptions/,
  ],
  ['static in an inner class', 'public class C { class D { static Integer a; } }', /no static/],
  ['inner class of an inner class', 'public class C { class D { class E { } } }', /may not hold types/],
  [
    'own equals, which is not supported',
    'public class C { public Boolean equals(Object o) { return true; } }',
    /equals and hashCode are not supported/,
  ],
  [
    'future method, which is not supported',
    'public class C { @future static void f() {} }',
    /Unknown annotation/,
  ],
  [
    'batch without start',
    'public class C implements Database.Batchable<Account> { public void execute(Database.BatchableContext c, List<Account> l) {} public void finish(Database.BatchableContext c) {} }',
    /must implement start/,
  ],
  ['unknown annotation', 'public class C { @Nope void f() {} }', /Unknown annotation/],
  ['modifier twice', 'public public class C { }', /Duplicate modifier/],
  ['two access modifiers', 'public class C { public private Integer a; }', /More than one access modifier/],
  ['constructor of another name', 'public class C { public D() {} }', /constructor/],
  [
    'constructor of the superclass not called',
    'public class C { virtual class P { P(Integer i) {} } class D extends P { D() {} } }',
    /no constructor without parameters/,
  ],
  [
    'test method with parameters',
    '@IsTest private class C { @IsTest static void f(Integer i) {} }',
    /Test methods/,
  ],
  ['test method that is not static', '@IsTest private class C { @IsTest void f() {} }', /Test methods/],
  [
    'test method outside a test class',
    'public class C { @IsTest static void f() {} }',
    /stand in test classes/,
  ],
  [
    'final field written in a method',
    'public class C { final Integer a; void f() { a = 1; } }',
    /Final field/,
  ],
  ['reserved word as a name', 'public class C { Integer class; }', /./],
  ['brace missing', 'public class C { void f() { }', /./],
  ['bad escape', "public class C { String s = '\\q'; }", /./],
  ['file and class of different names', 'public class D { }', /must hold C/],
];
