package io.cairn.planner.catalog;

/**
 * An option of the database as {@code cairn_catalog.settings} shows it. Immutable.
 *
 * @param value the value in force, as text
 * @param defaultValue what it is where nobody chose
 */
public record Setting(String name, String value, String defaultValue, String description) {}
