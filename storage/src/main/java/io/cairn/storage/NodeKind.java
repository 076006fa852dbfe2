package io.cairn.storage;

/** What a node of the tree is. */
public enum NodeKind {
  GROUP,
  TABLE,
  ARRAY,
  FILE,
  LINK,
  VIEW
}
