package prevenance.transit;

/// Logistic regression with a ridge, fitted by Newton's method on standardised columns; the first column is the
/// constant. Written here because it is sixty lines, and libraries that have it bring a framework each.
final class LogisticRegression {
    private static final int ROUNDS = 8;

    private final double[] weights;
    private final double[] means;
    private final double[] scales;

    private LogisticRegression(double[] weights, double[] means, double[] scales) {
        this.weights = weights;
        this.means = means;
        this.scales = scales;
    }

    /// @param rows    one array per example, its first value 1
    /// @param truths  1 or 0
    /// @param counts  how much each example counts
    /// @param ridge   strength of the pull to zero, in examples
    static LogisticRegression fit(float[][] rows, byte[] truths, float[] counts, int size, double ridge) {
        int width = rows[0].length;
        double[] means = new double[width];
        double[] scales = new double[width];
        double all = 0;
        for (int i = 0; i < size; i++) {
            all += counts[i];
            for (int j = 1; j < width; j++) {
                means[j] += counts[i] * rows[i][j];
            }
        }
        for (int j = 1; j < width; j++) {
            means[j] /= all;
        }
        for (int i = 0; i < size; i++) {
            for (int j = 1; j < width; j++) {
                double off = rows[i][j] - means[j];
                scales[j] += counts[i] * off * off;
            }
        }
        for (int j = 1; j < width; j++) {
            double deviation = Math.sqrt(scales[j] / all);
            scales[j] = deviation < 1e-6 ? 0 : 1 / deviation;
        }
        scales[0] = 1;
        LogisticRegression model = new LogisticRegression(new double[width], means, scales);
        for (int round = 0; round < ROUNDS; round++) {
            if (model.step(rows, truths, counts, size, ridge) < 1e-4) {
                break;
            }
        }
        return model;
    }

    /// One step of Newton's method; returns how far it went.
    private double step(float[][] rows, byte[] truths, float[] counts, int size, double ridge) {
        int width = weights.length;
        double[][] curve = new double[width][width];
        double[] slope = new double[width];
        double[] x = new double[width];
        for (int i = 0; i < size; i++) {
            standardise(rows[i], x);
            double score = 0;
            for (int j = 0; j < width; j++) {
                score += weights[j] * x[j];
            }
            double chance = 1 / (1 + Math.exp(-score));
            double error = (truths[i] - chance) * counts[i];
            double bend = Math.max(1e-6, chance * (1 - chance)) * counts[i];
            for (int j = 0; j < width; j++) {
                slope[j] += error * x[j];
                double bent = bend * x[j];
                for (int k = 0; k <= j; k++) {
                    curve[j][k] += bent * x[k];
                }
            }
        }
        for (int j = 0; j < width; j++) {
            double pull = j == 0 ? 1e-6 : ridge;
            slope[j] -= pull * weights[j];
            curve[j][j] += pull;
        }
        double[] change = solve(curve, slope);
        double far = 0;
        for (int j = 0; j < width; j++) {
            double bounded = Math.clamp(change[j], -3, 3);
            weights[j] += bounded;
            far = Math.max(far, Math.abs(bounded));
        }
        return far;
    }

    /// Cholesky's method; the lower triangle is given.
    private static double[] solve(double[][] matrix, double[] right) {
        int width = right.length;
        for (int j = 0; j < width; j++) {
            for (int k = 0; k <= j; k++) {
                double sum = matrix[j][k];
                for (int l = 0; l < k; l++) {
                    sum -= matrix[j][l] * matrix[k][l];
                }
                matrix[j][k] = j == k ? Math.sqrt(Math.max(sum, 1e-9)) : sum / matrix[k][k];
            }
        }
        double[] solution = right.clone();
        for (int j = 0; j < width; j++) {
            for (int k = 0; k < j; k++) {
                solution[j] -= matrix[j][k] * solution[k];
            }
            solution[j] /= matrix[j][j];
        }
        for (int j = width - 1; j >= 0; j--) {
            for (int k = j + 1; k < width; k++) {
                solution[j] -= matrix[k][j] * solution[k];
            }
            solution[j] /= matrix[j][j];
        }
        return solution;
    }

    private void standardise(float[] row, double[] x) {
        x[0] = 1;
        for (int j = 1; j < x.length; j++) {
            x[j] = (row[j] - means[j]) * scales[j];
        }
    }

    double score(float[] row) {
        double score = weights[0];
        for (int j = 1; j < weights.length; j++) {
            score += weights[j] * Math.clamp((row[j] - means[j]) * scales[j], -6, 6);
        }
        return score;
    }
}
