package org.barman4j.performance;

/**
 * What the length of a bar means.
 *
 * @param step between two lines of the grid
 * @param least the least value at which the axis ends
 * @param factor from values to the numbers that are written
 */
record Axis(String title, double step, double least, int factor, String unit) {
    /** Where an axis ends that has room for a value: at a line of the grid. */
    double end(double value) {
        return Math.max(least, Math.ceil(value / step) * step);
    }

    String label(double value) {
        return Math.round(value * factor) + unit;
    }
}
