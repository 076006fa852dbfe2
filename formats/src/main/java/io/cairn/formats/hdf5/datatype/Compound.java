package io.cairn.formats.hdf5.datatype;

import java.util.List;

/** Named members at byte offsets. */
public record Compound(int size, List<Member> members) implements Datatype {
  /** A member; its bytes lie within the compound. */
  public record Member(String name, int offset, Datatype type) {}

  public Compound {
    members = List.copyOf(members);
  }

  @Override
  public String name() {
    StringBuilder out = new StringBuilder("compound{");
    for (Member member : members) {
      out.append(out.length() > 9 ? ", " : "").append(member.name).append(": ");
      out.append(member.type.name());
    }
    return out.append('}').toString();
  }
}
