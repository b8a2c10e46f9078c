import { describe, expect, test } from 'vitest';
import { CompileErrors } from '../compiler/compile-error.ts';
import { program } from './program.ts';

/** Another class, whose members the mistakes misuse. */
const OTHER = `public class Other {
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

/** A statement in a method; the error that it must give. */
const STATEMENTS: readonly (readonly [mistake: string, code: string, error: RegExp])[] = [
  ['unknown variable', 'x = 1;', /Variable does not exist: x/],
  ['unknown method', 'missing();', /Method does not exist/],
  ['unknown method of a platform type', "'a'.lenght();", /Method does not exist.*String\.lenght/],
  ['unknown static method of a platform type', 'System.enqueueJobs(null);', /Method does not exist/],
  ['unknown platform type', 'Htpp h;', /Invalid type: Htpp/],
  ['unknown type argument', 'List<Nope> l;', /Invalid type: Nope/],
  ['wrong number of type arguments', 'Map<String> m;', /takes 2 type arguments/],
  ['wrong argument type', "Math.abs('1');", /Method does not exist.*Math\.abs\(String\)/],
  ['too many arguments', 'Other.number(1);', /Method does not exist/],
  ['String given to an Integer', "Integer i = '1';", /Illegal assignment from String to Integer/],
  ['Long given to an Integer', 'Integer i = 1L;', /Illegal assignment from Long to Integer/],
  ['Decimal given to an Integer', 'Integer i = 1.5;', /Illegal assignment from Decimal to Integer/],
  ['Integer given to a Boolean', 'Boolean b = 1;', /Illegal assignment from Integer to Boolean/],
  ['Integer given to a String', 'String s = 1;', /Illegal assignment from Integer to String/],
  [
    'Object given to a String without a cast',
    "Object o = 'a'; String s = o;",
    /Illegal assignment from Object to String/,
  ],
  ['List of another type', 'List<Integer> l = new List<String>();', /Illegal assignment/],
  ['Set of another type', 'Set<Object> s = new Set<String>();', /Illegal assignment/],
  ['result of a void method', 'Integer i = Other.nothing();', /has no value/],
  ['void method as an argument', 'String s = String.valueOf(Other.nothing());', /has no value/],
  ['void variable', 'void v;', /Invalid type|mismatched|extraneous|no viable/],
  ['duplicate variable', 'Integer a = 1; Integer a = 2;', /Duplicate variable: a/],
  [
    'variable of an outer block again',
    'Integer a = 1; if (a == 1) { Integer A = 2; }',
    /Duplicate variable: A/,
  ],
  ['variable used after its block', 'if (true) { Integer a = 1; } a = 2;', /Variable does not exist: a/],
  ['reserved form of a name', 'Integer a__b = 1;', /Invalid identifier/],
  ['assignment to a final variable', 'final Integer a = 1; a = 2;', /Final variable/],
  ['Integer literal over 2^31', 'Integer a = 2147483648;', /Illegal integer/],
  ['Long literal over 2^63', 'Long a = 9223372036854775808L;', /Illegal long/],
  ['condition that is no Boolean', 'if (1) { }', /Condition must be Boolean/],
  ['loop condition that is no Boolean', "while ('a') { }", /Condition must be Boolean/],
  ['statement after return', 'return; Integer a = 1;', /Unreachable/],
  ['statement after throw', "throw new StringException('x'); Integer a = 1;", /Unreachable/],
  ['statement after an endless loop', 'while (true) { } Integer a = 1;', /Unreachable/],
  ['statement after break', 'while (true) { break; Integer a = 1; }', /Unreachable/],
  ['break outside a loop', 'break;', /outside a loop/],
  ['continue outside a loop', 'continue;', /outside a loop/],
  ['value returned by a void method', 'return 1;', /returns nothing/],
  ['throwing what is no exception', "throw 'x';", /Not an exception/],
  ['catching what is no exception', 'try { Other.nothing(); } catch (Other e) { }', /Not an exception/],
  [
    'catching twice',
    'try { Other.nothing(); } catch (Exception e) { } catch (DmlException f) { }',
    /Already caught/,
  ],
  [
    'try without catch or finally',
    'try { Other.nothing(); } Integer a = 1;',
    /try needs|mismatched|no viable|missing/,
  ],
  ['expression without effect', '1 + 1;', /does nothing|mismatched|no viable/],
  ['adding Booleans', 'Integer i = true + true;', /not defined|Illegal/],
  ['subtracting Strings', "String s = 'a' - 'b';", /not defined/],
  ['ordering of different types', "Boolean b = 1 < 'a';", /not defined/],
  ['equality of different types', "Boolean b = 1 == 'a';", /must be compatible/],
  ['negating a number', 'Boolean b = !1;', /Condition must be Boolean/],
  ['increment of a String', "String s = 'a'; s++;", /not defined/],
  ['incompatible branches', "Integer i = true ? 1 : 'a';", /Incompatible types|Illegal/],
  ['impossible cast', "Integer i = (Integer) 'a';", /Incompatible types for a cast/],
  [
    'impossible cast of classes',
    'Other o = new Other(); Account a = (Account) o;',
    /Incompatible types for a cast/,
  ],
  ['impossible instanceof', 'Integer i = 1; Boolean b = i instanceof String;', /always/],
  ['instanceof that is always true', 'Other o = new Other(); Boolean b = o instanceof Other;', /always/],
  ['private method of another class', 'Other.hidden();', /not visible/],
  ['private static field of another class', 'Integer i = Other.secret;', /not visible/],
  ['private field of another class', 'Integer i = new Other().inside;', /not visible/],
  ['protected method of a stranger', 'new Other().forHeirs();', /not visible/],
  ['private constructor of another class', "Other o = new Other('x');", /not visible/],
  ['private inner class of another class', 'Other.Inner i;', /not visible/],
  ['private set from outside', 'new Other().open = 1;', /not writeable/],
  ['write to a property without set', 'new Other().readOnly = 1;', /not writeable/],
  ['write to a constant', 'Other.FIXED = 1;', /Final field/],
  ['write to a final field from outside', 'new Other().once = 1;', /Final field/],
  ['instance method called on the class', 'Other.instanceNumber();', /Not a static method/],
  ['instance field read on the class', 'Integer i = Other.open;', /does not exist/],
  ['this in a static method', 'Object o = this;', /static context/],
  ['instance method from a static one', 'helper();', /static context/],
  ['constructing an abstract class', 'Object o = new Other.Unfinished();', /cannot be constructed/],
  ['constructing an interface', 'Object o = new Other.Shape();', /cannot be constructed/],
  ['constructing an enum', 'Object o = new Other.Color();', /cannot be constructed/],
  ['unknown enum constant', 'Object o = Other.Color.BLUE;', /does not exist/],
  ['unknown constant in switch', 'switch on Other.Color.RED { when BLUE { } }', /Not a constant/],
  ['duplicate value in switch', 'switch on 1 { when 1 { } when 1 { } }', /Duplicate when/],
  ['String in a switch over Integers', "switch on 1 { when 'a' { } }", /Illegal assignment/],
  ['switch over a Decimal', 'switch on 1.5 { when else { } }', /switch is not defined/],
  ['loop over a number', 'for (Integer i : 5) { }', /Loop must be over/],
  ['loop variable of the wrong type', "for (Integer i : new List<String>{ 'a' }) { }", /Illegal assignment/],
  ['wrong element of a list', "List<Integer> l = new List<Integer>{ 'a' };", /Illegal assignment/],
  [
    'wrong key of a map',
    "Map<Integer, String> m = new Map<Integer, String>{ 'a' => 'b' };",
    /Illegal assignment/,
  ],
  ['index of a Map', "Map<String, String> m; String s = m['a'];", /Not a List/],
  ['length of a List', 'Integer i = new List<Integer>().length();', /Method does not exist/],
  ['unknown field of an object', 'Thing__c t = new Thing__c(); t.Nope__c = 1;', /Nope__c/],
  ['unknown field in a constructor', 'Thing__c t = new Thing__c(Nope__c = 1);', /Field does not exist/],
  [
    'wrong value type in a constructor',
    "Thing__c t = new Thing__c(Amount__c = 'a');",
    /Illegal assignment from String to Decimal/,
  ],
  [
    'wrong type of a field',
    'Thing__c t = new Thing__c(); Integer i = t.Amount__c;',
    /Illegal assignment from Decimal to Integer/,
  ],
  [
    'write to a field that the platform sets',
    'Thing__c t = new Thing__c(); t.CreatedDate = null;',
    /not writeable/,
  ],
  ['unknown object in SOQL', 'List<SObject> l = [SELECT Id FROM Nope__c];', /sObject type 'Nope__c'/],
  [
    'unknown field in SELECT',
    'List<Thing__c> l = [SELECT Nope__c FROM Thing__c];',
    /no such column 'Nope__c'/,
  ],
  [
    'unknown field in WHERE',
    'List<Thing__c> l = [SELECT Id FROM Thing__c WHERE Nope__c = 1];',
    /no such column/,
  ],
  [
    'unknown field in ORDER BY',
    'List<Thing__c> l = [SELECT Id FROM Thing__c ORDER BY Nope__c];',
    /no such column/,
  ],
  [
    'unknown parent in SOQL',
    'List<Thing__c> l = [SELECT Nope__r.Name FROM Thing__c];',
    /no such column 'Nope__r'/,
  ],
  [
    'unknown field of a parent',
    'List<Thing__c> l = [SELECT Parent__r.Nope__c FROM Thing__c];',
    /no such column/,
  ],
  [
    'wrong literal in WHERE',
    "List<Thing__c> l = [SELECT Id FROM Thing__c WHERE Amount__c = 'a'];",
    /takes Decimal/,
  ],
  [
    'wrong bind in WHERE',
    'Boolean b; List<Thing__c> l = [SELECT Id FROM Thing__c WHERE Text__c = :b];',
    /takes String/,
  ],
  [
    'unknown bind',
    'List<Thing__c> l = [SELECT Id FROM Thing__c WHERE Id = :nope];',
    /Variable does not exist/,
  ],
  [
    'IN without a list',
    'String s; List<Thing__c> l = [SELECT Id FROM Thing__c WHERE Text__c IN :s];',
    /IN takes/,
  ],
  [
    'filter on a long text area',
    "List<Thing__c> l = [SELECT Id FROM Thing__c WHERE Long__c = 'a'];",
    /can not be filtered/,
  ],
  [
    'sorting by a long text area',
    'List<Thing__c> l = [SELECT Id FROM Thing__c ORDER BY Long__c];',
    /can not be sorted/,
  ],
  [
    'FOR UPDATE with ORDER BY',
    'List<Thing__c> l = [SELECT Id FROM Thing__c ORDER BY Name FOR UPDATE];',
    /exclude each other/,
  ],
  [
    'query of an event',
    'List<Happened__e> l = [SELECT ReplayId FROM Happened__e];',
    /can not be queried|no such column/,
  ],
  ['query given to a wrong type', 'List<Account> l = [SELECT Id FROM Thing__c];', /Illegal assignment/],
  ['DML on custom metadata', 'insert new Setting__mdt();', /DML operation INSERT not allowed/],
  ['DML on an event', 'insert new Happened__e();', /not allowed/],
  ['DML on what is no record', 'insert 5;', /DML requires/],
  ['upsert by an unknown field', 'upsert new Thing__c() Nope__c;', /Field does not exist/],
  ['ambiguous null', 'Ambiguous.take(null);', /ambiguous/],
  ['CPU limits, which are not simulated', 'Integer i = Limits.getCpuTime();', /Method does not exist/],
  [
    'dynamic SOQL, which is not supported',
    "List<SObject> l = Database.query('SELECT Id FROM Account');",
    /Method does not exist/,
  ],
];

/** A whole class; the error that it must give. */
const CLASSES: readonly (readonly [mistake: string, code: string, error: RegExp])[] = [
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

function errorsOf(
  classes: Readonly<Record<string, string>>,
): readonly { text: string; line: number; file: string }[] {
  try {
    program(classes);
    return [];
  } catch (error) {
    if (!(error instanceof CompileErrors)) throw error;
    return error.errors.map(({ reason, place }) => ({ text: reason, line: place.line, file: place.file }));
  }
}

const AMBIGUOUS =
  'public class Ambiguous { public static void take(String s) {} public static void take(Other o) {} }';

function inMethod(statement: string): Record<string, string> {
  const text = `public class C {\n  void helper() {}\n  static void f() {\n    ${statement}\n  }\n}`;
  return { Other: OTHER, Ambiguous: AMBIGUOUS, C: text };
}

describe('the compiler refuses', () => {
  test.each(STATEMENTS)('%s', (_, statement, error) => {
    const errors = errorsOf(inMethod(statement));
    expect(errors.map((each) => each.text).join('\n')).toMatch(error);
    expect(errors[0]).toMatchObject({ file: 'C.cls', line: 4 });
  });

  test.each(CLASSES)('%s', (_, text, error) => {
    const errors = errorsOf({ Other: OTHER, C: text });
    expect(errors.map((each) => each.text).join('\n')).toMatch(error);
    expect(errors[0]).toMatchObject({ file: 'C.cls', line: 1 });
  });

  test('nothing in the classes that the mistakes are planted in', () => {
    expect(errorsOf(inMethod('Integer i = Other.number();'))).toEqual([]);
  });

  test('every mistake of a project at once', () => {
    const errors = errorsOf({
      A: 'public class A { Integer f() { return x; } Integer g() { return y; } }',
      B: 'public class B { void f() { z(); } }',
    });
    expect(errors.map((each) => `${each.file} ${each.text}`)).toEqual([
      'A.cls Variable does not exist: x',
      'A.cls Variable does not exist: y',
      'B.cls Method does not exist or incorrect signature: z',
    ]);
  });

  test('at least sixty of them', () => {
    expect(STATEMENTS.length + CLASSES.length).toBeGreaterThanOrEqual(60);
  });
});
