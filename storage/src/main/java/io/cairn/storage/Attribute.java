package io.cairn.storage;

/**
 * A small named value on a node. Immutable.
 *
 * @param type the type's name in the file's own terms, as {@code float64} or {@code string}
 * @param shape {@code ()} for a single value, else the extents, as {@code (3, 2)}
 * @param value the value as text: a single value as CAST AS VARCHAR prints it, several as a JSON
 *     array; where the value cannot be read, the reason in angle brackets
 */
public record Attribute(String name, String type, String shape, String value) {}
