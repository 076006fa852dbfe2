package io.cairn.differential;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** SQL as a tree of pieces, so that a shrinker can take pieces away. Immutable. */
sealed interface Sql {
  /** What the piece is. */
  Kind kind();

  /** The text for one of the two databases. */
  String text(Dialect dialect);

  /** Pieces below, in order. */
  List<Sql> children();

  /** The same piece above other children, as many as before. */
  Sql with(List<Sql> children);

  /** Which database is to read a text. */
  enum Dialect {
    CAIRN,
    DUCK
  }

  /** Text without anything below. */
  static Sql of(Kind kind, String text) {
    return new Form(kind, text, text, List.of());
  }

  /** Text with a child in place of each {@code {}}. */
  static Sql of(Kind kind, String template, Sql... children) {
    return new Form(kind, template, template, Arrays.asList(children));
  }

  /** Text that the two databases write in different ways. */
  static Sql of(Kind kind, Differing template, Sql... children) {
    return new Form(kind, template.cairn, template.duck, Arrays.asList(children));
  }

  /** Two ways to write the same. */
  record Differing(String cairn, String duck) {}

  /**
   * A text around its children.
   *
   * @param cairn with {@code {}} for each child
   * @param duck likewise, with as many
   */
  record Form(Kind kind, String cairn, String duck, List<Sql> children) implements Sql {
    private static final String GAP = "{}";

    public Form {
      children = List.copyOf(children);
    }

    @Override
    public String text(Dialect dialect) {
      String template = dialect == Dialect.CAIRN ? cairn : duck;
      StringBuilder text = new StringBuilder();
      int from = 0;
      for (Sql child : children) {
        int gap = template.indexOf(GAP, from);
        text.append(template, from, gap).append(child.text(dialect));
        from = gap + GAP.length();
      }
      return text.append(template, from, template.length()).toString();
    }

    @Override
    public Sql with(List<Sql> newChildren) {
      return new Form(kind, cairn, duck, newChildren);
    }
  }

  /**
   * Pieces in a row; nothing at all if there are none.
   *
   * @param least pieces that must be left
   */
  record Items(String open, String separator, String close, int least, List<Sql> children)
      implements Sql {
    public Items {
      children = List.copyOf(children);
    }

    @Override
    public Kind kind() {
      return Kind.PART;
    }

    @Override
    public String text(Dialect dialect) {
      if (children.isEmpty()) {
        return "";
      }
      List<String> texts = new ArrayList<>();
      for (Sql child : children) {
        texts.add(child.text(dialect));
      }
      return open + String.join(separator, texts) + close;
    }

    @Override
    public Sql with(List<Sql> newChildren) {
      return new Items(open, separator, close, least, newChildren);
    }

    /** The same without one of the pieces. */
    Items without(int position) {
      List<Sql> fewer = new ArrayList<>(children);
      fewer.remove(position);
      return new Items(open, separator, close, least, fewer);
    }
  }
}
