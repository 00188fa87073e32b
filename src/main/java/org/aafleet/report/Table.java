package org.aafleet.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Columns as wide as their widest cell; a cell like the one above it in the first column is left empty. */
public final class Table {

    /** A row, or a note below one. */
    private record Line(List<String> cells, Optional<String> note) {}

    private final List<String> columns;
    private final List<Line> rows = new ArrayList<>();

    public Table(List<String> columns) {
        this.columns = columns;
    }

    public void row(List<String> cells) {
        rows.add(new Line(cells, Optional.empty()));
    }

    public void note(String text) {
        rows.add(new Line(List.of(), Optional.of(text)));
    }

    public List<String> lines(Style style) {
        List<String> lines = new ArrayList<>();
        lines.add(style.strong(line(columns)));
        String above = "";
        for (Line row : rows) {
            if (row.note().isPresent()) {
                lines.add("    " + row.note().get());
                continue;
            }
            List<String> cells = new ArrayList<>(row.cells());
            String first = cells.get(0);
            if (first.equals(above)) {
                cells.set(0, "");
            }
            above = first;
            lines.add(line(cells));
        }
        return lines;
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            line.append(cells.get(i)).append(" ".repeat(width(i) - cells.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream()
                .filter(row -> row.note().isEmpty())
                .mapToInt(row -> row.cells().get(column).length())
                .reduce(columns.get(column).length(), Math::max);
    }
}
