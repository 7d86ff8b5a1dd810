package prevenance.transit;

import org.jspecify.annotations.Nullable;

/// Logistic regression with a ridge, fitted by Newton's method on standardised columns; the first column is the
/// constant. Written here because it is a hundred lines, and the libraries that have it bring a framework each.
final class LogisticRegression {
    private static final int ROUNDS = 10;
    private static final int ROUNDS_AGAIN = 2;

    private final double[] weights;
    private final double[] means;
    private final double[] scales;

    private LogisticRegression(double[] weights, double[] means, double[] scales) {
        this.weights = weights;
        this.means = means;
        this.scales = scales;
    }

    /// @param rows   one array per example, its first value 1
    /// @param truths 1 or 0
    /// @param counts how much each example counts
    /// @param ridge  strength of the pull to zero, in examples
    /// @param before the model of before, from which the search starts; null for none
    static LogisticRegression fit(
            float[][] rows,
            byte[] truths,
            float[] counts,
            int size,
            double ridge,
            @Nullable LogisticRegression before) {
        LogisticRegression model = standard(rows, counts, size);
        if (before != null) {
            model.startFrom(before);
        }
        int width = model.weights.length;
        double[] standardised = new double[size * width];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < width; j++) {
                standardised[i * width + j] = j == 0 ? 1 : (rows[i][j] - model.means[j]) * model.scales[j];
            }
        }
        int rounds = before == null ? ROUNDS : ROUNDS_AGAIN;
        for (int round = 0; round < rounds; round++) {
            if (model.step(standardised, truths, counts, size, ridge) < 0.003) {
                break;
            }
        }
        return model;
    }

    /// Means and deviations of the columns, nothing fitted yet.
    private static LogisticRegression standard(float[][] rows, float[] counts, int size) {
        int width = rows[0].length;
        double[] means = new double[width];
        double[] scales = new double[width];
        double all = 0;
        for (int i = 0; i < size; i++) {
            all += counts[i];
            for (int j = 1; j < width; j++) {
                means[j] += counts[i] * rows[i][j];
                scales[j] += counts[i] * rows[i][j] * rows[i][j];
            }
        }
        for (int j = 1; j < width; j++) {
            means[j] /= all;
            double deviation = Math.sqrt(Math.max(0, scales[j] / all - means[j] * means[j]));
            scales[j] = deviation < 1e-4 ? 0 : 1 / deviation;
        }
        scales[0] = 1;
        return new LogisticRegression(new double[width], means, scales);
    }

    private void startFrom(LogisticRegression before) {
        weights[0] = before.weights[0];
        for (int j = 1; j < weights.length; j++) {
            if (scales[j] > 0 && before.scales[j] > 0) {
                weights[j] = before.weights[j] * before.scales[j] / scales[j];
                weights[0] += before.weights[j] * before.scales[j] * (means[j] - before.means[j]);
            }
        }
    }

    /// One step of Newton's method; returns how far it went.
    private double step(double[] rows, byte[] truths, float[] counts, int size, double ridge) {
        int width = weights.length;
        double[][] curve = new double[width][width];
        double[] slope = new double[width];
        for (int i = 0; i < size; i++) {
            int at = i * width;
            double score = 0;
            for (int j = 0; j < width; j++) {
                score += weights[j] * rows[at + j];
            }
            double chance = 1 / (1 + Math.exp(-score));
            double error = (truths[i] - chance) * counts[i];
            double bend = Math.max(1e-6, chance * (1 - chance)) * counts[i];
            for (int j = 0; j < width; j++) {
                double value = rows[at + j];
                slope[j] += error * value;
                double bent = bend * value;
                double[] line = curve[j];
                for (int k = 0; k <= j; k++) {
                    line[k] += bent * rows[at + k];
                }
            }
        }
        for (int j = 0; j < width; j++) {
            double pull = j == 0 ? 1e-6 : ridge;
            slope[j] -= pull * weights[j];
            curve[j][j] += pull;
        }
        return go(solve(curve, slope), rows, truths, counts, size, ridge);
    }

    /// Goes along a change, half of it as often as needed until it is better than before.
    private double go(double[] change, double[] rows, byte[] truths, float[] counts, int size, double ridge) {
        double[] before = weights.clone();
        double loss = loss(rows, truths, counts, size, ridge);
        double far = 0;
        for (double each : change) {
            far = Math.max(far, Math.abs(each));
        }
        for (double share = Math.min(1, 3 / far); share > 0.01; share /= 2) {
            for (int j = 0; j < weights.length; j++) {
                weights[j] = before[j] + share * change[j];
            }
            if (loss(rows, truths, counts, size, ridge) <= loss) {
                return share * far;
            }
        }
        System.arraycopy(before, 0, weights, 0, weights.length);
        return 0;
    }

    private double loss(double[] rows, byte[] truths, float[] counts, int size, double ridge) {
        int width = weights.length;
        double loss = 0;
        for (int j = 1; j < width; j++) {
            loss += ridge * weights[j] * weights[j] / 2;
        }
        for (int i = 0; i < size; i++) {
            double score = 0;
            for (int j = 0; j < width; j++) {
                score += weights[j] * rows[i * width + j];
            }
            double against = truths[i] == 1 ? -score : score;
            loss += counts[i]
                    * (against > 0 ? against + Math.log1p(Math.exp(-against)) : Math.log1p(Math.exp(against)));
        }
        return loss;
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

    /// The logarithm of the odds.
    double score(float[] row) {
        double score = weights[0];
        for (int j = 1; j < weights.length; j++) {
            score += weights[j] * Math.clamp((row[j] - means[j]) * scales[j], -6, 6);
        }
        return score;
    }
}
