package io.cairn.planner.catalog;

import java.util.List;
import java.util.function.Supplier;

/**
 * What the views need beside a snapshot. Immutable.
 *
 * @param catalog the database's name in SQL
 * @param settings gives the options in force, in the order to show them
 */
public record CatalogContext(String catalog, Supplier<List<Setting>> settings) {}
