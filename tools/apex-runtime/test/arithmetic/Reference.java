import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Calculates with Java's own int, long and BigDecimal: one line in, one line out. */
class Reference {
  public static void main(String[] args) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    StringBuilder out = new StringBuilder();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] part = line.split(" ");
      String result;
      try {
        result = switch (part[0]) {
          case "Integer" -> Integer.toString(integer(part[1], Integer.parseInt(part[2]), Integer.parseInt(part[3])));
          case "Long" -> Long.toString(wide(part[1], Long.parseLong(part[2]), Long.parseLong(part[3])));
          default -> decimal(part);
        };
      } catch (ArithmeticException e) {
        result = "MathException";
      }
      out.append(result).append('\n');
    }
    new PrintStream(System.out, false, "UTF-8").append(out).flush();
  }

  static int integer(String operation, int a, int b) {
    return switch (operation) {
      case "+" -> a + b;
      case "-" -> a - b;
      case "*" -> a * b;
      case "/" -> a / b;
      case "mod" -> a % b;
      case "&" -> a & b;
      case "|" -> a | b;
      case "^" -> a ^ b;
      case "<<" -> a << b;
      case ">>" -> a >> b;
      case ">>>" -> a >>> b;
      default -> Integer.compare(a, b);
    };
  }

  static long wide(String operation, long a, long b) {
    return switch (operation) {
      case "+" -> a + b;
      case "-" -> a - b;
      case "*" -> a * b;
      case "/" -> a / b;
      case "mod" -> a % b;
      case "&" -> a & b;
      case "|" -> a | b;
      case "^" -> a ^ b;
      case "<<" -> a << (int) b;
      case ">>" -> a >> (int) b;
      case ">>>" -> a >>> (int) b;
      case "int" -> (int) a;
      default -> Long.compare(a, b);
    };
  }

  static String decimal(String[] part) {
    BigDecimal a = new BigDecimal(part[2]);
    BigDecimal b = new BigDecimal(part[3]);
    return switch (part[1]) {
      case "+" -> a.add(b).toPlainString();
      case "-" -> a.subtract(b).toPlainString();
      case "*" -> a.multiply(b).toPlainString();
      case "/" -> plain(a.divide(b, MathContext.DECIMAL128));
      case "divide" -> a.divide(b, Integer.parseInt(part[4]), RoundingMode.valueOf(part[5])).toPlainString();
      case "setScale" -> a.setScale(Integer.parseInt(part[4]), RoundingMode.valueOf(part[5])).toPlainString();
      case "int" -> Integer.toString(a.intValue());
      case "long" -> Long.toString(a.longValue());
      default -> Integer.toString(a.compareTo(b));
    };
  }

  static String plain(BigDecimal value) {
    return (value.scale() < 0 ? value.setScale(0) : value).toPlainString();
  }
}
